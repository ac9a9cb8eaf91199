"""The company: an index over every object, kept up to date object by object.

It answers who belongs where and what hangs on what. Figures are the matter of `standing`; they are kept there until
something that they were made of changes.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from okrtui.okr import records
from okrtui.okr.alignment import Edge, Stamp, admit
from okrtui.okr.kinds import CycleKind, CycleStatus, Level
from okrtui.okr.records import (
    Alignment,
    CheckIn,
    Cycle,
    Fields,
    KeyResult,
    Objective,
    Person,
    Unit,
    Workspace,
)

LINKS: dict[str, tuple[str, ...]] = {
    "unit": ("parent", "lead"),
    "membership": ("unit", "person"),
    "cycle": ("parent",),
    "mission": ("unit",),
    "goal": ("unit",),
    "objective": ("unit", "cycle", "owner", "kpi"),
    "alignment": ("child", "parent"),
    "share": ("objective", "unit"),
    "commitment": ("objective", "person"),
    "key_result": ("objective", "owner"),
    "milestone": ("key_result",),
    "measure": ("key_result",),
    "kpi": ("unit", "goal"),
    "reading": ("subject",),
    "check_in": ("key_result",),
    "blocker": ("subject", "solver"),
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


class Company:
    """Every object of a workspace, found by its id and by what it points to."""

    def __init__(self) -> None:
        self._entries: dict[str, dict[str, Entry]] = {}
        self._kinds: dict[str, str] = {}
        self._links: dict[tuple[str, str], dict[str, dict[str, None]]] = {}
        self._records: dict[str, object] = {}
        self._edges: tuple[dict[str, list[Alignment]], dict[str, list[Alignment]], list[Alignment]] | None = None
        self._unit_parents: dict[str, str] | None = None
        self._unit_children: dict[str | None, list[Unit]] = {}

    # --- filling

    def put(self, kind: str, id: str, entry: Entry) -> Entry | None:
        """Set an object, new or changed; what stood there before."""
        may_cut = self.may_cut(kind, id, entry)
        entries = self._entries.setdefault(kind, {})
        old = entries.get(id)
        if old is not None:
            self._link(kind, id, old, add=False)
        entries[id] = entry
        other = self._kinds.setdefault(id, kind)
        if other != kind:  # no honest replica writes two kinds under one id; the older one is meant, on every replica
            self._kinds[id] = min(kind, other, key=lambda each: (self._entries[each][id].created, each))
        self._link(kind, id, entry, add=True)
        self._records.pop(id, None)
        if may_cut:
            self._edges = None
        elif kind == "unit":
            self._unit_parents = None
        return old

    def may_cut(self, kind: str, id: str, entry: Entry) -> bool:
        """Whether setting an object may close a loop of alignments or open one.

        That is an alignment, or a key result which an objective serves and which gets into another objective.
        """
        if kind != "key_result":
            return kind == "alignment"
        if not any(self._links.get(("alignment", end), {}).get(id) for end in ("child", "parent")):
            return False
        before, after = self.fields(kind, id), None if entry.is_deleted else entry.fields
        return (before and records.reference(before, "objective")) != (after and records.reference(after, "objective"))

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

    # --- any object

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

    # --- the workspace, people and units

    def workspace(self) -> Workspace:
        """The settings that everyone shares."""
        entries = self._entries.get("workspace", {})
        first = min(self.live("workspace"), key=lambda each: (entries[each[0]].created, each[0]), default=("", {}))
        return records.workspace(first[1])

    def person(self, id: str | None) -> Person | None:
        """A person by id."""
        fields = self.fields("person", id)
        return records.person(id or "", fields) if fields is not None else None

    def people(self) -> list[Person]:
        """Everyone, by name."""
        found = [records.person(id, fields) for id, fields in self.live("person")]
        return sorted(found, key=lambda person: (person.name.casefold(), person.id))

    def unit(self, id: str | None) -> Unit | None:
        """A unit by id."""
        fields = self.fields("unit", id)
        return records.unit(id or "", fields) if fields is not None else None

    def parent_unit(self, id: str) -> Unit | None:
        """The unit above, None for a root, below a ghost, and where the edge was cut because it closed a loop."""
        return self.unit(self._parents().get(id))

    def child_units(self, id: str | None) -> list[Unit]:
        """The units right below a unit, by level and name; of None: the roots."""
        self._parents()
        return self._unit_children.get(id, [])

    def units_below(self, id: str) -> Iterator[Unit]:
        """A unit and every one below it, the upper ones first."""
        top = self.unit(id)
        open_ends = [top] if top else []
        while open_ends:
            here = open_ends.pop()
            yield here
            open_ends.extend(reversed(self.child_units(here.id)))

    def ghosts(self, cycle: str | None) -> list[tuple[str, str]]:
        """Kind and id of the units and objectives that are deleted, or not here yet, while something hangs on them."""
        self._parents()
        found = [("unit", id) for id in self._unit_children if id is not None and self.unit(id) is None]
        for id, pointing in self._links.get(("objective", "unit"), {}).items():
            if pointing and self.unit(id) is None and self.objectives_of(id, cycle):
                found.append(("unit", id))
        for id, pointing in self._links.get(("key_result", "objective"), {}).items():
            entry = self._entries.get("objective", {}).get(id)
            if pointing and entry is not None and entry.is_deleted and entry.fields.get("cycle") == cycle:
                found.append(("objective", id))
        return sorted(set(found))

    def unit_path(self, id: str | None) -> list[Unit]:
        """The units from the root down to a unit."""
        path: list[Unit] = []
        here = self.unit(id)
        while here is not None:
            path.append(here)
            here = self.parent_unit(here.id)
        return path[::-1]

    def _parents(self) -> dict[str, str]:
        """The parent of each unit, without the edges that close loops; a parent may be a ghost."""
        if self._unit_parents is not None:
            return self._unit_parents
        units = [records.unit(id, fields) for id, fields in self.live("unit")]
        edges = [
            Edge(unit.id, unit.parent, self._entries["unit"][unit.id].stamp)
            for unit in units
            if unit.parent is not None
        ]
        self._unit_parents = {edge.child: edge.parent for edge in admit(edges).admitted}
        self._unit_children = {}
        order = list(Level)
        for unit in sorted(units, key=lambda unit: (order.index(unit.level), unit.name.casefold(), unit.id)):
            self._unit_children.setdefault(self._unit_parents.get(unit.id), []).append(unit)
        return self._unit_parents

    def units_of(self, person: str) -> list[Unit]:
        """The units that a person leads or belongs to."""
        ids = dict.fromkeys(self.pointing("unit", "lead", person))
        for membership in self.pointing("membership", "person", person):
            joined = records.reference(self._entries["membership"][membership].fields, "unit")
            if joined:
                ids[joined] = None
        return [unit for id in ids if (unit := self.unit(id))]

    def members(self, unit: str) -> list[Person]:
        """The people of a unit, by name."""
        found = [
            person
            for id in self.pointing("membership", "unit", unit)
            if (person := self.person(records.reference(self._entries["membership"][id].fields, "person")))
        ]
        return sorted(found, key=lambda person: (person.name.casefold(), person.id))

    # --- cycles

    def cycle(self, id: str | None) -> Cycle | None:
        """A cycle by id."""
        fields = self.fields("cycle", id)
        return records.cycle(id or "", fields) if fields is not None else None

    def cycles(self) -> list[Cycle]:
        """Every cycle, the earliest first."""
        found = [cycle for id, fields in self.live("cycle") if (cycle := records.cycle(id, fields))]
        return sorted(found, key=lambda cycle: (cycle.start, cycle.end, cycle.id))

    def current_cycle(self, today: date) -> Cycle | None:
        """The cycle that people work in: one that runs today, a quarter before a year, else the last begun."""
        cycles = [cycle for cycle in self.cycles() if cycle.kind is not CycleKind.YEAR] or self.cycles()
        running = [cycle for cycle in cycles if cycle.start <= today <= cycle.end]
        active = [cycle for cycle in running if cycle.status is CycleStatus.ACTIVE] or running
        if active:
            return active[-1]
        begun = [cycle for cycle in cycles if cycle.start <= today]
        return begun[-1] if begun else next(iter(cycles), None)

    # --- objectives and what hangs on them

    def objective(self, id: str | None) -> Objective | None:
        """An objective by id."""
        found = self._records.get(id or "")
        if isinstance(found, Objective):
            return found
        fields = self.fields("objective", id)
        if fields is None or id is None:
            return None
        record = self._records[id] = records.objective(id, fields)
        return record

    def objectives_of(self, unit: str, cycle: str | None) -> list[Objective]:
        """The objectives of a unit in a cycle (of None: in any), priorities first, then as they were made."""
        found = [o for id in self.pointing("objective", "unit", unit) if (o := self.objective(id))]
        if cycle is not None:
            found = [o for o in found if o.cycle == cycle]
        return sorted(found, key=lambda o: not o.priority)

    def key_result(self, id: str | None) -> KeyResult | None:
        """A key result by id."""
        found = self._records.get(id or "")
        if isinstance(found, KeyResult):
            return found
        fields = self.fields("key_result", id)
        if fields is None or id is None:
            return None
        record = self._records[id] = records.key_result(id, fields)
        return record

    def key_results_of(self, objective: str) -> list[KeyResult]:
        """The key results of an objective, as they were made."""
        return [kr for id in self.pointing("key_result", "objective", objective) if (kr := self.key_result(id))]

    def check_ins_of(self, key_result: str, until: date | None = None) -> list[CheckIn]:
        """The check-ins of a key result by date, then stamp, then id; those after `until` left out."""
        entries = self._entries.get("check_in", {})
        found = []
        for id in self._links.get(("check_in", "key_result"), {}).get(key_result, ()):
            entry = entries[id]
            record = records.check_in(id, entry.fields, "".join(entry.stamp))
            if record and (until is None or record.date <= until):
                found.append(record)
        return sorted(found, key=lambda check_in: (check_in.date, check_in.stamp, check_in.id))

    def milestones_of(self, key_result: str) -> list[tuple[str, Fields]]:
        """The milestones of a key result with their ids, as they were made."""
        ids = self.pointing("milestone", "key_result", key_result)
        return [(id, self._entries["milestone"][id].fields) for id in ids]

    # --- alignment

    def serves(self, objective: str) -> list[Alignment]:
        """What an objective is aligned to."""
        return self._alignments()[0].get(objective, [])

    def served_by(self, target: str) -> list[Alignment]:
        """The alignments of objectives to an objective, key result, goal or mission."""
        return self._alignments()[1].get(target, [])

    def aligned(self) -> Iterator[Alignment]:
        """Every alignment that is followed."""
        return (alignment for above in self._alignments()[0].values() for alignment in above)

    def cut(self) -> list[Alignment]:
        """The alignments that are not followed because they would close a loop."""
        return self._alignments()[2]

    def _alignments(self) -> tuple[dict[str, list[Alignment]], dict[str, list[Alignment]], list[Alignment]]:
        if self._edges is None:
            found = [a for id, fields in self.live("alignment") if (a := records.alignment(id, fields))]
            entries = self._entries.get("alignment", {})
            found.sort(key=lambda a: (entries[a.id].stamp, a.id))  # of two with the same ends, the later one counts
            by_ends = {(a.child, a.parent): a for a in found}
            outcome = admit(
                (Edge(a.child, a.parent, entries[a.id].stamp) for a in by_ends.values()),
                self._objectives_at({end for ends in by_ends for end in ends}),
            )
            up: dict[str, list[Alignment]] = {}
            down: dict[str, list[Alignment]] = {}
            for edge in outcome.admitted:
                up.setdefault(edge.child, []).append(by_ends[edge.child, edge.parent])
                down.setdefault(edge.parent, []).append(by_ends[edge.child, edge.parent])
            self._edges = (up, down, [by_ends[e.child, e.parent] for e in outcome.cut])
        return self._edges

    def _objectives_at(self, ends: Iterable[str]) -> dict[str, str]:
        """The objective of each key result among the ends of alignments: who serves the one serves the other."""
        found = ((end, self.key_result(end)) for end in ends)
        return {end: key_result.objective for end, key_result in found if key_result and key_result.objective}

    def why(self, objective: str) -> list[str]:
        """The titles above an objective, from the mission down, along each one's first alignment."""
        path: list[str] = []
        here: str | None = objective
        while here is not None and len(path) < _DEEPEST:
            above = self.serves(here)
            here = above[0].parent if above else None
            key_result = self.key_result(here)
            if key_result is not None:
                here = key_result.objective
            if here is not None:
                path.append(self.title(here))
        return path[::-1]

    def search(self, kinds: Iterable[str]) -> Iterator[tuple[str, str, str]]:
        """Kind, id and title of every object of some kinds that is not deleted."""
        for kind in kinds:
            for id, _ in self.live(kind):
                yield kind, id, self.title(id)


_DEEPEST = 32
