"""The Cascade as one looks at it: a cycle, what is folded, what is looked for; and the nodes that show then."""

from typing import NamedTuple

from okrtui.okr.kinds import Status
from okrtui.screens.folds import Folds, refolded
from okrtui.workspace.cascade import Node, children, nodes
from okrtui.workspace.workspace import Workspace


class StatusFilter(NamedTuple):
    """A choice of objectives and key results by how they stand."""

    words: str
    statuses: tuple[Status, ...] = ()
    is_stale: bool = False


EVERY_STATUS = StatusFilter("all statuses")
STATUS_FILTERS = (
    EVERY_STATUS,
    StatusFilter(
        "off track", (Status.AT_RISK, Status.NOT_HOLDING, Status.NEEDS_ATTENTION, Status.CLOSED_SHORT)
    ),
    StatusFilter("not started", (Status.NOT_STARTED,)),
    StatusFilter("stale", is_stale=True),
    StatusFilter("done", (Status.ACHIEVED,)),
)


class View(NamedTuple):
    """What is looked at: a cycle, and of it what has a text and a status."""

    cycle: str | None
    matching: str = ""
    status: StatusFilter = EVERY_STATUS

    @property
    def is_filtered(self) -> bool:
        """Whether less than everything is looked at."""
        return bool(self.matching) or self.status is not EVERY_STATUS


class Tree:
    """The nodes of a view. What was folded by hand stays so: in the whole, and apart from it while filtered."""

    def __init__(self, workspace: Workspace, cycle: str | None) -> None:
        self._workspace = workspace
        self.view = View(cycle)
        self.nodes: list[Node] = []
        self._by_id: dict[str, Node] = {}
        self._folds = Folds()
        self._found_folds: dict[str, bool] = {}

    # --- walking

    def walk(self, view: View) -> list[Node]:
        """The nodes of a view as they are now. Safe in another thread; `take` shows them."""
        if not view.is_filtered:
            return nodes(self._workspace, view.cycle, self._folds.is_folded)
        found = nodes(
            self._workspace,
            view.cycle,
            self._folds.is_folded,
            matching=view.matching,
            statuses=view.status.statuses,
            is_stale=view.status.is_stale,
        )
        said = list(self._found_folds.items()) if view == self.view else []
        return refolded(found, said, self._below)

    def take(self, view: View, found: list[Node]) -> bool:
        """Show what a walk has found; whether that differs from what showed before."""
        is_other = found != self.nodes
        if view != self.view:
            self._found_folds.clear()
        self.view = view
        self.nodes = found
        self._by_id = {node.id: node for node in found}
        return is_other

    @property
    def is_all_open(self) -> bool:
        """Whether everything was unfolded at once."""
        return self._folds.is_all_open

    def node(self, id: str | None) -> Node | None:
        """A node that shows."""
        return self._by_id.get(id or "")

    # --- folding

    def fold(self, id: str, is_folded: bool) -> None:
        """Fold or unfold one place."""
        if self.view.is_filtered:
            self._found_folds[id] = is_folded
        else:
            self._folds.fold(id, is_folded)
        self.take(self.view, refolded(self.nodes, [(id, is_folded)], self._below))

    def fold_all(self, is_folded: bool) -> None:
        """Fold or unfold everything; `walk` finds what shows then."""
        self._found_folds.clear()
        self._folds.fold_all(is_folded)

    def unfold_to(self, kind: str, id: str) -> None:
        """Unfold everything above an object; `walk` finds what shows then."""
        with self._workspace.lock:
            for above in path_to(self._workspace, kind, id):
                self._folds.fold(above, False)

    def _below(self, node: Node) -> list[Node]:
        deeper = node.depth + 1

        def is_folded(kind: str, id: str, depth: int) -> bool:
            return depth > 0 and self._folds.is_folded(kind, id, node.depth + depth)

        if node.kind == "unit":
            found = nodes(self._workspace, self.view.cycle, is_folded, root=node.id)
            return [each._replace(depth=node.depth + each.depth) for each in found[1:]]
        with self._workspace.lock:
            below = children(self._workspace, self.view.cycle, node.kind, node.id)
        return [Node(kind, id, deeper, False, False) for kind, id in below]


def path_to(workspace: Workspace, kind: str, id: str) -> list[str]:
    """The ids of what lies above an object in the Cascade, from the top."""
    company = workspace.company
    above: list[str] = []
    key_result = company.key_result(id) if kind == "key_result" else None
    objective = company.objective(key_result.objective if key_result else id)
    unit = objective.unit if objective else id
    above += [each.id for each in company.unit_path(unit) if each.id != id]
    if key_result and key_result.objective:
        above.append(key_result.objective)
    return above


def cycle_of(workspace: Workspace, kind: str, id: str) -> str | None:
    """The cycle that an objective or key result is of; None for what has none."""
    company = workspace.company
    key_result = company.key_result(id) if kind == "key_result" else None
    objective = company.objective(key_result.objective if key_result else id)
    return objective.cycle if objective else None
