"""Builds lines, segments, folders and replicas as a small team would make them."""

import os
import random
from collections.abc import Callable, Iterable, Sequence
from hashlib import blake2b
from pathlib import Path

from okrtui.storage.folder import Directory, Marker
from okrtui.storage.line import Line, Op, Value, decode, encode, root
from okrtui.storage.registers import State
from okrtui.storage.replica import Act, Replica
from okrtui.storage.segment import SegmentName, seal, verify
from okrtui.storage.sync import Sync

GOLDEN = Path(__file__).parent.parent / "cases" / "golden"
WORKSPACE = "5eed000000000001"
OTHER_WORKSPACE = "5eed000000000002"
ANA, BEN = "1111111111111111", "2222222222222222"
WRITER = "aaaaaaaaaaaaaaaa"
OBJECTIVE = "0b1ec71e00000001"
START_MS = 1_763_000_000_000
UNSEEN = "f" * 32

Summary = dict[tuple[str, str, str], tuple[frozenset[str], frozenset[str]]]


class FakeClock:
    """A wall clock that stands still until it is moved; milliseconds since 1970."""

    def __init__(self, now: int = START_MS) -> None:
        self.now = now

    def __call__(self) -> int:
        return self.now

    def advance(self, ms: int) -> None:
        self.now += ms


def entropy(seed: int) -> Callable[[int], bytes]:
    """Random bytes that are the same in every run."""
    return random.Random(seed).randbytes


def stamp(ms: int) -> str:
    """The stamp of a moment, its counter at 0."""
    return f"{(START_MS + ms) << 16:016x}"


def title(value: Value, replaced: Iterable[str] = (), id: str = OBJECTIVE) -> Op:
    """A write to the title of an objective."""
    return Op("objective", id, "title", value, tuple(replaced))


def chain(writer: str, acts: Sequence[Sequence[Op]], *, prev: str | None = None, first: int = 1) -> list[bytes]:
    """A writer's lines, one per act, a second apart."""
    prev = root(WORKSPACE, writer) if prev is None else prev
    raws = []
    for seq, ops in enumerate(acts, first):
        raws.append(encode(prev, seq, stamp(seq * 1000), ANA, ops))
        prev = decode(raws[-1]).h
    return raws


def titles(count: int, writer: str = WRITER) -> list[bytes]:
    """A writer's lines, each of which gives another objective a title."""
    return chain(writer, [[title(f"Title {n}", id=f"{n:016x}")] for n in range(1, count + 1)])


def sealed(raws: list[bytes], writer: str = WRITER, workspace: str = WORKSPACE) -> tuple[SegmentName, bytes]:
    """The segment of a writer's first lines."""
    return seal(workspace, writer, root(workspace, writer), 1, raws)


def merged(contents: Iterable[bytes]) -> State:
    """The state that segment files make, in the order given."""
    state = State()
    for content in contents:
        segment = verify(content, WORKSPACE)
        for line in segment.lines:
            state.apply(segment.writer, line)
    return state


def summary(state: State) -> Summary:
    """What a state is made of: the heads and the gone of every register."""
    return {
        (kind, id, field): (frozenset(head.line.h for head in register.heads), frozenset(register.gone))
        for (kind, id), fields in state.objects.items()
        for field, register in fields.items()
    }


def open_replica(path: Path, clock: FakeClock | None = None, *, place: str = "here", seed: int = 0) -> Replica:
    """A replica at `path`, opened by a new process as it were. Each place writes under a name of its own."""
    return Replica(
        path, WORKSPACE, clock=clock or FakeClock(), entropy=entropy(seed or hash_of(str(path) + place)), place=place
    )


def hash_of(text: str) -> int:
    """A seed from a text, the same in every run."""
    return int.from_bytes(text.encode()[-24:], "big")


def create_folder(path: Path, workspace: str = WORKSPACE) -> Directory:
    """A shared folder with its marker."""
    folder = Directory(path)
    folder.create(Marker(workspace, "Acme"))
    return folder


def meet(replica: Replica, folder: Directory) -> Sync:
    """Pull and push once, as a short command does."""
    sync = Sync(replica, folder)
    sync.pull()
    sync.push()
    return sync


def say(replica: Replica, *ops: Op, by: str = ANA) -> Line:
    """Write one act."""
    return replica.append(by, [Act(list(ops))])[0]


def retitle(replica: Replica, value: Value, id: str = OBJECTIVE) -> Line:
    """Write a title as a person who sees what the replica shows now."""
    return say(replica, title(value, replica.state.heads("objective", id, "title"), id))


def summed(snapshot: bytes) -> bytes:
    """A snapshot that was changed, with the checksum that fits it: someone who changed it on purpose."""
    tables, begin, _ = snapshot.rpartition(b',"checksum":{"1":{"blake2b":"')
    return (
        tables + begin + blake2b(tables, digest_size=16).hexdigest().encode() + b'"}}}'
        if snapshot.endswith(b"}}}")
        else snapshot
    )


def files_in(path: Path) -> dict[str, bytes]:
    """Every regular file below a directory with its bytes."""
    paths = (Path(where, name) for where, _, names in os.walk(path) for name in names)
    return {str(each.relative_to(path)): each.read_bytes() for each in paths if each.is_file()}
