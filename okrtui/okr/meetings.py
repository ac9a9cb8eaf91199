"""The Monday meeting: in which weeks a unit wants one, and which check-ins it looks at."""

from datetime import date

from okrtui.okr.cadence import Period, Rhythm, period_of
from okrtui.okr.kinds import Weekday


def meeting_weeks(day: date, rhythm: Rhythm) -> Period:
    """The weeks, from a Monday to a Sunday, that want one meeting between them: as many as between two check-ins."""
    return period_of(day, Rhythm(Weekday.SUNDAY, rhythm.weeks))


def looked_at(day: date, rhythm: Rhythm) -> Period:
    """The check-in period that one looks at on a day.

    In the first half of a period, its middle day included, that is the one before: on a Monday one looks at what was
    due on Friday, and from Wednesday on at what is due this Friday. Check-ins that came after the period count too.
    """
    current = period_of(day, rhythm)
    days = (current.end - current.start).days + 1
    gone = (day - current.start).days + 1
    if 2 * gone > days + 1 or current.start == date.min:
        return current
    return period_of(date.fromordinal(current.start.toordinal() - 1), rhythm)
