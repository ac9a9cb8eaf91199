"""Two laws of the figures: those that are kept equal those made anew, and whatever changes is told."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from okrtui.okr.company import Company, Entry
from okrtui.okr.records import Value
from okrtui.okr.standing import Standings
from tests.okr.making import Figure, day_of, figures

TODAY = date(2026, 11, 18)
KINDS = ("workspace", "unit", "cycle", "milestone") + 2 * ("key_result", "check_in") + 3 * ("objective", "alignment")
IDS = {
    "workspace": ("w", 2),
    "unit": ("u", 3),
    "cycle": ("c", 2),
    "objective": ("o", 5),
    "alignment": ("a", 8),
    "key_result": ("k", 4),
    "milestone": ("m", 2),
    "check_in": ("i", 6),
}
"""Of each kind, the letter its ids begin with, and how many there are."""
GARBAGE: tuple[Value, ...] = (None, "", True, 7, ["x"], "nowhere")
Put = tuple[str, str, Entry]


class Chance:
    """Random objects, few enough to meet. One random source draws them: thousands of values pass."""

    def __init__(self, rng: Random) -> None:
        self._rng = rng
        self._fields: dict[str, Callable[[], dict[str, Value]]] = {
            "workspace": lambda: {"check_in_weekday": self.one("friday", "monday")},
            "unit": lambda: {"parent": self.id(*IDS["unit"]), "level": self.one("company", "team")},
            "cycle": lambda: {"start": self.day(0, 20), "end": self.day(80, 100)},
            "objective": lambda: {
                "unit": self.id(*IDS["unit"]),
                "cycle": self.id(*IDS["cycle"]),
                "kind": self.one("committed", "aspirational"),
            },
            "alignment": lambda: {
                "child": self.id(*IDS["objective"]),
                "parent": self.one(*4 * [self.id(*IDS["objective"])], self.id(*IDS["key_result"])),
                "mode": self.one("supports", "contributes"),
                "weight": self.number(),
            },
            "key_result": lambda: {
                "objective": self.id(*IDS["objective"]),
                "metric": self.one("increase", "milestones", "at_least"),
                "start": self.number(),
                "target": self.number(),
                "weight": self.number(),
                "due": self.one(None, self.day(0, 100)),
                "status_override": self.one(None, None, "at_risk"),
            },
            "milestone": lambda: {"key_result": self.id(*IDS["key_result"]), "weight": self.number()},
            "check_in": lambda: {
                "key_result": self.id(*IDS["key_result"]),
                "date": self.day(0, 100),
                "value": self.one(self.number(), [self.id(*IDS["milestone"])]),
            },
        }

    def one(self, *values: Value) -> Value:
        return self._rng.choice(values)

    def id(self, letter: str, number: int) -> str:
        return f"{letter}{self._rng.randrange(number)}"

    def day(self, first: int, last: int) -> str:
        return str(date(2026, 9, 25) + timedelta(days=self._rng.randint(first, last)))

    def number(self) -> Value:
        return self.one(0, 1, 40, 100, 250, -3, 0.5)

    def stamp(self) -> tuple[str, str]:
        return f"{TODAY - timedelta(days=self._rng.randrange(60))}|{self._rng.randrange(4)}", "h"

    def put(self) -> Put:
        """An object as it may come from anyone."""
        kind = self._rng.choice(KINDS)
        fields = self._fields[kind]()
        for name in fields:
            if self._rng.random() < 0.05:
                fields[name] = self.one(*GARBAGE)
        fields["deleted"] = self._rng.random() < 0.2
        return kind, self.id(*IDS[kind]), Entry(fields, self.stamp(), self.stamp())


def rebuilt(puts: Sequence[Put], rng: Random) -> dict[tuple[str, str], Figure]:
    """The figures of a company that is read at once, in any order."""
    last = list({(kind, id): (kind, id, entry) for kind, id, entry in puts}.values())
    rng.shuffle(last)
    company = Company()
    for put in last:
        company.put(*put)
    return figures(Standings(company, TODAY, day_of))


@given(st.integers(0, 2**32))
def test_figures_that_are_kept_equal_figures_made_anew_and_every_change_is_told(seed: int) -> None:
    rng = Random(seed)
    chance = Chance(rng)
    standings = Standings(Company(), TODAY, day_of)
    done: list[Put] = []
    before: dict[tuple[str, str], Figure] = {}
    for _ in range(25):
        step = [chance.put() for _ in range(rng.randint(1, 2))]
        done += step
        standings.put(step)
        touched = standings.take_touched()
        after = figures(standings)
        assert after == rebuilt(done, rng)
        assert {key[0] for key in before if after.get(key) != before[key]} <= touched
        before = after
