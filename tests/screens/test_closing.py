"""The completion board: what is missing, the way there, closing, what comes late, opening again, carrying over."""

import re
from datetime import date
from pathlib import Path

import pytest

from okrtui.okr.kinds import CycleStatus, Disposition, Role, Stage
from okrtui.screens.carrying import AlignAgainScreen, CarryScreen
from okrtui.screens.closing import ClosingScreen
from okrtui.screens.looking_back import QuarterScreen
from okrtui.screens.scoring import ScoringScreen
from okrtui.workspace.check_ins import check_in
from okrtui.workspace.closing import close_cycle
from okrtui.workspace.conflicts import conflicts
from okrtui.workspace.deleting import delete
from okrtui.workspace.late import late_check_ins
from okrtui.workspace.scoring import agree_scores
from tests.screens.closing_world import OWNERS, Closing
from tests.screens.pair import opened, set_field, settled
from tests.screens.seat import Seat


@pytest.fixture
def closing(tmp_path: Path) -> Closing:
    return Closing(tmp_path)


def agree(closing: Closing) -> None:
    """All is agreed on, and what was not met is to go on."""
    closing.score(closing.ben, Role.OWNER, *OWNERS)
    key_results = [*closing.five, closing.rate, closing.calls]
    becomes = dict.fromkeys(closing.five[3:], Disposition.CARRIED_OVER) | {closing.rate: Disposition.CARRIED_OVER}
    agree_scores(closing.ana, key_results, dispositions=becomes)
    closing.sync()


def status(closing: Closing) -> CycleStatus:
    cycle = closing.ana.company.cycle(closing.cycle)
    assert cycle is not None
    return cycle.status


async def test_what_is_missing_stands_in_the_row_and_enter_goes_there(closing: Closing) -> None:
    closing.score(closing.ben, Role.OWNER, *OWNERS, assessment="Well")
    async with opened(closing.opened()) as pilot:
        seat = Seat(pilot, closing.ana)
        await seat.press("m", "s")
        assert "0 of 7 agreed  7 for you" in seat.text
        assert "missing: its quarterly review; r opens it" in seat.text
        await seat.press(*["j"] * 6)
        assert "missing: lead's score (Ana Ruiz), agreed score, what becomes of it" in seat.text
        await seat.press("enter")
        assert seat.is_at(ScoringScreen)
        assert "Renewals to 90 %" in seat.text
        await seat.press("5")
        assert "Agree" in seat.text, "what one asked to see shows, though others are missing"
        await seat.press("escape", "g", "enter")
        assert seat.is_at(QuarterScreen)


async def test_a_cycle_is_closed_once_all_is_agreed(closing: Closing) -> None:
    async with opened(closing.opened()) as pilot:
        seat = Seat(pilot, closing.ana)
        await seat.press("C", "C")
        assert "2026-Q4 cannot be closed yet: 7 scores are not agreed" in seat.text
        assert "▌      Close rate to 27 %" in seat.text
        agree(closing)
        await settled(pilot)
        await seat.press("C")
        assert "Close 2026-Q4?" in seat.text
        assert "2 objectives with 7 agreed scores close with it" in seat.text
        assert "missing are: the owner's score of 2, the lead's score of 7" in " ".join(seat.text.split())
        await seat.press("n")
        assert status(closing) is CycleStatus.ACTIVE
        await seat.press("C", "c")
        assert "2026-Q4 is closed: 2 objectives; O carries over · u undo" in seat.text
        assert status(closing) is CycleStatus.CLOSED
        await seat.press("u")
        assert status(closing) is CycleStatus.ACTIVE


async def test_from_one_units_board_all_of_the_cycle_is_closed(closing: Closing) -> None:
    agree(closing)
    async with opened(closing.opened()) as pilot:
        seat = Seat(pilot, closing.ana)
        await seat.press("m", "s", "C")
        assert "A cycle is closed for everyone" in seat.text
        assert "Northwind" not in seat.text.splitlines()[2]
        await seat.press("C", "c")
        assert status(closing) is CycleStatus.CLOSED


async def test_a_closed_cycle_shows_what_came_late_first_and_one_key_keeps_or_reopens(closing: Closing) -> None:
    agree(closing)
    close_cycle(closing.ana, closing.cycle)
    closing.sync()
    check_in(closing.ben, closing.five[1], 90, on=date(2026, 12, 31))
    closing.sync()
    async with opened(closing.opened()) as pilot:
        seat = Seat(pilot, closing.ana)
        await seat.press("C")
        assert "▲ 1 came late" in seat.text
        assert "▲ Renewals to 90 % 0.70 agreed, 1.00 proposed now" in seat.line("▲ Renewals")
        assert "a check-in for 2026-12-31 by Ben Okafor; the score stays" in seat.text
        await seat.press("enter")
        assert "k keep the score" in seat.line("keep the score")
        await seat.press("k")
        assert "0.70 stays: Renewals to 90 % · u undo" in seat.text
        assert not late_check_ins(closing.ana, closing.cycle)
        await seat.press("u")
        assert "▲ 1 came late" in seat.text
        await seat.press("g", "enter", "r")
        assert "2026-Q4 is open again: 2 objectives active" in seat.text
        assert status(closing) is CycleStatus.ACTIVE
        await seat.press("g", "enter", "a")
        assert "Agreed: 0.70" in seat.text
        await seat.press("p", "enter", "enter")
        assert not late_check_ins(closing.ana, closing.cycle)


async def test_a_closed_cycle_is_looked_at_and_asks_before_it_opens(closing: Closing) -> None:
    agree(closing)
    close_cycle(closing.ana, closing.cycle)
    async with opened(closing.opened()) as pilot:
        seat = Seat(pilot, closing.ana)
        await seat.press("C", "j", "s", "a", "A")
        assert isinstance(pilot.app.screen, ClosingScreen), "nothing is scored there any more"
        await seat.press("R", "n")
        assert status(closing) is CycleStatus.CLOSED
        await seat.press("R", "r")
        assert status(closing) is CycleStatus.ACTIVE


async def test_what_others_do_shows_and_the_cursor_stays(closing: Closing) -> None:
    async with opened(closing.opened()) as pilot:
        seat = Seat(pilot, closing.ana)
        await seat.press("m", "s", *["j"] * 6)
        closing.score(closing.ben, Role.OWNER, *OWNERS)
        await settled(pilot)
        assert "▌      Renewals to 90 %" in seat.text
        assert "given" in seat.line("Renewals to 90 %")


async def test_filter_and_folds(closing: Closing) -> None:
    async with opened(closing.opened()) as pilot:
        seat = Seat(pilot, closing.ana)
        await seat.press("C", "slash", *"portal", "enter")
        assert "Win back" in seat.text
        assert "Improve sales" not in seat.text
        await seat.press("escape", "z")
        assert "Launch the portal" not in seat.text
        await seat.press("Z")
        assert "Launch the portal" in seat.text


async def test_an_empty_cycle_says_what_belongs_there(closing: Closing) -> None:
    early = closing.make("cycle", name="2026-Q3", start="2026-07-01", end="2026-09-30", status="active")
    assert early
    async with opened(closing.opened()) as pilot:
        seat = Seat(pilot, closing.ana)
        await seat.press("C", "left_square_bracket")
        assert "[ 2026-Q3 ]" in seat.text
        assert "no objective is active" in seat.text
        await seat.press("left_square_bracket")
        assert "There is no cycle before this one" in seat.text
        await seat.press("right_square_bracket")
        assert "Win back the clients" in seat.text


# --- carrying over


async def test_what_goes_on_starts_where_it_ended_and_serves_again_what_it_served(closing: Closing) -> None:
    agree(closing)
    close_cycle(closing.ana, closing.cycle)
    async with opened(closing.opened()) as pilot:
        seat = Seat(pilot, closing.ana)
        await seat.press("C", "O")
        assert isinstance(pilot.app.screen, CarryScreen)
        assert "Carry over from 2026-Q4 to 2027-Q1" in seat.text
        assert "✓ Close rate to 27 % from 25.5 %" in seat.line("Close rate")
        assert "✓ Launch the portal 🚀 1 milestone left" in seat.line("Launch")
        assert "○ Renewals to 90 % nobody decided" not in seat.text, "excellent at 0.7, so it does not go on by itself"
        await seat.press("j", "space")
        assert "○ Launch the portal" in seat.line("Launch")
        await seat.press("enter")
        assert isinstance(pilot.app.screen, AlignAgainScreen)
        assert "✓ Improve sales across the team → Technology that" in seat.line("Improve")
        await seat.press("j", "space", "enter")
        assert "2 key results in 2027-Q1, as drafts; aligned 1 objective again" in seat.text
        await seat.press("4")
        assert "2027-Q1" in seat.text
        assert "O Improve sales across the team" in seat.text
    company = closing.ana.company
    [again] = [company.key_result(id) for id in company.pointing("key_result", "carried_from", closing.rate)]
    assert again is not None
    assert float(again.start or 0) == 25.5
    assert company.serves(again.objective or "")


async def test_carrying_over_can_be_taken_back_and_is_not_done_twice(closing: Closing) -> None:
    agree(closing)
    async with opened(closing.opened()) as pilot:
        seat = Seat(pilot, closing.ana)
        await seat.press("C", "O", "enter", "escape")
        assert "3 key results in 2027-Q1, as drafts · 4 plans on, u undo" in seat.text
        await seat.press("O")
        assert "it goes on there already" in seat.line("Close rate")
        await seat.press("enter")
        assert "Nothing is ticked" in seat.text
        await seat.press("escape", "u", "O")
        assert "✓ Close rate" in seat.line("Close rate")


async def test_nothing_to_carry_over_says_so(closing: Closing) -> None:
    agree_scores(
        closing.ana,
        [*closing.five, closing.rate, closing.calls],
        dispositions=dict.fromkeys([*closing.five, closing.rate, closing.calls], Disposition.DROPPED),
    )
    async with opened(closing.opened()) as pilot:
        seat = Seat(pilot, closing.ana)
        await seat.press("O", "enter")
        assert "Nothing here is to go on" in seat.text


async def test_a_conflict_between_closed_and_not_is_settled_as_closed_once_all_is_agreed(closing: Closing) -> None:
    agree(closing)
    close_cycle(closing.ana, closing.cycle)
    set_field(closing.ben, "cycle", closing.cycle, "status", "planning")
    late = closing.make("key_result", objective=closing.objective, title="Renewals", start=82, target=90)
    closing.sync()
    async with opened(closing.opened()) as pilot:
        seat = Seat(pilot, closing.ana)
        await seat.press("exclamation_mark")
        number = "1" if re.search(r"1 +closed", seat.text) else "2"
        await seat.press(number)
        assert "cannot be closed before all is agreed" in seat.text
        assert len(conflicts(closing.ana)) == 1
        delete(closing.ana, "key_result", late)
        await seat.press(number)
    assert not conflicts(closing.ana)
    assert status(closing) is CycleStatus.CLOSED
    objective = closing.ana.company.objective(closing.objective)
    assert objective is not None
    assert objective.stage is Stage.CLOSED
