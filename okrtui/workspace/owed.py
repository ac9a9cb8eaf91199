"""What else one owes, besides check-ins: reviews of units one leads, and blockers that have waited for one for a week.

Each with the days from which on it does, so that it stays right while nobody opens okrtui.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice, pairwise
from typing import NamedTuple

from okrtui.okr.cadence import Period
from okrtui.okr.coach.reviewing import QUARTERLY_GRACE, is_held, months_of
from okrtui.okr.kinds import CycleKind, CycleStatus, Level, ReviewKind
from okrtui.okr.records import Cycle, Unit
from okrtui.okr.rhythm import OLD_BLOCKER
from okrtui.storage.clean import clean_line
from okrtui.workspace.blocked import blockers_for
from okrtui.workspace.view import View

_LONG_PAST = timedelta(days=91)
"""How long after a cycle one is reminded of its review: that long the cycle after it takes."""
_MONTHS = 60
_TITLE = 200
"""Characters of a blocker that are told: it may say a whole page."""
_DAY = timedelta(days=1)


class OwedReview(NamedTuple):
    """A review that a unit of one's own has to hold: of a cycle, or of a month of it; and when one is reminded."""

    unit: str
    unit_name: str
    kind: ReviewKind
    days: Period


class OwedBlocker(NamedTuple):
    """A blocker that one is to take out of the way, and the day from which on it is old."""

    id: str
    title: str
    since: date


def led_by(view: View, person: str) -> list[Unit]:
    """The units that a person leads, but for their own."""
    company = view.company
    led = [unit for id in company.pointing("unit", "lead", person) if (unit := company.unit(id))]
    return [unit for unit in led if unit.level is not Level.INDIVIDUAL]


def looks_back(view: View, unit: str, cycle: str) -> str | None:
    """The unit that has to look back on a cycle for a unit and all below it: who stands higher does.

    None where neither it nor one above has objectives in the cycle.
    """
    company = view.company
    return next((each.id for each in company.unit_path(unit) if company.objectives_of(each.id, cycle)), None)


def owed_reviews(view: View) -> list[OwedReview]:
    """The reviews that units which one leads have to hold and have not, on the days on which each has its turn."""
    with view.lock:
        return [
            OwedReview(unit.id, clean_line(unit.name), kind, days)
            for unit in led_by(view, view.person)
            for cycle in view.company.cycles()
            if cycle.kind is not CycleKind.YEAR
            and cycle.status is not CycleStatus.PLANNING
            and cycle.end >= _shifted(view.today, -_LONG_PAST)
            and looks_back(view, unit.id, cycle.id) == unit.id
            for kind, days in _turns(view, unit.id, cycle)
        ]


def _turns(view: View, unit: str, cycle: Cycle) -> Iterator[tuple[ReviewKind, Period]]:
    """One month after the other has its turn, from its last day on; the cycle from its own last day on."""
    months = list(islice(months_of(cycle), _MONTHS))
    ends = [last for _, last in months] + [_shifted(cycle.end, QUARTERLY_GRACE + _DAY)]
    for (first, _), (last, following) in zip(months, pairwise(ends), strict=True):
        if not is_held(view, ReviewKind.MONTHLY, unit, first):
            yield ReviewKind.MONTHLY, Period(last, _shifted(following, -_DAY))
    if not is_held(view, ReviewKind.QUARTERLY, unit, cycle.start, cycle):
        yield ReviewKind.QUARTERLY, Period(cycle.end, _shifted(cycle.end, _LONG_PAST))


def _shifted(day: date, by: timedelta) -> date:
    return date.fromordinal(min(max(day.toordinal() + by.days, 1), date.max.toordinal()))


def owed_blockers(view: View) -> list[OwedBlocker]:
    """The open blockers that wait for oneself, the oldest first, each with the day on which it gets old."""
    old = timedelta(days=OLD_BLOCKER + 1)
    return [
        OwedBlocker(each.id, clean_line(each.description)[:_TITLE], _shifted(each.raised, old))
        for each in blockers_for(view, view.person)
        if each.raised is not None
    ]
