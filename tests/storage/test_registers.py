"""The merge laws, each shown to catch a store that breaks it."""

import json
from collections.abc import Callable, Sequence
from hashlib import blake2b

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from okrtui.storage import registers
from okrtui.storage.line import Line, Op, Value, decode
from okrtui.storage.registers import State, Write, Writes, canonical
from tests.storage.builders import OBJECTIVE, UNSEEN, WRITER, chain, summary, title
from tests.storage.histories import (
    REGISTERS,
    STEPS,
    VALUES,
    WRITERS,
    Known,
    Step,
    gone_by_definition,
    heads_by_definition,
    lived,
    merged,
    writes_by_definition,
)

Law = Callable[[Sequence[Step], st.DataObject], None]


def any_order(known: list[Known], data: st.DataObject) -> list[Known]:
    return data.draw(st.permutations(known), label="order")


def state_is_a_function_of_the_set_of_lines(steps: Sequence[Step], data: st.DataObject) -> None:
    """Whatever of a history has arrived, in whatever order, heads and gone are what their definitions say."""
    known = any_order(lived(steps), data)
    known = known[: data.draw(st.integers(1, len(known)), label="arrived")]
    state = merged(known)
    heads, gone = heads_by_definition(known), gone_by_definition(known)
    assert summary(state) == {key: (heads[key], gone[key]) for key in heads}
    assert set(state.lines) == {line.h for _, line in known}


def duplicates_change_nothing(steps: Sequence[Step], data: st.DataObject) -> None:
    """A line that comes twice, at any time, is as one that comes once, and touches nothing."""
    known = lived(steps)
    twice = merged(any_order(known + data.draw(st.lists(st.sampled_from(known))), data))
    once = merged(known)
    assert summary(twice) == summary(once)
    assert head_counts(twice) == head_counts(once)
    assert not any(once.apply(writer, line) for writer, line in known)


def replicas_that_exchange_what_they_have_agree(steps: Sequence[Step], data: st.DataObject) -> None:
    """Lines split over replicas in any way, overlapping, handed on in batches: all end in the same state."""
    known = lived(steps)
    parts = [data.draw(st.lists(st.sampled_from(known)), label="part") for _ in range(2)]
    parts.append([each for each in known if each not in parts[0] + parts[1]])
    states = [merged(part) for part in parts]
    for at, state in enumerate(states):
        for turn in data.draw(st.permutations(range(3))):
            if turn != at:
                for writer, line in parts[turn]:
                    state.apply(writer, line)
    assert summary(states[0]) == summary(states[1]) == summary(states[2]) == summary(merged(known))
    assert len({state.state_hash() for state in states}) == 1


def what_is_shown_is_the_latest(steps: Sequence[Step], data: st.DataObject) -> None:
    """The head with the greatest (ts, h), in any order of arrival."""
    known = lived(steps)
    state = merged(any_order(known, data))
    heads = heads_by_definition(known)
    for key, writes in writes_by_definition(known).items():
        latest = max((line for line, _, _ in writes if line.h in heads[key]), key=lambda line: (line.ts, line.h))
        register = state.register(*key)
        assert register is not None
        assert register.shown.line.h == latest.h


def concurrent_edits_are_all_kept(steps: Sequence[Step], data: st.DataObject) -> None:
    """When nobody has met anybody, each writer's last value stands."""
    known = lived([step._replace(met=frozenset()) for step in steps])
    state = merged(any_order(known, data))
    for key, writes in writes_by_definition(known).items():
        last = {writer: line.h for writer, line in known if any(line is other for other, _, _ in writes)}
        assert set(state.heads(*key)) == set(last.values())


def sequential_edits_never_conflict(steps: Sequence[Step], data: st.DataObject) -> None:
    """When everybody has met everybody before each act, one head stands and nothing waits."""
    everybody = frozenset(range(len(WRITERS)))
    known = lived([step._replace(met=everybody) for step in steps])
    state = merged(any_order(known, data))
    assert set(head_counts(state).values()) == {1}
    assert not list(state.contested())


def a_resolution_clears_the_conflict(steps: Sequence[Step], data: st.DataObject) -> None:
    """Who has seen everything and writes, ends every conflict, wherever and whenever it arrives."""
    everybody = frozenset(range(len(WRITERS)))
    choice = Step(0, everybody, frozenset(range(len(REGISTERS))), "chosen", 9)
    known = lived([*steps, choice])
    state = merged(any_order(known, data))
    assert set(head_counts(state).values()) == {1}
    assert {register.shown.value for fields in state.objects.values() for register in fields.values()} == {"chosen"}


def the_hash_is_that_of_the_format(steps: Sequence[Step], data: st.DataObject) -> None:
    """Over the sorted line ids, an empty line, and each register with its sorted heads, in compact JSON."""
    known = lived(steps)
    lines = sorted(line.h for _, line in known)
    heads = [[*key, sorted(hs)] for key, hs in sorted(heads_by_definition(known).items())]
    texts = [*lines, "", *(json.dumps(each, separators=(",", ":")) for each in heads)]
    expected = blake2b("".join(f"{text}\n" for text in texts).encode(), digest_size=16).hexdigest()
    assert merged(any_order(known, data)).state_hash() == expected


def head_counts(state: State) -> dict[tuple[str, str, str], int]:
    return {
        (kind, id, field): len(register.heads)
        for (kind, id), fields in state.objects.items()
        for field, register in fields.items()
    }


LAWS = [
    state_is_a_function_of_the_set_of_lines,
    duplicates_change_nothing,
    replicas_that_exchange_what_they_have_agree,
    what_is_shown_is_the_latest,
    concurrent_edits_are_all_kept,
    sequential_edits_never_conflict,
    a_resolution_clears_the_conflict,
    the_hash_is_that_of_the_format,
]


@pytest.mark.parametrize("law", LAWS, ids=lambda law: law.__name__)
def test_law(law: Law) -> None:
    given(STEPS, st.data())(law)()


# --- stores with a bug: each law must catch those that break it


def stand(register: Writes, *heads: Write) -> None:
    """Let these be the heads."""
    register.__init__(heads, register.gone)  # type: ignore[misc]  # only a bug sets heads


def forgets_what_is_gone(self: Writes, write: Write) -> None:
    """Heads leave, but nothing is remembered for a write that comes late."""
    stand(self, *(head for head in self.heads if head.line.h not in write.replaced), write)


def shows_the_earliest(self: Writes) -> Write:
    return min(self.heads, key=lambda head: head.line[:2])


def shows_the_last_to_arrive(self: Writes) -> Write:
    return self.heads[-1]


def last_writer_wins(self: Writes, write: Write) -> None:
    """The latest stamp stands alone, what others wrote beside it is lost."""
    self.gone.update(write.replaced)
    stand(self, max((*self.heads, write), key=lambda head: head.line[:2]))


def nothing_is_replaced(self: Writes, write: Write) -> None:
    stand(self, *self.heads, write)


def one_head_per_value(self: Writes, write: Write) -> None:
    """Equal values are taken for the same write."""
    genuine_add(self, write)
    stand(self, *{repr(head.value): head for head in self.heads}.values())


def takes_a_line_twice(self: State, writer: str, line: Line) -> list[registers.ObjectKey]:
    self.lines.pop(line.h, None)
    return genuine_apply(self, writer, line)


def forgets_the_first_replaced(register: Write | Writes, write: Write) -> Writes:
    """A register's first write loses its `replaced` when a second one arrives."""
    both = register if isinstance(register, Writes) else Writes((register,), set())
    both.add(write)
    return both


def hash_in_order_of_arrival(self: State) -> str:
    return blake2b("".join(self.lines).encode(), digest_size=16).hexdigest()


genuine_add, genuine_apply = Writes.add, State.apply

PLANTS: list[tuple[object, str, object, Law]] = [
    (Writes, "add", forgets_what_is_gone, state_is_a_function_of_the_set_of_lines),
    (Writes, "add", forgets_what_is_gone, sequential_edits_never_conflict),
    (Writes, "add", forgets_what_is_gone, a_resolution_clears_the_conflict),
    (Writes, "add", forgets_what_is_gone, replicas_that_exchange_what_they_have_agree),
    (Writes, "add", last_writer_wins, concurrent_edits_are_all_kept),
    (Writes, "add", last_writer_wins, state_is_a_function_of_the_set_of_lines),
    (Writes, "add", nothing_is_replaced, sequential_edits_never_conflict),
    (Writes, "add", one_head_per_value, concurrent_edits_are_all_kept),
    (Writes, "shown", property(shows_the_earliest), what_is_shown_is_the_latest),
    (Writes, "shown", property(shows_the_last_to_arrive), what_is_shown_is_the_latest),
    (State, "apply", takes_a_line_twice, duplicates_change_nothing),
    (State, "state_hash", hash_in_order_of_arrival, replicas_that_exchange_what_they_have_agree),
    (State, "state_hash", hash_in_order_of_arrival, the_hash_is_that_of_the_format),
    (registers, "met", forgets_the_first_replaced, state_is_a_function_of_the_set_of_lines),
    (registers, "met", forgets_the_first_replaced, a_resolution_clears_the_conflict),
]


def name_of(bug: object) -> str:
    return getattr(bug.fget if isinstance(bug, property) else bug, "__name__", "")


@pytest.mark.parametrize(
    ("where", "name", "bug", "law"),
    PLANTS,
    ids=[f"{name_of(bug)}-{law.__name__}" for _, _, bug, law in PLANTS],
)
def test_the_law_catches(where: object, name: str, bug: object, law: Law, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(where, name, bug)
    quick = settings(phases=[Phase.generate], max_examples=500, report_multiple_bugs=False, database=None)
    with pytest.raises(AssertionError):
        quick(given(STEPS, st.data())(law))()


# --- what the laws do not say


def apply_titles(*acts: tuple[str, Value, tuple[str, ...]]) -> tuple[State, list[Line]]:
    """A state after titles by different writers: (writer, value, replaced)."""
    state, lines = State(), []
    for writer, value, replaced in acts:
        lines.append(decode(chain(writer, [[title(value, replaced)]])[0]))
        state.apply(writer, lines[-1])
    return state, lines


def contested(state: State) -> list[bool]:
    """For each contested register whether it waits."""
    return [state.is_waiting(register) for _, register in state.contested()]


@pytest.mark.parametrize(
    ("one", "other", "are_equal"),
    [
        (27, 27.0, True),
        (True, 1, False),
        (False, 0, False),
        (False, 0.0, False),
        (None, False, False),
        ("1", 1, False),
        ("true", True, False),
        (["x", 1], ["x", 1.0], True),
        (["x", 1], ["x", True], False),
        ([], None, False),
        (["x"], "x", False),
        (["list", 1], ["list"], False),
        (2**53 + 1, float(2**53), False),
    ],
)
def test_equal_values_side_by_side_are_no_conflict(one: Value, other: Value, are_equal: bool) -> None:
    assert (canonical(one) == canonical(other)) is are_equal
    state, _ = apply_titles((WRITER, one, ()), (WRITERS[1], other, ()))
    assert len(state.heads("objective", OBJECTIVE, "title")) == 2
    assert contested(state) == ([] if are_equal else [False])


def test_every_kind_of_value_can_be_compared() -> None:
    assert len({canonical(value) for value in VALUES}) == len(VALUES) - 1  # 1 and 1.0


def test_a_head_that_replaces_an_unknown_line_reads_waiting() -> None:
    state, _ = apply_titles((WRITER, "one", ()), (WRITERS[1], "two", (UNSEEN,)))
    assert contested(state) == [True]


def test_waiting_ends_when_the_line_arrives() -> None:
    late = decode(chain(WRITERS[2], [[title("late")]])[0])
    state, _ = apply_titles((WRITER, "one", ()), (WRITERS[1], "two", (late.h,)))
    state.apply(WRITERS[2], late)
    assert contested(state) == [False]
    assert late.h not in state.heads("objective", OBJECTIVE, "title")


def test_applying_says_which_objects_changed_and_a_second_time_none() -> None:
    line = decode(chain(WRITER, [[title("one"), title("two", id=UNSEEN[:16])]])[0])
    state = State()
    assert set(state.apply(WRITER, line)) == {("objective", OBJECTIVE), ("objective", UNSEEN[:16])}
    assert state.apply(WRITER, line) == []


def test_what_nobody_wrote_has_no_heads() -> None:
    state = State()
    assert state.register("objective", OBJECTIVE, "title") is None
    assert state.heads("objective", OBJECTIVE, "title") == ()
    assert list(state.contested()) == []


def test_an_object_made_by_one_line_is_read_like_any_other() -> None:
    """However it is kept: its registers are those of an object whose line had to meet something."""
    line = decode(chain(WRITER, [[title("one"), Op("objective", OBJECTIVE, "deleted", False)]])[0])
    state = State()
    state.apply(WRITER, line)
    registers = state.objects["objective", OBJECTIVE]
    assert dict(registers) == {"title": registers["title"], "deleted": registers["deleted"]}
    assert (len(registers), "title" in registers, "lead" in registers) == (2, True, False)
    assert registers.get("lead") is None
    assert registers["title"].shown.value == "one"
    assert registers["title"].shown.line == state.lines[line.h]
    assert state.heads("objective", OBJECTIVE, "deleted") == (line.h,)


def test_a_line_that_several_states_share_changes_none_of_them() -> None:
    first = decode(chain(WRITER, [[title("one")]])[0])
    second = decode(chain(WRITERS[1], [[Op("objective", OBJECTIVE, "lead", "x")]])[0])
    one, other = State(), State()
    for state in (one, other):
        state.apply(WRITER, first)
    one.apply(WRITERS[1], second)
    for state, fields in ((one, {"title": "one", "lead": "x"}), (other, {"title": "one"})):
        registers = state.objects["objective", OBJECTIVE]
        assert {field: register.shown.value for field, register in registers.items()} == fields
