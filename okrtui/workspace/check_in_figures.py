"""Where a key result stands before a check-in, and where it would stand after one; on any day."""

from datetime import date
from fractions import Fraction
from typing import NamedTuple

from okrtui.okr import records
from okrtui.okr.kinds import ObjectiveKind, Status
from okrtui.okr.number import format_number
from okrtui.okr.records import CheckIn, KeyResult, Value
from okrtui.okr.status import key_result_status
from okrtui.workspace.view import View


class Figures(NamedTuple):
    """Where a key result stands. Progress is raw; `value` is in words."""

    value: str
    progress: Fraction
    expected: Fraction
    status: Status


def figures(workspace: View, id: str) -> Figures:
    """Where a key result stands now. Raises KeyError for one that is not there."""
    with workspace.lock:
        standing = workspace.standings.key_result(id)
        key_result = workspace.company.key_result(id)
        value = words_of(workspace, key_result, standing.last.value) if key_result and standing.last else ""
        return Figures(value, standing.progress, standing.expected, standing.status)


def figures_with(workspace: View, key_result: KeyResult, value: Value, on: date | None = None) -> Figures:
    """Where a key result would stand after a check-in of `value`, today or on a day.

    A status that someone set would end with it.
    """
    return figures_on(workspace, key_result, CheckIn("", on or workspace.today, "", value, None, ""), on)


def figures_on(workspace: View, key_result: KeyResult, last: CheckIn | None, on: date | None = None) -> Figures:
    """Where a key result stood, or stands, on a day whose last check-in is `last`, whatever status someone set."""
    with workspace.lock:
        standings, company = workspace.standings, workspace.company
        objective = company.objective(key_result.objective)
        cycle = company.cycle(objective.cycle) if objective else None
        day = on or workspace.today
        progress, expected = standings.raw(key_result, last), standings.expected_on(key_result, day)
        status = key_result_status(
            key_result.metric,
            objective.kind if objective else ObjectiveKind.COMMITTED,
            progress,
            expected,
            day,
            cycle.end if cycle else key_result.due or date.max,
            waiting=last is None,
        )
        return Figures(words_of(workspace, key_result, last.value) if last else "", progress, expected, status)


def words_of(workspace: View, key_result: KeyResult, value: Value) -> str:
    """A check-in's value in words: `25.5 %`, `yes`, `2 of 5`."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        steps = {id for id, _ in workspace.company.milestones_of(key_result.id)}
        return f"{len(steps.intersection(map(str, value)))} of {len(steps)}"
    number = records.number_of(value)
    return "" if number is None else format_number(number, key_result.unit_of_measure)
