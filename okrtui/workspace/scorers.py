"""Who scores a key result: its owner and, beside them, who leads; in a closed cycle nobody any more."""

from okrtui.okr.kinds import CycleStatus, Role
from okrtui.okr.records import Cycle, KeyResult
from okrtui.storage.clean import clean_line
from okrtui.workspace.errors import UsageError
from okrtui.workspace.view import View


def owner_of(view: View, key_result: KeyResult) -> str | None:
    """Who answers for a key result: its owner, else its objective's, else who leads the unit."""
    objective = view.company.objective(key_result.objective)
    unit = view.company.unit(objective.unit) if objective else None
    return key_result.owner or (objective.owner if objective else None) or (unit.lead if unit else None)


def leads_of(view: View, key_result: KeyResult) -> list[str]:
    """Who leads the unit of a key result and those above it, the nearest first."""
    objective = view.company.objective(key_result.objective)
    path = view.company.unit_path(objective.unit if objective else None)
    return list(dict.fromkeys(unit.lead for unit in reversed(path) if unit.lead))


def lead_of(view: View, key_result: KeyResult) -> str | None:
    """Who scores a key result beside its owner: the nearest lead above who is another person."""
    owner = owner_of(view, key_result)
    return next((lead for lead in leads_of(view, key_result) if lead != owner), None)


def role_of(view: View, key_result: str, person: str) -> Role | None:
    """As whom a person scores a key result: its owner, or one of those who lead; None where neither."""
    found = view.company.key_result(key_result)
    if found is None:
        return None
    if owner_of(view, found) == person:
        return Role.OWNER
    return Role.LEAD if person in leads_of(view, found) else None


def closed_cycle(view: View, key_result: str) -> Cycle | None:
    """The cycle of a key result, if it is closed: its scores are frozen."""
    found = view.company.key_result(key_result)
    objective = view.company.objective(found.objective) if found else None
    cycle = view.company.cycle(objective.cycle) if objective else None
    return cycle if cycle is not None and cycle.status is CycleStatus.CLOSED else None


def refuse_frozen(view: View, key_result: str) -> None:
    """Raise UsageError where a key result's cycle is closed: its scores are frozen."""
    cycle = closed_cycle(view, key_result)
    if cycle is not None:
        name = clean_line(cycle.name)
        raise UsageError(f"{name} is closed, its scores are frozen; `okrtui reopen {name}` opens it again")
