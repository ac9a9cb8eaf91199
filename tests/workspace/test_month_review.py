"""The monthly review: what changed, what slipped, what is in the way."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from okrtui.okr.kinds import Status
from okrtui.workspace.blockers import raise_blocker
from okrtui.workspace.check_ins import check_in
from okrtui.workspace.errors import NotFound
from okrtui.workspace.holding import about_month, hold_review
from okrtui.workspace.month_review import month_review
from okrtui.workspace.workspace import Workspace
from tests.workspace.closers import Quarter, quarter
from tests.workspace.team import Team, key_result, make, objective


@pytest.fixture
def q4(team: Team, ana: Workspace, ben: Workspace) -> Quarter:
    return quarter(team, ana, ben)  # on 22 November


def test_what_became_of_a_key_result_in_a_month(q4: Quarter) -> None:
    check_in(q4.ben, q4.rate, 24, confidence=7, on=date(2026, 10, 30))
    check_in(q4.ben, q4.rate, 24.5, confidence=5, on=date(2026, 11, 6))
    check_in(q4.ben, q4.rate, 23, confidence=3, on=date(2026, 11, 20))
    found = month_review(q4.ben, q4.sales)
    assert (found.first, found.last, found.is_over) == (date(2026, 11, 1), date(2026, 11, 22), False)
    rate = next(each for each in found.key_results if each.id == q4.rate)
    assert (rate.then.day, rate.then.value, rate.then.progress) == (date(2026, 10, 31), "24 %", Fraction(2, 5))
    assert (rate.now.day, rate.now.value, rate.now.progress) == (date(2026, 11, 22), "23 %", Fraction(1, 5))
    assert (rate.change, rate.check_ins, rate.confidences) == (Fraction(-1, 5), 3, (5, 3))
    assert (rate.then.status, rate.now.status) == (Status.ON_TRACK, Status.AT_RISK)
    assert (rate.then.confidence, rate.now.confidence) == (7, 3)
    assert rate.slip == Fraction(53, 92) - Fraction(1, 5), "it was ahead before, which does not count"
    assert [each.id for each in found.key_results] == [q4.rate, q4.calls], "the weakest first"
    assert [each.id for each in found.slipped] == [q4.rate]
    assert (rate.owner_name, rate.unit_name, rate.objective_title) == ("Ben Okafor", "Sales", "Sell more")


def test_a_month_that_is_over_is_as_it_was(q4: Quarter) -> None:
    check_in(q4.ben, q4.rate, 24, on=date(2026, 10, 30))
    q4.end()
    found = month_review(q4.ben, q4.northwind, date(2026, 10, 15))
    assert (found.first, found.last, found.is_over) == (date(2026, 10, 1), date(2026, 10, 31), True)
    rate = next(each for each in found.key_results if each.id == q4.rate)
    assert (rate.then.day, rate.then.value, rate.then.status) == (date(2026, 9, 30), "22 %", Status.NOT_STARTED)
    assert (rate.now.value, rate.now.status, rate.last) == ("24 %", Status.ON_TRACK, date(2026, 10, 30))
    calls = next(each for each in found.key_results if each.id == q4.calls)
    assert (calls.now.value, calls.check_ins, calls.target) == ("", 0, "≥ 6")
    check_in(q4.ben, q4.rate, 22, on=date(2026, 10, 31))  # it comes late, and holds for that day
    late = month_review(q4.ben, q4.northwind, date(2026, 10, 15))
    assert next(each for each in late.key_results if each.id == q4.rate).now.value == "22 %"


def test_what_is_below_counts_and_what_is_beside_does_not(q4: Quarter) -> None:
    team = make(q4.ana, "unit", name="Inside sales", parent=q4.sales, lead=q4.ana.person)
    below = key_result(q4.ana, objective(q4.ana, "Below", unit=team, stage="active"), weight=0)
    beside = make(q4.ana, "unit", name="Product", level="department", parent=q4.northwind, lead=q4.ana.person)
    objective(q4.ana, "A draft", unit=team)
    key_result(q4.ana, objective(q4.ana, "Beside", unit=beside, stage="active"))
    raise_blocker(q4.ana, q4.rate, "No data")
    found = month_review(q4.ana, q4.sales)
    assert [each.id for each in found.key_results][-1] == below, "what has no weight comes last"
    assert len(found.key_results) == 3
    assert below not in {each.id for each in found.slipped}
    assert [each.description for each in found.blockers] == ["No data"]
    assert found.key_results[-1].weight == Decimal(0)
    with pytest.raises(NotFound):
        month_review(q4.ana, "0" * 16)


def test_decisions_are_there_the_month_after(q4: Quarter) -> None:
    hold_review(q4.ana, about_month(q4.ana, q4.sales, date(2026, 10, 1)), {"decisions": "Hire"})
    november = month_review(q4.ana, q4.sales)
    assert november.review is None
    assert november.before
    assert november.before.decisions == "Hire"
    october = month_review(q4.ana, q4.sales, date(2026, 10, 1))
    assert october.review
    assert october.review.decisions == "Hire"


def test_a_month_in_two_cycles_has_the_key_results_of_both(q4: Quarter) -> None:
    make(q4.ana, "cycle", name="Sprint", kind="custom", start="2026-11-16", end="2026-12-20", status="active")
    sprint = q4.ana.company.cycles()[-1].id
    other = key_result(q4.ana, objective(q4.ana, "Sprint", unit=q4.sales, cycle=sprint, stage="active"))
    found = month_review(q4.ana, q4.sales)
    assert {each.id for each in found.key_results} == {q4.rate, q4.calls, other}
    [here] = [each for each in found.key_results if each.id == other]
    assert here.then.day == date(2026, 11, 15)
    assert found.about.cycle == q4.cycle, "where most of the month lies"
