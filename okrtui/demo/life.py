"""What happens at the example company: who does what, and when, as the lines of a journal to be."""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from okrtui.demo import facts
from okrtui.demo.closing import CLOSED_AFTER, Closing
from okrtui.demo.deed import Deed, at, json_number, made, rewritten
from okrtui.demo.facts import KR, O
from okrtui.demo.outlook import Outlook
from okrtui.demo.plan import Person, Plan, Team
from okrtui.demo.reading import Readings
from okrtui.demo.rewording import PLANNED_EARLIER, Rewording, Written, has_draft
from okrtui.demo.sharing import Sharing
from okrtui.demo.span import Span
from okrtui.demo.talk import Talk
from okrtui.demo.weeks import WEEKDAY, WEEKS, Planned, Weeks
from okrtui.okr.ids import derived_id
from okrtui.okr.kinds import Level, Mode, Stage
from okrtui.storage.line import Op, Value

_SEVENTH_WEEK = 45
"""How many days before today the running cycle began: today lies in its seventh week."""


class Life:
    """The deeds of everyone over some cycles, drawn from one source of chance."""

    def __init__(self, plan: Plan, workspace: str, today: date, cycles: int, rng: Random) -> None:
        self._plan = plan
        self._workspace = workspace
        self._today = today
        self._rng = rng
        self._spans = self._draw_spans(cycles)
        self._missions = [self._id() for _ in facts.MISSIONS]
        self._own_units: set[str] = set()
        self._written: dict[str, Written] = {}
        self._rewording = Rewording(workspace)
        self._closing = Closing(plan, workspace, self._spans)
        self._weeks = Weeks(plan, today, self._closing, rng)
        top = plan.teams[0]
        self._readings = Readings(workspace, self._begin, today, top.id, top.lead)

    @property
    def _begin(self) -> date:
        """The day on which the foundation is laid."""
        return self._spans[0].start - timedelta(days=21)

    def _id(self) -> str:
        return self._rng.randbytes(8).hex()

    def _draw_spans(self, cycles: int) -> list[Span]:
        spans = []
        for back in range(cycles - 1, -1, -1):
            start = self._today - timedelta(days=_SEVENTH_WEEK + 7 * WEEKS * back)
            end = start + timedelta(days=7 * WEEKS - 1)
            middle = start + (end - start) / 2
            spans.append(Span(self._id(), f"{middle.year}-Q{(middle.month - 1) // 3 + 1}", start, end, back == 0))
        return spans

    def deeds(self) -> Iterator[Deed]:
        """Everything that happens, in no particular order but each person's own."""
        yield from self._foundation()
        yield from self._readings.deeds()
        for span in self._spans:
            yield from self._cycle(span)
        yield from self._outlook()

    def _outlook(self) -> Iterator[Deed]:
        """The year that begins with the running cycle, and what was learned from the one before."""
        outlook = Outlook(self._workspace, self._today, self._missions)
        top, department, *_ = self._plan.teams
        *over, running = self._spans
        yield from outlook.year(running.start, top)
        if over:
            yield from outlook.reviews(over[-1].id, over[-1].end, top, department)

    # --- the foundation: laid by whoever leads the company

    def _foundation(self) -> Iterator[Deed]:
        begin = self._begin
        top = self._plan.teams[0]
        vision, thought_over = self._rewording.vision(self._workspace, begin, top.lead)
        settings: dict[str, Value] = {
            "name": facts.COMPANY,
            "vision": vision,
            "preset": "okr",
            "check_in_weekday": WEEKDAY,
            "time_zone": "UTC",
            "fiscal_year_start": 1,
        }
        first = made("workspace", self._workspace, settings)
        for id, statement in zip(self._missions, facts.MISSIONS, strict=True):
            first += made("mission", id, {"statement": statement, "unit": top.id})
        yield self._deed(begin, top.lead, first)
        yield thought_over
        for span in self._spans:
            fields: dict[str, Value] = {
                "name": span.name,
                "kind": "custom",
                "start": span.start.isoformat(),
                "end": span.end.isoformat(),
                "status": "active",
            }
            yield self._deed(begin, top.lead, made("cycle", span.id, fields))
        for team in self._plan.teams:
            yield self._deed(begin, top.lead, self._team(team))

    def _team(self, team: Team) -> list[Op]:
        fields: dict[str, Value] = {"name": team.name, "level": team.level, "lead": team.lead.id}
        if team.parent:
            fields["parent"] = team.parent
        ops = made("unit", team.id, fields)
        for person in (team.lead, *team.members):
            ops += made("person", person.id, {"name": person.name, "email": person.email})
            role = "lead" if person is team.lead else "member"
            membership = {"person": person.id, "unit": team.id, "role": role}
            ops += made("membership", derived_id("membership", person.id, team.id), membership)
        return ops

    # --- a cycle: planned from the top down

    def _cycle(self, span: Span) -> Iterator[Deed]:
        above: dict[str, list[Planned]] = {}
        for team in self._plan.teams:
            planned = []
            for objective in self._objectives_of(team, span):
                parent = self._parent(above.get(team.parent or "", []))
                written, deeds = self._write(objective, team, team.lead, team.id, span, parent)
                planned.append(written)
                yield from deeds
                yield from self._weeks.deeds(written, team.lead, team, span)
                yield from self._closing.end(*written, team.lead, team, span)
                if team.lead is self._plan.lead and span.is_running:
                    key_results = ((id, key_result.title) for id, key_result, _ in written.key_results)
                    yield from self._readings.of_lead(written.id, objective.title, key_results, team.lead)
            above[team.id] = planned
            for number, member in enumerate(team.members):
                personal = team.department.personal if team.department else ()
                if personal:
                    objective = personal[number % len(personal)]
                    unit = derived_id("unit", member.id, "individual")
                    written, deeds = self._write(objective, team, member, unit, span, self._parent(planned))
                    yield from deeds
                    yield from self._weeks.deeds(written, member, team, span)
                    yield from self._closing.end(*written, member, team, span)
        if span.is_running:
            ids = {team: [written.id for written in planned] for team, planned in above.items()}
            yield from Sharing(self._workspace).deeds(span.start, self._plan.teams, ids)
            yield from self._rewording.handed_on(self._written, self._plan.teams, self._today)
            yield from Talk(self._workspace, self._plan).deeds(self._written, self._today)
        else:
            top = self._plan.teams[0].lead
            closed: dict[str, Value] = {"status": "closed"}
            yield Deed(at(span.end + CLOSED_AFTER, self._rng), top, rewritten("cycle", span.id, closed))

    def _objectives_of(self, team: Team, span: Span) -> tuple[O, ...]:
        if team.level is Level.COMPANY:
            return facts.COMPANY_OBJECTIVES
        if team is self._plan.lead_team and span.is_running:
            return facts.LEAD_OBJECTIVES
        return team.objectives

    def _parent(self, planned: list[Planned]) -> str:
        return self._rng.choice(planned).id if planned else self._rng.choice(self._missions)

    def _write(
        self, objective: O, team: Team, owner: Person, unit: str, span: Span, parent: str
    ) -> tuple[Planned, list[Deed]]:
        drawn = self._id()
        carried = self._closing.carried_into(span, unit, objective)
        written = Planned(derived_id("objective", carried.objective, span.id) if carried else drawn, objective, [])
        ops = self._own_unit(owner, unit, team)
        fields: dict[str, Value] = {
            "title": objective.title,
            "rationale": objective.rationale,
            "unit": unit,
            "cycle": span.id,
            "owner": owner.id,
            "kind": "aspirational" if objective.is_aspirational else "committed",
            "priority": self._rng.random() < 0.4,
            "stage": Stage.ACTIVE if span.is_running else Stage.CLOSED,
        }
        if carried:
            fields["carried_from"] = carried.objective
        ops += made("objective", written.id, fields)
        ids = sorted(self._id() for _ in objective.key_results)  # what is made at once stands in the order of its ids
        for id, key_result in zip(ids, objective.key_results, strict=True):
            if carried and carried.title == key_result.title:
                new = derived_id("key_result", carried.key_result, written.id)
                ops += self._key_result(written, new, key_result, carried.key_result)
            else:
                ops += self._key_result(written, id, self._closing.as_then(team, objective, span, key_result))
        mode = Mode.CONTRIBUTES if self._rng.random() < 0.15 and parent not in self._missions else Mode.SUPPORTS
        edge: dict[str, Value] = {"child": written.id, "parent": parent, "mode": mode}
        ops += made("alignment", derived_id("alignment", written.id, parent), edge)
        when = span.start - timedelta(days=self._rng.randint(1, 9))
        titles = written.titles() if span.is_running and unit == team.id else {}
        if has_draft(titles):
            when -= PLANNED_EARLIER
        for id, title in titles.items():
            self._written.setdefault(title, Written(id, when))
        promise: dict[str, Value] = {"person": owner.id, "objective": written.id, "date": when.isoformat()}
        ops += made("commitment", derived_id("commitment", owner.id, written.id), promise)
        first = self._deed(when, owner, self._rewording.as_at_first(ops, titles))
        return written, [first, *self._rewording.deeds(ops, titles, when, owner)]

    def _own_unit(self, owner: Person, unit: str, team: Team) -> list[Op]:
        if unit == team.id or unit in self._own_units:
            return []
        self._own_units.add(unit)
        fields: dict[str, Value] = {
            "name": owner.name,
            "level": Level.INDIVIDUAL,
            "lead": owner.id,
            "parent": team.id,
        }
        return made("unit", unit, fields)

    def _key_result(self, written: Planned, id: str, key_result: KR, source: str | None = None) -> list[Op]:
        fields: dict[str, Value] = {
            "objective": written.id,
            "carried_from": source,
            "title": key_result.title,
            "metric": key_result.metric,
            "start": json_number(key_result.start),
            "target": json_number(key_result.target),
            "low": json_number(key_result.low),
            "high": json_number(key_result.high),
            "unit_of_measure": key_result.unit or None,
        }
        ops = made("key_result", id, {name: value for name, value in fields.items() if value is not None})
        milestones = sorted(self._id() for _ in key_result.milestones)
        for milestone, title in zip(milestones, key_result.milestones, strict=True):
            ops += made("milestone", milestone, {"key_result": id, "title": title})
        written.key_results.append((id, key_result, milestones))
        return ops

    def _deed(self, day: date, by: Person, ops: list[Op]) -> Deed:
        return Deed(at(day, self._rng, is_today=day == self._today), by, ops)
