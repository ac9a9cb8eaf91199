"""Random histories of a small team that writes, sometimes meets, and sometimes not.

Each writer sees only what has reached them, and replaces what they see: the truth that the merge laws are about.
"""

from collections.abc import Sequence
from typing import NamedTuple

from hypothesis import strategies as st

from okrtui.storage.line import Line, Op, Value, decode, encode, root
from okrtui.storage.registers import State
from tests.storage.builders import ANA, BEN, OBJECTIVE, START_MS, WORKSPACE

Known = tuple[str, Line]  # a line and its writer
REGISTERS = (("objective", OBJECTIVE, "title"), ("objective", OBJECTIVE, "deleted"), ("key_result", ANA, "title"))
WRITERS = ("aaaaaaaaaaaaaaaa", "bbbbbbbbbbbbbbbb", "cccccccccccccccc")
VALUES: tuple[Value, ...] = (1, 1.0, True, None, "x", ["x", 1], ["x", True])


class Step(NamedTuple):
    """A writer's act on some registers, after having met some others; their clock says `minute`."""

    writer: int
    met: frozenset[int]
    registers: frozenset[int]
    value: Value
    minute: int


STEPS = st.lists(
    st.builds(
        Step,
        writer=st.integers(0, len(WRITERS) - 1),
        met=st.frozensets(st.integers(0, len(WRITERS) - 1), max_size=1),
        registers=st.frozensets(st.integers(0, len(REGISTERS) - 1), min_size=1),
        value=st.sampled_from(VALUES),
        minute=st.integers(0, 1),  # often the same for two writers
    ),
    min_size=1,
    max_size=10,
)


def lived(steps: Sequence[Step]) -> list[Known]:
    """The lines that come of it, in the order in which they were written."""
    written: list[Known] = []
    seen: list[set[str]] = [set() for _ in WRITERS]
    for step in steps:
        for other in step.met:
            seen[step.writer] |= seen[other]
        known = [each for each in written if each[1].h in seen[step.writer]]
        line = _write(step, known)
        written.append((WRITERS[step.writer], line))
        seen[step.writer].add(line.h)
    return written


def _write(step: Step, known: list[Known]) -> Line:
    writer = WRITERS[step.writer]
    own = [line for by, line in known if by == writer]
    prev = own[-1].h if own else root(WORKSPACE, writer)
    seen = heads_by_definition(known)
    ops = []
    for index in sorted(step.registers):
        key = REGISTERS[index]
        ops.append(Op(*key, step.value, tuple(sorted(seen.get(key, ())))))
    ts = f"{(START_MS + step.minute * 60_000) << 16 | len(own):016x}"
    return decode(encode(prev, len(own) + 1, ts, BEN, ops))


def writes_by_definition(known: Sequence[Known]) -> dict[tuple[str, str, str], list[tuple[Line, Value, list[str]]]]:
    """The writes to each register."""
    writes: dict[tuple[str, str, str], list[tuple[Line, Value, list[str]]]] = {}
    for _, line in known:
        for op in line.ops:
            kind, id, field, value, replaced = Op(*op)  # type: ignore[arg-type]  # what Op says is in them
            writes.setdefault((kind, id, field), []).append((line, value, list(replaced)))
    return writes


def gone_by_definition(known: Sequence[Known]) -> dict[tuple[str, str, str], frozenset[str]]:
    """Every id that some write to a register replaced."""
    return {
        key: frozenset(h for _, _, replaced in writes for h in replaced)
        for key, writes in writes_by_definition(known).items()
    }


def heads_by_definition(known: Sequence[Known]) -> dict[tuple[str, str, str], frozenset[str]]:
    """The writes to a register that no other has replaced."""
    gone = gone_by_definition(known)
    return {
        key: frozenset(line.h for line, _, _ in writes) - gone[key]
        for key, writes in writes_by_definition(known).items()
    }


def merged(known: Sequence[Known]) -> State:
    """The state after applying lines in this order."""
    state = State()
    for writer, line in known:
        state.apply(writer, line)
    return state
