"""Reviews: what has its turn in each unit, how its week goes, and what it has held."""

from datetime import UTC, date, datetime

import pytest

from okrtui.okr.coach.on_units import missed
from okrtui.okr.coach.scene import Scene
from okrtui.okr.kinds import ReviewKind
from okrtui.workspace.check_ins import check_in
from okrtui.workspace.deleting import delete
from okrtui.workspace.due_reviews import State, Turn
from okrtui.workspace.errors import NotFound
from okrtui.workspace.past_reviews import past_reviews, review_sheet
from okrtui.workspace.review_table import UnitReviews, review_table
from okrtui.workspace.workspace import Workspace
from tests.workspace.team import Team, key_result, make, objective, set_fields


@pytest.fixture
def northwind(ana: Workspace) -> str:
    """The company, which has an objective in the cycle from 1 October to 31 December 2026."""
    id = ana.company.child_units(None)[0].id
    key_result(ana, objective(ana, "Lead"))
    return id


@pytest.fixture
def sales(ana: Workspace, northwind: str) -> str:
    """A department with one, too."""
    id = make(ana, "unit", name="Sales", level="department", parent=northwind, lead=ana.person)
    key_result(ana, objective(ana, "Sell", unit=id))
    return id


def go_to(team: Team, day: date) -> None:
    team.now = datetime(day.year, day.month, day.day, 9, 0, tzinfo=UTC)
    for workspace in team.people:
        workspace.pass_day()


def row(ana: Workspace, unit: str) -> UnitReviews:
    return next(each for each in review_table(ana).units if each.id == unit)


def held(ana: Workspace, unit: str, kind: str, day: str, **more: object) -> str:
    return make(ana, "review", kind=kind, unit=unit, date=day, **more)


# --- the meeting


def test_a_meeting_is_due_in_the_week_and_held_once_it_was(team: Team, ana: Workspace, sales: str) -> None:
    go_to(team, date(2026, 11, 25))
    assert row(ana, sales).turns.meeting == Turn(State.DUE, date(2026, 11, 23), is_asked=False)
    review = held(ana, sales, "weekly", "2026-11-23")
    assert row(ana, sales).turns.meeting == Turn(State.HELD, date(2026, 11, 23), review)
    go_to(team, date(2026, 11, 30))
    assert row(ana, sales).turns.meeting == Turn(State.DUE, date(2026, 11, 30))
    go_to(team, date(2026, 12, 7))
    assert row(ana, sales).turns.meeting.state is State.OVERDUE


def test_who_never_met_is_late_with_nothing(team: Team, ana: Workspace, northwind: str) -> None:
    go_to(team, date(2026, 12, 7))
    assert row(ana, northwind).turns.meeting == Turn(State.DUE, date(2026, 12, 7))


def test_the_meeting_of_the_unit_above_is_for_all_below(
    team: Team, ana: Workspace, northwind: str, sales: str
) -> None:
    go_to(team, date(2026, 11, 25))
    review = held(ana, northwind, "weekly", "2026-11-24")
    assert row(ana, sales).turns.meeting == Turn(State.HELD, date(2026, 11, 24), review, northwind)
    own = held(ana, sales, "weekly", "2026-11-23")
    assert row(ana, sales).turns.meeting.review == own


def test_nothing_is_wanted_outside_the_cycle_and_of_persons(team: Team, ana: Workspace, sales: str) -> None:
    person = make(ana, "unit", name="Ana", level="individual", parent=sales, lead=ana.person)
    assert row(ana, person).turns == (Turn(), Turn(), Turn())
    go_to(team, date(2027, 1, 4))
    assert row(ana, sales).turns.meeting.state is State.NONE


# --- the month and the quarter


@pytest.mark.parametrize(
    ("day", "state", "about"),
    [
        (date(2026, 10, 30), State.LATER, date(2026, 10, 31)),
        (date(2026, 10, 31), State.DUE, date(2026, 10, 31)),
        (date(2026, 11, 7), State.DUE, date(2026, 10, 31)),
        (date(2026, 11, 8), State.OVERDUE, date(2026, 10, 31)),
        (date(2026, 12, 20), State.OVERDUE, date(2026, 10, 31)),
    ],
)
def test_a_month_is_due_at_its_end_and_late_a_week_after(
    team: Team, ana: Workspace, northwind: str, day: date, state: State, about: date
) -> None:
    go_to(team, day)
    turn = row(ana, northwind).turns.month
    assert (turn.state, turn.about, turn.is_asked) == (state, about, True)


def test_a_review_that_was_held_brings_the_next_months_turn(team: Team, ana: Workspace, northwind: str) -> None:
    go_to(team, date(2026, 11, 20))
    held(ana, northwind, "monthly", "2026-11-02")
    assert row(ana, northwind).turns.month == Turn(State.LATER, date(2026, 11, 30), about=date(2026, 11, 30))
    late = held(ana, northwind, "monthly", "2026-11-19")
    assert row(ana, northwind).turns.month == Turn(
        State.HELD, date(2026, 11, 19), late, about=date(2026, 11, 30)
    )


def test_what_is_late_here_is_what_the_coach_misses(team: Team, ana: Workspace, northwind: str, sales: str) -> None:
    for day, reviews in ((date(2026, 11, 8), ()), (date(2026, 12, 9), ("2026-11-05",)), (date(2027, 1, 15), ())):
        go_to(team, day)
        for each in reviews:
            held(ana, northwind, "monthly", each)
        found = missed(Scene(ana.standings), northwind)
        assert found is not None
        turn = row(ana, northwind).turns[1 if found.kind is ReviewKind.MONTHLY else 2]
        assert turn.state is State.OVERDUE
        assert turn.about == found.month or turn.cycle == found.cycle.id
        assert missed(Scene(ana.standings), sales) is None
        assert not row(ana, sales).turns.month.is_asked


def test_the_quarter_is_due_at_its_end_and_stays_so_in_the_next(team: Team, ana: Workspace, northwind: str) -> None:
    cycle = ana.company.cycles()[0].id
    assert row(ana, northwind).turns.quarter == Turn(State.LATER, date(2026, 12, 31), cycle=cycle)
    following = make(
        ana, "cycle", name="2027-Q1", kind="quarter", start="2027-01-01", end="2027-03-31", status="active"
    )
    go_to(team, date(2027, 1, 14))
    assert row(ana, northwind).turns.quarter.state is State.DUE
    go_to(team, date(2027, 1, 15))
    assert row(ana, northwind).turns.quarter == Turn(State.OVERDUE, date(2026, 12, 31), cycle=cycle)
    held(ana, northwind, "quarterly", "2027-01-15", cycle=cycle)
    assert row(ana, northwind).turns.quarter.cycle == following


# --- the week


def test_check_ins_are_counted_of_all_below(team: Team, ana: Workspace, northwind: str, sales: str) -> None:
    go_to(team, date(2026, 11, 20))
    mine = objective(ana, "Sell more", unit=sales)
    rate = key_result(ana, mine)
    go_to(team, date(2026, 11, 23))
    check_in(ana, rate, 20, on=date(2026, 11, 20))
    assert [(row(ana, unit).made, row(ana, unit).wanted) for unit in (northwind, sales)] == [(1, 3), (1, 2)]
    go_to(team, date(2026, 11, 25))  # from Wednesday on one looks at this Friday
    assert (row(ana, sales).made, row(ana, sales).wanted) == (0, 2)


def test_a_key_result_made_after_the_period_wants_none_in_it(team: Team, ana: Workspace, sales: str) -> None:
    go_to(team, date(2026, 11, 23))
    key_result(ana, objective(ana, "Fresh", unit=sales))
    assert row(ana, sales).wanted == 1


def test_blockers_are_counted_where_they_are_now(team: Team, ana: Workspace, northwind: str, sales: str) -> None:
    go_to(team, date(2026, 11, 23))
    rate = key_result(ana, objective(ana, "Sell more", unit=sales))
    task = make(ana, "initiative", subject=rate, title="Portal")
    make(ana, "blocker", subject=rate, description="No budget", raised="2026-11-15")
    make(ana, "blocker", subject=task, description="No time", raised="2026-11-16", escalated_to=northwind)
    make(ana, "blocker", subject=rate, description="Gone", raised="2026-11-01", resolved="2026-11-02")
    assert [(row(ana, unit).blockers, row(ana, unit).old_blockers) for unit in (northwind, sales)] == [(2, 1), (1, 1)]


def test_what_came_after_an_agreed_score_is_flagged(team: Team, ana: Workspace, northwind: str, sales: str) -> None:
    make(ana, "cycle", name="2027-Q1", kind="quarter", start="2027-01-01", end="2027-03-31", status="active")
    rate = key_result(ana, objective(ana, "Sell more", unit=sales))
    first = check_in(ana, rate, 50, on=date(2026, 10, 1)).id
    make(ana, "score", key_result=rate, role="agreed", value=0.5, proposed=0.5, based_on=first)
    go_to(team, date(2027, 1, 20))
    assert row(ana, northwind).late == ()
    check_in(ana, rate, 60, on=date(2026, 12, 30))
    for unit in (northwind, sales):
        (late,) = row(ana, unit).late
        assert (late.key_result, late.words.split(" after")[0]) == (rate, "a check-in for 2026-12-30 by Ana Ruiz")


def test_units_stand_below_one_another(ana: Workspace, northwind: str, sales: str) -> None:
    team = make(ana, "unit", name="Inside", level="team", parent=sales)
    assert [(each.id, each.depth, each.below) for each in review_table(ana).units] == [
        (northwind, 0, 2),
        (sales, 1, 1),
        (team, 2, 0),
    ]


# --- what was held


def test_past_reviews_come_latest_first_and_are_read_whole(ana: Workspace, sales: str) -> None:
    cycle = ana.company.cycles()[0]
    first = held(ana, sales, "monthly", "2026-11-02", learned="Ask early\nAsk often", cycle=cycle.id)
    second = held(
        ana,
        sales,
        "weekly",
        "2026-11-23",
        decisions="Ship it\n\nCall them",
        notes="Long talk",
        present=[ana.person],
    )
    make(ana, "improvement", text="Name who solves a blocker", review=first, owner=ana.person)
    past = past_reviews(ana, sales)
    assert [(each.id, each.present, each.decisions, each.gist) for each in past] == [
        (second, 1, 2, "Ship it"),
        (first, 0, 0, "Ask early"),
    ]
    sheet = review_sheet(ana, second)
    assert sheet.parts == (("decisions", "Decisions", "Ship it\n\nCall them"), ("notes", "Minutes", "Long talk"))
    assert (sheet.unit_name, sheet.present, sheet.improvements) == ("Sales", ("Ana Ruiz",), ())
    (todo,) = review_sheet(ana, first).improvements
    assert (todo.text, todo.owner, todo.taken_up_in) == ("Name who solves a blocker", "Ana Ruiz", "")
    delete(ana, "review", second)
    assert [each.id for each in past_reviews(ana, sales)] == [first]
    with pytest.raises(NotFound):
        review_sheet(ana, second)


def test_a_review_that_two_people_wrote_at_once_shows_both(team: Team, ana: Workspace, sales: str) -> None:
    ben = team.join()
    review = held(ana, sales, "weekly", "2026-11-23")
    team.sync()
    for workspace, said in ((ana, "Ship it"), (ben, "Wait")):
        set_fields(workspace, "review", review, decisions=said)
    team.sync()
    (field,) = review_sheet(ana, review).contested
    assert field.name == "decisions"
