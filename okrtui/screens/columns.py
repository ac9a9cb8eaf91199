"""Rows as lines: the same thing in the same place, with the same glyph, on every screen."""

from okrtui.okr.kinds import ObjectiveKind, Status
from okrtui.okr.number import percent
from okrtui.widgets.bar import bar, percent_column
from okrtui.widgets.cells import fit, width_of
from okrtui.widgets.glyphs import KIND_TAGS, STATUS_WIDTH, GlyphSet, count_segments, look_of, status_segments
from okrtui.widgets.tones import Segments, Tone, fit_segments, length
from okrtui.workspace.rows import Mark, Row

BAR_WIDTH = 16
_NARROW_BAR = 12
_SHORT_BAR = 8
_WIDE = 100
_TOPS = ("mission", "goal")
NARROW = 72
"""Below so many cells, as beside a detail, a row says only what matters most."""


def marks(row: Row, glyphs: GlyphSet) -> Segments:
    """What stands behind a title: aspirational or committed, priority, elsewhere too, conflict or waiting, cut."""
    found = promise(row.objective_kind, glyphs)
    if row.is_priority:
        found = [(f"{found[0][0] if found else ' '}{glyphs.priority}", Tone.ACCENT)]
    if row.mark in (Mark.ELSEWHERE, Mark.AGAIN):
        found.append((f" {glyphs.again}", Tone.MUTED))
    if row.is_contested or row.is_waiting:
        found.append((f" {glyphs.conflict if row.is_contested else glyphs.waiting}", Tone.CLASH))
    if row.is_cut or row.mark is Mark.CUT:
        found.append((f" {glyphs.cut}", Tone.CLASH))
    return found


def promise(kind: ObjectiveKind | None, glyphs: GlyphSet) -> Segments:
    """Whether an objective is committed or aspirational; nothing for what is no objective."""
    if kind is None:
        return []
    return [(f" {glyphs.aspirational if kind is ObjectiveKind.ASPIRATIONAL else glyphs.committed}", Tone.ACCENT)]


def tag(row: Row) -> Segments:
    """The kind of a row, muted, where kinds mix."""
    short = KIND_TAGS.get(row.kind, "")
    return [(f"{short:<3}", Tone.MUTED)]


def tone_of(row: Row) -> Tone:
    """The tone of a row's bar: its status's, and plain for a unit."""
    return look_of(row.status).tone if row.status is not None else Tone.PLAIN


def gauge(row: Row, width: int, glyphs: GlyphSet) -> Segments:
    """A bar of `width` cells with the percent figure behind, or blanks where progress is no matter of degree."""
    if not row.is_bar or row.progress is None:
        return [(" " * (width + 5), Tone.PLAIN)]
    return [
        *bar(row.progress, row.expected, width, tone_of(row), glyphs),
        (percent_column(row.progress), Tone.PLAIN),
    ]


def standing(row: Row, glyphs: GlyphSet) -> Segments:
    """The status in word and glyph; a unit's counts instead."""
    if row.kind in _TOPS and not row.supporting:
        return [("nothing yet", Tone.MUTED)]
    if row.counts is not None:
        return count_segments(row.counts, glyphs)
    if row.is_ghost:
        return []
    if row.status is None:
        return [("no key results", Tone.MUTED)] if row.kind == "objective" else []
    return status_segments(Status(row.status), row.is_stale, glyphs)


def pad(segments: Segments, width: int) -> Segments:
    """Segments in exactly `width` cells."""
    fitting = fit_segments(segments, width)
    return [*fitting, (" " * (width - length(fitting)), Tone.PLAIN)]


def titled(row: Row, width: int, glyphs: GlyphSet, *, tagged: bool = False) -> Segments:
    """Tag, title and marks in exactly `width` cells; only the title is cut."""
    before = tag(row) if tagged else []
    behind = marks(row, glyphs)
    room = max(1, width - length(before) - length(behind))
    tone = Tone.MUTED if row.is_ghost else Tone.STRONG if row.kind == "unit" else Tone.PLAIN
    words = f"{row.title} (deleted)" if row.is_ghost else row.title
    title = fit(words or "(no title)", room, glyphs.ellipsis)
    return pad([*before, (title, tone), *behind], width)


def line(row: Row, width: int, glyphs: GlyphSet, *, tagged: bool = False, tail: str = "") -> Segments:
    """A row of a list: title, bar, percent, status, and a short tail at the right edge."""
    bar_width = BAR_WIDTH if width >= _WIDE else _NARROW_BAR if width >= NARROW else _SHORT_BAR
    tail_width = width_of(tail) + 1 if tail else 0
    fixed = 1 + bar_width + 5 + 2 + STATUS_WIDTH + tail_width
    return [
        *titled(row, max(8, width - fixed), glyphs, tagged=tagged),
        (" ", Tone.PLAIN),
        *gauge(row, bar_width, glyphs),
        ("  ", Tone.PLAIN),
        *pad(standing(row, glyphs), STATUS_WIDTH),
        *([(f" {tail}", Tone.MUTED)] if tail else []),
    ]


def percent_words(row: Row) -> str:
    """`69 % of 54 % expected`."""
    if row.progress is None:
        return "no figure yet"
    if row.expected is None:
        return f"{percent(row.progress)} %"
    return f"{percent(row.progress)} % of {percent(row.expected)} % expected"
