"""Blockers: raised, assigned, handed up, taken out of the way."""

from functools import partial
from typing import NamedTuple

import pytest

from okrtui.okr.models import FieldError
from okrtui.workspace.blockers import (
    assign,
    blocked_of,
    blockers_for,
    blockers_in,
    blockers_on,
    escalate,
    raise_blocker,
    resolve,
    unit_above,
)
from okrtui.workspace.closing import reopen_cycle
from okrtui.workspace.errors import NotFound, UsageError
from okrtui.workspace.forms import open_form
from okrtui.workspace.undoing import undo
from okrtui.workspace.workspace import Workspace
from tests.workspace.team import (
    Team,
    by_hand,
    close,
    conflict_fields,
    field,
    key_result,
    make,
    objective,
    ops,
    set_fields,
)


class Sales(NamedTuple):
    """Ana leads Northwind, Ben Sales in it; nobody leads Inside sales, which is in that."""

    team: Team
    ana: Workspace
    ben: Workspace
    northwind: str
    sales: str
    inside: str
    objective: str
    """Of Inside sales."""
    rate: str

    def ids(self, unit: str | None, *, is_open: bool = True) -> list[str]:
        """The blockers of a unit as Ben sees them."""
        return [each.id for each in blockers_in(self.ben, unit, is_open=is_open)]


@pytest.fixture
def sales(team: Team, ana: Workspace, ben: Workspace) -> Sales:
    northwind = ana.company.child_units(None)[0].id
    department = make(ana, "unit", name="Sales", level="department", parent=northwind, lead=ben.person)
    inside = make(ana, "unit", name="Inside sales", level="team", parent=department)
    goal = objective(ana, "Sell more", unit=inside)
    rate = key_result(ana, goal, "Close rate to 27 %")
    team.sync()
    return Sales(team, ana, ben, northwind, department, inside, goal, rate)


def lines(workspace: Workspace) -> int:
    return len(workspace.replica.own_lines())


def test_a_blocker_is_raised_today_in_one_act(sales: Sales) -> None:
    before = lines(sales.ben)
    id = raise_blocker(sales.ben, sales.rate, " No demo account ", sales.ana.person)
    assert lines(sales.ben) == before + 1
    found = blocked_of(sales.ben, id)
    assert (found.description, found.solver_name, found.raised_by) == ("No demo account", "Ana Ruiz", "Ben Okafor")
    assert found.subject == ("key_result", sales.rate, "Close rate to 27 %")
    assert (found.unit, found.unit_name, found.is_escalated) == (sales.inside, "Inside sales", False)
    assert (found.age, found.is_old, found.raised, found.is_open) == (0, False, sales.ben.today, True)
    undo(sales.ben)
    assert sales.ids(None) == []
    with pytest.raises(NotFound, match="no such blocker"):
        blocked_of(sales.ben, id)


def test_a_blocker_is_in_the_way_of_something(sales: Sales) -> None:
    with pytest.raises(FieldError, match=r"blocker\.description"):
        raise_blocker(sales.ben, sales.rate, "  ")
    with pytest.raises(NotFound, match=r"blocker\.subject"):
        raise_blocker(sales.ben, sales.inside, "No demo account")
    with pytest.raises(NotFound, match=r"blocker\.solver"):
        raise_blocker(sales.ben, sales.rate, "No demo account", sales.rate)


def test_it_is_old_after_a_week(sales: Sales) -> None:
    id = raise_blocker(sales.ben, sales.rate, "No demo account")
    sales.team.pass_days(7)
    assert (blocked_of(sales.ben, id).age, blocked_of(sales.ben, id).is_old) == (7, False)
    sales.team.pass_days(1)
    assert (blocked_of(sales.ben, id).age, blocked_of(sales.ben, id).is_old) == (8, True)
    resolve(sales.ben, id, "asked the vendor")
    sales.team.pass_days(30)
    found = blocked_of(sales.ben, id)
    assert (found.age, found.is_old, found.is_open) == (8, False, False)  # for so long it was in the way


def test_the_unit_is_that_of_what_it_is_in_the_way_of(sales: Sales) -> None:
    task = make(sales.ben, "initiative", subject=sales.rate, title="Price estimator")
    project = make(sales.ben, "initiative", subject=sales.objective, title="Portal")
    goal = make(sales.ben, "goal", title="Revenue", unit=sales.sales)
    floating = make(sales.ben, "goal", title="Fame")
    of = {each: raise_blocker(sales.ben, each, "x") for each in (sales.objective, task, project, goal, floating)}
    units = {each: blocked_of(sales.ben, id).unit for each, id in of.items()}
    inside = dict.fromkeys((sales.objective, task, project), sales.inside)
    assert units == {**inside, goal: sales.sales, floating: None}
    with pytest.raises(UsageError, match="no unit has this blocker"):
        escalate(sales.ben, of[floating])


def test_a_list_is_of_a_unit_and_all_below_it_the_oldest_first(sales: Sales) -> None:
    above = objective(sales.ben, "Grow", unit=sales.northwind)
    young = raise_blocker(sales.ben, above, "No budget")
    sales.team.pass_days(-3)
    old = raise_blocker(sales.ben, sales.rate, "No demo account")
    undated = make(sales.ben, "blocker", subject=sales.rate, description="Rain")
    sales.team.pass_days(3)
    assert sales.ids(None) == sales.ids(sales.northwind) == [old, young, undated]
    assert sales.ids(sales.sales) == sales.ids(sales.inside) == [old, undated]
    resolve(sales.ben, old, "asked the vendor")
    assert sales.ids(sales.sales) == [undated]
    assert sales.ids(sales.sales, is_open=False) == [old]


def test_handing_up_goes_one_unit_at_a_time_to_its_lead(sales: Sales) -> None:
    id = raise_blocker(sales.ben, sales.rate, "No demo account", sales.ana.person)
    before = lines(sales.ben)
    assert escalate(sales.ben, id) == sales.sales
    assert lines(sales.ben) == before + 1
    found = blocked_of(sales.ben, id)
    assert (found.unit, found.solver_name, found.is_escalated) == (sales.sales, "Ben Okafor", True)
    assert escalate(sales.ben, id) == sales.northwind
    assert blocked_of(sales.ben, id).solver_name == "Ana Ruiz"
    assert sales.ids(sales.inside) == sales.ids(sales.northwind) == [id]  # those below see it still
    with pytest.raises(UsageError, match="Northwind is at the top"):
        escalate(sales.ben, id)
    undo(sales.ben)
    assert blocked_of(sales.ben, id).unit == sales.sales


def test_what_was_handed_to_a_unit_is_in_its_list_though_it_is_of_another(sales: Sales) -> None:
    other = make(sales.ben, "unit", name="Product", level="department", parent=sales.northwind)
    id = raise_blocker(sales.ben, sales.rate, "No demo account")
    set_fields(sales.ben, "blocker", id, escalated_to=other)
    assert sales.ids(other) == [id]
    make(sales.ben, "unit", name="Design", level="team", parent=other)
    assert sales.ids(sales.sales) == [id]


def test_where_nobody_leads_the_solver_stays(sales: Sales) -> None:
    own = make(sales.ben, "unit", name="Ben", level="individual", parent=sales.inside, lead=sales.ben.person)
    id = raise_blocker(sales.ben, objective(sales.ben, "Call", unit=own), "No phone", sales.ana.person)
    assert unit_above(sales.ben, id).name == "Inside sales"
    assert escalate(sales.ben, id) == sales.inside
    assert blocked_of(sales.ben, id).solver == sales.ana.person


def test_a_solver_is_named_and_another_one(sales: Sales) -> None:
    id = raise_blocker(sales.ben, sales.rate, "No demo account")
    assert blocked_of(sales.ben, id).solver is None
    assert assign(sales.ben, id, sales.ana.person)
    assert not assign(sales.ben, id, sales.ana.person)
    sales.team.sync()
    assert [each.id for each in blockers_for(sales.ana, sales.ana.person)] == [id]
    assert blockers_for(sales.ana, sales.ben.person) == []
    resolve(sales.ana, id, "made one")
    assert blockers_for(sales.ana, sales.ana.person) == []


def test_it_is_resolved_with_a_word_of_how_and_once(sales: Sales) -> None:
    id = raise_blocker(sales.ben, sales.rate, "No demo account")
    with pytest.raises(UsageError, match="in a word"):
        resolve(sales.ben, id, " ")
    before = lines(sales.ben)
    resolve(sales.ben, id, "asked the vendor ")
    assert lines(sales.ben) == before + 1
    found = blocked_of(sales.ben, id)
    assert (found.resolved, found.resolution) == (sales.ben.today, "asked the vendor")
    for act in (partial(resolve, how="again"), escalate, partial(assign, solver=sales.ana.person)):
        with pytest.raises(UsageError, match="'No demo account' is resolved already"):
            act(sales.ben, id)
    undo(sales.ben)
    assert blocked_of(sales.ben, id).is_open


def test_what_was_raised_on_a_later_day_is_not_resolved_before_it(sales: Sales) -> None:
    id = make(sales.ben, "blocker", subject=sales.rate, description="Rain", raised="2026-12-24")
    assert blocked_of(sales.ben, id).age == 0
    resolve(sales.ben, id, "umbrellas")
    assert field(sales.ben, "blocker", id, "resolved") == "2026-12-24"


def test_whoever_resolves_what_another_handed_up_meanwhile_keeps_both(sales: Sales) -> None:
    id = raise_blocker(sales.ben, sales.rate, "No demo account")
    sales.team.sync()
    shown = open_form(sales.ana, "blocker", id)
    assign(sales.ben, id, sales.ben.person)
    sales.team.sync()
    assign(sales.ana, id, sales.ana.person, shown)
    sales.team.sync()
    assert conflict_fields(sales.ben) == [(id, "solver")]  # over what she had not seen, nothing is written unseen


def test_an_objective_has_those_of_its_key_results_and_initiatives(sales: Sales) -> None:
    task = make(sales.ben, "initiative", subject=sales.rate, title="Price estimator")
    of = [raise_blocker(sales.ben, each, "x") for each in (sales.objective, sales.rate, task)]
    assert [each.id for each in blockers_on(sales.ben, sales.objective)] == of
    assert [each.id for each in blockers_on(sales.ben, sales.rate)] == of[1:]
    resolve(sales.ben, of[2], "done")
    assert [each.id for each in blockers_on(sales.ben, sales.rate)] == of[1:2]
    assert [each.id for each in blockers_on(sales.ben, sales.rate, is_open=False)] == of[2:]


def test_what_is_closed_or_gone_has_no_open_blockers(sales: Sales) -> None:
    id = raise_blocker(sales.ben, sales.rate, "No demo account", sales.ana.person)
    set_fields(sales.ben, "objective", sales.objective, stage="closed")
    assert sales.ids(None) == [] == blockers_for(sales.ben, sales.ana.person)
    set_fields(sales.ben, "objective", sales.objective, stage="active")
    cycle = str(field(sales.ben, "objective", sales.objective, "cycle"))
    close(sales.ben, cycle)
    assert sales.ids(None) == []
    reopen_cycle(sales.ben, cycle)
    assert sales.ids(None) == [id]


def test_whatever_a_stranger_writes_is_read(sales: Sales) -> None:
    for number, subject in enumerate((sales.rate, "ffffffffffffffff", 7, None)):
        fields = {"subject": subject, "description": 5, "solver": "x", "raised": "soon", "escalated_to": sales.rate}
        by_hand(sales.ben, *ops("blocker", f"{number:016x}", fields))
    found = blockers_in(sales.ben, None)
    assert [(each.id, each.description, each.solver, each.unit, each.age) for each in found] == [
        ("0000000000000000", "", None, sales.inside, None)
    ]
