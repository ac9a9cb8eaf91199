"""A sheet: what one act writes, put together object by object."""

from collections.abc import Mapping

from okrtui.storage.line import Op, Value
from okrtui.workspace.deleting import with_parts
from okrtui.workspace.edits import New, creation
from okrtui.workspace.errors import NotFound
from okrtui.workspace.forms import ops_of, seen_heads
from okrtui.workspace.workspace import Workspace

Key = tuple[str, str]


class Sheet:
    """New, changed and deleted objects. To be filled within `Workspace.write`; each object once."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self.ops: list[Op] = []
        self.made: list[Key] = []
        """Kind and id of what is new, in order."""
        self.changed: list[Key] = []
        """Kind and id of what is written otherwise, in order."""

    def new(self, kind: str, fields: Mapping[str, object], id: str | None = None) -> str:
        """Make an object; its id. Raises FieldError."""
        [made], ops = creation(self._workspace, [New(kind, fields, id)])
        self.ops += ops
        self.made.append((kind, made))
        return made

    def change(self, kind: str, id: str, changes: Mapping[str, object]) -> None:
        """Write those fields of an object that differ. Raises NotFound, FieldError."""
        from okrtui.okr.models import validate_change

        current = self._workspace.company.fields(kind, id)
        if current is None:
            raise NotFound(f"{id}: there is no such {kind.replace('_', ' ')}, or it is deleted")
        changed: Mapping[str, Value] = validate_change(kind, current, changes)
        if changed:
            self.ops += ops_of(kind, id, changed, seen_heads(self._workspace.state, kind, id))
            self.changed.append((kind, id))

    def delete(self, kind: str, id: str) -> None:
        """Delete an object with its parts. Raises NotFound."""
        if self._workspace.company.fields(kind, id) is None:
            raise NotFound(f"{id}: it is deleted already")
        for key in with_parts(self._workspace, kind, id):
            self.ops += ops_of(*key, {}, seen_heads(self._workspace.state, *key), deleted=True)
            self.changed.append(key)

    def named(self, kind: str, said: object, fields: Mapping[str, object]) -> str:
        """The object that an id stands for; else a new one of that name, with some fields."""
        if self._workspace.company.fields(kind, str(said)) is not None:
            return str(said)
        return self.new(kind, {**fields, "name": said})
