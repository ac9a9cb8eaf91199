"""The app around its screens: notices, palette, help, sizes, settings, and how it is left."""

import fcntl
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from okrtui.app import OkrtuiApp
from okrtui.okr.alerts import Sort
from okrtui.settings_file import SettingsError, keep_look, keep_muted, muted_sorts, read_settings
from okrtui.workspace.edits import New, create
from tests.screens.pair import Pair, opened, set_field, settled, shown, until
from tests.terminal.terminal import Terminal

RUN = """
import sys
from pathlib import Path
from okrtui.app import run_app
from okrtui.workspace.founding import open_workspace
data = Path(sys.argv[1])
print(run_app(open_workspace(data, None), data))
"""


@pytest.fixture
def pair(tmp_path: Path) -> Pair:
    return Pair(tmp_path)


def terminal(pair: Pair, size: tuple[int, int] = (80, 24), **environment: str) -> Terminal:
    """The app as Ana runs it, in a terminal."""
    now = {"OKRTUI_NOW": "2026-11-20T09:41:00"}
    return Terminal([sys.executable, "-c", RUN, str(pair.data)], size, env=now | environment)


# --- what is said


async def test_a_notice_with_an_undo_is_not_overwritten_by_a_teammates_change(pair: Pair) -> None:
    app = pair.app()
    async with opened(app) as pilot:
        app.say("Checked in 25 %", "u undo")
        set_field(pair.ben, "objective", pair.objective, "title", "Sell more")
        pair.ben.meet()
        pair.ana.meet()
        await settled(pilot)
        assert "Checked in 25 %" in shown(app)


async def test_a_bug_in_work_is_said_in_one_line_and_the_app_lives_on(pair: Pair) -> None:
    def stumble() -> None:
        raise RuntimeError("nobody thought of this")

    app = pair.app()
    async with opened(app) as pilot:
        app.act(stumble)
        await settled(pilot)
        assert "okrtui stumbled over RuntimeError: nobody thought of this" in shown(app)
        app.act(lambda: "still here", app.say)
        await settled(pilot)
        assert "still here" in shown(app)


class Work:
    """Work that must not be spelled out: what it was given may be a whole company."""

    done = False

    def __call__(self) -> None:
        self.done = True

    def __repr__(self) -> str:
        raise AssertionError("nobody reads this")


async def test_work_is_not_spelled_out_before_it_is_done(pair: Pair) -> None:
    async with opened(pair.app()) as pilot:
        work = Work()
        assert isinstance(pilot.app, OkrtuiApp)
        pilot.app.act(work)
        await settled(pilot)
        assert work.done


async def test_undo_and_redo_say_what_they_did(pair: Pair) -> None:
    set_field(pair.ana, "objective", pair.objective, "title", "Sell more")
    app = pair.app()
    async with opened(app) as pilot:
        await pilot.press("u")
        await settled(pilot)
        assert "Taken back: Improve sales across the team · U redo" in shown(app)
        await pilot.press("U")
        await settled(pilot)
        assert pair.ana.company.title(pair.objective) == "Sell more"


# --- the palette and the help


async def test_the_palette_does_a_command(pair: Pair) -> None:
    app = pair.app()
    async with opened(app) as pilot:
        await pilot.press("ctrl+p")
        await settled(pilot)
        app.screen.query_one(Input).value = "conflicts"
        await settled(pilot)
        await pilot.press("enter")
        await settled(pilot)
        assert "No conflicts" in shown(app)


async def test_the_palette_finds_people_and_objectives_and_opens_the_cascade_there(pair: Pair) -> None:
    app = pair.app()
    chiara = create(pair.ana, New("person", {"name": "Chiara Neri"})).ids[0]
    create(pair.ana, New("membership", {"person": chiara, "unit": pair.sales}))
    async with opened(app) as pilot:
        for said, title in (("neri", "Sales"), ("improve sales", "Improve sales"), ("six calls", "Six calls")):
            await pilot.press("ctrl+p")
            await settled(pilot)
            app.screen.query_one(Input).value = said
            await pilot.press("enter")  # before the search has answered
            await until(pilot, re.compile(rf"2·CASCADE(?s:.*)^▌.*{title}", re.MULTILINE))


async def test_what_people_wrote_is_no_markup_in_the_palette(pair: Pair) -> None:
    set_field(pair.ana, "objective", pair.objective, "title", "[@click=app.quit]Sell[/] [b]more")
    app = pair.app()
    async with opened(app) as pilot:
        await pilot.press("ctrl+p")
        await settled(pilot)
        app.screen.query_one(Input).value = "sell"
        await settled(pilot)
        assert "[@click=app.quit]Sell[/] [b]more" in shown(app)


async def test_the_help_names_okrtuis_keys_and_none_of_textuals(pair: Pair) -> None:
    app = pair.app()
    async with opened(app, (100, 60)) as pilot:
        await pilot.press("question_mark")
        await settled(pilot)
        help = shown(app)
        assert "check in" in help
        assert "take back your own last act" in help
        assert "Focus" not in help
        assert help.splitlines()[0].lstrip().startswith("Northwind")
        await pilot.press("escape")
        await settled(pilot)
        assert "take back your own last act" not in shown(app)


# --- sizes


async def test_a_terminal_that_is_too_small_gets_one_clear_line_until_it_grows(pair: Pair) -> None:
    app = pair.app()
    async with opened(app, (50, 12)) as pilot:
        assert shown(app).strip() == "okrtui needs 60x16, this is 50x12; q quits"
        await pilot.resize_terminal(80, 24)
        await settled(pilot)
        assert "Due this week" in shown(app)
        await pilot.resize_terminal(59, 24)
        await settled(pilot)
        assert "this is 59x24" in shown(app)


@pytest.mark.parametrize("size", [(60, 16), (80, 24), (120, 40), (200, 60)])
async def test_every_size_from_the_least_on_shows_the_frame_and_the_keys(pair: Pair, size: tuple[int, int]) -> None:
    app = pair.app()
    async with opened(app, size):
        lines = shown(app).splitlines()
        assert lines[0].lstrip().startswith("Northwind")
        assert lines[-1].rstrip().endswith("q quit")


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
def test_the_palette_looks_as_it_did(pair: Pair, size: tuple[int, int], snap_compare: Callable[..., bool]) -> None:
    async def open_it(pilot: Pilot[str]) -> None:
        await settled(pilot)
        await pilot.press("ctrl+p")
        for field in pilot.app.screen.query(Input):
            field.cursor_blink = False
            field.value = "sales"
        await settled(pilot)

    assert snap_compare(pair.app(), terminal_size=size, run_before=open_it)


# --- settings


def test_without_a_file_there_are_no_settings_and_nothing_heavy_is_loaded(tmp_path: Path) -> None:
    code = f"""
import sys
from pathlib import Path
import okrtui.app, okrtui.screens.week, okrtui.screens.cascade
from okrtui.settings_file import read_settings, settings_path
assert read_settings(Path({str(tmp_path)!r}) / "none.toml") is None
print([name for name in ("pydantic", "watchfiles", "tomllib", "okrtui.settings") if name in sys.modules])
"""
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"


def test_what_is_opened_first_is_imported_before_its_key_is_pressed(tmp_path: Path) -> None:
    code = f"""
import asyncio, sys
from pathlib import Path
from tests.screens.pair import Pair, opened
WIZARD = "okrtui.screens.checkin"
async def look():
    app = Pair(Path({str(tmp_path)!r})).app()
    before = WIZARD in sys.modules
    async with opened(app):
        print(before, WIZARD in sys.modules)
asyncio.run(look())
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False True\n"


async def test_keys_and_look_come_from_the_file(pair: Pair, tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_text('look = "light"\n\n[keys]\n"app.conflicts" = "ctrl+t"\n')
    app = pair.app()
    app.settings = read_settings(path)
    async with opened(app) as pilot:
        assert app.theme == "okrtui-light"
        await pilot.press("ctrl+t")
        await settled(pilot)
        assert "No conflicts" in shown(app)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("look = 'pink'", "look"),
        ("[keys]\n'app.undo' = 3", "keys.app.undo"),
        ("colour = 1", "colour"),
        ("look =", "at end of document"),
    ],
)
def test_what_is_wrong_in_the_file_is_named(tmp_path: Path, text: str, named: str) -> None:
    path = tmp_path / "settings.toml"
    path.write_text(text)
    with pytest.raises(SettingsError, match=re.escape(named)) as caught:
        read_settings(path)
    assert "\n" not in str(caught.value)
    assert str(path) in str(caught.value)


def test_a_look_is_kept_beside_whatever_else_the_file_says(tmp_path: Path) -> None:
    path = tmp_path / "okrtui" / "settings.toml"
    keep_look(path, "contrast")
    assert path.read_text() == 'look = "contrast"\n'
    path.write_text('# mine\nlook = "dark" # calm\n[keys]\n"app.undo" = "ctrl+z"\nlook = "x"\n')
    keep_look(path, "light")
    assert path.read_text() == '# mine\nlook = "light"\n[keys]\n"app.undo" = "ctrl+z"\nlook = "x"\n'


def test_what_is_muted_is_kept_beside_whatever_else_the_file_says(tmp_path: Path) -> None:
    path = tmp_path / "okrtui" / "settings.toml"
    assert muted_sorts(path) == frozenset()
    keep_muted(path, {Sort.TARGET, Sort.AT_RISK})
    assert path.read_text() == 'muted = ["at_risk", "target"]\n'
    path.write_text('# mine\nmuted = [\n  "target", # noise\n]\nlook = "dark"\n[keys]\n"app.undo" = "ctrl+z"\n')
    assert muted_sorts(path) == {Sort.TARGET}
    keep_muted(path, {Sort.COMMENT})
    assert path.read_text() == '# mine\nmuted = ["comment"]\nlook = "dark"\n[keys]\n"app.undo" = "ctrl+z"\n'
    keep_muted(path, ())
    assert muted_sorts(path) == frozenset()
    path.write_text('muted = ["everything"]\n')
    with pytest.raises(SettingsError, match=r"settings\.toml: muted\.0: "):
        muted_sorts(path)


# --- in a real terminal


@pytest.mark.terminal
def test_no_color_emits_no_colour(pair: Pair) -> None:
    with terminal(pair, NO_COLOR="1") as screen:
        screen.wait_for("Due this week")
        screen.wait_for("in step")
        screen.keys("ctrl+p")
        screen.wait_for("a command, a person")
        screen.keys("escape")
        screen.wait_gone("a command, a person")
        screen.keys("!")
        screen.wait_for("No conflicts")
        screen.keys("escape")
        screen.wait_gone("No conflicts")
        screen.keys("question_mark")
        screen.wait_for("In a list")
        screen.keys("G")
        screen.wait_for("Everywhere")
        screen.keys("escape")
        screen.wait_gone("Everywhere")
        screen.keys("q")
        screen.wait()
        colours = [each for each in re.findall(rb"\x1b\[([0-9;:]*)m", screen.raw) if _is_colour(each)]
        assert not colours


def _is_colour(parameters: bytes) -> bool:
    """Whether a select graphic rendition chooses a colour (ECMA-48 8.3.117): 30–39, 40–49, 90–97, 100–107."""
    numbers = [int(each) for each in re.split(rb"[;:]", parameters) if each]
    return any(30 <= n <= 38 or 40 <= n <= 48 or 90 <= n <= 97 or 100 <= n <= 107 for n in numbers)


@pytest.mark.terminal
def test_leaving_sends_what_waits(pair: Pair) -> None:
    with terminal(pair) as screen:
        screen.wait_for("in step")
        screen.keys("u", "q")
        screen.wait()
    pair.ben.meet()
    assert len(pair.ben.company.check_ins_of(pair.calls)) == 0


@pytest.mark.terminal
def test_leaving_while_the_folder_is_away_says_what_waits(pair: Pair) -> None:
    with terminal(pair) as screen:
        screen.wait_for("in step")
        pair.folder.rename(pair.folder.with_name("away"))
        screen.keys("u")
        screen.wait_for("Taken back")
        screen.keys("q")
        assert screen.wait() == 0
        assert "The folder is away: 1 change of yours will go out the next time it is there." in screen.text


@pytest.mark.terminal
def test_a_last_push_that_hangs_holds_nobody_back(pair: Pair) -> None:
    with terminal(pair) as screen, (pair.ana.home / "lock").open("ab") as lock:
        screen.wait_for("in step")
        fcntl.flock(lock, fcntl.LOCK_EX)  # as if the disk did not answer
        screen.keys("q")
        assert screen.wait(timeout=8.0) == 0
        assert "goes out the next time" in "\n".join(screen.text)


@pytest.mark.terminal
def test_broken_settings_are_said_and_the_app_works(pair: Pair, walled_off: Path) -> None:
    path = walled_off / ".config" / "okrtui" / "settings.toml"
    path.parent.mkdir(parents=True)
    path.write_text('look = "pink"\n')
    with terminal(pair, (150, 24)) as screen:
        screen.wait_for("settings.toml: look:")
        screen.wait_for("Due this week")
