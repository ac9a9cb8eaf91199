"""Measuring two things in turn, A B A B, so that whatever else the machine does falls on both alike."""

import time
from collections.abc import Callable
from typing import NamedTuple

Measure = Callable[[], float]
"""Does something once and returns the seconds that it took."""


class Pair(NamedTuple):
    """The seconds of every round: of okrtui, and of the baseline."""

    ours: list[float]
    baseline: list[float]


def in_turn(rounds: int, ours: Measure, baseline: Measure, warm_up: int = 1) -> Pair:
    """Measure both `rounds` times, after some rounds that do not count."""
    pair = Pair([], [])
    for number in range(-warm_up, rounds):
        seconds = ours(), baseline()
        if number >= 0:
            pair.ours.append(seconds[0])
            pair.baseline.append(seconds[1])
    return pair


def timed(work: Callable[[], object]) -> Measure:
    """The seconds that a call takes."""

    def measure() -> float:
        start = time.perf_counter()
        made = work()
        seconds = time.perf_counter() - start
        del made  # clearing up is not part of it
        return seconds

    return measure
