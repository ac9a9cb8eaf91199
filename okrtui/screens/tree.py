"""The Cascade as one looks at it: what shows through a lens, and what is folded."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from itertools import islice
from typing import NamedTuple

from okrtui.screens.folds import Folds, Splice, folding, unfolding
from okrtui.screens.lens import By, Lens
from okrtui.widgets.rows import Row, Rows
from okrtui.workspace import alignment_tree
from okrtui.workspace.alignment_tree import Chart
from okrtui.workspace.cascade import Node, children, nodes
from okrtui.workspace.rows import Row as Shown
from okrtui.workspace.rows import row_of
from okrtui.workspace.view import View

_OPEN_AT_FIRST = 2


class Walked(NamedTuple):
    """What a walk has found: nodes, their rows, and by alignment the chart that they are of."""

    nodes: list[Node]
    rows: Rows
    again: defaultdict[str, set[str]]
    """The keys of an object that shows where its id alone does not say so, by that id."""
    is_other: bool
    """Whether that differs from what showed when it was found."""
    chart: Chart | None = None


class Tree:
    """The nodes of a lens. What was folded by hand stays so: in the whole, and apart from it while filtered."""

    def __init__(self, workspace: View, cycle: str | None) -> None:
        self._workspace = workspace
        self.lens = Lens(cycle)
        self.nodes: list[Node] = []
        self.rows = Rows()
        """The nodes as an outline has them."""
        self._again: defaultdict[str, set[str]] = defaultdict(set)
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
                place = next((place for place, node in enumerate(found) if node.key == key), None)
                if splice := self._folding(found, place, folded):
                    found[splice.start : splice.end] = splice.nodes
        again: defaultdict[str, set[str]] = defaultdict(set)
        _note_paths(again, found)
        return Walked(found, Rows([_place(node) for node in found]), again, found != self.nodes, chart)

    def take(self, lens: Lens, walked: Walked) -> bool:
        """Show what a walk has found; whether that differs from what showed before."""
        if lens != self.lens:
            self._found_folds.clear()
        self.lens, self._chart = lens, walked.chart
        if walked.is_other:
            self.nodes, self.rows, self._again = walked.nodes, walked.rows, walked.again
        return walked.is_other

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
        place = self.rows.find(key)
        return None if place is None else self.nodes[place]

    def keys_of(self, id: str) -> set[str]:
        """The keys of the places where an object may show."""
        return {id} | self._again.get(id, set())

    def row(self, node: Node) -> Shown | None:
        """What the row of a node shows; None for what is not there any more."""
        if self._chart is not None:
            return self._chart.row(node)
        return row_of(self._workspace, node.kind, node.id, self.lens.cycle)

    # --- folding

    def fold(self, key: str, is_folded: bool) -> None:
        """Fold or unfold one place; `walk` finds what shows then."""
        if self.lens.is_filtered:
            self._found_folds[key] = is_folded
        else:
            self._folds[self.lens.tree].fold(key, is_folded)

    def splice(self, key: str, is_folded: bool) -> None:
        """Show at once what folding or unfolding one place changes."""
        splice = self._folding(self.nodes, self.rows.find(key), is_folded)
        if splice is None:
            return
        start, end, fresh = splice
        for node in self.nodes[start:end]:
            if node.path:
                self._again[node.id].discard(node.path)
        self.nodes[start:end] = fresh
        self.rows = self.rows.spliced(start, end, [_place(node) for node in fresh])
        _note_paths(self._again, fresh)

    def _folding(self, nodes: list[Node], place: int | None, is_folded: bool) -> Splice | None:
        if place is None:
            return None
        return folding(nodes, place) if is_folded else unfolding(nodes, place, self._below)

    def is_long_below(self, key: str, many: int) -> bool:
        """Whether there may be more than so many units below a place, or what they all make."""
        node = self.node(key)
        if node is None:
            return False
        if self._chart is not None and not (self.is_all_open or node.depth == 0):
            return False
        company = self._workspace.company
        with self._workspace.lock:
            if self._chart is not None:
                ids = (id for id, _ in company.live("unit"))
            else:
                ids = (unit.id for unit in (company.units_below(node.id) if node.kind == "unit" else ()))
            return next(islice(ids, many, None), None) is not None

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


def _note_paths(again: defaultdict[str, set[str]], nodes: Iterable[Node]) -> None:
    for node in nodes:
        if node.path:
            again[node.id].add(node.path)


def _place(node: Node) -> Row:
    return Row(node.key, node.depth, node.has_children, node.is_folded)


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
