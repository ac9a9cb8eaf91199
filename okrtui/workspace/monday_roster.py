"""The roster of the Monday meeting: who belongs there, leaders first, and who has checked in."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from okrtui.okr.kinds import Level
from okrtui.okr.records import Unit
from okrtui.storage.clean import clean_line
from okrtui.workspace.monday_results import Result
from okrtui.workspace.view import View


class Attendee(NamedTuple):
    """Someone on the roster."""

    person: str
    name: str
    unit: str
    """The unit that they lead, or belong to; of one of their own, the one that it is in."""
    unit_name: str
    is_lead: bool
    owned: int
    """How many key results on the agenda they own."""
    wanted: int
    """Those of them that want a check-in in the period that is looked at."""
    made: int
    """Those of these that have it."""
    last: date | None
    """When they last checked one of them in."""

    @property
    def is_missing(self) -> bool:
        """Whether a check-in of theirs is missing."""
        return self.made < self.wanted


class Roster:
    """Finds who belongs to some units: who leads them, who belongs to them, and who owns a key result there."""

    def __init__(self, view: View) -> None:
        self._view = view
        self._homes: dict[str, Unit] = {}
        self._leads: dict[str, int] = {}

    def add(self, unit: Unit) -> None:
        """Count in the people of a unit; units come from the top down."""
        company = self._view.company
        home = self._home_of(unit)
        if unit.level is not Level.INDIVIDUAL and company.person(unit.lead) and unit.lead is not None:
            self._leads.setdefault(unit.lead, len(self._leads))
            self._homes.setdefault(unit.lead, home)
        elif unit.lead is not None and company.person(unit.lead):
            self._homes.setdefault(unit.lead, home)
        for person in company.members(unit.id):
            self._homes.setdefault(person.id, home)

    def _home_of(self, unit: Unit) -> Unit:
        """The unit itself; of an individual's own, the one that it is in."""
        if unit.level is not Level.INDIVIDUAL:
            return unit
        return self._view.company.parent_unit(unit.id) or unit

    def attendees(self, results: Iterable[Result]) -> list[Attendee]:
        """Everyone, leaders first, the upper units' before the lower ones'; then by name."""
        company = self._view.company
        owned: dict[str, list[Result]] = {}
        for result in results:
            if result.owner is not None and company.person(result.owner):
                owned.setdefault(result.owner, []).append(result)
                unit = company.unit(result.unit)
                if unit is not None:
                    self._homes.setdefault(result.owner, self._home_of(unit))
        found = [self._attendee(person, home, owned.get(person, [])) for person, home in self._homes.items()]
        last = len(self._leads)
        return sorted(found, key=lambda each: (self._leads.get(each.person, last), each.name.casefold(), each.person))

    def _attendee(self, person: str, home: Unit, owned: list[Result]) -> Attendee:
        wanted = [result for result in owned if result.is_wanted]
        days = [result.row.last for result in owned if result.row.last]
        return Attendee(
            person,
            clean_line(self._view.company.title(person)),
            home.id,
            clean_line(home.name),
            person in self._leads,
            len(owned),
            len(wanted),
            sum(result.is_checked_in for result in wanted),
            max(days, default=None),
        )
