"""What alerts remember on this machine: how what one watches stood, what was told, and what one is done with.

<data dir>/<workspace id>/alerts.json is shared by all programs of a person: whoever sees a change first has it. Where
it is not there, or cannot be read, all is seen for the first time: of what stands at risk already nothing is told.
"""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import orjson

from okrtui.okr.records import Value
from okrtui.storage.errors import DiskTrouble
from okrtui.storage.files import locked, write_atomically

FILE = "alerts.json"
LOCK = "alerts.lock"
FORMAT = 1


@dataclass
class Turn:
    """Something watched that has turned at risk: since when (a stamp), and from which status."""

    ts: str
    was: str


@dataclass
class Move:
    """Something watched whose target was moved: when and by whom last, and the figures that were there before."""

    ts: str
    by: str
    was: dict[str, Value]


@dataclass
class Memory:
    """How things stood at the last look. Its lists are about alerts, by their keys."""

    since: str = ""
    """The stamp from which on one is told of things; "" before the first look."""
    looked: str = ""
    """The stamp of the last look."""
    statuses: dict[str, str] = field(default_factory=dict)
    """The status of all that is watched, by id."""
    aims: dict[str, dict[str, Value]] = field(default_factory=dict)
    """The figures that say where something is to get, by its id."""
    turned: dict[str, Turn] = field(default_factory=dict)
    moved: dict[str, Move] = field(default_factory=dict)
    told: list[str] = field(default_factory=list)
    done: list[str] = field(default_factory=list)


def read_memory(home: Path) -> Memory:
    """What is remembered; nothing where nothing is, or nothing that can be read."""
    with suppress(OSError, ValueError, KeyError, TypeError, AttributeError):
        found = orjson.loads((home / FILE).read_bytes())
        if found.pop("okrtui_alerts") == FORMAT:
            return _memory(**found)
    return Memory()


def _memory(
    since: str,
    looked: str,
    statuses: dict[str, str],
    aims: dict[str, dict[str, Value]],
    turned: dict[str, dict[str, Any]],
    moved: dict[str, dict[str, Any]],
    told: list[str],
    done: list[str],
) -> Memory:
    return Memory(
        f"{int(since, 16):016x}",
        f"{int(looked, 16):016x}",
        {str(id): str(status) for id, status in statuses.items()},
        {str(id): dict(aim) for id, aim in aims.items()},
        {str(id): Turn(**turn) for id, turn in turned.items()},
        {str(id): Move(**move) for id, move in moved.items()},
        [str(key) for key in told],
        [str(key) for key in done],
    )


@contextmanager
def remembering(home: Path) -> Iterator[Memory]:
    """The memory, to be changed: it is written when the block is left. Not being able to is no error: told twice."""
    with ExitStack() as stack:
        with suppress(DiskTrouble):
            stack.enter_context(locked(home / LOCK))
        memory = read_memory(home)
        before = _content(memory)
        yield memory
        after = _content(memory)
        if after != before:
            with suppress(DiskTrouble):
                write_atomically(home / FILE, after)


def _content(memory: Memory) -> bytes:
    return orjson.dumps({"okrtui_alerts": FORMAT, **asdict(memory)})
