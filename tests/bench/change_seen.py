"""A change on one replica, seen on another's screen: two okrtui in two terminals, one folder on one disk.

From the key press with which one takes a check-in back, or does it again, until the other's terminal shows the key
result's figure in the Cascade. The baseline is watchfiles alone, as okrtui uses it: from the rename of a new file in a
directory until the watching thread is woken. The time that okrtui lets pass after a change, so that changes that
follow at once go out together (0.25 s), comes on top.
"""

import os
import re
import threading
import time
from pathlib import Path

from watchfiles import watch

from okrtui.okr.records import KeyResult
from okrtui.workspace.check_ins import check_in
from okrtui.workspace.founding import open_workspace
from okrtui.workspace.workspace import Workspace
from tests.bench.figure import Budget, Figure, quantile
from tests.bench.place import MOMENT, ROOT, TODAY, Place, okrtui, stopped
from tests.bench.rounds import in_turn
from tests.terminal import Terminal

_ROUNDS = 20
_PERCENT = 97
_BUDGET = Budget(seconds=1.0)


def measure(place: Place) -> list[Figure]:
    """Median and 95th percentile."""
    one, other = place.team(
        "change", "Ana Ruiz <ana.ruiz@northwind.example>", "Vera Lindgren <vera.lindgren@northwind.example>"
    )
    title = _check_in(one)
    changed = re.compile(rf"{re.escape(title[:12])}.* {_PERCENT}%")
    woken = _Woken(place.scratch("watched"))
    with (
        Terminal(okrtui(), env=stopped(place.environment(one)), cwd=ROOT) as acting,
        Terminal(okrtui(), env=stopped(place.environment(other)), cwd=ROOT) as watching,
    ):
        acting.wait_for("in step")
        watching.wait_for("in step")
        watching.keys("2")
        watching.wait_for("by organisation")
        watching.keys("Z")
        watching.wait_for(changed)
        pair = in_turn(_ROUNDS, lambda: _seen(acting, watching, changed), woken.measure, warm_up=2)
    woken.stop()
    return [
        Figure(
            f"change seen on another's screen, {name}",
            quantile(pair.ours, share),
            "watchfiles alone",
            quantile(pair.baseline, share),
            _BUDGET,
        )
        for name, share in (("median", 0.5), ("p95", 0.95))
    ]


def _check_in(data: Path) -> str:
    """Check in a key result of the company, near the top of the Cascade; its title."""
    workspace = open_workspace(data, None, moment=MOMENT)
    key_result = _of_the_company(workspace)
    start, target = float(key_result.start or 0), float(key_result.target or 0)
    check_in(workspace, key_result.id, start + (target - start) * _PERCENT / 100, on=TODAY)
    workspace.meet()
    workspace.close()
    return key_result.title


def _of_the_company(workspace: Workspace) -> KeyResult:
    company = workspace.company
    [root] = company.child_units(None)
    cycle = company.current_cycle(TODAY)
    return next(
        key_result
        for objective in company.objectives_of(root.id, cycle.id if cycle else None)
        for key_result in company.key_results_of(objective.id)
        if key_result.metric == "increase"
    )


def _seen(acting: Terminal, watching: Terminal, changed: re.Pattern[str]) -> float:
    """Take the check-in back, or do it again; the seconds until the other sees it."""
    is_there = changed.search("\n".join(watching.text)) is not None
    start = time.monotonic()
    if is_there:
        acting.keys("u")
        watching.wait_gone(changed)
    else:
        acting.keys("U")
        watching.wait_for(changed)
    return time.monotonic() - start


class _Woken:
    """A thread that watches a directory."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self._stopping = threading.Event()
        self._woken = threading.Event()
        self._number = 0
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()

    def _watch(self) -> None:
        for _ in watch(
            self._directory, stop_event=self._stopping, debounce=200, step=20, rust_timeout=500, recursive=False
        ):
            self._woken.set()

    def measure(self) -> float:
        """The seconds from a rename until the thread is woken."""
        self._number += 1
        hidden = self._directory / f".{self._number}"
        hidden.write_bytes(b"x")
        time.sleep(0.5)
        self._woken.clear()
        start = time.monotonic()
        os.rename(hidden, self._directory / str(self._number))
        self._woken.wait(10)
        return time.monotonic() - start

    def stop(self) -> None:
        """Watch no longer."""
        self._stopping.set()
        self._thread.join()
