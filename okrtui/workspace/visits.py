"""Visits: what one had seen when one last left, and what others did since.

A visit is kept beside the replica, in `visit.json`. It counts lines, not time: what a colleague wrote offline last
week and pushes today is news today.
"""

from contextlib import suppress
from typing import NamedTuple

import orjson

from okrtui.okr.cadence import relative_day
from okrtui.okr.kinds import Weekday
from okrtui.storage.clock import stamp_ms, stamp_of, tick
from okrtui.storage.errors import DiskTrouble
from okrtui.storage.files import write_atomically
from okrtui.storage.registers import Stamp
from okrtui.workspace.lines import lines_of
from okrtui.workspace.moment import Moment
from okrtui.workspace.news import Item, tell
from okrtui.workspace.view import View
from okrtui.workspace.workspace import Workspace

VISIT = "visit.json"
FIRST_LOOK_MS = 7 * 24 * 60 * 60 * 1000
"""How far back the news reach on the first visit."""
SHOWN = 50
"""How many of the news are told, the latest of them."""
_WEEK = 7


class Visit(NamedTuple):
    """When one left, as a stamp, and the number of the last line then known of each writer."""

    stamp: str
    seen: dict[str, int]


def last_visit(workspace: Workspace) -> Visit | None:
    """The last visit; None where there was none, or none that can be read."""
    try:
        found = orjson.loads((workspace.home / VISIT).read_bytes())
        return Visit(f"{int(found['stamp'], 16):016x}", {str(writer): int(n) for writer, n in found["seen"].items()})
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def note_visit(workspace: Workspace) -> None:
    """Keep that everything here up to now has been seen. Not being able to is no error: old news show again."""
    with workspace.lock:
        seen: dict[str, int] = {}
        for line in workspace.state.lines.values():
            seen[line.writer] = max(seen.get(line.writer, 0), line.seq)
    visit = Visit(tick(None, workspace.moment.clock()), seen)
    with suppress(DiskTrouble):
        write_atomically(workspace.home / VISIT, orjson.dumps(visit._asdict()))


def news_since(workspace: Workspace, visit: Visit | None) -> list[Item]:
    """What others did since a visit, the latest first; before the first visit, what they did in the last week.

    Where there is any, it reads those segments from the disk that hold them.
    """
    with workspace.lock:
        stamps = list(workspace.state.lines.values())
    fresh = [stamp for stamp in stamps if stamp.by != workspace.person and _is_new(workspace, visit, stamp)]
    latest = sorted(fresh, key=lambda stamp: stamp[:2], reverse=True)[:SHOWN]
    if not latest:
        return []
    lines = lines_of(workspace, (stamp.h for stamp in latest))
    return tell(workspace, [lines[stamp.h] for stamp in latest if stamp.h in lines])


def _is_new(workspace: Workspace, visit: Visit | None, stamp: Stamp) -> bool:
    if visit is not None:
        return stamp.seq > visit.seen.get(stamp.writer, 0)
    return stamp.ts > tick(None, workspace.moment.clock() - FIRST_LOOK_MS)


def when(workspace: View, stamp: str) -> str:
    """The time of a stamp today, else its day: `9:41`, `yesterday`, `3 d ago`, `12 Oct`."""
    day, today = workspace.day_of(stamp), workspace.today
    if day != today:
        return relative_day(day, today)
    then = Moment(lambda: stamp_ms(stamp)).now(workspace.company.workspace().time_zone)
    return f"{then.hour}:{then.minute:02}"


def when_was(workspace: View, milliseconds: int) -> str:
    """As `when`, of a moment in milliseconds since 1970."""
    return when(workspace, stamp_of(milliseconds))


def since_when(workspace: Workspace, visit: Visit | None) -> str:
    """What the news since a visit are headed: `Since 9:41`, `Since yesterday`, `Since Monday`, `Since 12 Oct`."""
    if visit is None:
        return "In the last seven days"
    day, today = workspace.day_of(visit.stamp), workspace.today
    if 1 < (today - day).days < _WEEK:
        return f"Since {tuple(Weekday)[day.weekday()].title()}"
    return f"Since {when(workspace, visit.stamp)}"
