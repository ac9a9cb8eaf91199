"""A newer version of okrtui, or a stranger: writes lines with whatever members, in segments with whatever header."""

from collections.abc import Sequence
from hashlib import blake2b, sha256
from pathlib import Path

import orjson

from okrtui.storage.line import Op, root
from tests.storage.builders import ANA, WORKSPACE, stamp

STRANGER = "5742a96e00000000"


def line(prev: str, seq: int, ops: Sequence[object], /, **members: object) -> tuple[bytes, str]:
    """The bytes of a line, unchecked, with members in place of its own, or before its `h`; and that."""
    said = {"seq": seq, "ts": stamp(seq * 1000), "by": ANA, "ops": list(ops), **members}
    body = orjson.dumps(said)
    h = blake2b(prev.encode() + body, digest_size=16).hexdigest()
    return body[:-1] + b',"h":"' + h.encode() + b'"}', h


def chain(acts: Sequence[Sequence[object]], writer: str = STRANGER, **members: object) -> list[bytes]:
    """Lines that follow from each other, from a writer's first."""
    prev = root(WORKSPACE, writer)
    raws = []
    for seq, ops in enumerate(acts, 1):
        raw, prev = line(prev, seq, [list(op) if isinstance(op, Op) else op for op in ops], **members)
        raws.append(raw)
    return raws


def segment(raws: Sequence[bytes], writer: str = STRANGER, /, **members: object) -> bytes:
    """A file of a writer's first lines, whatever is in them; members stand in for the header's, or beside them."""
    body = b"".join(raw + b"\n" for raw in raws)
    header = {
        "okrtui": 1,
        "workspace": WORKSPACE,
        "writer": writer,
        "from": 1,
        "to": len(raws),
        "prev": root(WORKSPACE, writer),
        "sha256": sha256(body).hexdigest(),
        **members,
    }
    return orjson.dumps(header) + b"\n" + body


def put(segments: Path, content: bytes, name: str | None = None) -> Path:
    """Put a file among the segments, by default under the name that its header gives it."""
    if name is None:
        said = orjson.loads(content.partition(b"\n")[0])
        name = f"{said['writer']}-{said['from']}-{said['to']}-{said['sha256'][:16]}.jsonl"
    (segments / name).write_bytes(content)
    return segments / name
