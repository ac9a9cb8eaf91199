"""A real disk of 64 KiB that fills up amid appending, sealing, pulling and writing the snapshot."""

import shutil
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from itertools import count
from pathlib import Path

import pytest

from okrtui.storage.errors import DiskTrouble, FolderAway
from okrtui.storage.folder import SEGMENTS
from okrtui.storage.sync import Sync
from tests.faults.mounting import small_disk
from tests.faults.oracle import Proof, all_in_step
from tests.storage.builders import FakeClock, create_folder, meet, open_replica, retitle

Prove = Callable[[str], Proof]
BALLAST = "ballast"


def fill(disk: Path, leave: int) -> None:
    """Leave room for some bytes, in whole pages of 4 KiB."""
    with (disk / BALLAST).open("wb", buffering=0) as file:
        with suppress(OSError):
            while True:
                file.write(bytes(512))
        file.truncate(max(0, file.tell() - leave))


@pytest.mark.parametrize("length", [10, 3_000])
def test_a_disk_that_fills_while_writing(place: Path, prove: Prove, length: int) -> None:
    """Every act is confirmed and there, or refused in words and not there; with room, work goes on."""
    proof = prove("a full disk")
    folder = create_folder(place / "shared")
    clock = FakeClock()
    with small_disk(place / "disk") as disk:
        ana = open_replica(disk / "ana", clock)
        confirmed: set[str] = set()
        refused = 0
        for n in count():
            clock.advance(1000)
            try:
                confirmed.add(retitle(ana, f"{n} " + "x" * length).h)
                if n % 5 == 4:
                    Sync(ana, folder).push()
                if n % 7 == 6:
                    ana.save()
            except DiskTrouble as trouble:
                assert "the disk is full" in str(trouble)  # noqa: PT017  # the loop goes on
                refused += 1
            if refused == 20:
                break
        state_hash = ana.state.state_hash()
        assert set(ana.state.lines) == confirmed
        (disk / "ana" / "snapshot.json").unlink(missing_ok=True)  # makes some room
        reopened = open_replica(disk / "ana", clock)
        assert reopened.state.state_hash() == state_hash
        shutil.copytree(disk / "ana", place / "ana")
    reopened = open_replica(place / "ana", clock, seed=7)
    proof.holds(place / "ana", confirmed, faults=refused)
    confirmed.add(retitle(reopened, "with room").h)
    meet(reopened, folder)
    ben = open_replica(place / "ben", clock)
    meet(ben, folder)
    all_in_step([reopened, ben])
    proof.holds(place / "ben", confirmed, faults=0)


@pytest.mark.parametrize("step", ["append", "seal", "snapshot", "pull"])
def test_no_room_at_one_step(place: Path, prove: Prove, step: str) -> None:
    """With room for any number of pages: done, or refused; and done as soon as there is room."""
    proof = prove("a full disk")
    folder = create_folder(place / "shared")
    ben = open_replica(place / "ben")
    theirs = {retitle(ben, "Ben's " + "y" * 4_000, id=f"{n:016x}").h for n in range(3)}
    meet(ben, folder)
    outcomes = set()
    for pages in range(8):
        with small_disk(place / "disk") as disk:
            ana = open_replica(disk / "ana")
            confirmed = {retitle(ana, f"{n} " + "x" * 500).h for n in range(6)}
            if step != "seal":
                ana.seal()
            fill(disk, pages * 4096)
            works: dict[str, Callable[[], object]] = {
                "append": partial(retitle, ana, "z" * 9_000),
                "seal": ana.seal,
                "snapshot": ana.save,
                "pull": Sync(ana, folder).pull,
            }
            try:
                works[step]()
                is_refused = False
            except DiskTrouble as trouble:
                assert "the disk is full" in str(trouble)  # noqa: PT017  # it may also have worked
                is_refused = True
            outcomes.add(is_refused)
            (disk / BALLAST).unlink()
            proof.holds(disk / "ana", confirmed, faults=int(is_refused), live=ana)
            meet(ana, folder)
            assert theirs <= ana.state.lines.keys()
    assert outcomes == {True, False}


def test_a_folder_that_is_full(place: Path, prove: Prove) -> None:
    """Work goes on at home, the reason is said, and all arrives once there is room."""
    proof = prove("a full folder")
    with small_disk(place / "shared", 128) as disk:
        folder = create_folder(disk)
        ana = open_replica(place / "ana")
        fill(disk, 8192)
        confirmed = {retitle(ana, f"{n} " + "x" * 6_000).h for n in range(4)}
        sync = Sync(ana, folder)
        with pytest.raises(FolderAway, match="no space left"):
            sync.push()
        state = sync.state()
        assert state.pending == 4
        assert state.away
        assert not state.is_read_only
        assert [path for path in (disk / SEGMENTS).iterdir() if path.name.endswith(".tmp")] == []
        confirmed.add(retitle(ana, "meanwhile").h)
        proof.holds(place / "ana", confirmed, live=ana)
        (disk / BALLAST).unlink()
        ben = open_replica(place / "ben")
        meet(ana, folder)
        meet(ben, folder)
        all_in_step([ana, ben])
        proof.holds(place / "ben", confirmed, faults=0)
