"""A line is a thing that someone did: one act, whole or not at all.

The bytes are the truth. `h` chains each line to the one before it: blake2b-128 over the previous line's `h`
(its 32 ASCII hex digits) and this line's bytes without the member `,"h":"…"`.
"""

import re
from collections.abc import Iterable, Iterator
from hashlib import blake2b
from math import isfinite
from typing import Any, NamedTuple

import orjson

from okrtui.storage.errors import Refused

Scalar = bool | int | float | str | None
Value = Scalar | list[Scalar]
RawOp = tuple[str, str, str, Value, list[str]]
"""An op as it stands in a line: kind, id, field, value, replaced."""
Values = dict[tuple[str, str], dict[str, Value]]
"""What a line writes: the value of each field, by kind and id of the object."""

MAX_LINE = 256 * 1024
MAX_DEPTH = 8

TAIL = 40
"""Bytes in which a line ends: `,"h":"<32 hex>"}`."""
_HEX16 = re.compile(r"[0-9a-f]{16}").fullmatch
_HEX32 = re.compile(r"[0-9a-f]{32}").fullmatch
_NAME = re.compile(r"[a-z][a-z0-9_]{0,63}").fullmatch
_TAIL_FORM = re.compile(rb',"h":"[0-9a-f]{32}"\}').fullmatch
_SCALARS = {bool, int, float, str, type(None)}
unfed = blake2b(digest_size=16).copy
"""A new digest for an `h`; a copy costs a third of one from scratch."""
_new = tuple.__new__  # half the time of a named tuple's own constructor, where every line passes
_MEMBERS = 5  # seq, ts, by, ops, h
_KNOWN_MEMBERS = {"seq", "ts", "by", "ops", "h", "batch", "undoes", "redoes"}


class Op(NamedTuple):
    """A write to one register; `replaced` names the writes that its author saw there."""

    kind: str
    id: str
    field: str
    value: Value
    replaced: tuple[str, ...] = ()


class Line(NamedTuple):
    """A verified line. Its ops are raw: hundreds of thousands of them pass here."""

    seq: int
    ts: str
    by: str
    ops: list[RawOp]
    h: str
    batch: str | None
    undoes: str | None
    redoes: str | None
    is_newer: bool = False
    """Whether it has members that this version does not know."""
    values: Values | None = None
    """What it writes, if it replaces nothing, as most lines do. Not to be changed: states keep it as it is."""

    def writes(self) -> Iterator[Op]:
        """Its ops, by their parts' names."""
        for kind, id, field, value, replaced in self.ops:
            yield Op(kind, id, field, value, tuple(replaced))


def root(workspace: str, writer: str) -> str:
    """The `h` that stands before a writer's line 1: blake2b-128 of the ASCII of workspace id + writer."""
    return blake2b((workspace + writer).encode(), digest_size=16).hexdigest()


def chained(prev: str, raw: bytes) -> str:
    """The `h` that `raw` (a line that carries one, without its newline) must have after `prev`."""
    digest = unfed()
    digest.update(prev.encode())
    digest.update(raw[:-TAIL])
    digest.update(b"}")
    return digest.hexdigest()


def h_of(raw: bytes) -> str:
    """What a line calls itself: the 32 digits that stand before its end, unverified."""
    return raw[-34:-2].decode("ascii", "replace")


def encode(
    prev: str,
    seq: int,
    ts: str,
    by: str,
    ops: Iterable[Op],
    *,
    batch: str | None = None,
    undoes: str | None = None,
    redoes: str | None = None,
) -> bytes:
    """The bytes of a new line, without its newline. Raises Refused where the reader would."""
    ops = list(ops)
    if not all(_is_finite(op.value) for op in ops):
        raise Refused("this change cannot be written: a number that is not finite")
    members: dict[str, object] = {"seq": seq, "ts": ts, "by": by, "ops": [list(op) for op in ops]}
    for name, value in (("batch", batch), ("undoes", undoes), ("redoes", redoes)):
        if value is not None:
            members[name] = value
    try:
        body = orjson.dumps(members)
    except (orjson.JSONEncodeError, TypeError) as error:
        raise Refused(f"this change cannot be written: {error}") from error
    h = blake2b(prev.encode() + body, digest_size=16).hexdigest()
    raw = body[:-1] + b',"h":"' + h.encode() + b'"}'
    decode(raw)  # a writer never acknowledges what a reader would refuse
    return raw


def decode(raw: bytes) -> Line:
    """The line in `raw` (without its newline), checked for form but not for its chain. Raises Refused."""
    # In an object, these last bytes can only be the member h, and the last one of a name counts.
    if len(raw) <= TAIL or not _TAIL_FORM(raw, len(raw) - TAIL):
        raise Refused("a line that does not end in its h")
    return _parsed(raw)


def follow(prev: str, raw: bytes) -> Line:
    """The line in `raw`, checked for form and for coming after `prev`. Raises Refused."""
    if raw[-TAIL:] == b',"h":"%b"}' % chained(prev, raw).encode():  # then it also ends in an h
        return _parsed(raw)
    decode(raw)  # it may be worse than out of its place
    raise Refused("it does not follow from the line before it")


def _parsed(raw: bytes) -> Line:
    """The line in `raw`, which is known to end in an h."""
    if len(raw) > MAX_LINE:
        raise Refused(f"a line of {len(raw)} bytes, more than {MAX_LINE}")
    try:
        members = orjson.loads(raw)
    except orjson.JSONDecodeError as error:
        raise Refused(f"not JSON: {error}") from error
    try:
        seq, ts, by, said, h = members["seq"], members["ts"], members["by"], members["ops"], members["h"]
        if not (_HEX16(ts) and _HEX16(by)):
            raise Refused("ts or by is not 16 hex digits")
    except (KeyError, TypeError):  # the patterns take nothing but text
        raise Refused("a line without seq, ts, by, ops and h, or with one of a wrong type") from None
    if type(seq) is not int or seq < 1 or type(said) is not list or not said:
        raise Refused("seq or ops of a wrong type, or no ops")
    values = _checked(said)
    ops = list(map(tuple, said))
    if len(members) == _MEMBERS:
        return _new(Line, (seq, ts, by, ops, h, None, None, None, False, values))
    return _with_optional_members(Line(seq, ts, by, ops, h, None, None, None, False, values), members)


def _with_optional_members(line: Line, members: dict[str, object]) -> Line:
    if depth(members) > MAX_DEPTH:
        raise Refused(f"nested deeper than {MAX_DEPTH}")
    batch = members.get("batch")
    if batch is not None and not (type(batch) is str and _HEX16(batch)):
        raise Refused("batch is not 16 hex digits")
    return line._replace(
        batch=batch,
        undoes=_reference(members, "undoes"),
        redoes=_reference(members, "redoes"),
        is_newer=not members.keys() <= _KNOWN_MEMBERS,
    )


def _reference(members: dict[str, object], name: str) -> str | None:
    h = members.get(name)
    if h is None or (type(h) is str and _HEX32(h)):
        return h
    raise Refused(f"{name} is not 32 hex digits")


def _checked(ops: list[Any]) -> Values | None:
    """What ops write, None if one replaces something. Each is [kind, id, field, value, replaced], one per register."""
    last_kind = last_id = None
    written: Values = {}
    fields: dict[str, Value] = {}
    replaces = False
    try:
        for kind, id, field, value, replaced in ops:
            if id != last_id or kind != last_kind:
                if not _HEX16(id):
                    raise Refused("an op whose id is ill-formed")
                last_kind, last_id = kind, id
                fields = written.setdefault((NAMES[kind], id), {})
            if type(value) not in _SCALARS and not _is_flat(value):
                raise Refused("a value that is not a scalar or a flat list")
            if replaced or type(replaced) is not list:
                _check_replaced(replaced)
                replaces = True
            fields[NAMES[field]] = value
    except (TypeError, ValueError):  # not five parts, or something else than text for an id or a name
        raise Refused("an op that is not [kind, id, field, value, replaced]") from None
    if sum(map(len, written.values())) != len(ops):
        raise Refused("two ops on one register")
    return None if replaces else written


def _check_replaced(replaced: object) -> None:
    if type(replaced) is not list:  # which also tells an op from a text or an object of five
        raise Refused("replaced is not a list")
    for h in replaced:
        if type(h) is not str or not _HEX32(h):
            raise Refused("replaced names something that is not 32 hex digits")


class _Names(dict[str, str]):
    """Names of kinds and fields that are well-formed; looked up once, each is the same object for every line."""

    def __missing__(self, name: object) -> str:
        if type(name) is not str or not _NAME(name):
            raise Refused("an op whose kind or field is ill-formed")
        if len(self) < _SEEN_LIMIT:  # the names of real schemas; a hostile file cannot grow it without end
            self[name] = name
        return name


_SEEN_LIMIT = 1000
NAMES = _Names()
"""The names that lines have had so far."""


def _is_flat(value: object) -> bool:
    return type(value) is list and all(type(item) in _SCALARS for item in value)


def _is_finite(value: Value) -> bool:
    """Whether JSON has words for every number in `value`: orjson would write null for the others."""
    items = value if isinstance(value, list) else [value]
    return all(isfinite(item) for item in items if isinstance(item, float))


def depth(value: object) -> int:
    """How deep lists and objects nest in parsed JSON: 0 for a scalar."""
    level, deepest = [value], 0
    while level:
        below: list[object] = []
        for item in level:
            if isinstance(item, dict):
                below.extend(item.values())
            elif isinstance(item, list):
                below.extend(item)
        if any(isinstance(item, dict | list) for item in level):
            deepest += 1
        level = below
    return deepest
