"""All lines of a segment at once: the short way of a reader who has hundreds of thousands before it.

What a line is, and what is wrong with one, `okrtui.storage.line` says. Here a parser that was made for the form of a
line reads a whole body in one call, and what it takes is checked in few steps. It takes only what `follow` would take,
and makes the same of it; of any other body it makes nothing, and the reader goes line by line.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated, Any, Literal

from okrtui.storage.line import MAX_LINE, NAMES, TAIL, Line, Value, Values, unfed

if TYPE_CHECKING:
    from msgspec import Struct

_READ_CAREFULLY = 500
"""Lines of a process before it is worth loading the parser. They also teach most of the names there are."""

_new = tuple.__new__  # half the time of a named tuple's own constructor, where every line passes


class BulkReader:
    """Reads bodies whose kinds and fields have been met before. Thread-safe."""

    def __init__(self, after: int = _READ_CAREFULLY) -> None:
        """It begins after so many lines have been left to the careful reader."""
        self._left = after
        self._parser: tuple[int, Callable[[bytes], list[Any]]] | None = None

    def lines(self, body: bytes, raws: list[bytes], prev: str, first: int) -> list[Line] | None:
        """The lines in `body` (which are `raws`), each chained to the one before it, numbered from `first`.

        None where it is not worth the while, and where anything is not as it mostly is: it may still be well-formed.
        """
        if self._left > 0 or not NAMES:  # there are none where every line so far was refused
            self._left -= len(raws)
            return None
        try:
            found = self._parse(body)
        except _unreadable():
            return None
        if len(found) != len(raws) or max(map(len, raws)) > MAX_LINE:
            return None
        return _chained(raws, found, prev, first)

    def _parse(self, body: bytes) -> "list[Struct]":
        parser = self._parser
        if parser is None or parser[0] != len(NAMES):
            parser = self._parser = len(NAMES), _parser(tuple(NAMES))
        return parser[1](body)


def _chained(raws: list[bytes], found: list[Any], prev: str, first: int) -> list[Line] | None:
    """The lines that were parsed from `raws`, with what the parser could not check. None where that does not hold."""
    lines: list[Line] = []
    hex_digits: list[str] = []
    before = prev.encode()
    kind: str
    id: str
    field: str
    value: Value
    replaced: list[str]
    for seq, raw, line in zip(range(first, first + len(raws)), raws, found, strict=True):
        digest = unfed()
        digest.update(b"%b%b}" % (before, raw[:-TAIL]))
        h = digest.hexdigest()
        before = h.encode()
        # The tail also says that this raw ends where a line ends: outside a text, these bytes close an object.
        if raw[-TAIL:] != b',"h":"%b"}' % before or line.seq != seq or type(line.seq) is not int:
            return None
        last_kind = last_id = None
        written: Values = {}
        fields: dict[str, Value] = {}
        replaces = False
        ops = line.ops
        for kind, id, field, value, replaced in ops:
            if id != last_id or kind is not last_kind:
                last_kind, last_id = kind, id
                hex_digits.append(id)
                fields = written.setdefault((kind, id), {})
            if replaced:
                replaces = True
                hex_digits += replaced
            fields[field] = value
        if len(fields) != len(ops) and sum(map(len, written.values())) != len(ops):
            return None  # two ops on one register
        ts, by, batch, undoes, redoes = line.ts, line.by, line.batch, line.undoes, line.redoes
        hex_digits += (ts, by)
        if batch or undoes or redoes:
            hex_digits += filter(None, (batch, undoes, redoes))
        values = None if replaces else written
        lines.append(_new(Line, (seq, ts, by, ops, h, batch, undoes, redoes, False, values)))
    return lines if _is_hex("".join(hex_digits)) else None


def _is_hex(text: str) -> bool:
    """Whether a text is hex digits in lower case, an even number of them; a hundred at the cost of one pattern."""
    try:
        return bytes.fromhex(text).hex() == text
    except ValueError:
        return False


def _parser(names: tuple[str, ...]) -> Callable[[bytes], list[Any]]:
    """A parser of the lines in a body, whose kinds and fields are among `names`. It raises one of `_unreadable`.

    It hands out one and the same text for a name, wherever that stands.
    """
    import msgspec  # not at the start of every command: most read no segment

    name: Any = Literal[names]  # they are known only now
    hex16 = Annotated[str, msgspec.Meta(min_length=16, max_length=16)]
    hex32 = Annotated[str, msgspec.Meta(min_length=32, max_length=32)]
    integer = Annotated[int, msgspec.Meta(ge=-(2**63), le=2**63 - 1)]  # beyond that, orjson's way is the rule
    scalar = bool | integer | float | str | None
    op = tuple[name, hex16, name, scalar | list[scalar], list[hex32]]
    members: list[Any] = [
        ("seq", int | float),  # where only an int is asked for, 1.0 would be taken for one
        ("ts", hex16),
        ("by", hex16),
        ("ops", Annotated[list[op], msgspec.Meta(min_length=1)]),
        ("h", hex32),
        ("batch", hex16 | None, None),
        ("undoes", hex32 | None, None),
        ("redoes", hex32 | None, None),
    ]
    form = msgspec.defstruct("Form", members, forbid_unknown_fields=True, gc=False)
    return msgspec.json.Decoder(form).decode_lines


def _unreadable() -> tuple[type[Exception], ...]:
    """What a parser raises for a body that it does not take: also what Python says of its texts and great numbers."""
    from msgspec import MsgspecError

    return MsgspecError, ValueError
