"""Which cycle one means at the end of one, when nobody says it."""

from datetime import timedelta

from okrtui.okr.kinds import CycleKind, CycleStatus
from okrtui.okr.records import Cycle
from okrtui.workspace.errors import NotFound
from okrtui.workspace.view import View

_FRESH = timedelta(weeks=6)
"""For how long after its end one still looks back on a closed cycle rather than on the running one."""


def cycle_to_close(view: View) -> str:
    """The last cycle that has ended, if it is not closed, else the one that people work in. Raises NotFound."""
    with view.lock:
        ended = _last_ended(view)
        if ended is not None and ended.status is CycleStatus.ACTIVE:
            return ended.id
        return _current(view)


def cycle_looked_back_on(view: View) -> str:
    """The last cycle that has ended, if it is not closed or only since a short while, else the running one.

    Raises NotFound.
    """
    with view.lock:
        ended = _last_ended(view)
        if ended is not None and (ended.status is CycleStatus.ACTIVE or view.today - ended.end <= _FRESH):
            return ended.id
        return _current(view)


def closed_cycle_of(view: View) -> str:
    """The cycle that was closed last. Raises NotFound."""
    with view.lock:
        closed = [cycle for cycle in view.company.cycles() if cycle.status is CycleStatus.CLOSED]
        if not closed:
            raise NotFound("no cycle is closed")
        return closed[-1].id


def neighbour_of(view: View, cycle: str, step: int) -> str | None:
    """The cycle so many places after one (before it, of a negative step) among those of its sort that have begun.

    None where there is none: years stand among years, and what is only planned has nothing to look back on.
    """
    with view.lock:
        company = view.company
        here = company.cycle(cycle)
        is_year = here is not None and here.kind is CycleKind.YEAR
        cycles = [
            each.id
            for each in company.cycles()
            if (each.kind is CycleKind.YEAR) is is_year and each.status is not CycleStatus.PLANNING
        ]
        place = cycles.index(cycle) + step if cycle in cycles else -1
        return cycles[place] if 0 <= place < len(cycles) else None


def _last_ended(view: View) -> Cycle | None:
    ended = (each for each in view.company.cycles() if each.kind is not CycleKind.YEAR and each.end < view.today)
    good = [each for each in ended if each.status is not CycleStatus.PLANNING]
    return max(good, key=lambda each: (each.end, each.id), default=None)


def _current(view: View) -> str:
    found = view.company.current_cycle(view.today)
    if found is None:
        raise NotFound("there is no cycle yet: `okrtui plan next` makes one")
    return found.id
