"""Progress: how far a key result has come, how it rolls up, and how far one should be by today.

Progress is an exact fraction: 1 is the target. Raw progress may lie below 0 or above 1 and is
shown as it is; whatever is rolled up uses it clamped to 0…1.
"""

from collections.abc import Iterable
from datetime import date
from fractions import Fraction

from okrtui.okr.kinds import Metric, ObjectiveKind
from okrtui.okr.number import Number, exact

Milestone = tuple[Number, bool]
"""A milestone's weight, and whether it is done."""

ZERO = Fraction(0)
ONE = Fraction(1)
STRETCH = Fraction(7, 10)
"""What an aspirational objective is expected to reach by its end."""

MOVING = frozenset({Metric.INCREASE, Metric.DECREASE})
"""The metrics that go from a start to a target."""
STANDING = frozenset({Metric.AT_LEAST, Metric.AT_MOST, Metric.BETWEEN})
"""The metrics that hold or do not hold."""


class ProgressError(ValueError):
    """Figures that allow no progress. Its message is one line for people."""


def check_figures(
    metric: Metric,
    start: Number | None = None,
    target: Number | None = None,
    low: Number | None = None,
    high: Number | None = None,
) -> None:
    """Refuse, at entry, figures of a key result that no value could make progress between.

    Figures that are still missing are no error: the coach speaks about those.

    Raises:
        ProgressError: start and target are equal, or low lies above high.
    """
    if metric in MOVING and start is not None and target is not None and exact(start) == exact(target):
        raise ProgressError("start and target are equal: there is no way to go between them")
    if metric is Metric.BETWEEN and low is not None and high is not None and exact(low) > exact(high):
        raise ProgressError("low lies above high: no value is between them")


def raw(
    metric: Metric,
    value: Number | None,
    start: Number | None = None,
    target: Number | None = None,
    low: Number | None = None,
    high: Number | None = None,
    milestones: Iterable[Milestone] = (),
) -> Fraction:
    """The progress of a key result, not clamped.

    Increase and decrease: `(value - start) / (target - start)`. At least, at most, between: 1 when
    met, bounds included, else 0. Milestones: the done share of their weights, `value` is not used.
    Yes/no: 0 or 1. No value yet, or a figure missing that the metric needs: 0.

    Two people's merged edits can leave start and target equal, although entry refuses it: then
    progress is 1 once the value is there, else 0.
    """
    if metric is Metric.MILESTONES:
        return _done_share(milestones)
    if value is None:
        return ZERO
    if metric in MOVING:
        return _moved(metric, exact(value), start, target)
    if metric is Metric.YES_NO:
        return ONE if value else ZERO
    return ONE if _holds(metric, exact(value), target, low, high) else ZERO


def _done_share(milestones: Iterable[Milestone]) -> Fraction:
    done = total = ZERO
    for weight, reached in milestones:
        share = max(exact(weight), ZERO)
        total += share
        done += share if reached else ZERO
    return done / total if total else ZERO


def _moved(metric: Metric, value: Fraction, start: Number | None, target: Number | None) -> Fraction:
    if start is None or target is None:
        return ZERO
    begin, end = exact(start), exact(target)
    if begin != end:
        return (value - begin) / (end - begin)
    there = value >= end if metric is Metric.INCREASE else value <= end
    return ONE if there else ZERO


def _holds(metric: Metric, value: Fraction, target: Number | None, low: Number | None, high: Number | None) -> bool:
    if metric is Metric.BETWEEN:
        return low is not None and high is not None and exact(low) <= value <= exact(high)
    if target is None:
        return False
    return value >= exact(target) if metric is Metric.AT_LEAST else value <= exact(target)


def clamp(progress: Fraction) -> Fraction:
    """`progress` within 0…1, as it enters whatever is rolled up."""
    return min(max(progress, ZERO), ONE)


def rolled_up(parts: Iterable[tuple[Fraction, Number]]) -> Fraction | None:
    """The weighted mean of progress and weight pairs, each progress clamped first.

    A weight of 0 excludes. None when nothing has weight: there is no figure, which is not 0.
    """
    total = weights = ZERO
    for progress, weight in parts:
        if weight > 0:
            share = exact(weight)
            total += clamp(progress) * share
            weights += share
    return total / weights if weights else None


def expected(start: date, end: date, today: date, kind: ObjectiveKind) -> Fraction:
    """How far one should be at the end of `today`: linear in days, both ends included.

    It rises from 0 before `start` to 1 on `end` (a cycle's, or a key result's own due date), for
    aspirational objectives to STRETCH.
    """
    full = STRETCH if kind is ObjectiveKind.ASPIRATIONAL else ONE
    if today >= end:
        return full
    if today < start:
        return ZERO
    return full * Fraction((today - start).days + 1, (end - start).days + 1)
