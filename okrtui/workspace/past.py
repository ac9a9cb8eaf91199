"""The company as it stood at the end of any day, read from the same lines.

A line counts at T if its stamp is not later, or if a line that counts replaces a write of it: whoever replaced it had
seen it, so that it was there, whatever its writer's clock said.
"""

import threading
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta

from okrtui.storage.clock import stamp_of
from okrtui.storage.line import Line
from okrtui.storage.registers import State
from okrtui.workspace.moment import Moment, zone_of
from okrtui.workspace.view import View
from okrtui.workspace.workspace import Workspace

Written = tuple[str, Line]
"""A line with its writer."""


def end_of(day: date, zone: str) -> str:
    """The first stamp that lies after a day, in a zone."""
    midnight = datetime.combine(day + timedelta(days=1), time(), zone_of(zone))
    return stamp_of(int(midnight.timestamp() * 1000))


def counting(lines: Iterable[Written], before: str) -> list[Written]:
    """The lines that count just before a stamp."""
    by_id = {line.h: (writer, line) for writer, line in lines}
    open_ends = [line for _, line in by_id.values() if line.ts < before]
    counted = {line.h for line in open_ends}
    while open_ends:
        for h in _replaced(open_ends.pop()):
            if h in by_id and h not in counted:
                counted.add(h)
                open_ends.append(by_id[h][1])
    return [written for h, written in by_id.items() if h in counted]


def _replaced(line: Line) -> Iterable[str]:
    return (str(h) for op in line.ops for h in op[4])  # type: ignore[attr-defined]  # checked by decode


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
        self._lines: Sequence[Written] = list(workspace.replica.history())

    def at(self, day: date) -> View:
        """The company as it stood at the end of a day; its today is that day."""
        workspace = self._workspace
        state = state_of(counting(self._lines, end_of(day, workspace.zone)))
        moment = Moment(workspace.moment.clock, day)
        return View(workspace.config, state, threading.RLock(), moment)
