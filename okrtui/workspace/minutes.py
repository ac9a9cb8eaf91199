"""The minutes of a meeting: what was decided, what was said, and who was there; one review for a unit and a week.

Whoever holds the meeting of a unit in a week goes on with the same review: it is found by its date, and where there is
none yet, its id is derived from unit and week. So two people who write the minutes at once, and do not see each other,
meet in the same registers, as a conflict in which nobody's words are lost.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from okrtui.okr import records
from okrtui.okr.cadence import Period
from okrtui.okr.ids import derived_id
from okrtui.okr.kinds import ReviewKind
from okrtui.okr.meetings import meeting_weeks
from okrtui.workspace.due_reviews import reviews_of
from okrtui.workspace.edits import New, change, create
from okrtui.workspace.errors import NotFound, UsageError
from okrtui.workspace.forms import Form, open_form
from okrtui.workspace.view import View
from okrtui.workspace.workspace import Workspace


class Minutes(NamedTuple):
    """What a meeting leaves behind. Texts may have several lines."""

    decisions: str = ""
    notes: str = ""
    present: tuple[str, ...] = ()
    """The ids of those who took part."""


class Opened(NamedTuple):
    """The minutes of a unit's week as they were shown, to be written on."""

    unit: str
    day: date
    """The day of the meeting: of the review that was begun, else today."""
    weeks: Period
    form: Form | None
    """None: nobody has begun them."""
    written: Minutes
    """What stands there already."""

    @property
    def review(self) -> str | None:
        """The review that they are, once they were begun."""
        return self.form.id if self.form else None


def weeks_of(view: View, unit: str, day: date | None = None) -> Period:
    """The week, or weeks, of a unit's meeting that a day lies in; of none: today."""
    return meeting_weeks(day or view.today, view.company.rhythm_of(unit))


def meeting_in(view: View, unit: str, weeks: Period) -> str | None:
    """The review of the unit's meeting in a week, the last one of several."""
    found = (each for each in reviews_of(view, unit) if each.kind is ReviewKind.WEEKLY)
    return next((each.id for each in found if weeks.start <= each.date <= weeks.end), None)


def open_minutes(workspace: Workspace, unit: str) -> Opened:
    """This week's minutes of a unit, as they are now. Raises NotFound where there is no such unit."""
    with workspace.lock:
        if workspace.company.unit(unit) is None:
            raise NotFound(f"{unit}: there is no such unit, or it is deleted")
        weeks = weeks_of(workspace, unit)
        review = meeting_in(workspace, unit, weeks)
        if review is None:
            return Opened(unit, workspace.today, weeks, None, Minutes())
        form = open_form(workspace, "review", review)
        day = records.day(form.values, "date") or workspace.today
        return Opened(unit, day, weeks, form, _written(form.values))


def _written(fields: records.Fields) -> Minutes:
    present = tuple(dict.fromkeys(records.words(fields, "present")))
    return Minutes(records.text(fields, "decisions"), records.text(fields, "notes"), present)


def save_minutes(workspace: Workspace, opened: Opened, minutes: Minutes) -> str:
    """Write minutes over those that were opened, in one act: only what differs. The review's id.

    What someone else has written since stands beside it as a conflict. Raises FieldError, NotFound, and UsageError
    where there is nothing to write.
    """
    if opened.form is None and minutes == Minutes():
        raise UsageError("there is nothing to save yet: mark who is present, or write down a decision or a note")
    fields: dict[str, object] = {
        "decisions": minutes.decisions or None,
        "notes": minutes.notes or None,
        "present": list(minutes.present) or None,
    }
    if opened.form is not None:
        change(workspace, opened.form, {name: value for name, value in fields.items() if _differs(opened, name, value)})
        return opened.form.id
    cycle = workspace.company.current_cycle(opened.day)
    made: dict[str, object] = {"kind": ReviewKind.WEEKLY, "unit": opened.unit, "date": opened.day.isoformat(), **fields}
    if cycle is not None:
        made["cycle"] = cycle.id
    id = derived_id("review", opened.unit, f"{ReviewKind.WEEKLY} {opened.weeks.start.isoformat()}")
    if workspace.company.fields("review", id) is None:
        return create(workspace, New("review", made, id)).ids[0]
    if meeting_in(workspace, opened.unit, opened.weeks) == id:  # somebody began them while these were open
        change(workspace, Form("review", id, {}, {}), made)
        return id
    return create(workspace, New("review", made)).ids[0]  # somebody has moved it to another week


def _differs(opened: Opened, name: str, value: object) -> bool:
    before = getattr(opened.written, name)
    return (list(before) if name == "present" else before) != (value or ([] if name == "present" else ""))


def add_to_minutes(
    workspace: Workspace,
    unit: str,
    *,
    decisions: Sequence[str] = (),
    notes: Sequence[str] = (),
    present: Iterable[str] = (),
) -> str:
    """Add to this week's minutes, or begin them, in one act; the review's id. Raises FieldError, UsageError."""
    opened = open_minutes(workspace, unit)
    before = opened.written
    minutes = Minutes(
        joined(before.decisions, *decisions, gap="\n"),
        joined(before.notes, *notes),
        tuple(dict.fromkeys((*before.present, *present))),
    )
    if minutes == before:
        raise UsageError("there is nothing to save: say decision=…, note=… or present=…")
    return save_minutes(workspace, opened, minutes)


def joined(*texts: str, gap: str = "\n\n") -> str:
    """Texts one below the other, blank ones left out."""
    return gap.join(text.strip("\n") for text in texts if text.strip())


# --- what was said, item by item


class Entry(NamedTuple):
    """A decision or a note, typed at an item of the agenda."""

    item: str
    """The key of the item."""
    title: str
    """What the item is called in the minutes; "" for what is about nothing in particular."""
    is_decision: bool
    text: str


def composed(written: Minutes, entries: Sequence[Entry], present: Iterable[str]) -> Minutes:
    """Minutes with what was typed added, each under the name of its item, those of one item together.

    A decision stands on a line of its own, so that the next meeting can go through them.
    """
    decisions: list[str] = []
    notes: list[str] = []
    items = dict.fromkeys((entry.item, entry.title) for entry in entries)
    for entry in sorted(entries, key=lambda each: list(items).index((each.item, each.title))):
        text = entry.text.strip()
        told = f"{entry.title}: {text}" if entry.title else text
        if text and entry.is_decision:
            decisions.append(" ".join(told.split("\n")))
        elif text:
            notes.append(told)
    return Minutes(
        joined(written.decisions, *decisions, gap="\n"),
        joined(written.notes, *notes),
        tuple(dict.fromkeys(present)),
    )
