"""Rows: what a list shows of a unit, an objective or a key result, in plain values."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

from okrtui.okr.kinds import Metric, ObjectiveKind, Stage, Status
from okrtui.okr.number import format_short
from okrtui.okr.records import KeyResult
from okrtui.okr.standing import KeyResultStanding
from okrtui.storage.clean import clean_line
from okrtui.storage.registers import Register, Writes
from okrtui.workspace.view import View


class Mark(StrEnum):
    """How an object stands where it stands, in a list that may show it more than once."""

    NONE = ""
    ELSEWHERE = "elsewhere"
    """It is at home here, and shows in other places, too."""
    AGAIN = "again"
    """It is at home in another place."""
    CUT = "cut"
    """It would serve what it stands under, if that closed no loop."""


class Row(NamedTuple):
    """One line of a list. Progress is raw; None where there is no figure."""

    kind: str
    id: str
    title: str
    owner: str
    progress: Fraction | None
    expected: Fraction | None
    status: Status | None
    is_stale: bool = False
    objective_kind: ObjectiveKind | None = None
    is_priority: bool = False
    stage: Stage | None = None
    counts: Mapping[Status, int] | None = None
    value: str = ""
    start: str = ""
    target: str = ""
    confidence: int | None = None
    trend: tuple[Fraction, ...] = ()
    last: date | None = None
    is_due: bool = False
    is_bar: bool = True
    """Whether progress is a matter of degree; what holds or does not has a word, and no bar."""
    is_contested: bool = False
    """Whether a field of it has several values at once."""
    below: Fraction | None = None
    supporting: int = 0
    is_ghost: bool = False
    """Whether it is deleted, and shown only because something hangs on it."""
    is_waiting: bool = False
    """Whether a field has several values that a line which is not here yet may settle."""
    is_cut: bool = False
    """Whether something that it should serve is not followed, because that would close a loop."""
    unit: str = ""
    """The name of its unit, where a list does not say it otherwise."""
    mark: Mark = Mark.NONE


def row_of(workspace: View, kind: str, id: str, cycle: str | None = None) -> Row | None:
    """The row of a unit, objective or key result; None for what is not there. A unit's is of a cycle."""
    with workspace.lock:
        match kind:
            case "unit":
                return _unit_row(workspace, id, cycle)
            case "objective":
                return _objective_row(workspace, id)
            case "key_result":
                return _key_result_row(workspace, id)
    return None


def _unit_row(workspace: View, id: str, cycle: str | None) -> Row | None:
    unit = workspace.company.unit(id)
    if unit is None:
        return _ghost_row(workspace, "unit", id)
    standing = workspace.standings.unit(id, cycle)
    lead = clean_line(workspace.company.title(unit.lead))
    name = clean_line(unit.name)
    return Row(
        "unit",
        id,
        name,
        "" if lead == name else lead,
        standing.progress,
        standing.expected,
        None,
        counts=standing.counts,
        is_contested=is_contested(workspace, "unit", id),
        is_waiting=is_waiting(workspace, "unit", id),
    )


def _ghost_row(workspace: View, kind: str, id: str) -> Row | None:
    company = workspace.company
    if not (company.objectives_of(id, None) or company.child_units(id) or company.key_results_of(id)):
        return None
    return Row(kind, id, clean_line(company.title(id)) or id, "", None, None, None, is_ghost=True)


def _objective_row(workspace: View, id: str) -> Row | None:
    objective = workspace.company.objective(id)
    if objective is None:
        return _ghost_row(workspace, "objective", id)
    standing = workspace.standings.objective(id)
    return Row(
        "objective",
        id,
        clean_line(objective.title),
        clean_line(workspace.company.title(objective.owner)),
        standing.progress,
        standing.expected,
        standing.status,
        standing.is_stale,
        objective.kind,
        objective.priority,
        objective.stage,
        is_contested=is_contested(workspace, "objective", id),
        is_waiting=is_waiting(workspace, "objective", id),
        below=standing.below,
        supporting=standing.supporting,
        is_cut=bool(workspace.company.cut_above(id)),
    )


def _key_result_row(workspace: View, id: str) -> Row | None:
    key_result = workspace.company.key_result(id)
    if key_result is None:
        return None
    standing = workspace.standings.key_result(id)
    return Row(
        "key_result",
        id,
        clean_line(key_result.title),
        clean_line(workspace.company.title(key_result.owner)),
        standing.progress,
        standing.expected,
        standing.status,
        standing.is_stale,
        value=value_text(workspace, key_result, standing),
        start=figure_text(key_result.start),
        target=target_text(workspace, key_result),
        confidence=standing.last.confidence if standing.last else None,
        trend=workspace.standings.trend(key_result),
        last=standing.last.date if standing.last else None,
        is_due=standing.is_due,
        is_bar=key_result.metric in _BY_DEGREE,
        is_contested=is_contested(workspace, "key_result", id),
        is_waiting=is_waiting(workspace, "key_result", id),
    )


_BY_DEGREE = (Metric.INCREASE, Metric.DECREASE, Metric.MILESTONES)


def is_contested(workspace: View, kind: str, id: str) -> bool:
    """Whether a field of an object is in conflict."""
    return any(not workspace.state.is_waiting(register) for register in _open_registers(workspace, kind, id))


def is_waiting(workspace: View, kind: str, id: str) -> bool:
    """Whether a field of an object has values side by side that a line which is not here yet may settle."""
    return any(workspace.state.is_waiting(register) for register in _open_registers(workspace, kind, id))


def _open_registers(workspace: View, kind: str, id: str) -> list[Register]:
    registers = workspace.state.objects.get((kind, id), {})
    return [register for register in registers.values() if type(register) is Writes and register.in_conflict]


def figure_text(value: Decimal | None, unit: str = "") -> str:
    """A number in few characters, "" for none."""
    return "" if value is None else format_short(value, unit)


def value_text(workspace: View, key_result: KeyResult, standing: KeyResultStanding) -> str:
    """The current value of a key result in words, with its unit of measure; "" before the first check-in."""
    if standing.last is None:
        return ""
    if key_result.metric is Metric.YES_NO:
        return "yes" if standing.value else "no"
    if key_result.metric is Metric.MILESTONES:
        steps = {id for id, _ in workspace.company.milestones_of(key_result.id)}
        return f"{len(steps.intersection(standing.last.done))} of {len(steps)}"
    return figure_text(standing.value, key_result.unit_of_measure)


def target_text(workspace: View, key_result: KeyResult) -> str:
    """What a key result is to reach, in words: `27 %`, `≥ $500K`, `5–7 days`."""
    unit = key_result.unit_of_measure
    match key_result.metric:
        case Metric.AT_LEAST:
            return f"≥ {figure_text(key_result.target, unit)}" if key_result.target is not None else ""
        case Metric.AT_MOST:
            return f"≤ {figure_text(key_result.target, unit)}" if key_result.target is not None else ""
        case Metric.BETWEEN:
            return f"{figure_text(key_result.low)}–{figure_text(key_result.high, unit)}"
        case Metric.MILESTONES:
            return f"{len(workspace.company.milestones_of(key_result.id))} milestones"
        case Metric.YES_NO:
            return "yes"
        case _:
            return figure_text(key_result.target, unit)
