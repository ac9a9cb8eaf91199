"""Cycles: which is planned next, made once however many make it, and started in one act."""

from datetime import date

import pytest

from okrtui.okr.kinds import CycleKind, CycleStatus
from okrtui.workspace.errors import NotFound, UsageError
from okrtui.workspace.planning import agree, propose
from okrtui.workspace.planning_cycles import longer_cycles, next_cycle, plan_cycle, start_cycle
from okrtui.workspace.undoing import undo
from okrtui.workspace.workspace import Workspace
from tests.workspace.planners import planning, stage
from tests.workspace.team import Team, close, make, objective, set_fields, visible


def spans(workspace: Workspace, kind: CycleKind = CycleKind.QUARTER) -> tuple[str, date, date]:
    found = next_cycle(workspace, workspace.today, kind)
    return found.name, found.start, found.end


def settings(workspace: Workspace, **changes: object) -> None:
    id = next(id for id, _ in workspace.company.live("workspace"))
    set_fields(workspace, "workspace", id, **changes)


def test_the_quarter_after_the_last_one_is_planned(ana: Workspace) -> None:
    assert spans(ana) == ("2027-Q1", date(2027, 1, 1), date(2027, 3, 31))
    assert next_cycle(ana, ana.today).id is None
    id = plan_cycle(ana)
    made = ana.company.cycle(id)
    assert made
    assert (made.name, made.status, made.kind) == ("2027-Q1", CycleStatus.PLANNING, CycleKind.QUARTER)
    assert next_cycle(ana, ana.today).id == id
    assert plan_cycle(ana) == id
    undo(ana)
    assert ana.company.cycle(id) is None
    assert plan_cycle(ana) == id


def test_two_who_plan_the_same_cycle_make_one(team: Team, ana: Workspace, ben: Workspace) -> None:
    assert plan_cycle(ana) == plan_cycle(ben)
    team.sync()
    assert [cycle.name for cycle in ana.company.cycles()] == ["2026-Q4", "2027-Q1"]
    assert visible(ana) == visible(ben)


@pytest.mark.parametrize(
    ("month", "name", "start", "end"),
    [
        (1, "2027-Q1", date(2027, 1, 1), date(2027, 3, 31)),
        (4, "FY2027-Q4", date(2027, 1, 1), date(2027, 3, 31)),
        (10, "FY2027-Q2", date(2027, 1, 1), date(2027, 3, 31)),
        # The quarters of a year from February on end in January and April: a month is no cycle of its own.
        (2, "FY2028-Q1", date(2027, 1, 1), date(2027, 4, 30)),
        (12, "FY2027-Q2", date(2027, 1, 1), date(2027, 5, 31)),
    ],
)
def test_quarters_are_those_of_the_fiscal_year(ana: Workspace, month: int, name: str, start: date, end: date) -> None:
    settings(ana, fiscal_year_start=month)
    assert spans(ana) == (name, start, end)


def test_a_cycle_of_its_own_span_is_followed_to_the_end_of_a_quarter(ana: Workspace) -> None:
    make(ana, "cycle", name="Sprint", kind="custom", start="2027-01-01", end="2027-02-20", status="active")
    assert spans(ana) == ("2027-Q2", date(2027, 2, 21), date(2027, 6, 30))


def test_after_a_long_pause_the_running_quarter_is_planned(team: Team, ana: Workspace) -> None:
    team.pass_days(500)
    assert ana.today == date(2028, 2, 13)
    assert spans(ana) == ("2028-Q1", date(2028, 1, 1), date(2028, 3, 31))


def test_years_are_planned_among_themselves_and_hold_their_quarters(ana: Workspace) -> None:
    assert spans(ana, CycleKind.YEAR) == ("2026", date(2026, 1, 1), date(2026, 12, 31))
    this_year = plan_cycle(ana, CycleKind.YEAR)
    set_fields(ana, "cycle", this_year, status="active")
    assert spans(ana, CycleKind.YEAR) == ("2027", date(2027, 1, 1), date(2027, 12, 31))
    year = plan_cycle(ana, CycleKind.YEAR)
    assert spans(ana)[0] == "2027-Q1"
    quarter = plan_cycle(ana)
    assert (ana.company.fields("cycle", quarter) or {})["parent"] == year
    assert [cycle.id for cycle in longer_cycles(ana, quarter)] == [year]
    current = ana.company.current_cycle(ana.today)
    assert current
    assert [cycle.id for cycle in longer_cycles(ana, current.id)] == [this_year]
    assert longer_cycles(ana, year) == []


def test_parents_in_a_loop_end(ana: Workspace) -> None:
    one = plan_cycle(ana)
    set_fields(ana, "cycle", one, parent=one)
    assert longer_cycles(ana, one) == []


def test_a_cycle_starts_with_what_is_agreed_in_one_act(team: Team, ana: Workspace, ben: Workspace) -> None:
    both = planning(team, ana, ben)
    agreed, proposed, draft = both.draft("Agreed"), both.draft("Proposed"), both.draft("Draft")
    elsewhere = objective(ben, "Elsewhere", stage="agreed")
    for id in (agreed, proposed):
        propose(ben, id)
    team.sync()
    agree(ana, [agreed])
    before = len(ana.replica.own_lines())
    started = start_cycle(ana, both.cycle)
    assert len(ana.replica.own_lines()) == before + 1
    assert started == ([agreed], [proposed, draft])
    assert [stage(ana, id) for id in (agreed, proposed, draft, elsewhere)] == ["active", "proposed", "draft", "agreed"]
    statuses = {cycle.name: cycle.status for cycle in ana.company.cycles()}
    assert statuses == {"2026-Q4": CycleStatus.ACTIVE, "2027-Q1": CycleStatus.ACTIVE}
    agree(ana, [proposed])
    assert start_cycle(ana, both.cycle) == ([proposed], [draft])
    assert start_cycle(ana, both.cycle) == ([], [draft])
    undo(ana)
    undo(ana)
    undo(ana)
    assert [stage(ana, id) for id in (agreed, proposed)] == ["agreed", "proposed"]
    found = ana.company.cycle(both.cycle)
    assert found
    assert found.status is CycleStatus.PLANNING
    with pytest.raises(NotFound):
        start_cycle(ana, "0" * 16)


def test_a_closed_cycle_is_not_started_again(ana: Workspace) -> None:
    """That would open it without its objectives; reopening does both."""
    [cycle] = ana.company.cycles()
    close(ana, cycle.id)
    with pytest.raises(UsageError, match="2026-Q4 is closed; `okrtui reopen` opens it again"):
        start_cycle(ana, cycle.id)
    assert ana.company.cycles()[0].status is CycleStatus.CLOSED
