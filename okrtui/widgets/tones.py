"""Tones: what a piece of text means to the eye. The theme gives each its colour; nothing here names one."""

from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import TypeAlias

from okrtui.widgets.cells import ELLIPSIS, cut, width_of


class Tone(StrEnum):
    """The meaning of a piece of text; `paint` turns it into a style of the theme."""

    PLAIN = "plain"
    STRONG = "strong"
    """Headings, keys, the name that matters in a line."""
    MUTED = "muted"
    """Secondary words: units, dates, tags."""
    FAINT = "faint"
    """What only fills a line: the rest of a bar, a divider."""
    GOOD = "good"
    BEST = "best"
    """Achieved or holding: good, and bright."""
    CAUTION = "caution"
    BAD = "bad"
    ACCENT = "accent"
    """Aspirational, committed, priority."""
    CLASH = "clash"
    """Conflict, waiting, cut loop."""
    HERE = "here"
    """Where one is: the current tab, the cursor's mark."""


Segment: TypeAlias = tuple[str, Tone]
Segments: TypeAlias = list[Segment]
"""One line, piece by piece, from left to right."""


def length(segments: Iterable[Segment]) -> int:
    """The width of a line, in cells."""
    return sum(width_of(text) for text, _ in segments)


def joined(segments: Iterable[Segment]) -> Segments:
    """The same line in as few pieces as show it: a blank has no colour of its own, so it goes with what is beside it.

    Each piece costs the terminal some forty bytes, and a screenful has hundreds.
    """
    pieces: Segments = []
    for text, tone in segments:
        if not text:
            continue
        before, its = pieces[-1] if pieces else ("", tone)
        is_blank = text.isspace()
        if not before or not (its is tone or is_blank or before.isspace()) or not _is_apart(before, text):
            pieces.append((text, tone))
        else:
            pieces[-1] = before + text, its if is_blank else tone
    return pieces


def _is_apart(before: str, text: str) -> bool:
    """Whether two texts keep their widths side by side: a combining mark would go to the letter before it."""
    return text[0].isascii() or width_of(before + text) == width_of(before) + width_of(text)


def fit_segments(segments: Sequence[Segment], width: int, ellipsis: str = ELLIPSIS) -> Segments:
    """The line, cut at its end to at most `width` cells; the ellipsis takes the tone of what it cuts."""
    if length(segments) <= width:
        return list(segments)
    mark = ellipsis[: max(width, 0)]
    room = width - len(mark)
    fitting: Segments = []
    for text, tone in segments:
        taken = width_of(text)
        if taken > room:
            fitting.append((cut(text, room).rstrip() + mark, tone))
            break
        fitting.append((text, tone))
        room -= taken
    return fitting


def spread(left: Sequence[Segment], right: Sequence[Segment], width: int, ellipsis: str = ELLIPSIS) -> Segments:
    """A line of exactly `width` cells: `right` stands at the right edge, `left` is cut to leave it room.

    One cell at least stays free between the two. Where `right` alone is too long, it is cut as well.
    """
    tail = fit_segments(right, width, ellipsis)
    taken = length(tail)
    head = fit_segments(left, max(0, width - taken - (1 if taken else 0)), ellipsis)
    gap = width - taken - length(head)
    return [*head, (" " * gap, Tone.PLAIN), *tail]
