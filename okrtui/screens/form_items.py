"""What there is to pick in a form: people, units, cycles, and what an objective can serve."""

from collections.abc import Iterator
from functools import partial

from okrtui.okr.company import Company
from okrtui.okr.kinds import Level, Weekday
from okrtui.widgets.fields import Item, Items, Option
from okrtui.workspace.own_unit import individual_unit_id
from okrtui.workspace.workspace import Workspace

_SHORT_DAY = 3
WEEKDAYS = [Option(day.value, day.words[:_SHORT_DAY]) for day in Weekday]
"""Short, so that all seven stand on one line of 80 cells."""


def items(workspace: Workspace, kind: str, *, apart_from: str = "") -> Items:
    """What can be picked of a kind; `parent` stands for whatever an objective can serve.

    An object cannot be picked for itself, nor a unit for one that it lies in.
    """
    listed = _LISTED[kind]

    def read() -> list[Item]:
        with workspace.lock:
            left_out = {apart_from} | {unit.id for unit in workspace.company.units_below(apart_from)}
            return [item for item in listed(workspace) if item.id not in left_out]

    return read


def item(workspace: Workspace, kind: str, id: str | None) -> Item | None:
    """One of them by its id; None for none, and for what is not there any more."""
    if not id:
        return None
    with workspace.lock:
        if kind == "unit" and id == individual_unit_id(workspace.person):
            return _own_unit(workspace)
        if kind != "parent" and workspace.company.fields(kind, id) is None:
            return None
        title = workspace.company.title(id)
        return Item(id, title, _aside(workspace.company, kind, id)) if title else None


def _aside(company: Company, kind: str, id: str) -> str:
    match kind:
        case "unit":
            above = company.parent_unit(id)
            return f"in {above.name}" if above else ""
        case "parent":
            found = company.kind_of(id) or ""
            objective = company.objective(id)
            place = company.title(objective.unit) if objective else ""
            return ", ".join(part for part in (found.replace("_", " "), place) if part)
        case "person":
            person = company.person(id)
            return person.email if person else ""
        case "cycle":
            cycle = company.cycle(id)
            return cycle.status.words if cycle else ""
    return ""


def _people(workspace: Workspace) -> Iterator[Item]:
    for person in workspace.company.people():
        yield Item(person.id, person.name, person.email)


def _own_unit(workspace: Workspace) -> Item:
    """One's own unit, which is there as soon as it has an objective."""
    return Item(individual_unit_id(workspace.person), workspace.company.title(workspace.person), "my own")


def _units(workspace: Workspace) -> Iterator[Item]:
    own = _own_unit(workspace)
    yield own
    company = workspace.company
    for root in company.child_units(None):
        for unit in company.units_below(root.id):
            if unit.id != own.id:
                aside = "individual" if unit.level is Level.INDIVIDUAL else _aside(company, "unit", unit.id)
                yield Item(unit.id, unit.name, aside)


def _cycles(workspace: Workspace) -> Iterator[Item]:
    for cycle in reversed(workspace.company.cycles()):
        yield Item(cycle.id, cycle.name, cycle.status.words)


def _kpis(workspace: Workspace) -> Iterator[Item]:
    for id, _ in workspace.company.live("kpi"):
        yield Item(id, workspace.company.title(id))


def _goals(workspace: Workspace) -> Iterator[Item]:
    for id, _ in workspace.company.live("goal"):
        yield Item(id, workspace.company.title(id))


def _parents(workspace: Workspace) -> Iterator[Item]:
    """Missions and goals first, then objectives from the company down, each before its key results."""
    company = workspace.company
    aside = partial(_aside, company, "parent")
    for kind in ("mission", "goal"):
        for id, _ in company.live(kind):
            yield Item(id, company.title(id), aside(id))
    for root in company.child_units(None):
        for unit in company.units_below(root.id):
            for objective in company.objectives_of(unit.id, None):
                yield Item(objective.id, objective.title, aside(objective.id))
                for key_result in company.key_results_of(objective.id):
                    yield Item(key_result.id, key_result.title, f"key result of {objective.title}")


_LISTED = {"person": _people, "unit": _units, "cycle": _cycles, "kpi": _kpis, "goal": _goals, "parent": _parents}
