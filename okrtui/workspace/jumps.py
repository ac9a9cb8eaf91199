"""Jumps: people, units, objectives and key results by part of what they are called, and where each is shown."""

from heapq import nsmallest
from typing import NamedTuple

from okrtui.okr.kinds import Level, ObjectiveKind
from okrtui.okr.records import Fields, reference, text
from okrtui.storage.clean import clean_line
from okrtui.workspace.find import in_template
from okrtui.workspace.own_unit import individual_unit_id
from okrtui.workspace.view import View

_KINDS = ("person", "unit", "objective", "key_result")
_HITS = 40


class Jump(NamedTuple):
    """Something one can go to: what it is, what it is called, and a few words on where it belongs."""

    kind: str
    id: str
    title: str
    place: str
    promise: ObjectiveKind | None = None
    """Of an objective, whether it is committed or aspirational."""


def find_jumps(workspace: View, said: str, limit: int = _HITS) -> list[Jump]:
    """What people mean by `said`: every word of it is part of the title; the best first, at most `limit`.

    A title that begins with `said` comes before one in which each word begins a word, and that before the others;
    what belongs to another cycle than the current one comes last.
    """
    words = said.casefold().split()
    if not words:
        return []
    with workspace.lock:
        everything = [
            (place, id, fields)
            for place, kind in enumerate(_KINDS)
            for id, fields in workspace.company.live(kind)
            if not in_template(workspace.company, kind, fields)
        ]
        current = workspace.company.current_cycle(workspace.today)
    found: list[_Match] = []
    for place, id, fields in everything:
        title = _title(fields).casefold()
        if all(word in title for word in words):
            cycle = _cycle(workspace, _KINDS[place], fields)
            is_past = cycle is not None and (current is None or cycle != current.id)
            found.append(_Match(is_past, _rank(title, said.casefold().strip(), words), place, title, id, cycle or ""))
    best = nsmallest(limit, found)
    with workspace.lock:
        return [_jump(workspace, match) for match in best]


class _Match(NamedTuple):
    """Something found, in the order in which it is offered."""

    is_past: bool
    rank: int
    place: int
    title: str
    id: str
    cycle: str


def _title(fields: Fields) -> str:
    if fields.get("level") == Level.INDIVIDUAL:  # the unit is called like its person, who is offered
        return ""
    return text(fields, "name") or text(fields, "title")


def _cycle(workspace: View, kind: str, fields: Fields) -> str | None:
    if kind == "key_result":
        fields = workspace.company.fields("objective", reference(fields, "objective")) or {}
    return reference(fields, "cycle")


def _jump(workspace: View, match: _Match) -> Jump:
    kind = _KINDS[match.place]
    place = _place(workspace, kind, match.id, match.cycle if match.is_past else None)
    objective = workspace.company.objective(match.id) if kind == "objective" else None
    title = clean_line(workspace.company.title(match.id))
    return Jump(kind, match.id, title, place, objective.kind if objective else None)


def _rank(folded: str, said: str, words: list[str]) -> int:
    if folded.startswith(said):
        return 0
    begun = f" {folded}"
    return 1 if all(f" {word}" in begun for word in words) else 2


def _place(workspace: View, kind: str, id: str, cycle: str | None) -> str:
    """A few words on where something belongs; the cycle only where it is not the current one."""
    company = workspace.company
    if kind == "person":
        return ", ".join(clean_line(unit.name) for unit in company.units_of(id) if unit.id != individual_unit_id(id))
    if kind == "unit":
        above = company.parent_unit(id)
        return clean_line(above.name) if above else ""
    if kind == "key_result":
        key_result = company.key_result(id)
        names = [company.title(cycle), company.title(key_result.objective) if key_result else ""]
    else:
        objective = company.objective(id)
        parts = (cycle, objective.unit, objective.owner) if objective else ()
        names = [company.title(part) for part in parts]
    return ", ".join(dict.fromkeys(clean_line(name) for name in names if name))


def shown_at(workspace: View, kind: str, id: str) -> tuple[str, str] | None:
    """Kind and id under which the Cascade shows something: a person at their own unit, else at their first one."""
    if kind != "person":
        return kind, id
    with workspace.lock:
        units = [unit.id for unit in workspace.company.units_of(id)]
    own = individual_unit_id(id)
    if own in units:
        return "unit", own
    return ("unit", units[0]) if units else None
