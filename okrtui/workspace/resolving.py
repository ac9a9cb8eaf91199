"""Resolving: choosing between the values that people wrote at the same time."""

from collections.abc import Iterable, Mapping

from okrtui.storage.line import Op, Value
from okrtui.storage.registers import canonical
from okrtui.storage.replica import Act
from okrtui.workspace.conflicts import text_of
from okrtui.workspace.errors import NotFound
from okrtui.workspace.forms import ops_of, seen_heads
from okrtui.workspace.workspace import Workspace


def resolve(
    workspace: Workspace,
    kind: str,
    id: str,
    field: str,
    value: Value,
    heads: tuple[str, ...] | None = None,
) -> None:
    """Settle a conflict: `value` replaces the heads that were shown, by default all that stand there.

    Raises NotFound.
    """

    def acts() -> Iterable[Act]:
        seen = seen_heads(workspace.state, kind, id)
        if field not in seen:
            raise NotFound(f"{id} {field}: there is nothing to resolve")
        if heads is not None:
            seen[field] = heads
        if field == "deleted":
            return [Act(ops_of(kind, id, {}, seen, deleted=value is True))]
        return [Act([Op(kind, id, field, value, seen[field]), *_keep_deleted(workspace, kind, id, seen)])]

    workspace.write(acts)


def _keep_deleted(workspace: Workspace, kind: str, id: str, seen: Mapping[str, tuple[str, ...]]) -> list[Op]:
    """Every line that writes an object writes its `deleted` false too, unless that is itself in dispute."""
    register = workspace.state.register(kind, id, "deleted")
    if register is not None and register.in_conflict:
        return []
    return [Op(kind, id, "deleted", False, seen.get("deleted", ()))]


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
        if said in (_as_text(value), text_of(workspace, value)):
            return value
    if said.startswith("#") and said[1:].isdigit() and 1 <= int(said[1:]) <= len(values):
        return values[int(said[1:]) - 1]
    return _typed(workspace, kind, id, field, said)


def _typed(workspace: Workspace, kind: str, id: str, field: str, said: str) -> Value:
    from okrtui.okr.models import validate_change
    from okrtui.workspace.typed import read_field

    if field == "deleted":
        return said.casefold() in ("true", "yes", "deleted")
    value = read_field(workspace, kind, field, said)
    others = {name: each for name, each in (workspace.company.fields(kind, id) or {}).items() if name != field}
    return validate_change(kind, others, {field: value}).get(field)


def _as_text(value: Value) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)
