"""The table of Reviews: every unit from the top, what has its turn there, and how its week goes."""

import time
from collections.abc import Iterator
from typing import NamedTuple

from okrtui.okr.cadence import Period, period_of
from okrtui.okr.kinds import Level
from okrtui.okr.meetings import looked_at
from okrtui.okr.records import Cycle
from okrtui.storage.breath import BREATH
from okrtui.storage.clean import clean_line
from okrtui.workspace.blockers import blockers_in
from okrtui.workspace.due_reviews import Cycles, Looking, Turns, cycles_of, look
from okrtui.workspace.late import Late, late_of
from okrtui.workspace.view import View

_AT_ONCE = 20
"""Units that are looked at before others get the lock."""


class UnitReviews(NamedTuple):
    """A unit, and how its rhythm goes. Counts are of the unit and all below it."""

    id: str
    name: str
    level: Level
    depth: int
    """How far below the top, 0 at the top."""
    lead_name: str
    turns: Turns
    wanted: int
    """Key results that want a check-in in the period that one looks at."""
    made: int
    """Those that have it."""
    blockers: int
    """Open ones, and those that were escalated to it."""
    old_blockers: int
    """Those of them that are open for too long."""
    late: tuple[Late, ...]
    """Agreed scores of the cycle before that something came after."""
    below: int
    """How many units are below it."""


class ReviewTable(NamedTuple):
    """All of them. `cycle` is the one that people work in, None where there is none."""

    cycle: Cycle | None
    units: tuple[UnitReviews, ...]


def review_table(view: View) -> ReviewTable:
    """Every unit. In a large company others get the lock in between, so that no screen waits for all of it."""
    with view.lock:
        cycles = cycles_of(view)
        blocked = _blocked_units(view)
        open_ends = [(unit.id, 0, Looking()) for unit in reversed(view.company.child_units(None))]
    found: list[UnitReviews] = []
    while open_ends:
        with view.lock:
            for _ in range(min(_AT_ONCE, len(open_ends))):
                id, depth, above = open_ends.pop()
                row, handed = _row(view, id, depth, cycles, above, blocked.get(id, (0, 0)))
                if row is None:
                    continue
                found.append(row)
                open_ends += [(below.id, depth + 1, handed) for below in reversed(view.company.child_units(id))]
        if open_ends:
            time.sleep(BREATH)
    return ReviewTable(cycles.now if cycles else None, tuple(_with_those_below(found)))


def _row(
    view: View, id: str, depth: int, cycles: Cycles | None, above: Looking, blocked: tuple[int, int]
) -> tuple[UnitReviews | None, Looking]:
    unit = view.company.unit(id)
    if unit is None:  # deleted in between
        return None, above
    turns, handed = look(view, id, cycles, above)
    made, wanted = check_ins_of(view, id, cycles.now) if cycles else (0, 0)
    name, lead = clean_line(unit.name), clean_line(view.company.title(unit.lead))
    lead = lead if lead != name else ""
    late = tuple(_late(view, id, cycles.before)) if cycles and cycles.before else ()
    return UnitReviews(id, name, unit.level, depth, lead, turns, wanted, made, *blocked, late, 0), handed


def _late(view: View, unit: str, cycle: Cycle) -> Iterator[Late]:
    for objective in view.company.objectives_of(unit, cycle.id):
        for key_result in view.company.key_results_of(objective.id):
            flag = late_of(view, key_result.id)
            if flag is not None:
                yield flag


def period_for(view: View, unit: str | None, cycle: Cycle) -> Period:
    """The check-in period of a cycle that one looks at today; at its beginning there is none before."""
    rhythm, today = view.company.rhythm_of(unit), min(view.today, cycle.end)
    period = looked_at(today, rhythm)
    return period_of(today, rhythm) if period.end < cycle.start else period


def is_wanted(view: View, key_result: str, cycle: Cycle, period: Period) -> bool:
    """Whether a key result wants a check-in in a period: it is there since, and the cycle has begun."""
    return cycle.start <= view.today and view.standings.asked(key_result, cycle).start <= period.end


def check_ins_of(view: View, unit: str, cycle: Cycle) -> tuple[int, int]:
    """How many of a unit's own key results have the check-in that is looked at, and how many want it."""
    period = period_for(view, unit, cycle)
    made = wanted = 0
    for objective in view.company.objectives_of(unit, cycle.id):
        for key_result in view.company.key_results_of(objective.id):
            if is_wanted(view, key_result.id, cycle, period):
                last = view.standings.key_result(key_result.id).last
                wanted += 1
                made += last is not None and last.date >= period.start
    return made, wanted


def _blocked_units(view: View) -> dict[str, tuple[int, int]]:
    """The open blockers of each unit that has some, and how many of them are old."""
    found: dict[str, tuple[int, int]] = {}
    for each in blockers_in(view, None):
        if each.unit is not None:
            count, old = found.get(each.unit, (0, 0))
            found[each.unit] = count + 1, old + each.is_old
    return found


def _with_those_below(rows: list[UnitReviews]) -> list[UnitReviews]:
    """The rows, each with what is counted of all below it added; they come from the top down, depth first."""
    found = list(rows)
    path: list[int] = []
    parents: list[int | None] = []
    for place, row in enumerate(rows):
        del path[row.depth :]
        parents.append(path[-1] if path else None)
        path.append(place)
    for place in reversed(range(len(rows))):
        above = parents[place]
        if above is not None:
            found[above] = _with(found[above], found[place])
    return found


def _with(above: UnitReviews, row: UnitReviews) -> UnitReviews:
    return above._replace(
        wanted=above.wanted + row.wanted,
        made=above.made + row.made,
        blockers=above.blockers + row.blockers,
        old_blockers=above.old_blockers + row.old_blockers,
        late=row.late + above.late if row.late else above.late,
        below=above.below + row.below + 1,
    )
