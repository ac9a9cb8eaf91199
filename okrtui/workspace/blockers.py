"""Blockers: what people do about them. Each is one act; forms remember what they saw."""

from okrtui.okr import records
from okrtui.storage.clean import clean_line
from okrtui.workspace.blocked import (
    BLOCKED,
    Blocked,
    Solver,
    Subject,
    blocked_of,
    blockers_for,
    blockers_in,
    blockers_on,
    solvers,
    unit_above,
)
from okrtui.workspace.edits import New, change, create
from okrtui.workspace.errors import UsageError
from okrtui.workspace.forms import Form, open_form
from okrtui.workspace.workspace import Workspace

__all__ = [
    "BLOCKED",
    "Blocked",
    "Solver",
    "Subject",
    "assign",
    "blocked_of",
    "blockers_for",
    "blockers_in",
    "blockers_on",
    "escalate",
    "raise_blocker",
    "resolve",
    "solvers",
    "unit_above",
]


def raise_blocker(workspace: Workspace, subject: str, description: str, solver: str | None = None) -> str:
    """Say, today, what is in the way of a key result, objective, initiative or goal; the blocker's id.

    `solver` is a person of any unit. Raises FieldError, NotFound.
    """
    fields = {
        "subject": subject,
        "description": description.strip(),
        "solver": solver,
        "raised": workspace.today.isoformat(),
    }
    return create(workspace, New("blocker", fields)).ids[0]


def assign(workspace: Workspace, blocker: str, solver: str, form: Form | None = None) -> bool:
    """Say who takes a blocker out of the way; whether that is news. `form`: the blocker as it was shown.

    Raises NotFound, and UsageError for one that is resolved.
    """
    shown = form or _opened(workspace, blocker)
    return bool(change(workspace, shown, {"solver": solver}))


def resolve(workspace: Workspace, blocker: str, how: str, form: Form | None = None) -> None:
    """A blocker is out of the way, from today; `how` says in a word how that came. `form`: as it was shown.

    Raises FieldError, NotFound, and UsageError for one that is resolved, and where `how` says nothing.
    """
    shown = form or _opened(workspace, blocker)
    if not how.strip():
        raise UsageError("say in a word how it was solved")
    raised = records.day(shown.values, "raised")
    day = max(workspace.today, raised) if raised else workspace.today
    change(workspace, shown, {"resolved": day.isoformat(), "resolution": how.strip()})


def escalate(workspace: Workspace, blocker: str, form: Form | None = None) -> str:
    """Hand a blocker up to the unit above the one that has it now; which that is. Its lead, if any, is to solve it.

    `form`: as it was shown. Raises NotFound, and UsageError for one that is resolved, or at the top already.
    """
    shown = form or _opened(workspace, blocker)
    above = unit_above(workspace, blocker)
    changes: dict[str, object] = {"escalated_to": above.id}
    if above.lead is not None:
        changes["solver"] = above.lead
    change(workspace, shown, changes)
    return above.id


def _opened(workspace: Workspace, id: str) -> Form:
    form = open_form(workspace, "blocker", id)
    if records.day(form.values, "resolved") is not None:
        raise UsageError(f"{clean_line(workspace.company.title(id))!r} is resolved already")
    return form
