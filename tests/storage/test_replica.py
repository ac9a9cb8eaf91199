"""A replica: what it shows is what its files say, whichever way they are read."""

import json
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from okrtui.storage.errors import DiskTrouble
from okrtui.storage.folder import Directory
from okrtui.storage.line import Op
from okrtui.storage.replica import Act, Replica
from okrtui.storage.segment import verify
from tests.storage.builders import (
    ANA,
    OBJECTIVE,
    UNSEEN,
    WORKSPACE,
    FakeClock,
    files_in,
    meet,
    open_replica,
    retitle,
    say,
    summary,
    summed,
    title,
)


def lively(replica: Replica, other: Replica, folder: Directory) -> None:
    """Conflicts, sequential edits, a waiting head, every kind of value; some lines sealed, some not."""
    for n in range(4):
        retitle(replica, f"Version {n}")
    meet(replica, folder)
    meet(other, folder)
    retitle(replica, "Ana's")
    retitle(other, "Ben's")
    for n, value in enumerate((None, True, 0, 1.5, "Größer 🎯", ["x", None, 1.5, False], [])):
        say(other, Op("hologram", ANA, f"colour_{n}", value))
    say(other, title("after a line that never arrives", [UNSEEN], id=ANA))
    meet(other, folder)
    meet(replica, folder)
    retitle(replica, "Settled")
    retitle(replica, "not sealed yet", id="c" * 16)


def shown(replica: Replica) -> dict[tuple[str, str, str], object]:
    """Everything there is to see: values and their stamps."""
    return {
        (kind, id, field): [
            (repr(head.value), head.line, head.replaced) for head in sorted(register.heads, key=lambda head: head.line)
        ]
        for (kind, id), fields in replica.state.objects.items()
        for field, register in fields.items()
    }


def assert_equal(one: Replica, two: Replica) -> None:
    assert summary(one.state) == summary(two.state)
    assert shown(one) == shown(two)
    assert one.state.lines == two.state.lines
    assert one.state.state_hash() == two.state.state_hash()
    assert one.segments() == two.segments()
    assert one.unsealed() == two.unsealed()


@pytest.fixture
def home(tmp_path: Path, replica: Replica, other: Replica, folder: Directory) -> Path:
    """The directory of a replica with a lively past and no snapshot."""
    lively(replica, other, folder)
    return tmp_path / "ana"


@pytest.fixture
def snapshot(home: Path, replica: Replica) -> Path:
    """Its snapshot."""
    assert replica.save()
    return home / "snapshot.json"


def without_snapshot(home: Path) -> Replica:
    (home / "snapshot.json").unlink(missing_ok=True)
    return open_replica(home)


# --- writing


def test_what_is_written_shows_at_once_and_after_a_restart(tmp_path: Path, replica: Replica, clock: FakeClock) -> None:
    line = say(replica, title("Grow"), Op("objective", OBJECTIVE, "deleted", False))
    assert (line.seq, line.by, line.ts) == (1, ANA, f"{clock.now << 16:016x}")
    for each in (replica, open_replica(tmp_path / "ana")):
        register = each.state.register("objective", OBJECTIVE, "title")
        assert register is not None
        assert register.shown.value == "Grow"
        assert register.shown.line == (line.ts, line.h, ANA, replica.writer, 1)
        assert each.unsealed() == 1


def test_acts_carry_what_ties_them_together(tmp_path: Path, replica: Replica) -> None:
    acts = [Act([title(n, id=f"{n:016x}")], batch="00ff00ff00ff00ff") for n in range(3)]
    lines = replica.append(ANA, lambda: acts)
    [undo] = replica.append(ANA, [Act([title(None)], undoes=lines[0].h, redoes=lines[1].h)])
    assert [line.batch for line in open_replica(tmp_path / "ana").own_lines()] == ["00ff00ff00ff00ff"] * 3 + [None]
    assert (undo.undoes, undo.redoes) == (lines[0].h, lines[1].h)
    assert replica.append(ANA, []) == []


def test_lines_of_one_millisecond_keep_their_order(replica: Replica) -> None:
    lines = [retitle(replica, n) for n in range(5)]
    assert [line.ts for line in lines] == sorted({line.ts for line in lines})
    assert replica.own_lines() == lines


def test_the_files_are_private(home: Path, snapshot: Path) -> None:
    assert snapshot.exists()
    for path in (home, *home.rglob("*")):
        assert path.stat().st_mode & 0o077 == 0, path


def test_two_threads_may_write_at_once(tmp_path: Path, replica: Replica) -> None:
    def write(name: str) -> None:
        for n in range(20):
            retitle(replica, f"{name} {n}", id=name * 16)

    threads = [threading.Thread(target=write, args=(name,)) for name in "ab"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [line.seq for line in replica.own_lines()] == list(range(1, 41))
    assert_equal(replica, open_replica(tmp_path / "ana"))


def test_a_directory_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "taken").write_bytes(b"a file")
    with pytest.raises(DiskTrouble, match="taken"):
        open_replica(tmp_path / "taken" / "ana")


# --- sealing


def test_sealing_holds_every_line_once(replica: Replica, home: Path) -> None:
    [name] = replica.seal()
    assert replica.seal() == []
    assert replica.unsealed() == 0
    assert verify(replica.read_segment(name), WORKSPACE).name == name
    own = [name for name in replica.own_segments() if name.writer == replica.writer]
    assert [name.first for name in own] == [1, *(name.last + 1 for name in own[:-1])]
    assert own[-1].last == len(replica.own_lines())


def test_a_segment_of_one_s_own_that_got_lost_is_sealed_anew(tmp_path: Path, replica: Replica) -> None:
    """Before anyone had it: the journal still has its lines."""
    for n in range(3):
        retitle(replica, n)
        replica.seal()
    (tmp_path / "ana" / "segments" / str(replica.own_segments()[1])).unlink()
    reopened = open_replica(tmp_path / "ana")
    assert reopened.unsealed() == 2
    assert [(name.first, name.last) for name in reopened.seal()] == [(2, 3)]
    assert reopened.unsealed() == 0


def test_large_lines_are_sealed_in_several_segments(replica: Replica, other: Replica, folder: Directory) -> None:
    for n in range(9):
        retitle(replica, "x" * 200_000, id=f"{n:016x}")
    assert len(replica.seal()) == 2
    meet(replica, folder)
    meet(other, folder)
    assert summary(other.state) == summary(replica.state)


def test_history_tells_every_line_once(replica: Replica, home: Path) -> None:
    told = list(replica.history())
    assert sorted(line.h for _, line in told) == sorted(replica.state.lines)
    assert all(replica.state.lines[line.h].writer == writer for writer, line in told)


# --- the snapshot


def test_a_snapshot_gives_the_state_that_the_lines_give(home: Path, snapshot: Path, replica: Replica) -> None:
    reopened = open_replica(home)
    assert_equal(reopened, replica)
    assert_equal(without_snapshot(home), reopened)


def test_a_snapshot_is_really_read(home: Path, snapshot: Path) -> None:
    """Or the tests of it would say nothing."""
    snapshot.write_bytes(summed(snapshot.read_bytes().replace(b"Settled", b"Sottled")))
    register = open_replica(home).state.register("objective", OBJECTIVE, "title")
    assert register is not None
    assert register.shown.value == "Sottled"


def test_life_goes_on_upon_a_snapshot(home: Path, snapshot: Path, other: Replica, folder: Directory) -> None:
    """Late lines meet heads and gone that came from the snapshot."""
    reopened = open_replica(home)
    retitle(reopened, "on the snapshot")
    retitle(other, "beside it")
    meet(other, folder)
    meet(reopened, folder)
    meet(other, folder)
    assert summary(reopened.state) == summary(other.state)
    assert_equal(without_snapshot(home), reopened)


def test_saving_again_writes_only_what_is_new(home: Path, snapshot: Path, replica: Replica) -> None:
    assert not replica.save()
    assert not open_replica(home).save()
    retitle(replica, "new")
    assert replica.save()
    assert_equal(open_replica(home), replica)


def edit_about(change: Callable[[dict[str, object]], object]) -> Callable[[bytes], bytes]:
    """A change to what a snapshot says of itself."""

    def edited(content: bytes) -> bytes:
        tables = json.loads(content)
        change(tables["about"]["1"])
        return json.dumps(tables, separators=(",", ":")).encode()

    return edited


DAMAGES: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda content: b"",
    "cut off": lambda content: content[: len(content) // 2],
    "zeros": lambda content: bytes(len(content)),
    "a tail of zeros": lambda content: content[:-20] + bytes(20),
    "not UTF-8": lambda content: content.replace(b"Settled", b"Settl\xff\xff"),
    "a list": lambda content: b"[]",
    "a number": lambda content: b"1",
    "null": lambda content: b"null",
    "no tables": lambda content: b"{}",
    "tables of something else": lambda content: b'{"about":[1],"lines":"x","objects":null}',
    "another format": edit_about(lambda about: about.update(format=2)),
    "no format": edit_about(lambda about: about.pop("format")),
    "another workspace": edit_about(lambda about: about.update(workspace="5eed000000000002")),
    "no journals": edit_about(lambda about: about.pop("journals")),
    "journals a list": edit_about(lambda about: about.update(journals=[])),
    "a tail of another form": edit_about(lambda about: about.update(journals={"a" * 16: ["x"]})),
    "segments null": edit_about(lambda about: about.update(segments=None)),
    "a segment that is not here": edit_about(lambda about: about.update(segments={"x.jsonl": 1})),
    "no lines": lambda content: content.replace(b'"stamps"', b'"stomps"'),
    "stamps of another form": lambda content: content.replace(b'"stamps":[[', b'"stamps":[[1,'),
    "objects of another form": lambda content: content.replace(b'"fields"', b'"foelds"'),
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_a_snapshot_that_cannot_be_used_is_rebuilt(
    home: Path, snapshot: Path, replica: Replica, damage: Callable[[bytes], bytes]
) -> None:
    content = snapshot.read_bytes()
    assert damage(content) != content
    snapshot.write_bytes(summed(damage(content)))
    reopened = open_replica(home)
    assert_equal(reopened, replica)
    assert reopened.save()
    assert_equal(open_replica(home), replica)


def test_a_snapshot_with_any_byte_flipped_is_rebuilt(home: Path, snapshot: Path, replica: Replica) -> None:
    """Or a rotten one would show a value that nobody wrote."""
    content = snapshot.read_bytes()
    for at in range(0, len(content), 7):
        snapshot.write_bytes(content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :])
        assert_equal(open_replica(home), replica)


def test_a_snapshot_cut_off_anywhere_is_rebuilt(home: Path, snapshot: Path, replica: Replica) -> None:
    content = snapshot.read_bytes()
    for size in range(0, len(content), len(content) // 40):
        snapshot.write_bytes(content[:size])
        assert open_replica(home).state.state_hash() == replica.state.state_hash()


def test_a_snapshot_of_a_journal_that_has_changed_is_not_used(home: Path, snapshot: Path, replica: Replica) -> None:
    [journal] = (home / "journal").iterdir()
    lines = journal.read_bytes().splitlines(keepends=True)
    journal.write_bytes(b"".join(lines[:-1]))
    assert len(open_replica(home).state.lines) == len(replica.state.lines) - 1


def test_a_snapshot_of_segments_that_are_gone_is_not_used(home: Path, snapshot: Path, replica: Replica) -> None:
    theirs = next(name for name in replica.segments() if not name.startswith(replica.writer))
    (home / "segments" / theirs).unlink()
    assert len(open_replica(home).state.lines) < len(replica.state.lines)


# --- damage in one's own files


def test_a_damaged_segment_is_named_and_fetched_anew(
    home: Path, snapshot: Path, replica: Replica, folder: Directory
) -> None:
    theirs = next(name for name in replica.segments() if not name.startswith(replica.writer))
    path = home / "segments" / theirs
    good = path.read_bytes()
    path.write_bytes(good[:-1])
    damaged = open_replica(home)
    assert len(damaged.damage) == 1
    assert theirs in damaged.damage[0]
    assert not damaged.save()
    meet(damaged, folder)
    assert path.read_bytes() == good
    assert damaged.damage == []
    assert summary(damaged.state) == summary(replica.state)


def test_nothing_but_files_of_its_own_is_written(tmp_path: Path, home: Path, snapshot: Path) -> None:
    names = {name.split("/")[0] for name in files_in(home)}
    assert names == {"journal", "segments", "snapshot.json", "writers.json", "lock"}
