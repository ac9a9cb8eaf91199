"""The history of an object: who changed what of it, when, from what to what, now and from a day in the past."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from textual.pilot import Pilot

from okrtui.app import OkrtuiApp
from okrtui.screens.cascade import CascadeScreen
from okrtui.screens.history import HistoryScreen
from okrtui.workspace.check_ins import check_in
from okrtui.workspace.undoing import undo
from tests.screens.pair import TODAY, Pair, opened, rows, set_field, settled, shown

SIZES = [(80, 24), (120, 40)]
LONG = "Unsere Großkunden in 日本 warten nicht mehr auf eine Antwort, und das zahlt sich für alle aus 🎯. " * 3


@pytest.fixture
def pair(tmp_path: Path) -> Pair:
    """A company whose objective Ben renamed, Ana explained, renamed once more, and thought better of it."""
    pair = Pair(tmp_path)
    _on(pair, 11, 16)
    set_field(pair.ben, "objective", pair.objective, "title", "Sell more")
    pair.sync()
    _on(pair, 11, 17)
    set_field(pair.ana, "objective", pair.objective, "rationale", "It pays")
    _on(pair, 11, 18)
    set_field(pair.ana, "objective", pair.objective, "rationale", LONG)
    _on(pair, 11, 19)
    set_field(pair.ana, "objective", pair.objective, "priority", False)
    undo(pair.ana)
    check_in(pair.ben, pair.rate, 25, confidence=7)
    pair.sync()
    pair.now = TODAY
    return pair


def _on(pair: Pair, month: int, day: int) -> None:
    pair.now = datetime(2026, month, day, 12, 0, tzinfo=UTC)


async def history(pilot: Pilot[str], pair: Pair, kind: str, id: str, *keys: str) -> list[str]:
    """Open the history of an object from the Cascade, after some keys there; what it says."""
    await settled(pilot)
    screen = pilot.app.screen
    assert isinstance(screen, CascadeScreen)
    screen.show(kind, id)
    for key in (*keys, "H"):
        await pilot.press(key)
        await settled(pilot)
    assert isinstance(pilot.app.screen, HistoryScreen)
    return said(pilot)


def said(pilot: Pilot[str]) -> list[str]:
    app = pilot.app
    assert isinstance(app, OkrtuiApp)
    return [" ".join(row.strip("▌ ").split()) for row in rows(app) if row.strip("▌ ")]


def cascade(pair: Pair) -> OkrtuiApp:
    return OkrtuiApp(pair.ana, pair.data, start="cascade", is_live=False)


async def test_every_act_shows_the_latest_first_and_what_it_changed_from_what_to_what(pair: Pair) -> None:
    async with opened(cascade(pair), (120, 40)) as pilot:
        found = await history(pilot, pair, "objective", pair.objective)
    assert found[0] == "History of Sell more ◆"
    acts = [row for row in found if "Ana Ruiz " in row or "Ben Okafor " in row]
    assert acts[:3] == [
        "yesterday Ana Ruiz changed it (priority) (an undo)",
        "yesterday Ana Ruiz changed it (priority)",
        "2 d ago Ana Ruiz changed it (rationale)",
    ]
    assert acts[4:6] == ["4 d ago Ben Okafor changed it (title)", "1 Oct Ana Ruiz added Six calls per rep"]
    assert "priority yes → no" in found
    assert "title Improve sales across the team → Sell more" in found
    assert "rationale It pays" in found
    assert "priority yes" in found


async def test_a_long_value_goes_on_in_the_lines_below(pair: Pair) -> None:
    async with opened(cascade(pair)) as pilot:
        found = await history(pilot, pair, "objective", pair.objective)
        place = found.index("rationale It pays")
        assert found[place + 1].startswith("→ Unsere Großkunden in 日本")
        together = " ".join(found[place + 1 : place + 5])
        assert together.count("Unsere Großkunden") >= 2
        await pilot.resize_terminal(120, 40)
        await settled(pilot)
        assert any("zahlt sich" in row for row in said(pilot))


async def test_what_happened_to_its_key_result_is_told_with_it(pair: Pair) -> None:
    async with opened(cascade(pair)) as pilot:
        found = await history(pilot, pair, "key_result", pair.rate)
    assert found[:5] == [
        "History of Close rate to 27 %",
        "yesterday Ben Okafor checked in 24 → 25 %",
        "confidence 7",
        "1 Oct Ana Ruiz checked in 24 %",
        "confidence 6",
    ]


async def test_from_a_day_in_the_past_it_knows_nothing_of_what_came_later(pair: Pair) -> None:
    async with opened(cascade(pair)) as pilot:
        found = await history(pilot, pair, "objective", pair.objective, "comma", "comma", "comma", "comma")
        assert found[0] == "History of Sell more ◆ as of 16 Nov 2026"
        assert found[1] == "12:00 Ben Okafor changed it (title)"
        assert not any("rationale" in row or "priority yes → no" in row for row in found)
        await pilot.press("u")
        await settled(pilot)
        assert "This is 16 Nov 2026: nothing can be changed there · esc goes back" in _all(pilot)


def _all(pilot: Pilot[str]) -> str:
    app = pilot.app
    assert isinstance(app, OkrtuiApp)
    return shown(app)


async def test_a_change_that_comes_shows_and_the_cursor_stays_on_its_act(pair: Pair) -> None:
    async with opened(cascade(pair)) as pilot:
        await history(pilot, pair, "objective", pair.objective)
        await pilot.press("j")
        await settled(pilot)
        before = _under_cursor(pilot)
        set_field(pair.ben, "objective", pair.objective, "title", "Sell twice as much")
        pair.sync()
        await settled(pilot)
        assert "9:41 Ben Okafor changed it (title)" in said(pilot)
        assert _under_cursor(pilot) == before


def _under_cursor(pilot: Pilot[str]) -> str:
    app = pilot.app
    assert isinstance(app, OkrtuiApp)
    return next(row for row in rows(app) if row.startswith("▌"))


async def test_esc_goes_back_to_where_it_was_opened(pair: Pair) -> None:
    app = pair.app()
    async with opened(app) as pilot:
        before = shown(app)
        await pilot.press("H")
        await settled(pilot)
        assert isinstance(app.screen, HistoryScreen)
        await pilot.press("escape")
        await settled(pilot)
        assert shown(app) == before


async def test_where_the_cursor_is_on_nothing_there_is_no_history(pair: Pair) -> None:
    async with opened(cascade(pair)) as pilot:
        await pilot.press("slash", "x", "y", "enter", "H")
        await settled(pilot)
        assert isinstance(pilot.app.screen, CascadeScreen)


@pytest.mark.parametrize("size", SIZES)
def test_how_it_looks(pair: Pair, snap_compare: Callable[..., bool], size: tuple[int, int]) -> None:
    async def use(pilot: Pilot[str]) -> None:
        await history(pilot, pair, "objective", pair.objective)

    assert snap_compare(cascade(pair), terminal_size=size, run_before=use)


@pytest.mark.parametrize("size", SIZES)
def test_how_it_looks_from_a_day_in_the_past(
    pair: Pair, snap_compare: Callable[..., bool], size: tuple[int, int]
) -> None:
    async def use(pilot: Pilot[str]) -> None:
        await history(pilot, pair, "objective", pair.objective, "comma", "comma")

    assert snap_compare(cascade(pair), terminal_size=size, run_before=use)
