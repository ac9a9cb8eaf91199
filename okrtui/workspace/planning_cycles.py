"""Cycles as they are planned and started."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from okrtui.okr import records
from okrtui.okr.ids import derived_id
from okrtui.okr.kinds import CycleKind, CycleStatus, Stage
from okrtui.okr.records import Cycle
from okrtui.storage.clean import clean_line
from okrtui.storage.line import Op, Value
from okrtui.storage.replica import Act
from okrtui.workspace.batches import in_lines
from okrtui.workspace.edits import New, create
from okrtui.workspace.errors import NotFound, UsageError
from okrtui.workspace.forms import ops_of, seen_heads
from okrtui.workspace.view import View
from okrtui.workspace.workspace import Workspace

_QUARTER = 3
_YEAR = 12
_SHORTEST = timedelta(days=79)
"""From first to last day: what is left of a quarter must have 80 days to be a cycle (CYC-SHORT of the coach)."""


class Upcoming(NamedTuple):
    """The cycle that is planned next."""

    id: str | None
    """None while nobody has made it yet."""
    name: str
    kind: CycleKind
    start: date
    end: date
    """Its last day, which belongs to it."""
    parent: str | None
    """The year that it lies in."""


class Started(NamedTuple):
    """What came of starting a cycle: the ids of objectives."""

    active: list[str]
    left: list[str]
    """Those that are still drafts, or proposed."""


def next_cycle(view: View, today: date, kind: CycleKind = CycleKind.QUARTER) -> Upcoming:
    """The cycle to plan: the first in planning that has not ended, else what follows the last one.

    A quarter follows on any cycle that is no year, the day after its end, and goes to the end of the fiscal year's
    quarter; where less than 80 days of that are left, to the end of the next one. Among years, `kind` YEAR, alike.
    """
    with view.lock:
        is_year = kind is CycleKind.YEAR
        cycles = [cycle for cycle in view.company.cycles() if (cycle.kind is CycleKind.YEAR) is is_year]
        for cycle in cycles:
            if cycle.status is CycleStatus.PLANNING and cycle.end >= today:
                return Upcoming(cycle.id, cycle.name, cycle.kind, cycle.start, cycle.end, _parent(view, cycle))
        fiscal_start, months = _fiscal_start(view), _YEAR if is_year else _QUARTER
        begin = _period(today, fiscal_start, months)[0]
        if cycles:
            begin = max(begin, max(cycle.end for cycle in cycles) + timedelta(days=1))
        end = _period(begin, fiscal_start, months)[1]
        if end - begin < _SHORTEST:
            end = _period(end + timedelta(days=1), fiscal_start, months)[1]
        parent = None if is_year else next((year.id for year in _years_around(view, begin, end)), None)
        kind = CycleKind.YEAR if is_year else CycleKind.QUARTER
        return Upcoming(None, _name(end, fiscal_start, is_year), kind, begin, end, parent)


def plan_cycle(workspace: Workspace, kind: CycleKind = CycleKind.QUARTER) -> str:
    """Make the cycle to plan, in planning; its id. Where it is there already, nothing is made.

    Two people who make the same cycle make one. Raises what the journal raises.
    """
    id = next_cycle(workspace, workspace.today, kind).id
    return id or create(workspace, planned_cycle(workspace, kind)).ids[0]


def planned_cycle(view: View, kind: CycleKind = CycleKind.QUARTER) -> New:
    """The cycle to plan, to be made; for acts that make more than it."""
    upcoming = next_cycle(view, view.today, kind)
    start, end = upcoming.start.isoformat(), upcoming.end.isoformat()
    fields = {
        "name": upcoming.name,
        "kind": upcoming.kind,
        "parent": upcoming.parent,
        "start": start,
        "end": end,
        "status": CycleStatus.PLANNING,
    }
    return New("cycle", fields, derived_id("cycle", start, end))


def start_cycle(workspace: Workspace, cycle: str) -> Started:
    """Make a cycle, and all in it that is agreed, active, in one act; what is still a draft or proposed stays so.

    Once more in a running cycle, it takes up what has been agreed since. Other cycles stay as they are.
    Raises NotFound, and UsageError for a closed one, whose scores are frozen.
    """
    outcome = Started([], [])

    def acts() -> Iterable[Act]:
        found = workspace.company.cycle(cycle)
        if found is None:
            raise NotFound(f"{cycle}: there is no such cycle")
        if found.status is CycleStatus.CLOSED:
            raise UsageError(f"{clean_line(found.name)} is closed; `okrtui reopen` opens it again with its objectives")
        groups = []
        if found.status is not CycleStatus.ACTIVE:
            groups.append(_set(workspace, "cycle", cycle, {"status": CycleStatus.ACTIVE.value}))
        for id in workspace.company.pointing("objective", "cycle", cycle):
            objective = workspace.company.objective(id)
            if objective is None:
                continue
            if objective.stage is Stage.AGREED:
                outcome.active.append(id)
                groups.append(_set(workspace, "objective", id, {"stage": Stage.ACTIVE.value}))
            elif objective.stage in (Stage.DRAFT, Stage.PROPOSED):
                outcome.left.append(id)
        return in_lines(workspace, groups)

    workspace.write(acts)
    return outcome


def longer_cycles(view: View, cycle: str) -> list[Cycle]:
    """The longer cycles that one lies in: its parents, and the years around it; the nearest first."""
    company = view.company
    found: dict[str, Cycle] = {}
    here = company.cycle(cycle)
    while here is not None:
        here = company.cycle(_parent(view, here))
        if here is None or here.id in found or here.id == cycle:
            break
        found[here.id] = here
    own = company.cycle(cycle)
    if own is not None and own.kind is not CycleKind.YEAR:
        found |= {year.id: year for year in _years_around(view, own.start, own.end)}
    return list(found.values())


def _years_around(view: View, start: date, end: date) -> list[Cycle]:
    years = (cycle for cycle in view.company.cycles() if cycle.kind is CycleKind.YEAR)
    return [year for year in years if year.start <= start and end <= year.end]


def _parent(view: View, cycle: Cycle) -> str | None:
    return records.reference(view.company.fields("cycle", cycle.id) or {}, "parent")


def _set(workspace: Workspace, kind: str, id: str, changes: dict[str, Value]) -> list[Op]:
    return ops_of(kind, id, changes, seen_heads(workspace.state, kind, id))


# --- the calendar


def _fiscal_start(view: View) -> int:
    """The month in which the fiscal year begins, 1-12."""
    first = next(view.company.live("workspace"), ("", {}))
    month = first[1].get("fiscal_year_start")
    return month if isinstance(month, int) and not isinstance(month, bool) and 1 <= month <= _YEAR else 1


def _month(day: date, months: int) -> date:
    """The first of the month that lies some months after a day's."""
    number = day.year * _YEAR + day.month - 1 + months
    return date(number // _YEAR, number % _YEAR + 1, 1)


def _period(day: date, fiscal_start: int, months: int) -> tuple[date, date]:
    """First and last day of the quarter or year of the fiscal year that a day lies in."""
    start = _month(day, -((day.month - fiscal_start) % months))
    return start, _month(start, months) - timedelta(days=1)


def _name(end: date, fiscal_start: int, is_year: bool) -> str:
    """`2027-Q1`, `2027`; of a fiscal year that is not the calendar's, `FY2027-Q1`, by the year in which it ends."""
    year = f"{'' if fiscal_start == 1 else 'FY'}{_period(end, fiscal_start, _YEAR)[1].year}"
    return year if is_year else f"{year}-Q{(end.month - fiscal_start) % _YEAR // _QUARTER + 1}"
