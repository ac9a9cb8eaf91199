"""A row of the Cascade: title at the left, figures in columns at the right, and what else there is room for between."""

from collections.abc import Iterable, Mapping, Sequence

from okrtui.okr.kinds import Stage
from okrtui.screens.columns import marks, pad, standing, tone_of
from okrtui.widgets.bar import bar, percent_column
from okrtui.widgets.cells import fit, width_of
from okrtui.widgets.glyphs import STATUS_WIDTH, GlyphSet
from okrtui.widgets.sparkline import sparkline
from okrtui.widgets.tones import Segment, Segments, Tone, length
from okrtui.workspace.rows import Mark, Row

WIDE = 96
"""From so many cells on, owner, values, trend and confidence have columns of their own."""

_MIDDLE = 72
_FIGURE = 5
_GAP = 2
_WIDEST_STATUS = 26
_TREND = 8
_CONFIDENCE = 3
_ASIDE = 18
_LEAST_ASIDE = 8
_LEAST_TITLE = 8
_MILESTONES = " milestones"
_UNFINISHED = (Stage.DRAFT, Stage.PROPOSED)
_TOPS = ("unit", "mission", "goal", "nothing")
SHARES: Mapping[str, str] = {"asked": "asked to share", "accepted": "shares it", "declined": "declined to share"}
"""What a partner unit has said, in words."""
_SHARED = {"asked": Tone.CAUTION, "accepted": Tone.GOOD}


def status_width(units: Iterable[Row], glyphs: GlyphSet) -> int:
    """The width of the status column that holds the counts of some units: no figure is cut."""
    widest = max((length(standing(row, glyphs)) for row in units), default=0)
    return min(max(widest, STATUS_WIDTH), _WIDEST_STATUS)


def cascade_line(
    row: Row, width: int, list_width: int, status: int, glyphs: GlyphSet, coach: Sequence[Segment] = ()
) -> Segments:
    """A row in exactly `width` cells, of a list that is `list_width` wide: its columns stand under one another.

    `status` is the width of the status column; `coach` is the mark of what the coach found.
    """
    if row.kind == "share" or row.mark is Mark.CUT:
        return pad(_note(row, width, glyphs), width)
    is_wide = list_width >= WIDE
    right: Segments = [
        *_trend(row, is_wide, glyphs),
        *_gauge(row, _bar_width(list_width), glyphs),
        (" " * _GAP, Tone.PLAIN),
        *pad(standing(row, glyphs), status),
        *_confidence(row, is_wide),
    ]
    room = max(_LEAST_TITLE, width - length(right) - 1)
    return [*_left(row, room, is_wide, glyphs, coach), (" ", Tone.PLAIN), *right]


def _note(row: Row, width: int, glyphs: GlyphSet) -> Segments:
    """What has no figures here: a unit that shares an objective, and one that serves in vain."""
    if row.kind == "share":
        said: Segments = [(f"  {SHARES.get(row.value, row.value)}", _SHARED.get(row.value, Tone.MUTED))]
        before: Segments = [(f"{glyphs.shared} ", Tone.ACCENT)]
        title = row.title
    else:
        behind = marks(row, glyphs)
        said = [*behind, ("  cut: it would close a loop", Tone.CLASH)]
        before, title = [("O ", Tone.MUTED)], row.title
    room = max(_LEAST_TITLE, width - length(before) - length(said))
    return [*before, (fit(title or "(no title)", room, glyphs.ellipsis), Tone.MUTED), *said]


def _bar_width(list_width: int) -> int:
    if list_width >= WIDE:
        return 16
    return 12 if list_width >= _MIDDLE else 10


def _left(row: Row, room: int, is_wide: bool, glyphs: GlyphSet, coach: Sequence[Segment]) -> Segments:
    """Title and marks, with owner or values behind, where there is a column for them or the title leaves room."""
    column = _ASIDE if is_wide else 0
    title = _title(row, room - column - bool(column), glyphs, coach)
    if is_wide:
        aside = _aside(row, column, glyphs)
        return [*pad(title, room - column - 1), (" ", Tone.PLAIN), *pad([(aside, Tone.MUTED)], column)]
    aside = _aside(row, min(_ASIDE, room - length(title) - _GAP), glyphs)
    return [*pad(title, room - width_of(aside)), (aside, Tone.MUTED)]


def _title(row: Row, room: int, glyphs: GlyphSet, coach: Sequence[Segment]) -> Segments:
    behind = marks(row, glyphs)
    behind += [(" ", Tone.PLAIN), *coach] if coach else []
    if row.stage in _UNFINISHED and row.stage is not None:
        behind.append((f" {row.stage.words}", Tone.MUTED))
    before: Segments = [("O ", Tone.MUTED)] if row.kind == "objective" else []
    tone = Tone.MUTED if row.is_ghost else Tone.STRONG if row.kind in _TOPS else Tone.PLAIN
    if row.mark is Mark.AGAIN:
        tone = Tone.MUTED
    if row.is_ghost:
        behind.append((" (deleted)", Tone.MUTED))
    kept = max(1, room - length(before) - length(behind))
    return [*before, (fit(row.title or "(no title)", kept, glyphs.ellipsis), tone), *behind]


def _aside(row: Row, room: int, glyphs: GlyphSet) -> str:
    """Who it belongs to, or its values; a name is cut where it must be, a number never."""
    if row.kind == "key_result" and row.is_bar:
        return next((text for text in (span(row, glyphs), row.value) if width_of(text) <= room), "")
    words = row.unit or row.owner
    if room < min(_LEAST_ASIDE, width_of(words)):
        return ""
    return fit(words, room, glyphs.ellipsis)


def span(row: Row, glyphs: GlyphSet) -> str:
    """Where a key result comes from, stands and goes to: `22 ▸ 24 ▸ 27 %`; the value's own unit is said once."""
    if not row.is_bar:
        return held(row, glyphs)
    if row.target.endswith(_MILESTONES):
        return row.value or row.target
    now = row.value.removesuffix(_unit_of(row)) if row.target else row.value
    return f" {glyphs.folded} ".join(part for part in (row.start, now, row.target) if part)


def held(row: Row, glyphs: GlyphSet) -> str:
    """What is to hold, and what it is now: `$612K ▸ ≥ $500K`."""
    return f" {glyphs.folded} ".join(part for part in (row.value, row.target) if part)


def _unit_of(row: Row) -> str:
    """The unit that stands behind both value and target, with the space before it."""
    _, space, unit = row.target.partition(" ")
    return space + unit


def _gauge(row: Row, width: int, glyphs: GlyphSet) -> Segments:
    if not row.is_bar:
        return pad([(held(row, glyphs), Tone.MUTED)], width + _FIGURE)
    if row.progress is None:
        return [(" " * (width + _FIGURE), Tone.PLAIN)]
    drawn = bar(row.progress, row.expected, width, tone_of(row), glyphs)
    return [*drawn, (percent_column(row.progress, _FIGURE), Tone.PLAIN)]


def _trend(row: Row, is_wide: bool, glyphs: GlyphSet) -> Segments:
    if not is_wide:
        return []
    values = [float(each) for each in row.trend] if len(row.trend) > 1 and row.is_bar else []
    return [(sparkline(values, _TREND, glyphs) + "  ", Tone.MUTED)]


def _confidence(row: Row, is_wide: bool) -> Segments:
    if not is_wide:
        return []
    return [(f"{'' if row.confidence is None else row.confidence:>{_CONFIDENCE}}", Tone.MUTED)]
