"""The questions that the check-in wizard asks on the side: notes, a blocker, a target, a status, measures, a day."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Protocol

from okrtui.okr.cadence import short_day
from okrtui.okr.kinds import Metric, Status
from okrtui.okr.number import decimal_of, format_number, parse_number, stored
from okrtui.okr.progress import STANDING, check_figures
from okrtui.screens.checkin.ask import Ask, Choice
from okrtui.screens.checkin.keys import NOTE_KEYS
from okrtui.screens.checkin.walk import Stop
from okrtui.widgets.glyphs import look_of
from okrtui.workspace.blockers import raise_blocker, solvers
from okrtui.workspace.check_in_card import Card, Measure
from okrtui.workspace.edits import change
from okrtui.workspace.forms import Form, open_form
from okrtui.workspace.reading_values import enter_reading, read_value
from okrtui.workspace.workspace import Workspace

_BLOCKER = "blocker"
_REASSESSED = (Status.ON_TRACK, Status.NEEDS_ATTENTION, Status.AT_RISK)
_HELD = (Status.HOLDING, Status.NOT_HOLDING)


class Desk(Protocol):
    """Who asks: the wizard."""

    @property
    def workspace(self) -> Workspace:
        """The open workspace."""

    def open_ask(self, ask: Ask) -> None:
        """Show a question."""

    def tell(self, text: str) -> None:
        """Say something in the quiet line."""

    def set_day(self, day: date) -> None:
        """Check in for another day."""

    def write(self, stop: Stop, work: Callable[[], object], told: str) -> None:
        """Write something, and say so."""


def ask_aside(desk: Desk, stop: Stop, card: Card, name: str) -> None:
    """Ask a question on the side: a note by its field, `blocker`, `target`, `reassess`, `measures` or `day`."""
    match name:
        case "blocker":
            _blocker(desk, stop)
        case "target":
            _target(desk, stop, card)
        case "reassess":
            _reassess(desk, stop, card)
        case "measures":
            _read_measure(desk, stop, card.measures)
        case "day":
            _day(desk, stop)
        case _:
            _note(desk, stop, name)


def _note(desk: Desk, stop: Stop, field: str) -> None:
    """Ask for a note of the check-in; it is kept however the question is left."""
    _, name, meaning = NOTE_KEYS[field]
    keep = partial(stop.say, field)
    desk.open_ask(Ask(name, keep, text=stop.notes.get(field, ""), hint=f"{meaning}; enter keeps it", left=keep))


def _blocker(desk: Desk, stop: Stop) -> None:
    """Ask what is in the way, then who solves it."""

    def described(text: str) -> None:
        stop.drafts[_BLOCKER] = text
        if text:
            _solver(desk, stop, text)

    left = partial(stop.drafts.__setitem__, _BLOCKER)
    draft = stop.drafts.get(_BLOCKER, "")
    desk.open_ask(Ask("blocker", described, text=draft, hint="what is in the way? enter", left=left))


def _solver(desk: Desk, stop: Stop, description: str) -> None:
    workspace = desk.workspace

    def named(person: str) -> None:
        stop.drafts[_BLOCKER] = ""
        work = partial(raise_blocker, workspace, stop.key_result, description, person or None)
        name = next((each.title for each in choices if each.id == person), "")
        desk.write(stop, work, f"Blocker raised, for {name}" if person else "Blocker raised")

    def left(_: str) -> None:
        desk.tell("The blocker is not raised yet; b takes it up again")

    choices = [Choice(each.id, each.name, each.units) for each in solvers(workspace)]
    choices.append(Choice("", "nobody yet"))
    desk.open_ask(Ask("solved by", named, hint="type a part of the name; enter", choices=choices, left=left))


def _target(desk: Desk, stop: Stop, card: Card) -> None:
    """Ask for another target; for a range, for its two ends."""
    form = open_form(desk.workspace, "key_result", stop.key_result)
    if card.metric is Metric.BETWEEN:
        _range_end(desk, stop, card, form)
    else:
        _new_target(desk, stop, card, form)


def _new_target(desk: Desk, stop: Stop, card: Card, form: Form) -> None:
    now = card.key_result

    def given(text: str) -> None:
        number = parse_number(text, now.target)
        check_figures(now.metric, now.start, number)
        _change(desk, stop, form, {"target": stored(number)}, f"Target {_typed(now.target)} → {format_number(number)}")

    hint = "+1 and -1 are relative; enter takes it"
    desk.open_ask(Ask("target", given, text=_typed(now.target), hint=hint, replaces=True))


def _range_end(desk: Desk, stop: Stop, card: Card, form: Form, low: Decimal | None = None) -> None:
    """Ask for the lower end first, then for the higher one."""
    now = card.key_result
    label, last = ("lowest", now.low) if low is None else ("highest", now.high)

    def given(text: str) -> None:
        number = parse_number(text, last)
        if low is None:
            _range_end(desk, stop, card, form, number)
            return
        check_figures(now.metric, low=low, high=number)
        _change(desk, stop, form, {"low": stored(low), "high": stored(number)}, "Range changed")

    desk.open_ask(Ask(label, given, text=_typed(last), hint="enter takes it", replaces=True))


def _reassess(desk: Desk, stop: Stop, card: Card) -> None:
    """Ask for the status as its owner sees it, then why; it holds until the next check-in."""

    def chosen(status: str) -> None:
        def reasoned(reason: str) -> None:
            if not reason:
                raise ValueError("a reason is needed, in a sentence")
            changes = {"status_override": status, "override_reason": reason}
            _change(desk, stop, form, changes, f"Reassessed: {Status(status).words}, until the next check-in")

        left = partial(stop.drafts.__setitem__, status)
        draft = stop.drafts.pop(status, "")
        desk.open_ask(Ask("because", reasoned, text=draft, hint="why? enter", left=left))

    form = open_form(desk.workspace, "key_result", stop.key_result)
    statuses = _HELD if card.metric in STANDING else _REASSESSED
    choices = [Choice(status.value, look_of(status).word) for status in statuses]
    desk.open_ask(Ask("it is", chosen, hint="arrows or type; enter", choices=choices))


def _read_measure(desk: Desk, stop: Stop, rest: tuple[Measure, ...]) -> None:
    """Ask what each measure was read at, on the day that is checked in for; without an answer it is passed over."""
    workspace, first, others = desk.workspace, rest[0], rest[1:]

    def read(text: str) -> None:
        if text:
            value = read_value(first.gauge, text)
            told = f"{first.name}: {format_number(decimal_of(value), first.gauge.unit)}"
            desk.write(stop, partial(enter_reading, workspace, first.gauge, value, stop.day), told)
        if others:
            _read_measure(desk, stop, others)

    last = first.gauge.last_text
    known = (f"target {first.target}" if first.target else "", f"last {last}" if last else "")
    hint = ", ".join(part for part in (*known, "enter") if part)
    desk.open_ask(Ask(first.name, read, hint=hint))


def _day(desk: Desk, stop: Stop) -> None:
    """Ask for which day the check-in is."""
    from okrtui.okr.models import parse_day  # which the first screen does not wait for

    today = desk.workspace.today

    def given(text: str) -> None:
        day = parse_day(text, today, past=True) if text else today
        if day > today:
            raise ValueError(f"{short_day(day, today)} lies ahead: one checks in for a day that has come")
        desk.set_day(day)

    shown = short_day(stop.day or today, today)
    desk.open_ask(Ask("for the day", given, text=shown, hint="yesterday, -3d, 13 Nov; enter", replaces=True))


def _change(desk: Desk, stop: Stop, form: Form, changes: Mapping[str, object], told: str) -> None:
    desk.write(stop, partial(change, desk.workspace, form, changes), told)


def _typed(number: Decimal | None) -> str:
    if number is None:
        return ""
    text = format_number(number)
    return f"={text}" if number < 0 else text
