"""A command from start to end: `okrtui status --json` on the 40-person company, with a snapshot.

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
    """The median."""
    [data] = place.team("status", "Ana Ruiz <ana.ruiz@northwind.example>")
    environment = place.environment(data)
    pair = in_turn(
        _ROUNDS,
        timed(lambda: _run([*okrtui(), "status", "--json"], environment)),
        timed(lambda: _run([sys.executable, "-c", "pass"], environment)),
    )
    return [
        Figure(
            "okrtui status --json, 40 people",
            quantile(pair.ours, 0.5),
            "python -c pass",
            quantile(pair.baseline, 0.5),
            Budget(times=15),
        )
    ]


def _run(command: Sequence[str], environment: Mapping[str, str]) -> None:
    subprocess.run(command, env=environment, cwd=ROOT, stdout=subprocess.DEVNULL, check=True)
