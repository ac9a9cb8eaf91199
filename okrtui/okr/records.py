"""What is read: the objects as they stand in the registers, forgiving where the models are strict.

A register may hold anything that some version, or some stranger, ever wrote. Reading never fails: a value of the
wrong type reads as absent. Only the kinds that figures and lists are made of have a record here; they are plain
tuples, because hundreds of thousands of them pass.
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import NamedTuple, TypeVar

from okrtui.okr.kinds import (
    CycleKind,
    CycleStatus,
    Level,
    Metric,
    Mode,
    ObjectiveKind,
    Preset,
    Stage,
    Status,
    Weekday,
    Word,
)
from okrtui.okr.number import BOUND, decimal_of

Value = bool | int | float | str | None | list[bool | int | float | str | None]
Fields = Mapping[str, Value]

_W = TypeVar("_W", bound=Word)
_MAX_WEIGHT = Decimal(1_000_000)
_MAX_WEEKS = 13


def text(fields: Fields, name: str) -> str:
    """A text, "" where there is none."""
    value = fields.get(name)
    return value if isinstance(value, str) else ""


def line(fields: Fields, name: str) -> str:
    """A text on one line, as names and titles are; "" where there is none."""
    value = text(fields, name)
    return " ".join(value.split("\n")) if "\n" in value else value


def reference(fields: Fields, name: str) -> str | None:
    """The id of another object, None where there is none."""
    return text(fields, name) or None


def number(fields: Fields, name: str) -> Decimal | None:
    """A number, None where there is none."""
    return number_of(fields.get(name))


def number_of(value: Value) -> Decimal | None:
    """A stored value as a number; None for what is none, and for one out of bounds."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not -BOUND < value < BOUND:
        return None
    return decimal_of(value)


def day(fields: Fields, name: str) -> date | None:
    """A date, None where there is none."""
    value = fields.get(name)
    if not isinstance(value, str) or len(value) != 10 or value[7] != "-":  # a week's date, 2026-W01-1, is none here
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None


def flag(fields: Fields, name: str) -> bool:
    """Yes or no; no where there is neither."""
    return fields.get(name) is True


def words(fields: Fields, name: str) -> tuple[str, ...]:
    """The texts of a list; empty where there is none."""
    value = fields.get(name)
    return tuple(item for item in value if isinstance(item, str)) if isinstance(value, list) else ()


def word(fields: Fields, name: str, default: _W) -> _W:
    """One of an enumeration's words; `default` where there is none."""
    return optional_word(fields, name, type(default)) or default


def optional_word(fields: Fields, name: str, of: type[_W]) -> _W | None:
    """One of an enumeration's words; None where there is none."""
    value = fields.get(name)
    try:
        return of(value) if isinstance(value, str) else None
    except ValueError:
        return None


def weight(fields: Fields) -> Decimal:
    """A weight: 1 unless set, and never below 0."""
    found = number(fields, "weight")
    return Decimal(1) if found is None else min(max(found, Decimal(0)), _MAX_WEIGHT)


def weeks(fields: Fields) -> int | None:
    """How many weeks lie between check-ins; None where nobody says."""
    value = fields.get("check_in_weeks")
    return value if isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= _MAX_WEEKS else None


class Workspace(NamedTuple):
    """The settings that everyone shares."""

    name: str
    vision: str
    preset: Preset
    weekday: Weekday
    time_zone: str
    limits: tuple[str, ...]
    coach_words: tuple[str, ...] = ()
    weeks: int = 1
    """How many weeks lie between check-ins."""


class Unit(NamedTuple):
    """A company, department, team or individual."""

    id: str
    name: str
    level: Level
    parent: str | None
    lead: str | None
    weekday: Weekday | None = None
    """The day on which its check-ins are due; None: as in the unit above, else the workspace."""
    weeks: int | None = None
    """How many weeks lie between them; None alike."""


class Person(NamedTuple):
    """Someone who takes part."""

    id: str
    name: str
    email: str


class Cycle(NamedTuple):
    """A quarter, a year or a span of its own; both days belong to it."""

    id: str
    name: str
    kind: CycleKind
    status: CycleStatus
    start: date
    end: date


class Objective(NamedTuple):
    """What a unit wants to reach in a cycle."""

    id: str
    title: str
    rationale: str
    unit: str | None
    cycle: str | None
    owner: str | None
    kind: ObjectiveKind
    priority: bool
    stage: Stage


class KeyResult(NamedTuple):
    """How one sees that an objective is reached."""

    id: str
    title: str
    objective: str | None
    metric: Metric
    start: Decimal | None
    target: Decimal | None
    low: Decimal | None
    high: Decimal | None
    unit_of_measure: str
    owner: str | None
    weight: Decimal
    due: date | None
    override: Status | None
    override_reason: str


class CheckIn(NamedTuple):
    """Someone's word on where a key result stands; `stamp` orders those of one day."""

    id: str
    date: date
    stamp: str
    value: Value
    confidence: int | None
    note: str

    @property
    def number(self) -> Decimal | None:
        """The value as a number: yes is 1, no 0."""
        if isinstance(self.value, bool):
            return Decimal(int(self.value))
        return number_of(self.value)

    @property
    def done(self) -> tuple[str, ...]:
        """The ids of the milestones that it calls done."""
        value = self.value
        return tuple(item for item in value if isinstance(item, str)) if isinstance(value, list) else ()


class Alignment(NamedTuple):
    """An objective serves a parent; only a contributing one enters the parent's progress, with its weight."""

    id: str
    child: str
    parent: str
    mode: Mode
    weight: Decimal


def workspace(fields: Fields) -> Workspace:
    """Read a workspace."""
    return Workspace(
        line(fields, "name"),
        text(fields, "vision"),
        word(fields, "preset", Preset.OKR),
        word(fields, "check_in_weekday", Weekday.FRIDAY),
        text(fields, "time_zone") or "UTC",
        words(fields, "limits"),
        words(fields, "coach_words"),
        weeks(fields) or 1,
    )


def unit(id: str, fields: Fields) -> Unit:
    """Read a unit."""
    return Unit(
        id,
        line(fields, "name"),
        word(fields, "level", Level.TEAM),
        reference(fields, "parent"),
        reference(fields, "lead"),
        optional_word(fields, "check_in_weekday", Weekday),
        weeks(fields),
    )


def person(id: str, fields: Fields) -> Person:
    """Read a person."""
    return Person(id, line(fields, "name"), line(fields, "email"))


def cycle(id: str, fields: Fields) -> Cycle | None:
    """Read a cycle; None while it has no start or no end."""
    start, end = day(fields, "start"), day(fields, "end")
    if start is None or end is None or end < start:
        return None
    return Cycle(
        id,
        line(fields, "name"),
        word(fields, "kind", CycleKind.QUARTER),
        word(fields, "status", CycleStatus.ACTIVE),
        start,
        end,
    )


def objective(id: str, fields: Fields) -> Objective:
    """Read an objective."""
    return Objective(
        id,
        line(fields, "title"),
        text(fields, "rationale"),
        reference(fields, "unit"),
        reference(fields, "cycle"),
        reference(fields, "owner"),
        word(fields, "kind", ObjectiveKind.COMMITTED),
        flag(fields, "priority"),
        word(fields, "stage", Stage.DRAFT),
    )


def key_result(id: str, fields: Fields) -> KeyResult:
    """Read a key result."""
    return KeyResult(
        id,
        line(fields, "title"),
        reference(fields, "objective"),
        word(fields, "metric", Metric.INCREASE),
        number(fields, "start"),
        number(fields, "target"),
        number(fields, "low"),
        number(fields, "high"),
        line(fields, "unit_of_measure"),
        reference(fields, "owner"),
        weight(fields),
        day(fields, "due"),
        optional_word(fields, "status_override", Status),
        text(fields, "override_reason"),
    )


def check_in(id: str, fields: Fields, stamp: str) -> CheckIn | None:
    """Read a check-in; None while it has no date."""
    when = day(fields, "date")
    if when is None:
        return None
    confidence = fields.get("confidence")
    sane = isinstance(confidence, int) and not isinstance(confidence, bool) and 0 <= confidence <= 10
    return CheckIn(
        id,
        when,
        stamp,
        fields.get("value"),
        confidence if sane else None,  # type: ignore[arg-type]  # narrowed by `sane`
        text(fields, "note"),
    )


def alignment(id: str, fields: Fields) -> Alignment | None:
    """Read an alignment; None while an end is missing."""
    child, parent = reference(fields, "child"), reference(fields, "parent")
    if child is None or parent is None:
        return None
    return Alignment(id, child, parent, word(fields, "mode", Mode.SUPPORTS), weight(fields))
