"""The sync screen: how replica and folder stand, what one can do about it, and that it never holds anything up."""

import re
import shutil
import socket
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from okrtui.app import OkrtuiApp
from okrtui.screens.sync import SyncScreen
from okrtui.storage.folder import SEGMENTS
from okrtui.widgets.frame import TitleLine
from okrtui.workspace.founding import relocate
from okrtui.workspace.live import Live
from tests.faults.mounting import read_only
from tests.screens.arrivals import pour
from tests.screens.pair import Pair, opened, rows, set_field, settled, shown, until

SIZES = [(80, 24), (120, 40)]
MANY = 2_000
ENOUGH = 12
"""Keys that shall be answered while so many segments arrive."""
LATER_MS = 40 * 60 * 1000


@pytest.fixture
def pair(walled_off: Path, monkeypatch: pytest.MonkeyPatch) -> Pair:
    """Ana and Ben, at home, so that the folder has the same name in every picture."""
    monkeypatch.setattr(socket, "gethostname", lambda: "ben-laptop")
    pair = Pair(walled_off)
    pair.sync()
    return pair


def live(pair: Pair) -> OkrtuiApp:
    """The app as Ana opens it, kept in step with the folder."""
    return OkrtuiApp(pair.ana, pair.data)


def wipe(pair: Pair) -> None:
    shutil.rmtree(pair.folder)
    pair.folder.mkdir()


async def open_sync(pilot: Pilot[str]) -> None:
    await settled(pilot)
    await pilot.press("S")
    await until(pilot, "Who writes")


# --- what it says


async def test_it_opens_from_every_mode_from_the_palette_and_from_the_title(pair: Pair) -> None:
    app = live(pair)
    async with opened(app) as pilot:
        for mode in ("1", "2"):
            await pilot.press(mode, "S")
            await until(pilot, "All you did is in the folder")
            await pilot.press("escape")
            await settled(pilot)
            assert not isinstance(app.screen, SyncScreen)
        await pilot.press("ctrl+p")
        await settled(pilot)
        app.screen.query_one(Input).value = "how you and the folder"
        await settled(pilot)
        await pilot.press("enter")
        await until(pilot, "Who writes")
        await pilot.press("escape")
        await settled(pilot)
        await pilot.click(TitleLine, offset=(60, 0))
        await until(pilot, "Who writes")


async def test_every_writer_has_a_line_with_machine_lines_and_last_time(pair: Pair) -> None:
    app = live(pair)
    async with opened(app) as pilot:
        await open_sync(pilot)
        assert [" ".join(row.split()) for row in rows(app) if "change" in row] == [
            "Who writes 2 writers, 8 changes",
            "▸ Ana Ruiz this machine 7 changes 1 Oct",
            "▸ Ben Okafor ben-laptop 1 change 1 Oct",
        ]
        await pilot.press("G", "enter")
        await until(pilot, f"Ben Okafor writes on ben-laptop as {pair.ben.replica.writer}")


async def test_what_waits_what_is_missing_and_a_clock_that_runs_ahead_are_named(pair: Pair) -> None:
    pair.now = pair.now.replace(hour=10, minute=21)
    for title in ("One", "Two"):
        set_field(pair.ben, "objective", pair.objective, "title", title)
        pair.ben.meet()
    pair.now = pair.now.replace(hour=9, minute=41)
    next((pair.folder / SEGMENTS).glob(f"{pair.ben.replica.writer}-2-*")).unlink()
    pair.ana.meet()
    set_field(pair.ana, "objective", pair.objective, "rationale", "Our clients win")
    app = pair.app()
    async with opened(app) as pilot:
        await open_sync(pilot)
        assert "1 change of yours waits here to go out" in shown(app)
        assert re.search(r"Not here yet +1 change *\n.*Ben Okafor, ben-laptop +change 2", shown(app))
        assert "its clock is 40 min ahead of this one" in shown(app)


async def test_a_folder_that_can_only_be_read_is_called_so_in_the_title_too(pair: Pair, tmp_path: Path) -> None:
    with read_only(tmp_path / "view", pair.folder) as view:
        relocate(pair.ana, view)
        set_field(pair.ana, "objective", pair.objective, "title", "Sell more")
        app = live(pair)
        async with opened(app) as pilot:
            await open_sync(pilot)
            await until(pilot, "You may read the folder, but not write there")
            await until(pilot, "1 change of yours waits here; it goes out as soon")
            assert "Read-only since 9:41" in shown(app)
            assert "▲ read-only" in shown(app).splitlines()[0]
            assert re.search("Meeting in .* ▲ read-only", shown(app))
    assert app.farewell == "The folder is read-only: 1 change of yours will go out as soon as you may write there."


async def test_what_was_never_of_okrtui_is_not_said_to_be_damaged(pair: Pair) -> None:
    (pair.folder / SEGMENTS / "holiday.jpg").write_text("a beach")
    app = live(pair)
    async with opened(app, (120, 40)) as pilot:
        await open_sync(pilot)
        await until(pilot, "holiday.jpg")
        await pilot.press("j", "enter")
        await until(pilot, "Nothing of okrtui looks like this. It may be removed from the folder.")


async def test_bad_files_and_own_damage_are_named_and_explained(pair: Pair) -> None:
    (pair.folder / SEGMENTS / "[b]notes.jsonl").write_text("my notes")
    own = next((pair.ana.home / "journal").glob("*.jsonl"))
    own.write_bytes(own.read_bytes().replace(b"Sales", b"Salez"))
    again = type(pair.ana)(pair.ana.home, pair.ana.config, moment=pair.ana.moment)
    again.meet()
    app = OkrtuiApp(again, pair.data, is_live=False)
    async with opened(app, (120, 40)) as pilot:
        await open_sync(pilot)
        said = shown(app)
        assert "Passed over in the folder" in said
        assert "[b]notes.jsonl" in said
        assert "but for what is passed over" in said
        assert "Damaged on this machine" in said
        assert own.name in said
        await pilot.press("j", "enter")
        await until(pilot, "Nothing else is held up by it.")


async def test_changes_that_need_a_newer_okrtui_are_counted(pair: Pair) -> None:
    from okrtui.storage.line import Op
    from okrtui.storage.replica import Act

    pair.ben.write(lambda: [Act([Op("wish", "e" * 16, "text", "a pony", ())])])
    pair.sync()
    app = pair.app()
    async with opened(app) as pilot:
        await open_sync(pilot)
        await until(pilot, "1 change needs a newer okrtui")


# --- what one can do


async def test_a_wiped_folder_is_said_refilled_once_confirmed_and_in_step_again(pair: Pair) -> None:
    app = live(pair)
    async with opened(app) as pilot:
        await open_sync(pilot)
        before = {path.name for path in (pair.folder / SEGMENTS).iterdir()}
        wipe(pair)
        await pilot.press("s")
        await until(pilot, "it has no okrtui.json: it was emptied")
        await pilot.press("R")
        await until(pilot, re.compile(r"okrtui\.json and \d files, \d kB"))
        assert "Fill ~/shared anew?" in shown(app)
        await pilot.press("enter")  # the first answer: leave it
        await settled(pilot)
        assert not list(pair.folder.iterdir())
        await pilot.press("R")
        await until(pilot, "That writes all that is known here of 2 writers.")
        await pilot.press("f")
        await until(pilot, "All you did is in the folder")
        assert {path.name for path in (pair.folder / SEGMENTS).iterdir()} == before


async def test_refilling_is_offered_only_where_the_folder_was_wiped(pair: Pair) -> None:
    app = live(pair)
    async with opened(app) as pilot:
        await open_sync(pilot)
        await pilot.press("R")
        await settled(pilot)
        assert isinstance(app.screen, SyncScreen)
        assert "refill" not in shown(app)


async def test_another_place_is_named_and_followed(pair: Pair) -> None:
    app = live(pair)
    moved = pair.folder.with_name("moved")
    async with opened(app) as pilot:
        await open_sync(pilot)
        pair.folder.rename(moved)
        await pilot.press("s")
        await until(pilot, "There is no such folder")
        await pilot.press("p")
        await until(pilot, "Where is the folder now?")
        await pilot.press("ctrl+u")
        for said, verdict in ((str(pair.data), "it has no okrtui.json"), ("~/moved", "✓ Northwind, 2 files")):
            field = app.screen.query_one(Input)
            field.value = said
            await until(pilot, verdict)
        await pilot.press("enter")
        await until(pilot, "All you did is in the folder")
        assert "Meeting in ~/moved" in shown(app)
    assert pair.ana.config.folder == str(moved)


async def test_another_workspaces_folder_is_refused(pair: Pair) -> None:
    others = Pair(pair.folder.parent / "others")
    app = pair.app()
    async with opened(app) as pilot:
        await open_sync(pilot)
        await pilot.press("p")
        await until(pilot, "Where is the folder now?")
        app.screen.query_one(Input).value = str(others.folder)
        await until(pilot, "this is the folder of another workspace, Northwind")
        await pilot.press("enter")
        await until(pilot, "Not yet: this is the folder of another workspace")
    assert pair.ana.config.folder == str(pair.folder)


# --- a long pull


async def test_keys_are_answered_while_two_thousand_segments_arrive(pair: Pair) -> None:
    """Each press is answered before the next one; had the pull held the screen up, it would be over by then."""
    pour(pair.ana, pair.folder, [pair.rate, pair.calls], MANY)
    app = live(pair)
    async with opened(app) as pilot:
        await until_shown(pilot, "receiving")
        assert app.live is not None
        answered = 0
        while app.live.receiving is not None and answered < ENOUGH:
            for key, screen in (("2", "2·CASCADE"), ("1", "1·WEEK"), ("S", "Who writes"), ("escape", "Mine")):
                app.simulate_key(key)
                await until_shown(pilot, screen)
                answered += app.live.receiving is not None
        assert answered >= ENOUGH
        await until(pilot, "✓ in step")
    assert len(pair.ana.company.check_ins_of(pair.rate)) >= MANY // 2


async def until_shown(pilot: Pilot[str], sought: str) -> None:
    """As `until`, but without waiting for workers, or for a processor that is idle: the pull keeps it busy."""
    app = pilot.app
    assert isinstance(app, OkrtuiApp)
    for _ in range(3_000):
        await pilot.pause(0.01)
        if sought in shown(app):
            return
    raise AssertionError(f"never showed {sought!r}:\n{shown(app)}")


async def test_a_long_pull_can_be_stopped_and_gone_on_with(pair: Pair) -> None:
    pour(pair.ana, pair.folder, [pair.rate, pair.calls], MANY)
    app = live(pair)
    async with opened(app) as pilot:
        app.simulate_key("S")
        await until_shown(pilot, "x stops it")
        assert re.search("receiving [━─]{8} [0-9]+%", shown(app).splitlines()[0])
        app.simulate_key("x")
        await until(pilot, "You stopped taking in what the others did")
        assert re.search("… stopped at [0-9]+%", shown(app).splitlines()[0])
        here = len(pair.ana.state.lines)
        set_field(pair.ana, "objective", pair.objective, "title", "Sell more")  # one's own still goes out
        while pair.ben.company.title(pair.objective) != "Sell more":
            pair.ben.meet()
            await pilot.pause(0.05)
        assert len(pair.ana.state.lines) == here + 1
        await pilot.press("s")
        await until(pilot, "✓ in step")
        assert len(pair.ana.state.lines) == len(pair.ben.state.lines)


async def test_a_first_pull_shows_how_far_it_is_and_joining_again_goes_on(pair: Pair, tmp_path: Path) -> None:
    pour(pair.ana, pair.folder, [pair.rate, pair.calls], MANY)
    app = OkrtuiApp(None, tmp_path / "eva", is_live=False)
    async with app.run_test(size=(80, 24)) as pilot:
        await fill_in(pilot, pair.folder)
        app.simulate_key("ctrl+s")
        await until_shown(pilot, "Joining Northwind: receiving ━")
        app.simulate_key("escape")
        await until(pilot, "was stopped; what has come is kept")
        kept = len(list((tmp_path / "eva" / pair.ana.config.workspace / SEGMENTS).iterdir()))
        assert 0 < kept < MANY
        await fill_in(pilot, pair.folder)
        await pilot.press("ctrl+s")
        await until(pilot, "Due this week")
        assert len(app.workspace.state.lines) > MANY


async def fill_in(pilot: Pilot[str], folder: Path) -> None:
    """The form of joining, as Eva fills it in."""
    await until(pilot, "Try the demo")
    await pilot.press("f")
    await until(pilot, "Your name")
    for field, said in zip(pilot.app.screen.query(Input), (str(folder), "Eva", "eva@example.org"), strict=True):
        field.value = said
    await until(pilot, re.compile(r"✓ Northwind, [0-9,]+ files to read"))


# --- looks


def looks(compare: Callable[..., bool], app: OkrtuiApp, size: tuple[int, int], sought: str) -> bool:
    """Whether the screen looks as it did, once a text shows."""

    async def use(pilot: Pilot[str]) -> None:
        await open_sync(pilot)
        await until(pilot, sought)

    run: Callable[[Pilot[str]], Awaitable[None]] = use
    return compare(app, terminal_size=size, run_before=run)


@pytest.mark.parametrize("size", SIZES)
def test_looks_in_step(pair: Pair, size: tuple[int, int], snap_compare: Callable[..., bool]) -> None:
    set_field(pair.ben, "person", pair.ben.person, "name", "Jürgen Größlmüller-Obermaier 日本 🎯")
    pair.sync()
    assert looks(snap_compare, live(pair), size, "All you did is in the folder")


@pytest.mark.parametrize("size", SIZES)
def test_looks_alone(walled_off: Path, size: tuple[int, int], snap_compare: Callable[..., bool]) -> None:
    pair = Pair(walled_off)
    shutil.rmtree(pair.folder / SEGMENTS)
    (pair.folder / SEGMENTS).mkdir()
    again = OkrtuiApp(pair.ana, pair.data, is_live=False)
    pair.ana.sync.look()
    assert looks(snap_compare, again, size, "to send")


@pytest.mark.parametrize("size", SIZES)
def test_looks_away(pair: Pair, size: tuple[int, int], snap_compare: Callable[..., bool]) -> None:
    wipe(pair)
    set_field(pair.ana, "objective", pair.objective, "title", "Sell more")
    assert looks(snap_compare, live(pair), size, "Away since")


@pytest.mark.parametrize("size", SIZES)
def test_looks_with_bad_files(pair: Pair, size: tuple[int, int], snap_compare: Callable[..., bool]) -> None:
    segments = pair.folder / SEGMENTS
    content = next(segments.iterdir()).read_bytes()
    (segments / "half (Jürgens Konflikt-Kopie 2026-11-20).jsonl").write_bytes(content[: len(content) // 2])
    (segments / "notes.jsonl").write_text("my notes")
    (segments / "日本のメモ 🎯.jsonl").symlink_to("/etc/passwd")
    assert looks(snap_compare, live(pair), size, "Passed over in the folder")


class Still(Live):
    """Never started, so that a pull stands still for its picture."""

    def stop(self) -> None:
        """There is nothing to end."""


@pytest.mark.parametrize("size", SIZES)
def test_looks_receiving(pair: Pair, size: tuple[int, int], snap_compare: Callable[..., bool]) -> None:
    app = pair.app()
    app._live = Still(pair.ana, lambda state: None)
    app._live.has_looked, app._live.met, app._live.receiving = True, pair.ana.moment.clock() - LATER_MS, (812, 2_001)
    assert looks(snap_compare, app, size, "812 of 2,001 files")
