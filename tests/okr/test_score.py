import json
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from okrtui.okr.kinds import Metric, ObjectiveKind
from okrtui.okr.progress import raw
from okrtui.okr.score import Band, band, carried_start, kept_exact, met, proposed, shown, verdict

CASES = json.loads((Path(__file__).parents[1] / "cases" / "numbers.json").read_text("utf-8"))
START, END = date(2026, 10, 1), date(2026, 12, 31)
COMMITTED, ASPIRATIONAL = ObjectiveKind.COMMITTED, ObjectiveKind.ASPIRATIONAL

scores = st.fractions(min_value=0, max_value=1)


@pytest.mark.parametrize("case", CASES["score"])
def test_score_cases(case: dict[str, Any]) -> None:
    progress = raw(Metric.INCREASE, case["value"], case["start"], case["target"])
    score = proposed([(END, progress)], START, END)
    assert f"{shown(score)}" == case["score"]
    assert band(score).value == case["band"]
    if "met" in case:
        assert met(ObjectiveKind.of(case["kind"]), score) is case["met"]


@pytest.mark.parametrize("case", CASES["carry_over"])
def test_carry_over_cases(case: dict[str, Any]) -> None:
    assert carried_start(Metric.INCREASE, case["start"], case["last_value"]) == case["next_start"]
    assert case["target"] == case["next_target"]


def test_what_has_no_check_in_or_no_way_to_go_keeps_its_start() -> None:
    assert carried_start(Metric.DECREASE, 100, None) == 100
    assert carried_start(Metric.AT_LEAST, None, 7) is None


def test_the_last_check_in_within_the_cycle_proposes() -> None:
    history = [
        (date(2026, 9, 30), Fraction(1)),
        (START, Fraction(1, 10)),
        (END, Fraction(2, 10)),
        (END, Fraction(3, 10)),
        (date(2027, 1, 1), Fraction(9, 10)),
    ]
    assert proposed(history, START, END) == Fraction(3, 10)
    assert proposed(history[:2], START, END) == Fraction(1, 10)
    assert proposed([history[0], history[-1]], START, END) == 0


def test_a_proposal_is_clamped() -> None:
    assert proposed([(START, Fraction(5, 4))], START, END) == 1
    assert proposed([(START, Fraction(-5, 4))], START, END) == 0


@pytest.mark.parametrize(
    ("score", "colour"),
    [
        ("0.394", Band.RED),
        ("0.395", Band.YELLOW),
        ("0.694", Band.YELLOW),
        ("0.695", Band.GREEN),
        ("0", Band.RED),
    ],
)
def test_bands_are_those_of_the_score_as_shown(score: str, colour: Band) -> None:
    assert band(Fraction(score)) is colour


@pytest.mark.parametrize(
    ("kind", "score", "kept"),
    [
        (COMMITTED, "1", True),
        (COMMITTED, "0.999", False),
        (ASPIRATIONAL, "0.695", True),
        (ASPIRATIONAL, "0.694", False),
    ],
)
def test_when_a_promise_is_kept(kind: ObjectiveKind, score: str, kept: bool) -> None:
    assert met(kind, Fraction(score)) is kept


@pytest.mark.parametrize(
    ("kind", "score", "words"),
    [
        (COMMITTED, "0.8", "0.80: closed short, committed is met at 1.0"),
        (COMMITTED, "1", "1.00: met"),
        (ASPIRATIONAL, "0.7", "0.70: excellent, aspirational is met from 0.70"),
        (ASPIRATIONAL, "0.5", "0.50: closed short, aspirational is met from 0.70"),
    ],
)
def test_a_score_in_words(kind: ObjectiveKind, score: str, words: str) -> None:
    assert verdict(kind, Fraction(score)) == words


@pytest.mark.parametrize(("score", "seen"), [("0.125", "0.13"), ("0.695", "0.70"), ("0", "0.00"), ("1", "1.00")])
def test_scores_show_half_up_with_two_places(score: str, seen: str) -> None:
    assert f"{shown(Fraction(score))}" == seen


@given(scores)
def test_a_shown_score_is_the_nearest_with_two_places(score: Fraction) -> None:
    seen = shown(score)
    assert seen == Decimal(f"{seen:.2f}")
    assert Fraction(-1, 200) < Fraction(seen) - score <= Fraction(1, 200)


@given(scores, scores)
def test_a_better_score_never_shows_or_bands_worse(one: Fraction, other: Fraction) -> None:
    low, high = sorted((one, other))
    assert shown(low) <= shown(high)
    assert list(Band).index(band(low)) <= list(Band).index(band(high))


@given(scores, st.sampled_from(list(ObjectiveKind)))
def test_what_is_stored_shows_and_counts_as_what_was_proposed(score: Fraction, kind: ObjectiveKind) -> None:
    stored = Fraction(kept_exact(score))
    assert (shown(stored), band(stored), met(kind, stored)) == (shown(score), band(score), met(kind, score))
    assert len(f"{float(stored)}") <= len("0.1234")
