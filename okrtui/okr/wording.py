"""What the title of a key result says about its figures: `Close rate from 22 to 27 %`, `Latency under 100 ms`."""

import re
from decimal import Decimal
from typing import NamedTuple

from okrtui.okr.kinds import Metric
from okrtui.okr.number import NumberError, parse_number


class Wording(NamedTuple):
    """The figures that a title names; None where it does not say."""

    metric: Metric
    start: Decimal | None = None
    target: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    unit: str = ""


def _figure(name: str) -> str:
    """A number with its unit of measure: `$500K`, `27 %`, `6 calls`."""
    return (
        rf"(?P<{name}_currency>[$€£])?(?P<{name}>-?\d(?:[\d.,]*\d)?(?:\s?[kM]\b)?)"
        rf"(?:\s?(?P<{name}_unit>%|[^\W\d_]+))?"
    )


_MOVE = re.compile(
    rf"(?:\bfrom\s+{_figure('start')}\s+to\s+|(?<![\d.,]){_figure('first')}\s*(?:→|->|▸)\s*){_figure('target')}", re.I
)
_RANGE = re.compile(rf"\bbetween\s+{_figure('low')}\s+and\s+{_figure('high')}", re.I)
_FLOOR = re.compile(rf"(?:\bat least|≥|>=|\bno fewer than)\s*{_figure('target')}", re.I)
_CEILING = re.compile(rf"(?:\bat most|≤|<=|\bunder|\bbelow|\bless than|\bno more than)\s*{_figure('target')}", re.I)
_TARGET = re.compile(rf"\bto\s+{_figure('target')}", re.I)
_DOWN = re.compile(r"\b(?:reduce|cut|lower|decrease|shorten|halve|fewer|less)\b", re.I)
# Words that may follow a number without being what it counts.
_NO_UNIT = frozenset(
    [
        "a",
        "an",
        "and",
        "at",
        "by",
        "each",
        "for",
        "from",
        "in",
        "of",
        "on",
        "or",
        "per",
        "the",
        "this",
        "to",
        "until",
        "within",
        "with",
    ]
)


def read_wording(title: str) -> Wording | None:
    """The figures in a title; None where it names none. A guess, to be shown and changed: it decides nothing."""
    if found := _RANGE.search(title):
        low, high = _number(found["low"]), _number(found["high"])
        return Wording(Metric.BETWEEN, low=low, high=high, unit=_unit(found, "high") or _unit(found, "low"))
    if found := _MOVE.search(title):
        name = "start" if found["start"] else "first"
        start, target = _number(found[name]), _number(found["target"])
        is_down = start is not None and target is not None and target < start
        metric = Metric.DECREASE if is_down else Metric.INCREASE
        return Wording(metric, start, target, unit=_unit(found, "target") or _unit(found, name))
    for pattern, metric in ((_FLOOR, Metric.AT_LEAST), (_CEILING, Metric.AT_MOST), (_TARGET, _direction(title))):
        if found := pattern.search(title):
            return Wording(metric, target=_number(found["target"]), unit=_unit(found, "target"))
    return None


def _direction(title: str) -> Metric:
    return Metric.DECREASE if _DOWN.search(title) else Metric.INCREASE


def _number(text: str) -> Decimal | None:
    try:
        return parse_number(text)
    except NumberError:
        return None


def _unit(found: re.Match[str], name: str) -> str:
    unit = found[f"{name}_unit"] or ""
    return found[f"{name}_currency"] or ("" if unit.casefold() in _NO_UNIT else unit)
