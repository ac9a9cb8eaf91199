"""What one looks at to score a key result, and whose turn it is."""

from decimal import Decimal
from fractions import Fraction

import pytest

from okrtui.okr.coach.scene import Figures, never_moved
from okrtui.okr.kinds import Role
from okrtui.workspace.completion import completion, objective_completion
from okrtui.workspace.deleting import delete
from okrtui.workspace.originals import original_of
from okrtui.workspace.score_card import Turn, asks, is_of_one_mind, is_to_agree, score_card, turn_of
from okrtui.workspace.scores import scores_of
from okrtui.workspace.scoring import score
from okrtui.workspace.workspace import Workspace
from tests.workspace.closers import Quarter, quarter
from tests.workspace.team import Team, make, set_fields


@pytest.fixture
def q4(team: Team, ana: Workspace, ben: Workspace) -> Quarter:
    return quarter(team, ana, ben)


def test_a_card_says_how_the_cycle_went_and_how_the_score_comes_about(q4: Quarter) -> None:
    q4.say(q4.ben, q4.rate, 23, "2026-10-12")
    card = score_card(q4.ben, q4.rate, never_moved, q4.ben.person)
    assert card is not None
    assert card.trend == (Fraction(1, 5), Fraction(3, 5))
    assert (card.check_ins, card.roles) == (2, (Role.OWNER,))
    assert card.last is not None
    assert (card.last.value, str(card.due)) == ("25 %", "2026-12-31")
    assert card.arithmetic == ("(25 - 22) / (27 - 22) = 60 %", "as a score: 0.60")
    assert card.begun_arithmetic == ()
    q4.say(q4.ben, q4.rate, 29, "2026-11-20")
    card = score_card(q4.ben, q4.rate, never_moved, q4.ben.person)
    assert card is not None
    assert card.arithmetic[1] == "a score lies between 0 and 1: 1.00"
    delete(q4.ben, "key_result", q4.rate)
    assert score_card(q4.ben, q4.rate, never_moved, q4.ben.person) is None


def test_before_the_first_check_in_a_card_says_so(q4: Quarter) -> None:
    third = make(q4.ben, "key_result", objective=q4.objective, title="Third", start=0, target=3)
    card = score_card(q4.ben, third, never_moved, q4.ben.person)
    assert card is not None
    assert (card.last, card.trend, card.arithmetic[0]) == (None, (), "no check-in yet: 0 %")


def test_a_moved_target_is_explained_by_both(q4: Quarter) -> None:
    set_fields(q4.ben, "key_result", q4.rate, target=32)
    first = original_of(q4.ben, q4.rate)
    assert first == Figures(Decimal(22), Decimal(27))
    card = score_card(q4.ben, q4.rate, lambda _: first, q4.ben.person)
    assert card is not None
    assert card.arithmetic[0] == "(25 - 22) / (32 - 22) = 30 %"
    assert card.begun_arithmetic == ("(25 - 22) / (27 - 22) = 60 %", "as a score: 0.60")


def test_an_end_of_a_range_that_moved_is_scored_by_both(q4: Quarter) -> None:
    days = make(q4.ben, "key_result", objective=q4.objective, title="Days", metric="between", low=5, high=7)
    q4.team.pass_days(3)
    q4.say(q4.ben, days, 8)
    set_fields(q4.ben, "key_result", days, high=9)
    found = scores_of(q4.ben, days)
    assert found.begun is not None
    assert (found.proposed.shown, found.proposed.figures) == (Decimal("1.00"), "5–9")
    assert (found.begun.shown, found.begun.figures) == (Decimal("0.00"), "5–7")


def test_whose_turn_it_is(q4: Quarter) -> None:
    def turns(who: Workspace) -> Turn | None:
        return turn_of(scores_of(who, q4.rate), who.person)

    assert turns(q4.ben) == Turn(q4.rate, Role.OWNER)
    assert turns(q4.ana) == Turn(q4.rate, Role.LEAD)
    assert not is_to_agree(scores_of(q4.ana, q4.rate))
    score(q4.ben, q4.rate, Role.OWNER, 0.6)
    score(q4.ana, q4.rate, Role.LEAD, 0.6)
    q4.team.sync()
    assert (turns(q4.ben), turns(q4.ana)) == (None, None)
    found = scores_of(q4.ana, q4.rate)
    assert is_to_agree(found)
    assert is_of_one_mind(found)
    assert asks([found], q4.ana.person)
    assert not asks([found], "0" * 16)
    score(q4.ana, q4.rate, Role.LEAD, 0.5)
    assert not is_of_one_mind(scores_of(q4.ana, q4.rate))
    score(q4.ana, q4.rate, Role.AGREED, 0.5)
    assert not is_to_agree(scores_of(q4.ana, q4.rate))
    set_fields(q4.ben, "key_result", q4.calls, weight=0)
    assert turn_of(scores_of(q4.ben, q4.calls), q4.ben.person) is None


def test_where_nobody_else_leads_the_owners_score_is_enough(q4: Quarter) -> None:
    set_fields(q4.ana, "key_result", q4.rate, owner=q4.ana.person)
    score(q4.ana, q4.rate, Role.OWNER, 0.6)
    assert is_to_agree(scores_of(q4.ana, q4.rate))


def test_one_objective_is_as_far_as_in_the_whole_and_a_pause_changes_nothing(q4: Quarter) -> None:
    q4.agree()
    whole = completion(q4.ana, q4.cycle, pause=0.0001)
    assert whole == completion(q4.ana, q4.cycle)
    [objective] = whole.objectives()
    assert objective_completion(q4.ana, q4.objective, never_moved) == objective
    assert objective_completion(q4.ana, "0" * 16, never_moved) is None
