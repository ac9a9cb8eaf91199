"""What the example company plans the next quarter from: its year, and what the last reviews wanted to be better."""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random
from typing import NamedTuple

from okrtui.demo.deed import Deed, at, json_number, made
from okrtui.demo.facts import KR, O
from okrtui.demo.plan import Person, Team
from okrtui.okr.ids import derived_id
from okrtui.okr.kinds import CycleKind, CycleStatus, Mode, ReviewKind, Stage
from okrtui.storage.line import Op, Value

_YEAR = timedelta(weeks=52)
_REVIEWED_AFTER = timedelta(days=4)
_LOOKED_AT = (timedelta(days=31), timedelta(days=17), timedelta(days=3))
"""How long ago the key results of the year were checked in on, less often than those of a quarter."""


class _Ambition(NamedTuple):
    """An objective of the year, its place among the missions, and what was reported of each of its key results."""

    objective: O
    mission: int
    is_priority: bool
    reported: tuple[tuple[float, ...], ...]


_AMBITIONS = (
    _Ambition(
        O(
            "Be the first name that comes to mind when people want to stay close",
            "Nobody has to search for a way to reach the people they miss.",
            (
                KR("People who name us unasked to 40 %", "increase", 24, 40, "%"),
                KR("Countries in which we are the favourite to 8", "increase", 3, 8, "countries"),
            ),
            True,
        ),
        0,
        False,
        ((24, 25, 26), (3, 3, 4)),
    ),
    _Ambition(
        O(
            "Be so good to our clients that none of them looks elsewhere",
            "They plan their own next years with us in them.",
            (
                KR("Clients who renew to 94 %", "increase", 86, 94, "%"),
                KR("Revenue from clients of three years and more to $9M", "increase", 6.2e6, 9e6, "$"),
            ),
        ),
        1,
        True,
        ((86, 86.5, 87), (6.2e6, 6.4e6, 6.5e6)),
    ),
)


class _LookBack(NamedTuple):
    """What a unit found when it looked back on a quarter."""

    worked: str
    did_not_work: str
    learned: str
    improvements: tuple[str, ...]


_OF_COMPANY = _LookBack(
    "Everybody knew the three objectives of the company by heart.",
    "Half of the departments agreed on theirs when the quarter was three weeks old.",
    "What we did not score low in the first month, we did not mend in the third.",
    ("Agree on every objective before the quarter begins", "Name who solves a blocker on the day it is raised"),
)
_OF_DEPARTMENT = _LookBack(
    "Calls were prepared together, and it showed.",
    "We heard too late why deals were lost.",
    "Who asks for the reason on the day a deal is lost gets it; a week later nobody knows.",
    ("Tell Marketing each Friday why a deal was lost",),
)


class Outlook:
    """The deeds of whoever leads. Ids come from a source of chance of its own: nothing else changes by it."""

    def __init__(self, workspace: str, today: date, missions: list[str]) -> None:
        self._rng = Random(f"outlook {workspace}")
        self._today = today
        self._missions = missions

    def year(self, start: date, top: Team) -> Iterator[Deed]:
        """The year that begins on a day, as long as four cycles: what the company wants of it, and how far it is."""
        cycle, when = self._id(), start - timedelta(days=12)
        end = start + _YEAR - timedelta(days=1)
        fields: dict[str, Value] = {
            "name": str((start + _YEAR / 2).year),
            "kind": CycleKind.YEAR,
            "start": start.isoformat(),
            "end": end.isoformat(),
            "status": CycleStatus.ACTIVE,
        }
        yield self._deed(when, top.lead, made("cycle", cycle, fields))
        for ambition in _AMBITIONS:
            yield from self._ambition(ambition, cycle, when, top)

    def _ambition(self, ambition: _Ambition, cycle: str, when: date, top: Team) -> Iterator[Deed]:
        id, mission = self._id(), self._missions[ambition.mission]
        fields: dict[str, Value] = {
            "title": ambition.objective.title,
            "rationale": ambition.objective.rationale,
            "unit": top.id,
            "cycle": cycle,
            "owner": top.lead.id,
            "kind": "aspirational" if ambition.objective.is_aspirational else "committed",
            "priority": ambition.is_priority,
            "stage": Stage.ACTIVE,
        }
        ops = made("objective", id, fields)
        edge: dict[str, Value] = {"child": id, "parent": mission, "mode": Mode.SUPPORTS}
        ops += made("alignment", derived_id("alignment", id, mission), edge)
        promise: dict[str, Value] = {"person": top.lead.id, "objective": id, "date": when.isoformat()}
        ops += made("commitment", derived_id("commitment", top.lead.id, id), promise)
        key_results = sorted(self._id() for _ in ambition.objective.key_results)  # they stand in the order of ids
        for key_result, fact in zip(key_results, ambition.objective.key_results, strict=True):
            ops += _key_result(key_result, id, fact)
        yield self._deed(when, top.lead, ops)
        for key_result, values in zip(key_results, ambition.reported, strict=True):
            for ago, value in zip(_LOOKED_AT, values, strict=True):
                yield self._check_in(key_result, self._today - ago, value, top.lead)

    def _check_in(self, key_result: str, day: date, value: float, by: Person) -> Deed:
        fields: dict[str, Value] = {
            "key_result": key_result,
            "date": day.isoformat(),
            "value": json_number(value),
            "confidence": 7,
        }
        return self._deed(day, by, made("check_in", self._id(), fields))

    def reviews(self, cycle: str, end: date, top: Team, department: Team) -> Iterator[Deed]:
        """What the company and a department said of a quarter that is over, and want to do better."""
        for team, found in ((top, _OF_COMPANY), (department, _OF_DEPARTMENT)):
            review, day = self._id(), end + _REVIEWED_AFTER
            fields: dict[str, Value] = {
                "kind": ReviewKind.QUARTERLY,
                "unit": team.id,
                "cycle": cycle,
                "date": day.isoformat(),
                "worked": found.worked,
                "did_not_work": found.did_not_work,
                "learned": found.learned,
            }
            ops = made("review", review, fields)
            for text in found.improvements:
                ops += made("improvement", self._id(), {"text": text, "owner": team.lead.id, "review": review})
            yield self._deed(day, team.lead, ops)

    def _id(self) -> str:
        return self._rng.randbytes(8).hex()

    def _deed(self, day: date, by: Person, ops: list[Op]) -> Deed:
        return Deed(at(day, self._rng), by, ops)


def _key_result(id: str, objective: str, fact: KR) -> list[Op]:
    fields: dict[str, Value] = {
        "objective": objective,
        "title": fact.title,
        "metric": fact.metric,
        "start": json_number(fact.start),
        "target": json_number(fact.target),
        "unit_of_measure": fact.unit,
    }
    return made("key_result", id, fields)
