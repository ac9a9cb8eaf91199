"""The tree of units: who lies in whom, without the edges that would close a loop."""

from collections.abc import Iterable
from typing import NamedTuple

from okrtui.okr.alignment import Edge, Stamp, admit
from okrtui.okr.kinds import Level
from okrtui.okr.records import Unit


class UnitTree(NamedTuple):
    """The parent of each unit, which may be a ghost; and the units below each, by level and name, of None the roots."""

    parents: dict[str, str]
    children: dict[str | None, list[Unit]]


def unit_tree(units: Iterable[tuple[Unit, Stamp]]) -> UnitTree:
    """The tree of units, each with the stamp of the write that put it where it lies."""
    found = list(units)
    edges = [Edge(unit.id, unit.parent, stamp) for unit, stamp in found if unit.parent is not None]
    tree = UnitTree({edge.child: edge.parent for edge in admit(edges).admitted}, {})
    order = list(Level)
    for unit, _ in sorted(found, key=lambda each: (order.index(each[0].level), each[0].name.casefold(), each[0].id)):
        tree.children.setdefault(tree.parents.get(unit.id), []).append(unit)
    return tree
