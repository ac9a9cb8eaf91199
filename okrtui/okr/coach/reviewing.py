"""Which reviews a cycle wants, and whether they were held."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Protocol

from okrtui.okr import records
from okrtui.okr.company import Company
from okrtui.okr.kinds import ReviewKind
from okrtui.okr.records import Cycle

MONTHLY_GRACE = timedelta(days=7)
"""How long after a month its review may be held."""
QUARTERLY_GRACE = timedelta(days=14)
"""How long after a cycle its review may be held."""
_LEAST = 14
"""A month of which fewer days lie in the cycle wants no review of its own."""


class Look(Protocol):
    """Whoever looks at a company on a day."""

    @property
    def company(self) -> Company:
        """Every object."""

    @property
    def today(self) -> date:
        """The day."""


def months_of(cycle: Cycle) -> Iterator[tuple[date, date]]:
    """First and last day, within the cycle, of each month that wants a review."""
    first = cycle.start
    while first <= cycle.end:
        following = date(first.year + first.month // 12, first.month % 12 + 1, 1) if first.year < 9999 else date.max
        last = min(following - timedelta(days=1), cycle.end)
        if (last - first).days + 1 >= _LEAST:
            yield first, last
        if following <= first:
            return
        first = following


def is_held(look: Look, kind: ReviewKind, unit: str, first: date, cycle: Cycle | None = None) -> bool:
    """Whether a unit, or one above it for all below, looked back on the time from `first` on.

    A month's review is dated after its first week; one that comes late looks back on all the months before it. A
    cycle's review names the cycle.
    """
    company = look.company
    for above in company.unit_path(unit):
        for id in company.pointing("review", "unit", above.id):
            fields = company.fields("review", id) or {}
            if records.text(fields, "kind") != kind:
                continue
            if cycle is not None:
                if records.text(fields, "cycle") == cycle.id:
                    return True
                continue
            day = records.day(fields, "date")
            if day and first + MONTHLY_GRACE < day <= look.today:
                return True
    return False
