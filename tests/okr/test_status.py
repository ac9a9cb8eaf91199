import json
from datetime import date
from fractions import Fraction
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from okrtui.okr.kinds import Metric, ObjectiveKind, Status
from okrtui.okr.status import key_result_status, severity, weakest

CASES = json.loads((Path(__file__).parents[1] / "cases" / "numbers.json").read_text("utf-8"))
END = date(2026, 12, 31)
DURING, AFTER = date(2026, 11, 15), date(2027, 1, 1)
HALF = Fraction(1, 2)
COMMITTED, ASPIRATIONAL = ObjectiveKind.COMMITTED, ObjectiveKind.ASPIRATIONAL

statuses = st.lists(st.sampled_from(Status))


@pytest.mark.parametrize("case", CASES["status"])
def test_status_cases(case: dict[str, Any]) -> None:
    status = key_result_status(
        Metric.of(case.get("metric", "increase")),
        ObjectiveKind.of(case.get("kind", "committed")),
        Fraction(str(case["actual"])) if "actual" in case else Fraction(case["met"]),
        Fraction(str(case.get("expected", 1))),
        date.fromisoformat(case.get("today", "2026-11-15")),
        date.fromisoformat(case.get("end", "2026-12-31")),
    )
    assert status is Status.of(case["status"])


@pytest.mark.parametrize("case", CASES["weakest"])
def test_weakest_cases(case: dict[str, Any]) -> None:
    assert weakest(Status.of(words) for words in case["key_results"]) is Status.of(case["objective"])


@pytest.mark.parametrize("metric", Metric)
def test_nothing_has_started_until_the_first_check_in_is_overdue(metric: Metric) -> None:
    none = Fraction(0)
    assert key_result_status(metric, COMMITTED, none, HALF, DURING, END, waiting=True) is Status.NOT_STARTED
    later = key_result_status(metric, COMMITTED, none, HALF, DURING, END)
    standing = metric in (Metric.AT_LEAST, Metric.AT_MOST, Metric.BETWEEN)
    assert later is (Status.NOT_HOLDING if standing else Status.AT_RISK)


@pytest.mark.parametrize("metric", Metric)
def test_after_the_end_nothing_is_pending(metric: Metric) -> None:
    short = key_result_status(metric, ASPIRATIONAL, Fraction(0), Fraction(1), AFTER, END, waiting=True)
    assert short is Status.CLOSED_SHORT
    full = key_result_status(metric, COMMITTED, Fraction(1), Fraction(1), AFTER, END)
    assert full is Status.ACHIEVED


def test_past_the_target_is_achieved_before_the_end_too() -> None:
    assert key_result_status(Metric.INCREASE, COMMITTED, Fraction(5, 4), HALF, DURING, END) is Status.ACHIEVED


def test_the_end_day_itself_is_not_after_the_end() -> None:
    assert key_result_status(Metric.INCREASE, COMMITTED, HALF, Fraction(1), END, END) is Status.AT_RISK
    assert key_result_status(Metric.INCREASE, COMMITTED, HALF, Fraction(1), AFTER, END) is Status.CLOSED_SHORT


def test_a_committed_one_is_met_at_the_whole_and_not_as_it_shows() -> None:
    nearly = Fraction(999, 1000)
    status = key_result_status(Metric.INCREASE, COMMITTED, nearly, Fraction(1), AFTER, END)
    assert status is Status.CLOSED_SHORT


@pytest.mark.parametrize("override", Status)
@pytest.mark.parametrize("today", [DURING, AFTER])
def test_the_owner_has_the_last_word(override: Status, today: date) -> None:
    status = key_result_status(Metric.INCREASE, COMMITTED, HALF, HALF, today, END, waiting=True, override=override)
    assert status is override


def test_the_order_of_all_statuses() -> None:
    worst_first = [
        "closed short",
        "at risk",
        "not holding",
        "needs attention",
        "not started",
        "on track",
        "holding",
        "achieved",
    ]
    assert [status.words for status in sorted(Status, key=severity)] == worst_first
    for one, other in permutations(Status, 2):
        assert weakest([one, other]) is min(one, other, key=lambda status: worst_first.index(status.words))


def test_of_none_none_is_weakest() -> None:
    assert weakest([]) is None


def joined(one: Status | None, other: Status | None) -> Status | None:
    return weakest(status for status in (one, other) if status is not None)


@given(statuses, statuses, statuses)
def test_weakest_does_not_care_for_grouping_or_order(
    one: list[Status], other: list[Status], third: list[Status]
) -> None:
    a, b, c = weakest(one), weakest(other), weakest(third)
    assert joined(joined(a, b), c) is joined(a, joined(b, c)) is weakest(third + one + other)
