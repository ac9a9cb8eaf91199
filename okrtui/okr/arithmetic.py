"""The arithmetic behind a figure, in lines for people: values, weights, clamps and what is left out."""

from collections.abc import Iterable, Sequence
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from okrtui.okr.kinds import Metric, Mode, ObjectiveKind
from okrtui.okr.number import Number, exact, format_number, percent_text
from okrtui.okr.progress import MOVING, ONE, STRETCH, Milestone, clamp, expected, raw, rolled_up


class Arithmetic(NamedTuple):
    """A figure (None: there is none) and the lines that explain it."""

    figure: Fraction | None
    lines: tuple[str, ...]


class Part(NamedTuple):
    """What may enter a rolled-up figure: a key result (no mode), or an aligned objective with its mode."""

    title: str
    progress: Fraction | None
    weight: Number = 1
    mode: Mode | None = None


def of_key_result(
    metric: Metric,
    value: Number | None,
    start: Number | None = None,
    target: Number | None = None,
    low: Number | None = None,
    high: Number | None = None,
    milestones: Sequence[Milestone] = (),
    unit: str = "",
) -> Arithmetic:
    """How the raw progress of a key result comes about; the arguments are those of `progress.raw`."""
    figure = raw(metric, value, start, target, low, high, milestones)
    if metric is Metric.MILESTONES:
        line = _milestones(milestones, figure)
    elif value is None:
        line = "no check-in yet: 0 %"
    elif metric is Metric.YES_NO:
        line = f"{'yes' if value else 'no'}: {percent_text(figure)}"
    elif metric in MOVING:
        line = _moving(value, start, target, figure)
    else:
        line = _standing(metric, value, target, low, high, figure, unit)
    counted = clamp(figure)
    if counted != figure:
        return Arithmetic(figure, (line, f"rolled up as {percent_text(counted)}"))
    return Arithmetic(figure, (line,))


def of_roll_up(parts: Iterable[Part]) -> Arithmetic:
    """How the progress of an objective, a unit or a mission comes about from its parts."""
    lines: list[str] = []
    counted: list[tuple[Fraction, Number]] = []
    for part in parts:
        lines.append(_part(part))
        if part.progress is not None and part.weight > 0 and part.mode is not Mode.SUPPORTS:
            counted.append((clamp(part.progress), part.weight))
    figure = rolled_up(counted)
    if figure is None:
        return Arithmetic(None, (*lines, "nothing with weight: no figure"))
    terms = " + ".join(f"{_exactly(progress)} × {format_number(weight)}" for progress, weight in counted)
    weights = format_number(sum((exact(weight) for _, weight in counted), Fraction(0)))
    return Arithmetic(figure, (*lines, f"({terms}) / {weights} = {_result(figure)}"))


def of_expected(start: date, end: date, today: date, kind: ObjectiveKind) -> Arithmetic:
    """How the expected progress comes about; the arguments are those of `progress.expected`."""
    figure = expected(start, end, today, kind)
    total = max((end - start).days + 1, 1)
    passed = min(max((today - start).days + 1, 0), total)
    full = STRETCH if kind is ObjectiveKind.ASPIRATIONAL else ONE
    stretch = f" × {percent_text(full)} ({kind.words})" if full != ONE else ""
    return Arithmetic(figure, (f"{passed} of {total} days{stretch} = {_result(figure)}",))


def _milestones(milestones: Sequence[Milestone], figure: Fraction) -> str:
    if not milestones:
        return "no milestones yet: 0 %"
    done = sum((exact(weight) for weight, reached in milestones if reached), Fraction(0))
    total = sum((exact(weight) for weight, _ in milestones), Fraction(0))
    count = sum(1 for _, reached in milestones if reached)
    weights = f"weight {format_number(done)} of {format_number(total)}"
    return f"{count} of {len(milestones)} milestones done, {weights} = {_result(figure)}"


def _moving(value: Number, start: Number | None, target: Number | None, figure: Fraction) -> str:
    if start is None:
        return "no start value: 0 % until there is one"
    if target is None:
        return "no target: 0 % until there is one"
    if exact(start) == exact(target):
        return f"start and target are equal: {percent_text(figure)}"
    now, begin, end = _term(value), _term(start), _term(target)
    return f"({now} - {begin}) / ({end} - {begin}) = {_result(figure)}"


def _standing(
    metric: Metric,
    value: Number,
    target: Number | None,
    low: Number | None,
    high: Number | None,
    figure: Fraction,
    unit: str,
) -> str:
    bounds = (low, high) if metric is Metric.BETWEEN else (target,)
    known = [format_number(bound, unit) for bound in bounds if bound is not None]
    if len(known) < len(bounds):
        return "no target: 0 % until there is one"
    verdict = f"{'met' if figure else 'not met'}, {percent_text(figure)}"
    return f"{format_number(value, unit)}, {metric.words} {' and '.join(known)}: {verdict}"


def _part(part: Part) -> str:
    if part.progress is None:
        return f"{part.title}: no figure, not counted"
    text = f"{part.title}: {_exactly(part.progress)}"
    if part.mode is Mode.SUPPORTS:
        return f"{text}, {part.mode.words}, not counted"
    if part.weight <= 0:
        return f"{text}, weight 0, not counted"
    if part.mode is Mode.CONTRIBUTES:
        text = f"{text}, {part.mode.words}"
    counted = clamp(part.progress)
    if counted != part.progress:
        text = f"{text}, counted as {percent_text(counted)}"
    return f"{text}, weight {format_number(part.weight)}"


def _term(value: Number) -> str:
    text = format_number(value)
    return f"({text})" if text.startswith("-") else text


def _exactly(share: Fraction) -> str:
    return format_number(share * 100, "%")


def _result(share: Fraction) -> str:
    exactly, shown = _exactly(share), percent_text(share)
    return exactly if exactly == shown else f"{exactly}, shown as {shown}"
