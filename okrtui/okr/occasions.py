"""Occasions: what falls on which day, once or again and again, such as check-ins, reviews and the ends of a cycle."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from okrtui.okr.cadence import Rhythm, period_of
from okrtui.okr.kinds import Word

_WEEK = 7


class What(Word):
    """What is to be done, or happens, on a day."""

    CHECK_IN = "check_in"
    MEETING = "meeting"
    MONTHLY_REVIEW = "monthly_review"
    QUARTERLY_REVIEW = "quarterly_review"
    DUE = "due"
    CYCLE_START = "cycle_start"
    CYCLE_END = "cycle_end"


class Days(NamedTuple):
    """The day `first`; or from there to `last`, every so many `weeks`; and once more on the day `also`."""

    first: date
    weeks: int = 0
    last: date | None = None
    also: date | None = None

    def __contains__(self, day: object) -> bool:
        """Whether it is one of them."""
        if not isinstance(day, date):
            return False
        if day in (self.first, self.also):
            return True
        if not self.weeks or self.last is None or not self.first <= day <= self.last:
            return False
        return (day - self.first).days % (self.weeks * _WEEK) == 0

    def each(self) -> Iterator[date]:
        """Every one of them, in order."""
        yield self.first
        count = (self.last - self.first).days // (self.weeks * _WEEK) if self.weeks and self.last else 0
        for number in range(1, count + 1):
            yield self.first + timedelta(days=number * self.weeks * _WEEK)
        if self.also:
            yield self.also


class Occasion(NamedTuple):
    """Something that falls on a day or several; `key` is the same for the same one, however it may be moved."""

    key: str
    what: What
    days: Days
    title: str
    about: tuple[str, ...] = ()
    """Lines that say more."""


def check_in_days(rhythm: Rhythm, start: date, end: date) -> Days:
    """The last day of each check-in period from `start` to `end`; the last period may be cut short by the end."""
    first, (last_start, last) = period_of(start, rhythm).end, period_of(end, rhythm)
    if first > end:
        return Days(end)
    is_cut = last > end
    if is_cut:
        last = last_start - timedelta(days=1)
    return _days(first, rhythm.weeks, last, end if is_cut else None)


def meeting_days(rhythm: Rhythm, start: date, end: date) -> Days | None:
    """The Mondays of the meetings from `start` to `end`: after each full period, the first one from its last day on."""
    checked = period_of(start, rhythm).end
    after = -checked.weekday() % _WEEK
    if (end - checked).days < after:
        return None
    first, step = checked + timedelta(days=after), rhythm.weeks * _WEEK
    return _days(first, rhythm.weeks, first + timedelta(days=(end - first).days // step * step))


def _days(first: date, weeks: int, last: date, also: date | None = None) -> Days:
    return Days(first, weeks, last, also) if last > first else Days(first, also=also)
