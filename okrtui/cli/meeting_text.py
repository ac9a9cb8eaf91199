"""The agenda of a meeting as JSON with stable keys, and as lines of text."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from okrtui.cli import blockers, rows
from okrtui.cli.planning_board import cycle_facts
from okrtui.cli.printing import count, width
from okrtui.okr.cadence import Period, relative_day
from okrtui.okr.number import percent_text
from okrtui.okr.records import day
from okrtui.widgets.glyphs import GlyphSet, status_segments
from okrtui.widgets.tones import Segments, Tone, fit_segments, length
from okrtui.widgets.wrapped import wrapped
from okrtui.workspace.check_ins import NOTES
from okrtui.workspace.minutes_report import moved
from okrtui.workspace.monday import Agenda
from okrtui.workspace.monday_results import Result, Win
from okrtui.workspace.monday_roster import Attendee
from okrtui.workspace.reading import clean_line
from okrtui.workspace.view import View

_NAME = 24
_MOST = 20
"""So many key results are printed; JSON has all."""
_LINES = 3


def facts(view: View, found: Agenda) -> dict[str, Any]:
    """The agenda with stable keys."""
    return {
        "unit": {"id": found.unit, "title": found.unit_name},
        "today": found.today.isoformat(),
        "week": _span(found.weeks),
        "cycle": cycle_facts(found.cycle) if found.cycle else None,
        "period": _span(found.period),
        "wanted": found.wanted,
        "made": found.made,
        "review": found.review,
        "decided": found.decided and {**found.decided._asdict(), "date": found.decided.date.isoformat()},
        "roster": [_attendee_facts(each) for each in found.roster],
        "key_results": [_result_facts(view, each) for each in found.results],
        "next_steps": [
            {
                "check_in": each.check_in,
                "key_result": {"id": each.key_result, "title": each.title},
                "text": each.text,
                "person": each.person,
                "name": each.name,
                "date": each.date.isoformat(),
                "done": each.is_done,
            }
            for each in found.steps
        ],
        "blockers": [blockers.blocker_facts(each) for each in found.blockers],
        "wins": [
            {
                "key_result": {"id": each.key_result, "title": each.title},
                "text": each.text or None,
                "status": each.status,
                "person": each.person,
                "name": each.name,
                "date": each.date.isoformat(),
            }
            for each in found.wins
        ],
        "thanks": [
            {
                "id": each.id,
                "person": each.giver,
                "name": each.giver_name,
                "subject": {"kind": each.kind, "id": each.subject, "title": each.name},
                "text": each.text,
                "ts": each.when,
            }
            for each in found.thanks
        ],
    }


def _span(period: Period) -> dict[str, str]:
    return {"start": period.start.isoformat(), "end": period.end.isoformat()}


def _attendee_facts(each: Attendee) -> dict[str, Any]:
    return {
        "person": each.person,
        "name": each.name,
        "unit": {"id": each.unit, "title": each.unit_name},
        "lead": each.is_lead,
        "owned": each.owned,
        "wanted": each.wanted,
        "made": each.made,
        "last": each.last.isoformat() if each.last else None,
    }


def _result_facts(view: View, each: Result) -> dict[str, Any]:
    return {
        **rows.facts(view, each.row),
        "owner": each.owner,
        "owner_name": each.owner_name,
        "objective": {"id": each.objective, "title": each.objective_title},
        "unit": {"id": each.unit, "title": each.unit_name},
        "wanted": each.is_wanted,
        "checked_in": each.is_checked_in,
        "value_before": each.value_before or None,
        "progress_before": rows.percent_or_none(each.progress_before),
        "confidence_before": each.confidence_before,
        "said": dict(each.said),
        "said_by": each.said_by or None,
    }


# --- in words


def text(view: View, found: Agenda) -> str:
    """The agenda, section by section; sections with nothing in them are left out."""
    return "\n".join(_lines(view, found))


def _lines(view: View, found: Agenda) -> Iterator[str]:
    look, cells = rows.glyphs(), width()
    week = f"week of {found.weeks.start.day} {found.weeks.start:%b %Y}"
    yield rows.paint([(f"Meeting of {found.unit_name}", Tone.STRONG), (f"  {week}", Tone.MUTED)])
    yield f"{found.made} of {count(found.wanted, 'key result')} checked in since {_day(found.period.start)}"
    if found.review is not None:
        held = day(view.company.fields("review", found.review) or {}, "date")
        yield f"Its minutes are begun{f', {_day(held)}' if held else ''}: {found.review}"
    yield from _section("Roster", [_attendee(each, found.today, look, cells) for each in found.roster])
    if found.decided is not None:
        said = [line for line in found.decided.decisions.splitlines() if line.strip()]
        yield from _section(f"Decided on {_day(found.decided.date)}", [f"  {clean_line(line)}" for line in said])
    shown = found.results[:_MOST]
    yield from _section("Key results, worst first", [line for each in shown for line in _result(each, look, cells)])
    if len(found.results) > _MOST:
        yield f"  and {len(found.results) - _MOST} more; --json has all of them"
    steps = [_step(each.is_done, each.text, _joined(each.name, each.title), look, cells) for each in found.steps]
    yield from _section("Next steps", steps)
    yield from _section("In the way", [line for each in found.blockers for line in blockers.blocker_text(each)])
    yield from _section("What went well", [_win(each, look, cells) for each in found.wins])
    thanks = [_spread(each.text, f"{each.giver_name} to {each.name}", cells, look) for each in found.thanks]
    yield from _section("Recognition", thanks)


def _section(title: str, lines: list[str]) -> Iterator[str]:
    if lines:
        yield ""
        yield rows.paint([(title, Tone.STRONG)])
        yield from lines


def _day(found: date) -> str:
    return f"{found.day} {found:%b}"


def _attendee(each: Attendee, today: date, look: GlyphSet, cells: int) -> str:
    if not each.wanted:
        mark: Segments = [("  ", Tone.PLAIN)]
        said = "nothing to check in" if not each.owned else "none due yet"
    else:
        glyph, tone = (look.stale, Tone.CAUTION) if each.is_missing else (look.achieved, Tone.GOOD)
        mark = [(f"{glyph} ", tone)]
        last = f", {relative_day(each.last, today)}" if each.last else ", never"
        said = f"{each.made} of {each.wanted}{last}"
    name = f"{each.name}{' (lead)' if each.is_lead else ''}"
    left: Segments = [("  ", Tone.PLAIN), *mark, (f"{name:<{_NAME}}  ", Tone.PLAIN), (each.unit_name, Tone.MUTED)]
    return _painted(left, [(said, Tone.PLAIN)], cells, look)


def _result(each: Result, look: GlyphSet, cells: int) -> Iterator[str]:
    row = each.row
    figure = percent_text(row.progress) if row.is_bar and row.progress is not None else ""
    right: Segments = [
        (f"{moved(each, look.arrow)}  ", Tone.PLAIN),
        (f"{figure:>6}  ", Tone.PLAIN),
        *(status_segments(row.status, row.is_stale, look) if row.status else []),
    ]
    yield _painted([("  ", Tone.PLAIN), (row.title, Tone.PLAIN)], right, cells, look)
    confidence = [f"confidence {row.confidence}{_change(each)}"] if row.confidence is not None else []
    late = ["not checked in"] if each.is_wanted and not each.is_checked_in else []
    about = _joined(each.owner_name or "nobody", *confidence, *late)
    yield rows.paint(fit_segments([(f"    {about}", Tone.MUTED)], cells, look.ellipsis))
    for name in NOTES:
        for place, line in enumerate(wrapped(clean_line(each.said.get(name, "")), cells - 16, _LINES, look.ellipsis)):
            if line:
                label = name.replace("_", " ") if place == 0 else ""
                yield rows.paint([(f"    {label:<12}", Tone.MUTED), (line, Tone.PLAIN)])


def _change(each: Result) -> str:
    before, now = each.confidence_before, each.row.confidence
    if before is None or now is None or before == now:
        return ""
    return f" ({now - before:+d})"


def _step(is_done: bool, said: str, aside: str, look: GlyphSet, cells: int) -> str:
    mark = look.achieved if is_done else look.not_started
    left: Segments = [(f"  {mark} ", Tone.GOOD if is_done else Tone.MUTED), (clean_line(said), Tone.PLAIN)]
    return _painted(left, [(aside, Tone.MUTED)], cells, look)


def _win(win: Win, look: GlyphSet, cells: int) -> str:
    said = f"is {win.status.words}" if win.status else win.text
    return _spread(said, _joined(win.name, win.title), cells, look)


def _joined(*parts: str) -> str:
    return ", ".join(part for part in parts if part)


def _spread(left: str, right: str, cells: int, look: GlyphSet) -> str:
    return _painted([(f"  {clean_line(left)}", Tone.PLAIN)], [(right, Tone.MUTED)], cells, look)


def _painted(left: Segments, right: Segments, cells: int, look: GlyphSet) -> str:
    """Two pieces at the ends of a line; the right one has at most half of it."""
    beside = fit_segments(right, cells // 2, look.ellipsis)
    room = cells - length(beside) - 2
    shown = fit_segments(left, room, look.ellipsis)
    return rows.paint([*shown, (" " * (room - length(shown) + 2), Tone.PLAIN), *beside])
