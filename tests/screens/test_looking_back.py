"""Looks back: the month, the quarter, cycle over cycle, a person's review pack."""

from datetime import date
from pathlib import Path

import pytest

from okrtui.okr.kinds import Role
from okrtui.screens.closing import ClosingScreen
from okrtui.screens.detail import DetailScreen
from okrtui.screens.forms import FormScreen
from okrtui.screens.looking_back import CompareScreen, MonthScreen, PackScreen, QuarterScreen
from okrtui.workspace.closing import close_cycle
from okrtui.workspace.edits import New, create
from okrtui.workspace.holding import about_cycle, about_month, hold_review, review_about
from okrtui.workspace.past_reviews import improvements_of
from okrtui.workspace.recognition import recognize
from okrtui.workspace.scoring import agree_scores
from tests.screens.closing_world import OWNERS, Closing
from tests.screens.pair import opened, settled
from tests.screens.seat import Seat


@pytest.fixture
def closing(tmp_path: Path) -> Closing:
    return Closing(tmp_path)


def agreed(closing: Closing) -> None:
    closing.score(closing.ben, Role.OWNER, *OWNERS, assessment="Spät, aber gut")
    agree_scores(closing.ana, [*closing.five, closing.rate, closing.calls])
    closing.sync()


# --- the month


async def test_the_month_shows_what_changed_what_slipped_and_what_is_in_the_way(closing: Closing) -> None:
    by = {"raised": "2026-12-10", "solver": closing.ben.person}
    closing.make("blocker", subject=closing.rate, description="No budget", **by)
    async with opened(closing.opened()) as pilot:
        seat = Seat(pilot, closing.ana)
        await seat.press("m", "t")
        assert seat.is_at(MonthScreen)
        assert "Sales: October 2026" in seat.text, "the first month that wants its review"
        await seat.press("right_square_bracket", "right_square_bracket")
        assert "Sales: December 2026" in seat.text
        assert "88 %" in seat.text
        assert "+75 ● on track" in seat.line("+75")
        await seat.press("G")
        assert "▲ No budget Close rate to 27 % Ben Okafor 25 d" in seat.line("No budget")
        await seat.press("left_square_bracket")
        assert "no check-in" in seat.text
        await seat.press("G")
        assert "points behind" in seat.text
        await seat.press(*["right_square_bracket"] * 3)
        assert "February 2027 has not begun yet" in seat.text


async def test_a_month_is_written_and_taken_back(closing: Closing) -> None:
    about = about_month(closing.ana, closing.sales, date(2026, 10, 5))
    async with opened(closing.opened()) as pilot:
        seat = Seat(pilot, closing.ana)
        await seat.press("m", "t", "r")
        assert seat.is_at(FormScreen)
        await seat.press("tab")
        await seat.write("Zu viele Ziele")
        await seat.press("tab")
        await seat.write("Ben drops two")
        await seat.press("ctrl+s")
        assert "Saved: Monthly review · u undo" in seat.text
        assert "written on 4 Jan 2027; r goes on with it" in seat.text
        held = review_about(closing.ana, about)
        assert held is not None
        assert (held.bottlenecks, held.decisions) == ("Zu viele Ziele", "Ben drops two")
        await seat.press("right_square_bracket")
        assert "Decided the month before" in seat.text
        assert "Ben drops two" in seat.text
        await seat.press("u", "left_square_bracket")
        assert "not written yet" in seat.text
        assert review_about(closing.ana, about) is None


# --- the quarter


async def test_the_quarter_shows_scores_and_what_they_mean(closing: Closing) -> None:
    agreed(closing)
    async with opened(closing.opened()) as pilot:
        seat = Seat(pilot, closing.ana)
        await seat.press("m", "v")
        assert seat.is_at(QuarterScreen)
        assert "0 met, 2 closed short" in seat.text
        assert "O Win back the clients we lost ↗ 0.63" in seat.line("Win back")
        assert "closed short, aspirational is met from 0.70" in seat.text
        assert "“Spät, aber gut”" in seat.text
        await seat.press("j", "enter")
        assert seat.is_at(DetailScreen)
        await seat.press("escape", "s")
        assert seat.is_at(ClosingScreen)
        await seat.press("r", "s")
        assert seat.is_at(ClosingScreen)
        assert len(pilot.app.screen_stack) == 3, "one goes back to the board that one came from"


async def test_a_quarter_is_written_with_several_improvements(closing: Closing) -> None:
    agreed(closing)
    about = about_cycle(closing.ana, closing.sales, closing.cycle)
    async with opened(closing.opened()) as pilot:
        seat = Seat(pilot, closing.ana)
        await seat.press("m", "v", "r")
        assert "0.85 Improve sales across the team" in seat.line("Improve sales")
        await seat.write("Die neue Vorlage")
        await seat.press("tab", "tab")
        await seat.write("Ask earlier")
        await seat.press("tab", "tab")
        await seat.write("Talk to lost clients in week one")
        await seat.press("tab")
        await seat.write("Ben")
        await seat.press("tab")
        await seat.write("Name who solves a blocker")
        await seat.press("ctrl+s")
        assert "Saved: Quarterly review" in seat.text
        await seat.press("G")
        assert "Talk to lost clients in week one Ben Okafor · on the planning board" in seat.line("Talk to lost")
        assert "Name who solves a blocker Ana Ruiz" in seat.line("Name who")
        await seat.press("g", "r", *["tab"] * 3)
        await seat.write("Fewer objectives")
        await seat.press("ctrl+s")
        held = review_about(closing.ana, about)
        assert held is not None
        assert (held.worked, held.learned, held.decisions) == ("Die neue Vorlage", "Ask earlier", "Fewer objectives")
        assert len(improvements_of(closing.ana, held.id)) == 2


async def test_what_was_typed_is_never_lost(closing: Closing) -> None:
    async with opened(closing.opened()) as pilot:
        seat = Seat(pilot, closing.ana)
        await seat.press("m", "v", "r")
        await seat.write("Ha")
        await seat.press(*["tab"] * 4)
        await seat.write("Better")
        await seat.press("escape", "k", "escape", "v", "r")
        assert "What you typed before is here again" in seat.text
        assert "Ha" in seat.line("What worked")
        assert "Better" in seat.line("Do better")
        await seat.press("tab", "ctrl+s")
        assert "Saved: Quarterly review" in seat.text


async def test_an_empty_review_says_what_is_missing(closing: Closing) -> None:
    async with opened(closing.opened()) as pilot:
        seat = Seat(pilot, closing.ana)
        await seat.press("m", "v", "r", "ctrl+s")
        assert "Not saved: the review says nothing yet" in seat.text


async def test_what_check_ins_noted_and_the_last_review_wanted_stand_there(closing: Closing) -> None:
    earlier = closing.make("cycle", name="2026-Q3", start="2026-07-01", end="2026-09-30", status="closed")
    hold_review(closing.ana, about_cycle(closing.ana, closing.sales, earlier), {"worked": "x"}, ["Ask more often"])
    fields = {"key_result": closing.rate, "date": "2026-12-30", "value": 26, "learned": "Price is no matter"}
    create(closing.ana, New("check_in", fields))
    async with opened(closing.opened()) as pilot:
        seat = Seat(pilot, closing.ana)
        await seat.press("m", "v", "G")
        assert "30 Dec learned: Price is no matter" in seat.line("Price is no matter")
        assert "Ask more often" in seat.text
        await seat.press("left_square_bracket")
        assert "Sales: 2026-Q3" in seat.text


async def test_what_others_write_meanwhile_shows(closing: Closing) -> None:
    async with opened(closing.opened()) as pilot:
        seat = Seat(pilot, closing.ana)
        await seat.press("m", "v")
        assert "not agreed yet" in seat.text
        agreed(closing)
        await settled(pilot)
        assert "0 met, 2 closed short" in seat.text


# --- cycle over cycle, and a person's pack


async def test_cycles_stand_beside_each_other(closing: Closing) -> None:
    agreed(closing)
    close_cycle(closing.ana, closing.cycle)
    async with opened(closing.opened()) as pilot:
        seat = Seat(pilot, closing.ana)
        await seat.press("m", "D")
        assert seat.is_at(CompareScreen)
        assert "Mean of its own objectives 0.74" in seat.line("Mean of its own")
        assert "Objectives met 0 of 2" in seat.line("Objectives met")
        assert "Win back the clients we lost 0.63" in seat.line("Win back")


async def test_a_pack_is_about_one_person_and_is_written_to_a_file(
    closing: Closing, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    agreed(closing)
    recognize(closing.ana, closing.ben.person, "For the portal 🎉")
    monkeypatch.chdir(tmp_path)
    async with opened(closing.opened()) as pilot:
        seat = Seat(pilot, closing.ana)
        await seat.press("P")
        await seat.write("Ben")
        await seat.press("enter")
        assert seat.is_at(PackScreen)
        assert "Ben Okafor: 2026-Q4" in seat.text
        assert "O Win back the clients we lost 0.63" in seat.line("Win back")
        assert "Improve sales" not in seat.text
        await seat.press("w")
        assert "review-pack-Ben-Okafor-2026-Q4.md" in "".join(seat.text.split())  # a long path is wrapped
        await seat.press("enter")
        assert "Written: " in seat.text
        await seat.press("n")
        assert "Noted as Ben Okafor's own review · u undo" in seat.text
    text = (tmp_path / "review-pack-Ben-Okafor-2026-Q4.md").read_text()
    assert "# Ben Okafor, 2026-Q4" in text
    assert "rank" not in text
