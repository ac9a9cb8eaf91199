"""What serves what: every alignment that is followed, from both of its ends, and those that are not."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from okrtui.okr.alignment import Edge, Stamp, admit
from okrtui.okr.records import Alignment


class Serving(NamedTuple):
    """The alignments of a company, by ascending stamp."""

    above: dict[str, list[Alignment]]
    """By child: what it serves."""
    below: dict[str, list[Alignment]]
    """By parent: what serves it."""
    cut: list[Alignment]
    """Those not followed, because they would close a loop."""
    cut_above: dict[str, list[Alignment]]
    """Those, by child."""


def serving(alignments: Iterable[tuple[Alignment, Stamp]], part_of: Mapping[str, str]) -> Serving:
    """Find what serves what among alignments with their stamps; of two with the same ends, the later one counts.

    `part_of` gives the objective of a key result: who serves the one serves the other.
    """
    by_ends = {
        (alignment.child, alignment.parent): (alignment, stamp)
        for alignment, stamp in sorted(alignments, key=lambda each: (each[1], each[0].id))
    }
    outcome = admit((Edge(*ends, stamp) for ends, (_, stamp) in by_ends.items()), part_of)
    found = Serving({}, {}, [by_ends[edge.child, edge.parent][0] for edge in outcome.cut], {})
    for alignment in found.cut:
        found.cut_above.setdefault(alignment.child, []).append(alignment)
    for edge in outcome.admitted:
        alignment = by_ends[edge.child, edge.parent][0]
        found.above.setdefault(edge.child, []).append(alignment)
        found.below.setdefault(edge.parent, []).append(alignment)
    return found
