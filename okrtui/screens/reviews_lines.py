"""What Reviews says of one unit, and of one review that was held, as lines."""

from collections.abc import Iterator, Sequence

from okrtui.okr.kinds import ReviewKind
from okrtui.screens.conflict_marks import clash_segments
from okrtui.screens.detail_line import DetailLine, Setting, heading, text_lines
from okrtui.screens.detail_lines import SELF
from okrtui.screens.reviews_rows import turn_segments
from okrtui.widgets.cells import align_left, fit, width_of
from okrtui.widgets.tones import Segments, Tone, fit_segments, length, spread
from okrtui.workspace.due_reviews import State, Turn
from okrtui.workspace.past_reviews import NAMES, PastReview, ReviewSheet
from okrtui.workspace.review_table import UnitReviews

_IN = "  "
_WHAT = 9
_WHEN = 12
_KIND = 17
_MOST_LATE = 20
NOTHING_HELD = "Nothing yet: w holds the first meeting, and its minutes stand here."


def unit_lines(unit: UnitReviews, path: str, past: Sequence[PastReview], setting: Setting) -> list[DetailLine]:
    """What has its turn in a unit, how its week goes, and what it has held. `path` leads to it from the top."""
    return [
        DetailLine(SELF, [(unit.name or "(no name)", Tone.STRONG)], ("unit", unit.id)),
        *_text("path", _joined([path, unit.lead_name], setting), setting),
        *heading("turn", "Has its turn", setting),
        *_turns(unit, setting),
        *heading("week", "This week", setting),
        *_week(unit, setting),
        *_late(unit, setting),
        *heading("held", "Held", setting, str(len(past)) if len(past) > 1 else ""),
        *_past(past, setting),
    ]


def _text(key: str, text: str, setting: Setting, tone: Tone = Tone.MUTED) -> Iterator[DetailLine]:
    if text:
        yield from text_lines(key, text, tone, setting)


def _joined(parts: Sequence[str], setting: Setting) -> str:
    return f" {setting.glyphs.dot} ".join(part for part in parts if part)


def _turns(unit: UnitReviews, setting: Setting) -> Iterator[DetailLine]:
    names = (("meeting", "Meeting", "w"), ("month", "Month", "t"), ("quarter", "Quarter", "v"))
    for (key, name, opens), turn in zip(names, unit.turns, strict=True):
        line: Segments = [(f"{_IN}{name:<{_WHAT}}", Tone.MUTED)]
        line += turn_segments(turn, setting.glyphs) or [("nothing to hold now", Tone.MUTED)]
        said = _said(turn)
        if said:
            line.append((f"  {said}", Tone.MUTED))
        if opens and turn.state is not State.NONE:
            line = spread(line, [(opens, Tone.STRONG), (" opens it", Tone.MUTED)], setting.width)
        yield DetailLine(f"turn {key}", fit_segments(line, setting.width, setting.glyphs.ellipsis))


def _said(turn: Turn) -> str:
    if turn.state is State.HELD:
        return "by the unit above, for all below" if turn.above else ""
    if turn.state in (State.DUE, State.OVERDUE) and not turn.is_asked:
        return "may be held"
    if turn.state is State.OVERDUE and turn.about and turn.day:
        return f"since {turn.day.day} {turn.day:%b}"
    return ""


def _week(unit: UnitReviews, setting: Setting) -> Iterator[DetailLine]:
    if unit.wanted:
        tone = Tone.GOOD if unit.made == unit.wanted else Tone.PLAIN
        yield DetailLine(
            "week made", [(f"{_IN}{unit.made} of {unit.wanted}", tone), (" key results are checked in", Tone.MUTED)]
        )
    else:
        yield from _text("week made", "No key result wants a check-in.", setting)
    if unit.blockers:
        line: Segments = [(f"{_IN}{unit.blockers}", Tone.PLAIN)]
        line.append((f" open blocker{'' if unit.blockers == 1 else 's'}", Tone.MUTED))
        if unit.old_blockers:
            line.append((f"  {setting.glyphs.attention} {unit.old_blockers} for over a week", Tone.CAUTION))
        yield DetailLine("week blockers", line)
    else:
        yield from _text("week blockers", "No blocker is open.", setting)


def _late(unit: UnitReviews, setting: Setting) -> Iterator[DetailLine]:
    """What came after a score was agreed: the score stays, until somebody reopens the cycle or keeps it."""
    if unit.late:
        yield from heading("late", "Came after the score", setting, str(len(unit.late)))
    for each in unit.late[:_MOST_LATE]:
        title = fit(each.title, setting.width - width_of(_IN), setting.glyphs.ellipsis)
        yield DetailLine(f"late {each.key_result}", [(title, Tone.PLAIN)], ("key_result", each.key_result))
        yield from _text(f"late {each.key_result}/", each.words, setting, Tone.CAUTION)


def _past(past: Sequence[PastReview], setting: Setting) -> Iterator[DetailLine]:
    if not past:
        yield from _text("held", NOTHING_HELD, setting)
    for each in past:
        facts = [f"{each.present} present" if each.present else ""]
        facts.append(f"{each.decisions} decision{'' if each.decisions == 1 else 's'}" if each.decisions else "")
        line: Segments = [
            (align_left(f"{each.date.day} {each.date:%b %Y}", _WHEN), Tone.PLAIN),
            (align_left(NAMES[each.kind], _KIND), Tone.PLAIN),
            (f"  {_joined(facts, setting)}", Tone.MUTED),
        ]
        room = setting.width - width_of(_IN) - length(line) - 2
        if room >= _WHEN and each.gist:
            line.append((f"  {each.gist}", Tone.MUTED))
        line = fit_segments(line, setting.width - width_of(_IN), setting.glyphs.ellipsis)
        yield DetailLine(f"review {each.id}", line, ("review", each.id))


def review_lines(sheet: ReviewSheet, setting: Setting) -> list[DetailLine]:
    """A review, all that was written."""
    lines = [*_head(sheet, setting)]
    for field, words, text in sheet.parts:
        lines += heading(field, words, setting)
        lines += _text(field, text, setting, Tone.PLAIN)
        lines += _clashes(sheet, field, setting)
    if not sheet.parts:
        lines += heading("nothing", "Nothing was written down", setting)
    if sheet.improvements:
        lines += heading("better", "To do better", setting)
    for each in sheet.improvements:
        state = f"taken up in {each.taken_up_in}" if each.taken_up_in else "not taken up yet"
        aside: Segments = [(_joined([each.owner, state], setting), Tone.MUTED)]
        line = spread([(_IN + each.text, Tone.PLAIN)], aside, setting.width, setting.glyphs.ellipsis)
        lines.append(DetailLine(f"better {each.id}", line))
    if setting.changed:
        lines.append(DetailLine("foot/blank", []))
        lines += _text("changed", f"last change {setting.changed}", setting)
    return lines


def _head(sheet: ReviewSheet, setting: Setting) -> Iterator[DetailLine]:
    title: Segments = [(f"{NAMES[sheet.kind]}  {sheet.unit_name}".rstrip(), Tone.STRONG)]
    title = fit_segments(title, setting.width - width_of(_IN), setting.glyphs.ellipsis)
    yield DetailLine(SELF, title, ("review", sheet.id))
    day = f"{sheet.date:%A} {sheet.date.day} {sheet.date:%B %Y}"
    yield from _text("facts", _joined([day, sheet.cycle], setting), setting)
    if sheet.present:
        yield from _text("present", f"Present: {', '.join(sheet.present)}", setting, Tone.PLAIN)
    elif sheet.kind is ReviewKind.WEEKLY:
        yield from _text("present", "Nobody is marked as present.", setting)
    written = {field for field, _, _ in sheet.parts}
    for field in sheet.contested:
        if field.name not in written:
            yield from _clash(sheet, field.name, setting)


def _clashes(sheet: ReviewSheet, name: str, setting: Setting) -> Iterator[DetailLine]:
    if any(field.name == name for field in sheet.contested):
        yield from _clash(sheet, name, setting)


def _clash(sheet: ReviewSheet, name: str, setting: Setting) -> Iterator[DetailLine]:
    """What others wrote into a field: the cursor can be on it, and a key opens it."""
    for field in sheet.contested:
        if field.name == name:
            line = clash_segments(field, setting.glyphs, setting.when)
            line = fit_segments(line, setting.width - width_of(_IN), setting.glyphs.ellipsis)
            yield DetailLine(f"clash {name}", line, ("review", sheet.id), name)
