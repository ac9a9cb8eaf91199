"""The rhythm of a cycle: its weeks, and when a check-in is due, overdue or stale.

A *check-in period* is the seven days that end on the check-in weekday: with Friday, it runs from Saturday to Friday.
Where there are some weeks between check-ins, it is so many times seven days, counted from the calendar's first week on,
so that it does not depend on any cycle. Each period of a cycle wants one check-in, on any of its days. The periods at
a cycle's ends are cut to the days that lie within the cycle.
"""

from datetime import date
from typing import NamedTuple

from okrtui.okr.kinds import Weekday

_WEEK = 7
_RECENT = 13
_NTH = ("", "", "second ", "third ", "fourth ")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def nth_words(weeks: int) -> str:
    """Which of them, where some weeks lie between check-ins: "" for each, `second `, `third `, `fourth `, `5th `."""
    return _NTH[weeks] if weeks < len(_NTH) else f"{weeks}th "


class Week(NamedTuple):
    """Week `number` of a cycle of `total` weeks, both from 1 on."""

    number: int
    total: int


class Rhythm(NamedTuple):
    """On which day check-ins are due, and how many weeks lie between them."""

    weekday: Weekday = Weekday.FRIDAY
    weeks: int = 1

    @property
    def words(self) -> str:
        """In words: `every Friday`, `every second Tuesday`, `every 5th Monday`."""
        return f"every {nth_words(self.weeks)}{self.weekday.words.title()}"


class Period(NamedTuple):
    """The days from `start` to `end`, both included."""

    start: date
    end: date


def week_of(today: date, start: date, end: date) -> Week | None:
    """The week of the cycle from `start` to `end` that `today` lies in; None outside the cycle.

    Weeks count in sevens from the cycle's first day; the last one may be shorter.
    """
    if not start <= today <= end:
        return None
    return Week((today - start).days // 7 + 1, (end - start).days // 7 + 1)


def period_of(day: date, rhythm: Rhythm) -> Period:
    """The check-in period that `day` lies in, not cut to any cycle, but where the calendar ends."""
    left = (rhythm.weekday.number - day.weekday()) % _WEEK
    week = (day.toordinal() + left) // _WEEK  # one number for each week that ends on that day
    left += -week % rhythm.weeks * _WEEK
    return Period(_shifted(day, left - rhythm.weeks * _WEEK + 1), _shifted(day, left))


def _shifted(day: date, days: int) -> date:
    """A number of days later; a cycle may lie at either end of the calendar, because someone typed it so."""
    return date.fromordinal(min(max(day.toordinal() + days, 1), date.max.toordinal()))


def next_period(last: date | None, rhythm: Rhythm, start: date, end: date) -> Period | None:
    """The period that wants the next check-in, cut to the cycle; None when all of them are served.

    Args:
        last: the date of the latest check-in; one before the cycle does not count.
        rhythm: that of the unit whose objective it is.
        start: the cycle's first day, or the day the key result began within it.
        end: the cycle's last day.
    """
    first = start if last is None or last < start else _shifted(period_of(last, rhythm).end, 1)
    if first > end:
        return None
    return Period(first, min(period_of(first, rhythm).end, end))


def due(last: date | None, today: date, rhythm: Rhythm, start: date, end: date) -> bool:
    """Whether a check-in is wanted today: none has been made in the period that today lies in.

    Nothing is due outside the cycle. The arguments are those of `next_period`.
    """
    wanted = next_period(last, rhythm, start, end)
    return wanted is not None and wanted.start <= today <= end


def overdue(last: date | None, today: date, rhythm: Rhythm, start: date, end: date) -> bool:
    """Whether a period that wanted a check-in has passed without one, and the cycle still runs."""
    wanted = next_period(last, rhythm, start, end)
    return wanted is not None and wanted.end < today <= end


def stale(last: date | None, today: date, rhythm: Rhythm, start: date, end: date) -> bool:
    """Whether a full period, all of it within the cycle, has passed without a check-in.

    It differs from `overdue` where the cycle's first period was cut short.
    """
    if not start <= today <= end:
        return False
    full = period_of(_shifted(period_of(today, rhythm).start, -1), rhythm)
    return full.start >= start and (last is None or last < full.start)


def relative_day(day: date, today: date) -> str:
    """`day` for people: today, yesterday, 3 d ago (up to 13), else 12 Oct, or 12 Oct 2025 in another year."""
    ago = (today - day).days
    if ago == 0:
        return "today"
    if ago == 1:
        return "yesterday"
    return f"{ago} d ago" if 1 < ago <= _RECENT else short_day(day, today)


def short_day(day: date, today: date) -> str:
    """`day` by its date: 12 Oct, or 12 Oct 2025 in another year than today's."""
    text = f"{day.day} {_MONTHS[day.month - 1]}"
    return text if day.year == today.year else f"{text} {day.year}"


def day_ahead(day: date, today: date) -> str:
    """A day to come for people: today, tomorrow, Fri (within a week), else as `relative_day` has it."""
    ahead = (day - today).days
    if ahead == 1:
        return "tomorrow"
    return f"{day:%a}" if 1 < ahead < _WEEK else relative_day(day, today)
