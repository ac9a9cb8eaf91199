"""Rows of units, objectives and key results: as JSON with stable keys, and as lines of text with a bar."""

import os
import sys
from fractions import Fraction
from typing import Any

import click

from okrtui.cli.printing import is_coloured
from okrtui.okr.kinds import ObjectiveKind
from okrtui.okr.number import percent, stored
from okrtui.widgets.bar import bar, percent_column
from okrtui.widgets.cells import align_left, fit
from okrtui.widgets.glyphs import (
    KIND_TAGS,
    STATUS_WIDTH,
    GlyphSet,
    count_segments,
    glyphs_for,
    look_of,
    status_segments,
)
from okrtui.widgets.tones import Segments, Tone, fit_segments, length
from okrtui.workspace.reading import clean_line
from okrtui.workspace.rows import Mark, Row
from okrtui.workspace.view import View

_BAR = 12
_FIGURE = 6
_ASIDE = 18
_WITH_ASIDE_FROM = 90
_NARROWEST_TITLE = 12
_TOPS = ("unit", "mission", "goal", "nothing")
_WITHOUT_FIGURES = ("share", "nothing")
_STYLES: dict[Tone, dict[str, Any]] = {
    Tone.STRONG: {"bold": True},
    Tone.MUTED: {"dim": True},
    Tone.FAINT: {"dim": True},
    Tone.GOOD: {"fg": "green"},
    Tone.BEST: {"fg": "bright_green"},
    Tone.CAUTION: {"fg": "yellow"},
    Tone.BAD: {"fg": "red"},
    Tone.ACCENT: {"fg": "cyan"},
    Tone.CLASH: {"fg": "magenta"},
}


def facts(workspace: View, row: Row) -> dict[str, Any]:
    """A row with stable keys. Progress and expected are whole percent, raw; None where there is no figure."""
    common = {
        "kind": row.kind,
        "id": row.id,
        "title": row.title,
        "progress": percent_or_none(row.progress),
        "expected": percent_or_none(row.expected),
        "contested": row.is_contested,
    }
    match row.kind:
        case "unit":
            unit = workspace.company.unit(row.id)
            counts = {str(status): number for status, number in (row.counts or {}).items() if number}
            return common | {
                "level": unit.level if unit else None,
                "lead": unit.lead if unit else None,
                "objectives_by_status": counts,
            }
        case "objective":
            objective = workspace.company.objective(row.id)
            return common | {
                "status": row.status,
                "stale": row.is_stale,
                "owner": objective.owner if objective else None,
                "owner_name": row.owner,
                "objective_kind": row.objective_kind,
                "priority": row.is_priority,
                "stage": row.stage,
                "below": percent_or_none(row.below),
                "supporting": row.supporting,
            }
        case _:
            return common | _of_key_result(workspace, row)


def _of_key_result(workspace: View, row: Row) -> dict[str, Any]:
    from okrtui.workspace.check_ins import owner_of

    key_result = workspace.company.key_result(row.id)
    standing = workspace.standings.key_result(row.id)
    owner = owner_of(workspace, key_result) if key_result else None
    return {
        "status": row.status,
        "stale": row.is_stale,
        "owner": owner,
        "owner_name": clean_line(workspace.company.title(owner)),
        "metric": key_result.metric if key_result else None,
        "value": standing.last.value if standing.last else None,
        "start": number_or_none(key_result.start) if key_result else None,
        "target": number_or_none(key_result.target) if key_result else None,
        "unit_of_measure": (key_result.unit_of_measure if key_result else "") or None,
        "value_text": row.value,
        "target_text": row.target,
        "confidence": row.confidence,
        "last_check_in": row.last.isoformat() if row.last else None,
        "due": row.is_due,
    }


def percent_or_none(share: Fraction | None) -> int | None:
    """A share in whole percent."""
    return None if share is None else percent(share)


def number_or_none(value: Any) -> int | float | None:
    """A decimal as JSON has it."""
    return None if value is None else stored(value)


def glyphs() -> GlyphSet:
    """The glyphs that this terminal, or whatever stands in for it, can show."""
    return glyphs_for(sys.stdout.encoding, os.environ.get("TERM", "unknown"))


def line(row: Row, width: int, look: GlyphSet, depth: int = 0) -> str:
    """A row on one line: title, owner or value, bar, percent, status. What is too long is cut in its title."""
    if row.kind in _WITHOUT_FIGURES or row.mark is Mark.CUT:
        indented = [(" " * min(2 * depth, width // 2), Tone.PLAIN), *_note(row, look)]
        return paint(fit_segments(indented, width, look.ellipsis))
    right = _standing(row, look)
    aside = _ASIDE if width >= _WITH_ASIDE_FROM else 0
    room = max(_NARROWEST_TITLE, width - length(right) - aside - 1)
    indent = " " * min(2 * depth, room // 2)
    title = _title(row, look, room - len(indent))
    left = fit_segments([(indent, Tone.PLAIN), *title], room, look.ellipsis)
    gap = " " * (room - length(left) + 1)
    beside = align_left(_aside(row), aside - 1, look.ellipsis) + " " if aside else ""
    return paint([*left, (gap, Tone.PLAIN), (beside, Tone.MUTED), *right])


def _note(row: Row, look: GlyphSet) -> Segments:
    """What has no figures: a unit that shares an objective, a heading, what serves in vain."""
    if row.kind == "share":
        return [(f"{look.shared} ", Tone.ACCENT), (row.title, Tone.PLAIN), (f"  {row.value}", Tone.MUTED)]
    said = "  cut: it would close a loop" if row.mark is Mark.CUT else ""
    return [*_title(row, look), (said, Tone.CLASH)]


def _aside(row: Row) -> str:
    if row.kind != "key_result":
        return row.unit or row.owner
    if not row.value or not row.is_bar or " of " in row.value:
        return row.value
    unit = row.target.partition(" ")[2]
    return f"{row.value.removesuffix(f' {unit}')} of {row.target}"


def _title(row: Row, look: GlyphSet, room: int | None = None) -> Segments:
    """Tag, title and marks, in at most `room` cells where there is a limit: the title is cut, never its marks."""
    tag = KIND_TAGS.get(row.kind, "")
    before: Segments = [(f"{tag:3}", Tone.MUTED)] if tag else []
    (title, tone), *marks = title_and_marks(row, look)
    if room is not None:
        title = fit(title, room - length(before) - length(marks), look.ellipsis)
    return [*before, (title, tone), *marks]


def title_and_marks(row: Row, look: GlyphSet) -> Segments:
    """The title, and what marks the object: its kind of promise, its priority, a conflict."""
    segments: Segments = [(row.title or row.id, Tone.STRONG if row.kind in _TOPS else Tone.PLAIN)]
    if row.objective_kind is not None:
        mark = look.aspirational if row.objective_kind is ObjectiveKind.ASPIRATIONAL else look.committed
        segments.append((f" {mark}{look.priority if row.is_priority else ''}", Tone.ACCENT))
    if row.is_ghost:
        segments.append((" (deleted)", Tone.MUTED))
    if row.mark in (Mark.ELSEWHERE, Mark.AGAIN):
        segments.append((f" {look.again}{' again' if row.mark is Mark.AGAIN else ''}", Tone.MUTED))
    if row.is_contested:
        segments.append((f" {look.conflict}", Tone.CLASH))
    if row.is_cut or row.mark is Mark.CUT:
        segments.append((f" {look.cut}", Tone.CLASH))
    return segments


def _standing(row: Row, look: GlyphSet) -> Segments:
    """Bar, percent and status, in columns."""
    tone = look_of(row.status, look).tone if row.status else Tone.PLAIN
    drawn = bar(row.progress if row.is_bar else None, row.expected, _BAR, tone, look)
    figure = percent_column(row.progress if row.is_bar else None, _FIGURE)
    if row.status is not None:
        words = status_segments(row.status, row.is_stale, look)
    else:
        words = count_segments(row.counts or {}, look)
    words = fit_segments(words, STATUS_WIDTH, look.ellipsis)
    filling = " " * (STATUS_WIDTH - length(words))
    return [*drawn, (f"{figure}  ", Tone.PLAIN), *words, (filling, Tone.PLAIN)]


def standing_line(label: str, row: Row, look: GlyphSet, said: str) -> str:
    """`before  ━━━━─┿──  40%  ▲ attention  24 %`."""
    return paint([(f"{label:8}", Tone.MUTED), *_standing(row, look), (said, Tone.PLAIN)]).rstrip()


def paint(segments: Segments) -> str:
    """Toned pieces as one text: cleaned, and coloured where colours are welcome."""
    coloured = is_coloured()
    pieces = []
    for text, tone in segments:
        style = _STYLES.get(tone) if coloured else None
        text = clean_line(text)
        pieces.append(click.style(text, **style) if style and text.strip() else text)
    return "".join(pieces).rstrip()
