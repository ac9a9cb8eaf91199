"""A segment: a run of one writer's lines, sealed in a file that is never rewritten.

A header line with the hash of the rest, then the lines, each ended by a newline. What counts is the header, not the
file's name: a sync tool's copy adds nothing twice.
"""

import re
from hashlib import sha256
from typing import NamedTuple

import orjson

from okrtui.storage.bulk import BulkReader
from okrtui.storage.clean import clean_line
from okrtui.storage.errors import Foreign, Refused
from okrtui.storage.line import MAX_DEPTH, Line, depth, follow, root

VERSION = 1
MAX_SEGMENT = 1024 * 1024
MAX_FILE = 8 * 1024 * 1024
MAX_HEADER = 64 * 1024
_MOST_LINES = 10**18  # a file's name has room for no more
_SCALARS = {bool, int, float, str, type(None)}
SHORTEST_LINE = 128
"""Bytes that no line is shorter than."""
MAX_HOST = 64
"""Characters of a host name that are shown."""

_HEX16 = re.compile(r"[0-9a-f]{16}").fullmatch
_DIGITS = {
    "workspace": _HEX16,
    "writer": _HEX16,
    "prev": re.compile(r"[0-9a-f]{32}").fullmatch,
    "sha256": re.compile(r"[0-9a-f]{64}").fullmatch,
}
"""The members of a header that are so many hex digits."""
_STEM = r"([0-9a-f]{16})-([1-9][0-9]{0,17})-([1-9][0-9]{0,17})-([0-9a-f]{16})"
_NAME = re.compile(_STEM + r"\.jsonl").fullmatch
_NAMED_AFTER = re.compile(_STEM).search


class SegmentName(NamedTuple):
    """What a segment's own file name says; to be believed only of files that this replica wrote itself."""

    writer: str
    first: int
    last: int
    sha: str

    def __str__(self) -> str:
        return f"{self.writer}-{self.first}-{self.last}-{self.sha}.jsonl"


class Segment(NamedTuple):
    """A verified segment: its header's claims, which hold, and its lines."""

    workspace: str
    writer: str
    first: int
    last: int
    prev: str
    sha256: str
    lines: list[Line]

    @property
    def name(self) -> SegmentName:
        """The name that the header gives the file, whatever it is called."""
        return SegmentName(self.writer, self.first, self.last, self.sha256[:16])


def parse_name(name: str) -> SegmentName | None:
    """The parts of a file name that has the form of a segment's, or None."""
    match = _NAME(name)
    return SegmentName(match[1], int(match[2]), int(match[3]), match[4]) if match else None


def mentioned(name: str) -> SegmentName | None:
    """The segment that a file is named after: its own name, a sync tool's for a copy of it, a suffixed one. Or None."""
    match = _NAMED_AFTER(name)
    return SegmentName(match[1], int(match[2]), int(match[3]), match[4]) if match else None


def can_hold(name: SegmentName, size: int) -> bool:
    """Whether a file of so many bytes can hold as many lines as a name says: anyone can name a file."""
    return (name.last - name.first) * SHORTEST_LINE <= size


class Origin(NamedTuple):
    """Where a segment says that it comes from. A help to people: nothing is decided by it, and anyone can claim it."""

    host: str = ""
    person: str = ""
    """The id of the person whose replica it is."""


def seal(
    workspace: str, writer: str, prev: str, first: int, raws: list[bytes], origin: Origin | None = None
) -> tuple[SegmentName, bytes]:
    """The name and bytes of the segment that holds `raws` (lines without newline, `first` is the first's seq)."""
    body = b"".join(raw + b"\n" for raw in raws)
    sha, last = sha256(body).hexdigest(), first + len(raws) - 1
    header = {
        "okrtui": VERSION,
        "workspace": workspace,
        "writer": writer,
        "from": first,
        "to": last,
        "prev": prev,
        "sha256": sha,
        **{member: said for member, said in (origin._asdict() if origin else {}).items() if said},
    }
    return SegmentName(writer, first, last, sha[:16]), orjson.dumps(header) + b"\n" + body


def origin_of(head: bytes) -> Origin:
    """Where a header, the first line of a segment, says that it comes from; what is ill-formed is left out."""
    try:
        header = orjson.loads(head)
    except orjson.JSONDecodeError:
        return Origin()
    if type(header) is not dict:
        return Origin()
    host, person = header.get("host"), header.get("person")
    return Origin(
        clean_line(host)[:MAX_HOST] if type(host) is str else "",
        person if type(person) is str and _HEX16(person) else "",
    )


def portions(raws: list[bytes]) -> list[list[bytes]]:
    """`raws` cut into runs that each stay under the size of a segment (a run has at least one line)."""
    runs: list[list[bytes]] = []
    room = 0
    for raw in raws:
        if len(raw) + 1 > room:
            runs.append([])
            room = MAX_SEGMENT - 1024  # of which the header takes its part
        runs[-1].append(raw)
        room -= len(raw) + 1
    return runs


def verify(content: bytes, workspace: str, called: str = "") -> Segment:
    """The segment in a file's bytes. Raises Refused, in words, where anything does not hold; Foreign for what is none.

    `called` is the file's name. It may be any, but must not be named after another segment: the hash does not cover the
    header, in which a rotten byte would make someone else the writer.
    """
    head, _, body = content.partition(b"\n")
    named_after = mentioned(called)
    if not named_after and b'"okrtui"' not in head:
        raise Foreign("it is not an okrtui segment")
    if len(content) > MAX_FILE:
        raise Refused(f"larger than {MAX_FILE} bytes")
    if not content.endswith(b"\n"):
        raise Refused("cut off: it does not end in a newline")
    segment = _header(head)
    if segment.workspace != workspace:
        raise Foreign(f"of another workspace ({segment.workspace})")
    if named_after not in (None, segment.name):
        raise Refused("its header does not fit its name")
    if sha256(body).hexdigest() != segment.sha256:
        raise Refused("its content does not match its hash")
    raws = body.split(b"\n")
    raws.pop()
    if len(raws) != segment.last - segment.first + 1:
        raise Refused(f"it holds {len(raws)} lines, its header says {segment.first} to {segment.last}")
    if segment.first == 1 and segment.prev != root(workspace, segment.writer):
        raise Refused("its chain does not begin at the writer's root")
    lines = _at_once.lines(body, raws, segment.prev, segment.first)
    segment.lines.extend(_one_by_one(raws, segment.prev, segment.first) if lines is None else lines)
    return segment


_at_once = BulkReader()


def _one_by_one(raws: list[bytes], prev: str, first: int) -> list[Line]:
    """The lines in `raws`, each chained to the one before it. Raises Refused at the first that is not."""
    lines = []
    for seq, raw in enumerate(raws, first):
        try:
            line = follow(prev, raw)
        except Refused as why:
            raise Refused(f"line {seq}: {why}") from why
        if line.seq != seq:
            raise Refused(f"line {seq} calls itself {line.seq}")
        lines.append(line)
        prev = line.h
    return lines


def _header(head: bytes) -> Segment:
    if len(head) > MAX_HEADER:
        raise Refused("its header is too long")
    try:
        header = orjson.loads(head)
    except orjson.JSONDecodeError as error:
        raise Refused(f"its header is not JSON: {error}") from error
    if type(header) is not dict or (not _SCALARS.issuperset(map(type, header.values())) and depth(header) > MAX_DEPTH):
        raise Refused("its header is not a flat JSON object")
    version = header.get("okrtui")
    if type(version) is not int or version < 1:
        raise Refused("it is not an okrtui segment")
    if version > VERSION:
        raise Refused(f"it needs a newer okrtui (format {version})")
    for name, form in _DIGITS.items():
        if type(header.get(name)) is not str or not form(header[name]):
            raise Refused(f"its header's {name} is ill-formed")
    first, last = header.get("from"), header.get("to")
    if type(first) is not int or type(last) is not int or not 1 <= first <= last < _MOST_LINES:
        raise Refused("its header's from and to are ill-formed")
    return Segment(header["workspace"], header["writer"], first, last, header["prev"], header["sha256"], [])
