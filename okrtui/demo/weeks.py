"""The weeks of a quarter at the example company: who checks in on what, what is in the way, who is thanked."""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random
from typing import NamedTuple

from okrtui.demo import chance, facts, sayings
from okrtui.demo.chance import Temper
from okrtui.demo.closing import Closing
from okrtui.demo.deed import Deed, at, json_number, made
from okrtui.demo.facts import KR, O
from okrtui.demo.plan import Person, Plan, Team
from okrtui.demo.span import Span
from okrtui.okr.cadence import Rhythm, period_of
from okrtui.okr.kinds import Weekday
from okrtui.storage.line import Op, Value

WEEKDAY = Weekday.FRIDAY
WEEKS = 13


class Planned(NamedTuple):
    """An objective that was written down, and its key results with their milestones."""

    id: str
    objective: O
    key_results: list[tuple[str, KR, list[str]]]

    def titles(self) -> dict[str, str]:
        """Its title and theirs, by id."""
        return {self.id: self.objective.title, **{id: key_result.title for id, key_result, _ in self.key_results}}


class Weeks:
    """The deeds of who owns key results, drawn from the one source of chance that everything is drawn from."""

    def __init__(self, plan: Plan, today: date, closing: Closing, rng: Random) -> None:
        self._plan = plan
        self._today = today
        self._closing = closing
        self._rng = rng

    def deeds(self, written: Planned, owner: Person, team: Team, span: Span) -> Iterator[Deed]:
        """What becomes of an objective over a cycle, week by week."""
        is_lead = owner is self._plan.lead and span.is_running
        for id, key_result, milestones in written.key_results:
            temper = Temper.STUCK if is_lead and key_result.title in facts.LEAD_OFF_TRACK else self._temper(team)
            for week, day in enumerate(self._days(span, is_lead), 1):
                if not is_lead and not chance.checks_in(temper, week, self._rng):
                    continue
                share = chance.share_done(temper, week, WEEKS, self._rng)
                fields = self._check_in(id, key_result, milestones, share, temper, day)
                if is_lead:
                    fields["value"] = json_number(_leads_value(key_result, week))
                check_in = self._id()
                fields["value"] = self._closing.reported(id, key_result, check_in, fields["value"], week, temper)
                yield self._deed(day, owner, made("check_in", check_in, fields))
            if temper is Temper.STUCK and span.is_running and self._rng.random() < 0.4:
                yield self._blocker(id, owner)
            if temper is Temper.THRIVING and self._rng.random() < 0.1:
                yield self._thanks(owner, self._last_day(span))

    def _temper(self, team: Team) -> Temper:
        """Most of a team fares alike; here and there someone does not."""
        return team.temper if self._rng.random() < 0.75 else self._rng.choice(chance.TEMPERS)

    def _days(self, span: Span, is_lead: bool) -> list[date]:
        """The days of the check-ins: one in each period up to the last one, for some also in the one that runs.

        The lead has none in the running one: that is what is due.
        """
        days = []
        first = period_of(span.start, Rhythm(WEEKDAY)).end
        for week in range(WEEKS):
            friday = first + timedelta(days=7 * week)
            day = max(span.start, friday - timedelta(days=self._rng.choice((0, 0, 1, 2))))
            if day <= self._last_day(span) and not (is_lead and friday >= self._today):
                days.append(min(day, span.end))
        running = period_of(self._today, Rhythm(WEEKDAY))
        if span.is_running and not is_lead and running.end > self._today and self._rng.random() < 0.3:
            days.append(self._today)
        return sorted(set(days))

    def _last_day(self, span: Span) -> date:
        return self._today if span.is_running else span.end

    def _check_in(
        self, id: str, key_result: KR, milestones: list[str], share: float, temper: Temper, day: date
    ) -> dict[str, Value]:
        value: Value
        if milestones:
            value = [*milestones[: max(0, min(len(milestones), int(share * (len(milestones) + 0.5))))]]
        else:
            value = json_number(chance.value_at(key_result, share, self._rng))
        fields: dict[str, Value] = {
            "key_result": id,
            "date": day.isoformat(),
            "value": value,
            "confidence": chance.confidence(temper, self._rng),
        }
        if self._rng.random() < 0.3:
            fields["note"] = self._rng.choice(sayings.NOTES[temper])
        if self._rng.random() < 0.12:
            fields["next_step"] = self._rng.choice(sayings.NEXT_STEPS)
        if temper is Temper.STUCK and self._rng.random() < 0.3:
            fields["challenge"] = self._rng.choice(sayings.CHALLENGES)
        return fields

    def _blocker(self, key_result: str, by: Person) -> Deed:
        day = self._today - timedelta(days=self._rng.randint(2, 16))
        fields: dict[str, Value] = {
            "subject": key_result,
            "description": self._rng.choice(sayings.BLOCKERS),
            "solver": self._rng.choice(self._plan.people).id,
            "raised": day.isoformat(),
        }
        return self._deed(day, by, made("blocker", self._id(), fields))

    def _thanks(self, to: Person, last: date) -> Deed:
        day = last - timedelta(days=self._rng.randint(1, 30))
        text = self._rng.choice(sayings.THANKS)
        by = self._rng.choice([person for person in self._plan.people[:50] if person is not self._plan.lead])
        return self._deed(day, by, made("recognition", self._id(), {"subject": to.id, "text": text}))

    def _id(self) -> str:
        return self._rng.randbytes(8).hex()

    def _deed(self, day: date, by: Person, ops: list[Op]) -> Deed:
        return Deed(at(day, self._rng, is_today=day == self._today), by, ops)


def _leads_value(key_result: KR, week: int) -> float:
    """What the lead of the demo reported: told, not drawn, so that exactly two key results are off track."""
    told = {
        kr.title: values
        for objective, rows in zip(
            facts.LEAD_OBJECTIVES,
            ((*facts.LEAD_VALUES, facts.LEAD_LEVELS[0]), (facts.LEAD_LEVELS[1],)),
            strict=True,
        )
        for kr, values in zip(objective.key_results, rows, strict=True)
    }[key_result.title]
    return told[min(week, len(told)) - 1]
