"""KPIs as a barometer: direction and rate of change, confirmed by hand."""

from datetime import date, timedelta
from fractions import Fraction

import pytest

from okrtui.okr.barometer import Needle, readings, series, weather
from tests.okr.making import Making

TODAY = date(2026, 11, 20)
FIRST = date(2026, 9, 1)


@pytest.fixture
def making() -> Making:
    return Making(TODAY)


def put_kpi(making: Making, **fields: object) -> None:
    """A KPI `rate` of two metrics, `won` and `offers`."""
    making.put("metric", "won", name="Won")
    making.put("metric", "offers", name="Offers")
    making.put("kpi", "rate", name="Win rate", metrics=["won", "offers"], **fields)  # type: ignore[arg-type]  # any field


def read(making: Making, subject: str, day: date, value: float) -> None:
    making.put("reading", f"{subject} {day}", subject=subject, date=str(day), value=value)


def test_two_metrics_over_twelve_readings_tell_direction_and_rate_as_a_hand_calculation_does(making: Making) -> None:
    """Both metrics are read on twelve days, a week apart, from 1 September to 17 November 2026.

    day            won   offers   won / offers in %
    1 (1 Sep)        8       40         20
    …
    9 (27 Oct)      11       44         25
    10 (3 Nov)      12       48         25
    11 (10 Nov)     13       50         26
    12 (17 Nov)     14       50         28

    Of the last four (25, 25, 26, 28) the first is 25 on 27 October and the last 28 on 17 November: 3 points in 21
    days. In 30 days that is 3 / 21 x 30 = 90 / 21 = 30 / 7, about 4.29 points a month: rising.
    """
    put_kpi(making, combine="ratio", unit_of_measure="%", healthy_low=25, healthy_high=40)
    won = (8, 8, 9, 9, 10, 10, 10, 11, 11, 12, 13, 14)
    offers = (40, 40, 40, 40, 42, 42, 42, 44, 44, 48, 50, 50)
    for week, (ours, all_) in enumerate(zip(won, offers, strict=True)):
        read(making, "won", FIRST + timedelta(days=7 * week), ours)
        read(making, "offers", FIRST + timedelta(days=7 * week), all_)
    found = weather(making.company, "rate", TODAY)
    assert len(found.points) == 12
    assert [point.value for point in found.points[-4:]] == [25, 25, 26, 28]
    assert found.needle is Needle.RISING
    assert found.rate == Fraction(30, 7)
    assert found.is_better is True
    assert found.level == 28
    assert found.is_healthy is True


def test_where_less_is_better_rising_is_worse(making: Making) -> None:
    put_kpi(making, combine="sum", direction="decrease", healthy_high=50)
    for week, days in enumerate((40, 45, 55)):
        read(making, "won", FIRST + timedelta(days=7 * week), days)
        read(making, "offers", FIRST + timedelta(days=7 * week), 0)
    found = weather(making.company, "rate", TODAY)
    # 55 - 40 = 15 in 14 days: 15 / 14 x 30 = 225 / 7 in a month.
    assert (found.needle, found.rate, found.is_better) == (Needle.RISING, Fraction(225, 7), False)
    assert found.is_healthy is False


def test_a_change_below_a_hundredth_is_steady(making: Making) -> None:
    put_kpi(making, combine="sum")
    read(making, "offers", FIRST, 0)
    for week, value in enumerate((1000, 1012, 1009)):
        read(making, "won", FIRST + timedelta(days=7 * week), value)
    found = weather(making.company, "rate", TODAY)
    assert (found.needle, found.is_better) == (Needle.STEADY, None)


def test_fewer_than_three_readings_have_no_direction(making: Making) -> None:
    put_kpi(making, combine="sum")
    for week in range(2):
        read(making, "won", FIRST + timedelta(days=7 * week), week)
        read(making, "offers", FIRST + timedelta(days=7 * week), week)
    found = weather(making.company, "rate", TODAY)
    assert (found.needle, found.rate, found.level) == (None, None, Fraction(2))


def test_a_value_is_there_from_the_first_day_on_which_each_metric_had_one(making: Making) -> None:
    put_kpi(making, combine="mean")
    read(making, "won", FIRST, 10)
    read(making, "offers", FIRST + timedelta(days=3), 20)
    read(making, "won", FIRST + timedelta(days=5), 30)
    days = [(point.date, point.value) for point in series(making.company, "rate", TODAY)]
    assert days == [(FIRST + timedelta(days=3), Fraction(15)), (FIRST + timedelta(days=5), Fraction(25))]


@pytest.mark.parametrize(
    ("combine", "units", "own", "expected"),
    [
        ("ratio", ("", ""), "", Fraction(21, 25)),
        ("ratio", ("deals", "deals"), "%", 84),
        ("product", ("%", "%"), "%", Fraction(525, 100)),
        ("product", ("", "%"), "quotes", Fraction(21 * 25, 100)),
        ("product", ("", ""), "$", 21 * 25),
        ("sum", ("%", "%"), "%", 46),
        ("mean", ("%", "%"), "%", 23),
    ],
)
def test_what_is_told_in_percent_counts_as_a_share_in_ratios_and_products(
    making: Making, combine: str, units: tuple[str, str], own: str, expected: int | Fraction
) -> None:
    put_kpi(making, combine=combine, unit_of_measure=own)
    for metric, unit, value in zip(("won", "offers"), units, (21, 25), strict=True):
        making.put("metric", metric, name=metric, unit_of_measure=unit)
        read(making, metric, FIRST, value)
    assert [point.value for point in series(making.company, "rate", TODAY)] == [expected]


def test_a_ratio_has_no_value_where_its_second_metric_is_0(making: Making) -> None:
    put_kpi(making, combine="ratio")
    read(making, "won", FIRST, 3)
    read(making, "offers", FIRST, 0)
    read(making, "offers", FIRST + timedelta(days=1), 4)
    assert [point.value for point in series(making.company, "rate", TODAY)] == [Fraction(3, 4)]


def test_of_one_day_the_last_reading_counts_and_those_ahead_do_not(making: Making) -> None:
    making.put("metric", "won", name="Won")
    for id, day, value in (("b", TODAY, 1), ("a", TODAY, 2), ("c", TODAY + timedelta(days=1), 9)):
        making.put("reading", id, subject="won", date=str(day), value=value)
    assert [point.value for point in readings(making.company, "won", TODAY)] == [2]
