"""Scores at the close of a cycle: proposed, shown, banded, and what they mean for what was promised."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

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
    return _band(shown(score))


def _band(seen: Decimal) -> Band:
    if seen < YELLOW_FROM:
        return Band.RED
    return Band.YELLOW if seen < GREEN_FROM else Band.GREEN


def met(kind: ObjectiveKind, score: Fraction) -> bool:
    """Whether a score keeps the promise: committed only at 1.0, aspirational from a shown 0.70 on."""
    return _met(kind, score, shown(score))


def _met(kind: ObjectiveKind, score: Fraction, seen: Decimal) -> bool:
    return score >= ONE if kind is ObjectiveKind.COMMITTED else seen >= GREEN_FROM


class Judged(NamedTuple):
    """A score as people see it, its band, and what it means in words."""

    shown: Decimal
    band: Band
    verdict: str


def judged(kind: ObjectiveKind, score: Fraction) -> Judged:
    """What there is to say of a score."""
    seen = shown(score)
    return Judged(seen, _band(seen), _verdict(kind, score, seen))


def verdict(kind: ObjectiveKind, score: Fraction) -> str:
    """What a score means, in words: an aspirational 0.7 is excellent, a committed 0.8 is closed short."""
    return _verdict(kind, score, shown(score))


def _verdict(kind: ObjectiveKind, score: Fraction, seen: Decimal) -> str:
    if not _met(kind, score, seen):
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
