"""When a meeting is wanted, and which check-ins it looks at."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from okrtui.okr.cadence import Period, Rhythm, period_of
from okrtui.okr.kinds import Weekday
from okrtui.okr.meetings import looked_at, meeting_weeks

FRIDAY, MONDAY = Rhythm(Weekday.FRIDAY), Rhythm(Weekday.MONDAY)
LAST = Period(date(2026, 11, 14), date(2026, 11, 20))
THIS = Period(date(2026, 11, 21), date(2026, 11, 27))
RHYTHMS = st.builds(Rhythm, st.sampled_from(list(Weekday)), st.integers(1, 13))


@pytest.mark.parametrize(
    ("day", "period"), [(20, LAST), (21, LAST), (23, LAST), (24, LAST), (25, THIS), (27, THIS), (28, THIS)]
)
def test_in_the_first_half_of_a_period_one_looks_at_the_one_before(day: int, period: Period) -> None:
    assert looked_at(date(2026, 11, day), FRIDAY) == period


def test_on_a_monday_one_looks_at_what_is_due_on_mondays() -> None:
    assert looked_at(date(2026, 11, 23), MONDAY) == Period(date(2026, 11, 17), date(2026, 11, 23))


def test_a_week_of_meetings_goes_from_monday_to_sunday() -> None:
    week = Period(date(2026, 11, 23), date(2026, 11, 29))
    assert {meeting_weeks(week.start + timedelta(days=n), FRIDAY) for n in range(7)} == {week}
    fortnight = meeting_weeks(date(2026, 11, 23), Rhythm(Weekday.FRIDAY, 2))
    assert (fortnight.start.weekday(), (fortnight.end - fortnight.start).days) == (0, 13)


@given(st.dates(date(2, 1, 1), date(9000, 1, 1)), RHYTHMS)
def test_what_is_looked_at_is_a_whole_period_that_has_begun_and_is_no_older_than_one_and_a_half(
    day: date, rhythm: Rhythm
) -> None:
    period = looked_at(day, rhythm)
    assert period == period_of(period.start, rhythm)
    assert period.start <= day
    days = 7 * rhythm.weeks
    assert days / 2 < (day - period.start).days + 1 <= days * 3 / 2 + 1


@given(st.sampled_from([date.min, date.max]), RHYTHMS)
def test_at_the_ends_of_the_calendar_there_is_still_a_period(day: date, rhythm: Rhythm) -> None:
    assert looked_at(day, rhythm).start <= day
    assert meeting_weeks(day, rhythm).start <= day
