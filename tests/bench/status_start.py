"""Commands from start to end: `okrtui nudge` and `okrtui status --json` on the 40-person company, with a snapshot.

The baseline is `python -c pass`, the same Python.
"""

import subprocess
import sys
from collections.abc import Mapping, Sequence

from tests.bench.figure import Budget, Figure, quantile
from tests.bench.place import ROOT, Place, okrtui
from tests.bench.rounds import in_turn, timed

_ROUNDS = 30


def measure(place: Place) -> list[Figure]:
    """The medians."""
    [data] = place.team("status", "Ana Ruiz <ana.ruiz@northwind.example>")
    environment = place.environment(data)
    return [
        _started("okrtui nudge, 40 people", ["nudge"], 3, environment),
        _started("okrtui status --json, 40 people", ["status", "--json"], 15, environment),
    ]


def _started(name: str, words: Sequence[str], times: float, environment: Mapping[str, str]) -> Figure:
    pair = in_turn(
        _ROUNDS,
        timed(lambda: _run([*okrtui(), *words], environment)),
        timed(lambda: _run([sys.executable, "-c", "pass"], environment)),
    )
    ours, baseline = quantile(pair.ours, 0.5), quantile(pair.baseline, 0.5)
    return Figure(name, ours, "python -c pass", baseline, Budget(times=times))


def _run(command: Sequence[str], environment: Mapping[str, str]) -> None:
    subprocess.run(command, env=environment, cwd=ROOT, stdout=subprocess.DEVNULL, check=True)
