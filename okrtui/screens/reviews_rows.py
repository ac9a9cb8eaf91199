"""A row of Reviews: the unit at the left, and in columns what has its turn there and how its week goes."""

from datetime import date

from okrtui.screens.columns import NARROW, pad
from okrtui.widgets.cells import align_right, fit, width_of
from okrtui.widgets.glyphs import GlyphSet
from okrtui.widgets.tones import Segments, Tone, length
from okrtui.workspace.due_reviews import State, Turn
from okrtui.workspace.review_table import UnitReviews

_TURN = 9
_MONTH = 10
_COUNT = 9
_SHORT_COUNT = 7
_BLOCKERS = 9
_GAP: Segments = [(" ", Tone.PLAIN)]
_LEAST_NAME = 8
_LEAST_ASIDE = 8


def head_line(width: int, list_width: int) -> Segments:
    """What the columns are, over a list that is `list_width` wide."""
    cells: Segments = [("Meeting", Tone.MUTED)]
    right = [*pad(cells, _TURN), *_GAP, *pad([("Month", Tone.MUTED)], _MONTH), *_GAP]
    right += pad([("Quarter", Tone.MUTED)], _TURN)
    if list_width < NARROW:
        right += [*_GAP, (align_right("Checked", _SHORT_COUNT), Tone.MUTED)]
    else:
        right += [*_GAP, (align_right("Check-ins", _COUNT), Tone.MUTED), *_GAP]
        right.append((align_right("Blockers", _BLOCKERS), Tone.MUTED))
    return [*pad([("Unit", Tone.MUTED)], max(_LEAST_NAME, width - length(right) - 1)), *_GAP, *right]


def unit_line(unit: UnitReviews, width: int, list_width: int, glyphs: GlyphSet) -> Segments:
    """A unit in exactly `width` cells, of a list that is `list_width` wide."""
    turns = unit.turns
    right = [
        *pad(turn_segments(turns.meeting, glyphs), _TURN),
        *_GAP,
        *pad(turn_segments(turns.month, glyphs), _MONTH),
        *_GAP,
        *pad(turn_segments(turns.quarter, glyphs), _TURN),
    ]
    is_narrow = list_width < NARROW
    right += [*_GAP, *_check_ins(unit, _SHORT_COUNT if is_narrow else _COUNT)]
    if not is_narrow:
        right += [*_GAP, *_blockers(unit, glyphs)]
    room = max(_LEAST_NAME, width - length(right) - 1)
    return [*pad(_name(unit, room, glyphs), room), *_GAP, *right]


def _name(unit: UnitReviews, room: int, glyphs: GlyphSet) -> Segments:
    flag = f" {glyphs.attention}{len(unit.late)}"
    flag += " late" if width_of(f"{unit.name}{flag} late") <= room else ""
    late: Segments = [(flag, Tone.CAUTION)] if unit.late else []
    room -= length(late)
    name: Segments = [(fit(unit.name or "(no name)", room, glyphs.ellipsis), Tone.STRONG)]
    free = room - length(name) - 2
    if unit.lead_name and free >= min(_LEAST_ASIDE, width_of(unit.lead_name)):
        name.append((f"  {fit(unit.lead_name, free, glyphs.ellipsis)}", Tone.MUTED))
    return [*name, *late]


def _check_ins(unit: UnitReviews, width: int) -> Segments:
    if not unit.wanted:
        return [(" " * width, Tone.PLAIN)]
    tone = Tone.GOOD if unit.made == unit.wanted else Tone.PLAIN
    return [(align_right(f"{unit.made}/{unit.wanted}", width), tone)]


def _blockers(unit: UnitReviews, glyphs: GlyphSet) -> Segments:
    if not unit.blockers:
        return [(" " * _BLOCKERS, Tone.PLAIN)]
    old = f" {glyphs.attention}{unit.old_blockers}" if unit.old_blockers else ""
    return [
        (" " * max(0, _BLOCKERS - len(str(unit.blockers)) - width_of(old)), Tone.PLAIN),
        (str(unit.blockers), Tone.PLAIN),
        (old, Tone.CAUTION),
    ]


def turn_segments(turn: Turn, glyphs: GlyphSet) -> Segments:
    """`✓ 23 Nov`, `▲ due`, `■ Oct late`, `· 30 Nov`; muted where it may be held, but need not."""
    month = f"{turn.about:%b} " if turn.about else ""
    match turn.state:
        case State.HELD:
            return [(f"{glyphs.achieved} ", Tone.MUTED if turn.above else Tone.GOOD), (_day(turn.day), Tone.MUTED)]
        case State.LATER:
            return [(f"{glyphs.dot} {_day(turn.day)}", Tone.FAINT)]
        case State.DUE | State.OVERDUE if not turn.is_asked:
            return [(f"{glyphs.not_started} {month or 'open'}", Tone.MUTED)]
        case State.DUE:
            return [(f"{glyphs.attention} {month}due", Tone.CAUTION)]
        case State.OVERDUE:
            return [(f"{glyphs.at_risk} {month}late", Tone.BAD)]
    return []


def _day(day: date | None) -> str:
    return f"{day.day} {day:%b}" if day else ""
