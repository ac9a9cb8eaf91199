"""The company: an index over every object, kept up to date object by object.

It answers who belongs where and what hangs on what. Figures are the matter of `standing`; they are kept there until
something that they were made of changes.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING

from okrtui.okr import records
from okrtui.okr.cadence import Rhythm
from okrtui.okr.kinds import CycleKind, CycleStatus, Stage
from okrtui.okr.objects import LINKS, STAMPED, Entry, Objects, links
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
from okrtui.okr.serving import Serving, serving
from okrtui.okr.unit_tree import UnitTree, unit_tree

if TYPE_CHECKING:
    from okrtui.okr.mentions import Names

__all__ = ["LINKS", "STAMPED", "Company", "Entry", "links"]


class Company(Objects):
    """Every object of a workspace, found by its id and by what it points to."""

    def __init__(self) -> None:
        super().__init__()
        self._records: dict[str, object] = {}
        self._serving: Serving | None = None
        self._unit_tree: UnitTree | None = None
        self._rhythms: dict[str | None, Rhythm] = {}
        self._with_rhythm: set[str] = set()
        self._names: Names | None = None

    # --- filling

    def put(self, kind: str, id: str, entry: Entry) -> Entry | None:
        """Set an object, new or changed; what stood there before."""
        may_cut = self.may_cut(kind, id, entry)
        old = super().put(kind, id, entry)
        self._records.pop(id, None)
        if may_cut:
            self._serving = None
        elif kind == "unit":
            self._unit_tree = None
            (self._with_rhythm.add if _has_rhythm(entry) else self._with_rhythm.discard)(id)
        if kind in ("unit", "workspace"):
            self._rhythms.clear()
        if kind == "person":
            self._names = None
        return old

    def may_change_rhythm(self, kind: str, id: str, entry: Entry) -> bool:
        """Whether setting an object may change when check-ins of other units are due than the shared day says."""
        if kind != "unit":
            return False
        if _has_rhythm(entry) or id in self._with_rhythm:
            return True
        old = self.entry(kind, id)
        has_moved = old is None or old.fields.get("parent") != entry.fields.get("parent")
        return bool(self._with_rhythm) and (has_moved or (old is not None and old.is_deleted) != entry.is_deleted)

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

    def names(self) -> "Names":
        """What people are called behind an @."""
        if self._names is None:
            from okrtui.okr.mentions import Names  # most runs name nobody

            self._names = Names(records.person(id, fields) for id, fields in self.live("person"))
        return self._names

    def unit(self, id: str | None) -> Unit | None:
        """A unit by id."""
        fields = self.fields("unit", id)
        return records.unit(id or "", fields) if fields is not None else None

    def parent_unit(self, id: str) -> Unit | None:
        """The unit above, None for a root, below a ghost, and where the edge was cut because it closed a loop."""
        return self.unit(self._units().parents.get(id))

    def child_units(self, id: str | None) -> list[Unit]:
        """The units right below a unit, by level and name; of None: the roots."""
        return self._units().children.get(id, [])

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
        found = [("unit", id) for id in self._units().children if id is not None and self.unit(id) is None]
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

    def _units(self) -> UnitTree:
        if self._unit_tree is None:
            entries = self._entries.get("unit", {})
            found = ((records.unit(id, fields), entries[id].stamp) for id, fields in self.live("unit"))
            self._unit_tree = unit_tree(found)
        return self._unit_tree

    def units_of(self, person: str) -> list[Unit]:
        """The units that a person leads or belongs to."""
        ids = dict.fromkeys(self.pointing("unit", "lead", person))
        for membership in self.pointing("membership", "person", person):
            joined = records.reference(self._entries["membership"][membership].fields, "unit")
            if joined:
                ids[joined] = None
        return [unit for id in ids if (unit := self.unit(id))]

    def rhythm_of(self, unit: str | None) -> Rhythm:
        """When check-ins of a unit's objectives are due: as it says itself, else the nearest above, else everyone."""
        found = self._rhythms.get(unit)
        if found is None:
            found = self._rhythms[unit] = self._rhythm(unit)
        return found

    def _rhythm(self, unit: str | None) -> Rhythm:
        shared = self.workspace()
        weekday = weeks = None
        here = self.unit(unit)
        while here is not None and (weekday is None or weeks is None):
            weekday, weeks = weekday or here.weekday, weeks or here.weeks
            here = self.parent_unit(here.id)
        return Rhythm(weekday or shared.weekday, weeks or shared.weeks)

    def rhythm_at(self, key_result: str) -> Rhythm:
        """When check-ins of a key result are due: that is a matter of the unit whose objective it is of."""
        record = self.key_result(key_result)
        objective = self.objective(record.objective) if record else None
        return self.rhythm_of(objective.unit if objective else None)

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

    def is_over(self, objective: Objective | None) -> bool:
        """Whether nobody works on an objective any more: it is closed, or its cycle is."""
        if objective is None:
            return False
        cycle = self.cycle(objective.cycle)
        return objective.stage is Stage.CLOSED or (cycle is not None and cycle.status is CycleStatus.CLOSED)

    def key_results_of(self, objective: str) -> list[KeyResult]:
        """The key results of an objective, as they were made."""
        return [kr for id in self.pointing("key_result", "objective", objective) if (kr := self.key_result(id))]

    def check_ins_of(self, key_result: str, until: date | None = None) -> list[CheckIn]:
        """The check-ins of a key result by date, then stamp, then id; those after `until` left out."""
        return [*self.latest_check_ins(key_result, until)][::-1]

    def latest_check_ins(self, key_result: str, until: date | None = None) -> Iterator[CheckIn]:
        """The same, the last one first. Each is read when it is asked for."""
        entries = self._entries.get("check_in", {})
        ids = self._links.get(("check_in", "key_result"), {}).get(key_result, ())
        # Dates of this form are ordered as texts are; what is no date is left out below.
        order = sorted(((records.text(entries[id].fields, "date"), entries[id].stamp, id) for id in ids), reverse=True)
        for _, stamp, id in order:
            record = records.check_in(id, entries[id].fields, "".join(stamp))
            if record and (until is None or record.date <= until):
                yield record

    def milestones_of(self, key_result: str) -> list[tuple[str, Fields]]:
        """The milestones of a key result with their ids, as they were made."""
        ids = self.pointing("milestone", "key_result", key_result)
        return [(id, self._entries["milestone"][id].fields) for id in ids]

    # --- alignment

    def serves(self, objective: str) -> list[Alignment]:
        """What an objective is aligned to."""
        return self._alignments().above.get(objective, [])

    def served_by(self, target: str) -> list[Alignment]:
        """The alignments of objectives to an objective, key result, goal or mission."""
        return self._alignments().below.get(target, [])

    def aligned(self) -> Iterator[Alignment]:
        """Every alignment that is followed."""
        return (alignment for above in self._alignments().above.values() for alignment in above)

    def cut(self) -> list[Alignment]:
        """The alignments that are not followed because they would close a loop."""
        return self._alignments().cut

    def cut_above(self, objective: str) -> list[Alignment]:
        """What an objective is aligned to without serving it, because that would close a loop."""
        return self._alignments().cut_above.get(objective, [])

    def _alignments(self) -> Serving:
        if self._serving is None:
            entries = self._entries.get("alignment", {})
            found = [a for id, fields in self.live("alignment") if (a := records.alignment(id, fields))]
            part_of = self._objectives_at({end for a in found for end in (a.child, a.parent)})
            self._serving = serving(((a, entries[a.id].stamp) for a in found), part_of)
        return self._serving

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


def _has_rhythm(entry: Entry) -> bool:
    """Whether a unit says for itself when its check-ins are due."""
    return any(entry.fields.get(name) is not None for name in ("check_in_weekday", "check_in_weeks"))


_DEEPEST = 32
