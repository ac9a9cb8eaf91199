"""What the coach says about units in a cycle."""

from datetime import date
from typing import NamedTuple

from okrtui.okr.coach.finding import Remedy, Severity
from okrtui.okr.coach.reviewing import MONTHLY_GRACE, QUARTERLY_GRACE, is_held, months_of
from okrtui.okr.coach.rule import Rule, only, setting
from okrtui.okr.coach.scene import Scene
from okrtui.okr.kinds import CycleKind, CycleStatus, Level, Preset, ReviewKind, ShareState
from okrtui.okr.records import Cycle, Objective, text

# --- how many objectives


def crowded(scene: Scene, id: str) -> Cycle | None:
    """The cycle in which a unit has more objectives than the limit."""
    most = scene.limits.objectives_max
    cycles = scene.cycles_of(id) if most is not None else []
    return next((cycle for cycle in cycles if len(scene.objectives(id, cycle.id)) > (most or 0)), None)


def thin(scene: Scene, id: str) -> Cycle | None:
    """The cycle in which a unit has fewer objectives than the limit; a year's may be few, and so may a person's."""
    least = scene.limits.objectives_min
    unit = scene.company.unit(id)
    if least is None or unit is None or unit.level is Level.INDIVIDUAL:
        return None
    cycles = (cycle for cycle in scene.cycles_of(id) if cycle.kind is not CycleKind.YEAR)
    return next((cycle for cycle in cycles if len(scene.objectives(id, cycle.id)) < least), None)


def first_ones(scene: Scene, id: str, cycle: str) -> list[Objective]:
    """A unit's objectives that come first in a cycle."""
    return [each for each in scene.objectives(id, cycle) if each.priority]


def scattered(scene: Scene, id: str) -> Cycle | None:
    """The cycle in which more of a unit's objectives come first than the limit."""
    most = scene.limits.priority_max
    cycles = scene.cycles_of(id) if most is not None else []
    return next((cycle for cycle in cycles if len(first_ones(scene, id, cycle.id)) > (most or 0)), None)


def _too_many(scene: Scene, id: str) -> str | None:
    cycle = crowded(scene, id)
    if cycle is None:
        return None
    count, most = len(scene.objectives(id, cycle.id)), scene.limits.objectives_max
    return f"{count} objectives in {cycle.name} where at most {most} are good: less is more."


def _too_few(scene: Scene, id: str) -> str | None:
    cycle = thin(scene, id)
    if cycle is None:
        return None
    count, least = len(scene.objectives(id, cycle.id)), scene.limits.objectives_min
    noun = "objective" if count == 1 else "objectives"
    return f"{count or 'No'} {noun} in {cycle.name} where at least {least} are good."


def _too_many_first(scene: Scene, id: str) -> str | None:
    cycle = scattered(scene, id)
    if cycle is None:
        return None
    count, most = len(first_ones(scene, id, cycle.id)), scene.limits.priority_max
    return f"{count} objectives come first in {cycle.name}: with more than {most}, none does."


# --- working together


def _silo(scene: Scene, id: str) -> str | None:
    unit = scene.company.unit(id)
    if unit is None or unit.level is not Level.DEPARTMENT:
        return None
    inside = {each.id for each in scene.below(id)}
    above = {each.id for each in scene.company.unit_path(id)} - {id}
    for cycle in scene.open_cycles.values():
        objectives = [o.id for each in inside for o in scene.objectives(each, cycle.id)]
        if objectives and not _reaches_out(scene, objectives, inside, above) and not _is_asked(scene, inside, cycle):
            return f"Nothing in {cycle.name} is shared with another unit, or done for one: with whom do they work?"
    return None


def _reaches_out(scene: Scene, objectives: list[str], inside: set[str], above: set[str]) -> bool:
    """Whether one of a department's objectives is shared, or aligned with one of a unit beside it."""
    company = scene.company
    for id in objectives:
        for share in company.pointing("share", "objective", id):
            if text(company.fields("share", share) or {}, "state") != ShareState.DECLINED:
                return True
        others = [scene.parent_objective(alignment.parent) for alignment in company.serves(id)]
        targets = [id, *(key_result.id for key_result in company.key_results_of(id))]
        others += [company.objective(alignment.child) for target in targets for alignment in company.served_by(target)]
        if any(other and other.unit and other.unit not in inside and other.unit not in above for other in others):
            return True
    return False


def _is_asked(scene: Scene, inside: set[str], cycle: Cycle) -> bool:
    """Whether another unit shares one of its objectives with the department."""
    company = scene.company
    for unit in inside:
        for share in company.pointing("share", "unit", unit):
            fields = company.fields("share", share) or {}
            objective = company.objective(text(fields, "objective"))
            if objective and objective.cycle == cycle.id and text(fields, "state") != ShareState.DECLINED:
                return True
    return False


# --- leading


def _no_lead(scene: Scene, id: str) -> str | None:
    unit = scene.company.unit(id)
    if unit is None or unit.level is Level.INDIVIDUAL or scene.company.person(unit.lead) is not None:
        return None
    return "Nobody leads it."


def _late_lead(scene: Scene, id: str) -> str | None:
    company = scene.company
    unit = company.unit(id)
    if unit is None or unit.lead is None or unit.level is Level.INDIVIDUAL:
        return None
    lead: list[bool] = []
    team: list[bool] = []
    for objective in company.objectives_of(id, None):
        if objective.cycle not in scene.open_cycles:
            continue
        for key_result in company.key_results_of(objective.id):
            owner = key_result.owner or objective.owner
            (lead if owner == unit.lead else team).append(scene.standings.key_result(key_result.id).is_stale)
    if not any(lead) or not team or any(team):
        return None
    return "The lead has not checked in while the team has: leaders go first."


# --- looking back


class Missed(NamedTuple):
    """A review that should have been held."""

    kind: ReviewKind
    cycle: Cycle
    month: date | None
    """The last day of the month that it is about."""


def missed(scene: Scene, id: str) -> Missed | None:
    """The first review that a unit has missed."""
    if scene.company.unit(id) is None:
        return None
    for cycle in (*scene.open_cycles.values(), *scene.closed_cycles.values()):
        if cycle.status is CycleStatus.PLANNING or cycle.kind is CycleKind.YEAR or not _answers_for(scene, id, cycle):
            continue
        if scene.today - cycle.end > QUARTERLY_GRACE:  # then its months don't matter any more
            if not is_held(scene, ReviewKind.QUARTERLY, id, cycle.start, cycle):
                return Missed(ReviewKind.QUARTERLY, cycle, None)
            continue
        for first, last in months_of(cycle):
            if scene.today - last > MONTHLY_GRACE and not is_held(scene, ReviewKind.MONTHLY, id, first):
                return Missed(ReviewKind.MONTHLY, cycle, last)
    return None


def _review_missed(scene: Scene, id: str) -> str | None:
    found = missed(scene, id)
    if found is None:
        return None
    named = f"monthly review of {found.month:%B}" if found.month else f"review of {found.cycle.name}"
    return f"The {named} has not been held."


def _answers_for(scene: Scene, id: str, cycle: Cycle) -> bool:
    """Whether a unit has objectives in a cycle, and none above it has: who stands higher looks back for all below."""
    path = [unit.id for unit in scene.company.unit_path(id) if scene.company.objectives_of(unit.id, cycle.id)]
    return path[:1] == [id]


_E, _W, _I = Severity.ERROR, Severity.WARNING, Severity.HINT

RULES = (
    Rule("O-MAX", "unit", _W, _too_many, Remedy("postpone", "leave some for the next cycle", ("objectives",))),
    Rule("O-MIN", "unit", _I, _too_few, Remedy("add_objective", "add an objective", ("title",))),
    Rule(
        "O-FOCUS",
        "unit",
        _I,
        _too_many_first,
        Remedy("keep_first", "choose what comes first", ("objectives",)),
        only(Preset.OKR),
    ),
    Rule(
        "AL-SILO",
        "unit",
        _I,
        _silo,
        Remedy("share", "ask a unit to share", ("objective", "unit")),
        only(Preset.OKR),
    ),
    Rule("OWN-NONE", "unit", _E, _no_lead, setting("lead", words="name a lead")),
    Rule("LEAD-LATE", "unit", _I, _late_lead, presets=only(Preset.OKR)),
    Rule(
        "REVIEW-MISS",
        "unit",
        _W,
        _review_missed,
        Remedy("review", "hold it", ("worked", "did_not_work")),
        only(Preset.OKR),
    ),
)
