"""Whatever someone puts into the folder: nothing is lost, followed, blocked or doubled by it."""

import os
import shutil
from collections.abc import Callable
from hashlib import blake2b
from pathlib import Path
from random import Random

import orjson
import pytest

from okrtui.storage.folder import SEGMENTS, Directory
from okrtui.storage.line import MAX_LINE, Op, decode, root
from okrtui.storage.registers import State
from okrtui.storage.replica import Replica
from okrtui.storage.segment import MAX_FILE
from okrtui.storage.sync import Sync
from tests.faults.conftest import Pace
from tests.faults.newer import STRANGER, chain, line, put, segment
from tests.faults.office import Office, lively_office
from tests.faults.oracle import Proof, all_in_step
from tests.storage.builders import ANA, OBJECTIVE, WORKSPACE, meet, open_replica, retitle, stamp, title

Prove = Callable[[str], Proof]
GOOD = Op("objective", OBJECTIVE, "title", "x")
DEEP = orjson.loads("[" * 200 + "]" * 200)


@pytest.fixture
def office(place: Path) -> Office:
    """An office with a past, in which all have met."""
    office = lively_office(place / "office")
    office.everyone_meets()
    return office


def goes_on(office: Office, proof: Proof, faults: int = 1) -> list[Replica]:
    """Everyone, and a newcomer, meets in the folder as it is now, writes, and is in step."""
    team = [office.ana(), office.ben(), open_replica(office.place / "newcomer", office.clock)]
    office.says(team[0], "in spite of all")
    for replica in (*team, *team):
        sync = meet(replica, office.folder)
        assert not any(char in repr(sync.state()) for char in "\x1b\x9b\u202e")
    all_in_step(team)
    for replica in team:
        proof.holds(replica.path, office.confirmed, faults=faults if replica is team[0] else 0, live=replica)
    return team


# --- what is no file, and what is called whatever

NAMES = [
    b"../../escaped.jsonl".replace(b"/", b"\\"),
    b"\x1b]0;owned\x07\x1b[31m.jsonl",
    "\u202egnp.lsnoj.jsonl".encode(),
    b"one\ntwo\rthree.jsonl",
    b"\xff\xfe\xc0\x80.jsonl",
    b"-rf.jsonl",
    b"~.jsonl",
    b"$(reboot).jsonl",
    b"CON.jsonl",
    b"a" * 255,
    "{}-1-1-{}.jsonl".format("../../evil".replace("/", "\u2215"), "0" * 16).encode(),
    b"[@click=app.quit]x[reverse].jsonl",
]


def plant_everything(segments: Path) -> int:
    """Everything that is no good file; how many there are."""
    os.symlink("/etc/passwd", segments / "link.jsonl")
    os.symlink("loop.jsonl", segments / "loop.jsonl")
    os.symlink("..", segments / "up.jsonl")
    os.mkfifo(segments / "fifo.jsonl")
    (segments / "directory.jsonl").mkdir()
    (segments / "directory.jsonl" / "inside.jsonl").write_bytes(segment(chain([[GOOD]])))
    if os.getuid() == 0:
        os.mknod(segments / "zero.jsonl", 0o666 | 0o020000, os.makedev(1, 5))  # /dev/zero never ends
        os.mknod(segments / "disk.jsonl", 0o666 | 0o060000, os.makedev(7, 99))
    with (segments / "sparse.jsonl").open("wb") as sparse:
        sparse.truncate(1 << 40)
    for name in NAMES:
        Path(os.fsdecode(os.path.join(os.fsencode(segments), name))).write_bytes(b"rubbish")
    (segments / "100 MB line.jsonl").write_bytes(b"x" * (100 << 20) + b"\n")
    (segments / "nothing.jsonl").touch()
    return len(list(segments.iterdir()))


def test_every_kind_of_file_at_once(office: Office, prove: Prove) -> None:
    proof = prove("hostile files and names")
    before = len(list((office.folder.path / SEGMENTS).iterdir()))
    planted = plant_everything(office.folder.path / SEGMENTS) - before
    outside = set(office.place.parent.iterdir()) | set(Path("/").iterdir())
    goes_on(office, proof, planted)
    assert set(office.place.parent.iterdir()) | set(Path("/").iterdir()) == outside


# --- what is in a file, with every hash as it should be


def raw_line(body: bytes) -> bytes:
    """Any bytes as a first line, with the `h` that fits them."""
    prev = root(WORKSPACE, STRANGER)
    return body[:-1] + b',"h":"' + blake2b(prev.encode() + body, digest_size=16).hexdigest().encode() + b'"}'


def of_value(value: bytes) -> bytes:
    """A line with a value as it stands in JSON."""
    return raw_line(
        b'{"seq":1,"ts":"%s","by":"%s","ops":[["objective","%s","title",%s,[]]]}'
        % (stamp(1).encode(), ANA.encode(), OBJECTIVE.encode(), value)
    )


REFUSED: dict[str, bytes] = {
    "NaN": of_value(b"NaN"),
    "Infinity": of_value(b"-Infinity"),
    "1e400": of_value(b"1e400"),
    "a lone surrogate": of_value(rb'"\ud800"'),
    "a lone low surrogate": of_value(rb'"x\udc00y"'),
    "bytes that are no UTF-8": of_value(b'"\xff\xfe"'),
    "an overlong NUL": of_value(b'"\xc0\x80"'),
    "a raw control character": of_value(b'"\x00"'),
    "a raw newline, as returns": of_value(b'"\r"'),
    "an object": of_value(b'{"a":1}'),
    "a nested list": of_value(b"[[1]]"),
    "a list of objects": of_value(b'["x",{}]'),
    "100,000 brackets": of_value(b"[" * 100_000 + b"]" * 100_000),
    "a comment": of_value(b"1/*x*/"),
    "a trailing comma": of_value(b"[1,]"),
    "a line too long": of_value(b'"' + b"x" * MAX_LINE + b'"'),
    "no ops": chain([[]])[0],
    "ops a string": chain([["title"]])[0],
    "an op of four": chain([[["objective", OBJECTIVE, "title", 1]]])[0],
    "an op an object": chain([[{"a": 1, "b": 2, "c": 3, "d": 4, "e": []}]])[0],
    "an id a path": chain([[["objective", "../../../../etc/", "title", 1, []]]])[0],
    "an id too long": chain([[["objective", "0" * 17, "title", 1, []]]])[0],
    "an id with a newline": chain([[["objective", "0" * 16 + "\n", "title", 1, []]]])[0],
    "a kind with an escape": chain([[["obj\x1b[31m", OBJECTIVE, "title", 1, []]]])[0],
    "a kind with a newline": chain([[["objective\n", OBJECTIVE, "title", 1, []]]])[0],
    "a field of another alphabet": chain([[["objective", OBJECTIVE, "tıtle", 1, []]]])[0],
    "a kind that is nothing": chain([[["", OBJECTIVE, "title", 1, []]]])[0],
    "replaced a number": chain([[["objective", OBJECTIVE, "title", 1, [1]]]])[0],
    "replaced a path": chain([[["objective", OBJECTIVE, "title", 1, ["../" * 10 + "xx"]]]])[0],
    "two ops on a register": chain([[GOOD, GOOD]])[0],
    "two ops on a register, apart": chain([[GOOD, Op("objective", ANA, "title", 1), GOOD]])[0],
    "too deep a member": chain([[GOOD]], extra=DEEP)[0],
    "a batch that is a path": chain([[GOOD]], batch="../x")[0],
    "undoes a list": chain([[GOOD]], undoes=["x"])[0],
    "by nobody": line(root(WORKSPACE, STRANGER), 1, [list(GOOD)], by="\x1b[31m")[0],
    "a stamp in capitals": line(root(WORKSPACE, STRANGER), 1, [list(GOOD)], ts="F" * 16)[0],
    "line 0": line(root(WORKSPACE, STRANGER), 0, [list(GOOD)])[0],
    "line 2": line(root(WORKSPACE, STRANGER), 2, [list(GOOD)])[0],
    "line 1.0": line(root(WORKSPACE, STRANGER), 1, [list(GOOD)], seq=1.0)[0],
    "line true": line(root(WORKSPACE, STRANGER), 1, [list(GOOD)], seq=True)[0],
    "an array": b"[1,2,3]" + b" " * 80,
}

HEADERS: dict[str, dict[str, object]] = {
    "writer a path": {"writer": "../../../../tmp/x"},
    "writer absolute": {"writer": "/etc/cron.d/evil"},
    "writer with a newline": {"writer": "a" * 16 + "\n"},
    "writer with an escape": {"writer": "\x1b]0;owned\x07"},
    "writer a list": {"writer": ["a" * 16]},
    "sha a path": {"sha256": "../" * 21 + "x"},
    "to beyond counting": {"from": 2**63, "to": 2**63},
    "to a string": {"to": "1"},
    "from minus one": {"from": -1},
    "workspace a path": {"workspace": "../x"},
    "a header of lists": {"extra": DEEP},
    "a host that obeys": {"host": "\x1b]0;owned\x07\u202e", "person": "\x1b[31m"},
}


def test_lines_that_are_not_as_they_should_be_in_files_that_are(office: Office, prove: Prove) -> None:
    proof = prove("hostile lines and headers")
    for number, raw in enumerate(REFUSED.values()):
        put(office.folder.path / SEGMENTS, segment([raw]), f"hostile {number}.jsonl")
    for number, header in enumerate(HEADERS.values()):
        put(office.folder.path / SEGMENTS, segment(chain([[GOOD]]), **header), f"header {number}.jsonl")
    [ana, *_] = goes_on(office, proof, len(REFUSED) + len(HEADERS))
    for name, number in ((name, number) for number, name in enumerate(REFUSED)):
        assert f"hostile {number}.jsonl" in Sync(ana, office.folder).check_all(), name
    assert {path.suffix for path in (office.ana_path / "segments").iterdir()} == {".jsonl"}
    paths = [str(path.relative_to(office.place)) for path in office.place.rglob("*.jsonl")]
    assert not any("evil" in path or "\x1b" in path for path in paths)


HARMLESS: dict[str, bytes] = {
    "U+2028 and U+2029": of_value('"one\u2028two\u2029three\x85"'.encode()),
    "escapes that JSON may hold": of_value(rb'"\u001b[31m\u0000\u202e\n"'),
    "a huge number": of_value(b"18446744073709551615"),
    "a float at the edge": of_value(b"1.7976931348623157e308"),
    "minus nothing": of_value(b"-0.0"),
    "members twice": raw_line(
        b'{"seq":7,"seq":1,"ts":"%s","by":"%s","ops":[],"ops":[["objective","%s","title",1,[]]]}'
        % (stamp(1).encode(), ANA.encode(), OBJECTIVE.encode())
    ),
    "a stamp at the end of time": line(root(WORKSPACE, STRANGER), 1, [list(GOOD)], ts="f" * 16)[0],
    "a stamp before all time": line(root(WORKSPACE, STRANGER), 1, [list(GOOD)], ts="0" * 16)[0],
    "replaces thousands": chain([[GOOD._replace(replaced=tuple(f"{n:032x}" for n in range(7_000)))]])[0],
}


@pytest.mark.parametrize("raw", HARMLESS.values(), ids=HARMLESS)
def test_strange_lines_that_are_allowed_mean_the_same_to_all(office: Office, prove: Prove, raw: bytes) -> None:
    proof = prove("hostile lines and headers")
    put(office.folder.path / SEGMENTS, segment([raw]))
    [ana, *_] = goes_on(office, proof)
    assert raw[-34:-2].decode() in ana.state.lines


# --- who claims to be someone else


def test_a_segment_that_claims_one_s_own_name(office: Office, prove: Prove) -> None:
    """A branch is kept, as if a backup had been restored; one writes on under a new name, and only once."""
    proof = prove("hostile claims")
    writer = office.ana().writer
    for n in range(3):
        put(office.folder.path / SEGMENTS, segment(chain([[title(f"forged {n}")]], writer), writer))
        goes_on(office, proof)
    assert len(office.ana().own_writers()) == 2


@pytest.mark.parametrize("claimed", ["0" * 16, "f" * 16])
def test_a_segment_that_claims_another_s_lines(office: Office, prove: Prove, claimed: str) -> None:
    """They are the same lines, whoever they are said to be by, and whichever file comes first."""
    proof = prove("hostile claims")
    ana = office.ana()
    name = next(name for name in ana.own_segments() if name.first > 1)
    content = ana.read_segment(name).replace(name.writer.encode(), claimed.encode(), 1)
    put(office.folder.path / SEGMENTS, content, f"{claimed}-{name.first}-{name.last}-{name.sha}.jsonl")
    team = goes_on(office, proof)
    assert len({frozenset(replica.state.lines.values()) for replica in team}) == 1


def test_good_names_that_are_all_taken(office: Office, prove: Prove) -> None:
    """By bad files of the right size: the lines go under other names."""
    proof = prove("hostile files and names")
    shutil.rmtree(office.folder.path / SEGMENTS)
    (office.folder.path / SEGMENTS).mkdir()
    for file in (office.ana_path / "segments").iterdir():
        (office.folder.path / SEGMENTS / file.name).write_bytes(bytes(file.stat().st_size))
        for number in range(2, 6):
            (office.folder.path / SEGMENTS / f"{file.stem}.{number}.jsonl").mkdir()
    for replica in (office.ana(), office.ben()):
        Sync(replica, office.folder).check_all()
    sync = Sync(office.ben(), office.folder)
    sync.check_all()
    sync.push()
    goes_on(office, proof)


# --- what is made to be slow


def test_a_register_with_thousands_of_heads_costs_no_more_than_its_bytes(prove: Prove, pace: Pace) -> None:
    """Each replaces lines that nobody has, so that none leaves: a write must not look at all the others."""
    proof = prove("made to be slow")
    rng = Random(1)
    count = pace.times(5_000, 50_000)
    acts = [[title(n, [rng.randbytes(16).hex()])] for n in range(count)]
    state = State()
    for raw in chain(acts):
        state.apply(STRANGER, decode(raw))
    assert len(state.heads("objective", OBJECTIVE, "title")) == count
    [(_, register)] = state.contested()
    assert state.is_waiting(register)
    proof.tried(count)


class Counting(Directory):
    """A folder that counts how often a file is read."""

    reads = 0

    def read(self, name: str) -> bytes:
        """A file, as ever."""
        self.reads += 1
        return super().read(name)


def test_thousands_of_bad_files_are_not_read_at_every_look(office: Office, prove: Prove) -> None:
    proof = prove("made to be slow")
    for number in range(500):
        (office.folder.path / SEGMENTS / f"bad {number}.jsonl").write_bytes(b"rubbish")
    folder = Counting(office.folder.path)
    sync = meet(office.ana(), folder)
    assert folder.reads >= 500
    folder.reads = 0
    for _ in range(100):
        sync.pull()
    assert 500 <= folder.reads <= 500 * 8
    proof.tried(500)


def test_a_file_as_large_as_allowed_is_read_and_one_byte_more_is_not(office: Office, prove: Prove) -> None:
    proof = prove("hostile files and names")
    lines = chain([[title("x" * 200_000, id=f"{n:016x}")] for n in range(41)])
    content = segment(lines, pad="")
    put(office.folder.path / SEGMENTS, segment(lines, pad="x" * (MAX_FILE - len(content))), "large.jsonl")
    put(office.folder.path / SEGMENTS, bytes(MAX_FILE + 1), "too large.jsonl")
    [ana, *_] = goes_on(office, proof, 2)
    assert "too large.jsonl" in Sync(ana, office.folder).check_all()
    retitle(ana, "after it")
