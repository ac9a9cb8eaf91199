"""The coach in a workspace: what it found, and setting a finding aside with a reason."""

from collections.abc import Callable, Iterable

from okrtui.okr.coach.coach import Coach
from okrtui.okr.coach.finding import Finding
from okrtui.workspace import edits
from okrtui.workspace.edits import New
from okrtui.workspace.originals import Originals
from okrtui.workspace.past import Written
from okrtui.workspace.view import View
from okrtui.workspace.workspace import Change, Workspace


class Linting:
    """A coach that keeps up with a view. Hold the view's lock while asking it."""

    def __init__(self, view: View, lines: Callable[[], Iterable[Written]]) -> None:
        """`lines` reads the view's history, for what has been moved."""
        self._view = view
        self._originals = Originals(view, lines)
        self._day = view.standings.today
        self.coach = Coach(view.standings, self._originals.of)

    def follow(self, change: Change) -> set[str]:
        """Take a change in; the ids of what was looked at again."""
        with self._view.lock:
            self._originals.read(id for kind, id in change.keys if kind == "key_result")
            if self._view.standings.today != self._day:
                self._day = self._view.standings.today
                self.coach.examine_all()
                return {finding.id for finding in self.coach.findings()}
            return self.coach.follow(change.keys, change.touched)


def linting(workspace: Workspace) -> Linting:
    """A coach for an open workspace."""
    with workspace.lock:
        return Linting(workspace, workspace.replica.history)


def dismiss(workspace: Workspace, finding: Finding, reason: str) -> str:
    """Set a finding aside for everybody, with a reason; the dismissal's id. Raises FieldError."""
    fields = {"finding": finding.rule, "subject": finding.id, "reason": reason}
    return edits.create(workspace, New("dismissal", fields)).ids[0]
