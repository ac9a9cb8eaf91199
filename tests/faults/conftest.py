"""What the fault tests share: a fast place, proofs, and the table at the end."""

import os
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from shutil import rmtree

import pytest
from _pytest.terminal import TerminalReporter

from tests.faults.oracle import Proof

COUNTED = "faults"
MEMORY = Path("/dev/shm")
HEADS = ("kind of fault", "faults tried", "confirmed lines", "lines lost")


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Path]:
    """A directory in memory, where there is one: an fsync is then as quick as a call, and faults are many."""
    if not os.access(MEMORY, os.W_OK):
        yield tmp_path
        return
    path = Path(tempfile.mkdtemp(prefix="okrtui-", dir=MEMORY))
    yield path
    rmtree(path)


@pytest.fixture
def prove(request: pytest.FixtureRequest) -> Callable[[str], Proof]:
    """Makes the proof for one kind of fault."""

    def record(*counts: object) -> None:
        request.node.user_properties.append((COUNTED, counts))

    return lambda kind: Proof(kind, record)


def pytest_terminal_summary(terminalreporter: TerminalReporter) -> None:
    """Tell what was tried, and what it cost."""
    sums: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for reports in terminalreporter.stats.values():
        for report in reports:
            for name, counts in getattr(report, "user_properties", ()):
                if name == COUNTED and getattr(report, "when", None) == "call":
                    kind, *numbers = counts
                    sums[kind] = [one + more for one, more in zip(sums[kind], numbers, strict=True)]
    if not sums:
        return
    terminalreporter.section("faults")
    total = [sum(column) for column in zip(*sums.values(), strict=True)]
    rows = [HEADS, *((kind, *(f"{n:,}" for n in sums[kind])) for kind in sorted(sums))]
    rows.append(("all", *(f"{n:,}" for n in total)))
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEADS))]
    for kind, *numbers in rows:
        cells = [kind.ljust(widths[0]), *(n.rjust(width) for n, width in zip(numbers, widths[1:], strict=True))]
        terminalreporter.write_line("  ".join(cells))
