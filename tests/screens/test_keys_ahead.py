"""A quick hand: keys that come before what they are about has been read reach it all the same, in their order."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from threading import Event

import pytest

from okrtui.screens import carrying, reviews
from okrtui.screens.carrying import CarryScreen
from okrtui.screens.closing import ClosingScreen
from okrtui.screens.forms import FormScreen
from okrtui.screens.looking_back import MonthScreen, QuarterScreen
from okrtui.screens.meeting import MeetingScreen
from okrtui.screens.reviews import ReviewsScreen
from okrtui.screens.reviews_sheet import ReviewsSheet
from okrtui.screens.week import WeekScreen
from okrtui.workspace.comments import comment
from okrtui.workspace.edits import New, create
from okrtui.workspace.going_on import GoingOn, may_go_on
from okrtui.workspace.holding import about_month, hold_review
from okrtui.workspace.review_table import ReviewTable, review_table
from okrtui.workspace.view import View
from tests.screens.closing_world import Closing
from tests.screens.pair import opened, settled
from tests.screens.seat import Seat

MANY = 70
"""So many units are looked back on in a worker."""


@pytest.fixture
def closing(tmp_path: Path) -> Closing:
    found = Closing(tmp_path)
    create(found.ana, *(New("unit", {"name": f"Team {n}", "parent": found.sales}) for n in range(MANY)))
    return found


@pytest.mark.parametrize("keys", [("t", "r"), ("v", "r")])
async def test_a_review_is_written_before_its_page_is_read(closing: Closing, keys: tuple[str, str]) -> None:
    async with opened(closing.opened()) as pilot:
        seat = Seat(pilot, closing.ana)
        await seat.press("m")
        await seat.at_once(*keys)
        assert seat.is_at(FormScreen)
        assert "What worked" in seat.text


async def test_months_are_turned_one_after_the_other(closing: Closing) -> None:
    async with opened(closing.opened()) as pilot:
        seat = Seat(pilot, closing.ana)
        await seat.press("m", "t")
        assert "Sales: October 2026" in seat.text
        await seat.at_once(*["right_square_bracket"] * 2, "left_square_bracket", "r")
        assert seat.is_at(FormScreen)
        assert "November 2026" in seat.text


async def test_the_cursor_goes_where_it_was_sent(closing: Closing) -> None:
    async with opened(closing.opened()) as pilot:
        seat = Seat(pilot, closing.ana)
        await seat.press("m", "v", "j", "j")
        here = seat.line("▌")
        await seat.press("escape")
        await seat.at_once("v", "j", "j")
        assert seat.is_at(QuarterScreen)
        assert seat.line("▌") == here


async def test_another_look_is_taken_though_the_page_is_just_being_read_anew(closing: Closing) -> None:
    async with opened(closing.opened()) as pilot:
        seat = Seat(pilot, closing.ana)
        await seat.press("m", "t", "right_square_bracket")
        assert "Sales: November 2026" in seat.text
        hold_review(closing.ana, about_month(closing.ana, closing.sales, date(2026, 10, 5)), {"decisions": "Ship it"})
        await seat.at_once("right_square_bracket", "left_square_bracket", "left_square_bracket", "r")
        assert seat.is_at(FormScreen)
        assert "October 2026" in seat.text
        assert "Ship it" in seat.text


async def test_escape_leaves_at_once_and_nothing_that_waited_is_done(closing: Closing) -> None:
    async with opened(closing.opened()) as pilot:
        seat = Seat(pilot, closing.ana)
        await seat.press("m")
        with closing.ana.lock:  # which the page cannot be read without
            await pilot.press("t")
            assert seat.is_at(MonthScreen)
            await pilot.press("r", "j", "escape")
            assert seat.is_at(ReviewsScreen)
        await settled(pilot)
        assert seat.is_at(ReviewsScreen)


async def test_whoever_goes_elsewhere_does_not_wait(closing: Closing) -> None:
    async with opened(closing.opened()) as pilot:
        seat = Seat(pilot, closing.ana)
        await seat.press("m")
        await seat.at_once("t", "1")
        assert seat.is_at(WeekScreen)
        await seat.press("6")
        assert seat.is_at(MonthScreen)


async def test_from_reviews_through_the_board_and_back(closing: Closing) -> None:
    async with opened(closing.opened(start="week")) as pilot:
        seat = Seat(pilot, closing.ana)
        await seat.at_once("6", "m", "s", "r")
        assert seat.is_at(QuarterScreen)
        await seat.at_once("s", "r", "r")
        assert seat.is_at(FormScreen)


async def test_a_cycle_is_turned_on_the_board_and_the_next_key_is_about_the_other(closing: Closing) -> None:
    closing.make("cycle", name="2026-Q3", start="2026-07-01", end="2026-09-30", status="closed")
    async with opened(closing.opened()) as pilot:
        seat = Seat(pilot, closing.ana)
        await seat.press("m", "s")
        assert seat.is_at(ClosingScreen)
        await seat.at_once("left_square_bracket", "right_square_bracket", "r")
        assert seat.is_at(QuarterScreen)
        assert "2026-Q4" in seat.text


async def test_the_key_behind_enter_is_for_what_opens(closing: Closing) -> None:
    async with opened(closing.opened()) as pilot:
        seat = Seat(pilot, closing.ana)
        await seat.press("m")
        await seat.at_once("enter", "t", "r")  # the reviews of the unit, its month, the form of that
        assert seat.is_at(FormScreen)
        await seat.press("escape", "escape")
        assert seat.is_at(ReviewsSheet)
        await seat.at_once("escape", "s", "enter", "escape")
        assert seat.is_at(ClosingScreen)


async def test_the_key_behind_enter_on_an_alert_is_for_where_it_leads(closing: Closing) -> None:
    comment(closing.ben, closing.rate, "@Ana Ruiz why?")
    closing.sync()
    async with opened(closing.opened(start="week")) as pilot:
        seat = Seat(pilot, closing.ana)
        await seat.press("g")
        assert "why?" in seat.line("▌")
        await seat.at_once("enter", "escape")
        assert seat.is_at(WeekScreen)


async def test_what_goes_on_is_ticked_before_it_is_read(closing: Closing, monkeypatch: pytest.MonkeyPatch) -> None:
    own = {"unit": closing.sales, "cycle": closing.cycle, "owner": closing.ana.person, "stage": "active"}
    create(closing.ana, *(New("objective", {"title": f"Objective {n}", **own}) for n in range(110)))
    keys = ("j", "space", "space", "k", "space")
    gate = Event()

    def slow(view: View, cycle: str, unit: str | None, *, pause: float) -> Sequence[GoingOn]:
        assert gate.wait(20)
        return may_go_on(view, cycle, unit, pause=pause)

    async with opened(closing.opened()) as pilot:
        seat = Seat(pilot, closing.ana)
        await seat.press("m", "O", *keys)
        text = seat.text
        await seat.press("escape")
        monkeypatch.setattr(carrying, "may_go_on", slow)
        await pilot.press("O", *keys)
        assert "Reading…" in seat.text
        gate.set()
        await settled(pilot)
        assert seat.is_at(CarryScreen)
        assert seat.text == text


@pytest.mark.parametrize("keys", [(), ("j",)])
async def test_a_command_of_the_palette_waits_for_what_it_is_about(
    closing: Closing, monkeypatch: pytest.MonkeyPatch, keys: tuple[str, ...]
) -> None:
    gate = Event()

    def slow(view: View) -> ReviewTable:
        assert gate.wait(20)
        return review_table(view)

    monkeypatch.setattr(reviews, "review_table", slow)
    async with closing.opened(start="week").run_test() as pilot:
        seat = Seat(pilot, closing.ana)
        for key in ("6", *keys, "ctrl+p", *"monday", "enter"):
            await pilot.press(key)
            await pilot.pause(0.1)
        assert seat.is_at(ReviewsScreen)
        gate.set()
        for _ in range(50):  # the keys go on while the palette is the screen that shows
            await settled(pilot)
            if seat.is_at(MeetingScreen):
                break
        assert seat.is_at(MeetingScreen)
