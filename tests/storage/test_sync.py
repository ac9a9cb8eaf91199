"""Meeting in the folder: what one wrote reaches all, and nothing in the folder can stop the others."""

import errno
import os
import shutil
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest

from okrtui.storage.errors import DiskTrouble, FolderAway
from okrtui.storage.folder import MARKER, SEGMENTS, Directory, Marker
from okrtui.storage.replica import Replica
from okrtui.storage.segment import MAX_FILE, SegmentName, verify
from okrtui.storage.sync import Sync
from tests.storage.builders import (
    OTHER_WORKSPACE,
    WORKSPACE,
    WRITER,
    FakeClock,
    create_folder,
    files_in,
    meet,
    open_replica,
    retitle,
    sealed,
    summary,
    titles,
)


def in_step(*replicas: Replica) -> bool:
    """Whether replicas hold the same lines, heads and gone."""
    return all(
        summary(one.state) == summary(two.state) and one.state.state_hash() == two.state.state_hash()
        for one, two in pairwise(replicas)
    )


def own_file(replica: Replica, folder: Directory) -> Path:
    """Where the replica's one segment lies, or would lie, in the folder."""
    replica.seal()
    [name] = replica.own_segments()
    return folder.path / SEGMENTS / str(name)


# --- the way of a change


def test_what_one_wrote_reaches_the_other(replica: Replica, other: Replica, folder: Directory) -> None:
    line = retitle(replica, "Grow")
    sync = Sync(replica, folder)
    assert sync.push() == 1
    assert sync.push() == 0
    absorbed = Sync(other, folder).pull()
    assert [each.h for each in absorbed.lines] == [line.h]
    assert absorbed.keys == {("objective", "0b1ec71e00000001")}
    assert in_step(replica, other)


def test_both_wrote_meanwhile_and_both_are_kept(replica: Replica, other: Replica, folder: Directory) -> None:
    retitle(replica, "Grow")
    meet(replica, folder)
    meet(other, folder)
    retitle(replica, "Ana's")
    retitle(other, "Ben's")
    for each in (replica, other, replica):
        meet(each, folder)
    assert in_step(replica, other)
    [(key, register)] = replica.state.contested()
    assert key[2] == "title"
    assert {head.value for head in register.heads} == {"Ana's", "Ben's"}
    retitle(other, "Ours")
    for each in (other, replica):
        meet(each, folder)
    assert in_step(replica, other)
    assert not list(replica.state.contested())


def test_many_who_come_and_go_end_in_one_state(tmp_path: Path, folder: Directory) -> None:
    team = [open_replica(tmp_path / name) for name in ("ana", "ben", "cem", "dan")]
    for turn in range(12):
        writer, reader = team[turn % 4], team[turn * 7 % 4]
        retitle(writer, f"Turn {turn}", id=f"{turn % 3:016x}")
        meet(reader, folder)
    for each in (*team, *team):
        meet(each, folder)
    newcomer = open_replica(tmp_path / "eve")
    meet(newcomer, folder)
    assert in_step(*team, newcomer)
    assert len(newcomer.state.lines) == 12


def test_a_file_in_the_folder_is_the_one_in_the_replica_byte_for_byte(
    replica: Replica, other: Replica, folder: Directory, tmp_path: Path
) -> None:
    retitle(replica, "Grow")
    meet(replica, folder)
    meet(other, folder)
    there = files_in(folder.path / SEGMENTS)
    assert there == files_in(tmp_path / "ana" / "segments") == files_in(tmp_path / "ben" / "segments")


def test_a_line_beyond_a_missing_one_applies_at_once(replica: Replica, other: Replica, folder: Directory) -> None:
    for name in ("one", "two", "three"):
        retitle(replica, name, id=name.encode().hex().ljust(16, "0"))
        meet(replica, folder)
    middle = next(path for path in (folder.path / SEGMENTS).iterdir() if "-2-2-" in path.name)
    middle.rename(folder.path / "held back")
    sync = meet(other, folder)
    assert len(other.state.lines) == 2
    assert sync.state().missing == 1
    assert not sync.state().in_step
    (folder.path / "held back").rename(middle)
    assert sync.pull().count == 1
    assert sync.look().missing == 0
    assert in_step(replica, other)


def test_how_far_a_pull_is_can_be_seen_and_it_can_be_left(replica: Replica, other: Replica, folder: Directory) -> None:
    for n in range(3):
        retitle(replica, n, id=f"{n:016x}")
        meet(replica, folder)
    seen: list[tuple[int, int]] = []
    assert Sync(other, folder).pull(lambda done, of: seen.append((done, of)), lambda: len(seen) >= 3).count == 2
    assert seen == [(0, 3), (1, 3), (2, 3)]
    assert Sync(other, folder).pull().count == 1
    assert in_step(replica, other)


@pytest.mark.parametrize("left_after", [2, 3], ids=["left", "through"])
def test_what_was_pulled_lasts_by_one_fsync_of_the_directory(
    replica: Replica, other: Replica, folder: Directory, monkeypatch: pytest.MonkeyPatch, left_after: int
) -> None:
    for n in range(3):
        retitle(replica, n, id=f"{n:016x}")
        meet(replica, folder)
    calls = calls_in(other.path / "segments", monkeypatch)
    done: list[int] = []
    Sync(other, folder).pull(lambda file, _: done.append(file), lambda: done[-1] == left_after)
    assert calls == ["rename"] * left_after + ["fsync"]
    Sync(other, folder).pull()
    assert calls == [*["rename"] * left_after, "fsync", *["rename", "fsync"] * (3 - left_after)]


def test_what_is_read_by_the_way_lasts_too(
    replica: Replica, other: Replica, folder: Directory, monkeypatch: pytest.MonkeyPatch
) -> None:
    retitle(replica, "Grow")
    meet(replica, folder)
    calls = calls_in(other.path / "segments", monkeypatch)
    Sync(other, folder).check_all()
    assert calls == ["rename", "fsync"]


def test_a_directory_that_could_not_be_fsynced_is_so_the_next_time(
    replica: Replica, other: Replica, folder: Directory, monkeypatch: pytest.MonkeyPatch
) -> None:
    retitle(replica, "Grow")
    meet(replica, folder)
    sync = Sync(other, folder)
    with monkeypatch.context() as patched:
        calls_in(other.path / "segments", patched, fails=True)
        with pytest.raises(DiskTrouble):
            sync.pull()
    calls = calls_in(other.path / "segments", monkeypatch)
    assert sync.pull().count == 1  # nobody has been told yet
    assert calls == ["fsync"]
    assert in_step(replica, other)


def calls_in(directory: Path, patch: pytest.MonkeyPatch, *, fails: bool = False) -> list[str]:
    """Each renaming into a directory and each fsync of it from now on; the latter may fail."""
    calls: list[str] = []
    rename, fsync, inode = os.rename, os.fsync, directory.stat().st_ino

    def watched_rename(source: str, target: str) -> None:
        rename(source, target)
        if Path(target).parent == directory:
            calls.append("rename")

    def watched_fsync(fd: int) -> None:
        if os.fstat(fd).st_ino == inode:
            calls.append("fsync")
            if fails:
                raise OSError(errno.EIO, os.strerror(errno.EIO))
        fsync(fd)

    patch.setattr(os, "rename", watched_rename)
    patch.setattr(os, "fsync", watched_fsync)
    return calls


def test_how_things_stand_is_counted_in_lines(replica: Replica, folder: Directory) -> None:
    sync = Sync(replica, folder)
    assert sync.look().in_step
    retitle(replica, "one")
    replica.seal()
    retitle(replica, "two")
    assert sync.look().pending == 2
    sync.push()
    assert sync.state().pending == 0
    assert sync.state().in_step


# --- copies and names


def test_copies_of_a_sync_tool_add_nothing(replica: Replica, other: Replica, folder: Directory) -> None:
    retitle(replica, "Grow")
    meet(replica, folder)
    file = own_file(replica, folder)
    stem = file.name.removesuffix(".jsonl")
    for copy in (
        f"{stem}.sync-conflict-20261122-112804-KR6TD3Q.jsonl",
        f"{stem} (Ana's conflicted copy).jsonl",
        "renamed",
    ):
        shutil.copy(file, folder.path / SEGMENTS / copy)
    assert Sync(other, folder).pull().count == 1
    assert len(other.segments()) == 1
    assert meet(other, folder).state().bad == {}
    file.unlink()
    assert Sync(open_replica(folder.path.parent / "eve"), folder).pull().count == 1


def test_a_half_written_file_is_taken_once_it_is_whole(replica: Replica, other: Replica, folder: Directory) -> None:
    retitle(replica, "Grow")
    file = own_file(replica, folder)
    content = replica.read_segment(replica.own_segments()[0])
    sync = Sync(other, folder)
    for size in range(0, len(content), 50):
        file.write_bytes(content[:size])
        assert not sync.pull()
        assert list(sync.state().bad) == [file.name]
    file.write_bytes(content)
    assert sync.pull().count == 1
    assert sync.state().bad == {}
    assert in_step(replica, other)


def test_a_good_name_held_by_a_bad_file_does_not_keep_the_lines_back(
    replica: Replica, other: Replica, folder: Directory
) -> None:
    retitle(replica, "Grow")
    file = own_file(replica, folder)
    file.write_bytes(b"rubbish")
    sync = meet(replica, folder)
    assert file.read_bytes() == b"rubbish"
    assert sync.state().pending == 0
    assert [path.name for path in (folder.path / SEGMENTS).iterdir() if path != file] == [f"{file.stem}.2.jsonl"]
    assert sync.push() == 0
    meet(other, folder)
    assert in_step(replica, other)


def test_a_push_without_a_look_inside_is_not_fooled_by_a_name_alone(replica: Replica, folder: Directory) -> None:
    retitle(replica, "Grow")
    file = own_file(replica, folder)
    file.write_bytes(b"rubbish")
    assert Sync(replica, folder).push() == 1
    assert file.read_bytes() == b"rubbish"
    assert len(folder.list()) == 2


def test_a_doctor_finds_a_file_that_rotted_and_the_owner_puts_it_anew(
    replica: Replica, other: Replica, folder: Directory
) -> None:
    retitle(replica, "Grow")
    meet(replica, folder)
    file = own_file(replica, folder)
    file.write_bytes(file.read_bytes().replace(b"Grow", b"Grew"))
    sync = Sync(replica, folder)
    assert list(sync.check_all()) == [file.name]
    assert sync.state().pending == 1
    assert sync.push() == 1
    meet(other, folder)
    assert in_step(replica, other)


def test_own_files_that_went_missing_are_put_again(replica: Replica, other: Replica, folder: Directory) -> None:
    retitle(replica, "Grow")
    sync = meet(replica, folder)
    own_file(replica, folder).unlink()
    assert sync.look().pending == 1
    meet(replica, folder)
    meet(other, folder)
    assert in_step(replica, other)


# --- hostile and broken files


def put(name: str | bytes, content: bytes) -> Callable[[Path], None]:
    def plant(segments: Path) -> None:
        Path(os.fsdecode(os.path.join(os.fsencode(segments), os.fsencode(name)))).write_bytes(content)

    return plant


def oversize(segments: Path) -> None:
    (segments / "huge.jsonl").touch()
    os.truncate(segments / "huge.jsonl", MAX_FILE + 1)


GOOD = sealed(titles(3))[1]
PLANTS: dict[str, tuple[Callable[[Path], None], str]] = {
    "a link": (lambda segments: (segments / "link.jsonl").symlink_to("/etc/hostname"), "link.jsonl"),
    "a link to itself": (lambda segments: (segments / "loop.jsonl").symlink_to("loop.jsonl"), "loop.jsonl"),
    "a fifo": (lambda segments: os.mkfifo(segments / "fifo.jsonl"), "fifo.jsonl"),
    "a directory": (lambda segments: (segments / "dir.jsonl").mkdir(), "dir.jsonl"),
    "too large": (oversize, "huge.jsonl"),
    "empty": (put("empty.jsonl", b""), "empty.jsonl"),
    "noise": (put("noise.jsonl", bytes(range(256))), "noise.jsonl"),
    "escapes in its name": (put("\x1b]0;owned\x07\x1b[31mred.jsonl", b"x"), "red.jsonl"),
    "a newline in its name": (put("one\ntwo.jsonl", b"x"), "one two.jsonl"),
    "a name that is no text": (put(b"\xff\xfe.jsonl", b"x"), ".jsonl"),
    "another workspace's": (put("foreign.jsonl", sealed(titles(1), workspace=OTHER_WORKSPACE)[1]), "foreign.jsonl"),
    "a newer format": (put("newer.jsonl", GOOD.replace(b'"okrtui":1', b'"okrtui":2')), "newer.jsonl"),
    "a flipped byte": (put("flipped.jsonl", GOOD.replace(b"Title 2", b"Title 3")), "flipped.jsonl"),
}


@pytest.mark.parametrize(("plant", "named"), PLANTS.values(), ids=PLANTS)
def test_a_bad_file_is_named_and_stops_nobody(
    replica: Replica, other: Replica, folder: Directory, plant: Callable[[Path], None], named: str
) -> None:
    plant(folder.path / SEGMENTS)
    retitle(replica, "Grow")
    assert list(meet(replica, folder).state().bad) == [named]
    sync = Sync(other, folder)
    for _ in range(2):
        sync.pull()
        bad = sync.state().bad
        assert list(bad) == [named]
        assert bad[named]
        assert not any(char in repr(bad) for char in "\x1b\n")
    assert in_step(replica, other)
    assert len(other.segments()) == 1


def test_a_bad_file_that_was_removed_is_not_named_any_more(replica: Replica, folder: Directory) -> None:
    put("noise.jsonl", b"noise")(folder.path / SEGMENTS)
    sync = meet(replica, folder)
    assert list(sync.state().bad) == ["noise.jsonl"]
    (folder.path / SEGMENTS / "noise.jsonl").unlink()
    sync.pull()
    assert sync.state().bad == {}


def test_a_header_builds_no_path_outside(replica: Replica, folder: Directory, tmp_path: Path) -> None:
    hostile = GOOD.replace(f'"writer":"{WRITER}"'.encode(), b'"writer":"../../../../evil"')
    put(str(SegmentName(WRITER, 1, 3, "0" * 16)), hostile)(folder.path / SEGMENTS)
    before = set(tmp_path.rglob("*"))
    assert len(meet(replica, folder).state().bad) == 1
    assert {path.name for path in set(tmp_path.rglob("*")) - before} <= {"lock"}


# --- a folder that is away or another's


def away(folder: Directory) -> None:
    shutil.rmtree(folder.path)


def unmarked(folder: Directory) -> None:
    (folder.path / MARKER).unlink()


def wiped(folder: Directory) -> None:
    for path in list(folder.path.iterdir()):
        shutil.rmtree(path) if path.is_dir() else path.unlink()


def foreign(folder: Directory) -> None:
    wiped(folder)
    folder.create(Marker(OTHER_WORKSPACE, "Evil \x1b[31mInc"))


def marker_a_fifo(folder: Directory) -> None:
    (folder.path / MARKER).unlink()
    os.mkfifo(folder.path / MARKER)


def segments_a_link(folder: Directory) -> None:
    (folder.path / SEGMENTS).rename(folder.path / "moved")
    (folder.path / SEGMENTS).symlink_to("moved")


@pytest.mark.parametrize("trouble", [away, unmarked, wiped, foreign, marker_a_fifo, segments_a_link])
def test_a_folder_that_is_not_ours_gets_nothing_and_work_goes_on(
    tmp_path: Path, replica: Replica, folder: Directory, trouble: Callable[[Directory], None]
) -> None:
    retitle(replica, "before")
    sync = meet(replica, folder)
    trouble(folder)
    there = files_in(folder.path)
    line = retitle(replica, "meanwhile")
    before = summary(replica.state)
    with pytest.raises(FolderAway) as raised:
        sync.pull()
    with pytest.raises(FolderAway):
        sync.push()
    assert "\x1b" not in str(raised.value)
    state = sync.look()
    assert state.away == str(raised.value)
    assert state.pending >= 1
    assert not state.in_step
    assert files_in(folder.path) == there
    assert summary(replica.state) == before
    assert line.h in open_replica(tmp_path / "ana").state.lines


def test_a_folder_whose_segments_have_not_arrived_yet_gets_ones_own(
    replica: Replica, other: Replica, folder: Directory
) -> None:
    (folder.path / SEGMENTS).rmdir()
    retitle(replica, "early")
    assert Sync(replica, folder).push() == 1
    meet(other, folder)
    assert in_step(replica, other)


def test_a_returning_folder_gets_what_waited(
    tmp_path: Path, replica: Replica, other: Replica, folder: Directory
) -> None:
    sync = meet(replica, folder)
    folder.path.rename(tmp_path / "unplugged")
    retitle(replica, "meanwhile")
    with pytest.raises(FolderAway):
        sync.push()
    (tmp_path / "unplugged").rename(folder.path)
    assert sync.push() == 1
    assert sync.state().in_step
    meet(other, folder)
    assert in_step(replica, other)


def test_a_push_that_broke_off_goes_on_with_the_rest(
    replica: Replica, other: Replica, folder: Directory, monkeypatch: pytest.MonkeyPatch
) -> None:
    for n in range(3):
        retitle(replica, n)
        replica.seal()
    genuine, renames = os.rename, iter(range(10))

    def fail(source: str, target: str, **where: int) -> None:
        if next(renames) == 1:
            raise OSError(5, "Input/output error")
        genuine(source, target, **where)

    sync = Sync(replica, folder)
    with monkeypatch.context() as patched:
        patched.setattr(os, "rename", fail)
        with pytest.raises(FolderAway):
            sync.push()
    assert len(folder.list()) == 1
    assert sync.push() == 2
    meet(other, folder)
    assert in_step(replica, other)


# --- several processes of one person


def test_what_another_process_pulled_needs_no_folder(
    tmp_path: Path, replica: Replica, other: Replica, folder: Directory, clock: FakeClock
) -> None:
    retitle(other, "Ben's")
    meet(other, folder)
    command = open_replica(tmp_path / "ana", clock)
    meet(command, folder)
    assert replica.catch_up().count == 1
    assert in_step(replica, command)


def test_two_processes_that_seal_make_no_line_twice(
    tmp_path: Path, replica: Replica, folder: Directory, clock: FakeClock
) -> None:
    command = open_replica(tmp_path / "ana", clock)
    for n in range(6):
        retitle((replica, command)[n % 2], n)
        meet((replica, command)[n % 2], folder)
    contents = [path.read_bytes() for path in (folder.path / SEGMENTS).iterdir()]
    assert sum(len(verify(content, WORKSPACE).lines) for content in contents) == 6
    assert len({line.ts for line in replica.own_lines()}) == 6


def test_folders_of_two_workspaces_stay_apart(tmp_path: Path, replica: Replica) -> None:
    retitle(replica, "Grow")
    elsewhere = create_folder(tmp_path / "elsewhere", OTHER_WORKSPACE)
    with pytest.raises(FolderAway, match="another workspace"):
        Sync(replica, elsewhere).push()
    assert elsewhere.list() == []
