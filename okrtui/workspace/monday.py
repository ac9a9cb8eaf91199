"""The agenda of the Monday meeting: what a unit, with all below it, goes through in a few minutes.

Who has checked in, leaders first; what was decided last time; the key results, worst first; last week's next steps;
what is in the way, the oldest first; what went well, and whom somebody thanked.
"""

import time
from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from okrtui.okr.cadence import Period
from okrtui.okr.kinds import Level, ReviewKind
from okrtui.okr.meetings import meeting_weeks
from okrtui.okr.records import Cycle
from okrtui.okr.rhythm import Review
from okrtui.storage.breath import BREATH
from okrtui.storage.clean import clean_line
from okrtui.workspace.blockers import Blocked, blockers_in
from okrtui.workspace.due_reviews import reviews_of
from okrtui.workspace.errors import NotFound
from okrtui.workspace.monday_results import Looked, Result, Win, results_of, urgency
from okrtui.workspace.monday_roster import Attendee, Roster
from okrtui.workspace.next_steps import NextStep, last_steps
from okrtui.workspace.recognition import Thanks, wall
from okrtui.workspace.review_table import period_for
from okrtui.workspace.view import View

_AT_ONCE = 10
"""Units that are looked at before others get the lock."""
_STEPS_AT_ONCE = 200
"""Key results whose next steps are."""

Progress = Callable[[int, int], object]
"""Told how many units have been looked at, and how many there are."""


class Decided(NamedTuple):
    """What the meeting before decided."""

    review: str
    date: date
    decisions: str
    """May have several lines."""


class Agenda(NamedTuple):
    """What the meeting goes through. It depends on what is known and on the day, and on nothing else."""

    unit: str
    unit_name: str
    today: date
    weeks: Period
    """The week, or weeks, that want this meeting."""
    cycle: Cycle | None
    """The cycle that people work in; without one there are no key results."""
    period: Period
    """The check-in period that is looked at."""
    roster: tuple[Attendee, ...]
    """Leaders first."""
    decided: Decided | None
    """The meeting before this week's."""
    results: tuple[Result, ...]
    """The key results, worst first."""
    steps: tuple[NextStep, ...]
    """The next steps that were named last; the open ones first, the oldest before the others."""
    blockers: tuple[Blocked, ...]
    """Open ones, the oldest first."""
    wins: tuple[Win, ...]
    thanks: tuple[Thanks, ...]
    """Recognition of the period, the latest first."""
    review: str | None
    """This week's meeting, if its minutes have been begun."""

    @property
    def wanted(self) -> int:
        """How many key results want a check-in in the period."""
        return sum(each.is_wanted for each in self.results)

    @property
    def made(self) -> int:
        """How many of those have it."""
        return sum(each.is_wanted and each.is_checked_in for each in self.results)


def agenda(view: View, unit: str, progress: Progress | None = None) -> Agenda:
    """What the meeting of a unit goes through today. Raises NotFound where there is no such unit.

    In a large company others get the lock in between, so that no screen waits for all of it.
    """
    company = view.company
    with view.lock:
        if company.unit(unit) is None:
            raise NotFound(f"{unit}: there is no such unit, or it is deleted")
        cycle = company.current_cycle(view.today)
        units = [each.id for each in company.units_below(unit)]
    roster, looked = Roster(view), list[Looked]()
    for start in range(0, len(units), _AT_ONCE):
        if start:
            time.sleep(BREATH)
        if progress is not None:
            progress(start, len(units))
        with view.lock:
            for id in units[start : start + _AT_ONCE]:
                found = company.unit(id)
                if found is None:  # deleted in between
                    continue
                roster.add(found)
                if cycle is not None:
                    looked += results_of(view, id, cycle, period_for(view, id, cycle))
    results = sorted((each.result for each in looked), key=urgency)
    steps = _steps(view, results)
    with view.lock:
        people = roster.attendees(results)
    time.sleep(BREATH)
    with view.lock:
        blockers, thanks = blockers_in(view, unit), wall(view, unit=unit)
    time.sleep(BREATH)
    with view.lock:
        weeks = meeting_weeks(view.today, company.rhythm_of(unit))
        period = period_for(view, unit, cycle) if cycle else weeks
        meetings = [each for each in reviews_of(view, unit) if each.kind is ReviewKind.WEEKLY]
        return Agenda(
            unit,
            clean_line(company.title(unit)),
            view.today,
            weeks,
            cycle,
            period,
            tuple(people),
            _decided(meetings, weeks),
            tuple(results),
            tuple(each for each in steps if not each.is_done or each.date >= period.start),
            tuple(blockers),
            tuple(sorted((win for each in looked for win in each.wins), key=_order)),
            tuple(each for each in thanks if period.start <= view.day_of(each.when) <= view.today),
            next((each.id for each in meetings if weeks.start <= each.date <= weeks.end), None),
        )


def _steps(view: View, results: list[Result]) -> list[NextStep]:
    found: list[NextStep] = []
    ids = [each.row.id for each in results]
    for start in range(0, len(ids), _STEPS_AT_ONCE):
        if start:
            time.sleep(BREATH)
        found += last_steps(view, ids[start : start + _STEPS_AT_ONCE])
    return sorted(found, key=lambda each: (each.is_done, each.date, each.title.casefold(), each.check_in))


def _order(win: Win) -> tuple[bool, str, str, date]:
    """What was achieved first, then what was told."""
    return win.status is None, win.title.casefold(), win.key_result, win.date


def _decided(meetings: list[Review], weeks: Period) -> Decided | None:
    """The meeting before this week's; where one says what it decided, the last such."""
    before = [each for each in meetings if each.date < weeks.start]
    found = next((each for each in before if each.decisions.strip()), None)
    return Decided(found.id, found.date, found.decisions) if found else None


def home_unit(view: View, person: str) -> str | None:
    """The unit whose meeting is a person's: one that they lead, the uppermost, else one they are in, else the top."""
    company = view.company
    own = [unit for unit in company.units_of(person) if unit.level is not Level.INDIVIDUAL]
    order = sorted(own, key=lambda unit: (unit.lead != person, len(company.unit_path(unit.id))))
    return next((unit.id for unit in (*order, *company.child_units(None))), None)
