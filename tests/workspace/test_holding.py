"""Holding a review: one for each month and cycle of a unit, gone on with by whoever holds it again."""

from datetime import date

import pytest

from okrtui.okr.coach.coach import Coach
from okrtui.okr.kinds import ReviewKind
from okrtui.okr.models import FieldError
from okrtui.workspace.board import board
from okrtui.workspace.closing_time import closed_cycle_of, cycle_looked_back_on, cycle_to_close
from okrtui.workspace.conflicts import conflicts
from okrtui.workspace.deleting import delete
from okrtui.workspace.errors import NotFound, UsageError
from okrtui.workspace.holding import about_cycle, about_month, hold_review, open_review, review_about
from okrtui.workspace.planning_cycles import plan_cycle
from okrtui.workspace.planning_links import take_up
from okrtui.workspace.reviews_due import reviews_due
from okrtui.workspace.undoing import undo
from okrtui.workspace.workspace import Workspace
from tests.workspace.closers import Quarter, quarter
from tests.workspace.team import Team, close, field, make, objective, visible


@pytest.fixture
def q4(team: Team, ana: Workspace, ben: Workspace) -> Quarter:
    return quarter(team, ana, ben)  # on 22 November


def missed(who: Workspace) -> list[str]:
    return [each.message for each in Coach(who.standings).findings() if each.rule == "REVIEW-MISS"]


def test_it_is_one_act_with_its_improvements(q4: Quarter) -> None:
    about = about_month(q4.ana, q4.sales, date(2026, 10, 20))
    assert (about.month, about.cycle) == (date(2026, 10, 1), q4.cycle)
    before = len(q4.ana.replica.own_lines())
    said = {"worked": "Calls", "decisions": "Hire\nAsk Eva", "learned": " "}
    held = hold_review(q4.ana, about, said, ["Call early", ("Write less", q4.ben.person)])
    assert len(q4.ana.replica.own_lines()) == before + 1
    review = review_about(q4.ana, about)
    assert review
    assert (review.kind, review.unit, review.cycle, review.month) == ("monthly", q4.sales, q4.cycle, date(2026, 10, 1))
    assert (review.worked, review.decisions, review.learned) == ("Calls", "Hire\nAsk Eva", "")
    assert review.date == q4.ana.today
    owners = [field(q4.ana, "improvement", id, "owner") for id in held.improvements]
    assert owners == [q4.ana.person, q4.ben.person]
    found = board(q4.ana, plan_cycle(q4.ana))
    assert found
    assert [card.text for card in found.improvements] == ["Call early", "Write less"]
    take_up(q4.ana, held.improvements[0], found.cycle.id)
    undo(q4.ana)
    undo(q4.ana)  # the cycle
    undo(q4.ana)
    assert review_about(q4.ana, about) is None
    again = hold_review(q4.ana, about, {"decisions": "None"})
    assert (again.id, again.is_new) == (held.id, True)


def test_a_second_one_goes_on_with_the_first(q4: Quarter) -> None:
    about = about_cycle(q4.ana, q4.sales, q4.cycle)
    first = hold_review(q4.ana, about, {"worked": "Calls", "learned": "Much"}, ["Call early"])
    q4.team.sync()
    said = {"did_not_work": "Mails", "learned": ""}
    second = hold_review(q4.ben, about, said, ["call early", "Write less"], present=[q4.ben.person])
    assert (second.id, second.is_new, len(second.improvements)) == (first.id, False, 1)
    review = review_about(q4.ben, about)
    assert review
    assert (review.worked, review.did_not_work, review.learned) == ("Calls", "Mails", "")
    assert review.present == (q4.ben.person,)
    assert len(q4.ben.company.pointing("improvement", "review", first.id)) == 2


def test_two_who_hold_it_at_once_meet_in_it(q4: Quarter) -> None:
    about = about_cycle(q4.ana, q4.sales, q4.cycle)
    hold_review(q4.ana, about, {"worked": "Calls", "learned": "Much"})
    hold_review(q4.ben, about, {"worked": "Mails", "learned": "Much"})
    q4.team.sync()
    assert [each.field for each in conflicts(q4.ana)] == ["worked"]
    assert visible(q4.ana) == visible(q4.ben)


@pytest.mark.parametrize("is_begun", [True, False])
def test_a_form_does_not_overwrite_what_came_meanwhile(q4: Quarter, is_begun: bool) -> None:
    about = about_cycle(q4.ana, q4.sales, q4.cycle)
    if is_begun:
        hold_review(q4.ben, about, {"worked": "At first"})
        q4.team.sync()
    form = open_review(q4.ana, about)
    hold_review(q4.ben, about, {"worked": "Mails"})
    q4.team.sync()
    hold_review(q4.ana, about, {"worked": "Calls"}, form=form)
    [found] = conflicts(q4.ana)
    assert (found.field, {each.text for each in found.versions}) == ("worked", {"Calls", "Mails"})


def test_an_older_one_whose_id_is_not_derived_is_gone_on_with(q4: Quarter) -> None:
    old = make(q4.ana, "review", kind="monthly", unit=q4.sales, date="2026-11-05", worked="Calls")
    assert hold_review(q4.ana, about_month(q4.ana, q4.sales, date(2026, 10, 31)), {"learned": "Much"}).id == old
    assert hold_review(q4.ana, about_month(q4.ana, q4.sales), {"learned": "Much"}).id != old


@pytest.mark.parametrize(("day", "month"), [(3, date(2026, 11, 1)), (7, date(2026, 11, 1)), (9, date(2026, 12, 1))])
def test_in_its_first_week_one_looks_back_on_the_month_before(q4: Quarter, day: int, month: date) -> None:
    q4.team.pass_days((date(2026, 12, day) - q4.ana.today).days)
    assert about_month(q4.ana, q4.sales).month == month


def test_what_cannot_be_held(q4: Quarter) -> None:
    about = about_month(q4.ana, q4.sales)
    with pytest.raises(UsageError, match="says nothing yet"):
        hold_review(q4.ana, about, {"worked": " "})
    with pytest.raises(FieldError):
        hold_review(q4.ana, about, {"wrked": "Calls"})
    with pytest.raises(NotFound):
        about_month(q4.ana, "0" * 16)
    with pytest.raises(NotFound):
        about_cycle(q4.ana, q4.sales, "0" * 16)
    with pytest.raises(UsageError, match="January 2027 has not begun yet"):
        about_month(q4.ana, q4.sales, date(2027, 1, 2))


def test_a_late_one_counts_for_its_month_and_not_for_the_running_one(q4: Quarter) -> None:
    assert missed(q4.ana) == ["The monthly review of October has not been held."]
    [due] = reviews_due(q4.ana)
    assert (due.unit, due.kind, due.turn.state) == (q4.sales, ReviewKind.MONTHLY, "overdue")
    hold_review(q4.ana, about_month(q4.ana, q4.sales, date(2026, 10, 1)), {"worked": "Calls"})
    assert missed(q4.ana) == []
    q4.team.pass_days(17)  # 9 December
    assert missed(q4.ana) == ["The monthly review of November has not been held."]
    assert [due.turn.state for due in reviews_due(q4.ana)] == ["overdue"]
    hold_review(q4.ana, about_month(q4.ana, q4.sales, date(2026, 11, 1)), {"worked": "Mails"})
    assert missed(q4.ana) == []
    q4.team.pass_days(60)
    assert missed(q4.ana) == ["The review of 2026-Q4 has not been held."]
    hold_review(q4.ana, about_cycle(q4.ana, q4.sales, q4.cycle), {"worked": "All"})
    assert missed(q4.ana) == []


def test_who_stands_higher_holds_it_for_all_below(q4: Quarter) -> None:
    objective(q4.ana, "Above", unit=q4.northwind, stage="active")
    assert [due.unit_name for due in reviews_due(q4.ana)] == ["Northwind"]
    delete(q4.ana, "unit", q4.sales)
    assert [due.unit_name for due in reviews_due(q4.ana)] == ["Northwind"]


def test_which_cycle_one_means(q4: Quarter) -> None:
    assert (cycle_to_close(q4.ana), cycle_looked_back_on(q4.ana)) == (q4.cycle, q4.cycle)
    with pytest.raises(NotFound):
        closed_cycle_of(q4.ana)
    q1 = plan_cycle(q4.ana)
    q4.end()
    assert (cycle_to_close(q4.ana), cycle_looked_back_on(q4.ana)) == (q4.cycle, q4.cycle)
    close(q4.ana, q4.cycle)
    assert (cycle_to_close(q4.ana), cycle_looked_back_on(q4.ana), closed_cycle_of(q4.ana)) == (q1, q4.cycle, q4.cycle)
    q4.team.pass_days(50)
    assert cycle_looked_back_on(q4.ana) == q1
