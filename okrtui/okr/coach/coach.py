"""The coach: what it found about every object, kept up to date object by object.

A change is followed to every object on which a rule might now say something else, and only those are looked at again.
What that gives is what looking at everything anew would give.
"""

from collections.abc import Iterable, Iterator, Mapping

from okrtui.okr import records
from okrtui.okr.alignment import Stamp
from okrtui.okr.coach.finding import ORDER, Finding
from okrtui.okr.coach.rule import Rule
from okrtui.okr.coach.rules import BY_KIND
from okrtui.okr.coach.scene import Original, Scene, never_moved
from okrtui.okr.kinds import Level
from okrtui.okr.standing import Standings

_EVERYTHING = frozenset({"workspace", "cycle"})
"""Kinds that so much depends on, and that change so seldom, that everything is looked at again."""
_ALIGNING = frozenset({"alignment", "mission", "goal", "objective", "key_result"})
"""Kinds that ways up lead through."""
_POINTING = {
    "key_result": ("objective",),
    "measure": ("key_result",),
    "milestone": ("key_result",),
    "check_in": ("key_result",),
    "blocker": ("subject",),
    "initiative": ("subject",),
    "alignment": ("child", "parent"),
    "share": ("objective", "unit"),
    "commitment": ("objective",),
    "mission": ("unit",),
    "kpi": ("goal",),
    "reading": ("subject",),
    "score": ("key_result",),
}
"""The fields through which a change of an object is a change for others."""


Rank = tuple[int, str, Stamp, str]
"""What findings are ordered by: severity, rule, when the object was made, its id."""


class Coach:
    """The findings about a company. Not thread-safe: hold the view's lock."""

    def __init__(
        self,
        standings: Standings,
        original: Original = never_moved,
        only_cycle: str | None = None,
        *,
        at_once: bool = True,
    ) -> None:
        """`original` knows what figures a key result had when its cycle began. `only_cycle`: the one to speak about.

        Unless it is to look at everything `at_once`, `examine_some` is to be called until nothing is left.
        """
        self.scene = Scene(standings, original, only_cycle)
        self._company = standings.company
        self._found: dict[str, tuple[Finding, ...]] = {}
        self._rules: Mapping[str, tuple[Rule, ...]] = {}
        self._places: dict[str, tuple[str | None, Level] | None] = {}
        self._left: list[tuple[str, str]] = []
        self._at_once = at_once
        self.examine_all()

    # --- asking

    def of(self, id: str) -> tuple[Finding, ...]:
        """What was found about an object, the worst first; dismissed findings are left out."""
        return tuple(finding for finding in self._found.get(id, ()) if not self._is_dismissed(finding))

    def findings(self) -> list[Finding]:
        """Everything that was found and not dismissed: the worst first, then by rule, then as the objects were made."""
        return [finding for _, finding in sorted(self.ranked(self._found))]

    def found_on(self) -> list[str]:
        """The objects about which something was found."""
        return list(self._found)

    def ranked(self, ids: Iterable[str]) -> list[tuple[Rank, Finding]]:
        """What was found about some objects, each with its place among all that was found."""
        return [
            ((ORDER.index(finding.severity), finding.rule, self._age(finding), finding.id), finding)
            for id in ids
            for finding in self.of(id)
        ]

    def dismissed(self) -> list[Finding]:
        """What was found and set aside."""
        found = [finding for each in self._found.values() for finding in each if self._is_dismissed(finding)]
        return sorted(found, key=lambda each: (each.rule, self._age(each), each.id))

    def _age(self, finding: Finding) -> Stamp:
        entry = self._company.entry(finding.kind, finding.id)
        return entry.created if entry else ("", "")

    def _is_dismissed(self, finding: Finding) -> bool:
        company = self._company
        return any(
            records.text(company.fields("dismissal", id) or {}, "finding") == finding.rule
            for id in company.pointing("dismissal", "subject", finding.id)
        )

    # --- looking

    def examine_all(self) -> None:
        """Look at everything, now or portion by portion: at the start, and on another day."""
        scene, company = self.scene, self._company
        scene.read_settings()
        scene.read_alignment()
        self._rules = {
            kind: tuple(rule for rule in rules if scene.preset in rule.presets) for kind, rules in BY_KIND.items()
        }
        scene.look_again()
        self._places = {id: self._place(id) for id, _ in company.live("unit")}
        found_before = ((found[0].kind, id) for id, found in self._found.items())
        there = ((kind, id) for kind, rules in self._rules.items() if rules for id, _ in company.live(kind))
        self._left = list(dict.fromkeys([*found_before, *there]))
        if self._at_once:
            self.examine_some(len(self._left))

    def examine_some(self, count: int) -> bool:
        """Look at some of what is left to look at; whether there is more."""
        portion, self._left = self._left[:count], self._left[count:]
        for kind, id in portion:
            self._examine(kind, id)
        return bool(self._left)

    def _examine(self, kind: str, id: str) -> None:
        scene = self.scene
        rules = self._rules.get(kind, ()) if self.scene.speaks_of(kind, id) else ()
        found = [finding for rule in rules if (finding := rule.examine(scene, id))]
        if found:
            self._found[id] = tuple(sorted(found, key=lambda each: (ORDER.index(each.severity), each.rule)))
        else:
            self._found.pop(id, None)

    def follow(self, keys: Iterable[tuple[str, str]], touched: Iterable[str]) -> set[str]:
        """Look again at what changed objects (kind, id) and changed figures may mean; the ids looked at.

        To be called after the standings have taken the change in.
        """
        keys, touched = list(keys), list(touched)
        if any(kind in _EVERYTHING for kind, _ in keys) or self._is_moved(id for kind, id in keys if kind == "unit"):
            before = set(self._found)
            self.examine_all()
            return before | set(self._found) | {id for _, id in self._left}
        self.scene.look_again()
        affected = set(touched)
        for id in touched:
            affected.update(self._through(id))
        if any(self.scene.may_align(kind, id) for kind, id in keys):
            affected |= self.scene.read_alignment()
        if any(kind in _ALIGNING for kind, _ in keys):
            affected |= self.scene.cut  # what is said of a loop names its ends
        if any(kind == "review" for kind, _ in keys):
            affected.update(unit.id for id in touched for unit in self._company.units_below(id))
            affected.update(self.scene.closed_cycles)
        for kind, id in keys:
            affected |= self._near(kind, id)
        for id in affected:
            if found := self._company.kind_of(id):
                self._examine(found, id)
        return affected

    def _place(self, id: str) -> tuple[str | None, Level] | None:
        """Where a unit stands; None where there is none."""
        unit = self._company.unit(id)
        return (unit.parent, unit.level) if unit else None

    def _is_moved(self, units: Iterable[str]) -> bool:
        """Whether one of some units is new, gone or in another place: then everything is looked at again."""
        return any(self._place(id) != self._places.get(id) for id in units)

    def _through(self, id: str) -> Iterator[str]:
        """What is made of something whose parts have changed, or are part of something else now."""
        company = self._company
        match company.kind_of(id):
            case "objective":
                yield from (key_result.id for key_result in company.key_results_of(id))
                objective = company.objective(id)
                yield from (unit.id for unit in company.unit_path(objective.unit if objective else None))
            case "unit":
                yield from (unit.id for unit in company.unit_path(id))
            case "key_result":
                key_result = company.key_result(id)
                yield (key_result.objective or "") if key_result else ""
            case "metric":
                yield from (kpi for kpi, own in company.live("kpi") if id in records.words(own, "metrics"))

    def _near(self, kind: str, id: str) -> set[str]:
        """Every object about which a rule may say something else because of this one, as it is now."""
        company = self._company
        entry = company.entry(kind, id)
        fields = entry.fields if entry else {}
        near = {id}
        for field in _POINTING.get(kind, ()):
            if other := records.reference(fields, field):
                near |= self._around(other)
                near.update(self._through(other))
        if kind in _ALIGNING:
            near.update(alignment.child for alignment in company.served_by(id))
        match kind:
            case "objective" | "key_result":
                near |= self._around(id) | self.scene.closed_cycles.keys()
                near.update(self._partners(id))
            case "alignment":
                near.update(self._partners(records.text(fields, "child")))
            case "person":
                near.update(company.pointing("objective", "owner", id))
                near.update(company.pointing("unit", "lead", id))
                near.update(company.pointing("blocker", "solver", id))
            case "share":
                near.update(above.id for above in company.unit_path(records.reference(fields, "unit")))
            case "initiative" | "goal":
                near.update(company.pointing("blocker", "subject", id))
            case "mission":
                near.update(workspace for workspace, _ in company.live("workspace"))
            case "kpi":
                near.update(company.pointing("objective", "kpi", id))
            case "recognition" | "improvement" | "score":
                near.update(self.scene.open_cycles, self.scene.closed_cycles)
        return near

    def _partners(self, id: str) -> Iterator[str]:
        """The units, and those above them, that work with an objective or key result: they share it, or are aligned."""
        company = self._company
        shares = (company.fields("share", share) or {} for share in company.pointing("share", "objective", id))
        units = [records.reference(fields, "unit") for fields in shares]
        aligned = [self.scene.parent_objective(alignment.parent) for alignment in company.serves(id)]
        for target in (id, *(key_result.id for key_result in company.key_results_of(id))):
            aligned += [company.objective(alignment.child) for alignment in company.served_by(target)]
        units += [objective.unit for objective in aligned if objective]
        for unit in dict.fromkeys(units):
            yield from (above.id for above in company.unit_path(unit))

    def _blockers(self, id: str) -> Iterator[str]:
        """What stands in the way of an objective or key result, or of an initiative for it."""
        company = self._company
        for subject in (id, *company.pointing("initiative", "subject", id)):
            yield from company.pointing("blocker", "subject", subject)

    def _around(self, id: str) -> set[str]:
        """An object, and what is looked at together with it."""
        company = self._company
        near = {id}
        key_result = company.entry("key_result", id)
        objective = (records.text(key_result.fields, "objective") if key_result else id) or id
        near.add(objective)
        near.update(self._blockers(id))
        entry = company.entry("objective", objective)
        if entry is None:
            return near
        near.update(self._blockers(objective))
        for each in company.key_results_of(objective):
            near.add(each.id)
            near.update(self._blockers(each.id))
            near.update(alignment.child for alignment in company.served_by(each.id))
        near.update(alignment.child for alignment in company.served_by(objective))
        near.update(alignment.parent for alignment in company.serves(objective))
        unit = records.reference(entry.fields, "unit")
        near.update(above.id for above in company.unit_path(unit))
        return near
