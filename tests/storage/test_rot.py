"""What lies in the folder rots: that is found out, whatever it looks like, and whoever has its lines puts them anew."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from okrtui.storage.folder import SEGMENTS, Directory
from okrtui.storage.replica import Replica
from okrtui.storage.segment import SegmentName, parse_name
from okrtui.storage.sync import Sync
from tests.storage.builders import (
    OTHER_WORKSPACE,
    FakeClock,
    files_in,
    meet,
    open_replica,
    retitle,
    sealed,
    titles,
)

STRANGER = "dddddddddddddddd"


@pytest.fixture
def team(replica: Replica, other: Replica, folder: Directory) -> tuple[Sync, Sync]:
    """Ana and Ben, each with two segments in the folder that the other has, too."""
    for value in ("first", "second"):
        for each in (replica, other):
            retitle(each, value, id=each.writer)
            meet(each, folder)
    return meet(replica, folder), meet(other, folder)


def file_of(replica: Replica, folder: Directory, number: int = 1) -> Path:
    """Where an own segment lies in the folder."""
    return folder.path / SEGMENTS / str(replica.own_segments()[number])


def rot(file: Path, at: int = -60) -> None:
    """Change a byte of a file and nothing that a listing shows."""
    before, content = file.stat(), file.read_bytes()
    with file.open("r+b") as rotten:
        rotten.seek(at % len(content))
        rotten.write(bytes([content[at] ^ 1]))
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))


def newcomer(tmp_path: Path, folder: Directory) -> Replica:
    """Someone to whom the folder is all there is."""
    replica = open_replica(tmp_path / "eve")
    meet(replica, folder)
    return replica


# --- finding it


@pytest.mark.parametrize("whose", [0, 1], ids=["own", "another's"])
@pytest.mark.parametrize("is_new", [True, False], ids=["believed", "read before"])
def test_quiet_looks_find_what_rotted_and_put_it_anew(
    tmp_path: Path,
    replica: Replica,
    other: Replica,
    folder: Directory,
    team: tuple[Sync, Sync],
    whose: int,
    is_new: bool,
) -> None:
    file = file_of((replica, other)[whose], folder)
    sync = meet(replica, folder) if is_new else team[0]
    if not is_new:
        for _ in folder.list():  # each is read once, and none is found bad
            sync.scrub()
        assert sync.state().bad == {}
    rot(file)
    sync.pull()
    assert sync.state().bad == {}
    for _ in range(2 * len(folder.list())):
        sync.scrub(1)
    assert list(sync.state().bad) == [file.name]
    assert not sync.state().in_step
    assert sync.push() == 1
    assert sync.state().in_step
    assert sync.push() == 0
    assert f"{file.stem}.2.jsonl" in files_in(folder.path / SEGMENTS)
    assert newcomer(tmp_path, folder).state.state_hash() == replica.state.state_hash()


def test_a_quiet_look_reads_what_was_read_before_one_file_at_a_time(
    folder: Directory, team: tuple[Sync, Sync], monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []
    genuine = folder.read

    def noted(name: str) -> bytes:
        read.append(name)
        return genuine(name)

    monkeypatch.setattr(folder, "read", noted)
    sync = team[0]
    for _ in range(4):
        sync.scrub()
    first = list(read)
    assert set(first) == set(files_in(folder.path / SEGMENTS))
    for _ in range(4):
        read.clear()
        sync.scrub()
        assert len(read) == 1


def test_whose_lines_are_nowhere_is_not_in_step(
    tmp_path: Path, other: Replica, folder: Directory, team: tuple[Sync, Sync]
) -> None:
    file = file_of(other, folder)
    rot(file)
    eve = open_replica(tmp_path / "eve")
    sync = meet(eve, folder)
    state = sync.state()
    assert (state.missing, state.in_step) == (1, False)
    assert Sync(other, folder).check_all().keys() == {file.name}
    healer = Sync(other, folder)
    healer.check_all()
    assert healer.push() == 1
    sync.pull()
    assert sync.state().in_step
    assert list(sync.state().bad) == [file.name]


def test_what_others_lost_is_said_until_it_is_put_back(replica: Replica, other: Replica, folder: Directory) -> None:
    retitle(other, "Ben's")
    meet(other, folder)
    sync = meet(replica, folder)
    rot(file_of(other, folder, 0))
    sync.check_all()
    sync.push(re_seed=False)
    assert (sync.state().lost, sync.state().in_step) == (1, False)
    sync.push()
    assert (sync.state().lost, sync.state().in_step) == (0, True)


def test_a_name_that_claims_more_than_its_file_can_hold_counts_for_nothing(
    replica: Replica, folder: Directory
) -> None:
    name = SegmentName(STRANGER, 1, 10**17, "0" * 16)
    (folder.path / SEGMENTS / str(name)).write_bytes(b"rubbish\n")
    state = meet(replica, folder).state()
    assert list(state.bad) == [str(name)]
    assert state.in_step


def test_another_workspace_s_segment_is_missed_by_nobody(replica: Replica, folder: Directory) -> None:
    name, content = sealed(titles(3), workspace=OTHER_WORKSPACE)
    (folder.path / SEGMENTS / str(name)).write_bytes(content)
    state = meet(replica, folder).state()
    assert list(state.bad) == [str(name)]
    assert state.in_step


# --- putting it anew


def test_one_copy_is_enough_however_many_find_out(
    tmp_path: Path, clock: FakeClock, folder: Directory, replica: Replica, team: tuple[Sync, Sync]
) -> None:
    """A shorter file is seen to be bad without reading it; no command may put one more copy for that."""
    file = file_of(replica, folder)
    file.write_bytes(file.read_bytes()[:-40])
    for name in ("ana", "ben", "ana", "ben"):
        Sync(open_replica(tmp_path / name, clock), folder).push()
    assert len(folder.list()) == 5
    assert newcomer(tmp_path, folder).state.state_hash() == replica.state.state_hash()


def test_what_has_rotted_here_is_not_spread(
    tmp_path: Path, clock: FakeClock, replica: Replica, other: Replica, folder: Directory, team: tuple[Sync, Sync]
) -> None:
    file = file_of(other, folder)
    rot(tmp_path / "ana" / "segments" / file.name)
    file.unlink()
    before = len(folder.list())
    sync = Sync(replica, folder)
    assert sync.push() == 0
    assert len(folder.list()) == before
    replica.catch_up()
    assert any(file.name in words for words in replica.damage)
    meet(other, folder)
    sync.pull()
    assert replica.damage == []
    assert newcomer(tmp_path, folder).state.state_hash() == other.state.state_hash()


def test_what_has_rotted_here_and_there_comes_from_the_journal(
    tmp_path: Path, replica: Replica, folder: Directory, team: tuple[Sync, Sync]
) -> None:
    file = file_of(replica, folder)
    rot(tmp_path / "ana" / "segments" / file.name)
    rot(file)
    sync = meet(replica, folder)
    sync.check_all()
    for _ in range(2):
        sync.push()
    assert sync.state().pending == 0
    assert newcomer(tmp_path, folder).state.state_hash() == replica.state.state_hash()


def test_a_bad_file_does_not_speak_for_a_good_one_that_reads_alike(
    replica: Replica, other: Replica, folder: Directory, team: tuple[Sync, Sync]
) -> None:
    """Cleaned for the eye, their names are one."""
    file = file_of(other, folder)
    file.with_name(file.name.replace(".jsonl", "\x07.jsonl")).write_bytes(b"rubbish\n")
    before = len(folder.list())
    for _ in range(3):
        meet(replica, folder)
    assert len(folder.list()) == before


# --- a header whose writer is not the one


def with_writer(content: bytes, writer: str, claimed: str) -> bytes:
    """A segment that says to be another writer's."""
    return content.replace(writer.encode(), claimed.encode(), 1)


COPY_NAMES: dict[str, Callable[[str], str]] = {
    "its own name": lambda stem: f"{stem}.jsonl",
    "a sync tool's": lambda stem: f"{stem}.sync-conflict-20261122-112804-KR6TD3Q.jsonl",
    "a copy's": lambda stem: f"Copy of {stem} (2).jsonl",
    "any": lambda stem: "renamed.jsonl",
    "any, first of all": lambda stem: "+.jsonl",
}


@pytest.mark.parametrize("called", COPY_NAMES.values(), ids=COPY_NAMES)
@pytest.mark.parametrize("claimed", ["0" * 16, "f" * 16])
def test_a_rotten_writer_in_a_header_makes_nobody_else_the_writer(
    tmp_path: Path,
    other: Replica,
    folder: Directory,
    team: tuple[Sync, Sync],
    called: Callable[[str], str],
    claimed: str,
) -> None:
    file = file_of(other, folder)
    content = file.read_bytes()
    name = called(file.stem)
    file.with_name(name).write_bytes(with_writer(content, other.writer, claimed))
    eve = newcomer(tmp_path, folder)
    for sync in (Sync(other, folder), Sync(eve, folder)):
        sync.check_all()
        sync.push()
        assert list(sync.state().bad) == [name]
    eve.catch_up()
    assert eve.state.lines == other.state.lines
    assert eve.missing_lines() == 0
    assert {stamp.writer for stamp in eve.state.lines.values()} == {each.writer for each in eve.segment_names()}


@pytest.mark.parametrize("claimed", ["0" * 16, "f" * 16])
@pytest.mark.parametrize("order", ["gw1", "wg1", "1wg", "w1g", "g1w"])
def test_whichever_comes_first_the_chain_decides_whose_lines_they_are(
    tmp_path: Path, other: Replica, folder: Directory, team: tuple[Sync, Sync], order: str, claimed: str
) -> None:
    """`1`: the writer's first line; `g`: the good second segment; `w`: the same with a wrong writer."""
    first, second = file_of(other, folder, 0), file_of(other, folder)
    wrong = SegmentName(claimed, *(parse_name(second.name) or ())[1:])
    files = {
        "1": (first.name, first.read_bytes()),
        "g": (second.name, second.read_bytes()),
        "w": (str(wrong), with_writer(second.read_bytes(), other.writer, claimed)),
    }
    first.unlink()
    second.unlink()
    eve = open_replica(tmp_path / "eve")
    for each in order:
        name, content = files[each]
        (folder.path / SEGMENTS / name).write_bytes(content)
        Sync(eve, folder).pull()
    assert eve.state.lines.keys() == other.state.lines.keys()
    assert {stamp.writer for stamp in eve.state.lines.values()} == {name.writer for name in other.segment_names()}
    assert eve.missing_lines() == 0
    assert open_replica(tmp_path / "eve").state.lines == eve.state.lines
    assert str(wrong) in meet(eve, folder).state().bad


def test_a_name_tells_of_a_rotten_writer_while_the_lines_before_are_not_here(
    tmp_path: Path, other: Replica, folder: Directory, team: tuple[Sync, Sync]
) -> None:
    file = file_of(other, folder)
    copied = file.with_name(f"{file.stem} (Ana's conflicted copy).jsonl")
    copied.write_bytes(with_writer(file.read_bytes(), other.writer, STRANGER))
    file_of(other, folder, 0).unlink()
    file.unlink()
    eve = open_replica(tmp_path / "eve")
    assert list(meet(eve, folder).state().bad) == [copied.name]
    assert not eve.state.lines.keys() & {line.h for line in other.own_lines()}
