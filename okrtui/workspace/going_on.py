"""What may go on in the next cycle: the key results that are to be carried over, and those that nobody decided on."""

from fractions import Fraction
from typing import NamedTuple

from okrtui.okr.kinds import CycleKind, Disposition, Metric, Role
from okrtui.okr.progress import MOVING
from okrtui.okr.records import KeyResult, Objective
from okrtui.okr.score import met
from okrtui.okr.scores import disposition_of, each_scored, given, proposal
from okrtui.storage.clean import clean_line
from okrtui.workspace.carrying import next_of
from okrtui.workspace.planning_cycles import next_cycle
from okrtui.workspace.portions import portions_of
from okrtui.workspace.rows import figure_text
from okrtui.workspace.view import View

_AT_ONCE = 20
"""Objectives that are looked at before others get the lock."""


class GoingOn(NamedTuple):
    """A key result that may go on."""

    key_result: str
    title: str
    objective: str
    objective_title: str
    unit_name: str
    start: str
    """Where it begins again, in words: `from 25 %`, `2 milestones left`; "" where it is as it was."""
    is_to_go_on: bool
    """Whether it is to be carried over; False: nobody has said what becomes of it."""
    is_there: bool
    """Whether something in the next cycle goes on with it already."""


def goes_on_in(view: View, cycle: str) -> str:
    """The name of the cycle that goes on with another one; it may have to be made."""
    with view.lock:
        company = view.company
        id = next_of(view, cycle)
        if id is not None:
            return clean_line(company.title(id))
        found = company.cycle(cycle)
        is_year = found is not None and found.kind is CycleKind.YEAR
        return clean_line(next_cycle(view, view.today, CycleKind.YEAR if is_year else CycleKind.QUARTER).name)


def may_go_on(view: View, cycle: str, unit: str | None = None, *, pause: float = 0.0) -> list[GoingOn]:
    """The key results of a cycle that are to go on, and those that closed short and of which nobody said anything.

    Of a unit and all below it, or of everyone. `pause` is as in `completion`.
    """
    with view.lock:
        company = view.company
        ended = company.cycle(cycle)
        if ended is None:
            return []
        within = None if unit is None else [each.id for each in company.units_below(unit)]
        to = next_of(view, cycle)
    by_objective = (
        [found for each in company.key_results_of(one.id) if (found := _going_on(view, one, each, to))]
        for one in each_scored(company, ended, within)
    )
    return [each for group in portions_of(view, by_objective, _AT_ONCE, pause) for each in group]


def _going_on(view: View, objective: Objective, key_result: KeyResult, to: str | None) -> GoingOn | None:
    company = view.company
    said = disposition_of(company, key_result.id)
    if said in (Disposition.ACHIEVED, Disposition.DROPPED):
        return None
    if said is None:
        agreed = given(company, key_result.id).get(Role.AGREED)
        value = proposal(view.standings, key_result).value
        if key_result.weight <= 0 or met(objective.kind, value if agreed is None else Fraction(agreed.value)):
            return None
    return GoingOn(
        key_result.id,
        clean_line(key_result.title),
        objective.id,
        clean_line(objective.title),
        clean_line(company.title(objective.unit)),
        _start(view, key_result),
        said is not None,
        to is not None and _is_there(view, key_result.id, to),
    )


def _is_there(view: View, key_result: str, to: str) -> bool:
    company = view.company
    for id in company.pointing("key_result", "carried_from", key_result):
        again = company.key_result(id)
        above = company.objective(again.objective) if again else None
        if above is not None and above.cycle == to:
            return True
    return False


def _start(view: View, key_result: KeyResult) -> str:
    standing = view.standings.key_result(key_result.id)
    if key_result.metric in MOVING:
        value = standing.value if standing.value is not None else key_result.start
        return f"from {figure_text(value, clean_line(key_result.unit_of_measure))}" if value is not None else ""
    if key_result.metric is Metric.MILESTONES:
        done = set(standing.last.done) if standing.last else set()
        left = sum(id not in done for id, _ in view.company.milestones_of(key_result.id))
        return f"{left} milestone{'' if left == 1 else 's'} left"
    return ""
