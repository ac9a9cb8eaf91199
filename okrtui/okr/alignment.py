"""Edges from child to parent that may close loops when two replicas meet: which are admitted, which are cut.

No replica repairs a loop by itself: every one of them shows the same edges cut, because the
choice depends on nothing but the edges and their stamps.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

Stamp = tuple[str, str]
"""The time stamp and the line's hash of the write that made an edge."""


class Edge(NamedTuple):
    """`child` is aligned to `parent`, or a unit lies in a parent unit."""

    child: str
    parent: str
    stamp: Stamp


class Admitted(NamedTuple):
    """The edges that make no loop, and those cut because they would close one; both by ascending stamp."""

    admitted: list[Edge]
    cut: list[Edge]


SEARCHED = 32
"""Steps of the search for loops per edge, at most: about 20 µs. Companies need three; a graph that someone has made to
be slow needs thousands."""


def admit(edges: Iterable[Edge]) -> Admitted:
    """Take `edges` in ascending stamp order and cut each that would close a loop.

    Edges written in one line share its stamp; their ends decide among them. Where the search has taken too many
    steps, each later edge that lies in a loop of all that are left is cut, whichever of them would have closed it:
    that takes no longer than reading the edges, and every replica still cuts the same.
    """
    ordered = sorted(edges, key=lambda edge: (edge.stamp, edge.child, edge.parent))
    most = SEARCHED * len(ordered)
    ways, cut = _Ways(most), set[Edge]()
    rest = _in_loops(ways.taken, ways.take(ordered, cut))
    if rest:  # once more, with nothing left but the loops
        left = set(rest)
        ways = _Ways(most, (edge for edge in _in_loops([], [*ways.taken, *rest]) if edge not in left))
        cut.update(_in_loops(ways.taken, ways.take(rest, cut)))
    return Admitted([edge for edge in ordered if edge not in cut], [edge for edge in ordered if edge in cut])


class _Ways:
    """Edges without a loop, and the steps that are left for looking for ways along them."""

    def __init__(self, steps: int, edges: Iterable[Edge] = ()) -> None:
        self.taken: list[Edge] = []
        self._parents: dict[str, list[str]] = defaultdict(list)
        self._children: dict[str, list[str]] = defaultdict(list)
        self._steps = steps
        for edge in edges:
            self._add(edge)

    def _add(self, edge: Edge) -> None:
        self.taken.append(edge)
        self._parents[edge.child].append(edge.parent)
        self._children[edge.parent].append(edge.child)

    def take(self, edges: Sequence[Edge], cut: set[Edge]) -> Sequence[Edge]:
        """Take edges in order, or cut them; those for which there were no steps left."""
        for place, edge in enumerate(edges):
            if self._steps < 0:
                return edges[place:]
            if self._lead(edge.parent, edge.child):
                cut.add(edge)
            else:
                self._add(edge)
        return []

    def _lead(self, low: str, high: str) -> bool:
        """Whether a way up leads from `low` to `high`.

        It walks up from `low` and down from `high` in turns and is over as soon as one walk ends, so
        that a new leaf, a new root or a short side costs next to nothing however deep the other is.
        """
        up, down = self._reach(low, self._parents), self._reach(high, self._children)
        while True:
            above, below = next(up, None), next(down, None)
            if above == high or below == low:
                return True
            if above is None or below is None:
                return False

    def _reach(self, origin: str, neighbours: Mapping[str, list[str]]) -> Iterator[str]:
        seen = {origin}
        open_ends = [origin]
        while open_ends:
            here = open_ends.pop()
            yield here
            beside = neighbours.get(here, ())
            self._steps -= 1 + len(beside)
            fresh = [other for other in beside if other not in seen]
            seen.update(fresh)
            open_ends.extend(fresh)


def _in_loops(taken: Iterable[Edge], rest: Sequence[Edge]) -> list[Edge]:
    """Those of `rest` that lie in a loop of all the edges: whose ends are strongly connected."""
    if not rest:
        return []
    parents: dict[str, list[str]] = defaultdict(list)
    children: dict[str, list[str]] = defaultdict(list)
    for edge in (*taken, *rest):
        parents[edge.child].append(edge.parent)
        children[edge.parent].append(edge.child)
    knot: dict[str, str] = {}
    # Kosaraju's: whoever is left last on the way up, and all below who are in no knot yet, make a knot.
    for origin in reversed(_left(parents)):
        open_ends = [origin]
        while open_ends:
            here = open_ends.pop()
            if here not in knot:
                knot[here] = origin
                open_ends.extend(children.get(here, ()))
    return [edge for edge in rest if knot[edge.child] == knot[edge.parent]]


def _left(parents: Mapping[str, list[str]]) -> list[str]:
    """All names in the order in which a walk up, depth first, leaves them for good."""
    seen: set[str] = set()
    left: list[str] = []
    for origin in parents:
        walk = [(origin, iter(parents[origin]))] if origin not in seen else []
        seen.add(origin)
        while walk:
            here, above = walk[-1]
            further = next((name for name in above if name not in seen), None)
            if further is None:
                left.append(here)
                walk.pop()
            else:
                seen.add(further)
                walk.append((further, iter(parents.get(further, ()))))
    return left
