"""What the example company reads: the goal, the KPIs and the measure are made, and read week by week."""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from okrtui.demo import strategy
from okrtui.demo.deed import Deed, at, json_number, made
from okrtui.demo.plan import Person
from okrtui.demo.strategy import Barometer, Read
from okrtui.okr.ids import derived_id
from okrtui.storage.line import Op, Value

_SINCE_LAST = 3
"""How many days ago the last readings were taken."""


class Readings:
    """The deeds of whoever keeps the books. Ids come from a source of chance of its own: nothing else changes by it."""

    def __init__(self, workspace: str, begin: date, today: date, unit: str, by: Person) -> None:
        """`begin` is the day on which it is all made; `unit` is the company."""
        self._rng = Random(f"strategy {workspace}")
        self._begin = begin
        self._today = today
        self._unit = unit
        self._by = by
        self.goal = self._id()

    def _id(self) -> str:
        return self._rng.randbytes(8).hex()

    def deeds(self) -> Iterator[Deed]:
        """The goal and the KPIs, and what is read of them."""
        goal: dict[str, Value] = {
            "title": strategy.GOAL.name,
            "why": strategy.GOAL_WHY,
            "unit": self._unit,
            "baseline": strategy.GOAL_BASELINE,
            "target": strategy.GOAL_TARGET,
            "unit_of_measure": strategy.GOAL.unit,
            "due": (self._today + timedelta(days=75)).isoformat(),
        }
        yield self._made(made("goal", self.goal, goal))
        yield from self._read(self.goal, strategy.GOAL, self._by)
        for kpi in strategy.KPIS:
            yield from self._kpi(kpi)

    def _kpi(self, kpi: Barometer) -> Iterator[Deed]:
        ids = [self._id() for _ in kpi.metrics]
        ops: list[Op] = []
        for id, metric in zip(ids, kpi.metrics, strict=True):
            ops += made("metric", id, {"name": metric.name, "unit_of_measure": metric.unit})
        fields: dict[str, Value] = {
            "name": kpi.name,
            "unit_of_measure": kpi.unit,
            "unit": self._unit,
            "goal": self.goal if kpi.is_of_goal else None,
            "metrics": [*ids],
            "combine": kpi.combine,
            "direction": kpi.direction,
            "healthy_low": json_number(kpi.low),
            "healthy_high": json_number(kpi.high),
            "indicator": kpi.indicator,
        }
        known = {name: value for name, value in fields.items() if value is not None}
        yield self._made([*ops, *made("kpi", self._id(), known)])
        for id, metric in zip(ids, kpi.metrics, strict=True):
            yield from self._read(id, metric, self._by)

    def of_lead(self, objective: str, title: str, key_results: Iterator[tuple[str, str]], by: Person) -> Iterator[Deed]:
        """What the person whom the demo opens as adds to an objective: that it serves the goal, and a measure.

        `key_results` are ids and titles.
        """
        if title in strategy.GOAL_OBJECTIVES:
            edge: dict[str, Value] = {"child": objective, "parent": self.goal, "mode": "supports"}
            day = self._today - timedelta(days=40)
            ops = made("alignment", derived_id("alignment", objective, self.goal), edge)
            yield Deed(at(day, self._rng), by, ops)
        for key_result, name in key_results:
            if name == strategy.MEASURE_OF:
                id = self._id()
                fields: dict[str, Value] = {
                    "key_result": key_result,
                    "name": strategy.MEASURE.name,
                    "target": strategy.MEASURE_TARGET,
                    "unit_of_measure": strategy.MEASURE.unit,
                    "cadence": "weekly",
                    "direction": "increase",
                }
                day = self._today - timedelta(days=40)
                yield Deed(at(day, self._rng), by, made("measure", id, fields))
                yield from self._read(id, strategy.MEASURE, by, day + timedelta(days=1))

    def _read(self, id: str, read: Read, by: Person, since: date | None = None) -> Iterator[Deed]:
        """A reading each week; what was read before there was an okrtui is written down at its beginning."""
        first = since or self._begin + timedelta(days=1)
        for back, value in enumerate(reversed(read.values)):
            day = self._today - timedelta(days=_SINCE_LAST + 7 * back)
            fields: dict[str, Value] = {"subject": id, "date": day.isoformat(), "value": json_number(value)}
            yield Deed(at(max(day, first), self._rng), by, made("reading", self._id(), fields))

    def _made(self, ops: list[Op]) -> Deed:
        return Deed(at(self._begin, self._rng), self._by, ops)
