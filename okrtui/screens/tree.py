"""The Cascade as one looks at it: which tree, which cycle, what is folded, what is looked for; and what shows then."""

from collections import defaultdict
from collections.abc import Callable
from enum import StrEnum
from typing import NamedTuple

from okrtui.okr.kinds import Status
from okrtui.screens.folds import Folds, Splice, folding, unfolding
from okrtui.widgets.rows import Row as Place
from okrtui.workspace import alignment_tree
from okrtui.workspace.alignment_tree import Chart
from okrtui.workspace.cascade import Node, children, nodes
from okrtui.workspace.rows import Row, row_of
from okrtui.workspace.view import View

_OPEN_AT_FIRST = 2


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


class By(StrEnum):
    """What makes the tree: who lies in whom, or what serves what."""

    ORGANISATION = "organisation"
    ALIGNMENT = "alignment"


class Lens(NamedTuple):
    """What is looked at: a cycle, and of it what has a text and a status."""

    cycle: str | None
    matching: str = ""
    status: StatusFilter = EVERY_STATUS
    by: By = By.ORGANISATION
    focus: tuple[str, str] | None = None
    """Kind and id of what alone is looked at, by alignment: what it serves, and what serves it."""

    @property
    def is_filtered(self) -> bool:
        """Whether less than everything is looked at."""
        return bool(self.matching) or self.status is not EVERY_STATUS

    @property
    def tree(self) -> tuple[By, tuple[str, str] | None]:
        """What makes the tree."""
        return self.by, self.focus


class Walked(NamedTuple):
    """What a walk has found: nodes, and by alignment the chart that they are of."""

    nodes: list[Node]
    chart: Chart | None = None


class Tree:
    """The nodes of a lens. What was folded by hand stays so: in the whole, and apart from it while filtered."""

    def __init__(self, workspace: View, cycle: str | None) -> None:
        self._workspace = workspace
        self.lens = Lens(cycle)
        self.nodes: list[Node] = []
        self.places: list[Place] = []
        """The nodes as an outline has them."""
        self._by_key: dict[str, Node] = {}
        self._again: dict[str, set[str]] = defaultdict(set)
        """The keys of an object that shows where its id alone does not say, by that id."""
        self._chart: Chart | None = None
        self._folds: defaultdict[tuple[By, tuple[str, str] | None], Folds] = defaultdict(Folds)
        self._found_folds: dict[str, bool] = {}

    def look_at(self, workspace: View) -> None:
        """Look at another view; `walk` finds what shows then."""
        self._workspace = workspace

    # --- walking

    def walk(self, lens: Lens) -> Walked:
        """The nodes of a lens as they are now. Safe in another thread; `take` shows them."""
        statuses, is_stale = lens.status.statuses, lens.status.is_stale
        if lens.by is By.ALIGNMENT:
            chart = Chart(self._workspace, lens.cycle, lens.focus)
            found = chart.nodes(
                self._is_folded_in(chart, lens),
                matching=lens.matching,
                statuses=statuses,
                is_stale=is_stale,
            )
        else:
            chart, folds = None, self._folds[lens.tree]
            found = nodes(
                self._workspace,
                lens.cycle,
                lambda *place: _is_folded(folds, *place),
                matching=lens.matching,
                statuses=statuses,
                is_stale=is_stale,
            )
        if lens.is_filtered and lens == self.lens:
            for key, folded in list(self._found_folds.items()):
                if splice := self._folding(found, key, folded):
                    found[splice.start : splice.end] = splice.nodes
        return Walked(found, chart)

    def take(self, lens: Lens, walked: Walked) -> bool:
        """Show what a walk has found; whether that differs from what showed before."""
        found, self._chart = walked
        is_other = found != self.nodes
        if lens != self.lens:
            self._found_folds.clear()
        self.lens = lens
        if is_other:
            self.nodes = found
            self.places = [_place(node) for node in found]
            self._by_key = {node.key: node for node in found}
            self._again.clear()
            for node in found:
                if node.path:
                    self._again[node.id].add(node.path)
        return is_other

    @property
    def is_all_open(self) -> bool:
        """Whether everything was unfolded at once."""
        return self._folds[self.lens.tree].is_all_open

    @property
    def chart(self) -> Chart | None:
        """What serves what, where that makes the tree."""
        return self._chart

    def node(self, key: str | None) -> Node | None:
        """A node that shows."""
        return self._by_key.get(key or "")

    def keys_of(self, id: str) -> set[str]:
        """The keys of the places where an object may show."""
        return {id} | self._again.get(id, set())

    def row(self, node: Node) -> Row | None:
        """What the row of a node shows; None for what is not there any more."""
        if self._chart is not None:
            return self._chart.row(node)
        return row_of(self._workspace, node.kind, node.id, self.lens.cycle)

    # --- folding

    def fold(self, key: str, is_folded: bool) -> None:
        """Fold or unfold one place."""
        if self.lens.is_filtered:
            self._found_folds[key] = is_folded
        else:
            self._folds[self.lens.tree].fold(key, is_folded)
        splice = self._folding(self.nodes, key, is_folded)
        if splice is None:
            return
        start, end, fresh = splice
        for node in self.nodes[start:end]:
            del self._by_key[node.key]
            self._again[node.id].discard(node.path)
        self.nodes[start:end] = fresh
        self.places[start:end] = [_place(node) for node in fresh]
        for node in fresh:
            self._by_key[node.key] = node
            if node.path:
                self._again[node.id].add(node.path)

    def _folding(self, nodes: list[Node], key: str, is_folded: bool) -> Splice | None:
        return folding(nodes, key) if is_folded else unfolding(nodes, key, self._below)

    def fold_all(self, is_folded: bool) -> None:
        """Fold or unfold everything; `walk` finds what shows then."""
        self._found_folds.clear()
        self._folds[self.lens.tree].fold_all(is_folded)

    def unfold_to(self, lens: Lens, kind: str, id: str) -> None:
        """Unfold everything above an object in the tree of a lens; `walk` finds what shows then."""
        with self._workspace.lock:
            if lens.by is By.ALIGNMENT:
                path = alignment_tree.path_to(self._workspace.company, kind, id)
            else:
                path = path_to(self._workspace, kind, id)
        for above in path:
            self._folds[lens.tree].fold(above, False)

    def _below(self, node: Node) -> list[Node]:
        if self._chart is not None:
            return self._chart.below(node, self._is_folded_in(self._chart, self.lens))
        folds = self._folds[self.lens.tree]

        def is_folded(kind: str, id: str, depth: int) -> bool:
            return depth > 0 and _is_folded(folds, kind, id, node.depth + depth)

        if node.kind == "unit":
            found = nodes(self._workspace, self.lens.cycle, is_folded, root=node.id)
            return [each._replace(depth=node.depth + each.depth) for each in found[1:]]
        with self._workspace.lock:
            below = children(self._workspace, self.lens.cycle, node.kind, node.id)
        return [Node(kind, id, node.depth + 1, False, False) for kind, id in below]

    def _is_folded_in(self, chart: Chart, lens: Lens) -> Callable[[Node], bool]:
        folds = self._folds[lens.tree]
        return lambda node: folds.is_folded(
            node.key, node.depth, not chart.is_open_at_first(node), is_apart=node.is_again
        )


def _is_folded(folds: Folds, kind: str, id: str, depth: int) -> bool:
    """Whether a place in the organisation's tree is folded: at first it is open down to the departments."""
    return folds.is_folded(id, depth, kind != "unit" or depth >= _OPEN_AT_FIRST)


def _place(node: Node) -> Place:
    return Place(node.key, node.depth, node.has_children, node.is_folded)


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
