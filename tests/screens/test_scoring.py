"""The scoring walk: one key each, the other's score hidden until one has given one's own, then what both agree on."""

import re
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from okrtui.okr.kinds import Disposition, Role
from okrtui.screens.cascade import CascadeScreen
from okrtui.screens.closing import ClosingScreen
from okrtui.screens.looking_back import QuarterScreen
from okrtui.screens.scoring import ScoringScreen
from okrtui.workspace.edits import New, create
from okrtui.workspace.scoring import score
from tests.screens.closing_world import OWNERS, Closing
from tests.screens.pair import opened, set_field, settled
from tests.screens.seat import Seat


@pytest.fixture
def closing(tmp_path: Path) -> Closing:
    return Closing(tmp_path)


def values(seat: Seat, closing: Closing, role: Role) -> list[Decimal | None]:
    found = [seat.scores(each).of(role) for each in closing.five]
    return [each.shown if each else None for each in found]


def decimals(*texts: str) -> list[Decimal]:
    return [Decimal(text) for text in texts]


# --- as the owner


async def test_five_key_results_from_reviews_on_in_fewer_than_fifteen_presses(closing: Closing) -> None:
    async with opened(closing.opened(closing.ben)) as pilot:
        seat = Seat(pilot, closing.ben)
        await seat.press("s", *["j"] * 4)
        assert "▌  ▾ O Win back the clients" in seat.text
        await seat.press("s", "enter", "5", "d", "x", "enter", "c", "enter")
        assert "Scored 5 key results" in seat.text
        await seat.press("enter")
        assert isinstance(pilot.app.screen, ClosingScreen)
        assert seat.presses <= 15, "two of the five dispositions were said by hand"
    assert values(seat, closing, Role.OWNER) == decimals("0.80", "0.50", "1.00", "0.67", "0.00")
    assert [seat.scores(each).disposition for each in closing.five] == [
        Disposition.ACHIEVED,
        Disposition.CARRIED_OVER,
        Disposition.DROPPED,
        Disposition.CARRIED_OVER,
        Disposition.CARRIED_OVER,
    ]


async def begin(seat: Seat, *, objective: int = 4) -> None:
    """From Reviews into the walk of an objective."""
    await seat.press("s", *["j"] * objective, "s")
    assert isinstance(seat.pilot.app.screen, ScoringScreen)


async def test_enter_takes_the_proposed_score_exactly(closing: Closing) -> None:
    async with opened(closing.opened(closing.ben)) as pilot:
        seat = Seat(pilot, closing.ben)
        await begin(seat)
        await seat.press(*["enter"] * 4)
        given = seat.scores(closing.five[3]).by_owner
        assert given is not None
        assert given.value == Fraction("0.6666"), "cut off behind four places, as a proposal is kept"
        assert given.proposed == Decimal("0.67")


async def test_a_score_typed_with_its_decimals_is_one_score(closing: Closing) -> None:
    async with opened(closing.opened(closing.ben)) as pilot:
        seat = Seat(pilot, closing.ben)
        await begin(seat)
        await seat.burst(*["0", "full_stop", "6", "5", "enter"])
        await seat.burst(*["1", "comma", "0", "enter"])
        await seat.burst(*["full_stop", "3", "enter"])
        await seat.press("7", "full_stop", "9", "enter")
        assert "a score lies between 0 and 1" in seat.text
        await seat.press("escape", "enter", "5")
        assert "Scored 5" in seat.text
    assert values(seat, closing, Role.OWNER) == decimals("0.65", "1.00", "0.30", "0.70", "0.50")


async def test_a_decimal_point_behind_the_last_score_takes_that_one_up_again(closing: Closing) -> None:
    async with opened(closing.opened(closing.ben)) as pilot:
        seat = Seat(pilot, closing.ben)
        await begin(seat)
        await seat.press(*["tab"] * 4, "0")
        assert "Scored 1 key result" in seat.text
        await seat.press("full_stop", "4", "enter")
        assert "Scored 1 key result" in seat.text
    assert values(seat, closing, Role.OWNER)[4] == Decimal("0.40")


async def test_digits_never_open_another_screen(closing: Closing) -> None:
    async with opened(closing.opened(closing.ben)) as pilot:
        seat = Seat(pilot, closing.ben)
        await begin(seat)
        await seat.burst(*"12345123")
        assert isinstance(pilot.app.screen, ScoringScreen)
    assert values(seat, closing, Role.OWNER) == decimals("0.10", "0.20", "0.30", "0.40", "0.50")


async def test_a_digit_behind_esc_is_no_score(closing: Closing) -> None:
    """However long the disk takes: it opens a screen, as it does on the one below."""
    async with opened(closing.opened(closing.ben)) as pilot:
        seat = Seat(pilot, closing.ben)
        await begin(seat)
        with closing.ben.lock:  # what is written waits for it, but no key does
            await pilot.press("5", "escape", "2")
        await settled(pilot)
        assert seat.is_at(CascadeScreen)
        await seat.press("6")
        assert seat.is_at(ClosingScreen)
    assert values(seat, closing, Role.OWNER) == [Decimal("0.50"), None, None, None, None]


async def test_the_self_assessment_goes_with_the_score(closing: Closing) -> None:
    async with opened(closing.opened(closing.ben)) as pilot:
        seat = Seat(pilot, closing.ben)
        await begin(seat)
        await seat.press("s")
        await seat.write("Spät, but 9 of 10 came back")
        await seat.press("enter")
        assert "“Spät, but 9 of 10 came back”" in seat.text
        assert seat.scores(closing.five[0]).by_owner is None
        await seat.press("6")
        given = seat.scores(closing.five[0]).by_owner
        assert given is not None
        assert given.self_assessment == "Spät, but 9 of 10 came back"
        await seat.press("shift+tab", "s", "ctrl+u", "x", "enter", "escape")
    given = seat.scores(closing.five[0]).by_owner
    assert given is not None
    assert (given.shown, given.self_assessment) == (Decimal("0.60"), "x"), "said anew, the score stays"


async def test_what_was_typed_and_not_scored_is_there_again(closing: Closing) -> None:
    async with opened(closing.opened(closing.ben)) as pilot:
        seat = Seat(pilot, closing.ben)
        await begin(seat)
        await seat.press("s")
        await seat.write("Halb")
        await seat.press("escape", "escape")
        assert "what you typed is kept" in seat.text
        await seat.press("s")
        assert "“Halb”" in seat.text
        await seat.press("q")
        assert "is not saved yet" in seat.text
        assert isinstance(pilot.app.screen, ScoringScreen)


async def test_undo_asks_again(closing: Closing) -> None:
    async with opened(closing.opened(closing.ben)) as pilot:
        seat = Seat(pilot, closing.ben)
        await begin(seat)
        await seat.press("enter", "5", "u")
        assert "2 of 5" in seat.text
        assert values(seat, closing, Role.OWNER)[:2] == [Decimal("0.80"), None]
        await seat.press("u")
        await seat.press("u")  # which says so at once, and the one before only when it is done
        assert "Nothing of this scoring to take back" in seat.text
        assert values(seat, closing, Role.OWNER) == [None] * 5


async def test_the_arithmetic_is_one_key_away(closing: Closing) -> None:
    async with opened(closing.opened(closing.ben)) as pilot:
        seat = Seat(pilot, closing.ben)
        await begin(seat)
        assert "(16 - 40)" not in seat.text
        await seat.press("equals_sign")
        assert "(16 - 40) / (10 - 40) = 80 %" in seat.text
        assert "as a score: 0.80" in seat.text


async def test_words_say_what_a_score_means_for_what_was_promised(closing: Closing) -> None:
    async with opened(closing.opened(closing.ana)) as pilot:
        seat = Seat(pilot, closing.ana)
        await begin(seat, objective=1)
        assert "0.70: closed short, committed is met at 1.0" in seat.text
    async with opened(closing.opened(closing.ben)) as pilot:
        seat = Seat(pilot, closing.ben)
        await begin(seat)
        assert "0.80: excellent, aspirational is met from 0.70" in seat.text


# --- a moved target


async def test_a_moved_target_shows_both_scores_and_both_sums(closing: Closing) -> None:
    set_field(closing.ben, "key_result", closing.five[1], "target", 94)
    async with opened(closing.opened(closing.ben)) as pilot:
        seat = Seat(pilot, closing.ben)
        await begin(seat)
        await seat.press("tab")
        assert "0.50: closed short, aspirational is met from 0.70" in seat.text
        assert "0.75: excellent, aspirational is met from 0.70" in seat.text
        assert "by 82 → 94 %, which it was moved to" in seat.text
        await seat.press("equals_sign")
        assert "(88 - 82) / (94 - 82) = 50 %" in seat.text
        assert "(88 - 82) / (90 - 82) = 75 %" in seat.text
        await seat.press("b")
    assert values(seat, closing, Role.OWNER)[1] == Decimal("0.75")


# --- as who leads it


async def test_the_owners_score_leads_nobody(closing: Closing) -> None:
    closing.score(closing.ben, Role.OWNER, *OWNERS, assessment="Secret")
    async with opened(closing.opened(closing.ana)) as pilot:
        seat = Seat(pilot, closing.ana)
        await seat.press("s")
        assert "given" in seat.line("Renewals to 90 %")
        assert "0.70" not in seat.line("Renewals to 90 %")
        await seat.press(*["j"] * 4, "s", "tab")
        assert "Ana Ruiz as who leads it" in seat.text
        assert "Ben Okafor has: it shows once you have given yours" in seat.text
        assert "Secret" not in seat.text
        await seat.press("4", "shift+tab")
        assert "0.70 Ben Okafor “Secret”" in seat.line("owner ")


async def test_one_who_owns_and_leads_chooses_the_role(closing: Closing) -> None:
    set_field(closing.ana, "unit", closing.sales, "lead", closing.ben.person)
    closing.sync()
    async with opened(closing.opened(closing.ben)) as pilot:
        seat = Seat(pilot, closing.ben)
        await begin(seat)
        assert "Ben Okafor as its owner" in seat.text
        await seat.press("l")
        assert "Ben Okafor as who leads it" in seat.text
        await seat.press("4")
    assert values(seat, closing, Role.LEAD)[0] == Decimal("0.40")
    assert values(seat, closing, Role.OWNER)[0] is None


# --- agreeing


async def test_what_both_say_is_agreed_on_and_where_they_differ_one_chooses(closing: Closing) -> None:
    closing.score(closing.ben, Role.OWNER, *OWNERS)
    async with opened(closing.opened(closing.ana)) as pilot:
        seat = Seat(pilot, closing.ana)
        await begin(seat)
        before = len(closing.ana.replica.own_lines())
        await seat.press("enter", "5", "enter", "9", "enter")
        assert "Agree" in seat.text
        assert seat.line("Renewals to 90 %").split()[4:] == ["0.75", "0.70", "0.50", "?", "carried", "over"]
        await seat.press("enter")
        assert "2 differ: choose" in seat.text
        assert values(seat, closing, Role.AGREED) == [None] * 5
        assert "o takes Ben Okafor's, l Ana Ruiz's" in seat.text
        await seat.press("equals_sign")
        assert "(88 - 82) / (90 - 82) = 75 %" in seat.text
        await seat.press("equals_sign", "o")
        assert "▌ Launch the portal" in seat.text, "on to the next one that differs"
        await seat.press("8", "enter")
        assert len(closing.ana.replica.own_lines()) == before + 6, "agreed on all five in one act"
        assert "agreed on 5 scores" in seat.text
        assert "Win back the clients we lost 0.66 agreed" in seat.line("0.66")
        await seat.press("u")
        assert values(seat, closing, Role.AGREED) == [None] * 5
    assert values(seat, closing, Role.LEAD) == decimals("0.80", "0.50", "1.00", "0.90", "0.00")


async def test_a_key_after_the_end_is_for_the_board_though_scores_are_still_being_written(closing: Closing) -> None:
    closing.score(closing.ben, Role.OWNER, *OWNERS)
    async with opened(closing.opened(closing.ana)) as pilot:
        seat = Seat(pilot, closing.ana)
        await seat.press("s", *["j"] * 9, "s")
        await seat.at_once("0", "enter", "enter", "r")
        assert seat.is_at(QuarterScreen)
    assert seat.scores(closing.five[4]).disposition is Disposition.CARRIED_OVER


async def test_in_one_burst_scored_and_agreed(closing: Closing) -> None:
    closing.score(closing.ben, Role.OWNER, *OWNERS)
    async with opened(closing.opened(closing.ana)) as pilot:
        seat = Seat(pilot, closing.ana)
        await seat.press("s", *["j"] * 9, "s")
        await seat.burst("0", "enter", "enter")
        assert isinstance(pilot.app.screen, ClosingScreen)
    assert values(seat, closing, Role.AGREED) == [None, None, None, None, Decimal("0.00")]
    assert seat.scores(closing.five[4]).disposition is Disposition.CARRIED_OVER


async def test_the_table_is_left_as_it_is_where_one_is_not_of_a_mind(closing: Closing) -> None:
    closing.score(closing.ben, Role.OWNER, *OWNERS)
    closing.score(closing.ana, Role.LEAD, 0.8, 0.5, 1, 0.67, 0)
    async with opened(closing.opened(closing.ana)) as pilot:
        seat = Seat(pilot, closing.ana)
        await seat.press("s", *["j"] * 4, "a", "j", "n", "d", "enter")
        assert "Agreed on 4 scores" in seat.text
    assert values(seat, closing, Role.AGREED) == [*decimals("0.80"), None, *decimals("1.00", "0.67", "0.00")]
    assert seat.scores(closing.five[2]).disposition is Disposition.DROPPED, "the cursor went on to the next one"


async def test_all_of_one_mind_are_agreed_on_with_one_key(closing: Closing) -> None:
    closing.score(closing.ben, Role.OWNER, *OWNERS)
    closing.score(closing.ana, Role.LEAD, 0.8, 0.5, 1, 0.67, 0)
    async with opened(closing.opened(closing.ana)) as pilot:
        seat = Seat(pilot, closing.ana)
        await seat.press("s", "A")
        assert "Agreed on 4 scores · u undo" in seat.text
        await seat.press("u")
        assert values(seat, closing, Role.AGREED) == [None] * 5


async def test_two_agreed_scores_at_once_are_one_question(closing: Closing) -> None:
    closing.score(closing.ben, Role.OWNER, *OWNERS)
    score(closing.ben, closing.five[0], Role.AGREED, 0.8)
    score(closing.ana, closing.five[0], Role.AGREED, 0.3)
    closing.sync()
    async with opened(closing.opened(closing.ana)) as pilot:
        seat = Seat(pilot, closing.ana)
        await seat.press("s", *["j"] * 4, "a")
        assert re.search("At once, 0.[38]0 .* were agreed on: choose one", seat.text)
        await seat.press("5", "enter", "enter")
    agreed = seat.scores(closing.five[0]).agreed
    assert agreed is not None
    assert (agreed.is_contested, agreed.shown) == (False, Decimal("0.50"))


async def test_what_others_agree_on_meanwhile_is_not_overwritten_unseen(closing: Closing) -> None:
    closing.score(closing.ben, Role.OWNER, *OWNERS)
    async with opened(closing.opened(closing.ana)) as pilot:
        seat = Seat(pilot, closing.ana)
        await seat.press("s", *["j"] * 4, "a", "5")
        score(closing.ben, closing.five[0], Role.AGREED, 0.8)
        closing.sync()
        await settled(pilot)
        await seat.press("enter")
        agreed = seat.scores(closing.five[0]).agreed
        assert agreed is not None
        assert agreed.is_contested


async def test_what_is_deleted_meanwhile_says_so(closing: Closing) -> None:
    from okrtui.workspace.deleting import delete

    async with opened(closing.opened(closing.ben)) as pilot:
        seat = Seat(pilot, closing.ben)
        await begin(seat)
        delete(closing.ben, "key_result", closing.five[0])
        await settled(pilot)
        assert "someone deleted it" in seat.text
        await seat.press("tab", *["enter"] * 4)
        assert "Scored 4 key results" in seat.text


async def test_what_cannot_be_saved_is_asked_for_again(closing: Closing) -> None:
    from okrtui.workspace.closing import close_cycle
    from okrtui.workspace.scoring import agree_scores

    async with opened(closing.opened(closing.ben)) as pilot:
        seat = Seat(pilot, closing.ben)
        await begin(seat)
        await seat.press("s", "x", "enter")
        agree_scores(closing.ana, [*closing.five, closing.rate, closing.calls])
        close_cycle(closing.ana, closing.cycle)
        closing.sync()
        await seat.press("5")
        assert "Not saved: 2026-Q4 is closed" in seat.text
        await seat.press("shift+tab")
        assert "“x”" in seat.text, "what was typed is not lost"


async def test_a_weightless_key_result_is_not_asked_for(closing: Closing) -> None:
    create(closing.ana, New("key_result", {"objective": closing.bens, "title": "Just looking", "weight": 0}))
    closing.sync()
    async with opened(closing.opened(closing.ben)) as pilot:
        seat = Seat(pilot, closing.ben)
        await begin(seat)
        assert "1 of 5" in seat.text
