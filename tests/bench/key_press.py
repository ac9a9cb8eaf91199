"""A key press in a large Cascade: from the byte written to the terminal to the whole frame that answers it.

okrtui shows the Cascade of 5,000 people, everything unfolded, 120 by 40, so with the detail beside the list. The keys
are j, k, page down, and space on whatever can be folded; a person's pause lies between them. The detail follows in a
second frame, a moment later: the last frame that a key causes is told too, and what folds the whole company. The
baseline is a bare Textual app that changes one line.
"""

import re
import sys
import time
from collections.abc import Callable, Iterator
from typing import NamedTuple

from okrtui.widgets.glyphs import UNICODE
from tests.bench.figure import Budget, Figure, quantile
from tests.bench.place import ROOT, Place, okrtui, stopped
from tests.terminal import NotShown, Terminal

_SIZE = (120, 40)
_ROUNDS = 25
_OF_THE_COMPANY = 10
_PATIENCE = 120.0
_PAUSE = 0.1
_BUDGET = Budget(seconds=0.030)
_CAN_BE_FOLDED = re.compile(f"^{UNICODE.cursor} *[{UNICODE.folded}{UNICODE.unfolded}]", re.MULTILINE)


class Answer(NamedTuple):
    """Seconds from a key press to the first frame and to the last one that it causes."""

    first: float
    last: float


def measure(place: Place) -> list[Figure]:
    """95th percentiles."""
    company = place.company(place.people, 1)
    environment = stopped(place.environment(company.data))
    bare = [sys.executable, "-m", "tests.bench.bare_app", "count"]
    with (
        Terminal(okrtui(), size=_SIZE, env=environment, cwd=ROOT) as ours,
        Terminal(bare, size=_SIZE, env=environment, cwd=ROOT) as baseline,
    ):
        baseline.wait_for("palette")
        _unfold_everything(ours)
        answers: dict[str, list[Answer]] = {"j": [], "k": [], "pagedown": [], "space": [], "company": []}
        answered: list[float] = []
        for name, key in _walk(lambda: _CAN_BE_FOLDED.search("\n".join(ours.text)) is not None):
            answers[name].append(_press(ours, key))
            answered.append(_press(baseline, key).first)
    company_fold = answers.pop("company")
    everything = [answer for each in answers.values() for answer in each]
    figures = [
        (f"{place.people:,} people: any key to repaint, p95", [each.first for each in everything], _BUDGET),
        *((f"  {key}", [each.first for each in found], _BUDGET) for key, found in answers.items()),
        ("  any key to the last repaint, with the detail", [each.last for each in everything], Budget()),
        ("  space on the whole company", [each.first for each in company_fold], Budget()),
    ]
    floor = quantile(answered, 0.95)
    baseline_name = "a bare app, one line"
    return [Figure(what, quantile(found, 0.95), baseline_name, floor, budget) for what, found, budget in figures]


def _unfold_everything(terminal: Terminal) -> None:
    terminal.wait_for("q quit", _PATIENCE)
    terminal.keys("2")
    terminal.wait_for(re.compile(f"{UNICODE.unfolded} Northwind .*%"), _PATIENCE)
    terminal.keys("Z")
    terminal.settle(1.0, _PATIENCE)


def _walk(can_fold: Callable[[], bool]) -> Iterator[tuple[str, str]]:
    """Keys to press, each with the name that it is counted under."""
    for _ in range(_OF_THE_COMPANY):
        yield "company", "space"
    for _ in range(_ROUNDS):
        for key in ("j", "j", "k", "pagedown"):
            yield key, key
        while not can_fold():
            yield "j", "j"
        yield "space", "space"
        yield "space", "space"


def _press(terminal: Terminal, key: str) -> Answer:
    """Press a key, and wait until all is quiet again."""
    painted = len(terminal.frames)
    start = time.monotonic()
    terminal.keys(key)
    while len(terminal.frames) == painted:
        if time.monotonic() > start + _PATIENCE:
            raise NotShown(f"nothing answers {key}")
        time.sleep(0.002)
    terminal.settle(_PAUSE)
    return Answer(terminal.frames[painted] - start, terminal.frames[-1] - start)
