"""The monthly review of a unit: how each key result changed over the month, what slipped, and what is in the way."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from okrtui.okr.kinds import CycleStatus, Status
from okrtui.okr.progress import ZERO, clamp
from okrtui.okr.records import Cycle, KeyResult, Objective
from okrtui.okr.rhythm import Review
from okrtui.okr.scores import scored_objectives
from okrtui.okr.standing import KeyResultStanding, Standings
from okrtui.okr.status import severity
from okrtui.storage.clean import clean_line
from okrtui.workspace.blockers import Blocked, blockers_in
from okrtui.workspace.holding import About, about_month, review_about
from okrtui.workspace.portions import portions_of
from okrtui.workspace.rows import figure_text, target_text, value_text
from okrtui.workspace.scorers import owner_of
from okrtui.workspace.view import View

_MOST_SLIPPED = 5
_AT_ONCE = 50
"""Key results that are looked at before others get the lock."""


class Moment(NamedTuple):
    """Where a key result stood at the end of a day."""

    day: date
    value: str
    """In words; before the first check-in where it starts, "" where it starts nowhere."""
    progress: Fraction
    """Raw."""
    expected: Fraction
    status: Status
    confidence: int | None

    @property
    def gap(self) -> Fraction:
        """By how much it is behind; 0 where it is not."""
        return max(self.expected - clamp(self.progress), ZERO)


class KeyResultMonth(NamedTuple):
    """What became of a key result over a month."""

    id: str
    title: str
    objective: str
    objective_title: str
    unit: str | None
    unit_name: str
    owner_name: str
    target: str
    weight: Decimal
    then: Moment
    """The day before the month, or before its cycle."""
    now: Moment
    """The end of the month, or today."""
    check_ins: int
    """How many there were in the month."""
    confidences: tuple[int, ...]
    """Those of the month, in order."""
    last: date | None
    """The day of its last check-in."""

    @property
    def change(self) -> Fraction:
        """How much progress was made; below 0 it went back."""
        return self.now.progress - self.then.progress

    @property
    def slip(self) -> Fraction:
        """By how much further behind it is than at the beginning; below 0 it has caught up."""
        return self.now.gap - self.then.gap


class MonthReview(NamedTuple):
    """A month of a unit and all below it."""

    about: About
    unit_name: str
    first: date
    last: date
    """Its last day, or today where it still runs."""
    is_over: bool
    key_results: tuple[KeyResultMonth, ...]
    """The weakest first."""
    blockers: tuple[Blocked, ...]
    """What is in the way now, the oldest first."""
    slipped: tuple[KeyResultMonth, ...]
    """The few that fell the furthest behind, the worst first."""
    review: Review | None
    """The review that was held about it."""
    before: Review | None
    """The one about the month before, whose decisions one looks back on."""


def month_review(view: View, unit: str, month: date | None = None, *, pause: float = 0.0) -> MonthReview:
    """A month of a unit, by one of its days; by default the one that one looks back on today. Raises NotFound.

    Figures are by the days that check-ins hold for, whenever they were made. `pause` is as in `completion`.
    """
    with view.lock:
        company = view.company
        about = about_month(view, unit, month)
        first = about.month or view.today
        end = date(first.year + first.month // 12, first.month % 12 + 1, 1) - timedelta(days=1)
        last = min(end, view.today)
        looking = _Looking(view, first, last)
    found = sorted(portions_of(view, looking.key_results(unit), _AT_ONCE, pause), key=_weakest_first)
    slipped = sorted((each for each in found if each.weight > 0 and each.slip > 0), key=_most_slipped_first)
    with view.lock:
        before = about_month(view, unit, first - timedelta(days=1))
        return MonthReview(
            about,
            clean_line(company.title(unit)),
            first,
            last,
            end < view.today,
            tuple(found),
            tuple(blockers_in(view, unit)),
            tuple(slipped[:_MOST_SLIPPED]),
            review_about(view, about),
            review_about(view, before),
        )


class _Looking:
    """A company at the beginning and at the end of a month."""

    def __init__(self, view: View, first: date, last: date) -> None:
        self._view = view
        self._first = first
        self._last = last
        self._on: dict[date, Standings] = {}

    def key_results(self, unit: str) -> Iterator[KeyResultMonth]:
        """Those of a unit and all below it, in the cycles that run in the month."""
        company = self._view.company
        units = [each.id for each in company.units_below(unit)]
        for cycle in company.cycles():
            if cycle.status is CycleStatus.PLANNING or cycle.start > self._last or cycle.end < self._first:
                continue
            for objective in scored_objectives(company, cycle, units):
                for key_result in company.key_results_of(objective.id):
                    yield self._month(key_result, objective, cycle)

    def _month(self, key_result: KeyResult, objective: Objective, cycle: Cycle) -> KeyResultMonth:
        view = self._view
        company = view.company
        begun, ended = max(self._first, cycle.start), min(self._last, cycle.end)
        made = [each for each in company.check_ins_of(key_result.id, ended) if each.date >= begun]
        now = self._standing(key_result, ended)
        return KeyResultMonth(
            key_result.id,
            clean_line(key_result.title),
            objective.id,
            clean_line(objective.title),
            objective.unit,
            clean_line(company.title(objective.unit)),
            clean_line(company.title(owner_of(view, key_result))),
            clean_line(target_text(view, key_result)),
            key_result.weight,
            self._moment(key_result, begun - timedelta(days=1)),
            self._moment(key_result, ended),
            len(made),
            tuple(each.confidence for each in made if each.confidence is not None),
            now.last.date if now.last else None,
        )

    def _standing(self, key_result: KeyResult, day: date) -> KeyResultStanding:
        if day not in self._on:
            self._on[day] = Standings(self._view.company, day, self._view.day_of)
        return self._on[day].key_result(key_result.id)

    def _moment(self, key_result: KeyResult, day: date) -> Moment:
        found = self._standing(key_result, day)
        value = value_text(self._view, key_result, found) or figure_text(key_result.start, key_result.unit_of_measure)
        confidence = found.last.confidence if found.last else None
        return Moment(day, clean_line(value), found.progress, found.expected, found.status, confidence)


def _most_slipped_first(each: KeyResultMonth) -> tuple[Fraction, str, str]:
    return -each.slip, each.title.casefold(), each.id


def _weakest_first(each: KeyResultMonth) -> tuple[bool, int, Fraction, str, str]:
    return each.weight <= 0, severity(each.now.status), -each.now.gap, each.title.casefold(), each.id
