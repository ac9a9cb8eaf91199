"""What the rhythm left on an object, as lines of its detail: a moved target, blockers, check-ins."""

from collections.abc import Iterator

from okrtui.okr.cadence import relative_day
from okrtui.okr.number import percent_text
from okrtui.screens.detail_line import INDENT, DetailLine, Setting, heading, text_lines, wrapped
from okrtui.widgets.cells import align_left, align_right, width_of
from okrtui.widgets.tones import Segments, Tone, fit_segments, length
from okrtui.workspace.blocked import Blocked
from okrtui.workspace.check_in_lines import CheckInLine
from okrtui.workspace.detail import Detail

_DATE = 10
_VALUE = 10
_WHO = 14
_NOTE = 24
_AGE = 6
_SAID = ("achievement", "challenge", "next_step", "learned")


def moved_lines(detail: Detail, setting: Setting) -> Iterator[DetailLine]:
    """What a key result was first aimed at, beside what it is aimed at now: progress and score by each."""
    found = detail.moved
    if found is None:
        return
    first = ("moved, first aimed at", found.target, found.progress, found.score)
    now = ("now aimed at", found.target_now, found.progress_now, found.score_now)
    for number, (label, target, share, score) in enumerate((first, now)):
        words = f"{label} {target}: {percent_text(share)}, score {score}"
        yield from text_lines(f"moved {number}", words, Tone.CAUTION, setting)


def moved_arithmetic(detail: Detail, setting: Setting) -> Iterator[DetailLine]:
    """How the figure came about if nothing had been moved."""
    if detail.moved is None:
        return
    words = f"By what it was first aimed at, {detail.moved.target}:"
    yield from text_lines("explain moved", words, Tone.MUTED, setting)
    for number, line in enumerate(detail.moved.arithmetic):
        yield from text_lines(f"explain moved {number}", line, Tone.PLAIN, setting)


# --- blockers


def blocker_lines(detail: Detail, setting: Setting) -> Iterator[DetailLine]:
    """The open blockers, each with its age, who is to solve it and which unit has it: the cursor can be on it."""
    if detail.blockers:
        yield from heading("blockers", "Blockers", setting, "enter solves, assigns, hands up")
    for blocked in detail.blockers:
        yield from _blocker(blocked, detail.row.id, setting)


def _blocker(blocked: Blocked, shown: str, setting: Setting) -> Iterator[DetailLine]:
    key = f"blocker {blocked.id}"
    age = "" if blocked.age is None else f"{blocked.age} d"
    lead: Segments = [(align_right(age, _AGE), Tone.CAUTION if blocked.is_old else Tone.MUTED), ("  ", Tone.PLAIN)]
    room = setting.width - width_of(INDENT) - length(lead)
    first, *rest = wrapped(blocked.description or "(not said)", room)
    yield DetailLine(key, [*lead, (first, Tone.PLAIN)], ("blocker", blocked.id))
    indent = " " * (width_of(INDENT) + length(lead))
    for number, line in enumerate(rest):
        yield DetailLine(f"{key}/{number}", [(indent + line, Tone.PLAIN)])
    dot = f" {setting.glyphs.dot} "
    solver = (blocked.solver_name, Tone.PLAIN) if blocked.solver else ("nobody to solve it", Tone.CAUTION)
    place = f"{blocked.unit_name}, handed up" if blocked.is_escalated else blocked.unit_name
    aside = [part for part in (place, blocked.subject.title if blocked.subject.id != shown else "") if part]
    line_: Segments = [(indent, Tone.PLAIN), solver, ("".join(dot + part for part in aside), Tone.MUTED)]
    yield DetailLine(f"{key}/who", fit_segments(line_, setting.width, setting.glyphs.ellipsis))


# --- check-ins


def check_in_lines(detail: Detail, setting: Setting) -> Iterator[DetailLine]:
    """The check-ins of a key result, the latest first: the cursor can be on each."""
    if detail.row.kind != "key_result":
        return
    yield from heading("check-ins", "Check-ins", setting, _how_many_check_ins(detail.check_ins))
    if not detail.check_ins:
        yield from text_lines("check-ins", "None yet: c makes the first.", Tone.MUTED, setting)
    for check_in in detail.check_ins:
        yield from _check_in(check_in, setting)


def _how_many_check_ins(check_ins: list[CheckInLine]) -> str:
    return str(len(check_ins)) if len(check_ins) > 1 else ""


def _check_in(check_in: CheckInLine, setting: Setting) -> Iterator[DetailLine]:
    """A check-in on one line; its note below where there is little room beside."""
    ellipsis = setting.glyphs.ellipsis
    confidence = "" if check_in.confidence is None else str(check_in.confidence)
    found: Segments = [
        (align_left(relative_day(check_in.date, setting.today), _DATE, ellipsis), Tone.MUTED),
        (align_right(check_in.value, _VALUE, ellipsis), Tone.PLAIN),
        (f"{confidence:>4}  ", Tone.MUTED),
        (align_left(check_in.person, _WHO, ellipsis), Tone.MUTED),
        (f" {setting.glyphs.conflict}" if check_in.is_contested else "", Tone.CLASH),
    ]
    room = setting.width - width_of(INDENT) - length(found) - 2
    is_beside = room >= _NOTE
    notes = wrapped(check_in.note, room if is_beside else setting.width - 2 * width_of(INDENT)) if check_in.note else []
    if is_beside and notes:
        found.append((f"  {notes.pop(0)}", Tone.PLAIN))
    key = f"check-in {check_in.id}"
    yield DetailLine(key, found, ("check_in", check_in.id))
    indent = setting.width - room if is_beside else 2 * width_of(INDENT)
    for number, note in enumerate(notes):
        yield DetailLine(f"{key}/{number}", [(" " * indent + note, Tone.PLAIN)])
    indent = 2 * width_of(INDENT)
    for label, said in _more_said(check_in):
        lead = f"{label}  "
        for number, line in enumerate(wrapped(said, setting.width - indent - width_of(lead))):
            head = lead if number == 0 else " " * width_of(lead)
            yield DetailLine(f"{key}/{label} {number}", [(" " * indent + head, Tone.MUTED), (line, Tone.PLAIN)])


def _more_said(check_in: CheckInLine) -> Iterator[tuple[str, str]]:
    """What was said besides the note, and for whom, each with its label."""
    if check_in.on_behalf_of:
        yield "for", check_in.on_behalf_of
    for name in _SAID:
        said = str(getattr(check_in, name))
        if said:
            label = "next step, done" if name == "next_step" and check_in.next_step_done else name.replace("_", " ")
            yield label, said
