"""Check-ins: what is due for a person, and saying where a key result stands."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from okrtui.okr.cadence import period_of
from okrtui.okr.kinds import Metric, Status
from okrtui.okr.records import KeyResult
from okrtui.okr.standing import KeyResultStanding
from okrtui.okr.status import severity
from okrtui.storage.line import Value
from okrtui.workspace.errors import NotFound
from okrtui.workspace.view import View
from okrtui.workspace.workspace import Workspace

NOTES = ("note", "achievement", "challenge", "next_step", "learned")


class CheckedIn(NamedTuple):
    """A check-in that is safe on the disk, and the standing before and after it."""

    id: str
    key_result: str
    value: Value
    before: KeyResultStanding
    after: KeyResultStanding


def due_for(workspace: View, person: str) -> list[str]:
    """The key results that a person owns and that want a check-in, worst first, then the longest silent."""
    with workspace.lock:
        standings = workspace.standings
        found = [id for id in owned_key_results(workspace, person) if standings.key_result(id).is_due]
        return sorted(found, key=lambda id: _urgency(standings.key_result(id)))


def done_by(workspace: View, person: str) -> list[str]:
    """The key results that a person owns and that have the check-in which this period wanted."""
    with workspace.lock:
        company, today = workspace.company, workspace.today
        standings = [(id, workspace.standings.key_result(id)) for id in owned_key_results(workspace, person)]
        said = [(id, each.last.date) for id, each in standings if not each.is_due and each.last]
        return [id for id, day in said if day >= period_of(today, company.rhythm_at(id)).start]


def _urgency(standing: KeyResultStanding) -> tuple[int, date]:
    return severity(standing.status), standing.last.date if standing.last else date.min


def owned_key_results(workspace: View, person: str) -> list[str]:
    """The key results of the current cycle that a person owns, by name or through the objective."""
    cycle = workspace.company.current_cycle(workspace.today)
    return owned_in(workspace, person, cycle.id) if cycle else []


def owned_in(workspace: View, person: str, cycle: str) -> list[str]:
    """The key results of a cycle that a person owns, by name or through the objective."""
    company = workspace.company
    ids = dict.fromkeys(company.pointing("key_result", "owner", person))
    for objective in company.pointing("objective", "owner", person):
        for key_result in company.key_results_of(objective):
            if key_result.owner is None:
                ids[key_result.id] = None
    return [id for id in ids if _is_in(workspace, id, cycle)]


def _is_in(workspace: View, key_result: str, cycle: str) -> bool:
    found = workspace.company.key_result(key_result)
    objective = workspace.company.objective(found.objective) if found else None
    return objective is not None and objective.cycle == cycle


def owner_of(workspace: View, key_result: KeyResult) -> str | None:
    """Who owns a key result: its own owner, else its objective's."""
    objective = workspace.company.objective(key_result.objective)
    return key_result.owner or (objective.owner if objective else None)


def read_value(workspace: View, key_result: KeyResult, said: str) -> Value:
    """The value that someone typed for a key result; `+3` and `-3` are relative to the last one. Raises FieldError."""
    from okrtui.okr.models import parse_check_in_value

    last = workspace.standings.key_result(key_result.id).value
    value = parse_check_in_value(said, key_result.metric, last)
    if key_result.metric is Metric.MILESTONES and isinstance(value, list):
        return [_milestone(workspace, key_result.id, str(item)) for item in value]
    return value


def _milestone(workspace: View, key_result: str, said: str) -> str:
    from okrtui.workspace.find import find

    own = {id for id, _ in workspace.company.milestones_of(key_result)}
    return find(workspace.company, said, ["milestone"], among=own)[1]


def check_in(
    workspace: Workspace,
    key_result: str,
    value: Value,
    *,
    confidence: int | None = None,
    notes: Mapping[str, str] | None = None,
    on: date | None = None,
    on_behalf_of: str | None = None,
) -> CheckedIn:
    """Say where a key result stands. Raises FieldError, NotFound, and what the journal raises."""
    from okrtui.workspace.edits import New, create  # here, so that looking at one's week does not wait for it

    with workspace.lock:
        if workspace.company.key_result(key_result) is None:
            raise NotFound(f"{key_result}: there is no such key result, or it is deleted")
        before = workspace.standings.key_result(key_result)
    fields: dict[str, object] = {
        "key_result": key_result,
        "date": (on or workspace.today).isoformat(),
        "value": value,
        "confidence": confidence,
        "on_behalf_of": on_behalf_of,
        **(notes or {}),
    }
    made = create(workspace, New("check_in", fields))
    with workspace.lock:
        after = workspace.standings.key_result(key_result)
    return CheckedIn(made.ids[0], key_result, value, before, after)


def is_off_track(status: Status) -> bool:
    """Whether a check-in asks what to do about it: adapt, reassess, or name the blocker."""
    return status in (Status.AT_RISK, Status.NOT_HOLDING, Status.NEEDS_ATTENTION)
