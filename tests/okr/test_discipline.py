"""How well a rhythm was kept."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from okrtui.okr.cadence import Rhythm
from okrtui.okr.discipline import Kept, kept
from okrtui.okr.kinds import Weekday

FRIDAYS = Rhythm(Weekday.FRIDAY)
START, END = date(2026, 10, 1), date(2026, 12, 31)
"""A Thursday; its first period has two days, its last six."""


@pytest.mark.parametrize(
    ("days", "today", "found"),
    [
        ([], date(2026, 10, 2), (0, 0)),  # it may still come today
        ([], date(2026, 10, 3), (0, 1)),
        ([date(2026, 10, 2)], date(2026, 10, 2), (1, 1)),
        ([date(2026, 10, 1), date(2026, 10, 2)], date(2026, 10, 9), (1, 1)),
        ([date(2026, 9, 30), date(2026, 10, 9)], date(2026, 10, 20), (1, 3)),
        ([], date(2027, 5, 1), (0, 14)),
    ],
)
def test_periods_that_are_over_want_a_check_in(days: list[date], today: date, found: tuple[int, int]) -> None:
    assert kept(days, today, FRIDAYS, START, END) == found


def test_every_other_week_wants_half_as_many() -> None:
    assert kept([], date(2027, 5, 1), Rhythm(Weekday.FRIDAY, 2), START, END).wanted in (7, 8)


DAYS = st.lists(st.dates(START, END), max_size=20)


@given(DAYS, st.dates(START, date(2027, 2, 1)), st.sampled_from(list(Weekday)), st.integers(1, 4))
def test_nobody_makes_more_than_was_wanted(days: list[date], today: date, weekday: Weekday, weeks: int) -> None:
    said = [day for day in days if day <= today]
    found = kept(said, today, Rhythm(weekday, weeks), START, END)
    assert 0 <= found.made <= found.wanted
    assert found.made <= len(set(said))
    assert kept([], today, Rhythm(weekday, weeks), START, END).made == 0


def test_they_add_up() -> None:
    assert Kept(1, 2) + Kept(3, 4) == Kept(4, 6)
