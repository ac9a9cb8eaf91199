"""What surrounds a field: the object that it is of, what that is for, and what else one should know of it."""

from typing import NamedTuple

from okrtui.okr import records
from okrtui.storage.clean import clean_line
from okrtui.workspace.conflicts import field_words, words_of
from okrtui.workspace.detail import why
from okrtui.workspace.forms import DELETED
from okrtui.workspace.naming import ABOUT
from okrtui.workspace.presets import practice_of
from okrtui.workspace.rows import Row, row_of
from okrtui.workspace.view import View

_TOLD = {
    "objective": ("owner", "cycle", "stage"),
    "key_result": ("owner", "due"),
    "unit": ("level", "lead"),
    "check_in": ("date", "value", "confidence"),
    "goal": ("baseline", "target", "due"),
    "cycle": ("start", "end", "status"),
    "initiative": ("owner", "done"),
    "blocker": ("solver", "raised", "resolved"),
    "measure": ("target", "cadence"),
    "alignment": ("mode", "weight"),
    "membership": ("role",),
    "person": ("email",),
}
"""The fields that help to choose between the values of another one, in the order in which they are told."""

_PLACED = ("objective", "key_result", "unit")
_DEEPEST = 8
"""A comment on a comment: strangers may have written what is about itself."""


class Surroundings(NamedTuple):
    """The place of an object: what kind of thing it is, its title, and titles from the vision down to its unit."""

    noun: str
    title: str
    why: list[str]
    row: Row | None
    """Its figures, where it has any; a deleted object has none."""
    facts: list[tuple[str, str]]
    """Field and value in words."""
    is_deleted: bool


def surroundings(workspace: View, kind: str, id: str, apart_from: str) -> Surroundings:
    """What surrounds a field, `apart_from` which its facts tell of."""
    with workspace.lock:
        entry = workspace.company.entry(kind, id)
        fields = entry.fields if entry else {}
        told = [name for name in _TOLD.get(kind, ()) if name != apart_from and fields.get(name) not in (None, "")]
        return Surroundings(
            practice_of(workspace).word(kind),
            clean_line(workspace.company.title(id)),
            _crumbs(workspace, kind, id, fields),
            row_of(workspace, kind, id),
            [(field_words(name), words_of(workspace, name, fields[name])) for name in told],
            fields.get(DELETED) is True,
        )


def _crumbs(workspace: View, kind: str, id: str, fields: records.Fields) -> list[str]:
    """Vision › mission › parent › unit; what has no place of its own stands where what it is about stands."""
    about: list[str] = []
    while kind not in _PLACED and (above := _about(workspace, fields)) and len(about) < _DEEPEST:
        kind, id, fields = above
        about = [clean_line(workspace.company.title(id))]
    objective = {"objective": id, "key_result": records.reference(fields, "objective")}.get(kind)
    entry = workspace.company.entry("objective", objective or "")
    held = entry.fields if entry else fields
    unit = workspace.company.unit(records.reference(held, "parent" if kind == "unit" else "unit"))
    place = [clean_line(unit.name)] if unit else []
    return [crumb for crumb in [*why(workspace, objective, kind), *place, *about] if crumb]


def _about(workspace: View, fields: records.Fields) -> tuple[str, str, records.Fields] | None:
    """Kind, id and fields of what an object is about."""
    company = workspace.company
    for field in ABOUT:
        id = records.text(fields, field)
        kind = company.kind_of(id)
        entry = company.entry(kind, id) if kind else None
        if kind and entry:
            return kind, id, entry.fields
    return None
