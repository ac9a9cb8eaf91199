"""Readings: what is read of a metric, measure or goal, and saying what it is."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from okrtui.okr import records
from okrtui.okr.barometer import metrics_of, readings
from okrtui.okr.number import format_short
from okrtui.storage.clean import clean_line
from okrtui.storage.line import Value
from okrtui.workspace.errors import NotFound, UsageError
from okrtui.workspace.view import View
from okrtui.workspace.workspace import Workspace

READ = ("metric", "measure", "goal")
"""The kinds that have readings."""


class Gauge(NamedTuple):
    """Something that is read: what it is called, and its last reading."""

    kind: str
    id: str
    title: str
    unit: str
    last: Decimal | None
    on: date | None

    @property
    def last_text(self) -> str:
        """The last value in few characters; "" before the first."""
        return "" if self.last is None else format_short(self.last, self.unit)


class Entered(NamedTuple):
    """A reading that is safe on the disk."""

    id: str
    gauge: Gauge
    """What was read, and its last reading before this one."""
    date: date
    value: int | float


def gauges(workspace: View, kind: str, id: str) -> list[Gauge]:
    """What is read where one is: a metric, measure or goal itself; of a KPI each of its metrics."""
    with workspace.lock:
        if kind == "kpi":
            return [gauge(workspace, "metric", metric) for metric in metrics_of(workspace.company, id)]
        return [gauge(workspace, kind, id)] if kind in READ and workspace.company.fields(kind, id) is not None else []


def gauge(workspace: View, kind: str, id: str) -> Gauge:
    """A metric, measure or goal with its last reading up to today; of one day's, the one made last. Raises NotFound."""
    with workspace.lock:
        company = workspace.company
        fields = company.fields(kind, id)
        if fields is None:
            raise NotFound(f"{id}: there is no such {kind}, or it is deleted")
        points = readings(company, id, workspace.today)
        unit = clean_line(records.line(fields, "unit_of_measure"))
        day, last = (points[-1].date, _decimal(points[-1].value)) if points else (None, None)
        return Gauge(kind, id, clean_line(company.title(id)), unit, last, day)


def _decimal(value: Fraction) -> Decimal:
    """A stored value, which is a decimal one, as it was written."""
    return Decimal(value.numerator) / Decimal(value.denominator)


def read_value(gauge: Gauge, said: str) -> int | float:
    """The number that someone typed: `84`, `500k`; `+3` and `-3` are relative to the last one. Raises FieldError."""
    from okrtui.okr.models import FieldError, parse_field

    value = parse_field("reading", "value", said, date.min, gauge.last)
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise FieldError("reading", "value", "is missing")
    return value


def enter_reading(workspace: Workspace, gauge: Gauge, value: Value, on: date | None = None) -> Entered:
    """Say what was read, today unless another day is said. Raises FieldError, UsageError, NotFound."""
    from okrtui.workspace.edits import New, create

    day = on or workspace.today
    if day > workspace.today:
        raise UsageError(f"a reading of {day} is not known yet: it lies ahead of today, {workspace.today}")
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise UsageError("a reading is a number")
    with workspace.lock:
        if workspace.company.fields(gauge.kind, gauge.id) is None:
            raise NotFound(f"{gauge.id}: there is no such {gauge.kind}, or it is deleted")
    made = create(workspace, New("reading", {"subject": gauge.id, "date": day.isoformat(), "value": value}))
    return Entered(made.ids[0], gauge, day, value)
