"""How a quarter of the example company ends: scored by owner and lead, agreed, and some of it carried over.

Chance comes from a source of its own: nothing else changes by it.
"""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from random import Random
from typing import NamedTuple

from okrtui.demo.chance import Temper, neat
from okrtui.demo.deed import Deed, at, json_number, made
from okrtui.demo.facts import KR, O
from okrtui.demo.plan import Person, Plan, Team
from okrtui.demo.span import Span
from okrtui.okr.ids import derived_id
from okrtui.okr.kinds import Disposition, Level, Metric, ObjectiveKind, Role
from okrtui.okr.number import stored
from okrtui.okr.progress import clamp, raw
from okrtui.okr.records import number_of
from okrtui.okr.score import Band, band, kept_exact, met, shown
from okrtui.storage.line import Op, Value

CLOSED_AFTER = timedelta(days=5)
"""How long after its last day a quarter is closed."""
_EARLIER = 0.6
"""Which share of its way a key result that is carried over had gone before, measured by the way that is left."""
_THERE_FROM = 11
_SILENT_FROM = 2
"""From which week on it stood where the next quarter begins; where people fell silent early, from the second."""
_SAID = {
    Band.GREEN: ("We knew early what to leave out.", "Two people who had done it before made the difference."),
    Band.YELLOW: ("Good weeks and bad weeks; we began too much at once.", "Half of it was harder than it looked."),
    Band.RED: (
        "We waited for others too long before we said so.",
        "The first month went into things that nobody needed.",
    ),
}


class Reported(NamedTuple):
    """A key result at the end of a quarter, and the last check-in on it."""

    id: str
    fact: KR
    milestones: Sequence[str]
    check_in: str | None
    value: Value
    is_carried: bool

    @property
    def progress(self) -> Fraction:
        """How far it came, within 0 and 1."""
        if self.fact.metric == Metric.MILESTONES:
            done = self.value if isinstance(self.value, list) else []
            return clamp(raw(Metric.MILESTONES, None, milestones=[(1, id in done) for id in self.milestones]))
        figures = (self.fact.start, self.fact.target, self.fact.low, self.fact.high)
        value = self.value if isinstance(self.value, bool) else number_of(self.value)
        return clamp(raw(Metric(self.fact.metric), value, *figures))


def as_before(fact: KR) -> KR | None:
    """A key result as it was the quarter before, when it ended where it begins now; None where it cannot have been."""
    if fact.metric not in (Metric.INCREASE, Metric.DECREASE) or fact.start is None or fact.target is None:
        return None
    start = neat(fact.start - _EARLIER * (fact.target - fact.start), fact.target - fact.start)
    return fact._replace(start=start) if start >= 0 and start != fact.start else None


def told(before: KR, now: KR, week: int, temper: Temper) -> Value:
    """What was reported of it in a week of that quarter."""
    start, end = before.start or 0.0, now.start or 0.0
    there = _SILENT_FROM if temper is Temper.SILENT else _THERE_FROM
    return json_number(end if week >= there else neat(start + (end - start) * week / there, end - start))


class Carried(NamedTuple):
    """An objective of the cycle before, and the one of its key results that goes on."""

    objective: str
    key_result: str
    title: str


class Closing:
    """The deeds at the end of quarters, and what they hand on to the next one."""

    def __init__(self, plan: Plan, workspace: str, spans: Sequence[Span]) -> None:
        self._rng = Random(f"closing {workspace}")
        self._last_over = spans[-2].id if len(spans) > 1 else None
        leads = {team.id: team.lead for team in plan.teams}
        self._lead_above = {team.id: leads.get(team.parent or "") for team in plan.teams}
        self._last: dict[str, tuple[str, Value]] = {}
        self._going_on: dict[KR, KR] = {}
        self._carried: dict[tuple[str, str], Carried] = {}

    def as_then(self, team: Team, objective: O, span: Span, fact: KR) -> KR:
        """A key result as it is in a cycle: of a department's first objective, one goes on in the next."""
        if span.id != self._last_over or team.level is not Level.DEPARTMENT or objective is not team.objectives[0]:
            return fact
        going_on = next((each for each in objective.key_results if as_before(each)), None)
        before = as_before(fact) if fact is going_on else None
        if before is not None:
            self._going_on[before] = fact
        return before or fact

    def reported(self, id: str, fact: KR, check_in: str, value: Value, week: int, temper: Temper) -> Value:
        """What a check-in says: what goes on ends the quarter where the next one begins."""
        now = self._going_on.get(fact)
        said = value if now is None else told(fact, now, week, temper)
        self._last[id] = check_in, said
        return said

    def carried_into(self, span: Span, unit: str, objective: O) -> Carried | None:
        """What goes on with an objective in the running cycle."""
        return self._carried.get((unit, objective.title)) if span.is_running else None

    def end(
        self,
        id: str,
        objective: O,
        key_results: Sequence[tuple[str, KR, list[str]]],
        owner: Person,
        team: Team,
        span: Span,
    ) -> Iterator[Deed]:
        """An objective is scored once its cycle is over; what of it goes on is noted."""
        if span.is_running:
            return
        found = []
        for key_result, fact, milestones in key_results:
            check_in, value = self._last.get(key_result, (None, None))
            now = self._going_on.get(fact)
            is_carried = now is not None and value == json_number(now.start)
            if is_carried:
                self._carried[team.id, objective.title] = Carried(id, key_result, fact.title)
            found.append(Reported(key_result, fact, milestones, check_in, value, is_carried))
        kind = ObjectiveKind.ASPIRATIONAL if objective.is_aspirational else ObjectiveKind.COMMITTED
        lead = team.lead if owner is not team.lead else self._lead_above[team.id]
        yield from self._scores(kind, found, owner, lead, span.end)

    def _scores(
        self, kind: ObjectiveKind, key_results: Sequence[Reported], owner: Person, lead: Person | None, end: date
    ) -> Iterator[Deed]:
        """Score an objective's key results: the owner, then the lead, then both, each in one line."""
        by_role: dict[Role, list[Op]] = {role: [] for role in Role}
        for each in key_results:
            proposed = each.progress
            owners = self._near(proposed, (0, 0, Fraction(1, 20), Fraction(-1, 20)))
            leads = self._near(proposed, (0, 0, 0, Fraction(-1, 10)))
            agreed = proposed if lead is None else self._rng.choice((proposed, leads))
            said = self._rng.choice(_SAID[band(owners)]) if self._rng.random() < 0.6 else None
            by_role[Role.OWNER] += _score(each, Role.OWNER, owners, said, None)
            if lead is not None:
                by_role[Role.LEAD] += _score(each, Role.LEAD, leads, None, None)
            by_role[Role.AGREED] += _score(each, Role.AGREED, agreed, None, _becomes(each, kind, agreed))
        who = {Role.OWNER: owner, Role.LEAD: lead, Role.AGREED: lead or owner}
        for days, (role, ops) in enumerate(by_role.items(), 1):
            by = who[role]
            if by is not None and ops:
                yield Deed(at(end + timedelta(days=days), self._rng), by, ops)

    def _near(self, proposed: Fraction, ways: Sequence[Fraction | int]) -> Fraction:
        return clamp(proposed + self._rng.choice(ways))


def _becomes(each: Reported, kind: ObjectiveKind, agreed: Fraction) -> Disposition:
    if each.is_carried:
        return Disposition.CARRIED_OVER
    is_good = met(kind, agreed) or band(agreed) is Band.GREEN
    return Disposition.ACHIEVED if is_good else Disposition.DROPPED


def _score(each: Reported, role: Role, value: Fraction, said: str | None, becomes: Disposition | None) -> list[Op]:
    fields: dict[str, Value] = {
        "key_result": each.id,
        "value": stored(Decimal(kept_exact(value))),
        "role": role,
        "self_assessment": said,
        "disposition": becomes,
        "proposed": stored(shown(each.progress)),
        "based_on": each.check_in,
    }
    known = {name: value for name, value in fields.items() if value is not None}
    return made("score", derived_id("score", each.id, role), known)
