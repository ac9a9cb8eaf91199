"""Deadlines: until when what is due has to be done, and how much of it should have been already."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from okrtui.okr.cadence import day_ahead, period_of
from okrtui.workspace.view import View


class Deadline(NamedTuple):
    """The next check-in day of what is due, None where nothing is; and of how much a period has passed already."""

    by: date | None
    overdue: int

    def words(self, today: date) -> str:
        """Behind a count of what is due: `, 1 overdue, by Fri`; "" where nothing is."""
        if self.by is None:
            return ""
        return f"{f', {self.overdue} overdue' if self.overdue else ''}, by {day_ahead(self.by, today)}"


def deadline(view: View, due: Sequence[str]) -> Deadline:
    """The deadline of some key results that want a check-in."""
    with view.lock:
        company, today = view.company, view.today
        cycle = company.current_cycle(today)
        ends = [period_of(today, company.rhythm_at(id)).end for id in due]
        by = min(ends, default=None)
        if by is not None and cycle is not None:
            by = min(by, max(cycle.end, today))
        return Deadline(by, sum(view.standings.key_result(id).is_overdue for id in due))
