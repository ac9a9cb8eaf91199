"""The journal: what was acknowledged is never lost, what was not leaves no trace."""

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

from okrtui.storage.errors import DiskTrouble, JournalDamaged, Refused
from okrtui.storage.journal import Journal, Tail
from okrtui.storage.line import Op, decode, encode
from okrtui.storage.replica import Act
from tests.storage.builders import ANA, WORKSPACE, WRITER, chain, files_in, open_replica, retitle, stamp, title, titles


def next_line(tail: Tail) -> bytes:
    """What comes after a tail."""
    return encode(tail.h, tail.seq + 1, stamp((tail.seq + 1) * 1000), ANA, [title(f"Line {tail.seq + 1}")])


def append(journal: Journal) -> bytes:
    """Append the next line."""
    return journal.append([next_line])[0]


def journal_of(path: Path, content: bytes = b"") -> Journal:
    """A journal whose file holds `content`."""
    if content:
        path.write_bytes(content)
    return Journal(path, WORKSPACE, WRITER)


def as_file(raws: list[bytes]) -> bytes:
    return b"".join(raw + b"\n" for raw in raws)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / f"{WRITER}.jsonl"


def test_what_is_appended_is_read_back(path: Path) -> None:
    journal = journal_of(path)
    assert journal.read() == []
    written = [append(journal) for _ in range(3)]
    assert path.read_bytes() == as_file(written)
    assert [raw for _, raw in journal_of(path).read()] == written
    assert journal.read() == []
    assert path.stat().st_mode & 0o777 == 0o600


def test_several_lines_are_written_together(path: Path) -> None:
    journal = journal_of(path)
    assert journal.append([]) == []
    assert not path.exists()
    raws = journal.append([next_line] * 3)
    assert path.read_bytes() == as_file(raws)
    assert [line.seq for line, _ in journal_of(path).read()] == [1, 2, 3]
    assert decode(append(journal)).seq == 4


def test_a_reader_takes_up_what_another_process_appended(path: Path) -> None:
    one, two = journal_of(path), journal_of(path)
    append(one)
    assert [line.seq for line, _ in two.read()] == [1]
    append(two)
    assert [line.seq for line, _ in one.read()] == [2]


def test_a_line_is_synced_before_it_is_acknowledged(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    synced: list[bytes] = []
    genuine = os.fsync

    def watch(fd: int) -> None:
        synced.append(path.read_bytes())
        genuine(fd)

    monkeypatch.setattr(os, "fsync", watch)
    raw = append(journal_of(path))
    assert synced[-1] == raw + b"\n"


def test_a_torn_tail_is_cut_at_every_byte(path: Path) -> None:
    *whole, last = titles(3)
    for cut in range(len(last) + 1):
        journal = journal_of(path, as_file(whole) + last[:cut])
        assert [raw for _, raw in journal.read()] == whole
        raw = append(journal)
        assert path.read_bytes() == as_file([*whole, raw]), f"torn at byte {cut}"
    assert [line.seq for line, _ in journal_of(path).read()] == [1, 2, 3]


def test_a_tail_of_zeros_is_cut(path: Path) -> None:
    """A file system that grew the file before the crash, but had not written it."""
    raws = titles(2)
    journal = journal_of(path, as_file(raws) + bytes(4096))
    assert [raw for _, raw in journal.read()] == raws
    raws.append(append(journal))
    assert path.read_bytes() == as_file(raws)


@pytest.mark.parametrize("bad_line", [1, 2, 3])
def test_a_damaged_line_is_named_and_those_before_it_are_kept(path: Path, bad_line: int) -> None:
    raws = titles(3)
    damaged = raws[bad_line - 1].replace(b"Title", b"Tidle")
    content = as_file([*raws[: bad_line - 1], damaged, *raws[bad_line:]])
    journal = journal_of(path, content)
    with pytest.raises(JournalDamaged, match=rf"{WRITER}\.jsonl: line {bad_line} is damaged"):
        journal.read()
    assert journal.tail.seq == bad_line - 1
    assert path.read_bytes() == content


@pytest.mark.parametrize(
    "content",
    [
        as_file(titles(3)[1:]),
        as_file([titles(3)[0], titles(3)[2]]),
        as_file([titles(2)[0], titles(2)[0]]),
        as_file([titles(2)[0], b"", titles(2)[1]]),
        as_file(titles(2, writer="b" * 16)),
        as_file(chain(WRITER, [[title("the second, it says")]], first=2)),
    ],
    ids=["first missing", "middle missing", "twice", "empty line", "another writer's", "wrong number"],
)
def test_lines_that_do_not_follow_each_other_are_damage(path: Path, content: bytes) -> None:
    with pytest.raises(JournalDamaged):
        journal_of(path, content).read()


def test_a_damaged_journal_is_never_written_to(tmp_path: Path) -> None:
    replica = open_replica(tmp_path / "ana")
    for n in range(3):
        retitle(replica, f"Line {n}")
    file = next((tmp_path / "ana" / "journal").iterdir())
    lines = file.read_bytes().split(b"\n")
    damaged = b"\n".join([lines[0], lines[1].replace(b"Line 1", b"Line 9"), *lines[2:]])
    file.write_bytes(damaged)

    anew = open_replica(tmp_path / "ana")
    assert len(anew.state.lines) == 1
    assert len(anew.damage) == 1
    assert "line 2 is damaged" in anew.damage[0]
    with pytest.raises(JournalDamaged, match="line 2 is damaged"):
        retitle(anew, "more")
    assert file.read_bytes() == damaged


def test_a_file_that_lost_lines_while_in_use_is_not_written_to(path: Path) -> None:
    """Else the new line would stand behind a hole of zeros."""
    journal = journal_of(path, as_file(titles(3)))
    journal.read()
    path.write_bytes(as_file(titles(3)[:1]))
    with pytest.raises(JournalDamaged, match="has lost lines"):
        append(journal)
    assert path.read_bytes() == as_file(titles(3)[:1])


def test_a_file_whose_last_line_changed_while_in_use_is_not_written_to(path: Path) -> None:
    """Else the new line would be acknowledged, and follow from a line that nobody can find later."""
    journal = journal_of(path, as_file(titles(3)))
    journal.read()
    changed = bytearray(as_file(titles(3)))
    changed[-10] ^= 1
    path.write_bytes(changed)
    with pytest.raises(JournalDamaged, match="line 3 has changed"):
        append(journal)
    assert path.read_bytes() == changed


def test_acts_of_which_one_is_refused_leave_the_file_as_it_was(tmp_path: Path) -> None:
    replica = open_replica(tmp_path / "ana")
    retitle(replica, "good")
    before, state_hash = files_in(tmp_path / "ana" / "journal"), replica.state.state_hash()
    with pytest.raises(Refused, match="two ops on one register"):
        replica.append(ANA, [Act([title("fine")]), Act([title("one"), title("two")])])
    assert files_in(tmp_path / "ana" / "journal") == before
    assert replica.state.state_hash() == state_hash
    assert retitle(replica, "better").seq == 2


def test_resuming_needs_the_same_line_at_the_same_place(path: Path) -> None:
    raws = titles(2)
    journal = journal_of(path, as_file(raws))
    journal.read()
    tail = journal.tail
    assert journal_of(path).resume(tail)
    assert not journal_of(path).resume(tail._replace(offset=tail.offset - 1))
    assert not journal_of(path).resume(tail._replace(h="0" * 32))
    path.write_bytes(as_file(raws[:1]))
    assert not journal_of(path).resume(tail)
    path.unlink()
    assert not journal_of(path).resume(tail)
    assert journal_of(path).resume(journal.start)
    assert not Journal(path, WORKSPACE, "b" * 16).resume(journal.start)


# --- a disk that fails


class FullDisk:
    """`os.write` on a disk with room for some bytes."""

    def __init__(self, room: int, error: int = errno.ENOSPC) -> None:
        self.room = room
        self.error = error
        self.genuine = os.write

    def __call__(self, fd: int, data: bytes) -> int:
        if not self.room:
            raise OSError(self.error, os.strerror(self.error))
        written = self.genuine(fd, data[: self.room])
        self.room -= written
        return written


@pytest.mark.parametrize("torn", [b"", b'{"seq":3,"ts'], ids=["whole", "torn"])
def test_a_disk_that_is_full_at_any_byte_leaves_the_lines_as_they_were(
    path: Path, monkeypatch: pytest.MonkeyPatch, torn: bytes
) -> None:
    raws = titles(2)
    journal = journal_of(path, as_file(raws) + torn)
    journal.read()
    raw = next_line(journal.tail)
    for room in range(len(raw) + 1):
        with monkeypatch.context() as patched:
            patched.setattr(os, "write", FullDisk(room))
            with pytest.raises(DiskTrouble, match="the disk is full"):
                append(journal)
        assert path.read_bytes() == as_file(raws)
    assert append(journal) == raw
    assert path.read_bytes() == as_file([*raws, raw])


def test_writes_in_small_pieces_make_a_whole_line(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    genuine = os.write
    monkeypatch.setattr(os, "write", lambda fd, data: genuine(fd, data[:7]))
    raw = append(journal_of(path))
    assert path.read_bytes() == raw + b"\n"


@pytest.mark.parametrize("failing", [1, 2], ids=["of the directory", "of the file"])
def test_a_sync_that_fails_acknowledges_nothing(path: Path, monkeypatch: pytest.MonkeyPatch, failing: int) -> None:
    genuine, calls = os.fsync, iter(range(1, 10))

    def fail(fd: int) -> None:
        if next(calls) == failing:
            raise OSError(errno.EIO, "Input/output error")
        genuine(fd)

    journal = journal_of(path)
    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", fail)
        with pytest.raises(DiskTrouble, match="nothing was saved"):
            append(journal)
    assert path.read_bytes() == b""
    assert decode(append(journal)).seq == 1


def test_a_replica_on_a_full_disk_shows_nothing_that_is_not_saved(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    replica = open_replica(tmp_path / "ana")
    retitle(replica, "saved")
    before = replica.state.state_hash()
    with monkeypatch.context() as patched:
        patched.setattr(os, "write", FullDisk(10))
        with pytest.raises(DiskTrouble, match="the disk is full"):
            retitle(replica, "lost")
    assert replica.state.state_hash() == before == open_replica(tmp_path / "ana").state.state_hash()
    assert retitle(replica, "saved too").seq == 2


LIMITED = """
import resource, sys
from pathlib import Path
from okrtui.storage.errors import DiskTrouble
from tests.storage.builders import open_replica, retitle

replica = open_replica(Path(sys.argv[1]))
retitle(replica, "fits")
resource.setrlimit(resource.RLIMIT_FSIZE, (700, 700))
try:
    retitle(replica, "x" * 1000)
except DiskTrouble:
    retitle(replica, "small enough")
    print("refused")
"""


def run(script: str, *arguments: str) -> "subprocess.Popen[str]":
    """Another process of the same person."""
    return subprocess.Popen(
        [sys.executable, "-c", script, *arguments], stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[2]
    )


def test_a_file_that_may_not_grow_keeps_its_lines(tmp_path: Path) -> None:
    said, _ = run(LIMITED, str(tmp_path / "ana")).communicate(timeout=60)
    assert said == "refused\n"
    replica = open_replica(tmp_path / "ana")
    assert [line.ops[0][3] for line in replica.own_lines()] == ["fits", "small enough"]
    assert replica.damage == []


# --- several processes of one person

APPENDING = """
import sys
from pathlib import Path
from tests.storage.builders import OBJECTIVE, open_replica, say, title

path, name, count = sys.argv[1:]
replica = open_replica(Path(path))
for n in range(int(count)):
    say(replica, title(f"{name} {n}", replica.state.heads("objective", OBJECTIVE, "title")))
    if n % 10 == 0:
        replica.seal()
"""


def test_processes_that_append_at_once_make_one_unbroken_chain(tmp_path: Path) -> None:
    processes = [run(APPENDING, str(tmp_path / "ana"), name, "40") for name in ("one", "two", "three")]
    assert [process.wait(timeout=60) for process in processes] == [0, 0, 0]
    replica = open_replica(tmp_path / "ana")
    lines = replica.own_lines()
    assert replica.damage == []
    assert len(replica.own_writers()) == 1
    assert [line.seq for line in lines] == list(range(1, 121))
    assert len({line.ts for line in lines}) == 120
    said = sorted(str(line.ops[0][3]) for line in lines)
    assert said == sorted(f"{name} {n}" for name in ("one", "two", "three") for n in range(40))
    replica.seal()
    assert sum(name.last - name.first + 1 for name in replica.own_segments()) == 120


def test_what_another_process_wrote_is_reported_even_if_read_on_the_way_to_writing(tmp_path: Path) -> None:
    """A command in another terminal, then a change here before anything was looked at: both must show."""
    app, command = open_replica(tmp_path / "ana"), open_replica(tmp_path / "ana")
    theirs = retitle(command, "by the command", id="c" * 16)
    retitle(app, "by the app")
    absorbed = app.catch_up()
    assert [line.h for line in absorbed.lines] == [theirs.h]
    assert absorbed.keys == {("objective", "c" * 16)}
    assert not app.catch_up()


def test_a_chain_is_one_whatever_its_ops(path: Path) -> None:
    raws = chain(WRITER, [[Op("hologram", ANA, "colour", ["red", None])], [title("two"), title("x", id=ANA)]])
    assert [raw for _, raw in journal_of(path, as_file(raws)).read()] == raws
