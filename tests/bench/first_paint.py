"""First paint: from exec to the first whole frame with everything on it, 80 by 24, in a pseudo-terminal.

okrtui opens on the 40-person company, the way a daily start finds it: with a snapshot. The baseline is a bare Textual
app with Header, Static and Footer, whose frame is whole once its footer shows a key.
"""

import sys
import time
from collections.abc import Mapping, Sequence

from tests.bench.figure import Budget, Figure, quantile
from tests.bench.frames import first_frame
from tests.bench.place import ROOT, Place, okrtui, stopped
from tests.bench.rounds import in_turn
from tests.terminal import Terminal

_SIZE = (80, 24)
_ROUNDS = 15


def measure(place: Place) -> list[Figure]:
    """The median."""
    [data] = place.team("first-paint", "Ana Ruiz <ana.ruiz@northwind.example>")
    environment = place.environment(data)
    pair = in_turn(
        _ROUNDS,
        lambda: _paint(okrtui(), environment, ["Northwind", "Due this week", "Mine", "q quit"]),
        lambda: _paint([sys.executable, "-m", "tests.bench.bare_app"], environment, ["Bare", "hello", "palette"]),
    )
    return [
        Figure(
            "first paint, 40 people",
            quantile(pair.ours, 0.5),
            "a bare Textual app",
            quantile(pair.baseline, 0.5),
            Budget(times=1.7),
        )
    ]


def _paint(command: Sequence[str], environment: Mapping[str, str], wanted: Sequence[str]) -> float:
    start = time.monotonic()
    with Terminal(command, size=_SIZE, env=stopped(environment), cwd=ROOT) as terminal:
        for text in wanted:
            terminal.wait_for(text)
        return first_frame(terminal, _SIZE, wanted) - start
