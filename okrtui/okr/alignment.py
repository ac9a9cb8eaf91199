"""Edges from child to parent that may close loops when two replicas meet: which are admitted, which are cut.

No replica repairs a loop by itself: every one of them shows the same edges cut, because the
choice depends on nothing but the edges and their stamps.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
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


def admit(edges: Iterable[Edge]) -> Admitted:
    """Take `edges` in ascending stamp order and cut each that would close a loop.

    Edges written in one line share its stamp; their ends decide among them.
    """
    parents: dict[str, list[str]] = defaultdict(list)
    children: dict[str, list[str]] = defaultdict(list)
    outcome = Admitted([], [])
    for edge in sorted(edges, key=lambda edge: (edge.stamp, edge.child, edge.parent)):
        if _leads(edge.parent, edge.child, parents, children):
            outcome.cut.append(edge)
            continue
        parents[edge.child].append(edge.parent)
        children[edge.parent].append(edge.child)
        outcome.admitted.append(edge)
    return outcome


def _leads(low: str, high: str, parents: Mapping[str, list[str]], children: Mapping[str, list[str]]) -> bool:
    """Whether a way up leads from `low` to `high`.

    It walks up from `low` and down from `high` in turns and is over as soon as one walk ends, so
    that a new leaf, a new root or a short side costs next to nothing however deep the other is.
    """
    up, down = _reach(low, parents), _reach(high, children)
    while True:
        above, below = next(up, None), next(down, None)
        if above == high or below == low:
            return True
        if above is None or below is None:
            return False


def _reach(origin: str, neighbours: Mapping[str, list[str]]) -> Iterator[str]:
    seen = {origin}
    open_ends = [origin]
    while open_ends:
        here = open_ends.pop()
        yield here
        fresh = [other for other in neighbours.get(here, ()) if other not in seen]
        seen.update(fresh)
        open_ends.extend(fresh)
