"""Forms: what someone saw, and what they made of it.

A form remembers the heads it opened with and never reads them again at commit; only changed fields are written. So a
teammate's change that arrived meanwhile is not overwritten unseen: it meets this one as a conflict.
"""

from collections.abc import Mapping
from typing import NamedTuple

from okrtui.okr.records import Fields
from okrtui.storage.line import Op, Value
from okrtui.storage.registers import State
from okrtui.workspace.errors import NotFound
from okrtui.workspace.workspace import Workspace

DELETED = "deleted"


class Form(NamedTuple):
    """An object as it was shown: its values, and the heads behind each."""

    kind: str
    id: str
    values: Fields
    heads: Mapping[str, tuple[str, ...]]


def open_form(workspace: Workspace, kind: str, id: str) -> Form:
    """Show an object for editing. Raises NotFound for one that is not there, or deleted."""
    with workspace.lock:
        values = workspace.company.fields(kind, id)
        if values is None:
            raise NotFound(f"{id}: there is no such {kind.replace('_', ' ')}, or it is deleted")
        return Form(kind, id, _in_force(workspace, kind, id, values), seen_heads(workspace.state, kind, id))


def _in_force(workspace: Workspace, kind: str, id: str, values: Fields) -> Fields:
    """The values without a status override that a check-in has ended, so that the same one can be set again."""
    if kind != "key_result" or workspace.standings.key_result(id).is_overridden:
        return values
    return {**values, "status_override": None, "override_reason": None}


def seen_heads(state: State, kind: str, id: str) -> dict[str, tuple[str, ...]]:
    """The heads of every field of an object, as they are now."""
    registers = state.objects.get((kind, id), {})
    return {field: tuple(head.line.h for head in register.heads) for field, register in registers.items()}


def ops_of(
    kind: str,
    id: str,
    changes: Mapping[str, Value],
    heads: Mapping[str, tuple[str, ...]],
    *,
    deleted: bool = False,
) -> list[Op]:
    """The ops that write changed fields over the heads that were seen, and `deleted` with them."""
    writes = {**changes, DELETED: deleted}
    return [Op(kind, id, field, value, heads.get(field, ())) for field, value in writes.items()]
