import json
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from okrtui.okr.kinds import Metric, ObjectiveKind
from okrtui.okr.number import percent
from okrtui.okr.progress import ProgressError, check_figures, clamp, expected, raw, rolled_up

CASES = json.loads((Path(__file__).parents[1] / "cases" / "numbers.json").read_text("utf-8"))
KEY_RESULTS = CASES["key_result"]

numbers = st.integers(min_value=-(10**6), max_value=10**6)
fractions = st.fractions(min_value=-3, max_value=3)
weights = st.integers(min_value=0, max_value=100)
days = st.dates(date(2020, 1, 1), date(2035, 1, 1))
kinds = st.sampled_from(ObjectiveKind)


def as_written(number: float) -> Fraction:
    return Fraction(str(number))


@pytest.mark.parametrize("case", [case for case in KEY_RESULTS if "error" not in case])
def test_key_result_cases(case: dict[str, Any]) -> None:
    start, target, low, high = (case.get(name) for name in ("start", "target", "low", "high"))
    milestones = [(one["weight"], one["done"]) for one in case.get("milestones", [])]
    metric = Metric.of(case["metric"])
    check_figures(metric, start, target, low, high)
    progress = raw(metric, case.get("value"), start, target, low, high, milestones)
    assert progress == as_written(case["raw"])
    assert clamp(progress) == as_written(case["rolled_up"])


@pytest.mark.parametrize("case", [case for case in KEY_RESULTS if "error" in case])
def test_key_result_errors(case: dict[str, Any]) -> None:
    with pytest.raises(ProgressError, match="equal"):
        check_figures(Metric.of(case["metric"]), case["start"], case["target"])


@pytest.mark.parametrize("case", CASES["objective"])
def test_objective_cases(case: dict[str, Any]) -> None:
    counted = case["key_results"] + case.get("contributing", [])
    figure = rolled_up((as_written(part["progress"]), part.get("weight", 1)) for part in counted)
    assert (None if figure is None else percent(figure)) == case["percent_shown"]


@pytest.mark.parametrize("case", CASES["expected"])
def test_expected_cases(case: dict[str, Any]) -> None:
    start, end, today = (date.fromisoformat(case[name]) for name in ("start", "end", "today"))
    assert expected(start, end, today, ObjectiveKind.of(case["kind"])) == as_written(case["expected"])


def test_a_float_equals_the_decimal_it_is_written_as() -> None:
    with pytest.raises(ProgressError):
        check_figures(Metric.DECREASE, 5, 5.0)
    assert raw(Metric.AT_MOST, 0.1, target=0.1) == 1


def test_a_range_upside_down_is_refused() -> None:
    check_figures(Metric.BETWEEN, low=5, high=5)
    with pytest.raises(ProgressError, match="low lies above high"):
        check_figures(Metric.BETWEEN, low=7, high=5)


@pytest.mark.parametrize("metric", Metric)
def test_missing_figures_are_no_error_and_no_progress(metric: Metric) -> None:
    check_figures(metric)
    assert raw(metric, None, 0, 10, 0, 10) == 0
    if metric is not Metric.YES_NO:
        assert raw(metric, 5) == 0


@pytest.mark.parametrize(
    ("metric", "value", "progress"),
    [
        (Metric.INCREASE, 5, 1),
        (Metric.INCREASE, 4, 0),
        (Metric.DECREASE, 5, 1),
        (Metric.DECREASE, 6, 0),
    ],
)
def test_equal_start_and_target_that_a_merge_left_do_no_harm(metric: Metric, value: int, progress: int) -> None:
    assert raw(metric, value, 5, 5) == progress


def test_milestones_without_weight_make_no_progress() -> None:
    assert raw(Metric.MILESTONES, None, milestones=[(0, True), (-3, True)]) == 0
    assert raw(Metric.MILESTONES, None, milestones=[(1, True), (-3, True), (0.5, False)]) == Fraction(2, 3)


@given(numbers, numbers, numbers)
def test_the_way_down_mirrors_the_way_up(value: int, start: int, target: int) -> None:
    assume(start != target)
    up = raw(Metric.INCREASE, value, start, target)
    assert raw(Metric.DECREASE, -value, -start, -target) == up
    assert raw(Metric.INCREASE, value, target, start) == 1 - up


@given(numbers, numbers)
def test_progress_is_none_at_the_start_and_whole_at_the_target(start: int, target: int) -> None:
    assume(start != target)
    assert raw(Metric.INCREASE, start, start, target) == 0
    assert raw(Metric.INCREASE, target, start, target) == 1


@given(numbers, numbers, numbers)
def test_between_is_at_least_and_at_most(value: int, low: int, high: int) -> None:
    both = raw(Metric.AT_LEAST, value, target=low) * raw(Metric.AT_MOST, value, target=high)
    assert raw(Metric.BETWEEN, value, low=low, high=high) == both


@given(fractions)
def test_clamping_stays_within_bounds_and_changes_nothing_there(progress: Fraction) -> None:
    clamped = clamp(progress)
    assert 0 <= clamped <= 1
    assert clamp(clamped) == clamped
    assert clamped == progress or not 0 <= progress <= 1


@given(st.lists(st.tuples(fractions, weights)))
def test_a_mean_lies_between_its_parts_that_have_weight(parts: list[tuple[Fraction, int]]) -> None:
    counted = [clamp(progress) for progress, weight in parts if weight]
    figure = rolled_up(parts)
    if figure is None:
        assert not counted
    else:
        assert min(counted) <= figure <= max(counted)


@given(st.lists(st.tuples(fractions, weights)), st.integers(min_value=1, max_value=50))
def test_only_the_relation_of_weights_matters(parts: list[tuple[Fraction, int]], factor: int) -> None:
    assert rolled_up((progress, weight * factor) for progress, weight in parts) == rolled_up(reversed(parts))


@given(days, st.integers(min_value=0, max_value=400), days, kinds)
def test_expectation_never_falls_and_ends_full(start: date, length: int, today: date, kind: ObjectiveKind) -> None:
    end = start + timedelta(days=length)
    full = expected(start, end, end, kind)
    now, tomorrow = (expected(start, end, today + timedelta(days=more), kind) for more in (0, 1))
    assert full == (1 if kind is ObjectiveKind.COMMITTED else Fraction(7, 10))
    assert 0 <= now <= tomorrow <= full
    assert tomorrow - now in (0, full / (length + 1))


def test_a_cycle_that_ends_before_it_starts_does_no_harm() -> None:
    start, end = date(2026, 4, 30), date(2026, 4, 1)
    assert expected(start, end, date(2026, 3, 31), ObjectiveKind.COMMITTED) == 0
    assert expected(start, end, date(2026, 4, 15), ObjectiveKind.COMMITTED) == 1
