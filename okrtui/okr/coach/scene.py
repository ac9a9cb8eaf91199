"""The scene: what the rules look at. It answers what several rules ask, and keeps what is dear to find."""

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from okrtui.okr.coach.words import ENGLISH, Lexicon
from okrtui.okr.company import Company
from okrtui.okr.kinds import CycleStatus, Level, Preset, Stage
from okrtui.okr.presets import PRACTICES, Limits, Practice, limits_of
from okrtui.okr.records import Cycle, Objective, Unit
from okrtui.okr.standing import Standings

LEVELS = {level: place for place, level in enumerate(Level)}
"""Every level's place in the cascade, 0 at the top."""


class Figures(NamedTuple):
    """What a key result is aimed at: its start and target, or the two ends of its range."""

    start: Decimal | None
    target: Decimal | None
    low: Decimal | None = None
    high: Decimal | None = None


Original = Callable[[str], Figures | None]
"""The figures that a key result had when its cycle began, or when it was made in it; None if they never changed."""


def never_moved(_: str) -> None:
    """Where no history is at hand, no target ever moved."""


class Scene:
    """A company on one day, as the coach sees it."""

    def __init__(
        self, standings: Standings, original: Original = never_moved, only_cycle: str | None = None
    ) -> None:
        """`only_cycle`: the one whose objectives are seen; without it, those of every open one, and of none."""
        self.standings = standings
        self.only_cycle = only_cycle
        self.company: Company = standings.company
        self.original = original
        self.preset = Preset.OKR
        self.practice: Practice = PRACTICES[Preset.OKR]
        self.limits: Limits = self.practice.limits
        self.lexicon: Lexicon = ENGLISH
        self.open_cycles: dict[str, Cycle] = {}
        self.closed_cycles: dict[str, Cycle] = {}
        self.reaching: frozenset[str] = frozenset()
        self.reaching_goal: frozenset[str] = frozenset()
        self.cut: frozenset[str] = frozenset()
        self._cycles: frozenset[str] = frozenset()
        self._ends: dict[str, str | None] = {}
        self._confidences: dict[str, int | None] = {}
        self.read_settings()
        self.read_alignment()

    @property
    def today(self) -> date:
        """The day that it is."""
        return self.standings.today

    def read_settings(self) -> None:
        """Read anew what everyone shares: the method, the limits, the words, the cycles."""
        workspace = self.company.workspace()
        self.preset = workspace.preset
        self.practice = PRACTICES[self.preset]
        self.limits = limits_of(self.preset, workspace.limits)
        self.lexicon = ENGLISH.with_own(workspace.coach_words)
        every = self.company.cycles()
        self._cycles = frozenset(cycle.id for cycle in every)
        cycles = [cycle for cycle in every if self.only_cycle in (None, cycle.id)]
        self.open_cycles = {cycle.id: cycle for cycle in cycles if cycle.status is not CycleStatus.CLOSED}
        closed = [cycle for cycle in cycles if cycle.status is CycleStatus.CLOSED]
        self.closed_cycles = {cycle.id: cycle for cycle in closed[-1:]}

    def read_alignment(self) -> set[str]:
        """Read anew what reaches a mission or a goal; the ids of those for which it is another answer."""
        goals = self._below([id for id, _ in self.company.live("goal")])
        missions = self._below([id for id, _ in self.company.live("mission")])
        cut = frozenset(alignment.id for alignment in self.company.cut())
        reaching = goals | missions
        changed = (reaching ^ self.reaching) | (goals ^ self.reaching_goal) | (cut ^ self.cut)
        self.reaching, self.reaching_goal, self.cut = reaching, goals, cut
        edges = (*self.company.aligned(), *self.company.cut())
        self._ends = {end: self._way_on(end) for edge in edges for end in (edge.child, edge.parent)}
        return set(changed)

    def may_align(self, kind: str, id: str) -> bool:
        """Whether a changed object may be why something reaches a mission, or does so no more."""
        if kind in ("objective", "key_result"):
            return id in self._ends and self._way_on(id) != self._ends[id]
        return kind in ("alignment", "mission", "goal")

    def _way_on(self, end: str) -> str | None:
        """To where ways lead on from the end of an alignment: a key result's objective; None where it is not there."""
        key_result = self.company.key_result(end)
        if key_result is not None:
            return key_result.objective
        return end if self.company.objective(end) is not None else None

    def _below(self, tops: list[str]) -> frozenset[str]:
        """Every objective from which a way up leads to one of `tops`; a key result leads to its objective."""
        company = self.company
        seen: set[str] = set()
        open_ends = tops
        while open_ends:
            here = open_ends.pop()
            for alignment in company.served_by(here):
                child = alignment.child
                if child not in seen and company.objective(child) is not None:
                    seen.add(child)
                    open_ends.append(child)
                    open_ends.extend(key_result.id for key_result in company.key_results_of(child))
        return frozenset(seen)

    # --- objectives and units

    def is_examined(self, objective: Objective) -> bool:
        """Whether the coach speaks about an objective: in no closed cycle, and not closed itself."""
        if objective.stage is Stage.CLOSED:
            return False
        if objective.cycle in self.open_cycles:
            return True
        return self.only_cycle is None and objective.cycle not in self._cycles

    def speaks_of(self, kind: str, id: str) -> bool:
        """Whether the coach speaks about an object: of objectives and key results, about what is worked on."""
        if kind not in ("objective", "key_result"):
            return True
        objective = self.parent_objective(id)
        return objective is not None and self.is_examined(objective)

    def first_confidence(self, key_result: str) -> int | None:
        """The confidence of the first check-in that names one, by date, then stamp."""
        if key_result not in self._confidences:
            told = (check_in.confidence for check_in in self.company.check_ins_of(key_result))
            first = next((confidence for confidence in told if confidence is not None), None)
            self._confidences[key_result] = first
        return self._confidences[key_result]

    def look_again(self) -> None:
        """Forget what was kept for one look."""
        self._confidences.clear()

    def objectives(self, unit: str, cycle: str) -> list[Objective]:
        """A unit's objectives in a cycle that are not closed."""
        return [each for each in self.company.objectives_of(unit, cycle) if each.stage is not Stage.CLOSED]

    def cycles_of(self, unit: str) -> list[Cycle]:
        """The open cycles in which a unit has objectives."""
        used = {each.cycle for each in self.company.objectives_of(unit, None)}
        return [cycle for cycle in self.open_cycles.values() if cycle.id in used]

    def below(self, unit: str) -> Iterator[Unit]:
        """A unit and all below it."""
        return self.company.units_below(unit)

    def level_of(self, unit: str | None) -> int | None:
        """How far down the cascade a unit stands."""
        found = self.company.unit(unit)
        return LEVELS[found.level] if found else None

    def parent_objective(self, target: str) -> Objective | None:
        """The objective that is meant by an alignment's parent: itself, or the one whose key result it is."""
        key_result = self.company.key_result(target)
        return self.company.objective(key_result.objective if key_result else target)
