"""Places for replicas and a shared folder."""

from pathlib import Path

import pytest

from okrtui.storage.folder import Directory
from okrtui.storage.replica import Replica
from tests.storage.builders import FakeClock, create_folder, open_replica


@pytest.fixture
def clock() -> FakeClock:
    """The wall clock of every replica in the test."""
    return FakeClock()


@pytest.fixture
def replica(tmp_path: Path, clock: FakeClock) -> Replica:
    """Ana's replica, empty."""
    return open_replica(tmp_path / "ana", clock)


@pytest.fixture
def other(tmp_path: Path, clock: FakeClock) -> Replica:
    """Ben's replica, empty."""
    return open_replica(tmp_path / "ben", clock)


@pytest.fixture
def folder(tmp_path: Path) -> Directory:
    """The shared folder of the two, empty."""
    return create_folder(tmp_path / "shared")
