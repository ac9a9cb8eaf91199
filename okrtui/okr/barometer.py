"""KPIs as a barometer: where the needle goes and how fast first, where it stands second.

A KPI is made of metrics. On each day on which one of them was read it has a value, made of the last reading of each.
"""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
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
    return [point for _, point in dated_readings(company, subject, until)]


def dated_readings(company: Company, subject: str, until: date) -> list[tuple[str, Point]]:
    """The readings of a metric, measure or goal by date, each with its id; of one day the last one counts."""
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
    return [(by_day[day][1], Point(day, by_day[day][2])) for day in sorted(by_day)]


def series(company: Company, kpi: str, until: date) -> list[Point]:
    """The values of a KPI: on each day of a reading, from the first day on which each of its metrics had one.

    A ratio has no value where its second metric is 0. In a ratio or a product what is told in % counts as a share:
    21 of 25 is 84 %, 60 % of 25 % is 15 %, 25 % of 40 quotes are 10 quotes.
    """
    fields = company.fields("kpi", kpi) or {}
    metrics = metrics_of(company, kpi)
    by_metric = [{point.date: point.value for point in readings(company, id, until)} for id in metrics]
    how = records.word(fields, "combine", Combine.SUM)
    scales = [_scale(how, company.fields("metric", id) or {}) for id in metrics]
    own_scale = _scale(how, fields)
    latest: list[Fraction | None] = [None] * len(metrics)
    points = []
    for day in sorted({day for values in by_metric for day in values}):
        latest = [values.get(day, last) for values, last in zip(by_metric, latest, strict=True)]
        known = [value / scale for value, scale in zip(latest, scales, strict=True) if value is not None]
        value = _combined(how, known) if len(known) == len(metrics) else None
        if value is not None:
            points.append(Point(day, value * own_scale))
    return points


def metrics_of(company: Company, kpi: str) -> list[str]:
    """The metrics that a KPI is made of, in their order; deleted ones are passed over."""
    fields = company.fields("kpi", kpi) or {}
    return [id for id in records.words(fields, "metrics") if company.fields("metric", id) is not None]


def _scale(how: Combine, fields: records.Fields) -> int:
    """What a value is divided by to be a share, where it enters or leaves a ratio or a product."""
    is_share = how in (Combine.RATIO, Combine.PRODUCT) and records.line(fields, "unit_of_measure").strip() == "%"
    return 100 if is_share else 1


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
    """What a KPI says today."""
    fields = company.fields("kpi", kpi) or {}
    low, high = records.number(fields, "healthy_low"), records.number(fields, "healthy_high")
    wanted = records.word(fields, "direction", Direction.INCREASE)
    return weather_of(series(company, kpi, today), wanted, low, high)


def weather_of(
    points: Sequence[Point], wanted: Direction, low: Decimal | None = None, high: Decimal | None = None
) -> Weather:
    """What a row of readings says, the earliest first, of something that is better in the direction `wanted`.

    The rate of change is the difference between the last reading and the first of the last WINDOW ones, divided by
    the days between them, in MONTH days. `low` and `high` are the ends of the healthy range, both inclusive.
    """
    level = points[-1].value if points else None
    rate = needle = better = None
    if len(points) >= ENOUGH:
        first, last = points[-WINDOW:][0], points[-1]
        change = last.value - first.value
        rate = change / (last.date - first.date).days * MONTH
        is_steady = abs(change) < _STEADY * abs(first.value) or not change
        needle = Needle.STEADY if is_steady else Needle.RISING if change > 0 else Needle.FALLING
        if not is_steady:
            better = (change > 0) is (wanted is Direction.INCREASE)
    return Weather(needle, rate, better, level, _is_healthy(level, low, high), tuple(points))


def _is_healthy(level: Fraction | None, low: Decimal | None, high: Decimal | None) -> bool | None:
    if level is None or (low is None and high is None):
        return None
    return (low is None or level >= Fraction(low)) and (high is None or level <= Fraction(high))
