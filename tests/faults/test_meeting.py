"""The folder goes away, comes back, is wiped, rolled back, read-only, slow, half uploaded, copied by sync tools."""

import os
import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from random import Random
from typing import TypeVar

import pytest

from okrtui.storage.errors import FolderAway
from okrtui.storage.folder import SEGMENTS, Directory, Entry, Marker
from okrtui.storage.sync import Sync
from tests.faults.conftest import Pace
from tests.faults.mounting import read_only, small_disk
from tests.faults.office import LATER_MS, Office, lively_office
from tests.faults.oracle import Proof, all_in_step
from tests.storage.builders import OTHER_WORKSPACE, create_folder, files_in, meet, open_replica, retitle

Prove = Callable[[str], Proof]
T = TypeVar("T")


@pytest.fixture
def office(place: Path) -> Office:
    """An office with a past, in which all have met."""
    office = lively_office(place / "office")
    office.everyone_meets()
    return office


# --- away


def unmount(office: Office) -> None:
    """An empty directory where the disk was."""
    office.folder.path.rename(office.place / "unplugged")
    office.folder.path.mkdir()


def vanish(office: Office) -> None:
    """Nothing at all."""
    office.folder.path.rename(office.place / "unplugged")


def become_anothers(office: Office) -> None:
    """Another workspace's folder is mounted there."""
    unmount(office)
    Directory(office.folder.path).create(Marker(OTHER_WORKSPACE, "Other"))


@pytest.mark.parametrize("trouble", [unmount, vanish, become_anothers])
def test_work_goes_on_without_the_folder(office: Office, prove: Prove, trouble: Callable[[Office], None]) -> None:
    proof = prove("folder away, empty or another's")
    ana = office.ana()
    sync = meet(ana, office.folder)
    trouble(office)
    before = files_in(office.folder.path) if office.folder.path.exists() else {}
    for n in range(3):
        office.says(ana, f"away {n}")
        for call in (sync.push, sync.pull, sync.tidy, sync.check_all):
            with pytest.raises(FolderAway):
                call()
    assert sync.look().away
    assert sync.state().pending == 3
    assert (files_in(office.folder.path) if office.folder.path.exists() else {}) == before
    proof.holds(office.ana_path, office.confirmed, live=ana)
    shutil.rmtree(office.folder.path, ignore_errors=True)
    (office.place / "unplugged").rename(office.folder.path)
    assert sync.push()
    office.everyone_meets(proof)


def test_segments_wiped_are_put_back_by_whoever_is_there(office: Office, prove: Prove) -> None:
    """Ben puts back Ana's lines too: she may have left."""
    proof = prove("folder wiped or rolled back")
    shutil.rmtree(office.folder.path / SEGMENTS)
    shutil.move(office.ana_path, office.place / "left")
    meet(office.ben(), office.folder)
    office.newcomer_finds_all(proof)


def test_nothing_is_pushed_to_a_folder_that_lost_its_marker(office: Office, prove: Prove) -> None:
    proof = prove("folder wiped or rolled back")
    for path in list(office.folder.path.iterdir()):
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    ben = office.ben()
    with pytest.raises(FolderAway):
        Sync(ben, office.folder).push()
    assert list(office.folder.path.iterdir()) == []
    create_folder(office.folder.path)  # as `sync --refill` does
    Sync(ben, office.folder).push()
    office.newcomer_finds_all(proof)


@pytest.mark.parametrize("by", ["the owner", "others", "all"])
def test_a_folder_rolled_back_is_filled_again(office: Office, prove: Prove, by: str) -> None:
    """Any number of its latest files are missing."""
    proof = prove("folder wiped or rolled back")
    team = {"the owner": [office.ana], "others": [office.ben], "all": [office.ana, office.ben]}[by]
    names = sorted(office.segments())
    for kept in range(len(names)):
        there = office.segments()
        for name in names[kept:]:
            (office.folder.path / SEGMENTS / name).unlink()
        for opened in team:
            meet(opened(), office.folder)
        if by == "the owner":
            meet(office.ben(), office.folder)  # with his own lines
        office.newcomer_finds_all(proof)
        for name, content in there.items():
            (office.folder.path / SEGMENTS / name).write_bytes(content)


class Exchanged(Directory):
    """A folder with something else in its place right after its marker was read."""

    def __init__(self, path: Path, exchange: Callable[[], object]) -> None:
        super().__init__(path)
        self._exchange = exchange

    def read_marker(self) -> Marker:
        """Then it is another directory."""
        marker = super().read_marker()
        self._exchange()
        return marker


@pytest.mark.parametrize("trouble", [unmount, vanish, become_anothers])
def test_a_folder_that_goes_between_the_look_and_the_push(
    office: Office, prove: Prove, trouble: Callable[[Office], None]
) -> None:
    """What was to be put there is not put into what is there instead."""
    proof = prove("folder away, empty or another's")
    ana = office.ana()
    office.says(ana, "waits")
    with pytest.raises(FolderAway):
        Sync(ana, Exchanged(office.folder.path, lambda: trouble(office))).push()
    assert not (office.folder.path / SEGMENTS).exists() or not any((office.folder.path / SEGMENTS).iterdir())
    if office.folder.path.exists():
        shutil.rmtree(office.folder.path)
    (office.place / "unplugged").rename(office.folder.path)
    office.everyone_meets(proof)


def test_a_folder_that_can_only_be_read(office: Office, prove: Prove) -> None:
    """What others wrote arrives; own lines wait, with the reason."""
    proof = prove("folder read-only")
    ben = office.ben()
    office.says(ben, "Ben's news")
    meet(ben, office.folder)
    ana = office.ana()
    office.says(ana, "waits")
    with read_only(office.place / "view", office.folder.path) as view:
        sync = Sync(ana, Directory(view))
        sync.pull()
        with pytest.raises(FolderAway, match="read-only"):
            sync.push()
        assert sync.state().pending
        assert "read-only" in str(sync.state().away)
        assert sync.state().is_read_only
        sync.pull()
        assert sync.state().is_read_only  # until something can be put there
        proof.holds(office.ana_path, office.confirmed, live=ana)
    office.everyone_meets(proof)


def test_a_stick_that_is_pulled_out_and_put_in_elsewhere(place: Path, prove: Prove) -> None:
    proof = prove("folder away, empty or another's")
    with small_disk(place / "stick", 512) as stick:
        folder = create_folder(stick / "okrs")
        ana = open_replica(place / "ana")
        line = retitle(ana, "on the stick")
        meet(ana, folder)
        content = files_in(stick)
    with pytest.raises(FolderAway):
        Sync(ana, folder).pull()
    proof.holds(place / "ana", {line.h}, live=ana)
    for name, each in content.items():
        (place / "stick" / name).parent.mkdir(parents=True, exist_ok=True)
        (place / "stick" / name).write_bytes(each)
    ben = open_replica(place / "ben")
    meet(ben, folder)
    all_in_step([ana, ben])


class Wayward:
    """A folder behind a bad line: any call may fail, before or after it has done its work."""

    def __init__(self, folder: Directory, rng: Random) -> None:
        self._folder = folder
        self._rng = rng
        self.failures = 0

    def _through(self, call: Callable[[], T]) -> T:
        chance = self._rng.random()
        if chance < 0.1:
            self.failures += 1
            raise FolderAway("the line is down")
        done = call()
        if chance < 0.2:
            self.failures += 1
            raise FolderAway("the line went down")
        return done

    def list(self) -> list[Entry]:
        """Perhaps."""
        return self._through(self._folder.list)

    def read(self, name: str) -> bytes:
        """Perhaps all, perhaps a part."""
        content = self._through(lambda: self._folder.read(name))
        if self._rng.random() < 0.1:
            self.failures += 1
            return content[: self._rng.randrange(len(content))]
        return content

    def put_new(self, name: str, content: bytes) -> Entry:
        """Perhaps."""
        return self._through(lambda: self._folder.put_new(name, content))

    def remove_own(self, name: str) -> None:
        """Perhaps."""
        return self._through(lambda: self._folder.remove_own(name))

    def stat(self, name: str) -> Entry | None:
        """Perhaps."""
        return self._through(lambda: self._folder.stat(name))

    def read_marker(self) -> Marker:
        """Perhaps."""
        return self._through(self._folder.read_marker)


def test_a_folder_behind_a_bad_line(office: Office, prove: Prove, pace: Pace) -> None:
    proof = prove("folder calls that fail or are cut")
    for seed in range(pace.times(10, 300)):
        broken = office.copied(office.place.with_name("broken"))
        rng = Random(seed)
        wayward = Wayward(broken.folder, rng)
        team = [broken.ana(), broken.ben()]
        syncs = [Sync(replica, wayward) for replica in team]
        for n in range(20):
            who = rng.randrange(2)
            broken.says(team[who], f"{seed} {n}")
            for call in (syncs[who].pull, syncs[who].push, syncs[who].tidy, syncs[who].scrub):
                with suppress(FolderAway):
                    call()
            broken.clock.advance(rng.choice([1000, LATER_MS]))
        for name, replica in zip(("ana", "ben"), team, strict=True):
            own = {line.h for line in replica.own_lines()}
            proof.holds(broken.place / name, own, faults=wayward.failures if name == "ana" else 0, live=replica)
        broken.everyone_meets(proof)


# --- files that are not what they were


def test_a_file_that_is_still_being_uploaded(office: Office, prove: Prove, pace: Pace) -> None:
    """By a tool that makes room first and keeps the time of change: neither its size nor its time tells."""
    proof = prove("half-uploaded file")
    ana = office.ana()
    office.says(ana, "large " + "x" * 2_000)
    [name] = ana.seal()
    content = ana.read_segment(name)
    file = office.folder.path / SEGMENTS / str(name)
    file.write_bytes(bytes(len(content)))
    os.utime(file, (1, 1))
    sync = Sync(office.ben(), office.folder)
    for size in range(0, len(content), pace.every(97)):
        with file.open("r+b") as half:
            half.write(content[:size])
        os.utime(file, (1, 1))
        sync.pull()
        assert str(name) in sync.state().bad
        proof.tried()
    with file.open("r+b") as half:
        half.write(content)
    os.utime(file, (1, 1))
    for _ in range(64):  # ever more rarely, but it is looked at again
        sync.pull()
    assert sync.state().bad == {}
    proof.holds(office.place / "ben", office.confirmed)


def test_a_file_that_changes_with_its_size_and_time_as_they_were(office: Office, prove: Prove) -> None:
    """A rotten disk: quiet looks at the folder find it, and what it held is put anew."""
    proof = prove("same size and time, other content")
    for name, content in office.segments().items():
        file = office.folder.path / SEGMENTS / name
        before = file.stat()
        with file.open("r+b") as rotten:
            rotten.seek(len(content) - 60)
            rotten.write(b"rot")
        os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
        ben = office.ben()
        sync = meet(ben, office.folder)  # believes it, by name and size
        for _ in range(len(office.segments())):
            sync.scrub(1)
        assert name in sync.state().bad
        sync.push()
        office.newcomer_finds_all(proof)
        proof.holds(office.place / "ben", office.confirmed, faults=0, live=ben)


COPIES = {
    "Syncthing": "{stem}.sync-conflict-20261122-112804-KR6TD3Q.jsonl",
    "Syncthing, on its way": ".syncthing.{stem}.jsonl.tmp",
    "Dropbox": "{stem} (Ana's conflicted copy 2026-11-22).jsonl",
    "OneDrive": "{stem}-DESKTOP-1AB2C3D.jsonl",
    "Google Drive": "{stem} (1).jsonl",
    "Google Drive, by hand": "Copy of {stem}.jsonl",
    "iCloud": "{stem} 2.jsonl",
    "iCloud, not here yet": ".{stem}.jsonl.icloud",
    "Nextcloud": "{stem} (conflicted copy 2026-11-22 112804).jsonl",
    "ownCloud": "{stem}_conflict-20261122-112804.jsonl",
    "rclone": "{stem}.conflict1.jsonl",
    "rclone, older": "{stem}.jsonl..path1",
    "rsync": ".{stem}.jsonl.Xa81bC",
    "by hand": "{stem} - Kopie (3).jsonl",
}


@pytest.mark.parametrize("tool", COPIES)
@pytest.mark.parametrize("is_original_there", [True, False], ids=["beside", "instead"])
def test_a_sync_tool_s_copies(office: Office, prove: Prove, tool: str, is_original_there: bool) -> None:
    """They add nothing twice, and where only they are left, they count, or the lines are put back."""
    proof = prove("copies of sync tools")
    for name in office.segments():
        file = office.folder.path / SEGMENTS / name
        shutil.copy(file, file.with_name(COPIES[tool].format(stem=file.stem)))
        if not is_original_there:
            file.unlink()
    for opened in (office.ana, office.ben, office.ana):
        meet(opened(), office.folder)
    office.newcomer_finds_all(proof, faults=len(office.segments()))
    office.everyone_meets(proof)
