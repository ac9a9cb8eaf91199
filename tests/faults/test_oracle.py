"""The oracle and the table can say no: a lost line is counted, a damaged one is named, and both fail the test."""

from pathlib import Path

import pytest

from tests.faults.conftest import table
from tests.faults.oracle import Proof
from tests.storage.builders import open_replica, retitle


def test_a_lost_line_is_counted(place: Path) -> None:
    ana = open_replica(place / "ana")
    confirmed = [retitle(ana, n).h for n in range(3)]
    [journal] = (place / "ana" / "journal").iterdir()
    journal.write_bytes(journal.read_bytes().splitlines(keepends=True)[0])
    counts: list[tuple[str, int, int, int]] = []
    with pytest.raises(AssertionError, match="lost: "):
        Proof("cut", lambda *count: counts.append(count)).holds(place / "ana", confirmed)
    assert counts == [("cut", 1, 3, 2)]


def test_a_live_replica_that_shows_something_else_is_caught(place: Path) -> None:
    ana = open_replica(place / "ana")
    confirmed = [retitle(ana, n).h for n in range(3)]
    ana.state.objects.clear()
    with pytest.raises(AssertionError):
        Proof("blank", lambda *_: None).holds(place / "ana", confirmed, live=ana)


def test_the_table_has_a_row_for_each_kind_and_one_for_all() -> None:
    assert list(table({"torn": [2, 1_000, 1], "killed": [10, 50, 0]})) == [
        "kind of fault  faults tried  confirmed lines  lines lost",
        "killed                   10               50           0",
        "torn                      2            1,000           1",
        "all                      12            1,050           1",
    ]
