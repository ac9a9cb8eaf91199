"""Writers: one name per place, taken up again, and given up when it could harm."""

import shutil
from pathlib import Path

from okrtui.storage.clock import DAY_MS
from okrtui.storage.folder import Directory
from okrtui.storage.replica import Replica
from okrtui.storage.writer import Writers, fingerprint
from tests.storage.builders import FakeClock, entropy, meet, open_replica, retitle, summary


def test_a_place_takes_its_writer_up_again(tmp_path: Path) -> None:
    writers = Writers(tmp_path / "writers.json")
    one = writers.own("here", entropy(1))
    two = writers.own("there", entropy(2))
    assert one != two
    assert Writers(tmp_path / "writers.json").own("here", entropy(3)) == one
    renewed = writers.renew("here", entropy(4))
    assert renewed not in (one, two)
    assert writers.known() == {"here": renewed, "there": two}
    assert all(len(writer) == 16 and int(writer, 16) >= 0 for writer in (one, two, renewed))


def test_an_unreadable_list_starts_a_new_writer(tmp_path: Path) -> None:
    writers = Writers(tmp_path / "writers.json")
    one = writers.own("here", entropy(1))
    for damage in (b"", b"\0" * 40, b"[]", b'{"here":'):
        (tmp_path / "writers.json").write_bytes(damage)
        assert writers.known() == {}
    assert writers.own("here", entropy(2)) != one


def test_a_copied_directory_is_another_place(tmp_path: Path) -> None:
    (tmp_path / "one").mkdir()
    place = fingerprint(tmp_path / "one")
    shutil.copytree(tmp_path / "one", tmp_path / "two")
    assert fingerprint(tmp_path / "two") != place
    (tmp_path / "one").rename(tmp_path / "moved")
    assert fingerprint(tmp_path / "moved") == place


def test_a_replica_writes_as_the_place_it_lies_in(tmp_path: Path) -> None:
    def opened(name: str) -> Replica:
        return Replica(tmp_path / name, "5eed000000000001", clock=FakeClock())

    retitle(opened("ana"), "one")
    retitle(opened("ana"), "two")
    assert len(opened("ana").own_writers()) == 1
    shutil.copytree(tmp_path / "ana", tmp_path / "copy")
    retitle(opened("copy"), "three")
    assert len(opened("copy").own_writers()) == 2


def test_a_copied_home_goes_on_under_its_own_name_and_all_come_together(tmp_path: Path, folder: Directory) -> None:
    laptop = open_replica(tmp_path / "laptop", place="laptop")
    retitle(laptop, "written before the copy")
    shutil.copytree(tmp_path / "laptop", tmp_path / "desktop")
    desktop = open_replica(tmp_path / "desktop", place="desktop")
    retitle(laptop, "on the laptop")
    retitle(desktop, "on the desktop")
    assert laptop.writer != desktop.writer
    for replica in (laptop, desktop, laptop):
        meet(replica, folder)
    assert summary(laptop.state) == summary(desktop.state)
    assert len(laptop.state.heads("objective", "0b1ec71e00000001", "title")) == 2


def test_a_clock_that_was_far_ahead_is_left_behind_with_a_new_writer(tmp_path: Path) -> None:
    clock = FakeClock()
    replica = open_replica(tmp_path / "ana", clock)
    clock.advance(DAY_MS)
    retitle(replica, "at the edge")
    clock.advance(-DAY_MS)
    retitle(replica, "a day ahead is still one's own clock")
    assert len(replica.own_writers()) == 1
    clock.advance(-2)
    line = retitle(replica, "more is not")
    assert len(replica.own_writers()) == 2
    assert (line.seq, line.ts) == (1, f"{clock.now << 16:016x}")
    assert retitle(open_replica(tmp_path / "ana", clock), "and again").seq == 2


def restored(tmp_path: Path, folder: Directory) -> Replica:
    """Ana's replica from a backup of two lines; the folder has four."""
    replica = open_replica(tmp_path / "ana")
    for n in (1, 2):
        retitle(replica, f"Before {n}")
    meet(replica, folder)
    shutil.copytree(tmp_path / "ana", tmp_path / "backup")
    for n in (3, 4):
        retitle(replica, f"After {n}")
    meet(replica, folder)
    shutil.rmtree(tmp_path / "ana")
    shutil.copytree(tmp_path / "backup", tmp_path / "ana")
    return open_replica(tmp_path / "ana", seed=9)


def test_a_restored_backup_goes_on_under_a_new_name(tmp_path: Path, folder: Directory, other: Replica) -> None:
    replica = restored(tmp_path, folder)
    meet(replica, folder)
    assert retitle(replica, "After the backup").seq == 1
    assert len(replica.own_writers()) == 2
    meet(replica, folder)
    meet(other, folder)
    assert summary(other.state) == summary(replica.state)
    assert len(other.state.lines) == 5


def test_what_a_restored_backup_wrote_before_it_met_anyone_is_not_lost(
    tmp_path: Path, folder: Directory, other: Replica
) -> None:
    """Its lines are a branch of the old writer; they are sealed though the folder has lines of the same numbers."""
    replica = restored(tmp_path, folder)
    assert [retitle(replica, f"Offline {n}").seq for n in (1, 2, 3)] == [3, 4, 5]
    sync = meet(replica, folder)
    assert replica.unsealed() == 0
    assert sync.look().pending == 0
    assert retitle(replica, "Later").seq == 1
    meet(replica, folder)
    meet(other, folder)
    assert summary(other.state) == summary(replica.state)
    assert len(other.state.lines) == 2 + 2 + 3 + 1
    assert len(other.state.heads("objective", "0b1ec71e00000001", "title")) == 1
    rebuilt = open_replica(tmp_path / "ana")
    assert summary(rebuilt.state) == summary(replica.state)
    assert rebuilt.unsealed() == 0
