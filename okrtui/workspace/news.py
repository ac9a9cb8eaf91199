"""News: what others did, in sentences, made from their lines."""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from functools import cache, partial
from typing import NamedTuple

from okrtui.okr import records, rhythm
from okrtui.okr.kinds import CycleStatus, Level
from okrtui.okr.number import format_number
from okrtui.okr.score import shown
from okrtui.storage.clean import clean_line
from okrtui.storage.line import Line
from okrtui.workspace.naming import called
from okrtui.workspace.view import View
from okrtui.workspace.workspace import Workspace

_VERBS = {
    "check_in": "checked in",
    "blocker": "raised a blocker on",
    "comment": "commented on",
    "recognition": "recognized",
    "alignment": "aligned",
    "share": "asks to share",
    "commitment": "committed to",
    "reading": "read",
    "score": "scored",
}
"""Kinds that are told of as what someone did to something else."""

_WITH = {"alignment": ("to", "parent"), "share": ("with", "unit")}
"""Kinds that tie two things together: how the other one is told, and the field that holds it."""

_JOINED = "joined"
_WITHOUT_IT = {"checked in", _JOINED}

_QUIET = {"membership"}
_BESIDE = {"membership", "unit"}
"""Kinds that are made on the way to something else: the line is about that."""


_CheckIns = Callable[[str], Sequence[records.CheckIn]]
"""The check-ins of a key result up to today, by date."""


class Item(NamedTuple):
    """One sentence: who, did what, to what, with what detail, and when. `subject` opens with enter."""

    person: str
    verb: str
    title: str
    detail: str
    ts: str
    subject: tuple[str, str]
    by: str = ""
    """The id of who did it."""

    @property
    def sentence(self) -> str:
        """The whole of it on one line."""
        return " ".join(part for part in (self.person, self.verb, self.title, self.detail) if part)

    @property
    def brief(self) -> str:
        """The sentence for a place that names its object already."""
        it = "" if self.verb in _WITHOUT_IT else "it"
        return " ".join(part for part in (self.person, self.verb, it, self.detail) if part)


def news(workspace: Workspace, since: str, *, limit: int = 50) -> list[Item]:
    """What others did after a stamp, the latest first."""
    lines = [line for _, line in workspace.replica.history() if line.ts > since and line.by != workspace.person]
    lines.sort(key=lambda line: (line.ts, line.h), reverse=True)
    return tell(workspace, lines[:limit])


def tell(workspace: View, lines: Iterable[Line]) -> list[Item]:
    """The sentences of some lines, in their order; a line that says nothing worth telling has none."""
    with workspace.lock:
        check_ins: _CheckIns = cache(partial(workspace.company.check_ins_of, until=workspace.today))
        return [item._replace(by=line.by) for line in lines if (item := _item(workspace, line, check_ins))]


def _item(workspace: View, line: Line, check_ins: _CheckIns) -> Item | None:
    main = next((op for op in line.ops if op[0] not in _BESIDE), line.ops[0])
    kind, id = str(main[0]), str(main[1])
    if kind in _QUIET:
        return None
    company = workspace.company
    values = {op[2]: op[3] for op in line.ops if op[0] == kind and op[1] == id}
    is_new = any(op[2] == "deleted" and not op[4] for op in line.ops if op[1] == id)
    person = clean_line(company.title(line.by)) or "Someone"
    entry = company.entry(kind, id)
    fields = entry.fields if entry else {}
    if kind in _VERBS and is_new:
        subject = _subject(workspace, kind, fields)
        title = clean_line(company.title(subject[1]))
        return Item(person, _VERBS[kind], title, _detail(workspace, kind, fields, check_ins), line.ts, subject)
    if is_new and (kind, id) == ("person", line.by):
        return Item(person, _JOINED, "", "", line.ts, (kind, id))
    if is_new and kind == "unit" and fields.get("level") == Level.INDIVIDUAL and fields.get("lead") == line.by:
        return Item(person, "added", "a unit of their own", "", line.ts, (kind, id))
    title = called(company, kind, id) if kind in _VERBS else clean_line(company.title(id)) or called(company, kind, id)
    changed = [name.replace("_", " ") for name in values if name != "deleted"]
    is_deleted = values.get("deleted") is True
    verb = "deleted" if is_deleted else "added" if is_new else "changed" if changed else "restored"
    if kind == "cycle" and not is_new and values.get("status") == CycleStatus.CLOSED:
        verb = "closed"
    detail = f"({', '.join(changed[:3])})" if verb == "changed" else ""
    return Item(person, verb, title, detail, line.ts, (kind, id))


def _subject(workspace: View, kind: str, fields: records.Fields) -> tuple[str, str]:
    for name in ("key_result", "subject", "child", "objective"):
        id = records.text(fields, name)
        if id:
            return workspace.company.kind_of(id) or "", id
    return kind, ""


def _detail(workspace: View, kind: str, fields: records.Fields, check_ins: _CheckIns) -> str:
    if kind in _WITH:
        word, field = _WITH[kind]
        other = clean_line(workspace.company.title(records.reference(fields, field)))
        return f"{word} {other}" if other else ""
    if kind == "score":
        score = rhythm.score("", fields)
        return f"{shown(Fraction(score.value))} ({score.role.words})" if score else ""
    if kind != "check_in":
        return clean_line(records.text(fields, "text") or records.text(fields, "description"))
    value = records.number(fields, "value")
    if value is None:
        return ""
    id = records.text(fields, "key_result")
    key_result = workspace.company.entry("key_result", id)  # that it is deleted by now is another matter
    unit = records.text(key_result.fields, "unit_of_measure") if key_result else ""
    day = records.day(fields, "date")
    place = bisect_left(check_ins(id), day, key=lambda check_in: check_in.date) if day else 0
    before = check_ins(id)[place - 1].number if place else None
    if before is not None and before != value:
        return f"{format_number(before)} → {format_number(value, unit)}"
    return format_number(value, unit)
