"""Scores as they stand in a company: what the check-ins propose, and what owner, lead and both gave.

A score that somebody gave is stored and never made anew. What is proposed follows the check-ins, so that one can
tell, on every replica alike, whether something came after the agreed score that it does not know of.
"""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from okrtui.okr import rhythm
from okrtui.okr.company import Company
from okrtui.okr.ids import derived_id
from okrtui.okr.kinds import CycleStatus, Disposition, Mode, Role, Stage
from okrtui.okr.number import Number
from okrtui.okr.progress import ZERO, clamp, rolled_up
from okrtui.okr.records import CheckIn, Cycle, KeyResult, Objective
from okrtui.okr.rhythm import Score
from okrtui.okr.score import shown
from okrtui.okr.standing import Standings, children_first

_NOT_KNOWN: Mapping[str, Fraction] = {}


class Proposal(NamedTuple):
    """The score that a key result's check-ins propose."""

    value: Fraction
    """Its clamped progress at the last check-in dated within the cycle, 0 before the first."""
    last: CheckIn | None
    """That check-in."""

    @property
    def shown(self) -> Decimal:
        """The score as people see it, and as it is kept in `proposed`."""
        return shown(self.value)


class ObjectiveScore(NamedTuple):
    """The score of an objective: made of its key results' by the rules of progress."""

    agreed: Fraction | None
    """The weighted mean of what is agreed so far; None while nothing is."""
    proposed: Fraction | None
    """The same of what is proposed; None where nothing has weight."""
    is_final: bool
    """Whether all that it is made of is agreed."""


def proposal(standings: Standings, key_result: KeyResult) -> Proposal:
    """What the check-ins of a key result propose, dated within its cycle and not after today."""
    company = standings.company
    objective = company.objective(key_result.objective)
    cycle = company.cycle(objective.cycle) if objective else None
    made = company.latest_check_ins(key_result.id, standings.today)
    last = next((each for each in made if cycle is None or cycle.start <= each.date <= cycle.end), None)
    value = clamp(standings.raw(key_result, last)) if last else ZERO
    return Proposal(value, last)


def score_id(key_result: str, role: Role) -> str:
    """The id of the score that a role gives a key result."""
    return derived_id("score", key_result, role)


def given(company: Company, key_result: str) -> Mapping[Role, Score]:
    """The scores that a key result has, one for each role that gave one.

    Their ids are derived; older ones may not be: of several, the derived one counts, else the one valued last.
    """
    found: dict[Role, tuple[bool, tuple[str, str], Score]] = {}
    for id in company.pointing("score", "key_result", key_result):
        entry = company.entry("score", id)
        score = rhythm.score(id, entry.fields) if entry else None
        if score is None or entry is None:
            continue
        candidate = (id == score_id(key_result, score.role), entry.stamp, score)
        best = found.get(score.role)
        if best is None or candidate[:2] > best[:2]:
            found[score.role] = candidate
    return {role: found[role][2] for role in Role if role in found}


def disposition_of(company: Company, key_result: str) -> Disposition | None:
    """What becomes of a key result: as it is agreed, else as the lead, else as the owner has it."""
    scores = given(company, key_result)
    said = (scores[role].disposition for role in (Role.AGREED, Role.LEAD, Role.OWNER) if role in scores)
    return next((disposition for disposition in said if disposition), None)


def is_scored(company: Company, objective: Objective, cycle: Cycle) -> bool:
    """Whether an objective is to be scored at the end of a cycle: it is active, or people checked in on it.

    In a closed cycle also what was closed with it.
    """
    if objective.stage is Stage.ACTIVE:
        return True
    if objective.stage is Stage.CLOSED:
        return cycle.status is CycleStatus.CLOSED
    return any(
        cycle.start <= check_in.date <= cycle.end
        for key_result in company.key_results_of(objective.id)
        for check_in in company.check_ins_of(key_result.id)
    )


def scored_objectives(company: Company, cycle: Cycle, units: Iterable[str] | None = None) -> list[Objective]:
    """The objectives of a cycle that are to be scored, of some units or of all, as they were made."""
    return list(each_scored(company, cycle, units))


def each_scored(company: Company, cycle: Cycle, units: Iterable[str] | None = None) -> Iterator[Objective]:
    """The same, one after the other."""
    within = None if units is None else set(units)
    for id in list(company.pointing("objective", "cycle", cycle.id)):
        objective = company.objective(id)
        if objective and (within is None or objective.unit in within) and is_scored(company, objective, cycle):
            yield objective


def objective_score(
    standings: Standings, id: str, proposed: Mapping[str, Fraction] = _NOT_KNOWN
) -> ObjectiveScore:
    """The score of an objective: the weighted mean of its key results' and of what contributes to it in its cycle.

    Weight 0 excludes. `proposed` are the proposed scores that one knows already, by key result. Raises KeyError for
    one that is not there.
    """
    company = standings.company
    top = company.objective(id)
    if top is None:
        raise KeyError(id)
    made: dict[str, ObjectiveScore] = {}
    for each in children_first(id, lambda parent: [child for child, _ in _contributing(company, parent)]):
        objective = company.objective(each)
        if objective is not None:
            made[each] = _of_objective(standings, objective, made, proposed)
    return made[id]


def _contributing(company: Company, parent: str) -> list[tuple[str, Number]]:
    """The objectives of the same cycle that enter one's score, each with its weight."""
    above = company.objective(parent)
    return [
        (alignment.child, alignment.weight)
        for alignment in company.served_by(parent)
        if alignment.mode is Mode.CONTRIBUTES
        and above is not None
        and (child := company.objective(alignment.child))
        and child.cycle == above.cycle
    ]


def _of_objective(
    standings: Standings, objective: Objective, made: Mapping[str, ObjectiveScore], known: Mapping[str, Fraction]
) -> ObjectiveScore:
    company = standings.company
    agreed: list[tuple[Fraction, Number]] = []
    proposed: list[tuple[Fraction, Number]] = []
    is_final = True
    for key_result in company.key_results_of(objective.id):
        if key_result.weight <= 0:
            continue
        value = known[key_result.id] if key_result.id in known else proposal(standings, key_result).value
        proposed.append((value, key_result.weight))
        score = given(company, key_result.id).get(Role.AGREED)
        if score is None:
            is_final = False
        else:
            agreed.append((Fraction(score.value), key_result.weight))
    for child, weight in _contributing(company, objective.id):
        below = made.get(child)
        if below is None or weight <= 0 or below.proposed is None:
            continue
        proposed.append((below.proposed, weight))
        is_final = is_final and below.is_final
        if below.agreed is not None:
            agreed.append((below.agreed, weight))
    return ObjectiveScore(rolled_up(agreed), rolled_up(proposed), is_final and bool(agreed))


class Late(NamedTuple):
    """An agreed score of which the check-ins say something else now than when it was agreed."""

    score: Score
    now: Proposal
    is_check_in: bool
    """Whether another check-in is the last one now; else values, start, target or milestones have been changed."""


def late(standings: Standings, key_result: KeyResult) -> Late | None:
    """What has come after a key result's agreed score; None where nothing has, and where none is agreed.

    It looks at nothing but what stands in the registers, and at the day: so it is the same on every replica. A score
    that does not say what it is based on, as older ones do not, has nothing to compare.
    """
    score = given(standings.company, key_result.id).get(Role.AGREED)
    if score is None or score.proposed is None:
        return None
    now = proposal(standings, key_result)
    is_check_in = (now.last.id if now.last else None) != score.based_on
    return Late(score, now, is_check_in) if is_check_in or now.shown != score.proposed else None


def count_late(standings: Standings, cycle: Cycle) -> int:
    """How many agreed scores of a cycle something has come after."""
    return sum(
        late(standings, key_result) is not None
        for objective in scored_objectives(standings.company, cycle)
        for key_result in standings.company.key_results_of(objective.id)
    )
