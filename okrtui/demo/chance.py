"""How key results fare: the temper of a team, and the value of a key result week by week."""

from enum import StrEnum
from random import Random

from okrtui.demo.facts import KR


class Temper(StrEnum):
    """How a team fares."""

    THRIVING = "thriving"
    STEADY = "steady"
    STUCK = "stuck"
    SILENT = "silent"


TEMPERS = (Temper.THRIVING, Temper.STEADY, Temper.STEADY, Temper.STUCK, Temper.THRIVING, Temper.STEADY, Temper.SILENT)
"""Dealt to teams in turn, so that a small company has each of them."""

_PACE = {Temper.THRIVING: 1.18, Temper.STEADY: 0.92, Temper.STUCK: 0.3, Temper.SILENT: 0.5}
_SILENT_AFTER = 2


def share_done(temper: Temper, week: int, weeks: int, rng: Random) -> float:
    """How far a key result has come after `week` of `weeks`, 1 being its target."""
    pace = _PACE[temper] * rng.uniform(0.75, 1.25)
    return max(-0.05, min(1.15, pace * week / weeks + rng.uniform(-0.04, 0.04)))


def checks_in(temper: Temper, week: int, rng: Random) -> bool:
    """Whether someone of this temper checks in in a week."""
    if temper is Temper.SILENT:
        return week <= _SILENT_AFTER
    return rng.random() < (0.97 if temper is Temper.THRIVING else 0.9)


def value_at(key_result: KR, share: float, rng: Random) -> float:
    """The value of a key result that has come `share` of its way, in steps that a person would name."""
    if key_result.metric == "between":
        low, high = key_result.low or 0.0, key_result.high or 0.0
        return round(low + (high - low) * (1.5 - share) * rng.uniform(0.7, 1.0), 1)
    target = key_result.target or 0.0
    if key_result.metric == "at_least" and key_result.unit == "%":
        return neat(100 - (100 - target) * (1.5 - share), 100 - target)
    if key_result.metric == "at_least":
        value, span = target * (0.9 + 0.16 * share), target
    elif key_result.metric == "at_most":
        value, span = target * (1.35 - 0.55 * share), target
    else:
        start = key_result.start or 0.0
        value, span = start + (target - start) * share, target - start
    return float(round(value)) if _is_counted(key_result) else neat(value, span)


_MEASURED = {"%", "$", "h", "of 5", "points"}


def _is_counted(key_result: KR) -> bool:
    """Whether it is in things that come whole: calls, leads, partners."""
    figures = [figure for figure in (key_result.start, key_result.target) if figure is not None]
    is_whole = all(figure == int(figure) for figure in figures)
    return is_whole and key_result.unit not in _MEASURED and max(map(abs, figures)) < 1000


def neat(value: float, span: float) -> float:
    """`value` in steps of about a twentieth of `span`: 612,000 rather than 611,482.17."""
    step = 10.0 ** _exponent(abs(span) / 20) if span else 1.0
    rounded = round(value / step) * step
    whole = round(rounded)
    return float(whole) if abs(rounded - whole) < 1e-9 else round(rounded, 6)


def _exponent(step: float) -> int:
    exponent = 0
    while step >= 10:
        step, exponent = step / 10, exponent + 1
    while step < 1:
        step, exponent = step * 10, exponent - 1
    return exponent


def confidence(temper: Temper, rng: Random) -> int:
    """What someone of this temper believes, 0 to 10."""
    centre = {Temper.THRIVING: 8, Temper.STEADY: 7, Temper.STUCK: 4, Temper.SILENT: 5}[temper]
    return max(0, min(10, centre + rng.choice((-1, 0, 0, 1))))
