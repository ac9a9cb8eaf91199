from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from okrtui.okr.cadence import Rhythm, due, next_period, overdue, period_of, relative_day, stale, week_of
from okrtui.okr.kinds import Weekday

START, END = date(2026, 10, 1), date(2026, 12, 31)  # a Thursday and a Thursday
FRIDAY, MONDAY, FORTNIGHTLY = Rhythm(), Rhythm(Weekday.MONDAY), Rhythm(weeks=2)

days = st.dates(date(2026, 9, 1), date(2027, 1, 31))
rhythms = st.builds(Rhythm, st.sampled_from(Weekday), st.integers(1, 13))


def day(text: str) -> date:
    return date.fromisoformat(f"2026-{text}")


@pytest.mark.parametrize(
    ("today", "week"),
    [
        (START, (1, 14)),
        (day("10-07"), (1, 14)),
        (day("10-08"), (2, 14)),
        (day("11-19"), (8, 14)),
        (END, (14, 14)),
        (day("09-30"), None),
        (date(2027, 1, 1), None),
    ],
)
def test_weeks_count_from_the_first_day(today: date, week: tuple[int, int] | None) -> None:
    assert week_of(today, START, END) == week


def test_a_cycle_of_whole_weeks_has_no_stub() -> None:
    assert week_of(START, START, START + timedelta(days=13)) == (1, 2)
    assert week_of(START, START, START + timedelta(days=14)) == (1, 3)


def test_a_period_ends_on_the_weekday() -> None:
    week = (day("10-10"), day("10-16"))
    for today in range(10, 17):
        assert period_of(day(f"10-{today}"), FRIDAY) == week
    assert period_of(day("10-17"), FRIDAY) == (day("10-17"), day("10-23"))


def test_with_weeks_between_check_ins_a_period_is_so_long() -> None:
    assert period_of(day("10-09"), FORTNIGHTLY) == (day("10-03"), day("10-16"))
    assert due(day("10-02"), day("10-09"), FORTNIGHTLY, START, END)
    assert not due(day("10-05"), day("10-16"), FORTNIGHTLY, START, END)
    assert due(day("10-05"), day("10-17"), FORTNIGHTLY, START, END)
    assert not overdue(day("10-05"), day("10-30"), FORTNIGHTLY, START, END)
    assert stale(day("10-05"), day("10-31"), FORTNIGHTLY, START, END)


@given(days, rhythms)
def test_periods_tile_the_calendar(today: date, rhythm: Rhythm) -> None:
    period = period_of(today, rhythm)
    assert period.start <= today <= period.end
    assert period.end.weekday() == rhythm.weekday.number
    assert (period.end - period.start).days == 7 * rhythm.weeks - 1
    assert period_of(period.start, rhythm) == period_of(period.end, rhythm) == period


def test_the_first_and_the_last_period_are_cut_to_the_cycle() -> None:
    assert next_period(None, FRIDAY, START, END) == (START, day("10-02"))
    assert next_period(day("09-30"), FRIDAY, START, END) == (START, day("10-02"))
    assert next_period(day("12-25"), FRIDAY, START, END) == (day("12-26"), END)
    assert next_period(day("12-26"), FRIDAY, START, END) is None


def test_due_from_the_first_day_of_a_period_until_it_is_served() -> None:
    last = day("10-07")
    assert not due(last, day("10-09"), FRIDAY, START, END)
    assert due(last, day("10-10"), FRIDAY, START, END)
    assert due(last, day("10-16"), FRIDAY, START, END)
    assert due(last, day("11-16"), FRIDAY, START, END)
    assert not due(day("10-10"), day("10-16"), FRIDAY, START, END)


def test_overdue_from_the_day_after_a_period_missed() -> None:
    last = day("10-07")
    assert not overdue(last, day("10-16"), FRIDAY, START, END)
    assert overdue(last, day("10-17"), FRIDAY, START, END)
    assert not overdue(last, day("10-12"), MONDAY, START, END)
    assert not overdue(last, day("10-19"), MONDAY, START, END)
    assert overdue(last, day("10-20"), MONDAY, START, END)


def test_the_first_check_in_is_overdue_after_the_first_period() -> None:
    assert not overdue(None, day("10-02"), FRIDAY, START, END)
    assert overdue(None, day("10-03"), FRIDAY, START, END)


def test_what_began_later_is_due_later() -> None:
    began = day("11-04")
    assert not overdue(None, day("11-06"), FRIDAY, began, END)
    assert overdue(None, day("11-07"), FRIDAY, began, END)


def test_stale_wants_a_full_period() -> None:
    assert not stale(None, day("10-09"), FRIDAY, START, END)
    assert stale(None, day("10-10"), FRIDAY, START, END)
    assert not stale(day("10-07"), day("10-16"), FRIDAY, START, END)
    assert stale(day("10-07"), day("10-17"), FRIDAY, START, END)
    assert not stale(day("10-10"), day("10-23"), FRIDAY, START, END)


@given(st.none() | days, days, rhythms)
def test_outside_the_cycle_nothing_is_wanted(last: date | None, today: date, rhythm: Rhythm) -> None:
    if not START <= today <= END:
        for wanted in (due, overdue, stale):
            assert not wanted(last, today, rhythm, START, END)


@given(st.none() | days, days, rhythms)
def test_what_is_stale_is_overdue_and_what_is_overdue_is_due(last: date | None, today: date, rhythm: Rhythm) -> None:
    asked = (last, today, rhythm, START, END)
    assert due(*asked) or not overdue(*asked)
    assert overdue(*asked) or not stale(*asked)


@given(days, rhythms)
def test_a_check_in_today_settles_it(today: date, rhythm: Rhythm) -> None:
    for wanted in (due, overdue, stale):
        assert not wanted(today, today, rhythm, START, END)


@pytest.mark.parametrize(
    ("other", "words"),
    [
        (day("10-20"), "today"),
        (day("10-19"), "yesterday"),
        (day("10-18"), "2 d ago"),
        (day("10-07"), "13 d ago"),
        (day("10-06"), "6 Oct"),
        (day("01-01"), "1 Jan"),
        (day("10-21"), "21 Oct"),
        (day("12-31"), "31 Dec"),
        (date(2025, 10, 12), "12 Oct 2025"),
        (date(2027, 3, 4), "4 Mar 2027"),
    ],
)
def test_days_as_people_say_them(other: date, words: str) -> None:
    assert relative_day(other, day("10-20")) == words


def test_near_days_are_relative_across_the_year_too() -> None:
    assert relative_day(date(2026, 12, 30), date(2027, 1, 2)) == "3 d ago"
