"""An open program while its folder goes away, comes back, is another's, or hangs. Every wait is for an event."""

import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest

from okrtui.storage import watcher as watcher_module
from okrtui.storage.errors import FolderAway
from okrtui.storage.folder import MARKER, SEGMENTS, Directory, Entry, Marker
from okrtui.storage.line import Line
from tests.faults.mounting import mounted
from tests.faults.oracle import Proof, all_in_step
from tests.storage.builders import OTHER_WORKSPACE, create_folder, files_in, meet, open_replica, retitle
from tests.storage.watching import PATIENCE_S, watching

Prove = Callable[[str], Proof]
MANY_LOOKS = 24


@pytest.fixture(autouse=True)
def quick_scans(monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder that came back may have sent no event: a scan by the clock finds it. Nobody wants to wait for that."""
    monkeypatch.setattr(watcher_module, "SCAN_EVERY", 0.1)
    monkeypatch.setattr(watcher_module, "BACK_OFF_MAX", 0.3)


def unplugged(folder: Path) -> AbstractContextManager[None]:
    """The directory is gone for a while."""
    return moved(folder, lambda: None, lambda: None)


def unmounted(folder: Path) -> AbstractContextManager[None]:
    """An empty directory is there instead."""
    return moved(folder, folder.mkdir, folder.rmdir)


def exchanged(folder: Path) -> AbstractContextManager[None]:
    """Another workspace's folder is there instead."""

    def put() -> None:
        folder.mkdir()
        Directory(folder).create(Marker(OTHER_WORKSPACE, "Other"))

    def take() -> None:
        assert files_in(folder).keys() == {MARKER}
        shutil.rmtree(folder)

    return moved(folder, put, take)


@contextmanager
def moved(folder: Path, put: Callable[[], object], take: Callable[[], object]) -> Iterator[None]:
    """The folder lies elsewhere for a while, and something else, or nothing, in its place."""
    folder.rename(folder.with_name("elsewhere"))
    put()
    yield
    take()
    folder.with_name("elsewhere").rename(folder)


@pytest.mark.parametrize("away", [unplugged, unmounted, exchanged])
@pytest.mark.parametrize("times", [1, 2])
def test_a_folder_that_vanishes_and_returns_under_an_open_program(
    place: Path, prove: Prove, away: Callable[[Path], AbstractContextManager[None]], times: int
) -> None:
    """What was written on both sides meanwhile passes on its own, as soon as it is back."""
    proof = prove("folder away under the watcher")
    folder = create_folder(place / "shared")
    ana, ben = open_replica(place / "ana"), open_replica(place / "ben")
    confirmed: set[str] = set()
    with watching(ana, folder) as (watcher, ear):
        for turn in range(times):
            with away(folder.path):
                confirmed.add(retitle(ana, f"without the folder {turn}", id="a" * 16).h)
                watcher.changed()
                assert ear.wait_for(lambda ear: ear.states[-1].away is not None and ear.states[-1].pending > 0)
                line = retitle(ben, f"Ben's {turn}", id="b" * 16)
                meet(ben, Directory(folder.path.with_name("elsewhere")))
            confirmed.add(line.h)
            assert ear.wait_for(lambda ear, line=line: line.h in ear.lines and ear.states[-1].in_step)  # type: ignore[misc]  # bound now
    meet(ben, folder)
    all_in_step([ana, ben])
    proof.holds(place / "ana", confirmed, faults=times, live=ana)


def test_a_disk_that_is_unmounted_and_mounted_again_under_an_open_program(place: Path, prove: Prove) -> None:
    """The directory below it is empty; what is written meanwhile does not go there."""
    proof = prove("folder away under the watcher")
    create_folder(place / "disk")
    folder = Directory(place / "mount point")
    ana, ben = open_replica(place / "ana"), open_replica(place / "ben")

    def disk() -> AbstractContextManager[Path]:
        return mounted(folder.path, "--bind", str(place / "disk"))

    confirmed: set[str] = set()
    disks = [disk(), disk()]
    with disks[0]:
        confirmed.add(retitle(ana, "before").h)
        meet(ana, folder)
    with watching(ana, folder) as (watcher, ear):
        assert ear.wait_for(lambda ear: ear.states[-1].away is not None)
        confirmed.add(retitle(ana, "without the disk").h)
        watcher.changed()
        assert ear.wait_for(lambda ear: ear.states[-1].pending > 0)
        line = retitle(ben, "Ben's", id="b" * 16)
        meet(ben, Directory(place / "disk"))
        assert list(folder.path.iterdir()) == []
        with disks[1]:
            assert ear.wait_for(lambda ear: line.h in ear.lines and ear.states[-1].in_step)
            watcher.stop()
    meet(ben, Directory(place / "disk"))
    all_in_step([ana, ben])
    proof.holds(place / "ana", confirmed | {line.h}, live=ana)


def test_a_folder_that_is_away_is_looked_for_again_and_again(
    place: Path, prove: Prove, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However often it was not there: what backs off is the pushing."""
    monkeypatch.setattr(watcher_module, "BACK_OFF_MAX", 3600.0)
    proof = prove("folder away under the watcher")
    folder = create_folder(place / "shared")
    ana, ben = open_replica(place / "ana"), open_replica(place / "ben")
    with watching(ana, folder) as (watcher, ear):
        with unplugged(folder.path):
            waiting = retitle(ana, "without the folder")
            watcher.changed()
            assert ear.wait_for(lambda ear: sum(state.away is not None for state in ear.states) > MANY_LOOKS)
        assert ear.wait_for(lambda ear: ear.states[-1].in_step)
    meet(ben, folder)
    all_in_step([ana, ben])
    proof.holds(place / "ana", {waiting.h}, faults=MANY_LOOKS, live=ana)


class Full(Directory):
    """A folder that has no room, until there is some."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.has_room = False
        self.tries = 0

    def put_new(self, name: str, content: bytes) -> Entry:
        """Not as long as it is full."""
        if not self.has_room:
            self.tries += 1
            (self.path / SEGMENTS / f".{self.tries}.tmp").write_bytes(b"")  # which others, and oneself, are told of
            raise FolderAway("no space left on device")
        return super().put_new(name, content)


def test_a_folder_that_is_full_is_not_tried_at_every_look(
    place: Path, prove: Prove, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What others put there comes in all the same; a word from the person is enough to try it."""
    monkeypatch.setattr(watcher_module, "BACK_OFF_MAX", 3600.0)
    proof = prove("folder full under the watcher")
    create_folder(place / "shared")
    folder = Full(place / "shared")
    ana, ben = open_replica(place / "ana"), open_replica(place / "ben")
    with watching(ana, folder) as (watcher, ear):
        waiting = retitle(ana, "waits")
        watcher.changed()
        assert ear.wait_for(lambda ear: sum(state.away is not None for state in ear.states) > MANY_LOOKS)
        assert folder.tries < MANY_LOOKS // 2
        assert all(state.away for state in ear.states[-MANY_LOOKS:])
        theirs = retitle(ben, "Ben's", id="b" * 16)
        meet(ben, Directory(folder.path))
        assert ear.wait_for(lambda ear: theirs.h in ear.lines)
        folder.has_room = True
        watcher.scan()
        assert ear.wait_for(lambda ear: ear.states[-1].in_step)
    meet(ben, Directory(folder.path))
    all_in_step([ana, ben])
    proof.holds(place / "ana", {waiting.h, theirs.h}, live=ana)


class Hanging(Directory):
    """A folder whose every call waits until it is let go on, as an NFS server that is gone."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.goes_on = threading.Event()
        self.is_asked = threading.Event()

    def _hang(self) -> None:
        self.is_asked.set()
        assert self.goes_on.wait(PATIENCE_S)

    def list(self) -> list[Entry]:
        """After a while."""
        self._hang()
        return super().list()

    def read(self, name: str) -> bytes:
        """After a while."""
        self._hang()
        return super().read(name)

    def read_marker(self) -> Marker:
        """After a while."""
        self._hang()
        return super().read_marker()


def test_nobody_waits_for_a_folder_that_hangs(place: Path, prove: Prove) -> None:
    """Writing and looking go on; when it answers again, everything goes its way."""
    proof = prove("folder that hangs")
    create_folder(place / "shared")
    folder = Hanging(place / "shared")
    ana, ben = open_replica(place / "ana"), open_replica(place / "ben")
    theirs = retitle(ben, "Ben's", id="b" * 16)
    meet(ben, Directory(folder.path))
    own: list[Line] = []
    with watching(ana, folder, has_looked=False) as (watcher, ear):
        assert folder.is_asked.wait(PATIENCE_S)
        for n in range(20):
            own.append(retitle(ana, f"meanwhile {n}"))
            watcher.changed()
        assert ana.state.heads("objective", "0b1ec71e00000001", "title") == (own[-1].h,)
        assert ear.states == []  # it hung all the while
        folder.goes_on.set()
        assert ear.wait_for(lambda ear: theirs.h in ear.lines and bool(ear.states) and ear.states[-1].in_step)
    meet(ben, Directory(folder.path))
    all_in_step([ana, ben])
    proof.holds(place / "ana", {theirs.h, *(line.h for line in own)}, faults=20, live=ana)
