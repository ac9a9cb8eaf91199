"""The time slider of the Cascade: any day of the cycle as it stood then, nothing to be changed there, and back."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.screen import Screen

from okrtui.app import OkrtuiApp
from okrtui.screens.cascade import CascadeScreen
from okrtui.screens.checkin import CheckinScreen
from okrtui.screens.forms import FormScreen
from okrtui.screens.time_line import Slide, TimeLine
from okrtui.workspace.check_ins import check_in
from okrtui.workspace.edits import New, create
from tests.screens.pair import TODAY, Pair, opened, set_field, settled, shown

BEGIN, END = date(2026, 10, 1), date(2026, 12, 31)
SIZES = [(80, 24), (120, 40)]


@pytest.fixture
def pair(tmp_path: Path) -> Pair:
    """A company whose close rate stood at 23, 24 and 25.5 %, each said at noon of its day, and which was renamed."""
    pair = Pair(tmp_path)
    for month, day, value in ((10, 20, 23), (11, 5, 24), (11, 18, 25.5)):
        pair.now = datetime(2026, month, day, 12, 0, tzinfo=UTC)
        check_in(pair.ana, pair.rate, value, confidence=6, on=date(2026, month, day))
    pair.now = datetime(2026, 11, 17, 9, 0, tzinfo=UTC)
    set_field(pair.ana, "key_result", pair.calls, "title", "Seven calls per rep")
    pair.now = TODAY
    return pair


def cascade(pair: Pair) -> OkrtuiApp:
    return OkrtuiApp(pair.ana, pair.data, start="cascade", is_live=False)


def screen(pilot: Pilot[str]) -> CascadeScreen:
    found = pilot.app.screen
    assert isinstance(found, CascadeScreen)
    return found


def seen(pilot: Pilot[str]) -> str:
    app = pilot.app
    assert isinstance(app, OkrtuiApp)
    return shown(app)


def slide(pilot: Pilot[str]) -> Slide | None:
    return screen(pilot).query_one(TimeLine).slide


def line(pilot: Pilot[str], title: str) -> str:
    """The row of the list that has a title."""
    return next((row for row in seen(pilot).splitlines() if title in row), "")


def expect(pilot: Pilot[str], kind: type[Screen[Any]]) -> None:
    """The uppermost screen is one of a kind."""
    assert isinstance(pilot.app.screen, kind)


async def press(pilot: Pilot[str], *keys: str) -> None:
    for key in keys:
        await pilot.press(key)
        await settled(pilot)


async def test_t_goes_a_week_back_and_comes_back(pair: Pair) -> None:
    async with opened(cascade(pair)) as pilot:
        await press(pilot, "Z")
        assert "22 ▸ 25.5 ▸ 27 %" in line(pilot, "Close rate")
        assert slide(pilot) is None
        await press(pilot, "t")
        assert slide(pilot) == (TODAY.date() - timedelta(days=7), BEGIN, TODAY.date())
        assert "as of 13 Nov 2026" in seen(pilot)
        assert "22 ▸ 24 ▸ 27 %" in line(pilot, "Close rate")
        assert "Six calls per rep" in seen(pilot)
        await press(pilot, "t")
        assert slide(pilot) is None
        assert "as of" not in seen(pilot)
        assert "22 ▸ 25.5 ▸ 27 %" in line(pilot, "Close rate")
        assert "Seven calls per rep" in seen(pilot)


async def test_days_and_weeks_back_and_on(pair: Pair) -> None:
    async with opened(cascade(pair)) as pilot:
        await press(pilot, "Z", "comma")
        assert "as of 19 Nov 2026" in seen(pilot)
        await press(pilot, "comma", "comma")
        assert "as of 17 Nov 2026" in seen(pilot)
        assert "22 ▸ 24 ▸ 27 %" in line(pilot, "Close rate")
        await press(pilot, "full_stop")
        assert "22 ▸ 25.5 ▸ 27 %" in line(pilot, "Close rate")
        await press(pilot, "less_than_sign", "less_than_sign")
        assert "as of  4 Nov 2026" in seen(pilot)
        assert "22 ▸ 23 ▸ 27 %" in line(pilot, "Close rate")
        await press(pilot, "greater_than_sign")
        assert "as of 11 Nov 2026" in seen(pilot)


async def test_it_ends_at_the_first_day_of_the_cycle_and_at_today(pair: Pair) -> None:
    async with opened(cascade(pair)) as pilot:
        await press(pilot, "Z", *["less_than_sign"] * 9)
        assert "as of  1 Oct 2026" in seen(pilot)
        assert "22" in line(pilot, "Close rate")
        await press(pilot, "comma")
        assert "as of  1 Oct 2026" in seen(pilot)
        await press(pilot, *["greater_than_sign"] * 7, "full_stop")
        assert "as of 20 Nov 2026" in seen(pilot)
        await press(pilot, "full_stop")
        assert slide(pilot) is None
        await press(pilot, "full_stop", "greater_than_sign")
        assert slide(pilot) is None


async def test_a_cycle_that_has_ended_is_looked_back_at_from_its_end(pair: Pair) -> None:
    before = pair.make("cycle", name="2026-Q3", start="2026-07-01", end="2026-09-30")
    pair.make("objective", title="Last summer", unit=pair.sales, cycle=before)
    async with opened(cascade(pair)) as pilot:
        await press(pilot, "left_square_bracket", "t")
        assert slide(pilot) == (date(2026, 9, 23), date(2026, 7, 1), date(2026, 9, 30))


async def test_a_cycle_that_has_not_begun_has_no_past(pair: Pair) -> None:
    pair.make("cycle", name="2027-Q1", start="2027-01-01", end="2027-03-31")
    async with opened(cascade(pair)) as pilot:
        await press(pilot, "right_square_bracket")
        assert "[ 2027-Q1 ]" in seen(pilot)
        for key in ("t", "comma", "less_than_sign"):
            await press(pilot, key)
            assert slide(pilot) is None
            assert "This cycle has not begun yet" in seen(pilot)


async def test_another_cycle_than_the_one_looked_back_at_is_shown_as_it_is(pair: Pair) -> None:
    pair.make("cycle", name="2026-Q3", start="2026-07-01", end="2026-09-30")
    async with opened(cascade(pair)) as pilot:
        await press(pilot, "t", "left_square_bracket")
        assert "[ 2026-Q3 ]" in seen(pilot)
        assert slide(pilot) is None


async def test_before_anything_was_written_it_is_empty_and_one_can_come_back(pair: Pair, tmp_path: Path) -> None:
    pair.make("cycle", name="2026-Q3", start="2026-07-01", end="2026-09-30")
    async with opened(cascade(pair), (120, 40)) as pilot:
        await press(pilot, "left_square_bracket", "t")
        assert "Sales" not in seen(pilot)
        await press(pilot, "enter", "x", "j", "H", "space", "Z", "escape")
        await press(pilot, "escape")
        assert slide(pilot) is None
        assert "Sales" in seen(pilot)


@pytest.mark.parametrize("key", ["c", "e", "n", "d", "u", "U"])
async def test_nothing_can_be_changed_in_the_past(pair: Pair, key: str) -> None:
    before = pair.ana.state.state_hash()
    async with opened(cascade(pair)) as pilot:
        screen(pilot).show("key_result", pair.rate)
        await press(pilot, "t", key)
        assert isinstance(pilot.app.screen, CascadeScreen)
        assert "This is 13 Nov 2026: nothing can be changed there" in seen(pilot)
        assert "t comes back to today" in seen(pilot)
        assert slide(pilot) is not None
    assert pair.ana.state.state_hash() == before


async def test_what_was_said_of_one_day_is_not_said_of_the_next(pair: Pair) -> None:
    async with opened(cascade(pair)) as pilot:
        screen(pilot).show("key_result", pair.rate)
        for then in ("comma", "t"):
            await press(pilot, "t", "c")
            assert "nothing can be changed there" in seen(pilot)
            await press(pilot, then)
            assert "nothing can be changed there" not in seen(pilot)
            if then == "comma":
                await press(pilot, "t")


@pytest.mark.parametrize("keys", [("c",), ("e",), ("d",), ("enter",)])
async def test_nor_in_the_pane_beside_it(pair: Pair, keys: tuple[str, ...]) -> None:
    before = pair.ana.state.state_hash()
    async with opened(cascade(pair), (120, 40)) as pilot:
        screen(pilot).show("key_result", pair.rate)
        await press(pilot, "t", "enter", *keys)
        assert isinstance(pilot.app.screen, CascadeScreen)
    assert pair.ana.state.state_hash() == before


async def test_back_in_the_present_everything_can_be_changed(pair: Pair) -> None:
    async with opened(cascade(pair)) as pilot:
        screen(pilot).show("key_result", pair.rate)
        await press(pilot, "t", "escape", "c")
        expect(pilot, CheckinScreen)
        await press(pilot, "escape", "e")
        expect(pilot, FormScreen)


async def test_the_detail_is_of_that_day_too(pair: Pair) -> None:
    async with opened(cascade(pair), (120, 40)) as pilot:
        screen(pilot).show("key_result", pair.rate)
        await press(pilot, "x")
        assert "(25.5 - 22) / (27 - 22) = 70 %" in seen(pilot)
        await press(pilot, "t")
        assert "(24 - 22) / (27 - 22) = 40 %" in seen(pilot)
        await press(pilot, "escape")
        assert "(25.5 - 22) / (27 - 22) = 70 %" in seen(pilot)


async def test_the_detail_on_a_screen_of_its_own_is_of_that_day_and_cannot_be_changed(pair: Pair) -> None:
    async with opened(cascade(pair)) as pilot:
        screen(pilot).show("key_result", pair.rate)
        await press(pilot, "t", "x")
        assert "(24 - 22) / (27 - 22) = 40 %" in seen(pilot)
        there = pilot.app.screen
        for key in ("c", "e", "n", "d", "u"):
            await press(pilot, key)
            assert pilot.app.screen is there
            assert "This is 13 Nov 2026: nothing can be changed there" in seen(pilot)
        await press(pilot, "escape", "escape", "x")
        assert "(25.5 - 22) / (27 - 22) = 70 %" in seen(pilot)


async def test_cursor_and_folds_stay_through_the_days(pair: Pair) -> None:
    async with opened(cascade(pair)) as pilot:
        screen(pilot).show("key_result", pair.calls)
        await press(pilot, "t")
        assert line(pilot, "Six calls").startswith("▌")
        await press(pilot, "less_than_sign", "t")
        assert line(pilot, "Seven calls").startswith("▌")


async def test_escape_comes_back_before_it_does_anything_else(pair: Pair) -> None:
    async with opened(cascade(pair)) as pilot:
        await press(pilot, "Z", "slash", *"close", "enter", "t")
        assert "Close rate" in seen(pilot)
        assert "Six calls" not in seen(pilot)
        await press(pilot, "escape")
        assert slide(pilot) is None
        assert "Seven calls" not in seen(pilot)
        await press(pilot, "escape")
        assert "Seven calls" in seen(pilot)


async def test_filters_are_about_the_day_that_shows(pair: Pair) -> None:
    async with opened(cascade(pair)) as pilot:
        await press(pilot, "t", "slash", *"seven", "enter")
        assert "Nothing here fits" in seen(pilot)
        await press(pilot, "t")
        assert "Seven calls" in seen(pilot)


async def test_what_others_do_meanwhile_shows_when_one_comes_back(pair: Pair) -> None:
    async with opened(cascade(pair)) as pilot:
        await press(pilot, "Z", "t")
        then = [row for row in seen(pilot).splitlines() if "━" in row or "┿" in row]
        create(pair.ben, New("key_result", {"title": "Third", "objective": pair.objective, "start": 0, "target": 1}))
        check_in(pair.ben, pair.calls, 6, confidence=9)
        pair.sync()
        await settled(pilot)
        assert [row for row in seen(pilot).splitlines() if "━" in row or "┿" in row] == then
        await press(pilot, "escape")
        assert "Third" in seen(pilot)
        assert "6 calls" in line(pilot, "Seven calls")


async def test_what_others_do_is_caught_up_after_another_screen_too(pair: Pair) -> None:
    async with opened(cascade(pair)) as pilot:
        await press(pilot, "Z", "t", "1")
        check_in(pair.ben, pair.calls, 6, confidence=9)
        pair.sync()
        await press(pilot, "2")
        assert "as of 13 Nov 2026" in seen(pilot)
        assert "3 ▸ 5 ▸ 6 calls" in line(pilot, "Six calls")
        await press(pilot, "t")
        assert "6 calls" in line(pilot, "Seven calls")


async def test_a_line_that_arrives_late_is_in_the_past_from_the_next_look_on(pair: Pair) -> None:
    pair.now = TODAY - timedelta(days=10)
    check_in(pair.ben, pair.calls, 4, confidence=3)
    pair.now = TODAY
    async with opened(cascade(pair)) as pilot:
        await press(pilot, "Z", "t")
        assert "3 ▸ 5 ▸ 6 calls" in line(pilot, "Six calls")
        pair.sync()
        await press(pilot, "t", "t")
        assert "3 ▸ 5 ▸ 6 calls" in line(pilot, "Six calls")  # the check-in of the 12th counts, not that of the 10th
        await press(pilot, "comma", "comma")
        assert "3 ▸ 4 ▸ 6 calls" in line(pilot, "Six calls")


async def test_many_quick_presses_end_where_they_add_up_to(pair: Pair) -> None:
    async with opened(cascade(pair)) as pilot:
        await pilot.press("Z", "t", *["comma"] * 6, "greater_than_sign", "full_stop", "comma")
        await settled(pilot)
        assert "as of 14 Nov 2026" in seen(pilot)
        await pilot.press("t", "t", "t")
        await settled(pilot)
        assert slide(pilot) is None
        assert "22 ▸ 25.5 ▸ 27 %" in line(pilot, "Close rate")


@pytest.mark.parametrize("size", SIZES)
def test_how_the_past_looks(pair: Pair, snap_compare: Callable[..., bool], size: tuple[int, int]) -> None:
    async def use(pilot: Pilot[str]) -> None:
        await settled(pilot)
        screen(pilot).show("key_result", pair.rate)
        await press(pilot, "t", "less_than_sign")

    assert snap_compare(cascade(pair), terminal_size=size, run_before=use)


@pytest.mark.parametrize("size", SIZES)
def test_how_a_refusal_looks(pair: Pair, snap_compare: Callable[..., bool], size: tuple[int, int]) -> None:
    async def use(pilot: Pilot[str]) -> None:
        await settled(pilot)
        await press(pilot, "t", "e")

    assert snap_compare(cascade(pair), terminal_size=size, run_before=use)
