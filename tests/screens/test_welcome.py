"""The ways in: the demo, joining a folder, creating a workspace."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from okrtui.app import OkrtuiApp
from okrtui.workspace.places import workspaces
from tests.screens.pair import Pair, settled, shown, until


@pytest.fixture
def app(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> OkrtuiApp:
    monkeypatch.setenv("USER", "zoe")
    return OkrtuiApp(None, tmp_path / "new" / "data", is_live=False)


async def write(pilot: Pilot[str], text: str) -> None:
    """Type a text into the field that has the focus."""
    app = pilot.app
    assert isinstance(app.focused, Input)
    app.focused.insert_text_at_cursor(text)
    await settled(pilot)


async def test_joining_a_folder_leads_to_the_week_of_who_one_is(app: OkrtuiApp, tmp_path: Path) -> None:
    pair = Pair(tmp_path / "pair")
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, "Join a folder")
        await pilot.press("f")
        await until(pilot, "your team's folder")
        await write(pilot, str(pair.folder))
        await until(pilot, "✓ Northwind, 2 files to read")
        await pilot.press("enter", "ctrl+u")
        await write(pilot, "Ben")
        await pilot.press("enter")
        await write(pilot, "BEN@example.org")
        await pilot.press("enter")
        await until(pilot, "Due this week")
        assert app.workspace.person == pair.ben.person


async def test_joining_with_a_mistyped_e_mail_says_that_one_may_be_there_twice(app: OkrtuiApp, tmp_path: Path) -> None:
    pair = Pair(tmp_path / "pair")
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, "Join a folder")
        await pilot.press("f")
        await until(pilot, "your team's folder")
        await write(pilot, str(pair.folder))
        await until(pilot, "✓ Northwind, 2 files to read")
        await pilot.press("enter", "ctrl+u")
        await write(pilot, "Ana Ruiz")
        await pilot.press("enter")
        await write(pilot, "anna@example.org")
        await pilot.press("enter")
        await until(pilot, "Ana Ruiz is here already, with ana@example.org: are you here twice?")


async def test_creating_a_workspace_makes_its_folder_and_opens_it(app: OkrtuiApp, tmp_path: Path) -> None:
    folder = tmp_path / "deep" / "okrs"
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, "Create a workspace")
        await pilot.press("n")
        await until(pilot, "Shared folder")
        await write(pilot, "Acme")
        await pilot.press("tab")
        await write(pilot, str(folder))
        await until(pilot, "✓ this folder will be made")
        await pilot.press("tab", "tab")
        await write(pilot, "zoe@example.org")
        await pilot.press("tab", "right", "ctrl+s")
        await until(pilot, "Nothing is planned here yet")
        assert (folder / "okrtui.json").exists()
        [(_, settings)] = app.workspace.company.live("workspace")
        assert (settings["name"], settings["preset"]) == ("Acme", "mokm")
        assert app.workspace.company.title(app.workspace.person) == "zoe"


async def test_the_demo_is_built_and_opened_and_never_becomes_the_default(app: OkrtuiApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, "Try the demo")
        await pilot.press("enter")
        await until(pilot, "Due this week")
        assert app.workspace.config.is_demo
        assert not workspaces(app.data)


async def test_what_is_wrong_is_named_and_nothing_typed_is_lost(app: OkrtuiApp, tmp_path: Path) -> None:
    plain = tmp_path / "plain"
    plain.mkdir()
    (tmp_path / "file").write_text("x")
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, "Join a folder")
        await pilot.press("f")
        await until(pilot, "your team's folder")
        for path, complaint in (
            (tmp_path / "nowhere", "there is no such folder"),
            (tmp_path / "file", "this is a file, not a folder"),
            (plain, "this is no okrtui folder: it has no okrtui.json"),
        ):
            await pilot.press("ctrl+u")
            await write(pilot, str(path))
            await until(pilot, complaint)
        await pilot.press("ctrl+s")
        await until(pilot, "Not yet: this is no okrtui folder")
        await pilot.press("tab", "tab")
        await write(pilot, "zoe@")
        await pilot.press("escape")
        await until(pilot, "Try the demo")
        await pilot.press("f")
        await until(pilot, str(plain)[-20:])
        assert "zoe@" in shown(app)
        assert not app.data.exists()


async def test_a_folder_with_a_workspace_is_not_made_another(app: OkrtuiApp, tmp_path: Path) -> None:
    pair = Pair(tmp_path / "pair")
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, "Create a workspace")
        await pilot.press("n")
        await until(pilot, "Shared folder")
        await pilot.press("tab")
        await write(pilot, str(pair.folder))
        await until(pilot, "there is a workspace in it already: go back and join it")


async def test_letters_right_after_enter_go_into_the_next_field(app: OkrtuiApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, "Create a workspace")
        await pilot.press("n")
        await until(pilot, "Shared folder")
        for key in ("A", "c", "m", "e", "enter", "o", "k", "r", "tab", "x"):  # without waiting between
            app.simulate_key(key)
        await settled(pilot)
        values = [field.value for field in app.screen.query(Input)]
        assert values == ["Acme", "okr", "x", ""]


async def test_letters_right_after_an_editing_key_come_after_it(app: OkrtuiApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, "Create a workspace")
        await pilot.press("n")
        await until(pilot, "Shared folder")
        for key in ("tab", "tab", "ctrl+u", "B", "e", "n", "backspace", "a"):  # without waiting between
            app.simulate_key(key)
        await settled(pilot)
        values = [field.value for field in app.screen.query(Input)]
        assert values == ["", "", "Bea", ""]


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
@pytest.mark.parametrize("key", ["", "f", "n"])
def test_it_looks_as_it_did(app: OkrtuiApp, size: tuple[int, int], key: str, snap_compare: Callable[..., bool]) -> None:
    async def open_it(pilot: Pilot[str]) -> None:
        await until(pilot, "Try the demo")
        if key:
            await pilot.press(key)
            await until(pilot, "Your name")
            await until(pilot, re.compile("your team's folder|one that everyone can reach"))
            await pilot.press("tab", "tab")
        for field in app.screen.query(Input):
            field.cursor_blink = False
        await settled(pilot)

    assert snap_compare(app, terminal_size=size, run_before=open_it)
