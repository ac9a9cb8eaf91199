"""A company put together object by object, as its registers would give it, on days that the test says."""

from collections.abc import Iterable, Mapping
from datetime import date
from fractions import Fraction
from itertools import count

from okrtui.okr.company import STAMPED, Company, Entry
from okrtui.okr.records import Value
from okrtui.okr.standing import KeyResultStanding, ObjectiveStanding, Standings, UnitStanding

START, END = date(2026, 10, 1), date(2026, 12, 31)
FIRST_DAY = date(2026, 10, 1)


def day_of(stamp: str) -> date:
    """The day of a stamp of this company: they begin with it."""
    return date.fromisoformat(stamp[:10])


class Making:
    """A company in one unit `co` and one cycle `q4` (October to December 2026), and its figures."""

    def __init__(self, today: date = FIRST_DAY) -> None:
        self.company = Company()
        self.standings = Standings(self.company, today, day_of)
        self._numbers = count(1)
        self.put("workspace", "ws", name="Northwind", check_in_weekday="friday")
        self.put("unit", "co", name="Northwind", level="company")
        self.put("cycle", "q4", name="2026-Q4", kind="quarter", start=str(START), end=str(END), status="active")
        self.standings.take_touched()

    def stamp(self, day: date) -> tuple[str, str]:
        """The stamp of a write on a day, later than all before it on that day."""
        return f"{day}|{next(self._numbers):06}", "h"

    def put(self, kind: str, id: str, /, **fields: Value) -> str:
        """Make an object, or write fields of one that is there, today; its id."""
        return self.put_on(self.standings.today, kind, id, **fields)

    def put_on(self, day: date, kind: str, id: str, /, **fields: Value) -> str:
        """Make or write an object on a day; its id."""
        self.standings.put([(kind, id, self._entry(kind, id, fields, day))])
        return id

    def put_all(self, objects: Iterable[tuple[str, str, Mapping[str, Value]]]) -> None:
        """Make many objects at once."""
        self.standings.put(
            [(kind, id, self._entry(kind, id, fields, self.standings.today)) for kind, id, fields in objects]
        )

    def _entry(self, kind: str, id: str, fields: Mapping[str, Value], day: date) -> Entry:
        old = self.company.entry(kind, id)
        stamp = self.stamp(day)
        if old is None:
            return Entry({"deleted": False, **fields}, stamp, stamp)
        stamp = stamp if STAMPED.get(kind) in fields else old.stamp
        return Entry({**old.fields, **fields}, old.created, stamp)

    def objective(self, id: str, /, **fields: Value) -> str:
        """An objective of the company in the cycle."""
        return self.put("objective", id, **{"title": id, "unit": "co", "cycle": "q4", **fields})

    def key_result(self, id: str, objective: str, /, **fields: Value) -> str:
        """A key result from 0 to 100."""
        return self.put("key_result", id, **{"title": id, "objective": objective, "start": 0, "target": 100, **fields})

    def check_in(self, id: str, key_result: str, value: Value, day: date, /, *, on: date | None = None) -> str:
        """A check-in that holds for a day, written on it unless another day is said."""
        return self.put_on(on or day, "check_in", id, key_result=key_result, value=value, date=str(day))

    def align(self, child: str, parent: str, /, **fields: Value) -> str:
        """An alignment."""
        return self.put("alignment", f"{child}>{parent}", child=child, parent=parent, **fields)

    def delete(self, kind: str, id: str) -> None:
        """Delete an object."""
        self.put(kind, id, deleted=True)

    def restore(self, kind: str, id: str) -> None:
        """Bring an object back."""
        self.put(kind, id, deleted=False)


Figure = tuple[KeyResultStanding, tuple[Fraction, ...]] | ObjectiveStanding | UnitStanding


def figures(standings: Standings) -> dict[tuple[str, str], Figure]:
    """Every figure there is, by object and, for a unit, cycle."""
    company = standings.company
    cycles = [None, *(cycle.id for cycle in company.cycles())]
    found: dict[tuple[str, str], Figure] = {}
    for id, _ in company.live("key_result"):
        key_result = company.key_result(id)
        assert key_result is not None
        found[id, ""] = standings.key_result(id), standings.trend(key_result)
    for id, _ in company.live("objective"):
        found[id, ""] = standings.objective(id)
    for id, _ in company.live("unit"):
        found |= {(id, cycle or ""): standings.unit(id, cycle) for cycle in cycles}
    return found
