"""Jumps: people, units, objectives and key results by part of what they are called, and where each is shown."""

from collections.abc import Iterator
from typing import NamedTuple

from okrtui.okr.kinds import Level
from okrtui.storage.clean import clean_line
from okrtui.workspace.edits import individual_unit_id
from okrtui.workspace.workspace import Workspace

_KINDS = ("person", "unit", "objective", "key_result")
_HITS = 40


class Jump(NamedTuple):
    """Something one can go to: what it is, what it is called, and a few words on where it belongs."""

    kind: str
    id: str
    title: str
    place: str


def find_jumps(workspace: Workspace, said: str, limit: int = _HITS) -> list[Jump]:
    """What people mean by `said`: every word of it is part of the title; the best first, at most `limit`.

    A title that begins with `said` comes before one in which each word begins a word, and that before the others;
    what belongs to another cycle than the current one comes last.
    """
    words = said.casefold().split()
    if not words:
        return []
    with workspace.lock:
        current = workspace.company.current_cycle(workspace.today)
        ranked = []
        for rank, kind, title, id in _matches(workspace, said.casefold().strip(), words):
            cycle = _cycle(workspace, _KINDS[kind], id)
            is_past = cycle is not None and (current is None or cycle != current.id)
            ranked.append((is_past, rank, kind, title, id, cycle if is_past else None))
        found = [(_KINDS[kind], id, title, cycle) for _, _, kind, title, id, cycle in sorted(ranked)[:limit]]
        return [Jump(kind, id, title, _place(workspace, kind, id, cycle)) for kind, id, title, cycle in found]


def _cycle(workspace: Workspace, kind: str, id: str) -> str | None:
    company = workspace.company
    if kind == "key_result":
        key_result = company.key_result(id)
        id = key_result.objective if key_result and key_result.objective else ""
    objective = company.objective(id)
    return objective.cycle if objective else None


def _matches(workspace: Workspace, said: str, words: list[str]) -> Iterator[tuple[int, int, str, str]]:
    company = workspace.company
    for place, kind in enumerate(_KINDS):
        for id, fields in company.live(kind):
            title = fields.get("name") or fields.get("title")
            if not isinstance(title, str) or fields.get("level") == Level.INDIVIDUAL:  # it is called like its person
                continue
            folded = title.casefold()
            if all(word in folded for word in words):
                yield _rank(folded, said, words), place, clean_line(title), id


def _rank(folded: str, said: str, words: list[str]) -> int:
    if folded.startswith(said):
        return 0
    begun = f" {folded}"
    return 1 if all(f" {word}" in begun for word in words) else 2


def _place(workspace: Workspace, kind: str, id: str, cycle: str | None) -> str:
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


def shown_at(workspace: Workspace, kind: str, id: str) -> tuple[str, str] | None:
    """Kind and id under which the Cascade shows something: a person at their own unit, else at their first one."""
    if kind != "person":
        return kind, id
    with workspace.lock:
        units = [unit.id for unit in workspace.company.units_of(id)]
    own = individual_unit_id(id)
    if own in units:
        return "unit", own
    return ("unit", units[0]) if units else None
