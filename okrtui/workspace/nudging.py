"""What every run leaves behind for `okrtui nudge`: on which days a check-in of one's own is due, and what else is owed.

<data dir>/nudge.json is about the workspace that opens when none is named. It holds days, not "due now": so it stays
right while nobody opens okrtui. It is a cache, and only written when it says something else than before.
"""

from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date, timedelta
from itertools import pairwise
from typing import Any, NamedTuple

import orjson

from okrtui.okr.cadence import Period, next_period
from okrtui.okr.records import Cycle
from okrtui.okr.standing import Standings
from okrtui.okr.status import severity
from okrtui.storage.clean import clean_line
from okrtui.storage.errors import DiskTrouble
from okrtui.storage.files import write_atomically
from okrtui.workspace.check_ins import is_off_track, owned_in
from okrtui.workspace.errors import NoWorkspace
from okrtui.workspace.owed import owed_blockers, owed_reviews
from okrtui.workspace.places import choose
from okrtui.workspace.view import View
from okrtui.workspace.workspace import Change, Workspace

NUDGE = "nudge.json"
FORMAT = 1
_TOLD = ("blocker", "check_in", "review")
_DAY = timedelta(days=1)


class Waiting(NamedTuple):
    """A key result of one's own, and the days on which it wants a check-in, as long as none is made."""

    id: str
    title: str
    status: str
    is_off_track: bool
    due: list[Period]


def leave_nudge(workspace: Workspace) -> None:
    """Keep what is due, if this is the workspace that opens when none is named. Not being able to is no error."""
    data = workspace.home.parent
    with suppress(NoWorkspace, DiskTrouble, OSError):
        if choose(data, None)[1].workspace != workspace.config.workspace:
            return
        content = orjson.dumps(_facts(workspace))
        path = data / NUDGE
        if not path.is_file() or path.read_bytes() != content:
            write_atomically(path, content)


def keep_nudge(workspace: Workspace) -> Callable[[], None]:
    """Leave it after each check-in and the like, too, in the thread that wrote it; returns how to stop."""

    def heard(change: Change) -> None:
        if any(kind in _TOLD for kind, _ in change.keys):
            leave_nudge(workspace)

    return workspace.subscribe(heard)


def _facts(workspace: Workspace) -> dict[str, Any]:
    with workspace.lock:
        name = workspace.company.workspace().name or workspace.config.name
        return {
            "okrtui_nudge": FORMAT,
            "workspace": {"id": workspace.config.workspace, "name": clean_line(name)},
            "time_zone": workspace.zone,
            "key_results": [
                {
                    "id": each.id,
                    "title": each.title,
                    "status": each.status,
                    "off_track": each.is_off_track,
                    "due": [[day.isoformat() for day in period] for period in each.due],
                }
                for each in waiting(workspace)
            ],
            "reviews": [
                {
                    "unit": {"id": each.unit, "title": each.unit_name},
                    "kind": each.kind,
                    "due": [day.isoformat() for day in each.days],
                }
                for each in owed_reviews(workspace)
            ],
            "blockers": [
                {"id": each.id, "title": each.title, "since": each.since.isoformat()}
                for each in owed_blockers(workspace)
            ],
        }


def waiting(view: View) -> list[Waiting]:
    """One's own key results that want a check-in, now or on some day to come, worst first.

    Whatever day was said for this run, it is told from the clock's own.
    """
    with view.lock:
        today = view.moment._replace(said_today=None).today(view.zone)
        standings = view.standings if view.today == today else Standings(view.company, today, view.day_of)
        found: dict[str, list[Period]] = {}
        for cycle, span in _current(view):
            for id in owned_in(view, view.person, cycle.id) if span.end >= today else ():
                cut = (_common(each, span) for each in _due(view, id, cycle))
                found.setdefault(id, []).extend(each for each in cut if each.end >= max(today, each.start))
        ordered = sorted((id for id in found if found[id]), key=lambda id: severity(standings.key_result(id).status))
        return [_waiting(view, id, standings, found[id]) for id in ordered]


def _waiting(view: View, id: str, standings: Standings, due: list[Period]) -> Waiting:
    status = standings.key_result(id).status
    return Waiting(id, clean_line(view.company.title(id)), str(status), is_off_track(status), due)


def _current(view: View) -> Iterator[tuple[Cycle, Period]]:
    """The cycles that people work in, one after the other, each with the days on which it is the current one."""
    cycles = view.company.cycles()
    edges = {cycle.start for cycle in cycles} | {_next(cycle.end) for cycle in cycles}
    for start, following in pairwise(sorted(edges)):
        cycle = view.company.current_cycle(start)
        if cycle is not None:
            yield cycle, Period(start, following - _DAY)


def _next(day: date) -> date:
    return day if day == date.max else day + _DAY


def _due(view: View, id: str, cycle: Cycle) -> Iterator[Period]:
    """The days of a cycle on which a key result wants a check-in, each run up to the day before the next one made."""
    key_result = view.company.key_result(id)
    if view.company.is_over(view.company.objective(key_result.objective if key_result else None)):
        return
    start, end = view.standings.asked(id, cycle)
    rhythm = view.company.rhythm_at(id)
    last: date | None = None
    for made in [*(check_in.date for check_in in view.company.check_ins_of(id)), None]:
        wanted = next_period(last, rhythm, start, end)
        stop = end if made is None else min(end, max(made, date.min + _DAY) - _DAY)
        if wanted is not None and wanted.start <= stop:
            yield Period(wanted.start, stop)
        last = made


def _common(one: Period, other: Period) -> Period:
    return Period(max(one.start, other.start), min(one.end, other.end))
