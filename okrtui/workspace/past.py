"""The company as it stood at the end of any day, read from the same lines.

A line counts at T if its stamp is not later, or if a line that counts replaces a write of it: whoever replaced it had
seen it, so that it was there, whatever its writer's clock said.
"""

import threading
from bisect import bisect_left
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from okrtui.okr.standing import children_first
from okrtui.storage.clock import stamp_of
from okrtui.storage.line import Line
from okrtui.storage.registers import State
from okrtui.workspace.moment import Moment, zone_of
from okrtui.workspace.view import View
from okrtui.workspace.workspace import Workspace

Written = tuple[str, Line]
"""A line with its writer."""

_BEYOND = "g"  # sorts behind every stamp


def end_of(day: date, zone: str) -> str:
    """The first stamp that lies after a day, in a zone."""
    if day == date.max:
        return _BEYOND
    midnight = datetime.combine(day + timedelta(days=1), time(), zone_of(zone))
    return stamp_of(int(midnight.timestamp() * 1000))


def ordered(lines: Iterable[Written]) -> list[tuple[str, Written]]:
    """Lines with the stamp from which on each counts: by that stamp, but each behind all that it replaces."""
    by_id = {line.h: (writer, line) for writer, line in lines}

    def when(h: str) -> tuple[str, str]:
        return by_id[h][1].ts, h

    since: dict[str, str] = {}

    def unseen(h: str) -> list[str]:
        found = {r for r in _replaced(by_id[h][1]) if r in by_id and r not in since}
        return sorted(found, key=when, reverse=True)

    for h in sorted(by_id, key=when):
        if h not in since:
            for each in children_first(h, unseen):
                since[each] = by_id[h][1].ts
    return [(stamp, by_id[h]) for h, stamp in since.items()]


def counting(lines: Iterable[Written], before: str) -> list[Written]:
    """The lines that count just before a stamp, in order."""
    return [written for since, written in ordered(lines) if since < before]


def _replaced(line: Line) -> Iterable[str]:
    return (h for op in line.ops for h in op[4])


def state_of(lines: Iterable[Written]) -> State:
    """The state of some lines."""
    state = State()
    for writer, line in lines:
        state.apply(writer, line)
    return state


class Past:
    """The history of a workspace, read once, to look at one day after the other."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        found = ordered(workspace.replica.history())
        self._since = [since for since, _ in found]
        self.lines = [written for _, written in found]
        """Every line, in order."""

    def until(self, day: date) -> list[Written]:
        """The lines that count at the end of a day, in order."""
        return self.lines[: bisect_left(self._since, end_of(day, self._workspace.zone))]

    def at(self, day: date) -> View:
        """The company as it stood at the end of a day; its today is that day."""
        workspace = self._workspace
        moment = Moment(workspace.moment.clock, day)
        return View(workspace.config, state_of(self.until(day)), threading.RLock(), moment)
