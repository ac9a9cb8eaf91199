"""`okrtui checkin` by plain prompts, where the terminal can do no more: what the wizard asks, a line each."""

from collections.abc import Mapping
from functools import partial

from okrtui.cli.checkin_off_track import ask_what_now
from okrtui.cli.prompting import Stopped, ask, ask_until, say
from okrtui.okr.cadence import relative_day
from okrtui.okr.kinds import Metric
from okrtui.okr.number import decimal_of, format_number, percent_text
from okrtui.okr.records import KeyResult, Value
from okrtui.widgets.glyphs import look_of
from okrtui.workspace.check_in_card import Card, Measure, card_of, quiet, quiet_words, tally_words
from okrtui.workspace.check_in_figures import figures
from okrtui.workspace.check_ins import check_in, due_for, is_off_track, read_value
from okrtui.workspace.late import late_words
from okrtui.workspace.next_steps import take_step
from okrtui.workspace.reading_values import enter_reading
from okrtui.workspace.reading_values import read_value as read_reading
from okrtui.workspace.workspace import Workspace

_SURE: Mapping[str, int | None] = {"": None, "x": 10, **{str(number): number for number in range(11)}}


class Skipped(Exception):
    """A key result is passed over; it stays due."""


class Left(Exception):
    """One goes on no further."""


def ask_all(workspace: Workspace) -> None:
    """Ask for what is due for oneself, worst first. Each check-in is on the disk before the next one is asked for."""
    due = due_for(workspace, workspace.person)
    if not due:
        say(" ".join(quiet_words(quiet(workspace, workspace.person), workspace.today)))
        return
    say(f"Check-in of {workspace.company.title(workspace.person)}: enter keeps what stands in [ ], s skips, q stops.")
    saved: list[str] = []
    try:
        for number, id in enumerate(due, 1):
            _ask_one(workspace, id, f"{number} of {len(due)}", saved)
    except (Stopped, Left):
        pass
    finally:  # interrupted, too
        say()
        say(f"{tally_words(len(saved), len(due))}.")


def _ask_one(workspace: Workspace, id: str, place: str, saved: list[str]) -> None:
    card = card_of(workspace, id)
    if card is None:  # somebody has deleted it meanwhile
        return
    _show(workspace, card, place)
    try:
        _ask_step(workspace, card)
        value = _ask_value(workspace, card)
    except Skipped:
        return
    said = _Said()
    end: Exception | None = None
    try:
        said.ask(card)
    except Skipped:
        return
    except (Stopped, Left) as leaving:  # a value that was taken is saved, as in the wizard
        end = leaving
    notes = {"note": said.note} if said.note else {}
    check_in(workspace, id, value, confidence=said.confidence, notes=notes)
    saved.append(id)
    now = figures(workspace, id)
    say(f"  Checked in {now.value}: {percent_text(now.progress)}, {look_of(now.status).word}")
    if late := late_words(workspace, id, workspace.today):
        say(f"  {late}")
    if end is not None:
        raise end
    for measure in card.measures:
        _ask_reading(workspace, measure)
    if is_off_track(now.status):
        ask_what_now(workspace, id)


# --- what is shown


def _show(workspace: Workspace, card: Card, place: str) -> None:
    """What one needs to know, a line each."""
    due = f"by {relative_day(card.due, workspace.today)}" if card.due else ""
    aim = ", ".join(part for part in (card.origin, due) if part)
    say()
    say(f"{place}  {card.title}{f' ({aim})' if aim else ''}")
    say(f"  {' > '.join(card.why)}")
    for label, told in (("last time", _last(workspace, card)), ("in the way", _in_the_way(card))):
        if told:
            say(f"  {label}: {told}")


def _last(workspace: Workspace, card: Card) -> str:
    if card.last is None:
        return "no check-in yet"
    sure = "" if card.last.confidence is None else f"confidence {card.last.confidence}"
    note = f'"{card.last.note}"' if card.last.note else ""
    parts = (card.last.value, relative_day(card.last.date, workspace.today), sure, note)
    return ", ".join(part for part in parts if part)


def _in_the_way(card: Card) -> str:
    told = []
    for each in card.blockers:
        age = "" if each.age is None else f"{each.age} d, "
        told.append(f"{each.description} ({age}{each.solver_name or 'nobody to solve it'})")
    return "; ".join(told)


# --- what is asked


def _ask_step(workspace: Workspace, card: Card) -> None:
    """Ask whether last time's next step is done; it is ticked at once."""
    step = card.step
    if step is None or step.is_done:
        return
    answer = ask_until(f"  next step: {step.text}. Done? y/n", _yes_or_no, "n")
    if answer:
        take_step(workspace, step.check_in)


def _ask_value(workspace: Workspace, card: Card) -> Value:
    """The value, as the metric has it. Raises Skipped, Left, Stopped."""
    if card.metric is Metric.MILESTONES:
        return _ask_milestones(workspace, card)
    default = _typed(card.value)
    question = "  yes or no" if card.metric is Metric.YES_NO else f"  value{_in_unit(card.key_result)}"
    return ask_until(question, partial(_value, workspace, card, default), default)


def _value(workspace: Workspace, card: Card, default: str, said: str) -> Value:
    _heed(said)
    if not said:  # and nothing to keep
        raise Skipped
    return card.value if said == default else read_value(workspace, card.key_result, said)


def _ask_milestones(workspace: Workspace, card: Card) -> Value:
    """The done ones, by their numbers or titles."""
    done = card.value if isinstance(card.value, list) else []
    for number, milestone in enumerate(card.milestones, 1):
        say(f"  {number:>3} [{'x' if milestone.id in done else ' '}] {milestone.title}")
    numbers = [str(number) for number, each in enumerate(card.milestones, 1) if each.id in done]
    question = "  done, with commas between, or none"
    return ask_until(question, partial(_milestones, workspace, card), ",".join(numbers) or "none")


def _milestones(workspace: Workspace, card: Card, said: str) -> Value:
    _heed(said)
    parts = [part.strip() for part in said.split(",") if part.strip()]
    if parts and all(part.isdecimal() and 1 <= int(part) <= len(card.milestones) for part in parts):
        return [card.milestones[int(part) - 1].id for part in dict.fromkeys(parts)]
    return read_value(workspace, card.key_result, said)


class _Said:
    """What is said besides the value, as far as one came."""

    def __init__(self) -> None:
        self.confidence: int | None = None
        self.note = ""

    def ask(self, card: Card) -> None:
        """Ask for it. Raises Skipped, Left, Stopped."""
        default = "" if card.confidence is None else str(card.confidence)
        self.confidence = ask_until("  confidence, 0 to 10", _confidence, default)
        self.note = ask("  note")


def _confidence(said: str) -> int | None:
    _heed(said)
    if said.casefold() not in _SURE:
        raise ValueError("a confidence is a whole number from 0 to 10")
    return _SURE[said.casefold()]


def _ask_reading(workspace: Workspace, measure: Measure) -> None:
    """Ask what a measure was read at; without an answer it is passed over."""
    last = measure.gauge.last_text
    known = ", ".join(part for part in (measure.target and f"target {measure.target}", last and f"last {last}") if part)
    about = f"  measure {measure.name}{f' ({known})' if known else ''}"

    def read(said: str) -> int | float | None:
        _heed(said)
        return read_reading(measure.gauge, said) if said else None

    try:
        value = ask_until(about, read)
    except Skipped:
        return
    if value is not None:
        enter_reading(workspace, measure.gauge, value)
        say(f"  {measure.name}: {format_number(decimal_of(value), measure.gauge.unit)}")


def _heed(said: str) -> None:
    """Do what `s` and `q` say, where a number or a choice is asked for."""
    if said.casefold() in ("s", "skip"):
        raise Skipped
    if said.casefold() in ("q", "quit", "stop"):
        raise Left


def _yes_or_no(said: str) -> bool:
    _heed(said)
    if said.casefold() not in ("y", "yes", "n", "no"):
        raise ValueError("y or n")
    return said.casefold().startswith("y")


def _typed(value: Value) -> str:
    """A value as one would type it; "" for none."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        text = format_number(decimal_of(value))
        return f"={text}" if text.startswith("-") else text
    return ""


def _in_unit(key_result: KeyResult) -> str:
    return f", {key_result.unit_of_measure}" if key_result.unit_of_measure else ""
