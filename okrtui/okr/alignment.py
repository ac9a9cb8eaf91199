"""Edges from child to parent that may close loops when two replicas meet: which are admitted, which are cut.

No replica repairs a loop by itself: every one of them shows the same edges cut, because the
choice depends on nothing but the edges and their stamps.

By the definition each edge looks for a way back through all those before it. To the same end, whole runs are let in
together: most edges lie in no loop, whatever else is admitted. Where some do, the run is halved, until few enough are
left to carry a bit for each through all nodes. So a hundred thousand edges of someone who means harm take seconds,
and those of an honest company one walk.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

Stamp = tuple[str, str]
"""The time stamp and the line's hash of the write that made an edge."""

_AT_ONCE = 4096
"""Edges that are sifted at once: each takes a bit at every node, and each lot a walk over all nodes."""


class Edge(NamedTuple):
    """`child` is aligned to `parent`, or a unit lies in a parent unit."""

    child: str
    parent: str
    stamp: Stamp


class Admitted(NamedTuple):
    """The edges that make no loop, and those cut because they would close one; both by ascending stamp."""

    admitted: list[Edge]
    cut: list[Edge]


class _Way(NamedTuple):
    """An edge by its place in the order, from one node up to another."""

    place: int
    low: int
    high: int


def admit(edges: Iterable[Edge], part_of: Mapping[str, str] | None = None) -> Admitted:
    """Take `edges` in ascending stamp order and cut each that would close a loop.

    Edges written in one line share its stamp; their ends decide among them. An end that is `part_of` another, as a key
    result is of its objective, stands for that one.
    """
    wholes = part_of or {}
    nodes: dict[str, int] = {}
    ordered = sorted(edges, key=lambda edge: (edge.stamp, edge.child, edge.parent))
    ways = [
        _Way(place, *(nodes.setdefault(wholes.get(end, end), len(nodes)) for end in (edge.child, edge.parent)))
        for place, edge in enumerate(ordered)
    ]
    admitted = {way.place for way in _admitted([], ways)}
    return Admitted(
        [edge for place, edge in enumerate(ordered) if place in admitted],
        [edge for place, edge in enumerate(ordered) if place not in admitted],
    )


def _admitted(before: list[_Way], run: list[_Way]) -> list[_Way]:
    """Those of a run that close no loop with each other and with those admitted before."""
    looping = _looping([*before, *run])
    admitted = [way for way in run if way.low not in looping or way.high not in looping]
    run = [way for way in run if way.low in looping and way.high in looping]
    before = [way for way in before if way.low in looping and way.high in looping]
    if len(run) <= _AT_ONCE:
        return admitted + _sifted(before, run)
    half = len(run) // 2
    first = _admitted(before, run[:half])
    return admitted + first + _admitted(before + first, run[half:])


def _looping(ways: list[_Way]) -> set[int]:
    """The nodes that lie in a loop, or on the way from one loop to another."""
    below_loops = _left_over((way.high, way.low) for way in ways)
    return _left_over((way.low, way.high) for way in ways if way.low in below_loops and way.high in below_loops)


def _left_over(arrows: Iterable[tuple[int, int]]) -> set[int]:
    """What is left when again and again every node is taken away that no arrow of another left one points to."""
    to: dict[int, list[int]] = defaultdict(list)
    pointed_at: dict[int, int] = defaultdict(int)
    for source, target in arrows:
        to[source].append(target)
        pointed_at[target] += 1
    free = [node for node in to if node not in pointed_at]
    for node in free:
        for target in to.get(node, ()):
            pointed_at[target] -= 1
            if not pointed_at[target]:
                free.append(target)
    return {node for node, count in pointed_at.items() if count}


def _sifted(before: list[_Way], run: list[_Way]) -> list[_Way]:
    """As `_admitted`, for a few: a bit for each stands at every node from which a way leads to its lower end."""
    reached: dict[int, int] = defaultdict(int)
    for number, way in enumerate(run):
        reached[way.low] |= 1 << number
    _pass_down(before, reached)
    admitted = []
    beyond: dict[int, int] = {}
    """What an admitted one leads to, over those before it, too."""
    crossed = 0
    """The bits of the admitted ones: whoever comes to their lower end goes on from their upper one."""
    for number, way in enumerate(run):
        here, bit = reached[way.high], 1 << number
        done = 0
        while not here & bit and (open_ends := here & crossed & ~done):
            latest = open_ends.bit_length() - 1
            here |= beyond[latest]
            done |= 1 << latest | beyond[latest] & (1 << latest) - 1
        if not here & bit:
            admitted.append(way)
            beyond[number] = here
            crossed |= bit
    return admitted


def _pass_down(ways: list[_Way], reached: dict[int, int]) -> None:
    """Give what each node reaches to all below it. The ways make no loop."""
    below: dict[int, list[int]] = defaultdict(list)
    above: dict[int, int] = defaultdict(int)
    for way in ways:
        below[way.high].append(way.low)
        above[way.low] += 1
    free = [node for node in below if node not in above]
    for node in free:
        here = reached[node]
        for low in below.get(node, ()):
            reached[low] |= here
            above[low] -= 1
            if not above[low]:
                free.append(low)
