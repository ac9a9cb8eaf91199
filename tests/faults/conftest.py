"""What the fault tests share: a fast place, proofs, and the table at the end."""

import os
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from shutil import rmtree
from typing import NamedTuple

import pytest

from tests.faults.oracle import Proof

COUNTED = "faults"
MEMORY = Path("/dev/shm")
HEADS = ("kind of fault", "faults tried", "confirmed lines", "lines lost")


class Pace(NamedTuple):
    """How thorough a test is: a sample in `make test`, everything in `make faults`."""

    is_all: bool

    def every(self, nth: int) -> int:
        """The step through many places: each nth in a sample, else each."""
        return 1 if self.is_all else nth

    def times(self, few: int, many: int) -> int:
        """How often something random is tried."""
        return many if self.is_all else few


@pytest.fixture(params=[False, pytest.param(True, marks=pytest.mark.faults)], ids=["sample", "all"])
def pace(request: pytest.FixtureRequest) -> Pace:
    """The test is there twice, the second time for `make faults`."""
    return Pace(request.param)


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


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_sessionfinish(session: pytest.Session) -> Iterator[None]:
    """End with what was tried, and what it cost; made from the reports of the tests that ran."""
    yield
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if reporter is None:  # in a worker of xdist
        return
    sums: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for reports in reporter.stats.values():
        for report in reports:
            if getattr(report, "when", None) == "call":
                for name, counts in report.user_properties:
                    if name == COUNTED:
                        kind, *numbers = counts
                        sums[kind] = [one + more for one, more in zip(sums[kind], numbers, strict=True)]
    if sums:
        reporter.section("faults")
        for row in table(sums):
            reporter.write_line(row)


def table(sums: Mapping[str, list[int]]) -> Iterator[str]:
    """The rows of a table, by kind of fault and in sum, under its heads."""
    total = [sum(column) for column in zip(*sums.values(), strict=True)]
    rows = [HEADS, *((kind, *(f"{n:,}" for n in sums[kind])) for kind in sorted(sums))]
    rows.append(("all", *(f"{n:,}" for n in total)))
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEADS))]
    for kind, *numbers in rows:
        cells = [kind.ljust(widths[0]), *(n.rjust(width) for n, width in zip(numbers, widths[1:], strict=True))]
        yield "  ".join(cells)
