"""The scores of a key result as people look at them: proposed, by its owner, by who leads, and agreed."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from okrtui.okr.coach.scene import Figures, Original
from okrtui.okr.kinds import Disposition, ObjectiveKind, Role
from okrtui.okr.records import KeyResult, number_of
from okrtui.okr.rhythm import Score
from okrtui.okr.score import Band, judged, kept_exact, shown
from okrtui.okr.scores import Proposal, given, proposal
from okrtui.storage.clean import clean, clean_line
from okrtui.storage.registers import Write, canonical
from okrtui.workspace.errors import NotFound
from okrtui.workspace.forms import seen_heads
from okrtui.workspace.originals import as_begun, original_of
from okrtui.workspace.reading import heads_in_order
from okrtui.workspace.rows import figure_text
from okrtui.workspace.scorers import closed_cycle, lead_of, owner_of
from okrtui.workspace.templates import figures_text
from okrtui.workspace.view import View
from okrtui.workspace.workspace import Workspace


class Proposed(NamedTuple):
    """The score that the check-ins propose, by a start and a target."""

    value: Fraction
    """Exact, from 0 to 1."""
    shown: Decimal
    """As people see it, with two places."""
    band: Band
    verdict: str
    """What it means for what was promised, in words."""
    figures: str
    """The start and the target that it is measured by: `22 → 27 %`."""


class GivenScore(NamedTuple):
    """The score that somebody gave."""

    id: str
    role: Role
    value: Fraction
    shown: Decimal
    band: Band
    verdict: str
    by: str
    """The person who gave it; `by_name` is what they are called."""
    by_name: str
    self_assessment: str
    disposition: Disposition | None
    is_contested: bool
    """Whether two people gave different ones at once; then `versions` are all of them."""
    versions: tuple[tuple[Decimal, str], ...]
    """Each value as people see it with the name of who gave it, the one shown first."""
    proposed: Decimal | None
    """What was proposed when it was given."""
    based_on: str | None
    """The last check-in of the cycle that was known then."""
    heads: Mapping[str, tuple[str, ...]]
    """What a form that shows it has seen, to be given back with what is written."""


class Scores(NamedTuple):
    """All scores of a key result at the end of its cycle."""

    key_result: str
    title: str
    objective: str
    kind: ObjectiveKind
    """Whether its objective is committed or aspirational."""
    weight: Decimal
    owner: str | None
    owner_name: str
    lead: str | None
    """Who scores it beside its owner: the nearest lead above who is another; None where there is none."""
    lead_name: str
    value: str
    """Its last value within the cycle, in words; "" without one."""
    last: str | None
    """The last check-in dated within the cycle."""
    proposed: Proposed
    begun: Proposed | None
    """The same by what it was first aimed at, where that has been moved since the cycle began."""
    by_owner: GivenScore | None
    by_lead: GivenScore | None
    agreed: GivenScore | None
    is_frozen: bool
    """Whether its cycle is closed: the scores stay as they are."""

    @property
    def is_contested(self) -> bool:
        """Whether one of the scores has several values at once."""
        return any(each is not None and each.is_contested for each in (self.by_owner, self.by_lead, self.agreed))

    @property
    def self_assessment(self) -> str:
        """The owner's own view of it."""
        return next((each.self_assessment for each in self._given(Role.OWNER) if each.self_assessment), "")

    @property
    def disposition(self) -> Disposition | None:
        """What becomes of it: as it is agreed, else as the lead, else as the owner has it."""
        return next((each.disposition for each in self._given(Role.AGREED) if each.disposition), None)

    @property
    def acceptable(self) -> tuple[Decimal, Role | None]:
        """The score to agree on unless another is said, and whose it is: the lead's, else the owner's, else proposed.

        None for the proposed one.
        """
        for each in (self.by_lead, self.by_owner):
            if each is not None:
                return Decimal(each.value.numerator) / each.value.denominator, each.role
        return kept_exact(self.proposed.value), None

    def of(self, role: Role) -> GivenScore | None:
        """The score that a role gave."""
        return {Role.OWNER: self.by_owner, Role.LEAD: self.by_lead, Role.AGREED: self.agreed}[role]

    def expecting(self, role: Role, value: Fraction, by_name: str, becomes: Disposition | None) -> "Scores":
        """The same with a score that was just given, and is on its way to the disk."""
        given = GivenScore(
            "", role, value, *judged(self.kind, value), "", by_name, "", becomes,
            False, (), None, None, {},
        )  # fmt: skip
        match role:
            case Role.OWNER:
                return self._replace(by_owner=given)
            case Role.LEAD:
                return self._replace(by_lead=given)
            case Role.AGREED:
                return self._replace(agreed=given)

    def _given(self, first: Role) -> list[GivenScore]:
        order = (Role.OWNER, Role.AGREED, Role.LEAD) if first is Role.OWNER else (Role.AGREED, Role.LEAD, Role.OWNER)
        return [score for role in order if (score := self.of(role))]


def scores_of(view: View, key_result: str, original: Original | None = None) -> Scores:
    """The scores of a key result. Raises NotFound.

    `original` knows the start and target with which its cycle began. Unless it is said, the history of a workspace is
    read, if they have been moved; for many key results, ask `Originals` once.
    """
    with view.lock:
        found = view.company.key_result(key_result)
        if found is None:
            raise NotFound(f"{key_result}: there is no such key result, or it is deleted")
    if original is not None:
        moved = original(key_result)
    else:
        moved = original_of(view, key_result) if isinstance(view, Workspace) else None
    with view.lock:
        return _scores(view, found, moved)


def _scores(view: View, key_result: KeyResult, moved: Figures | None) -> Scores:
    company = view.company
    objective = company.objective(key_result.objective)
    kind = objective.kind if objective else ObjectiveKind.COMMITTED
    now = proposal(view.standings, key_result)
    owner, lead = owner_of(view, key_result), lead_of(view, key_result)
    scores = given(company, key_result.id)
    return Scores(
        key_result.id,
        clean_line(key_result.title),
        key_result.objective or "",
        kind,
        key_result.weight,
        owner,
        clean_line(company.title(owner)),
        lead,
        clean_line(company.title(lead)),
        _value_text(view, key_result, now),
        now.last.id if now.last else None,
        _proposed(view, key_result, kind, now),
        _begun(view, as_begun(key_result, moved), kind),
        _given(view, scores.get(Role.OWNER), kind),
        _given(view, scores.get(Role.LEAD), kind),
        _given(view, scores.get(Role.AGREED), kind),
        closed_cycle(view, key_result.id) is not None,
    )


def _proposed(view: View, key_result: KeyResult, kind: ObjectiveKind, found: Proposal) -> Proposed:
    value = found.value
    return Proposed(value, *judged(kind, value), figures_text(view, key_result))


def _begun(view: View, before: KeyResult | None, kind: ObjectiveKind) -> Proposed | None:
    return _proposed(view, before, kind, proposal(view.standings, before)) if before else None


def _given(view: View, score: Score | None, kind: ObjectiveKind) -> GivenScore | None:
    if score is None:
        return None
    value = Fraction(score.value)
    register = view.state.register("score", score.id, "value")
    heads = heads_in_order(register) if register else []
    by = heads[0].line.by if heads else ""
    by_value: dict[object, Write] = {}
    for head in heads:
        by_value.setdefault(canonical(head.value), head)
    versions = [
        (shown(Fraction(number)), clean_line(view.company.title(head.line.by)))
        for head in by_value.values()
        if (number := number_of(head.value)) is not None
    ]
    return GivenScore(
        score.id,
        score.role,
        value,
        *judged(kind, value),
        by,
        clean_line(view.company.title(by)),
        clean(score.self_assessment),
        score.disposition,
        register is not None and register.in_conflict and not view.state.is_waiting(register),
        tuple(versions),
        score.proposed,
        score.based_on,
        {field: tuple(sorted(seen)) for field, seen in seen_heads(view.state, "score", score.id).items()},
    )


def _value_text(view: View, key_result: KeyResult, found: Proposal) -> str:
    last = found.last
    if last is None:
        return ""
    if isinstance(last.value, bool):
        return "yes" if last.value else "no"
    if isinstance(last.value, list):
        steps = {id for id, _ in view.company.milestones_of(key_result.id)}
        return f"{len(steps.intersection(last.done))} of {len(steps)}"
    return figure_text(last.number, key_result.unit_of_measure)
