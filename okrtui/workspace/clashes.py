"""How many fields are in conflict, counted object by object, so that a title can say it at any time."""

from collections.abc import Iterable

from okrtui.storage.registers import ObjectKey, Writes
from okrtui.workspace.workspace import Change, Workspace

_AT_ONCE = 2_000
"""Objects looked at before others get the lock."""


class Clashes:
    """The objects with fields in conflict, and those with fields that wait for a line; kept up to date."""

    def __init__(self, workspace: Workspace) -> None:
        """Looks at every object once, which takes a moment where there are very many; others are let in between."""
        self._workspace = workspace
        self._found: dict[ObjectKey, tuple[int, int]] = {}
        workspace.subscribe(self._heard, first=True)
        with workspace.lock:
            keys = list(workspace.state.objects)
        for start in range(0, len(keys), _AT_ONCE):
            self._look(keys[start : start + _AT_ONCE])

    def _heard(self, change: Change) -> None:
        """Count anew what has changed; while anything waits, every line may be the one it waits for."""
        self._look({*change.keys, *(key for key, (_, waiting) in list(self._found.items()) if waiting)})

    @property
    def conflicts(self) -> int:
        """Fields with different values side by side."""
        return sum(conflicts for conflicts, _ in list(self._found.values()))

    @property
    def waiting(self) -> int:
        """Fields with different values that a line which is not here yet may settle."""
        return sum(waiting for _, waiting in list(self._found.values()))

    def _look(self, keys: Iterable[ObjectKey]) -> None:
        with self._workspace.lock:
            for key in keys:
                self._count(key)

    def _count(self, key: ObjectKey) -> None:
        state = self._workspace.state
        conflicts = waiting = 0
        for register in state.objects.get(key, {}).values():
            if type(register) is Writes and register.in_conflict:
                is_waiting = state.is_waiting(register)
                waiting += is_waiting
                conflicts += not is_waiting
        if conflicts or waiting:
            self._found[key] = conflicts, waiting
        else:
            self._found.pop(key, None)
