"""The completion board: what is scored, and what is missing."""

from fractions import Fraction

import pytest

from okrtui.okr.kinds import Disposition, Role
from okrtui.workspace.completion import Missing, completion
from okrtui.workspace.errors import NotFound
from okrtui.workspace.scoring import Scoring, score, score_all
from okrtui.workspace.workspace import Workspace
from tests.workspace.closers import Quarter, quarter
from tests.workspace.team import Team, key_result, make, objective, set_fields

EVERYTHING = (Missing.OWNER, Missing.LEAD, Missing.AGREED, Missing.SELF_ASSESSMENT, Missing.DISPOSITION)


@pytest.fixture
def q4(team: Team, ana: Workspace, ben: Workspace) -> Quarter:
    return quarter(team, ana, ben)


def test_everything_is_missing_at_first(q4: Quarter) -> None:
    found = completion(q4.ana, q4.cycle)
    [unit] = found.units
    assert (unit.name, unit.depth, unit.missing) == ("Sales", 1, (Missing.REVIEW,))
    [mine] = unit.objectives
    assert [each.missing for each in mine.key_results] == [EVERYTHING, EVERYTHING]
    assert (mine.shown, mine.verdict, mine.score.proposed) == (None, "", Fraction(4, 5))
    assert found.totals == (2, 0, 0, 0, 0, 0, 1, 0)
    assert not found.is_complete
    assert len(found.blocking) == 2
    assert completion(q4.ana, q4.cycle, q4.sales).units[0].depth == 0
    with pytest.raises(NotFound):
        completion(q4.ana, "0" * 16)


def test_it_is_complete_bit_by_bit(q4: Quarter) -> None:
    whole = ("Good", Disposition.ACHIEVED)
    score_all(q4.ben, [Scoring(id, Role.OWNER, 1, *whole) for id in (q4.rate, q4.calls)])
    assert completion(q4.ben, q4.cycle).totals == (2, 2, 0, 0, 2, 2, 1, 0)
    score_all(q4.ben, [Scoring(id, Role.LEAD, 0.6) for id in (q4.rate, q4.calls)])
    score(q4.ben, q4.rate, Role.AGREED, 0.6)
    half = completion(q4.ben, q4.cycle)
    assert half.totals == (2, 2, 2, 1, 2, 2, 1, 0)
    [mine] = half.objectives()
    assert (str(mine.shown), mine.verdict) == ("0.60", ""), "no verdict before all is agreed"
    score(q4.ben, q4.calls, Role.AGREED, 1)
    make(q4.ben, "review", kind="quarterly", unit=q4.northwind, cycle=q4.cycle, date="2026-12-30")
    found = completion(q4.ben, q4.cycle)
    assert found.is_complete, "who stands higher looks back for all below"
    [mine] = found.objectives()
    assert mine.verdict == "0.80: closed short, committed is met at 1.0"


def test_weights_count_as_in_progress_and_0_excludes(q4: Quarter) -> None:
    set_fields(q4.ana, "key_result", q4.rate, weight=3)
    third = key_result(q4.ana, q4.objective, "Beside", weight=0)
    q4.agree(0.8, 0)
    found = completion(q4.ana, q4.cycle)
    [mine] = found.objectives()
    assert mine.score == (Fraction(3, 5), Fraction(7, 10), True)
    assert [each.missing for each in mine.key_results if each.scores.key_result == third] == [()]
    assert not found.blocking
    assert found.totals.key_results == 2


def test_what_contributes_counts_and_what_is_not_worked_on_does_not(q4: Quarter) -> None:
    child = objective(q4.ana, "Below", unit=q4.northwind, stage="active")
    own = key_result(q4.ana, child)
    make(q4.ana, "alignment", child=child, parent=q4.objective, mode="contributes", weight=2)
    objective(q4.ana, "A draft")
    q4.agree(1, 1)
    objectives = {each.title: each for each in completion(q4.ana, q4.cycle).objectives()}
    assert set(objectives) == {"Below", "Sell more"}
    assert not objectives["Sell more"].score.is_final
    score(q4.ana, own, Role.AGREED, 0)
    objectives = {each.title: each for each in completion(q4.ana, q4.cycle).objectives()}
    assert objectives["Sell more"].score == (Fraction(1, 2), Fraction(2, 5), True)


def test_a_draft_that_people_checked_in_on_is_scored_too(q4: Quarter) -> None:
    draft = objective(q4.ana, "Begun without a word", unit=q4.northwind)
    q4.say(q4.ana, key_result(q4.ana, draft), 5)
    assert [unit.name for unit in completion(q4.ana, q4.cycle).units] == ["Northwind", "Sales"]


def test_objectives_of_a_unit_that_is_gone_are_not_forgotten(q4: Quarter) -> None:
    from okrtui.workspace.deleting import delete

    delete(q4.ana, "unit", q4.sales)
    found = completion(q4.ana, q4.cycle)
    assert [unit.name for unit in found.units] == ["of units that are gone"]
    assert len(found.blocking) == 2


def test_two_agreed_scores_at_once_block_until_one_is_chosen(q4: Quarter) -> None:
    score(q4.ben, q4.rate, Role.AGREED, 0.7)
    score(q4.ana, q4.rate, Role.AGREED, 0.5)
    q4.team.sync()
    found = completion(q4.ana, q4.cycle)
    assert [Missing.SETTLED in each.missing for each in found.key_results()] == [True, False]
    assert found.totals.agreed == 0
