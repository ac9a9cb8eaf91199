"""Goals: from, to, by. How far the last reading is on the way, and how far it should be today."""

from datetime import date
from fractions import Fraction
from typing import NamedTuple

from okrtui.okr import progress, records
from okrtui.okr.barometer import Point, readings
from okrtui.okr.kinds import Metric, ObjectiveKind, Status
from okrtui.okr.standing import Standings
from okrtui.okr.status import key_result_status


class GoalStanding(NamedTuple):
    """How a goal stands today. Progress is raw: it may lie below 0 and above 1."""

    value: Fraction | None
    """The last reading."""
    progress: Fraction | None
    """None without a reading, a baseline or a target."""
    expected: Fraction | None
    """None without a day by which it is to be reached."""
    status: Status | None
    """None where there is no progress or nothing expected."""
    points: tuple[Point, ...]


def goal_standing(standings: Standings, id: str) -> GoalStanding:
    """How a goal stands: as a committed key result would that began with its first reading, or when it was made.

    Whichever of the two days is the earlier one.
    """
    company, today = standings.company, standings.today
    fields = company.fields("goal", id) or {}
    baseline, target = records.number(fields, "baseline"), records.number(fields, "target")
    due = records.day(fields, "due")
    points = tuple(readings(company, id, today))
    value = points[-1].value if points else None
    actual = expected = status = None
    if value is not None and baseline is not None and target is not None and baseline != target:
        actual = (value - Fraction(baseline)) / (Fraction(target) - Fraction(baseline))
    if due is not None:
        begin = min(_begin(standings, id, points), due)
        expected = progress.expected(begin, due, today, ObjectiveKind.COMMITTED)
    if actual is not None and expected is not None and due is not None:
        status = key_result_status(Metric.INCREASE, ObjectiveKind.COMMITTED, actual, expected, today, due)
    return GoalStanding(value, actual, expected, status, points)


def _begin(standings: Standings, id: str, points: tuple[Point, ...]) -> date:
    entry = standings.company.entry("goal", id)
    made = standings.day_of(entry.created[0]) if entry and entry.created[0] else standings.today
    return min([made, *(point.date for point in points[:1])])
