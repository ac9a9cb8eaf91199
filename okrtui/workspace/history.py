"""History: who changed what, when, from what to what; and whom a value is from.

What is told is as old as the lines that are given; how things are called and what stands is the view's.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from okrtui.okr.company import LINKS
from okrtui.okr.records import reference
from okrtui.storage.clean import clean_line
from okrtui.storage.line import Line, Op, Value
from okrtui.workspace.errors import NotFound
from okrtui.workspace.find import NAMED
from okrtui.workspace.forms import DELETED
from okrtui.workspace.naming import called
from okrtui.workspace.news import tell
from okrtui.workspace.past import Written
from okrtui.workspace.reading import cleaned
from okrtui.workspace.view import View


class FieldChange(NamedTuple):
    """A field was written: what it showed before (None for nothing, and for a first write), and what since."""

    field: str
    before: Value
    after: Value


class Told(NamedTuple):
    """What someone did to an object in one line. `changes` are given where its own history is told.

    `brief` is the sentence for a place that names the object already: `Ana Ruiz changed it (title)`.
    """

    ts: str
    person: str
    name: str
    sentence: str
    brief: str
    kind: str
    id: str
    h: str
    undoes: str | None
    redoes: str | None
    changes: tuple[FieldChange, ...] = ()


class Blamed(NamedTuple):
    """A write to a field: who, when, what; whether it stands (is a head), and whether it is the one shown."""

    ts: str
    person: str
    name: str
    value: Value
    h: str
    stands: bool
    is_shown: bool


def log(view: View, lines: Sequence[Written], *, limit: int | None = None) -> list[Told]:
    """What everybody did, the latest first. `lines` are in order, as in `past`; so they are everywhere here."""
    with view.lock:
        return [_told(view, line) for _, line in reversed(lines[-limit:] if limit else lines)]


def history_of(view: View, lines: Sequence[Written], kind: str, id: str, *, limit: int | None = None) -> list[Told]:
    """What was done to an object and to what hangs on it (its check-ins, key results, alignments), the latest first."""
    by_id = {line.h: line for _, line in lines}
    parts: set[tuple[str, str]] = set()
    found: list[Told] = []
    with view.lock:
        for _, line in lines:
            for key, ops in _by_object(line).items():
                if key == (kind, id):
                    changes = tuple(_change(op, by_id) for op in ops if op.field != DELETED)
                    found.append(_told(view, line, ops)._replace(changes=changes))
                    continue
                if any(op.value == id and op.field in LINKS.get(op.kind, ()) for op in ops):
                    parts.add(key)
                if key in parts and _is_of_the_whole(key[0], ops):
                    said = tuple(_change(op, by_id) for op in ops if key[0] == "check_in" and _is_said(op))
                    found.append(_told(view, line, ops)._replace(changes=said))
    return found[: -limit - 1 : -1] if limit else found[::-1]


def _is_said(op: Op) -> bool:
    """Whether an op of a check-in is something that was said besides the value, which the sentence has."""
    return op.field not in _TOLD_ANYWAY and op.value is not None


_TOLD_ANYWAY = {DELETED, "key_result", "value", "date", "on_behalf_of"}


def _by_object(line: Line) -> dict[tuple[str, str], list[Op]]:
    found: dict[tuple[str, str], list[Op]] = {}
    for op in line.writes():
        found.setdefault((op.kind, op.id), []).append(op)
    return found


def _is_of_the_whole(kind: str, ops: Iterable[Op]) -> bool:
    """Whether a change of a part is told with the whole: what has a title has a history of its own."""
    fields = {op.field for op in ops}
    return kind not in NAMED or fields == {DELETED} or not fields.isdisjoint(LINKS[kind])


def _told(view: View, line: Line, ops: Iterable[Op] | None = None) -> Told:
    """A line, or what it did to one object, in words."""
    if ops is not None:
        line = line._replace(ops=[(*op[:4], list(op.replaced)) for op in ops])
    name = _name(view, line.by)
    items = tell(view, [line])
    if items:
        sentence, brief, (kind, id) = items[0].sentence, items[0].brief, items[0].subject
    else:  # what is no news is history all the same
        kind, id = line.ops[0][:2]
        sentence = f"{name} {_verb(line)} {_called(view, kind, id)}"
        brief = f"{name} {_verb(line)} it"
    return Told(line.ts, line.by, name, sentence, brief, kind, id, line.h, line.undoes, line.redoes)


def _called(view: View, kind: str, id: str) -> str:
    """An object in a sentence; a membership as who is in what."""
    entry = view.company.entry(kind, id)
    if kind == "membership" and entry:
        ends = (view.company.title(reference(entry.fields, name)) for name in ("person", "unit"))
        person, unit = (clean_line(each) or "someone" for each in ends)
        return f"{person} as a member of {unit}"
    return called(view.company, kind, id)


def _verb(line: Line) -> str:
    written = {op.field: op for op in line.writes()}
    deleted = written.get(DELETED)
    if deleted is not None and deleted.value is True:
        return "deleted"
    if deleted is not None and not deleted.replaced:
        return "added"
    return "changed" if written.keys() - {DELETED} else "restored"


def _change(op: Op, by_id: Mapping[str, Line]) -> FieldChange:
    seen = [by_id[h] for h in op.replaced if h in by_id]
    before = None
    if seen:
        shown = max(seen, key=lambda line: (line.ts, line.h))
        before = next((old.value for old in shown.writes() if old[:3] == op[:3]), None)
    return FieldChange(op.field, cleaned(before), cleaned(op.value))


def blame(view: View, lines: Sequence[Written], kind: str, id: str, field: str) -> list[Blamed]:
    """Every write to a field, the latest first. Raises NotFound where nobody ever wrote it."""
    register = view.state.register(kind, id, field)
    if register is None:
        there = ", ".join(sorted(view.state.objects.get((kind, id), {}).keys() - {DELETED}))
        raise NotFound(f"{called(view.company, kind, id)}: nobody has written its {field!r}; there is {there}")
    standing = {head.line.h for head in register.heads}
    shown = register.shown.line.h
    with view.lock:
        found = [
            Blamed(
                line.ts,
                line.by,
                _name(view, line.by),
                cleaned(op.value),
                line.h,
                line.h in standing,
                line.h == shown,
            )
            for _, line in lines
            for op in line.writes()
            if op[:3] == (kind, id, field)
        ]
    return found[::-1]


def _name(view: View, person: str) -> str:
    return clean_line(view.company.title(person)) or person
