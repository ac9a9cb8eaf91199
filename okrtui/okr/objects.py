"""Every object by its id, and by what it points to. It knows kinds and links, and nothing of what they mean."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from okrtui.okr import records
from okrtui.okr.alignment import Stamp
from okrtui.okr.records import Fields

LINKS: dict[str, tuple[str, ...]] = {
    "unit": ("parent", "lead"),
    "membership": ("unit", "person"),
    "cycle": ("parent",),
    "mission": ("unit",),
    "goal": ("unit",),
    "objective": ("unit", "cycle", "owner", "kpi", "carried_from"),
    "alignment": ("child", "parent"),
    "share": ("objective", "unit"),
    "commitment": ("objective", "person"),
    "key_result": ("objective", "owner", "carried_from"),
    "milestone": ("key_result",),
    "measure": ("key_result",),
    "kpi": ("unit", "goal"),
    "reading": ("subject",),
    "check_in": ("key_result",),
    "blocker": ("subject", "solver", "escalated_to"),
    "initiative": ("subject", "owner"),
    "comment": ("subject",),
    "recognition": ("subject",),
    "review": ("unit", "cycle"),
    "score": ("key_result",),
    "improvement": ("owner", "review", "taken_up_in"),
    "dismissal": ("subject",),
}
"""The fields by which objects of a kind point to others, and are found from there."""

STAMPED = {
    "alignment": "parent",
    "check_in": "value",
    "key_result": "status_override",
    "reading": "value",
    "score": "value",
    "unit": "parent",
}
"""The field of a kind whose write orders its objects in time, where an order matters."""

_NEVER: Stamp = ("", "")


class Entry(NamedTuple):
    """An object as the store has it: its fields, the stamp of its first write, and of its STAMPED field."""

    fields: Fields
    created: Stamp = _NEVER
    stamp: Stamp = _NEVER

    @property
    def is_deleted(self) -> bool:
        """Whether it has been deleted; it can be restored."""
        return self.fields.get("deleted") is True


def links(kind: str, entry: Entry) -> Iterator[str]:
    """The ids that an object points to."""
    return (target for field in LINKS.get(kind, ()) if isinstance(target := entry.fields.get(field), str))


class Objects:
    """The objects of a workspace as the store has them, deleted ones too."""

    def __init__(self) -> None:
        self._entries: dict[str, dict[str, Entry]] = {}
        self._kinds: dict[str, str] = {}
        self._links: dict[tuple[str, str], dict[str, dict[str, None]]] = {}

    def put(self, kind: str, id: str, entry: Entry) -> Entry | None:
        """Set an object, new or changed; what stood there before."""
        entries = self._entries.setdefault(kind, {})
        old = entries.get(id)
        if old is not None:
            self._link(kind, id, old, add=False)
        entries[id] = entry
        other = self._kinds.setdefault(id, kind)
        if other != kind:  # no honest replica writes two kinds under one id; the older one is meant, on every replica
            self._kinds[id] = min(kind, other, key=lambda each: (self._entries[each][id].created, each))
        self._link(kind, id, entry, add=True)
        return old

    def _link(self, kind: str, id: str, entry: Entry, *, add: bool) -> None:
        if entry.is_deleted:
            return
        for field in LINKS.get(kind, ()):
            target = entry.fields.get(field)
            if not isinstance(target, str):
                continue
            pointing = self._links.setdefault((kind, field), {}).setdefault(target, {})
            if add:
                pointing[id] = None
            else:
                pointing.pop(id, None)

    def kind_of(self, id: str) -> str | None:
        """The kind of the object with an id, deleted ones included; None where there is none."""
        return self._kinds.get(id)

    def entry(self, kind: str, id: str) -> Entry | None:
        """An object as it was put, deleted ones included."""
        return self._entries.get(kind, {}).get(id)

    def fields(self, kind: str, id: str | None) -> Fields | None:
        """The fields of an object that is not deleted."""
        entry = self._entries.get(kind, {}).get(id or "")
        return None if entry is None or entry.is_deleted else entry.fields

    def live(self, kind: str) -> Iterator[tuple[str, Fields]]:
        """Every object of a kind that is not deleted."""
        return ((id, e.fields) for id, e in self._entries.get(kind, {}).items() if not e.is_deleted)

    def deleted(self, kind: str) -> Iterator[tuple[str, Fields]]:
        """Every object of a kind that is deleted."""
        return ((id, e.fields) for id, e in self._entries.get(kind, {}).items() if e.is_deleted)

    def pointing(self, kind: str, field: str, target: str) -> list[str]:
        """The ids of the objects of a kind whose field points to `target`, in the order they were made."""
        found = self._links.get((kind, field), {}).get(target, {})
        entries = self._entries.get(kind, {})
        return sorted(found, key=lambda id: (entries[id].created, id))

    def title(self, id: str | None) -> str:
        """What people call an object: its title, name, statement or text; "" for none."""
        kind = self._kinds.get(id or "")
        entry = self._entries[kind][id or ""] if kind else None
        if entry is None:
            return ""
        for name in ("title", "name", "statement", "text", "description", "note"):
            found = records.line(entry.fields, name)
            if found:
                return found
        return ""

    def search(self, kinds: Iterable[str]) -> Iterator[tuple[str, str, str]]:
        """Kind, id and title of every object of some kinds that is not deleted."""
        for kind in kinds:
            for id, _ in self.live(kind):
                yield kind, id, self.title(id)
