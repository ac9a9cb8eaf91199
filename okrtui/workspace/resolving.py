"""Resolving: choosing between the values that people wrote at the same time."""

from collections.abc import Iterable, Mapping

from okrtui.storage.line import Op, Value
from okrtui.storage.registers import canonical
from okrtui.storage.replica import Act
from okrtui.workspace.batches import in_lines
from okrtui.workspace.closing import along_with
from okrtui.workspace.conflicts import words_of
from okrtui.workspace.deleting import parts_deleted_by
from okrtui.workspace.errors import NotFound
from okrtui.workspace.forms import DELETED, ops_of, seen_heads
from okrtui.workspace.workspace import Workspace


def resolve(
    workspace: Workspace,
    kind: str,
    id: str,
    field: str,
    value: Value,
    heads: tuple[str, ...] | None = None,
) -> list[str]:
    """Settle a conflict: `value` replaces the heads that were shown, by default all that stand there.

    With a cycle's status its objectives close, or open again; which they are. Raises NotFound, and UsageError where a
    cycle is to be closed before all in it is agreed.
    """
    along: list[str] = []

    def acts() -> Iterable[Act]:
        seen = seen_heads(workspace.state, kind, id)
        if field not in seen:
            raise NotFound(f"{id} {field}: there is nothing to resolve")
        if heads is not None:
            seen[field] = heads
        if field == DELETED:
            ops = ops_of(kind, id, {}, seen, deleted=value is True)
            return [Act(ops if value is True else ops + _parts_back(workspace, kind, id, seen[DELETED]))]
        ops = [Op(kind, id, field, value, seen[field]), *_along(workspace, kind, id, field, value)]
        groups = [[*ops, *_keep_deleted(workspace, kind, id, seen)]]
        if (kind, field) == ("cycle", "status"):
            objectives = along_with(workspace, id, value)
            groups += objectives.values()
            along.extend(objectives)
        return in_lines(workspace, groups)

    workspace.write(acts)
    return along


def _along(workspace: Workspace, kind: str, id: str, field: str, value: Value) -> list[Op]:
    """What is chosen along with a value, where it is in dispute too: with a score what that score was based on."""
    register = workspace.state.register(kind, id, field)
    if register is None or (kind, field) != ("score", "value"):
        return []
    chosen = {head.line.h for head in register.heads if canonical(head.value) == canonical(value)}
    ops = []
    for other in ("proposed", "based_on"):
        beside = workspace.state.register(kind, id, other)
        if beside is None or not beside.in_conflict:
            continue
        heads = sorted(beside.heads, key=lambda head: (head.line.h in chosen, head.line[:2]))
        ops.append(Op(kind, id, other, heads[-1].value, tuple(head.line.h for head in heads)))
    return ops


def _parts_back(workspace: Workspace, kind: str, id: str, heads: Iterable[str]) -> list[Op]:
    """What the deletion took along comes back with what stays."""
    register = workspace.state.register(kind, id, DELETED)
    deletions = [head.line.h for head in register.heads if head.value is True] if register else []
    return [
        op
        for h in deletions
        if h in heads
        for part in parts_deleted_by(workspace, (h,))
        if part != (kind, id)
        for op in ops_of(*part, {}, seen_heads(workspace.state, *part))
    ]


def _keep_deleted(workspace: Workspace, kind: str, id: str, seen: Mapping[str, tuple[str, ...]]) -> list[Op]:
    """Every line that writes an object writes its `deleted` false too, unless that is itself in dispute."""
    register = workspace.state.register(kind, id, DELETED)
    if register is not None and register.in_conflict:
        return []
    return [Op(kind, id, DELETED, False, seen.get(DELETED, ()))]


def chosen_value(workspace: Workspace, kind: str, id: str, field: str, said: str) -> Value:
    """The value of a conflict that a person means by text: one of the heads as it reads, its number (`#1`), or another.

    Raises NotFound, FieldError.
    """
    register = workspace.state.register(kind, id, field)
    if register is None:
        raise NotFound(f"{id} {field}: there is nothing to resolve")
    heads = sorted(register.heads, key=lambda head: head.line[:2], reverse=True)
    values = list({canonical(head.value): head.value for head in heads}.values())
    for value in values:
        if said in (_as_text(value), words_of(workspace, field, value)):
            return value
    if said.startswith("#") and said[1:].isdigit() and 1 <= int(said[1:]) <= len(values):
        return values[int(said[1:]) - 1]
    return _typed(workspace, kind, id, field, said)


def _typed(workspace: Workspace, kind: str, id: str, field: str, said: str) -> Value:
    from okrtui.okr.models import validate_change
    from okrtui.workspace.typed import read_field

    if field == DELETED:
        return _is_deleted(kind, said)
    value = read_field(workspace, kind, field, said)
    others = {name: each for name, each in (workspace.company.fields(kind, id) or {}).items() if name != field}
    return validate_change(kind, others, {field: value}).get(field)


def _is_deleted(kind: str, said: str) -> bool:
    from okrtui.okr.models import FieldError

    if said.casefold() in ("true", "yes", "deleted"):
        return True
    if said.casefold() in ("false", "no", "stays"):
        return False
    raise FieldError(kind, DELETED, f"is {said!r}; it takes 'deleted' or 'stays'")


def _as_text(value: Value) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)
