"""KPIs as a barometer: where the needle goes and how fast first, where it stands second.

A KPI is made of metrics. On each day on which one of them was read it has a value, made of the last reading of each.
"""

from datetime import date
from enum import StrEnum
from fractions import Fraction
from math import prod
from typing import NamedTuple

from okrtui.okr import records
from okrtui.okr.company import Company
from okrtui.okr.kinds import Combine, Direction

WINDOW = 4
"""Of how many readings, the last ones, the direction is made."""
ENOUGH = 3
"""With fewer readings there is no direction."""
MONTH = 30
"""The days that a rate of change is told for."""
_STEADY = Fraction(1, 100)
"""A change in the window of less than this share of where it began is none."""


class Point(NamedTuple):
    """A value on a day."""

    date: date
    value: Fraction


class Needle(StrEnum):
    """Where the needle goes."""

    RISING = "rising"
    FALLING = "falling"
    STEADY = "steady"


class Weather(NamedTuple):
    """What a barometer says."""

    needle: Needle | None
    """None with fewer than ENOUGH readings."""
    rate: Fraction | None
    """The change in MONTH days, in the unit of measure."""
    is_better: bool | None
    """Whether it goes where it should; None while it is steady or unknown."""
    level: Fraction | None
    """The last value."""
    is_healthy: bool | None
    """Whether the level lies in the healthy range; None without a level or a range."""
    points: tuple[Point, ...]


def readings(company: Company, subject: str, until: date) -> list[Point]:
    """The readings of a metric, measure or goal by date; of one day the last one counts."""
    by_day: dict[date, tuple[tuple[str, str], str, Fraction]] = {}
    for id in company.pointing("reading", "subject", subject):
        entry = company.entry("reading", id)
        if entry is None:
            continue
        day, value = records.day(entry.fields, "date"), records.number(entry.fields, "value")
        if day is None or value is None or day > until:
            continue
        found = (entry.stamp, id, Fraction(value))
        if day not in by_day or by_day[day][:2] < found[:2]:
            by_day[day] = found
    return [Point(day, by_day[day][2]) for day in sorted(by_day)]


def series(company: Company, kpi: str, until: date) -> list[Point]:
    """The values of a KPI: on each day of a reading, from the first day on which each of its metrics had one.

    A ratio has no value where its second metric is 0.
    """
    fields = company.fields("kpi", kpi) or {}
    metrics = [id for id in records.words(fields, "metrics") if company.fields("metric", id) is not None]
    by_metric = [{point.date: point.value for point in readings(company, id, until)} for id in metrics]
    how = records.word(fields, "combine", Combine.SUM)
    latest: list[Fraction | None] = [None] * len(metrics)
    points = []
    for day in sorted({day for values in by_metric for day in values}):
        latest = [values.get(day, last) for values, last in zip(by_metric, latest, strict=True)]
        known = [value for value in latest if value is not None]
        value = _combined(how, known) if len(known) == len(metrics) else None
        if value is not None:
            points.append(Point(day, value))
    return points


def _combined(how: Combine, values: list[Fraction]) -> Fraction | None:
    if not values:
        return None
    match how:
        case Combine.SUM:
            return sum(values, Fraction(0))
        case Combine.MEAN:
            return sum(values, Fraction(0)) / len(values)
        case Combine.PRODUCT:
            return prod(values, start=Fraction(1))
        case Combine.RATIO:
            return None if len(values) < 2 or values[1] == 0 else values[0] / values[1]


def weather(company: Company, kpi: str, today: date) -> Weather:
    """What a KPI says today.

    The rate of change is the difference between the last reading and the first of the last WINDOW ones, divided by
    the days between them, in MONTH days.
    """
    fields = company.fields("kpi", kpi) or {}
    points = series(company, kpi, today)
    level = points[-1].value if points else None
    rate = needle = better = None
    if len(points) >= ENOUGH:
        first, last = points[-WINDOW:][0], points[-1]
        change = last.value - first.value
        rate = change / (last.date - first.date).days * MONTH
        is_steady = abs(change) < _STEADY * abs(first.value) or not change
        needle = Needle.STEADY if is_steady else Needle.RISING if change > 0 else Needle.FALLING
        if not is_steady:
            better = (change > 0) is (records.word(fields, "direction", Direction.INCREASE) is Direction.INCREASE)
    return Weather(needle, rate, better, level, _is_healthy(fields, level), tuple(points))


def _is_healthy(fields: records.Fields, level: Fraction | None) -> bool | None:
    low, high = records.number(fields, "healthy_low"), records.number(fields, "healthy_high")
    if level is None or (low is None and high is None):
        return None
    return (low is None or level >= Fraction(low)) and (high is None or level <= Fraction(high))
