"""A confirmed write: from the call to its return, with the line fsynced.

Twice: a whole check-in on the 40-person company (checked, journaled, the figures made anew), on one key result after
another, since none has hundreds of check-ins; and the journal alone (`Replica.append` of the same ops). The baseline
appends a check-in's bytes to a file that stays open, and fsyncs it, on the same disk.
"""

import json
import os
from itertools import count, cycle

from okrtui.storage.line import Op
from okrtui.storage.replica import Act
from okrtui.workspace.check_ins import check_in
from okrtui.workspace.founding import open_workspace
from okrtui.workspace.workspace import Workspace
from tests.bench.figure import Budget, Figure, quantile
from tests.bench.place import MOMENT, Place
from tests.bench.rounds import Measure, Pair, in_turn, timed

_ROUNDS = 300
_BUDGET = Budget(times=3, seconds=0.001)


def measure(place: Place) -> list[Figure]:
    """Median and 95th percentile of both."""
    [data] = place.team("write", "Ana Ruiz <ana.ruiz@northwind.example>")
    workspace = open_workspace(data, None, moment=MOMENT)
    growing = [id for id, fields in workspace.company.live("key_result") if fields.get("metric") == "increase"]
    key_results = cycle(growing)
    _check_in(workspace, next(key_results))
    raw = _last_line(workspace)
    file = os.open(data / "raw", os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    try:
        baseline = timed(lambda: _append(file, raw))
        whole = in_turn(_ROUNDS, timed(lambda: _check_in(workspace, next(key_results))), baseline, warm_up=20)
        journal = in_turn(_ROUNDS, _journaling(workspace, raw), baseline, warm_up=20)
    finally:
        os.close(file)
    return [*_figures("check-in confirmed", whole), *_figures("  of that, the journal", journal)]


def _figures(what: str, pair: Pair) -> list[Figure]:
    return [
        Figure(f"{what}, {name}", quantile(pair.ours, share), "append, fsync", quantile(pair.baseline, share), _BUDGET)
        for name, share in (("median", 0.5), ("p95", 0.95))
    ]


def _check_in(workspace: Workspace, key_result: str) -> None:
    check_in(workspace, key_result, 42, confidence=7, notes={"note": "The pilot at two clients went well."})


def _last_line(workspace: Workspace) -> bytes:
    """The bytes of the last line, as the journal has them."""
    [journal] = (workspace.home / "journal").glob("*.jsonl")
    return journal.read_bytes().splitlines(keepends=True)[-1]


def _journaling(workspace: Workspace, raw: bytes) -> Measure:
    """Appending the ops of a line, each time for another object."""
    ops = [Op(*op) for op in json.loads(raw)["ops"]]
    numbers = count(1)

    def append() -> None:
        id = f"{next(numbers):016x}"
        workspace.replica.append(workspace.person, [Act([op._replace(id=id, replaced=()) for op in ops])])

    return timed(append)


def _append(file: int, raw: bytes) -> None:
    os.write(file, raw)
    os.fsync(file)
