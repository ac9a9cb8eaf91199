"""How well a rhythm was kept: of the check-ins that a cycle wanted so far, how many were made."""

from bisect import bisect_left
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from okrtui.okr.cadence import Rhythm, next_period
from okrtui.okr.standing import Standings


class Kept(NamedTuple):
    """Check-in periods: those that had a check-in, and those that wanted one."""

    made: int
    wanted: int

    def __add__(self, other: object) -> "Kept":
        """Both together."""
        if not isinstance(other, Kept):
            return NotImplemented
        return Kept(self.made + other.made, self.wanted + other.wanted)


def kept(days: Iterable[date], today: date, rhythm: Rhythm, start: date, end: date) -> Kept:
    """How many periods of a cycle that are over had a check-in.

    Args:
        days: those of the check-ins.
        today: a period that is not over yet counts only if it has its check-in.
        rhythm: when check-ins are due.
        start: the cycle's first day, or the day the key result began within it.
        end: the cycle's last day.
    """
    held = sorted(set(days))
    made = wanted = 0
    period = next_period(None, rhythm, start, end)
    while period is not None and period.start <= today:
        first = bisect_left(held, period.start)
        is_made = first < len(held) and held[first] <= period.end
        made += is_made
        wanted += is_made or period.end < today
        period = next_period(period.end, rhythm, start, end)
    return Kept(made, wanted)


def kept_by(standings: Standings, key_result: str) -> Kept:
    """How well the rhythm of one key result was kept; nothing was wanted of one without a cycle."""
    company = standings.company
    record = company.key_result(key_result)
    objective = company.objective(record.objective) if record else None
    cycle = company.cycle(objective.cycle) if objective else None
    if cycle is None:
        return Kept(0, 0)
    days = [check_in.date for check_in in company.check_ins_of(key_result, standings.today)]
    return kept(days, standings.today, company.rhythm_at(key_result), *standings.asked(key_result, cycle))
