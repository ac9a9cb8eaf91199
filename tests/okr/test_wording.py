"""What a key result's title says about its figures."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from okrtui.okr.kinds import Metric
from okrtui.okr.wording import Wording, read_wording


def decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


@pytest.mark.parametrize(
    ("title", "metric", "start", "target", "unit"),
    [
        ("Close rate from 22 to 27 %", Metric.INCREASE, "22", "27", "%"),
        ("Close rate 22 % → 27 %", Metric.INCREASE, "22", "27", "%"),
        ("Calls per rep 3 -> 6 a week", Metric.INCREASE, "3", "6", ""),
        ("Cut churn from 8 % to 3.5 % by June", Metric.DECREASE, "8", "3.5", "%"),
        ("Qualified pipeline of at least $500K", Metric.AT_LEAST, None, "500000", "$"),
        ("Latency under 100 ms", Metric.AT_MOST, None, "100", "ms"),
        ("Availability ≥ 99,95 %", Metric.AT_LEAST, None, "99.95", "%"),
        ("Raise NPS to 50", Metric.INCREASE, None, "50", ""),
        ("Reduce onboarding to 5 days", Metric.DECREASE, None, "5", "days"),
        ("Renewals to 90 by December", Metric.INCREASE, None, "90", ""),
    ],
)
def test_figures_are_read(title: str, metric: Metric, start: str | None, target: str, unit: str) -> None:
    assert read_wording(title) == Wording(metric, decimal(start), decimal(target), unit=unit)


def test_a_range_is_read() -> None:
    expected = Wording(Metric.BETWEEN, low=Decimal(5), high=Decimal(7), unit="days")
    assert read_wording("Reply between 5 and 7 days") == expected


@pytest.mark.parametrize("title", ["", "Prototype", "Launch 3 products", "Move to Berlin"])
def test_where_nothing_is_said_nothing_is_read(title: str) -> None:
    assert read_wording(title) is None


@given(st.text(alphabet="from to between and under 0123456789.,$%€kM →≥≤-\n界é", max_size=60))
def test_no_title_is_too_odd(title: str) -> None:
    read_wording(title)
