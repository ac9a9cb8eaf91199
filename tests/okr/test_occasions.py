"""What falls on which day: the series of check-in days and meetings, held to the periods that they come from."""

from collections.abc import Iterator
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from okrtui.okr.cadence import Rhythm, next_period, period_of
from okrtui.okr.kinds import Weekday
from okrtui.okr.occasions import Days, check_in_days, meeting_days

START, END = date(2026, 10, 1), date(2026, 12, 31)  # a Thursday and a Thursday
rhythms = st.builds(Rhythm, st.sampled_from(Weekday), st.integers(1, 13))
lengths = st.integers(0, 200).map(lambda days: START + timedelta(days=days))


def wanted(rhythm: Rhythm, start: date, end: date) -> Iterator[date]:
    """The days on which check-ins are due: the last ones of the periods, one after the other."""
    period = next_period(None, rhythm, start, end)
    while period is not None:
        yield period.end
        period = next_period(period.end, rhythm, start, end)


def test_every_friday_and_the_last_day() -> None:
    days = check_in_days(Rhythm(), START, END)
    assert days == Days(date(2026, 10, 2), 1, date(2026, 12, 25), also=END)
    assert len(list(days.each())) == 14


def test_a_cycle_that_ends_on_the_day_needs_no_more() -> None:
    assert check_in_days(Rhythm(Weekday.THURSDAY), START, END) == Days(START, 1, END)


def test_one_that_is_over_before_the_day_has_its_end() -> None:
    assert check_in_days(Rhythm(Weekday.TUESDAY), START, START + timedelta(days=2)) == Days(date(2026, 10, 3))


@given(rhythms, lengths)
def test_check_in_days_are_the_ends_of_the_periods(rhythm: Rhythm, end: date) -> None:
    days = check_in_days(rhythm, START, end)
    assert list(days.each()) == list(wanted(rhythm, START, end))
    inside = [START + timedelta(days=number) for number in range((end - START).days + 1)]
    assert [day for day in inside if day in days] == list(days.each())
    assert START - timedelta(days=1) not in days
    assert end + timedelta(days=7) not in days


@given(rhythms, lengths)
def test_meetings_are_on_the_monday_after_each_check_in_day(rhythm: Rhythm, end: date) -> None:
    days = meeting_days(rhythm, START, end)
    on_days = [day for day in wanted(rhythm, START, end) if period_of(day, rhythm).end == day]
    mondays = [day + timedelta(days=-day.weekday() % 7) for day in on_days]
    assert (list(days.each()) if days else []) == [day for day in mondays if day <= end]


@given(rhythms)
def test_a_cycle_without_end_is_no_loop(rhythm: Rhythm) -> None:
    days = check_in_days(rhythm, date.min, date.max)
    assert days.first.year == 1
    assert days.last is not None
    assert days.last.year == 9999
    assert meeting_days(rhythm, date.min, date.max) is not None
