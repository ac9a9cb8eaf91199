"""What stands in the way, as people look at it: whose it is, who has it, and for how long it has been there.

A blocker is with the unit of the objective that it is in the way of, until that unit hands it up.
"""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from okrtui.okr import records
from okrtui.okr.kinds import CycleStatus, Stage
from okrtui.okr.records import Objective, Unit
from okrtui.okr.rhythm import Blocker, blocker
from okrtui.storage.clean import clean_line
from okrtui.workspace.errors import NotFound, UsageError
from okrtui.workspace.view import View

BLOCKED = ("key_result", "objective", "initiative", "goal")
"""The kinds that something can be in the way of."""


class Subject(NamedTuple):
    """What something is in the way of."""

    kind: str
    id: str
    title: str


class Blocked(NamedTuple):
    """A blocker as a list shows it."""

    id: str
    description: str
    subject: Subject
    solver: str | None
    solver_name: str
    unit: str | None
    """The unit that has it now: its own, or the one that it was handed up to. None: nobody's."""
    unit_name: str
    age: int | None
    """For how many days it has been in the way, or was; None where nobody said since when."""
    is_old: bool
    """Whether it is open and older than a week."""
    raised: date | None
    resolved: date | None
    resolution: str
    is_escalated: bool
    """Whether it was handed up."""
    raised_by: str
    """The name of who raised it."""

    @property
    def is_open(self) -> bool:
        """Whether it is still in the way."""
        return self.resolved is None


class Solver(NamedTuple):
    """Someone who could take a blocker out of the way."""

    id: str
    name: str
    units: str
    """The names of the units that they lead or belong to, to tell them from others."""


def blockers_in(view: View, unit: str | None, *, is_open: bool = True) -> list[Blocked]:
    """The blockers of a unit and all below it, and what was handed up to one of them, oldest first; of None: all.

    Those that are open, in the way of something that is worked on still; or else the resolved ones.
    """
    with view.lock:
        within: dict[str | None, bool] = {}

        def is_here(place: str | None) -> bool:
            if place not in within:
                within[place] = any(each.id == unit for each in view.company.unit_path(place))
            return within[place]

        found = []
        for each in _every(view):
            if each.is_open is not is_open or (is_open and not _is_worked_on(view, each)):
                continue
            if unit is None or is_here(_home_of(view, each)) or is_here(_unit_of(view, each)):
                found.append(each)
        return _in_order(view, found)


def blockers_for(view: View, person: str) -> list[Blocked]:
    """The open blockers that a person is to take out of the way, oldest first."""
    with view.lock:
        own = (_read(view, id) for id in view.company.pointing("blocker", "solver", person))
        return _in_order(view, [each for each in own if each.is_open and _is_worked_on(view, each)])


def blockers_on(view: View, subject: str, *, is_open: bool = True) -> list[Blocked]:
    """The open blockers, or the resolved ones, of an object and of what hangs on it, oldest first.

    On an objective hang its key results, and on both of them initiatives.
    """
    with view.lock:
        company = view.company
        subjects = [subject, *(each.id for each in company.key_results_of(subject))]
        subjects += [each for above in subjects[:] for each in company.pointing("initiative", "subject", above)]
        ids = [id for each in subjects for id in company.pointing("blocker", "subject", each)]
        return _in_order(view, [each for id in ids if (each := _read(view, id)).is_open is is_open])


def solvers(view: View) -> list[Solver]:
    """Everyone, of whatever unit: oneself first, then by name."""
    with view.lock:
        units = _units_by_person(view)
        found = []
        for id, fields in view.company.live("person"):
            name = records.line(fields, "name")
            places = ", ".join(place for place in units.get(id, ()) if place != name)
            found.append(Solver(id, name, places))
        return sorted(found, key=lambda each: (each.id != view.person, each.name.casefold(), each.id))


def _units_by_person(view: View) -> dict[str, dict[str, None]]:
    """The names of the units that each person leads or belongs to; asked of each person alone, it would take long."""
    company = view.company
    units = list(company.live("unit"))
    names = {id: records.line(fields, "name") for id, fields in units}
    pairs = [(records.reference(fields, "lead"), id) for id, fields in units]
    joined = (fields for _, fields in company.live("membership"))
    pairs += [(records.reference(each, "person"), records.text(each, "unit")) for each in joined]
    found: dict[str, dict[str, None]] = {}
    for person, unit in pairs:
        if person is not None and unit in names:
            found.setdefault(person, {})[names[unit]] = None
    return found


def blocked_of(view: View, id: str) -> Blocked:
    """One blocker. Raises NotFound."""
    with view.lock:
        return _shown(view, _read(view, id))


def _every(view: View) -> Iterator[Blocker]:
    return (blocker(id, fields) for id, fields in view.company.live("blocker"))


def _read(view: View, id: str) -> Blocker:
    fields = view.company.fields("blocker", id)
    if fields is None:
        raise NotFound(f"{id}: there is no such blocker, or it is deleted")
    return blocker(id, fields)


def _in_order(view: View, found: list[Blocker]) -> list[Blocked]:
    """The oldest first; what nobody dated, last."""
    created = {each.id: entry.created for each in found if (entry := view.company.entry("blocker", each.id))}
    ordered = sorted(found, key=lambda each: (each.raised or date.max, created[each.id], each.id))
    return [_shown(view, each) for each in ordered]


def _shown(view: View, found: Blocker) -> Blocked:
    company = view.company
    unit = _unit_of(view, found)
    subject = found.subject or ""
    entry = company.entry("blocker", found.id)
    made = view.state.lines.get(entry.created[1]) if entry else None
    return Blocked(
        found.id,
        clean_line(found.description).strip(),
        Subject(company.kind_of(subject) or "", subject, clean_line(company.title(subject))),
        found.solver if company.person(found.solver) else None,
        clean_line(company.title(found.solver)) if company.person(found.solver) else "",
        unit,
        clean_line(company.title(unit)),
        found.age(view.today),
        found.is_old(view.today),
        found.raised,
        found.resolved,
        clean_line(found.resolution).strip(),
        found.escalated_to is not None and unit == found.escalated_to,
        clean_line(company.title(made.by)) if made else "",
    )


# --- where a blocker belongs


def unit_above(view: View, blocker: str) -> Unit:
    """The unit that a blocker would be handed up to. Raises UsageError where there is none."""
    with view.lock:
        has_it = view.company.unit(_unit_of(view, _read(view, blocker)))
        if has_it is None:
            raise UsageError("no unit has this blocker, so none stands above: name who solves it")
        above = view.company.parent_unit(has_it.id)
        if above is None:
            raise UsageError(f"{clean_line(has_it.name)} is at the top: there is no unit above to hand it to")
        return above


def _objective_of(view: View, found: Blocker) -> Objective | None:
    """The objective that a blocker is in the way of, itself or one of its key results or initiatives."""
    company = view.company
    subject = found.subject
    initiative = company.fields("initiative", subject)
    if initiative is not None:
        subject = records.reference(initiative, "subject")
    key_result = company.key_result(subject)
    return company.objective(key_result.objective if key_result else subject)


def _home_of(view: View, found: Blocker) -> str | None:
    """The unit of the objective or goal that a blocker is in the way of."""
    objective = _objective_of(view, found)
    unit = objective.unit if objective else None
    if objective is None and (goal := view.company.fields("goal", found.subject)) is not None:
        unit = records.reference(goal, "unit")
    return unit if view.company.fields("unit", unit) is not None else None


def _unit_of(view: View, found: Blocker) -> str | None:
    """The unit that has a blocker now."""
    is_there = view.company.fields("unit", found.escalated_to) is not None
    return found.escalated_to if is_there else _home_of(view, found)


def _is_worked_on(view: View, found: Blocker) -> bool:
    """Whether what a blocker is in the way of is there, and neither closed nor of a closed cycle."""
    company = view.company
    objective = _objective_of(view, found)
    if objective is None:
        return company.fields("goal", found.subject) is not None
    cycle = company.cycle(objective.cycle)
    return objective.stage is not Stage.CLOSED and (cycle is None or cycle.status is not CycleStatus.CLOSED)
