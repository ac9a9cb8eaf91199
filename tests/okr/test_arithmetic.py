import json
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from okrtui.okr.arithmetic import Part, of_expected, of_key_result, of_roll_up
from okrtui.okr.kinds import Metric, Mode, ObjectiveKind
from okrtui.okr.number import percent

CASES = json.loads((Path(__file__).parents[1] / "cases" / "numbers.json").read_text("utf-8"))


def part(case: dict[str, Any], mode: Mode | None = None) -> Part:
    return Part("some title", Fraction(str(case["progress"])), case.get("weight", 1), mode)


@pytest.mark.parametrize("case", CASES["objective"])
def test_the_explained_figure_is_the_figure(case: dict[str, Any]) -> None:
    parts = [
        *(part(one) for one in case["key_results"]),
        *(part(one, Mode.CONTRIBUTES) for one in case.get("contributing", [])),
        *(part(one, Mode.SUPPORTS) for one in case.get("supporting", [])),
    ]
    explained = of_roll_up(parts)
    assert (None if explained.figure is None else percent(explained.figure)) == case["percent_shown"]
    assert len(explained.lines) == len(parts) + 1


def test_the_way_from_start_to_target() -> None:
    assert of_key_result(Metric.INCREASE, 24, 22, 27).lines == ("(24 - 22) / (27 - 22) = 40 %",)
    assert of_key_result(Metric.INCREASE, 0, -50, 50).lines == ("(0 - (-50)) / (50 - (-50)) = 50 %",)
    assert of_key_result(Metric.INCREASE, 1, 0, 3).lines == ("(1 - 0) / (3 - 0) = 33.33 %, shown as 33 %",)


def test_a_clamp_is_named() -> None:
    assert of_key_result(Metric.DECREASE, 50, 100, 60).lines == (
        "(50 - 100) / (60 - 100) = 125 %",
        "rolled up as 100 %",
    )
    assert of_key_result(Metric.INCREASE, 10, 15, 35).lines[1] == "rolled up as 0 %"


@pytest.mark.parametrize(
    ("metric", "value", "figures", "line"),
    [
        (Metric.AT_MOST, 25.01, {"target": 25, "unit": "%"}, "25.01 %, at most 25 %: not met, 0 %"),
        (Metric.AT_LEAST, 9, {"target": 9}, "9, at least 9: met, 100 %"),
        (
            Metric.BETWEEN,
            7,
            {"low": 5, "high": 7, "unit": "days"},
            "7 days, between 5 days and 7 days: met, 100 %",
        ),
        (Metric.YES_NO, True, {}, "yes: 100 %"),
        (Metric.YES_NO, False, {}, "no: 0 %"),
        (Metric.INCREASE, None, {"start": 1, "target": 2}, "no check-in yet: 0 %"),
        (Metric.INCREASE, 5, {"target": 6}, "no start value: 0 % until there is one"),
        (Metric.INCREASE, 5, {"start": 6}, "no target: 0 % until there is one"),
        (Metric.AT_LEAST, 5, {}, "no target: 0 % until there is one"),
        (Metric.BETWEEN, 5, {"low": 1}, "no target: 0 % until there is one"),
        (Metric.INCREASE, 5, {"start": 5, "target": 5}, "start and target are equal: 100 %"),
        (Metric.MILESTONES, None, {}, "no milestones yet: 0 %"),
        (
            Metric.MILESTONES,
            None,
            {"milestones": [(1, True), (1, True), (2, False)]},
            "2 of 3 milestones done, weight 2 of 4 = 50 %",
        ),
    ],
)
def test_each_metric_in_a_line(metric: Metric, value: Any, figures: dict[str, Any], line: str) -> None:
    assert of_key_result(metric, value, **figures).lines == (line,)


def test_a_roll_up_names_weights_clamps_and_exclusions() -> None:
    explained = of_roll_up(
        [
            Part("Close rate", Fraction(5, 4), 2),
            Part("Calls", Fraction(1, 4)),
            Part("Pipeline", Fraction(4, 5), 0),
            Part("Leads", Fraction(1, 2), 1, Mode.CONTRIBUTES),
            Part("Traffic", Fraction(1), 1, Mode.SUPPORTS),
            Part("Empty", None, 1, Mode.CONTRIBUTES),
        ]
    )
    assert explained.lines == (
        "Close rate: 125 %, counted as 100 %, weight 2",
        "Calls: 25 %, weight 1",
        "Pipeline: 80 %, weight 0, not counted",
        "Leads: 50 %, contributes, weight 1",
        "Traffic: 100 %, supports, not counted",
        "Empty: no figure, not counted",
        "(100 % × 2 + 25 % × 1 + 50 % × 1) / 4 = 68.75 %, shown as 69 %",
    )
    assert explained.figure == Fraction(11, 16)


def test_nothing_with_weight_has_no_figure() -> None:
    assert of_roll_up([]) == (None, ("nothing with weight: no figure",))


def test_what_is_expected_by_today() -> None:
    april = date(2026, 4, 1), date(2026, 4, 30)
    half = of_expected(*april, date(2026, 4, 15), ObjectiveKind.COMMITTED)
    assert half == (Fraction(1, 2), ("15 of 30 days = 50 %",))
    stretch = of_expected(*april, date(2026, 5, 9), ObjectiveKind.ASPIRATIONAL)
    assert stretch == (Fraction(7, 10), ("30 of 30 days × 70 % (aspirational) = 70 %",))
    before = of_expected(*april, date(2026, 3, 9), ObjectiveKind.COMMITTED)
    assert before == (Fraction(0), ("0 of 30 days = 0 %",))
