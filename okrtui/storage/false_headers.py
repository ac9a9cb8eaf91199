"""Headers that name the wrong writer: a line's hash covers the writer only through the first line of the chain."""

from collections.abc import Iterator
from contextlib import suppress

from okrtui.storage.errors import LetGo, Refused
from okrtui.storage.registers import State
from okrtui.storage.segment import Segment, SegmentName
from okrtui.storage.segments import Segments


def refuse(segment: Segment, state: State, segments: Segments) -> None:
    """Raise Refused for a segment whose lines are provably another writer's than its header says."""
    for h in (segment.prev, segment.lines[-1].h):
        known = state.lines.get(h)
        if known and known.writer != segment.writer and segments.lead_to_root(known.writer, known.seq, h):
            raise Refused(f"its header says that it is of {segment.writer}, but its lines are of {known.writer}")


def found_out(state: State, segments: Segments) -> Iterator[SegmentName]:
    """Segments that have turned out to be others' with a wrong header, whichever came first; they are to be let go.

    Their lines are written down to the true writer before the first of them is told.
    """
    for name, twins in segments.twins():
        with suppress(Refused, LetGo):  # damaged since it was taken, or let go with the twin before
            lines = segments.verified(name).lines
            if segments.lead_to_root(name.writer, name.last, lines[-1].h):
                for line in lines:
                    state.lines[line.h] = state.lines[line.h]._replace(writer=name.writer)
                yield from twins
