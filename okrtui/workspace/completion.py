"""The completion board at the end of a cycle: what is scored and agreed, and what is missing still."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from okrtui.okr.coach.reviewing import is_held
from okrtui.okr.coach.scene import Original
from okrtui.okr.kinds import Level, ObjectiveKind, ReviewKind, Stage
from okrtui.okr.records import Cycle, Objective, Unit
from okrtui.okr.score import Band, band, shown, verdict
from okrtui.okr.scores import ObjectiveScore, each_scored, objective_score
from okrtui.storage.clean import clean_line
from okrtui.workspace.errors import NotFound
from okrtui.workspace.originals import Originals
from okrtui.workspace.portions import portions_of
from okrtui.workspace.scores import Scores, scores_of
from okrtui.workspace.view import View
from okrtui.workspace.workspace import Workspace

_AT_ONCE = 1
"""Units that are looked at before others get the lock."""
_OBJECTIVES_AT_ONCE = 100
"""The same of objectives, to see which of them are scored."""


class Missing(StrEnum):
    """What is missing; its value is how one says it."""

    OWNER = "the owner's score"
    LEAD = "the lead's score"
    AGREED = "an agreed score"
    SETTLED = "one agreed score of several"
    """Two people agreed on different ones at once."""
    SELF_ASSESSMENT = "the self-assessment"
    DISPOSITION = "what becomes of it"
    REVIEW = "the quarterly review"

    @property
    def blocks(self) -> bool:
        """Whether the cycle cannot be closed without it."""
        return self in (Missing.AGREED, Missing.SETTLED)


class KeyResultCompletion(NamedTuple):
    """A key result, its scores, and what is missing; nothing is asked of one without weight."""

    scores: Scores
    missing: tuple[Missing, ...]

    @property
    def is_weighted(self) -> bool:
        """Whether it counts in its objective's score."""
        return self.scores.weight > 0


class ObjectiveCompletion(NamedTuple):
    """An objective, its score, and its key results."""

    id: str
    title: str
    unit: str | None
    owner: str | None
    owner_name: str
    kind: ObjectiveKind
    is_priority: bool
    stage: Stage
    score: ObjectiveScore
    key_results: tuple[KeyResultCompletion, ...]

    @property
    def shown(self) -> Decimal | None:
        """The agreed score as people see it, of what is agreed so far; None while nothing is."""
        return None if self.score.agreed is None else shown(self.score.agreed)

    @property
    def band(self) -> Band | None:
        """The band of the agreed score."""
        return None if self.score.agreed is None else band(self.score.agreed)

    @property
    def verdict(self) -> str:
        """What the agreed score means, in words, once all of it is agreed; "" before."""
        agreed = self.score.agreed
        return verdict(self.kind, agreed) if agreed is not None and self.score.is_final else ""


class UnitCompletion(NamedTuple):
    """A unit with what it is scored by."""

    id: str | None
    """None: the objectives of units that are gone."""
    name: str
    level: Level
    depth: int
    """How far below the top."""
    lead: str | None
    lead_name: str
    objectives: tuple[ObjectiveCompletion, ...]
    missing: tuple[Missing, ...]
    """REVIEW, where neither the unit nor one above it has looked back on the cycle."""

    def key_results(self) -> Iterator[KeyResultCompletion]:
        """Its key results, objective by objective."""
        for objective in self.objectives:
            yield from objective.key_results


class Totals(NamedTuple):
    """How many key results with weight there are, and how many of them have what."""

    key_results: int
    owner: int
    lead: int
    """Those that need no lead's score counted in."""
    agreed: int
    self_assessed: int
    disposed: int
    units: int
    reviewed: int


class Completion(NamedTuple):
    """How far the scoring of a cycle is."""

    cycle: Cycle
    units: tuple[UnitCompletion, ...]
    totals: Totals

    @property
    def is_complete(self) -> bool:
        """Whether nothing at all is missing."""
        return not any(unit.missing or any(each.missing for each in unit.key_results()) for unit in self.units)

    @property
    def blocking(self) -> tuple[KeyResultCompletion, ...]:
        """The key results for want of which the cycle cannot be closed."""
        return tuple(each for each in self.key_results() if any(missing.blocks for missing in each.missing))

    def of(self, units: "tuple[UnitCompletion, ...]") -> "Completion":
        """The same of some of its units only, with their totals."""
        return Completion(self.cycle, units, _totals(units))

    def key_results(self) -> Iterator[KeyResultCompletion]:
        """Every key result."""
        for unit in self.units:
            yield from unit.key_results()

    def objectives(self) -> Iterator[ObjectiveCompletion]:
        """Every objective."""
        for unit in self.units:
            yield from unit.objectives


def completion(
    view: View, cycle: str, unit: str | None = None, original: Original | None = None, *, pause: float = 0.0
) -> Completion:
    """How far the scoring of a cycle is, of a unit and all below it or of everyone. Raises NotFound.

    `original` is as in `scores_of`; by default the history is read once, if something has been moved. `pause` is how
    long others get the lock after every few units, in seconds, so that no screen waits for all of a large company.
    """
    with view.lock:
        found = view.company.cycle(cycle)
        if found is None:
            raise NotFound(f"{cycle}: there is no such cycle")
        within = None if unit is None else [each.id for each in view.company.units_below(unit)]
    objectives = list(portions_of(view, each_scored(view.company, found, within), _OBJECTIVES_AT_ONCE, pause))
    moved = original or originals_of(view, _key_results(view, objectives))
    units = tuple(portions_of(view, _units(view, found, objectives, unit, moved), _AT_ONCE, pause))
    return Completion(found, units, _totals(units))


def _key_results(view: View, objectives: Iterable[Objective]) -> list[str]:
    with view.lock:
        return [each.id for objective in objectives for each in view.company.key_results_of(objective.id)]


def objective_completion(view: View, id: str, original: Original) -> ObjectiveCompletion | None:
    """How far the scoring of one objective is; None for one that is not there. `original` is as in `scores_of`."""
    with view.lock:
        found = view.company.objective(id)
        return _objective(view, found, original) if found else None


def originals_of(view: View, ids: Iterable[str]) -> Original:
    """What some key results were first aimed at; of a look at the past, whose lines are not at hand, nothing moved."""
    return Originals(view, view.replica.history if isinstance(view, Workspace) else list, ids).of


def _units(
    view: View, cycle: Cycle, objectives: Iterable[Objective], top: str | None, moved: Original
) -> Iterator[UnitCompletion]:
    by_unit: dict[str | None, list[Objective]] = {}
    for objective in sorted(objectives, key=lambda each: not each.priority):
        here = objective.unit if view.company.unit(objective.unit) else None
        by_unit.setdefault(here, []).append(objective)
    roots = [top] if top else [unit.id for unit in view.company.child_units(None)]
    open_ends = [(unit, 0) for id in reversed(roots) if (unit := view.company.unit(id))]
    while open_ends:
        unit, depth = open_ends.pop()
        if unit.id in by_unit:
            yield _unit(view, cycle, unit, depth, [_objective(view, each, moved) for each in by_unit[unit.id]])
        open_ends.extend((below, depth + 1) for below in reversed(view.company.child_units(unit.id)))
    if None in by_unit:
        gone = tuple(_objective(view, each, moved) for each in by_unit[None])
        yield UnitCompletion(None, "of units that are gone", Level.TEAM, 0, None, "", gone, ())


def _unit(view: View, cycle: Cycle, unit: Unit, depth: int, objectives: list[ObjectiveCompletion]) -> UnitCompletion:
    asks = unit.level is not Level.INDIVIDUAL and not is_held(view, ReviewKind.QUARTERLY, unit.id, cycle.start, cycle)
    return UnitCompletion(
        unit.id,
        clean_line(unit.name),
        unit.level,
        depth,
        unit.lead,
        clean_line(view.company.title(unit.lead)),
        tuple(objectives),
        (Missing.REVIEW,) if asks else (),
    )


def _objective(view: View, objective: Objective, moved: Original) -> ObjectiveCompletion:
    key_results = [scores_of(view, each.id, moved) for each in view.company.key_results_of(objective.id)]
    return ObjectiveCompletion(
        objective.id,
        clean_line(objective.title),
        objective.unit,
        objective.owner,
        clean_line(view.company.title(objective.owner)),
        objective.kind,
        objective.priority,
        objective.stage,
        objective_score(view.standings, objective.id, {each.key_result: each.proposed.value for each in key_results}),
        tuple(KeyResultCompletion(each, missing_of(each)) for each in key_results),
    )


def missing_of(scores: Scores) -> tuple[Missing, ...]:
    """What a key result has still to get before its cycle is closed; nothing, where it has no weight."""
    if scores.weight <= 0:
        return ()
    agreed = scores.agreed
    absent = {
        Missing.OWNER: scores.by_owner is None,
        Missing.LEAD: scores.by_lead is None and scores.lead is not None,
        Missing.AGREED: agreed is None,
        Missing.SETTLED: agreed is not None and agreed.is_contested,
        Missing.SELF_ASSESSMENT: not scores.self_assessment,
        Missing.DISPOSITION: scores.disposition is None,
    }
    return tuple(missing for missing, is_absent in absent.items() if is_absent)


def _totals(units: tuple[UnitCompletion, ...]) -> Totals:
    weighted = [each.missing for unit in units for each in unit.key_results() if each.is_weighted]

    def have(*missing: Missing) -> int:
        return sum(not set(missing) & set(each) for each in weighted)

    asked = [unit for unit in units if unit.level is not Level.INDIVIDUAL and unit.id is not None]
    return Totals(
        len(weighted),
        have(Missing.OWNER),
        have(Missing.LEAD),
        have(Missing.AGREED, Missing.SETTLED),
        have(Missing.SELF_ASSESSMENT),
        have(Missing.DISPOSITION),
        len(asked),
        sum(not unit.missing for unit in asked),
    )
