"""Undo and redo of one's own acts.

Undo takes back one's own last act, field by field, where its write is still the sole head; elsewhere it names who
changed it since. Undo of a choice between values brings all of them back. Undo of a creation deletes. A second undo
goes one further back. An import's acts share a batch and are taken back together.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from okrtui.okr.ids import new_id
from okrtui.storage.line import Line, Op, Value
from okrtui.storage.registers import Register, Stamp, State, canonical
from okrtui.storage.replica import Act
from okrtui.workspace.errors import NothingToUndo
from okrtui.workspace.forms import DELETED, seen_heads
from okrtui.workspace.workspace import Workspace


class TakenBack(NamedTuple):
    """What an undo or redo did: objects (kind, id) put back, and fields that someone changed since."""

    objects: list[tuple[str, str]]
    kept: list[tuple[str, str, str, str]]
    """Kind, id, field, and the person who changed it since: left as it is."""


class _Step(NamedTuple):
    """An act that can be taken back: the line of the act, and the line that last put it into effect."""

    act: str
    effect: str
    batch: str | None


def undo(workspace: Workspace) -> TakenBack:
    """Take back one's own last act that still stands. Raises NothingToUndo."""
    return _revert(workspace, "undoes")


def redo(workspace: Workspace) -> TakenBack:
    """Do again what the last undo took back. Raises NothingToUndo."""
    return _revert(workspace, "redoes")


def _revert(workspace: Workspace, reference: str) -> TakenBack:
    outcome = TakenBack([], [])

    def acts() -> Iterable[Act]:
        lines = workspace.replica.own_lines()
        done, undone = _stacks(lines)
        stack = done if reference == "undoes" else undone
        if not stack:
            raise NothingToUndo("nothing to undo" if reference == "undoes" else "nothing to redo")
        steps = _together(stack)
        own = {line.h: line for line in lines}
        before = _Before(workspace)
        found = []
        for step in steps:
            ops = _inverse(workspace.state, own, own[step.effect], before, outcome)
            # What was shown comes back last, and is shown again.
            found += [(step, each) for each in (*_beside(own, own[step.effect], ops, before), ops)]
        batch = new_id(workspace.entropy) if len(found) > 1 else None
        for step, ops in found:
            if reference == "undoes":
                yield Act(ops, batch=batch, undoes=step.act)
            else:
                yield Act(ops, batch=batch, redoes=step.act)

    workspace.write(lambda: list(acts()))
    return outcome


def _stacks(lines: Iterable[Line]) -> tuple[list[_Step], list[_Step]]:
    """Replay one's own lines: what stands and can be undone, what was undone and can be redone; the last is next."""
    done: list[_Step] = []
    undone: list[_Step] = []
    for line in lines:
        if line.undoes and undone and undone[-1].act == line.undoes:
            # All of the values come back that the act had chosen between, each by a line.
            undone[-1] = undone[-1]._replace(effect=line.h)
            continue
        if line.undoes:
            step = _take(done, line.undoes)
            undone.append(_Step(line.undoes, line.h, step.batch if step else line.batch))
        elif line.redoes:
            step = _take(undone, line.redoes)
            done.append(_Step(line.redoes, line.h, step.batch if step else line.batch))
        elif not _is_beginning(line):
            done.append(_Step(line.h, line.h, line.batch))
            undone.clear()
    return done, undone


def _is_beginning(line: Line) -> bool:
    """Whether someone made themselves by it, founding or joining the workspace: that is behind all undoing."""
    return any(
        kind == "person" and id == line.by and field == DELETED and not replaced
        for kind, id, field, _, replaced in line.ops
    )


def _take(stack: list[_Step], act: str) -> _Step | None:
    for place in range(len(stack) - 1, -1, -1):
        if stack[place].act == act:
            return stack.pop(place)
    return None


def _together(stack: list[_Step]) -> list[_Step]:
    """The last step, with those of its batch, latest first."""
    last = stack[-1]
    steps = []
    for step in reversed(stack):
        if step is not last and (last.batch is None or step.batch != last.batch):
            break
        steps.append(step)
    return steps


class _Before:
    """The values that writes had which are no heads any more, looked up in the history once it is needed."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._lines: dict[str, Line] | None = None

    def value(self, op: Op) -> tuple[bool, Value]:
        """Whether anything stood in the register before `op`, and what of it was shown."""
        found = self.values(op)
        return (True, found[0]) if found else (False, None)

    def values(self, op: Op) -> list[Value]:
        """The different values that stood side by side in the register before `op`, the one shown first."""
        if not op.replaced:
            return []
        if self._lines is None:
            self._lines = {line.h: line for _, line in self._workspace.replica.history()}
        before = sorted((self._lines[h] for h in op.replaced if h in self._lines), key=lambda line: (line.ts, line.h))
        found: dict[object, Value] = {}
        for line in reversed(before):
            for kind, id, field, value, _ in line.writes():
                if (kind, id, field) == op[:3]:
                    found.setdefault(canonical(value), value)
        return list(found.values())


def _beside(own: Mapping[str, Line], line: Line, ops: Sequence[Op], before: _Before) -> list[list[Op]]:
    """What takes back a choice between several values: for each of the others an act of its own, in which it comes
    back beside the one that `ops` bring back. A line writes a register once.
    """
    written = {op[:3]: op for _, _, some in _by_object(line) for op in some}
    back = {op[:3]: op for op in ops}
    found: list[list[Op]] = []
    for key, op in back.items():
        values = before.values(written[key]) if key in written else []
        if len(values) < 2 or not all(_is_of(own, h, line, op) for h in op.replaced):
            continue
        deleted = back[op.kind, op.id, DELETED]
        for value in values:
            if canonical(value) != canonical(op.value):
                found.append([op._replace(value=value), *([] if op is deleted else [deleted])])
    return found


def _inverse(state: State, own: Mapping[str, Line], line: Line, before: _Before, outcome: TakenBack) -> list[Op]:
    """The ops that put back what `line` changed, where nobody has written since."""
    ops: list[Op] = []
    for kind, id, op_list in _by_object(line):
        heads = seen_heads(state, kind, id)
        created = any(op.field == DELETED and not op.replaced and op.value is False for op in op_list)
        changed = [op for op in op_list if op.field != DELETED]
        deleted = next((op for op in op_list if op.field == DELETED), Op(kind, id, DELETED, None))
        outcome.objects.append((kind, id))
        if created:
            ops.append(Op(kind, id, DELETED, True, heads.get(DELETED, ())))
            continue
        for op in changed:
            here = heads.get(op.field, ())
            if here and all(_is_of(own, h, line, op) for h in here):
                ops.append(Op(kind, id, op.field, before.value(op)[1], heads[op.field]))
            else:
                outcome.kept.append((kind, id, op.field, _last_writer(state, op)))
        register = state.objects[kind, id][DELETED]
        if deleted.value not in (None, register.shown.value):
            outcome.kept.append((kind, id, DELETED, _last_writer(state, deleted)))
        ops.append(_deleted_back(register, own, line, deleted, before))
    return ops


def _deleted_back(register: Register, own: Mapping[str, Line], line: Line, op: Op, before: _Before) -> Op:
    """`deleted` as it was before `op` of `line`, where that still stands, else as it is; others' heads stay."""
    standing = tuple(head.line.h for head in register.heads if _is_of(own, head.line.h, line, op))
    if standing:
        return Op(*op[:3], before.value(op)[1] is True, standing)
    return Op(*op[:3], register.shown.value, (register.shown.line.h,))


def _is_of(own: Mapping[str, Line], h: str, line: Line, op: Op) -> bool:
    """Whether a write stands for what `line` wrote: it brings the same back, or came back beside it."""
    head = own.get(h)
    is_beside = line.undoes is not None and head is not None and head.undoes == line.undoes
    return is_beside or _source(own, h, op) == _source(own, line.h, op)


def _source(own: Mapping[str, Line], h: str, op: Op) -> str:
    """The write that put a value into op's register first: an undo or redo only brings one back."""
    while line := own.get(h):
        undone = own.get(line.undoes or "")
        replaced = _replaced(undone, op) if undone else ()
        if line.redoes:
            h = line.redoes
        elif len(replaced) == 1:
            h = replaced[0]
        else:
            break
    return h


def _replaced(line: Line, op: Op) -> Sequence[str]:
    for kind, id, field, _, replaced in line.ops:
        if (kind, id, field) == op[:3]:
            return replaced
    return ()


def _by_object(line: Line) -> list[tuple[str, str, list[Op]]]:
    grouped: dict[tuple[str, str], list[Op]] = {}
    for op in line.writes():
        grouped.setdefault((op.kind, op.id), []).append(op)
    return [(kind, id, ops) for (kind, id), ops in grouped.items()]


def _last_writer(state: State, op: Op) -> str:
    register = state.register(op.kind, op.id, op.field)
    stamp: Stamp | None = register.shown.line if register else None
    return stamp.by if stamp else ""
