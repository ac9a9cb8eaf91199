"""What people type for a field, and what it means."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from okrtui.okr.kinds import Metric
from okrtui.okr.models import (
    DayError,
    FieldError,
    Value,
    parse_check_in_value,
    parse_day,
    parse_field,
)

TODAY = date(2026, 11, 22)
ONE = "00000000000000aa"


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("2026-12-31", "2026-12-31"),
        ("today", "2026-11-22"),
        (" Tomorrow ", "2026-11-23"),
        ("yesterday", "2026-11-21"),
        ("+7d", "2026-11-29"),
        ("-2w", "2026-11-08"),
        ("31 Dec", "2026-12-31"),
        ("31. december", "2026-12-31"),
        ("Dec 31", "2026-12-31"),
        ("22 nov", "2026-11-22"),
        ("21 nov", "2027-11-21"),
        ("29 feb", "2028-02-29"),
        ("1 Sept 2025", "2025-09-01"),
        ("Jan 2, 2027", "2027-01-02"),
    ],
)
def test_days(typed: str, day: str) -> None:
    assert parse_day(typed, TODAY).isoformat() == day


@pytest.mark.parametrize(
    ("typed", "day"), [("22 nov", "2026-11-22"), ("23 nov", "2025-11-23"), ("29 feb", "2024-02-29")]
)
def test_a_past_day_without_a_year_is_the_last_one(typed: str, day: str) -> None:
    assert parse_day(typed, TODAY, past=True).isoformat() == day


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "soon",
        "31 Feb",
        "0 Jan",
        "2026-02-30",
        "20261231",
        "31.12.",
        "31 ja",
        "31 Foo",
        "+d",
        "+99999w",
        "29 Feb 2026",
        "١ Jan",
    ],
)
def test_what_is_no_day(typed: str) -> None:
    with pytest.raises(DayError, match="not a date"):
        parse_day(typed, TODAY)


@given(st.text(max_size=20), st.dates(), st.booleans())
def test_a_typed_day_is_a_day_or_a_day_error(text: str, today: date, past: bool) -> None:
    try:
        parse_day(text, today, past=past)
    except DayError:
        return


@given(st.dates(), st.dates(), st.booleans())
def test_every_day_can_be_typed(day: date, today: date, past: bool) -> None:
    assert parse_day(day.isoformat(), today, past=past) == day
    if day.year >= 1000:
        assert parse_day(f"{day.day} {day.strftime('%B')} {day.year}", today, past=past) == day


@pytest.mark.parametrize(
    ("kind", "field", "typed", "value"),
    [
        ("key_result", "target", "500k", 500_000),
        ("key_result", "target", "27.0", 27),
        ("key_result", "start", "-3", -3),
        ("key_result", "due", "31 Dec", "2026-12-31"),
        ("check_in", "date", "31 Dec", "2025-12-31"),
        ("key_result", "metric", "At least", "at_least"),
        ("key_result", "metric", "yes/no", "yes_no"),
        ("key_result", "weight", "  ", None),
        ("key_result", "objective", " Improve sales ", "Improve sales"),
        ("objective", "priority", "on", True),
        ("initiative", "done", "No", False),
        ("check_in", "confidence", "7", 7),
        ("check_in", "note", " two words ", "two words"),
        ("check_in", "value", "yes", True),
        ("check_in", "value", "1,5", 1.5),
        ("check_in", "value", f"{ONE}, {ONE[::-1]}", [ONE, ONE[::-1]]),
        ("kpi", "metrics", "Proposals sent, Calls,", ["Proposals sent", "Calls"]),
        (
            "workspace",
            "limits",
            "objectives_max=5,key_results_max=4",
            ["objectives_max=5", "key_results_max=4"],
        ),
    ],
)
def test_fields(kind: str, field: str, typed: str, value: Value) -> None:
    parsed = parse_field(kind, field, typed, TODAY)
    assert parsed == value
    assert type(parsed) is type(value)


def test_signed_numbers_are_relative_to_a_last_value() -> None:
    assert parse_field("check_in", "value", "+1.5", TODAY, last=24) == 25.5
    assert parse_field("check_in", "value", "=-3", TODAY, last=24) == -3


@pytest.mark.parametrize(
    ("kind", "field", "typed", "says"),
    [
        ("key_result", "target", "abc", "key_result.target: not a number: 'abc' (try 27, 1.5, 500k)"),
        (
            "key_result",
            "due",
            "soon",
            "key_result.due: not a date: 'soon' (try 2026-12-31, today, +7d, 31 Dec)",
        ),
        ("key_result", "title", "", "key_result.title: cannot be empty"),
        ("key_result", "metric", "", "key_result.metric: cannot be empty"),
        (
            "objective",
            "stage",
            "done",
            "objective.stage: 'done' is not one of draft, proposed, agreed, active, closed",
        ),
        ("objective", "priority", "perhaps", "objective.priority: 'perhaps' is not yes or no"),
        ("check_in", "confidence", "7.5", "check_in.confidence: '7.5' is not a whole number"),
        (
            "milestone",
            "titel",
            "x",
            "milestone.titel: no such field. Did you mean title? The fields are key_result, title, weight",
        ),
    ],
)
def test_what_is_refused_and_how(kind: str, field: str, typed: str, says: str) -> None:
    with pytest.raises(FieldError) as caught:
        parse_field(kind, field, typed, TODAY)
    assert str(caught.value) == says


@pytest.mark.parametrize(
    ("metric", "typed", "value"),
    [
        (Metric.YES_NO, "y", True),
        (Metric.MILESTONES, "Design, 12", ["Design", "12"]),
        (Metric.MILESTONES, "none", []),
        (Metric.INCREASE, "+3", 27),
        (Metric.AT_MOST, "25 %", 25),
    ],
)
def test_a_check_in_is_read_by_its_metric(metric: Metric, typed: str, value: Value) -> None:
    assert parse_check_in_value(typed, metric, last=24) == value


@pytest.mark.parametrize(("metric", "typed"), [(Metric.YES_NO, "3"), (Metric.INCREASE, "yes"), (Metric.BETWEEN, "")])
def test_a_check_in_of_another_metric_is_refused(metric: Metric, typed: str) -> None:
    with pytest.raises(FieldError, match=r"^check_in\.value: "):
        parse_check_in_value(typed, metric)
