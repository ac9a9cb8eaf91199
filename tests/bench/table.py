"""Prints figures: as a table for people, as JSON for programs."""

import json
from collections.abc import Iterable, Sequence

from tests.bench.figure import Budget, Figure

_HEAD = ("", "okrtui", "baseline", "", "ratio", "budget", "")


def table(figures: Iterable[Figure]) -> str:
    """One row for each figure."""
    rows = [_HEAD, *(_row(figure) for figure in figures)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(_HEAD))]
    return "\n".join(_line(row, widths) for row in rows)


def _row(figure: Figure) -> Sequence[str]:
    return (
        figure.what,
        _seconds(figure.seconds),
        _seconds(figure.baseline_seconds),
        figure.baseline,
        f"{figure.ratio:.2f}×",
        _budget(figure.budget),
        {True: "met", False: "MISSED", None: ""}[figure.is_met],
    )


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    is_number = (False, True, True, False, True, False, False)
    padded = (
        cell.rjust(width) if right else cell.ljust(width)
        for cell, width, right in zip(cells, widths, is_number, strict=True)
    )
    return "  ".join(padded).rstrip()


def _seconds(seconds: float) -> str:
    if seconds >= 1:
        return f"{seconds:.2f} s"
    return f"{seconds * 1000:.{0 if seconds >= 0.1 else 1 if seconds >= 0.01 else 2}f} ms"


def _budget(budget: Budget) -> str:
    times = f"{budget.times:g}×" if budget.times is not None else ""
    seconds = f"{budget.seconds * 1000:g} ms" if budget.seconds is not None else ""
    either = " or ".join(word for word in (times, seconds) if word)
    return f"≤ {either}" if either else ""


def as_json(figures: Iterable[Figure]) -> str:
    """A list of objects; times in seconds."""
    rows = [
        {
            "what": figure.what,
            "seconds": figure.seconds,
            "baseline": figure.baseline,
            "baseline_seconds": figure.baseline_seconds,
            "ratio": figure.ratio,
            "budget": figure.budget._asdict(),
            "met": figure.is_met,
        }
        for figure in figures
    ]
    return json.dumps(rows, indent=2, ensure_ascii=False)
