"""Lines that the looks back have in common: what a review says, and what it wants to be done better."""

from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction

from okrtui.okr.number import percent
from okrtui.okr.rhythm import Review
from okrtui.screens.detail_line import INDENT, DetailLine, Setting, heading, text_lines
from okrtui.widgets.cells import width_of
from okrtui.widgets.tones import Segments, Tone, fit_segments, spread
from okrtui.workspace.past_reviews import PARTS, Todo
from okrtui.workspace.reading import clean


def inner(setting: Setting) -> int:
    """Cells of a line that the cursor can be on; the outline puts two before it."""
    return setting.width - width_of(INDENT)


def row(key: str, left: Segments, right: Segments, setting: Setting, subject: tuple[str, str]) -> DetailLine:
    """A line that the cursor can be on, with something at its right edge."""
    return DetailLine(key, spread(left, right, inner(setting), setting.glyphs.ellipsis), subject)


def plain_row(key: str, left: Segments, right: Segments, setting: Setting) -> DetailLine:
    """A line that the cursor passes over."""
    line = spread([(INDENT, Tone.PLAIN), *left], right, setting.width, setting.glyphs.ellipsis)
    return DetailLine(key, line)


def standing(review: Review | None, setting: Setting) -> Iterator[DetailLine]:
    """Whether the review was written, and the key that writes it."""
    line: Segments = [(f"{INDENT}not written yet: ", Tone.MUTED), ("r", Tone.STRONG), (" writes it", Tone.MUTED)]
    if review is not None:
        day = f"{review.date.day} {review.date:%b %Y}"
        line = [(f"{INDENT}{setting.glyphs.achieved} ", Tone.GOOD), (f"written on {day}; ", Tone.MUTED)]
        line += [("r", Tone.STRONG), (" goes on with it", Tone.MUTED)]
    yield DetailLine("held", line)


def said_lines(review: Review | None, setting: Setting, key: str = "said") -> Iterator[DetailLine]:
    """What a review says, under its headings."""
    for name, words in PARTS.items():
        text = clean(getattr(review, name)).strip() if review else ""
        if text:
            yield from heading(f"{key} {name}", words, setting)
            yield from text_lines(f"{key} {name}", text, Tone.PLAIN, setting)


def improvement_lines(key: str, words: str, improvements: Sequence[Todo], setting: Setting) -> Iterator[DetailLine]:
    """What is to be done better, by whom, and whether a cycle has taken it up."""
    if improvements:
        yield from heading(key, words, setting)
    for each in improvements:
        state = f"taken up in {each.taken_up_in}" if each.taken_up_in else "on the planning board"
        aside = f" {setting.glyphs.dot} ".join(part for part in (each.owner, state) if part)
        left: Segments = [(f"{setting.glyphs.dot} ", Tone.MUTED), (each.text, Tone.PLAIN)]
        yield plain_row(f"{key} {each.id}", left, [(aside, Tone.MUTED)], setting)


def points(change: Fraction) -> str:
    """A change of progress in percentage points: `+30`, `-5`, `0`."""
    return f"{percent(change):+d}" if percent(change) else "0"


def head_line(left: str, right: str, unit: str, setting: Setting) -> DetailLine:
    """What one looks back on, and of whom."""
    segments: Segments = [(left, Tone.STRONG)]
    return row("self", segments, [(right, Tone.MUTED)], setting, ("unit", unit))


def span(first: date, last: date) -> str:
    """`1 to 30 November 2026`."""
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day} to {last.day} {last:%B %Y}"
    return f"{first.day} {first:%b} to {last.day} {last:%b %Y}"


def cut_line(key: str, segments: Segments, setting: Setting) -> DetailLine:
    """A line that the cursor passes over, cut where it is too long."""
    return DetailLine(key, fit_segments([(INDENT, Tone.PLAIN), *segments], setting.width, setting.glyphs.ellipsis))
