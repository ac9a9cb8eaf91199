"""Registers: how two people can never overwrite each other unseen.

A register is `heads` (writes that no other has replaced) and `gone` (every id ever replaced). Applying a write:
its `replaced` join `gone` and leave `heads`; unless it is itself in `gone`, it joins `heads`. That is all, it is
idempotent, and order does not matter: the state is a pure function of the set of lines. A multi-value register
(Shapiro et al., "A comprehensive study of convergent and commutative replicated data types", 2011) that names
what a write has seen instead of carrying version vectors.
"""

from collections.abc import Iterable, Iterator, Mapping, Set
from hashlib import blake2b
from sys import intern
from typing import NamedTuple

import orjson

from okrtui.storage.line import Line, RawOp, Value

ObjectKey = tuple[str, str]
Key = tuple[str, str, str]
_new = tuple.__new__  # half the time of a named tuple's own constructor, where every write passes


class Stamp(NamedTuple):
    """What a write keeps of its line: who, when, and the line's identity."""

    ts: str
    h: str
    by: str
    writer: str
    seq: int


class Write(NamedTuple):
    """One person's value for a register, and the writes it replaced.

    Most registers are written once: such a write is itself the register, of which it is the only head.
    """

    value: Value
    line: Stamp
    replaced: tuple[str, ...]

    @property
    def heads(self) -> "tuple[Write, ...]":
        """The writes that no other has replaced: this one."""
        return (self,)

    @property
    def gone(self) -> Set[str]:
        """Every id ever replaced here."""
        return frozenset(self.replaced)

    @property
    def shown(self) -> "Write":
        """The value shown."""
        return self

    @property
    def in_conflict(self) -> bool:
        """Whether heads of different values stand side by side."""
        return False


class Writes:
    """A register that several writes have met in. A write costs the same however many heads there are."""

    __slots__ = ("_heads", "gone")

    def __init__(self, heads: Iterable[Write], gone: set[str]) -> None:
        self._heads = {head.line.h: head for head in heads}
        self.gone = gone

    def add(self, write: Write) -> None:
        """Apply one more write, in whatever order they come."""
        for h in write.replaced:
            self.gone.add(h)
            self._heads.pop(h, None)
        if write.line.h not in self.gone:
            self._heads[write.line.h] = write

    @property
    def heads(self) -> tuple[Write, ...]:
        """The writes that no other has replaced."""
        return tuple(self._heads.values())

    @property
    def shown(self) -> Write:
        """The head with the greatest (ts, h): the value shown, though all heads are kept and offered."""
        if len(self._heads) == 1:
            return next(iter(self._heads.values()))
        return max(self._heads.values(), key=lambda head: head.line[:2])

    @property
    def in_conflict(self) -> bool:
        """Whether heads of different values stand side by side."""
        return len(self._heads) > 1 and len({canonical(head.value) for head in self._heads.values()}) > 1


Register = Write | Writes


class Creation(Mapping[str, Register]):
    """The registers of an object that one line has written, replacing nothing: each is that line's one write.

    Most objects are made once and never written again: check-ins, comments, readings. So the values stand here as they
    came, and a register is made when someone looks at it.
    """

    __slots__ = ("line", "values_by_field")

    def __init__(self, line: Stamp, values_by_field: Mapping[str, Value]) -> None:
        self.line = line
        self.values_by_field = values_by_field

    def __getitem__(self, field: str) -> Write:
        return _new(Write, (self.values_by_field[field], self.line, ()))

    def __contains__(self, field: object) -> bool:
        return field in self.values_by_field

    def __iter__(self) -> Iterator[str]:
        return iter(self.values_by_field)

    def __len__(self) -> int:
        return len(self.values_by_field)


Registers = Creation | dict[str, Register]
"""The registers of an object, by field."""


def canonical(value: Value) -> object:
    """A key under which equal values meet: 27 and 27.0 are equal, true and 1 are not."""
    if isinstance(value, bool):
        return ("boolean", value)
    if isinstance(value, list):
        return ("list", *(canonical(item) for item in value))
    return value


def met(register: Register, write: Write) -> Register:
    """The register in which one more write has arrived."""
    if isinstance(register, Write):
        register = Writes((register,), set(register.replaced))
    register.add(write)
    return register


class State:
    """Every register of a workspace, by object and field, and the identity of every line applied."""

    def __init__(self) -> None:
        self.objects: dict[ObjectKey, Registers] = {}
        self.lines: dict[str, Stamp] = {}

    def apply(self, writer: str, line: Line) -> list[ObjectKey]:
        """Merge one verified line. The objects it writes; none when it was here already."""
        return self.apply_all(writer, (line,))[1]

    def apply_all(self, writer: str, lines: Iterable[Line]) -> tuple[list[Line], list[ObjectKey]]:
        """Merge a writer's verified lines. Those that were not here already, and the objects that these write."""
        stamps, objects = self.lines, self.objects
        there = objects.keys()
        fresh: list[Line] = []
        touched: list[ObjectKey] = []
        for line in lines:
            seq, ts, by, ops, h, _, _, _, _, made = line
            if h in stamps:
                self._claimed_again(writer, h)
                continue
            stamps[h] = stamp = _new(Stamp, (ts, h, intern(by), writer, seq))
            fresh.append(line)
            if made is None or not there.isdisjoint(made):
                touched += self._meet(stamp, ops)
                continue
            for key, values in made.items():
                objects[key] = Creation(stamp, values)
            touched += made
        return fresh, touched

    def _claimed_again(self, writer: str, h: str) -> None:
        known = self.lines[h]
        if writer < known.writer:  # a segment can claim another's lines; which came first must not matter
            self.lines[h] = known._replace(writer=writer)

    def _meet(self, stamp: Stamp, ops: list[RawOp]) -> list[ObjectKey]:
        """Let writes meet what is in their registers. The objects that they are of."""
        touched: list[ObjectKey] = []
        last_kind = last_id = None
        fields: dict[str, Register] = {}
        for kind, id, field, value, replaced in ops:  # what is in them, decode has checked
            if id != last_id or kind != last_kind:
                last_kind, last_id = kind, id
                key = (intern(kind), id)
                touched.append(key)
                fields = self._opened(key)
            write = _new(Write, (value, stamp, tuple(replaced)))
            register = fields.get(field)
            fields[intern(field)] = write if register is None else met(register, write)
        return touched

    def _opened(self, key: ObjectKey) -> dict[str, Register]:
        """The registers of an object, ready to be written."""
        registers = self.objects.get(key)
        if type(registers) is not dict:
            self.objects[key] = registers = dict(registers or {})
        return registers

    def register(self, kind: str, id: str, field: str) -> Register | None:
        """The register of a field, None where nobody ever wrote it."""
        return self.objects.get((kind, id), {}).get(field)

    def heads(self, kind: str, id: str, field: str) -> tuple[str, ...]:
        """The ids of the writes that stand in a register: what a form that shows it has seen."""
        register = self.register(kind, id, field)
        return tuple(head.line.h for head in register.heads) if register else ()

    def is_waiting(self, register: Register) -> bool:
        """Whether a head replaces a line that is not here yet: then heads side by side may be no conflict."""
        return any(h not in self.lines for head in register.heads for h in head.replaced)

    def contested(self) -> Iterator[tuple[Key, Register]]:
        """Every register with heads of different values, in conflict or waiting, in order."""
        contested = {
            (kind, id, field): register
            for (kind, id), fields in self.objects.items()
            if type(fields) is dict
            for field, register in fields.items()
            if register.in_conflict
        }
        for key in sorted(contested):
            yield key, contested[key]

    def state_hash(self) -> str:
        """blake2b-128 over the sorted line ids, an empty line, and every register's sorted heads, in hex.

        Equal on replicas that are in step.
        """
        digest = blake2b(digest_size=16)
        digest.update(_text_lines(sorted(self.lines)))
        digest.update(b"\n")
        for (kind, id), fields in sorted(self.objects.items()):
            for field, register in sorted(fields.items()):
                heads = sorted(head.line.h for head in register.heads)
                digest.update(orjson.dumps([kind, id, field, heads]) + b"\n")
        return digest.hexdigest()


def _text_lines(texts: Iterable[str]) -> bytes:
    return "".join(f"{text}\n" for text in texts).encode()
