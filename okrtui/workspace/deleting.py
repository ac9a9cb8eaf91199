"""Deleting and restoring: nothing is ever purged, and what goes together comes back together."""

from collections.abc import Iterable

from okrtui.okr import records
from okrtui.storage.line import Op
from okrtui.storage.replica import Act
from okrtui.workspace.errors import NotFound, UsageError
from okrtui.workspace.forms import DELETED, ops_of, seen_heads
from okrtui.workspace.scorers import refuse_frozen
from okrtui.workspace.workspace import Workspace

PARTS = {
    "objective": (
        ("key_result", "objective"),
        ("alignment", "child"),
        ("share", "objective"),
        ("commitment", "objective"),
    ),
    "template": (("key_result", "objective"),),
    "key_result": (("milestone", "key_result"),),
    "person": (("membership", "person"),),
}
"""What goes with an object when it is deleted, and comes back with it: kind, and the field that points to it."""


def delete(workspace: Workspace, kind: str, id: str) -> list[tuple[str, str]]:
    """Delete an object with its parts, in one act; which objects went. It can be restored.

    What only hangs on it (a unit's objectives, what is aligned to an objective) stays, below its ghost.
    Raises NotFound, UsageError.
    """
    if kind == "workspace":
        raise UsageError("the workspace itself cannot be deleted; remove its directory if you mean that")
    went: list[tuple[str, str]] = []

    def acts() -> Iterable[Act]:
        entry = workspace.company.entry(kind, id)
        if entry is None or entry.is_deleted:
            raise NotFound(f"{id}: it is {'deleted already' if entry else 'not there'}")
        if kind == "score":
            refuse_frozen(workspace, records.text(entry.fields, "key_result"))
        went.extend(with_parts(workspace, kind, id))
        return [Act(_mark(workspace, went, deleted=True))]

    workspace.write(acts)
    return went


def restore(workspace: Workspace, kind: str, id: str) -> list[tuple[str, str]]:
    """Take a deletion back, whoever made it, with the parts that went in the same act; what came back.

    Raises NotFound.
    """
    came: list[tuple[str, str]] = []

    def acts() -> Iterable[Act]:
        entry = workspace.company.entry(kind, id)
        if entry is None or not entry.is_deleted:
            raise NotFound(f"{id}: it is {'not deleted' if entry else 'not there'}")
        came.extend(_deleted_together(workspace, kind, id))
        return [Act(_mark(workspace, came, deleted=False))]

    workspace.write(acts)
    return came


def _mark(workspace: Workspace, objects: Iterable[tuple[str, str]], *, deleted: bool) -> list[Op]:
    state = workspace.state
    return [op for each in objects for op in ops_of(*each, {}, seen_heads(state, *each), deleted=deleted)]


def with_parts(workspace: Workspace, kind: str, id: str) -> list[tuple[str, str]]:
    """An object, and what goes with it when it is deleted."""
    found = [(kind, id)]
    for part, field in PARTS.get(kind, ()):
        for each in workspace.company.pointing(part, field, id):
            found += with_parts(workspace, part, each)
    return found


def _deleted_together(workspace: Workspace, kind: str, id: str) -> list[tuple[str, str]]:
    """An object, and what the line that deleted it deleted beside it."""
    beside = parts_deleted_by(workspace, workspace.state.heads(kind, id, DELETED))
    return [(kind, id), *(part for part in beside if part != (kind, id))]


def parts_deleted_by(workspace: Workspace, heads: tuple[str, ...]) -> list[tuple[str, str]]:
    """The parts of something that some lines deleted, and that nobody has touched since."""
    parts = {part for owner in PARTS.values() for part, _ in owner}
    return [
        (part, id)
        for part in sorted(parts)
        for id, _ in workspace.company.deleted(part)
        if workspace.state.heads(part, id, DELETED) == heads
    ]
