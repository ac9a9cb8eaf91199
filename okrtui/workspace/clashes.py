"""How many fields are in conflict, counted object by object, so that a title can say it at any time."""

from collections.abc import Iterable

from okrtui.storage.registers import ObjectKey, Writes
from okrtui.workspace.workspace import Change, Workspace


class Clashes:
    """The objects with fields in conflict, and those with fields that wait for a line."""

    def __init__(self, workspace: Workspace) -> None:
        """Looks at every object once; that takes a moment where there are very many."""
        self._workspace = workspace
        self._found: dict[ObjectKey, tuple[int, int]] = {}
        with workspace.lock:
            self._look(workspace.replica.state.objects)

    def heard(self, change: Change) -> None:
        """Count anew what has changed; while anything waits, every line may be the one it waits for."""
        with self._workspace.lock:
            self._look({*change.keys, *(key for key, (_, waiting) in self._found.items() if waiting)})

    @property
    def conflicts(self) -> int:
        """Fields with different values side by side."""
        return sum(conflicts for conflicts, _ in self._found.values())

    @property
    def waiting(self) -> int:
        """Fields with different values that a line which is not here yet may settle."""
        return sum(waiting for _, waiting in self._found.values())

    def _look(self, keys: Iterable[ObjectKey]) -> None:
        state = self._workspace.replica.state
        for key in keys:
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
