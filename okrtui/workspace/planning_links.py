"""Planning downwards, sideways and onwards: localizing, sharing with a partner unit, taking improvements up."""

from collections.abc import Iterable, Mapping

from okrtui.okr import records
from okrtui.okr.ids import derived_id, new_id
from okrtui.okr.kinds import CycleKind, Mode, ShareState, Stage
from okrtui.okr.records import Objective
from okrtui.storage.clean import clean_line
from okrtui.storage.replica import Act
from okrtui.workspace.edits import New, check_references, create, creation
from okrtui.workspace.errors import NotFound, UsageError
from okrtui.workspace.forms import ops_of, seen_heads
from okrtui.workspace.planning_cycles import next_cycle
from okrtui.workspace.view import View
from okrtui.workspace.workspace import Workspace

_NOTHING: Mapping[str, object] = {}

# --- downwards


def localized_fields(view: View, parent: str, unit: str) -> dict[str, object]:
    """The fields with which an objective of `unit` begins that takes up `parent`, for a form to show beside it.

    Title and kind are the parent's, to be made one's own; the lead owns it; it is a draft of the parent's cycle, or,
    where that is a year or none, of the cycle in planning, if there is one, else of the current one. Raises NotFound.
    """
    with view.lock:
        company = view.company
        if company.kind_of(parent) not in ("objective", "key_result", "goal", "mission"):
            raise NotFound(f"{parent}: there is nothing to localize")
        found = company.unit(unit)
        if found is None:
            raise NotFound(f"{unit}: there is no such unit")
        above = _objective_of(view, parent)
        fields: dict[str, object] = {
            "title": clean_line(company.title(parent)),
            "unit": unit,
            "cycle": _cycle_below(view, above),
            "owner": found.lead or view.person,
            "stage": Stage.DRAFT,
        }
        if above is not None:
            fields["kind"] = above.kind
        return fields


def localize(
    workspace: Workspace,
    parent: str,
    unit: str,
    changes: Mapping[str, object] = _NOTHING,
    mode: Mode = Mode.SUPPORTS,
) -> str:
    """Let a unit take up an objective, key result, goal or mission: an objective aligned to it, in one act; its id.

    `changes` are the fields in which it differs from what `localized_fields` says. Raises FieldError, NotFound.
    """
    fields = {**localized_fields(workspace, parent, unit), **changes}
    id = new_id(workspace.entropy)
    create(
        workspace,
        New("objective", fields, id),
        New("alignment", {"child": id, "parent": parent, "mode": mode}),
    )
    return id


def _objective_of(view: View, id: str) -> Objective | None:
    key_result = view.company.key_result(id)
    return view.company.objective(key_result.objective if key_result else id)


def _cycle_below(view: View, above: Objective | None) -> str | None:
    company = view.company
    cycle = company.cycle(above.cycle) if above else None
    if cycle is not None and cycle.kind is not CycleKind.YEAR:
        return cycle.id
    upcoming = next_cycle(view, view.today).id
    current = company.current_cycle(view.today)
    return upcoming or (current.id if current else None)


# --- sideways


def share(workspace: Workspace, objective: str, unit: str) -> str:
    """Ask a partner unit to carry an objective too; the share's id. One that declined is asked once more.

    Raises NotFound, UsageError for the objective's own unit.
    """
    company = workspace.company
    found = company.objective(objective)
    if found is None:
        raise NotFound(f"{objective}: there is no such objective, or it is deleted")
    if found.unit == unit:
        raise UsageError(f"{clean_line(company.title(unit))} has it already: it is its own objective")
    known = company.fields("share", derived_id("share", objective, unit))
    if known is not None and records.word(known, "state", ShareState.ASKED) is not ShareState.DECLINED:
        return derived_id("share", objective, unit)
    return create(
        workspace, New("share", {"objective": objective, "unit": unit, "state": ShareState.ASKED})
    ).ids[0]


def accept_share(workspace: Workspace, share: str) -> None:
    """Carry an objective too, for the unit that was asked. Raises NotFound."""
    _answer(workspace, share, ShareState.ACCEPTED)


def decline_share(workspace: Workspace, share: str) -> None:
    """Not carry it, or not any more. Raises NotFound."""
    _answer(workspace, share, ShareState.DECLINED)


def _answer(workspace: Workspace, share: str, state: ShareState) -> None:
    def acts() -> Iterable[Act]:
        fields = workspace.company.fields("share", share)
        if fields is None:
            raise NotFound(f"{share}: nobody asked to share this, or not any more")
        if fields.get("state") == state:
            return []
        return [Act(ops_of("share", share, {"state": state.value}, seen_heads(workspace.state, "share", share)))]

    workspace.write(acts)


# --- onwards


def take_up(workspace: Workspace, improvement: str, cycle: str) -> None:
    """Say that a cycle takes up an improvement. Raises NotFound."""
    _take_up(workspace, improvement, cycle, ())


def take_up_as_objective(
    workspace: Workspace, improvement: str, cycle: str, unit: str, changes: Mapping[str, object] = _NOTHING
) -> str:
    """Take up an improvement as a draft objective of a unit, in one act; the objective's id.

    Its title is the improvement's text and its owner who sees to the improvement, unless `changes` say otherwise.
    Raises FieldError, NotFound.
    """
    fields = workspace.company.fields("improvement", improvement) or {}
    found = workspace.company.unit(unit)
    begun: dict[str, object] = {
        "title": clean_line(workspace.company.title(improvement)),
        "unit": unit,
        "cycle": cycle,
        "owner": records.reference(fields, "owner") or (found.lead if found else None) or workspace.person,
    }
    return _take_up(workspace, improvement, cycle, [New("objective", {**begun, **changes})])[0]


def _take_up(workspace: Workspace, improvement: str, cycle: str, news: Iterable[New]) -> list[str]:
    made: list[str] = []

    def acts() -> Iterable[Act]:
        if workspace.company.fields("improvement", improvement) is None:
            raise NotFound(f"{improvement}: there is no such improvement, or it is deleted")
        ids, ops = creation(workspace, list(news))
        made.extend(ids)
        heads = seen_heads(workspace.state, "improvement", improvement)
        ops += ops_of("improvement", improvement, {"taken_up_in": cycle}, heads)
        check_references(workspace, ops)
        return [Act(ops)]

    workspace.write(acts)
    return made
