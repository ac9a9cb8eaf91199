"""Which reviews a cycle wants, and whether they were held."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Protocol

from okrtui.okr import rhythm
from okrtui.okr.company import Company
from okrtui.okr.kinds import ReviewKind
from okrtui.okr.records import Cycle
from okrtui.okr.rhythm import Review

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

    A cycle's review names the cycle; of a month's, `looks_back_on` tells.
    """
    company = look.company
    for above in company.unit_path(unit):
        for id in company.pointing("review", "unit", above.id):
            review = rhythm.review(id, company.fields("review", id) or {})
            if review is None or review.kind is not kind:
                continue
            if cycle is not None:
                if review.cycle == cycle.id:
                    return True
            elif review.date <= look.today and looks_back_on(review, first):
                return True
    return False


def looks_back_on(review: Review, first: date) -> bool:
    """Whether a monthly review looks back on the month, or what of it lies in a cycle, that begins on `first`.

    One that says its month looks back on that and those before it; else it is dated after the first week.
    """
    if review.month is not None:
        return review.month >= first.replace(day=1)
    return review.date > first + MONTHLY_GRACE


def month_of(review: Review) -> date:
    """The first day of the month that a monthly review is about."""
    return (review.month or month_before(review.date)).replace(day=1)


def month_before(day: date) -> date:
    """A day of the month that one looks back on, on a day: in a month's first week, that is the month before."""
    return date.fromordinal(max(1, (day - MONTHLY_GRACE).toordinal() - 1))
