"""How every objective and key result stood when hooks last looked, so that a change of status is told once.

<data dir>/<workspace id>/stood.json is shared by all programs of a person, the app and the command line: whoever sees a
change first has it, and tells the hook. Where it is not there, or cannot be read, all is seen for the first time, of
which nothing is told.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

import orjson

from okrtui.okr.kinds import CycleStatus, Status
from okrtui.okr.number import percent
from okrtui.okr.standing import KeyResultStanding, ObjectiveStanding
from okrtui.storage.errors import DiskTrouble
from okrtui.storage.files import locked, write_atomically
from okrtui.workspace.workspace import Workspace

FILE = "stood.json"
LOCK = "hooks.lock"
FORMAT = 1
_FAR = 10**9
"""Further from 0 percent no figure means anything, and JSON has no room for some that people could bring about."""
_AT_ONCE = 100
"""Objects that are looked at before others get the lock."""


class Side(NamedTuple):
    """How an object stands, on one side of a change: figures in whole percent, and the value as it was checked in."""

    status: str | None
    progress: int | None
    expected: int | None
    value: Any = None


class Turned(NamedTuple):
    """An object whose status is another now."""

    kind: str
    id: str
    before: Side
    after: Side


def side_of(standing: KeyResultStanding | ObjectiveStanding) -> Side:
    """The figures of a key result or an objective."""
    progress = None if standing.progress is None else min(max(percent(standing.progress), -_FAR), _FAR)
    status = None if standing.status is None else standing.status.value
    last = standing.last if isinstance(standing, KeyResultStanding) else None
    return Side(status, progress, percent(standing.expected), last.value if last else None)


def is_known(workspace: Workspace) -> bool:
    """Whether hooks have looked before."""
    return (workspace.home / FILE).exists()


def turned(workspace: Workspace, ids: Iterable[str] | None = None) -> list[Turned]:
    """Those of some objects, or of all, whose status is another than when hooks last looked; now they have.

    Objects of closed cycles, and what has no status, are passed over. Raises DiskTrouble.
    """
    with locked(workspace.home / LOCK):
        known = _read(workspace.home / FILE)
        wanted = None if known is None or ids is None else set(ids)
        now = {id: (kind, side) for kind, id, side in _sides(workspace, wanted)}
        kept = {} if wanted is None else {id: side for id, side in (known or {}).items() if id not in wanted}
        stood = kept | {id: side for id, (_, side) in now.items()}
        if stood != known:
            content = orjson.dumps({"okrtui_stood": FORMAT, "of": {id: list(side) for id, side in stood.items()}})
            write_atomically(workspace.home / FILE, content)
    changes = ((kind, id, (known or {}).get(id), side) for id, (kind, side) in now.items())
    return [Turned(kind, id, was, side) for kind, id, was, side in changes if was and was.status != side.status]


def _sides(workspace: Workspace, wanted: set[str] | None) -> Iterator[tuple[str, str, Side]]:
    """Kind, id and figures of those that are wanted (None: all), the key results first."""
    with workspace.lock:
        company = workspace.company
        if wanted is None:
            keys = [(kind, id) for kind in ("key_result", "objective") for id, _ in company.live(kind)]
        else:
            kinds = ((company.kind_of(id), id) for id in wanted)
            keys = sorted((kind, id) for kind, id in kinds if kind in ("key_result", "objective"))
    for start in range(0, len(keys), _AT_ONCE):
        with workspace.lock:
            for kind, id in keys[start : start + _AT_ONCE]:
                if _is_open(workspace, kind, id) and (side := _side(workspace, kind, id)).status:
                    yield kind, id, side


def _is_open(workspace: Workspace, kind: str, id: str) -> bool:
    company = workspace.company
    record = company.key_result(id) if kind == "key_result" else None
    objective = company.objective(record.objective if record else id)
    cycle = company.cycle(objective.cycle) if objective else None
    return cycle is not None and cycle.status is not CycleStatus.CLOSED


def _side(workspace: Workspace, kind: str, id: str) -> Side:
    standings = workspace.standings
    return side_of(standings.key_result(id) if kind == "key_result" else standings.objective(id))


def _read(path: Path) -> Mapping[str, Side] | None:
    """What was seen; None where nothing was, or nothing that can be read."""
    with suppress(OSError, ValueError, KeyError, TypeError, AttributeError):
        found = orjson.loads(path.read_bytes())
        if found["okrtui_stood"] == FORMAT:
            return {id: Side(*side) for id, side in found["of"].items() if side[0] in _STATUSES}
    return None


_STATUSES = frozenset(status.value for status in Status)


def forget(workspace: Workspace) -> None:
    """Nothing has been seen: where no hook asks for it, it is not kept up to date and would only mislead."""
    with suppress(OSError, DiskTrouble):
        (workspace.home / FILE).unlink(missing_ok=True)
