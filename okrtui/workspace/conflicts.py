"""Conflicts: fields for which two people wrote different values without seeing each other's."""

from typing import NamedTuple

from okrtui.storage.clean import clean_line
from okrtui.storage.line import Value
from okrtui.storage.registers import Register, canonical
from okrtui.workspace.reading import cleaned, heads_in_order
from okrtui.workspace.view import View


class Version(NamedTuple):
    """One of the values, who wrote it, and when (milliseconds since 1970)."""

    value: Value
    text: str
    person: str
    ts: str


class Conflict(NamedTuple):
    """A field with several values; the one shown comes first. `heads` are what a choice made now has seen."""

    kind: str
    id: str
    field: str
    title: str
    versions: list[Version]
    heads: tuple[str, ...]
    is_waiting: bool


def conflicts(workspace: View) -> list[Conflict]:
    """Every field in conflict, or waiting for a line that may settle it."""
    with workspace.lock:
        return [_conflict(workspace, *key, register) for key, register in workspace.state.contested()]


def _conflict(workspace: View, kind: str, id: str, field: str, register: Register) -> Conflict:
    company = workspace.company
    by_value = {}
    for head in reversed(heads_in_order(register)):
        by_value[canonical(head.value)] = head
    versions = [
        Version(
            cleaned(head.value),
            text_of(workspace, head.value),
            clean_line(company.title(head.line.by)) or head.line.by,
            head.line.ts,
        )
        for head in sorted(by_value.values(), key=lambda head: head.line[:2], reverse=True)
    ]
    return Conflict(
        kind,
        id,
        field,
        clean_line(company.title(id)) or id,
        versions,
        tuple(head.line.h for head in register.heads),
        workspace.state.is_waiting(register),
    )


def text_of(workspace: View, value: Value) -> str:
    """A stored value in words: an id by its title, nothing as "nothing"."""
    value = cleaned(value)
    if value is None or value == "":
        return "nothing"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ", ".join(text_of(workspace, item) for item in value) or "none"
    if isinstance(value, str):
        return clean_line(workspace.company.title(value)) or clean_line(value)
    from okrtui.okr.number import format_number

    return format_number(value)
