"""Closing a cycle once it is scored, and opening it again; choosing between the two. Each is one act.

Scores freeze by being stored: nothing makes them anew. What comes later only raises a flag (`late`), which is read from
the registers and so is the same on every replica.
"""

from collections.abc import Iterable
from typing import NamedTuple

from okrtui.okr.kinds import CycleStatus, Role, Stage
from okrtui.okr.records import Cycle, Objective
from okrtui.okr.scores import given, scored_objectives
from okrtui.storage.clean import clean_line
from okrtui.storage.line import Op, Value
from okrtui.storage.replica import Act
from okrtui.workspace.batches import in_lines
from okrtui.workspace.errors import NotFound, UsageError
from okrtui.workspace.forms import ops_of, seen_heads
from okrtui.workspace.view import View
from okrtui.workspace.workspace import Workspace

_NAMED = 3


class Closed(NamedTuple):
    """What came of closing a cycle, or of opening it again: the ids of objectives."""

    objectives: list[str]
    """Those that were closed with it, or are active again."""
    left: list[str]
    """Those that nobody worked on: drafts, proposed, agreed and never started. They stay as they are."""


def close_cycle(workspace: Workspace, cycle: str) -> Closed:
    """Close a cycle and what was worked on in it, in one act. Its scores are frozen from then on.

    Every agreed score is written once more as it is, so that whoever changes one at the same time meets the closing in
    a conflict. Raises NotFound, and UsageError, which names what is missing, unless all key results that have weight
    are agreed on.
    """
    outcome = Closed([], [])

    def acts() -> Iterable[Act]:
        found = _cycle(workspace, cycle)
        if found.status is CycleStatus.CLOSED:
            raise UsageError(f"{clean_line(found.name)} is closed already")
        scored = scored_objectives(workspace.company, found)
        name = clean_line(found.name)
        _refuse_unscored(
            workspace,
            scored,
            found,
            f"`okrtui score KR VALUE --as agreed` agrees on one, `okrtui scores --cycle {name}` shows all",
        )
        ids = {each.id for each in scored}
        for id in workspace.company.pointing("objective", "cycle", cycle):
            objective = workspace.company.objective(id)
            if objective is not None and id not in ids and objective.stage is not Stage.CLOSED:
                outcome.left.append(id)
        groups = [_set(workspace, "cycle", cycle, {"status": CycleStatus.CLOSED.value})]
        for objective in scored:
            outcome.objectives.append(objective.id)
            groups.append(_closed(workspace, objective))
        return in_lines(workspace, groups)

    workspace.write(acts)
    return outcome


def reopen_cycle(workspace: Workspace, cycle: str) -> Closed:
    """Make a closed cycle and its closed objectives active again, in one act; the scores stay, to be changed.

    Raises NotFound, and UsageError where it is not closed.
    """
    outcome = Closed([], [])

    def acts() -> Iterable[Act]:
        found = _cycle(workspace, cycle)
        if found.status is not CycleStatus.CLOSED:
            raise UsageError(
                f"{clean_line(found.name)} is {found.status.words}, not closed: there is nothing to reopen"
            )
        groups = [_set(workspace, "cycle", cycle, {"status": CycleStatus.ACTIVE.value})]
        for objective in _closed_ones(workspace, found):
            outcome.objectives.append(objective)
            groups.append(_opened(workspace, objective))
        return in_lines(workspace, groups)

    workspace.write(acts)
    return outcome


def along_with(workspace: Workspace, cycle: str, status: Value) -> dict[str, list[Op]]:
    """What goes along with a status that is chosen in a conflict, by objective, as in `close_cycle` and `reopen_cycle`.

    Those who could not see each other may have closed a cycle and gone on in it: only closed together are a cycle and
    its objectives closed. To be asked within `write`. Raises UsageError where it cannot be closed yet.
    """
    found = workspace.company.cycle(cycle)
    register = workspace.state.register("cycle", cycle, "status")
    if found is None or register is None:  # deleted: there is nothing to close
        return {}
    as_closed = found._replace(status=CycleStatus.CLOSED)
    if status == CycleStatus.CLOSED:
        scored = [each for each in scored_objectives(workspace.company, as_closed) if _ends_with_it(workspace, each)]
        close = f"`okrtui close {clean_line(found.name)}`"
        _refuse_unscored(workspace, scored, found, f"choose another status, agree, and {close} closes it")
        return {each.id: _closed(workspace, each) for each in scored}
    if all(head.value != CycleStatus.CLOSED for head in register.heads):
        return {}
    return {each: _opened(workspace, each) for each in _closed_ones(workspace, as_closed)}


def refuse_bare_closing(view: View, cycle: str, status: object) -> None:
    """Raise UsageError where an edit of nothing but its status would close a cycle, or open it again."""
    found = _cycle(view, cycle)
    name = clean_line(found.name)
    if status == CycleStatus.CLOSED and found.status is not CycleStatus.CLOSED:
        raise UsageError(
            f"cycle.status: a cycle is closed with its objectives, once all is agreed: `okrtui close {name}`"
        )
    if status != CycleStatus.CLOSED and found.status is CycleStatus.CLOSED:
        raise UsageError(f"cycle.status: a cycle is opened again with its objectives: `okrtui reopen {name}`")


def _cycle(view: View, cycle: str) -> Cycle:
    found = view.company.cycle(cycle)
    if found is None:
        raise NotFound(f"{cycle}: there is no such cycle")
    return found


def _refuse_unscored(view: View, objectives: Iterable[Objective], cycle: Cycle, way_out: str) -> None:
    """Raise UsageError, which ends with the way out, unless each key result that has weight has one agreed score."""
    titles: list[str] = []
    several = False
    for objective in objectives:
        for key_result in view.company.key_results_of(objective.id):
            score = given(view.company, key_result.id).get(Role.AGREED) if key_result.weight > 0 else None
            register = view.state.register("score", score.id, "value") if score else None
            is_open = register is not None and register.in_conflict and not view.state.is_waiting(register)
            if key_result.weight > 0 and (score is None or is_open):
                titles.append(clean_line(key_result.title))
                several = several or is_open
    if not titles:
        return
    more = f" and {len(titles) - _NAMED} more" if len(titles) > _NAMED else ""
    named = ", ".join(repr(title) for title in titles[:_NAMED])
    settle = "; two people agreed on different ones: `okrtui conflicts`" if several else ""
    name = clean_line(cycle.name)
    raise UsageError(
        f"{name} cannot be closed before all is agreed: no agreed score for {named}{more}{settle}; {way_out}"
    )


def _closed(workspace: Workspace, objective: Objective) -> list[Op]:
    """An objective closed, and its agreed scores once more as they are."""
    ops: list[Op] = []
    if objective.stage is not Stage.CLOSED:
        ops += _set(workspace, "objective", objective.id, {"stage": Stage.CLOSED.value})
    for key_result in workspace.company.key_results_of(objective.id):
        score = given(workspace.company, key_result.id).get(Role.AGREED)
        if score is not None:
            fields = workspace.company.fields("score", score.id) or {}
            ops += _set(workspace, "score", score.id, {"value": fields.get("value")})
    return ops


def _ends_with_it(view: View, objective: Objective) -> bool:
    """Whether an objective closes with its cycle: what was closed before that, unscored, does not."""
    if objective.stage is not Stage.CLOSED:
        return True
    return any(Role.AGREED in given(view.company, each.id) for each in view.company.key_results_of(objective.id))


def _closed_ones(view: View, cycle: Cycle) -> list[str]:
    return [each.id for each in scored_objectives(view.company, cycle) if each.stage is Stage.CLOSED]


def _opened(workspace: Workspace, objective: str) -> list[Op]:
    return _set(workspace, "objective", objective, {"stage": Stage.ACTIVE.value})


def _set(workspace: Workspace, kind: str, id: str, changes: dict[str, Value]) -> list[Op]:
    return ops_of(kind, id, changes, seen_heads(workspace.state, kind, id))
