"""Alerts: what one is told of, and what is watched for it.

Watched is what one owns, and what that depends on: what it serves, what serves it, and what one's units have agreed
to carry. Figures of anything else are nobody's business here, however much arrives.
"""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from okrtui.okr.company import Company
from okrtui.okr.kinds import ShareState, Stage, Status, Word
from okrtui.okr.records import KeyResult, Objective, Value, reference, text
from okrtui.okr.standing import Standings
from okrtui.okr.status import weakest


class Sort(Word):
    """The sorts of alerts, each of which can be muted."""

    AT_RISK = "at_risk"
    TARGET = "target"
    BLOCKER = "blocker"
    SHARE = "share"
    COMMENT = "comment"
    RECOGNITION = "recognition"

    @property
    def said(self) -> str:
        """When one is told: `a comment names you`."""
        return _SAID[self]


_SAID = {
    Sort.AT_RISK: "something you own or depend on turns at risk",
    Sort.TARGET: "a target moves that you own or depend on",
    Sort.BLOCKER: "a blocker is given to you",
    Sort.SHARE: "a unit of yours is asked to share an objective",
    Sort.COMMENT: "a comment names you",
    Sort.RECOGNITION: "you or a unit of yours is recognized",
}

RISKY = (Status.AT_RISK, Status.NOT_HOLDING)
"""The statuses that an alert tells of."""


class Tie(Word):
    """Why something is watched."""

    OWN = "own"
    SERVED = "served"
    """One's own serves it."""
    SERVING = "serving"
    """It serves one's own."""
    SHARED = "shared"
    """A unit of one's own carries it, too."""


class Watch(NamedTuple):
    """What a person watches, by id: key results and objectives for their status, what has a target for that."""

    statuses: dict[str, Tie]
    aims: dict[str, Tie]


AIMS = {"key_result": ("target", "start", "low", "high"), "goal": ("target", "baseline")}
"""The fields that say where something is to get, the one that matters most first."""


def watch(company: Company, person: str, today: date) -> Watch:
    """What a person watches on a day, in the cycle that people work in then."""
    statuses: dict[str, Tie] = {}
    aims: dict[str, Tie] = {}
    own = list(_owned(company, person, today))
    for objective, key_results in own:
        for key_result in key_results:
            statuses[key_result.id] = aims[key_result.id] = Tie.OWN
        if company.objective(objective.id) and objective.owner != person:  # only a part of it is one's own
            statuses[objective.id] = Tie.SERVED
    for objective, key_results in own:
        if objective.owner == person:
            for alignment in company.serves(objective.id):
                _add(company, alignment.parent, Tie.SERVED, statuses, aims)
        for target in (objective.id, *(each.id for each in key_results)):
            if target == objective.id and objective.owner != person:
                continue
            for alignment in company.served_by(target):
                statuses.setdefault(alignment.child, Tie.SERVING)
    for shared in _carried(company, person, {objective.cycle for objective, _ in own} | {_current(company, today)}):
        _add(company, shared, Tie.SHARED, statuses, aims)
    return Watch(statuses, aims)


def _current(company: Company, today: date) -> str | None:
    cycle = company.current_cycle(today)
    return cycle.id if cycle else None


def _owned(company: Company, person: str, today: date) -> Iterator[tuple[Objective, list[KeyResult]]]:
    """The objectives of the current cycle that are someone's, or of which a key result is, each with those."""
    cycle = _current(company, today)
    ids = dict.fromkeys(company.pointing("objective", "owner", person))
    for id in company.pointing("key_result", "owner", person):
        key_result = company.key_result(id)
        if key_result and key_result.objective:
            ids[key_result.objective] = None
    for id in ids:
        objective = company.objective(id)
        if objective and objective.cycle == cycle and objective.stage is not Stage.CLOSED:
            key_results = company.key_results_of(id)
            is_own = objective.owner == person
            yield objective, [each for each in key_results if is_own or each.owner == person]


def _carried(company: Company, person: str, cycles: set[str | None]) -> Iterator[str]:
    """The objectives of some cycles that a person's units have agreed to carry too."""
    for unit in company.units_of(person):
        for share in company.pointing("share", "unit", unit.id):
            fields = company.fields("share", share) or {}
            objective = company.objective(reference(fields, "objective"))
            if objective and objective.cycle in cycles and text(fields, "state") == ShareState.ACCEPTED:
                yield objective.id


def _add(company: Company, id: str, tie: Tie, statuses: dict[str, Tie], aims: dict[str, Tie]) -> None:
    """Watch an objective with what its key results aim at, a key result, or a goal."""
    if company.objective(id):
        statuses.setdefault(id, tie)
        for key_result in company.key_results_of(id):
            aims.setdefault(key_result.id, tie)
    elif company.key_result(id):
        statuses.setdefault(id, tie)
        aims.setdefault(id, tie)
    elif company.fields("goal", id) is not None:
        aims.setdefault(id, tie)


def status_of(standings: Standings, id: str) -> Status | None:
    """The status of a key result or an objective, which is its weakest weighted key result's; None for neither.

    It takes no look at what serves an objective: of that there may be very much, and no status comes from there.
    """
    company = standings.company
    if company.key_result(id):
        return standings.key_result(id).status
    weighted = (each for each in company.key_results_of(id) if each.weight > 0)
    return weakest(standings.key_result(each.id).status for each in weighted)


def aim_of(company: Company, id: str) -> dict[str, Value]:
    """Where something is to get: the numbers of the fields that say so."""
    kind = company.kind_of(id) or ""
    fields = company.fields(kind, id) or {}
    found = {name: fields.get(name) for name in AIMS.get(kind, ())}
    return {name: value for name, value in found.items() if isinstance(value, int | float) and value is not True}
