"""The law of the coach: what it knows after any changes is what it would find by looking at everything anew."""

from collections.abc import Callable
from datetime import date, timedelta
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from okrtui.okr.coach.coach import Coach
from okrtui.okr.coach.finding import Finding
from okrtui.okr.company import Company, Entry
from okrtui.okr.records import Value
from okrtui.okr.standing import Standings
from tests.okr.making import day_of

TODAY = date(2026, 11, 18)
MANY = 4
"""Objects of each kind: few enough to meet."""
WORDS = ("Launch the portal", "Close rate", "Better quality", "Grow by 25 %", "Reach 500 users", "")
ONCE_IN_A_WHILE = ("workspace", "unit", "person", "cycle", "review", "metric")


class Chance:
    """Random objects of every kind that the coach looks at or through."""

    def __init__(self, rng: Random) -> None:
        self._rng = rng
        one, id, number, day = self.one, self.id, self.number, self.day
        self.fields: dict[str, Callable[[], dict[str, Value]]] = {
            "workspace": lambda: {"preset": one("okr", "mokm", "gokr", "sme"), "vision": one("", "Light")},
            "unit": lambda: {
                "parent": one(None, id("unit")),
                "level": one("company", "department", "team"),
                "lead": id("person"),
            },
            "person": lambda: {"name": one("Ana", "Ben")},
            "cycle": lambda: {"start": day(0, 20), "end": day(60, 100), "status": one("planning", "active", "closed")},
            "mission": lambda: {"statement": "Why", "unit": id("unit")},
            "goal": lambda: {"title": one(*WORDS), "baseline": number(), "target": number(), "due": day(0, 100)},
            "objective": lambda: {
                "title": one(*WORDS),
                "unit": id("unit"),
                "cycle": one(None, id("cycle"), id("cycle")),
                "owner": id("person"),
                "stage": one("draft", "active", "active", "closed"),
                "priority": one(True, False),
                "rationale": one("", "More revenue", "Clients save time"),
                "kpi": id("kpi"),
                "kpi_target": number(),
            },
            "alignment": lambda: {
                "child": id("objective"),
                "parent": id(self._rng.choice(["objective", "objective", "key_result", "mission", "goal"])),
            },
            "share": lambda: {
                "objective": id("objective"),
                "unit": id("unit"),
                "state": one("asked", "accepted", "declined"),
            },
            "commitment": lambda: {"objective": id("objective"), "person": id("person")},
            "key_result": lambda: {
                "objective": id("objective"),
                "title": one(*WORDS),
                "metric": one("increase", "at_least", "yes_no"),
                "start": number(),
                "target": number(),
                "unit_of_measure": one("", "%"),
                "owner": id("person"),
            },
            "measure": lambda: {"key_result": id("key_result"), "name": "calls"},
            "metric": lambda: {"name": "usage"},
            "kpi": lambda: {
                "goal": id("goal"),
                "metrics": [str(id("metric")), str(id("metric"))],
                "indicator": one("lagging", "leading"),
            },
            "reading": lambda: {"subject": id(self._rng.choice(["metric", "goal"])), "date": day(0, 60), "value": 3},
            "check_in": lambda: {
                "key_result": id("key_result"),
                "date": day(0, 60),
                "value": number(),
                "confidence": one(1, 5, 9),
                "next_step": one("", "Call"),
            },
            "initiative": lambda: {"subject": id(self._rng.choice(["objective", "key_result"]))},
            "blocker": lambda: {
                "subject": id(self._rng.choice(["objective", "key_result", "initiative", "goal"])),
                "solver": id("person"),
                "raised": day(0, 60),
                "resolved": one(None, None, day(50, 60)),
            },
            "recognition": lambda: {"subject": id("person")},
            "review": lambda: {
                "kind": one("monthly", "quarterly"),
                "unit": id("unit"),
                "cycle": id("cycle"),
                "date": day(0, 60),
            },
            "improvement": lambda: {"review": id("review")},
            "score": lambda: {"key_result": id("key_result"), "value": one(1, 0.5), "role": "agreed"},
            "dismissal": lambda: {"finding": one("KR-TASK", "KR-NUM", "OWN-NONE"), "subject": id("key_result")},
        }
        self._often = [kind for kind in self.fields if kind not in ONCE_IN_A_WHILE]

    def one(self, *values: Value) -> Value:
        return self._rng.choice(values)

    def id(self, kind: str) -> str:
        return f"{kind}{self._rng.randrange(MANY)}"

    def day(self, first: int, last: int) -> str:
        return str(date(2026, 9, 25) + timedelta(days=self._rng.randint(first, last)))

    def number(self) -> Value:
        return self.one(None, 0, 40, 100)

    def put(self) -> tuple[str, str, Entry]:
        """An object as it may come from anyone."""
        kind = self._rng.choice(ONCE_IN_A_WHILE if self._rng.random() < 0.2 else self._often)
        fields = self.fields[kind]() | {"deleted": self._rng.random() < 0.15}
        stamp = f"{TODAY - timedelta(days=self._rng.randrange(50))}|{self._rng.randrange(9)}", "h"
        return kind, self.id(kind), Entry(fields, stamp, stamp)


def everything(coach: Coach) -> tuple[list[Finding], list[Finding]]:
    return coach.findings(), coach.dismissed()


@settings(max_examples=300)
@given(st.integers(0, 2**32))
def test_following_changes_finds_what_looking_at_everything_finds(seed: int) -> None:
    rng = Random(seed)
    chance = Chance(rng)
    standings = Standings(Company(), TODAY, day_of)
    standings.put([chance.put() for _ in range(60)])
    standings.take_touched()
    coach = Coach(standings)
    for _ in range(20):
        step = [chance.put() for _ in range(rng.randint(1, 2))]
        standings.put(step)
        coach.follow([(kind, id) for kind, id, _ in step], standings.take_touched())
        assert everything(coach) == everything(Coach(standings)), step
