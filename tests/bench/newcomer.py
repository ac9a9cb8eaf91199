"""What a newcomer's replica does with everybody's lines: verify, parse and merge them from the disk.

okrtui: `Replica(path, workspace)` on a replica that holds the segments of a company of 1,000 and no snapshot: every
file read, its hash and its chain checked, every line parsed, checked and merged. The baselines have the same lines in
memory: `json.loads` on each, and pycrdt, which has each line as the update of one transaction on a document with a map
per object, and applies them to a new one.

Beside that, the whole of joining: `Sync.pull`, which also copies and fsyncs every file.
"""

import json
import shutil
from collections.abc import Iterable
from itertools import count
from typing import Any

from pycrdt import Doc, Map

from okrtui.storage.folder import Directory
from okrtui.storage.replica import Replica
from okrtui.storage.sync import Sync
from tests.bench.figure import Budget, Figure, quantile
from tests.bench.place import Place
from tests.bench.rounds import Pair, in_turn, timed

_PEOPLE = 1_000
_ROUNDS = 5


def measure(place: Place) -> list[Figure]:
    """Medians."""
    company = place.company(_PEOPLE, 1)
    shared = Directory(company.shared)
    lines = [line for entry in shared.list() for line in shared.read(entry.name).splitlines()[1:]]
    updates = _updates(lines)
    scratch = place.scratch("newcomer")
    shutil.copytree(company.shared / "segments", scratch / "replica" / "segments")
    homes = (scratch / f"joined-{number}" for number in count(1))

    merge = timed(lambda: Replica(scratch / "replica", company.workspace, place="here"))
    join = timed(lambda: Sync(Replica(next(homes), company.workspace, place="here"), shared).pull())
    parse = timed(lambda: _parse(lines))
    against_json = in_turn(_ROUNDS, merge, parse)
    against_pycrdt = in_turn(_ROUNDS, merge, timed(lambda: _apply(updates)))
    joining = in_turn(_ROUNDS, join, parse)
    what = f"{len(lines):,} lines verified, parsed, merged"
    return [
        _figure(what, against_json, "json.loads alone", Budget(times=0.7)),
        _figure("  the same", against_pycrdt, "pycrdt applying them", Budget(times=1)),
        _figure("  pulled: copied and fsynced too", joining, "json.loads alone", Budget()),
    ]


def _figure(what: str, pair: Pair, baseline: str, budget: Budget) -> Figure:
    return Figure(what, quantile(pair.ours, 0.5), baseline, quantile(pair.baseline, 0.5), budget)


def _parse(lines: Iterable[bytes]) -> None:
    for line in lines:
        json.loads(line)


def _updates(lines: Iterable[bytes]) -> list[bytes]:
    """Each line as the update of a transaction that makes the same changes."""
    updates: list[bytes] = []
    document: Doc[Any] = Doc()
    objects = document.get("objects", type=Map)
    document.observe(lambda event: updates.append(event.update))
    for line in lines:
        with document.transaction():
            for kind, id, field, value, _ in json.loads(line)["ops"]:
                key = f"{kind} {id}"
                if key not in objects:
                    objects[key] = Map()
                objects[key][field] = value
    return updates


def _apply(updates: Iterable[bytes]) -> Doc[Any]:
    document: Doc[Any] = Doc()
    for update in updates:
        document.apply_update(update)
    return document
