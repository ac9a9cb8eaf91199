"""Conflicts: fields for which people wrote different values without seeing each other's.

What stands in the registers is told here; what stood there before is read from the disk by `ancestors`.
"""

from typing import NamedTuple

from okrtui.storage.clean import clean_line
from okrtui.storage.line import Value
from okrtui.storage.registers import Register, Write, canonical
from okrtui.workspace.forms import DELETED
from okrtui.workspace.naming import called
from okrtui.workspace.presets import setting_words
from okrtui.workspace.reading import cleaned, heads_in_order
from okrtui.workspace.view import View

Key = tuple[str, str, str]
"""Kind, id and field."""

_CHOICES = (
    "cadence",
    "combine",
    "direction",
    "disposition",
    "indicator",
    "kind",
    "level",
    "metric",
    "mode",
    "stage",
    "state",
    "status",
    "status_override",
)
"""Fields whose stored words are read with spaces for underscores."""


class Author(NamedTuple):
    """Who wrote a value, when (a stamp), and the identity of the line."""

    name: str
    ts: str
    h: str


class Version(NamedTuple):
    """One of the values, who wrote it last, and when (a stamp)."""

    value: Value
    text: str
    person: str
    ts: str
    authors: tuple[Author, ...] = ()
    """Everyone who wrote it, the latest first."""
    instead_of: str = ""
    """What its author had before, in words, where that is not what all of them had; "" where it is, or is not known."""

    @property
    def key(self) -> str:
        """The same for the same value, whoever else writes it too."""
        return repr(canonical(self.value))


class Conflict(NamedTuple):
    """A field with several values; the one shown comes first. `heads` are what a choice made now has seen."""

    kind: str
    id: str
    field: str
    title: str
    versions: list[Version]
    heads: tuple[str, ...]
    is_waiting: bool
    before: str | None = None
    """What all had before they wrote, in words; None where that is not known."""
    told: str = ""
    """What happened, where values alone do not say it."""

    @property
    def key(self) -> Key:
        """Which field it is."""
        return self.kind, self.id, self.field


class Field(NamedTuple):
    """A field of some object that is in conflict, or waits, as a mark beside the field says it."""

    name: str
    is_waiting: bool
    shown: Version
    others: tuple[Version, ...]
    """What is not shown: the others' values."""


def conflicts(workspace: View) -> list[Conflict]:
    """Every field in conflict, or waiting for a line that may settle it."""
    with workspace.lock:
        return [_conflict(workspace, key, register) for key, register in workspace.state.contested()]


def conflict_in(workspace: View, kind: str, id: str, field: str) -> Conflict | None:
    """The conflict in one field; None where there is none (any more)."""
    with workspace.lock:
        register = workspace.state.register(kind, id, field)
        if register is None or not register.in_conflict:
            return None
        return _conflict(workspace, (kind, id, field), register)


def contested_fields(workspace: View, kind: str, id: str) -> list[Field]:
    """The fields of an object in conflict, or waiting, each with its values."""
    with workspace.lock:
        registers = workspace.state.objects.get((kind, id), {})
        found = []
        for field, register in sorted(registers.items()):
            if type(register) is not Write and register.in_conflict:
                shown, *others = _versions(workspace, field, register)
                found.append(Field(field, workspace.state.is_waiting(register), shown, tuple(others)))
        return found


def _conflict(workspace: View, key: Key, register: Register) -> Conflict:
    kind, id, field = key
    return Conflict(
        kind,
        id,
        field,
        clean_line(workspace.company.title(id)) or called(workspace.company, kind, id),
        _versions(workspace, field, register),
        tuple(head.line.h for head in register.heads),
        workspace.state.is_waiting(register),
    )


def _versions(workspace: View, field: str, register: Register) -> list[Version]:
    """The values, the one shown first; who wrote the same value stands together."""
    by_value: dict[object, list[Write]] = {}
    for head in heads_in_order(register):
        by_value.setdefault(canonical(head.value), []).append(head)
    return [
        Version(
            cleaned(heads[0].value),
            words_of(workspace, field, heads[0].value),
            name_of(workspace, heads[0].line.by),
            heads[0].line.ts,
            tuple(Author(name_of(workspace, head.line.by), head.line.ts, head.line.h) for head in heads),
        )
        for heads in by_value.values()
    ]


def settled_by(workspace: View, kind: str, id: str, field: str) -> Author | None:
    """Who wrote the one value that a field has now; None while there are several, or none."""
    with workspace.lock:
        register = workspace.state.register(kind, id, field)
        if register is None or register.in_conflict:
            return None
        stamp = register.shown.line
        return Author(name_of(workspace, stamp.by), stamp.ts, stamp.h)


def value_now(workspace: View, kind: str, id: str, field: str) -> str:
    """What a field shows now, in words."""
    with workspace.lock:
        register = workspace.state.register(kind, id, field)
        return words_of(workspace, field, register.shown.value if register else None)


def name_of(workspace: View, person: str) -> str:
    """What a person is called; the id of one who is not known here."""
    return clean_line(workspace.company.title(person)) or person


def words_of(workspace: View, field: str, value: Value) -> str:
    """A value of a field in words: as `text_of`, but whether it is deleted is no mere yes or no."""
    if field == DELETED:
        return "deleted" if value is True else "stays"
    if field in _CHOICES and isinstance(value, str):
        return clean_line(value).replace("_", " ")
    return setting_words(field, value) or text_of(workspace, value)


def field_words(field: str) -> str:
    """A field as one says it."""
    return "deleted or not" if field == DELETED else field.replace("_", " ")


def settled_words(conflict: Conflict, said: str) -> str:
    """What a choice came to: `Title is now Sell more`, `It stays: Sell more`."""
    if conflict.field == DELETED:
        return f"It {'is deleted' if said == 'deleted' else 'stays'}: {conflict.title}"
    field = field_words(conflict.field)
    # The title that is shown is what the conflict is about: it says nothing of which object it is.
    about = "" if conflict.title in {version.text for version in conflict.versions} else f": {conflict.title}"
    return f"{field[:1].upper()}{field[1:]} is now {said}{about}"


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
