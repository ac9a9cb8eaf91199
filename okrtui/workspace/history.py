"""History: who changed what, when, from what to what; and who is to thank for a value."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from okrtui.okr.company import LINKS
from okrtui.storage.clean import clean_line
from okrtui.storage.line import Line, Op
from okrtui.workspace.conflicts import text_of
from okrtui.workspace.errors import NotFound
from okrtui.workspace.news import Item, tell
from okrtui.workspace.past import Written
from okrtui.workspace.view import View
from okrtui.workspace.workspace import Workspace


class FieldChange(NamedTuple):
    """One field of an object was written. `ts` is the stamp; `before` is "" for a first write."""

    ts: str
    person: str
    kind: str
    id: str
    field: str
    before: str
    after: str
    h: str


class Blamed(NamedTuple):
    """A write to a register: who, when, what; whether it stands, and whether it is the one shown."""

    ts: str
    person: str
    text: str
    h: str
    stands: bool
    is_shown: bool


def history_of(workspace: Workspace, kind: str, id: str) -> list[FieldChange]:
    """Every write to an object, and every object made that points to it (its check-ins, say), the latest first."""
    lines = list(workspace.replica.history())
    before = _Before(lines)
    found: list[FieldChange] = []
    with workspace.lock:
        for _, line in _in_time(lines):
            for op in _ops(line):
                if (op.kind, op.id) == (kind, id) and not _says_nothing(op):
                    found.append(_changed(workspace, line, op, before))
                elif op.value == id and not op.replaced and op.field in LINKS.get(op.kind, ()):
                    found.append(_made(workspace, line, op))
    return found[::-1]


def _says_nothing(op: Op) -> bool:
    """Every line writes `deleted` false; it says something only where it made or restored the object."""
    return op.field == "deleted" and op.value is False and bool(op.replaced)


def _changed(view: View, line: Line, op: Op, before: "_Before") -> FieldChange:
    old = before.text(view, op)
    return FieldChange(line.ts, _who(view, line), op.kind, op.id, op.field, old, text_of(view, op.value), line.h)


def _made(view: View, line: Line, op: Op) -> FieldChange:
    """Something that points here was made: told as a change of the object it points to."""
    told = tell(view, [line])
    words = told[0].detail if told else ""
    return FieldChange(line.ts, _who(view, line), op.kind, op.id, "", "", words, line.h)


class _Before:
    """What a register showed before a write that replaced others."""

    def __init__(self, lines: Iterable[Written]) -> None:
        self._lines = {line.h: line for _, line in lines}

    def text(self, view: View, op: Op) -> str:
        seen = sorted((self._lines[h] for h in op.replaced if h in self._lines), key=lambda line: (line.ts, line.h))
        for line in reversed(seen):
            for old in _ops(line):
                if old[:3] == op[:3]:
                    return text_of(view, old.value)
        return ""


def blame(workspace: Workspace, kind: str, id: str, field: str) -> list[Blamed]:
    """Every write to a field, the latest first. Raises NotFound where nobody ever wrote it."""
    register = workspace.state.register(kind, id, field)
    if register is None:
        raise NotFound(f"{kind} {id}: nobody has written its {field!r}")
    standing = {head.line.h for head in register.heads}
    shown = register.shown.line.h
    found = []
    with workspace.lock:
        for _, line in _in_time(workspace.replica.history()):
            for op in _ops(line):
                if op[:3] == (kind, id, field):
                    words = text_of(workspace, op.value)
                    who = _who(workspace, line)
                    found.append(Blamed(line.ts, who, words, line.h, line.h in standing, line.h == shown))
    return found[::-1]


def log(workspace: Workspace, id: str | None = None, *, limit: int = 50) -> list[Item]:
    """What everybody did, in sentences, the latest first; with an id only what touches that object."""
    lines = [line for _, line in _in_time(workspace.replica.history())]
    if id is not None:
        lines = [line for line in lines if any(id in (op.id, op.value) for op in _ops(line))]
    return tell(workspace, lines[: -limit - 1 : -1])


def _in_time(lines: Iterable[Written]) -> list[Written]:
    return sorted(lines, key=lambda written: (written[1].ts, written[1].h))


def _ops(line: Line) -> Iterator[Op]:
    for kind, id, field, value, replaced in line.ops:
        yield Op(kind, id, field, value, tuple(replaced))  # type: ignore[arg-type]  # checked by decode


def _who(view: View, line: Line) -> str:
    return clean_line(view.company.title(line.by)) or line.by
