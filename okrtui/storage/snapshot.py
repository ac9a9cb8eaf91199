"""The snapshot: a TinyDB document database of the merged state. A cache, rebuilt at will.

One document per object, one per writer with the lines it covers, one that names the files it was made from. It is
loaded once and written whole, when idle and at exit: never TinyDB's rewrite per insert.
"""

from hashlib import blake2b
from pathlib import Path
from typing import Any, NamedTuple

import orjson
from tinydb import TinyDB
from tinydb.middlewares import CachingMiddleware
from tinydb.storages import Storage

from okrtui.storage.files import write_atomically
from okrtui.storage.journal import Tail
from okrtui.storage.registers import Register, Stamp, State, Write, Writes

FORMAT = 1
_SUM = b',"checksum":{"1":{"blake2b":"'


class Covered(NamedTuple):
    """What a state was made from: segment files by name with their size, journals by writer with their tail."""

    segments: dict[str, int]
    journals: dict[str, Tail]


class AtomicStorage(Storage):
    """A TinyDB storage that replaces its file whole: temporary file, fsync, rename."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def read(self) -> dict[str, dict[str, Any]] | None:
        """The tables in the file; None where there is none that can be read, or a byte of it has changed."""
        try:
            content = self._path.read_bytes()
            if content != _summed(content.rpartition(_SUM)[0]):
                return None
            tables = orjson.loads(content)
        except (OSError, orjson.JSONDecodeError):
            return None
        return tables if isinstance(tables, dict) else None

    def write(self, data: dict[str, dict[str, Any]]) -> None:
        """Replace the file. Raises DiskTrouble."""
        write_atomically(self._path, _summed(orjson.dumps(data, option=orjson.OPT_NON_STR_KEYS)[:-1]))


def _summed(tables: bytes) -> bytes:
    """JSON of tables, but for its last brace, with one more at its end that holds blake2b-128 of what stands before."""
    return tables + _SUM + blake2b(tables, digest_size=16).hexdigest().encode() + b'"}}}'


def save(path: Path, workspace: str, state: State, covered: Covered) -> None:
    """Write the snapshot of `state`, which was made from `covered`. Raises DiskTrouble."""
    number = {h: index for index, h in enumerate(state.lines)}
    db = TinyDB(path, storage=CachingMiddleware(_Fresh))  # type: ignore[no-untyped-call]  # TinyDB leaves it untyped
    db.table("about").insert(
        {
            "format": FORMAT,
            "workspace": workspace,
            "segments": covered.segments,
            "journals": {writer: list(tail) for writer, tail in covered.journals.items()},
        }
    )
    db.table("lines").insert({"stamps": [list(stamp) for stamp in state.lines.values()]})
    db.table("objects").insert_multiple(
        {"kind": kind, "id": id, "fields": {name: _pack(reg, number) for name, reg in fields.items()}}
        for (kind, id), fields in state.objects.items()
    )
    db.close()


def load(path: Path, workspace: str) -> tuple[State, Covered] | None:
    """The state in a snapshot and what it covers; None where it is unreadable or of something else."""
    try:
        cached = CachingMiddleware(AtomicStorage)  # type: ignore[no-untyped-call]  # TinyDB leaves it untyped
        with TinyDB(path, storage=cached) as db:  # cached: the file is parsed once, not once per table
            about = next(iter(db.table("about")), None)
            if about is None or about["format"] != FORMAT or about["workspace"] != workspace:
                return None
            state = State()
            stamps = [Stamp(*fields) for lines in db.table("lines") for fields in lines["stamps"]]
            state.lines = {stamp.h: stamp for stamp in stamps}
            for found in db.table("objects"):
                fields = {name: _unpack(packed, stamps) for name, packed in found["fields"].items()}
                state.objects[found["kind"], found["id"]] = fields
            segments = {name: int(size) for name, size in about["segments"].items()}
            journals = {
                writer: Tail(int(offset), int(seq), h, ts) for writer, (offset, seq, h, ts) in about["journals"].items()
            }
            return state, Covered(segments, journals)
    except (KeyError, TypeError, ValueError, IndexError, AttributeError):
        return None


class _Fresh(AtomicStorage):
    """A storage that starts from nothing: a snapshot never builds on the one before it."""

    def read(self) -> dict[str, dict[str, Any]] | None:
        return None


def _pack(register: Register, number: dict[str, int]) -> list[Any]:
    """A register as JSON. Most are one write that replaced nothing: [line, value]."""
    if isinstance(register, Write) and not register.replaced:
        return [number[register.line.h], register.value]
    return [
        [[number[h.line.h], h.value, [number.get(r, r) for r in h.replaced]] for h in register.heads],
        [number.get(h, h) for h in register.gone],
    ]


def _unpack(packed: list[Any], stamps: list[Stamp]) -> Register:
    first, second = packed
    if type(first) is int:
        return Write(second, stamps[first], ())

    def h(reference: int | str) -> str:
        return stamps[reference].h if type(reference) is int else str(reference)

    heads = (Write(value, stamps[line], tuple(h(r) for r in replaced)) for line, value, replaced in first)
    return Writes(heads, {h(r) for r in second})
