"""The ledger: when each hook ran last, and what came of it. A file beside the replica, for people to look at."""

from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

import orjson

from okrtui.storage.clean import clean, clean_line
from okrtui.storage.errors import DiskTrouble
from okrtui.storage.files import write_atomically
from okrtui.workspace.hooks.place import NAMES
from okrtui.workspace.hooks.runner import Outcome

FILE = "hooks-ran.json"


class LastRun(NamedTuple):
    """When a hook ran last (milliseconds since 1970), for how many seconds, why it failed, what it printed last."""

    at: int
    seconds: float
    failure: str
    output: str


def last_runs(home: Path) -> dict[str, LastRun]:
    """The last run of each hook that has run; what cannot be read is passed over."""
    found = {}
    entries = _read(home / FILE)
    for name in NAMES:
        with suppress(KeyError, TypeError, ValueError):
            entry = entries[name]
            at, seconds = int(entry["at"]), float(entry["seconds"])
            found[name] = LastRun(at, seconds, clean_line(str(entry["failure"])), clean(str(entry["output"])))
    return found


def note_run(home: Path, name: str, at: int, outcome: Outcome) -> None:
    """Keep what came of a run. That it cannot be kept is no trouble."""
    entry = {"at": at, "seconds": round(outcome.seconds, 3), "failure": outcome.failure, "output": outcome.output}
    with suppress(DiskTrouble):
        write_atomically(home / FILE, orjson.dumps(_read(home / FILE) | {name: entry}))


def _read(path: Path) -> dict[str, Any]:
    try:
        found = orjson.loads(path.read_bytes())
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}
