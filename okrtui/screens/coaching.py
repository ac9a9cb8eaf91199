"""The coach while the app is open: what it found, kept in step in the threads that change something."""

from collections.abc import Callable
from threading import Thread

from okrtui.okr.coach.finding import Finding
from okrtui.okr.coach.scene import Figures
from okrtui.screens.lasting import let_stay
from okrtui.workspace.linting import Linting
from okrtui.workspace.workspace import Change, Workspace


class Coaching:
    """Answers at once; looks again in the thread in which something changed, and then tells that it has."""

    def __init__(self, workspace: Workspace, told: Callable[[], None]) -> None:
        """Looks at everything once, which takes a moment: to be made in a worker. `told` is called in any thread."""
        self._workspace = workspace
        self._told = told
        with workspace.lock:  # nothing changes between the last look and the first that is heard of
            self._linting = Linting(workspace, workspace.replica.history, at_once=False)
            workspace.subscribe(self._heard)
        self._linting.finish()
        let_stay(workspace)

    def of(self, id: str) -> tuple[Finding, ...]:
        """What was found about an object, the worst first."""
        with self._workspace.lock:
            return self._linting.coach.of(id)

    def original(self, key_result: str) -> Figures | None:
        """What a key result was first aimed at; None where it is aimed at the same still."""
        with self._workspace.lock:
            return self._linting.original(key_result)

    def findings(self) -> list[Finding]:
        """Everything that was found and not set aside, the worst first. Not to be asked with the lock."""
        return self._linting.findings()

    def _heard(self, change: Change) -> None:
        if change.keys:
            self._follow(change)
        else:  # another day, of which the screen's own thread tells: everything is looked at
            Thread(target=self._follow, args=(change,), name="okrtui-coach", daemon=True).start()

    def _follow(self, change: Change) -> None:
        self._linting.follow(change)
        self._linting.finish()
        self._told()
