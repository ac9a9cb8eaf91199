"""The Cascade as one looks at it: a cycle, what is folded, what is looked for; and the nodes that show then."""

from typing import NamedTuple

from okrtui.okr.kinds import Status
from okrtui.screens.folds import Folds, Splice, folding, unfolding
from okrtui.widgets.rows import Row as Place
from okrtui.workspace.cascade import Node, children, nodes
from okrtui.workspace.view import View


class StatusFilter(NamedTuple):
    """A choice of objectives and key results by how they stand."""

    words: str
    statuses: tuple[Status, ...] = ()
    is_stale: bool = False


EVERY_STATUS = StatusFilter("all statuses")
STATUS_FILTERS = (
    EVERY_STATUS,
    StatusFilter("off track", (Status.AT_RISK, Status.NOT_HOLDING, Status.NEEDS_ATTENTION, Status.CLOSED_SHORT)),
    StatusFilter("not started", (Status.NOT_STARTED,)),
    StatusFilter("stale", is_stale=True),
    StatusFilter("done", (Status.ACHIEVED,)),
)


class Lens(NamedTuple):
    """What is looked at: a cycle, and of it what has a text and a status."""

    cycle: str | None
    matching: str = ""
    status: StatusFilter = EVERY_STATUS

    @property
    def is_filtered(self) -> bool:
        """Whether less than everything is looked at."""
        return bool(self.matching) or self.status is not EVERY_STATUS


class Tree:
    """The nodes of a lens. What was folded by hand stays so: in the whole, and apart from it while filtered."""

    def __init__(self, workspace: View, cycle: str | None) -> None:
        self._workspace = workspace
        self.lens = Lens(cycle)
        self.nodes: list[Node] = []
        self.places: list[Place] = []
        """The nodes as an outline has them."""
        self._by_id: dict[str, Node] = {}
        self._folds = Folds()
        self._found_folds: dict[str, bool] = {}

    def look_at(self, workspace: View) -> None:
        """Look at another view; `walk` finds what shows then."""
        self._workspace = workspace

    # --- walking

    def walk(self, lens: Lens) -> list[Node]:
        """The nodes of a lens as they are now. Safe in another thread; `take` shows them."""
        if not lens.is_filtered:
            return nodes(self._workspace, lens.cycle, self._folds.is_folded)
        found = nodes(
            self._workspace,
            lens.cycle,
            self._folds.is_folded,
            matching=lens.matching,
            statuses=lens.status.statuses,
            is_stale=lens.status.is_stale,
        )
        for id, is_folded in list(self._found_folds.items()) if lens == self.lens else ():
            if splice := self._folding(found, id, is_folded):
                found[splice.start : splice.end] = splice.nodes
        return found

    def take(self, lens: Lens, found: list[Node]) -> bool:
        """Show what a walk has found; whether that differs from what showed before."""
        is_other = found != self.nodes
        if lens != self.lens:
            self._found_folds.clear()
        self.lens = lens
        if is_other:
            self.nodes = found
            self.places = [_place(node) for node in found]
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
        if self.lens.is_filtered:
            self._found_folds[id] = is_folded
        else:
            self._folds.fold(id, is_folded)
        splice = self._folding(self.nodes, id, is_folded)
        if splice is None:
            return
        start, end, fresh = splice
        for node in self.nodes[start:end]:
            del self._by_id[node.id]
        self.nodes[start:end] = fresh
        self.places[start:end] = [_place(node) for node in fresh]
        self._by_id.update((node.id, node) for node in fresh)

    def _folding(self, nodes: list[Node], id: str, is_folded: bool) -> Splice | None:
        return folding(nodes, id) if is_folded else unfolding(nodes, id, self._below)

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
            found = nodes(self._workspace, self.lens.cycle, is_folded, root=node.id)
            return [each._replace(depth=node.depth + each.depth) for each in found[1:]]
        with self._workspace.lock:
            below = children(self._workspace, self.lens.cycle, node.kind, node.id)
        return [Node(kind, id, deeper, False, False) for kind, id in below]


def _place(node: Node) -> Place:
    return Place(node.id, node.depth, node.has_children, node.is_folded)


def path_to(workspace: View, kind: str, id: str) -> list[str]:
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


def cycle_of(workspace: View, kind: str, id: str) -> str | None:
    """The cycle that an objective or key result is of; None for what has none."""
    company = workspace.company
    key_result = company.key_result(id) if kind == "key_result" else None
    objective = company.objective(key_result.objective if key_result else id)
    return objective.cycle if objective else None
