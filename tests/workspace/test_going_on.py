"""What may go on in the next cycle."""

import pytest

from okrtui.okr.kinds import Disposition, Role
from okrtui.workspace.carrying import carry_over
from okrtui.workspace.going_on import goes_on_in, may_go_on
from okrtui.workspace.planning_cycles import plan_cycle
from okrtui.workspace.scoring import score
from okrtui.workspace.workspace import Workspace
from tests.workspace.closers import Quarter, quarter
from tests.workspace.team import Team, make, set_fields


@pytest.fixture
def q4(team: Team, ana: Workspace, ben: Workspace) -> Quarter:
    return quarter(team, ana, ben)


def test_what_is_to_go_on_and_what_nobody_decided_on(q4: Quarter) -> None:
    steps = make(q4.ben, "key_result", objective=q4.objective, title="Steps", metric="milestones")
    first, _ = [make(q4.ben, "milestone", key_result=steps, title=title) for title in ("One", "Two")]
    from okrtui.workspace.check_ins import check_in

    check_in(q4.ben, steps, [first])
    found = may_go_on(q4.ben, q4.cycle)
    assert [(each.title, each.start, each.is_to_go_on) for each in found] == [
        ("Close rate", "from 25 %", False),
        ("Steps", "1 milestone left", False),
    ], "what holds is met"
    score(q4.ben, q4.rate, Role.OWNER, 0.6, disposition=Disposition.CARRIED_OVER)
    score(q4.ben, steps, Role.OWNER, 0.5, disposition=Disposition.DROPPED)
    score(q4.ben, q4.calls, Role.OWNER, 1, disposition=Disposition.CARRIED_OVER)
    found = may_go_on(q4.ben, q4.cycle, q4.sales)
    assert [(each.title, each.start, each.is_to_go_on) for each in found] == [
        ("Close rate", "from 25 %", True),
        ("Calls", "", True),
    ]
    assert may_go_on(q4.ben, "0" * 16) == []


def test_an_agreed_score_that_is_met_does_not_go_on_by_itself(q4: Quarter) -> None:
    score(q4.ben, q4.rate, Role.AGREED, 1)
    assert may_go_on(q4.ben, q4.cycle) == []
    set_fields(q4.ben, "objective", q4.objective, kind="aspirational")
    score(q4.ben, q4.rate, Role.AGREED, 0.69)
    assert [each.title for each in may_go_on(q4.ben, q4.cycle)] == ["Close rate"]


def test_where_it_goes_on_and_that_it_does_already(q4: Quarter) -> None:
    assert goes_on_in(q4.ana, q4.cycle) == "2027-Q1"
    carry_over(q4.ben, q4.cycle, None, [q4.rate])
    [each] = may_go_on(q4.ben, q4.cycle)
    assert each.is_there
    assert plan_cycle(q4.ben)
    assert goes_on_in(q4.ben, q4.cycle) == "2027-Q1"
