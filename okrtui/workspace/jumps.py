"""Jumps: people, units, objectives and key results by part of what they are called, and where each is shown."""

from collections.abc import Iterator
from typing import NamedTuple

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

    A title that begins with `said` comes before one in which each word begins a word, and that before the others.
    """
    words = said.casefold().split()
    if not words:
        return []
    with workspace.lock:
        ranked = sorted(_matches(workspace, said.casefold().strip(), words))
        return [
            Jump(_KINDS[kind], id, title, _place(workspace, _KINDS[kind], id)) for _, kind, title, id in ranked[:limit]
        ]


def _matches(workspace: Workspace, said: str, words: list[str]) -> Iterator[tuple[int, int, str, str]]:
    company = workspace.company
    for place, kind in enumerate(_KINDS):
        for id, fields in company.live(kind):
            title = fields.get("name") or fields.get("title")
            if not isinstance(title, str):
                continue
            folded = title.casefold()
            if all(word in folded for word in words):
                yield _rank(folded, said, words), place, clean_line(title), id


def _rank(folded: str, said: str, words: list[str]) -> int:
    if folded.startswith(said):
        return 0
    begun = f" {folded}"
    return 1 if all(f" {word}" in begun for word in words) else 2


def _place(workspace: Workspace, kind: str, id: str) -> str:
    company = workspace.company
    if kind == "person":
        return ", ".join(clean_line(unit.name) for unit in company.units_of(id) if unit.id != individual_unit_id(id))
    if kind == "unit":
        above = company.parent_unit(id)
        return clean_line(above.name) if above else ""
    if kind == "key_result":
        key_result = company.key_result(id)
        return clean_line(company.title(key_result.objective)) if key_result else ""
    objective = company.objective(id)
    names = (company.title(objective.unit), company.title(objective.owner)) if objective else ()
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
