"""Scores at the close of a cycle: proposed, shown, banded, and what they mean for what was promised."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from okrtui.okr.kinds import Metric, ObjectiveKind
from okrtui.okr.number import Number
from okrtui.okr.progress import MOVING, ONE, ZERO, clamp

YELLOW_FROM = Decimal("0.40")
"""Below it, as shown, a score is red."""
GREEN_FROM = Decimal("0.70")
"""From it on, as shown, a score is green and an aspirational objective is met."""

_STORED = 10_000


class Band(StrEnum):
    """The colour of a score."""

    RED = "red"
    YELLOW = "yellow"
    GREEN = "green"


def proposed(history: Iterable[tuple[date, Fraction]], start: date, end: date) -> Fraction:
    """The score that a key result's check-ins propose.

    It is the clamped progress at the last of them dated within the cycle, 0 if there is none.

    Args:
        history: date and raw progress of each check-in, oldest first; of one day, the last counts.
        start: the first day of the cycle.
        end: its last day.
    """
    last = ZERO
    for day, progress in history:
        if start <= day <= end:
            last = progress
    return clamp(last)


def shown(score: Fraction) -> Decimal:
    """`score` as people see it: half up, with two places."""
    hundredths = (score * 200 + 1) // 2
    return Decimal(hundredths).scaleb(-2)


def band(score: Fraction) -> Band:
    """The band of a score, as shown: red below 0.40, yellow below 0.70, green from there on."""
    seen = shown(score)
    if seen < YELLOW_FROM:
        return Band.RED
    return Band.YELLOW if seen < GREEN_FROM else Band.GREEN


def met(kind: ObjectiveKind, score: Fraction) -> bool:
    """Whether a score keeps the promise: committed only at 1.0, aspirational from a shown 0.70 on."""
    return score >= ONE if kind is ObjectiveKind.COMMITTED else shown(score) >= GREEN_FROM


def verdict(kind: ObjectiveKind, score: Fraction) -> str:
    """What a score means, in words: an aspirational 0.7 is excellent, a committed 0.8 is closed short."""
    seen = shown(score)
    if not met(kind, score):
        goal = "at 1.0" if kind is ObjectiveKind.COMMITTED else f"from {GREEN_FROM}"
        return f"{seen}: closed short, {kind.words} is met {goal}"
    if kind is ObjectiveKind.COMMITTED:
        return f"{seen}: met"
    return f"{seen}: excellent, {kind.words} is met from {GREEN_FROM}"


def kept_exact(score: Fraction) -> Decimal:
    """A proposed score as it is stored once it is accepted: four places, the rest cut off.

    Cut off, not rounded: so it shows, is banded and is met or not exactly as the proposal was.
    """
    return Decimal(score.numerator * _STORED // score.denominator) / _STORED


def carried_start(metric: Metric, start: Number | None, last: Number | None) -> Number | None:
    """The start of a key result carried over to the next cycle: where it stands now, if it moves at all."""
    return last if metric in MOVING and last is not None else start
