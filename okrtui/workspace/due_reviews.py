"""Which meetings and reviews a unit and those below it want: what is held, what is due, what is late.

Who stands higher looks back for all below (as in the coach's REVIEW-MISS): the topmost unit with objectives has to, the
others may. A weekly meeting is asked of whoever has begun to hold them, too.
"""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from okrtui.okr import rhythm
from okrtui.okr.coach.reviewing import MONTHLY_GRACE, QUARTERLY_GRACE, looks_back_on, months_of
from okrtui.okr.kinds import CycleKind, CycleStatus, Level, ReviewKind
from okrtui.okr.meetings import meeting_weeks
from okrtui.okr.records import Cycle
from okrtui.okr.rhythm import Review
from okrtui.workspace.view import View


class State(StrEnum):
    """How a meeting or a review stands."""

    NONE = "none"
    """Nothing of the sort can be held here now."""
    LATER = "later"
    """Its time has not come yet; `Turn.day` says when it does."""
    DUE = "due"
    OVERDUE = "overdue"
    HELD = "held"


class Turn(NamedTuple):
    """A meeting or review that has its turn."""

    state: State = State.NONE
    day: date | None = None
    """When it was held, or when its time comes or came."""
    review: str | None = None
    """The review that was held."""
    above: str | None = None
    """The unit above that held it, for all below."""
    about: date | None = None
    """A day of the month that it is about."""
    cycle: str | None = None
    """The cycle that it is about."""
    is_asked: bool = True
    """Whether the unit has to hold it; otherwise it may, and one above it looks back for it."""


class Turns(NamedTuple):
    """The three that a unit may have."""

    meeting: Turn = Turn()
    month: Turn = Turn()
    quarter: Turn = Turn()


class Cycles(NamedTuple):
    """The cycle that people work in, and the one before, which may still want its review."""

    now: Cycle
    before: Cycle | None


class Looking(NamedTuple):
    """What is handed down from unit to unit: who looks back for those below."""

    reviews: tuple[Review, ...] = ()
    """Those of the unit, the latest first, and then those of the ones above."""
    answered: frozenset[str] = frozenset()
    """The cycles in which it, or a unit above, has objectives, and so has to look back."""


def cycles_of(view: View) -> Cycles | None:
    """The cycles that reviews are about today; None where there is none, or only a year."""
    now = view.company.current_cycle(view.today)
    if now is None or now.kind is CycleKind.YEAR:
        return None
    ended = [each for each in view.company.cycles() if each.kind is not CycleKind.YEAR and each.end < now.start]
    before = max(ended, key=lambda each: (each.end, each.id), default=None)
    return Cycles(now, before if before and before.status is not CycleStatus.PLANNING else None)


def reviews_of(view: View, unit: str) -> list[Review]:
    """A unit's reviews, the latest first."""
    company = view.company
    found = [
        review
        for id in company.pointing("review", "unit", unit)
        if (review := rhythm.review(id, company.fields("review", id) or {}))
    ]
    return sorted(found, key=lambda each: (each.date, each.id), reverse=True)


def look(view: View, unit: str, cycles: Cycles | None, above: Looking) -> tuple[Turns, Looking]:
    """What has its turn in a unit, and what has to be known of it for the units below."""
    company, found = view.company, view.company.unit(unit)
    reviews = (*reviews_of(view, unit), *above.reviews)
    if found is None or cycles is None or found.level is Level.INDIVIDUAL:
        return Turns(), Looking(reviews, above.answered)
    own = frozenset(each.id for each in cycles if each and company.objectives_of(unit, each.id))
    asked = _Asked(view, unit, cycles, reviews, own - above.answered)
    return Turns(asked.meeting(), asked.month(), asked.quarter()), Looking(reviews, above.answered | own)


class _Asked:
    """What is asked of one unit. `wanted` are the cycles that it has to look back on."""

    def __init__(
        self, view: View, unit: str, cycles: Cycles, reviews: Sequence[Review], wanted: frozenset[str]
    ) -> None:
        self._today = view.today
        self._unit = unit
        self._cycles = cycles
        self._cycle = cycles.now
        self._rhythm = view.company.rhythm_of(unit)
        self._reviews = [each for each in reviews if each.date <= view.today]
        self._wanted = wanted

    def _of(self, kind: ReviewKind) -> Iterator[Review]:
        return (each for each in self._reviews if each.kind is kind)

    def _held(self, review: Review, about: date | None = None, cycle: str | None = None) -> Turn:
        above = review.unit if review.unit != self._unit else None
        return Turn(State.HELD, review.date, review.id, above, about, cycle)

    def meeting(self) -> Turn:
        """This week's meeting. Who never met has nothing to be late with; who did, and left a week out, has."""
        weeks = meeting_weeks(self._today, self._rhythm)
        earlier = list(self._of(ReviewKind.WEEKLY))
        for review in earlier:
            if review.date >= weeks.start:
                return self._held(review)
        cycle = self._cycle
        if not cycle.start <= self._today <= cycle.end or cycle.status is not CycleStatus.ACTIVE:
            return Turn()
        lately = [each for each in earlier if each.date >= cycle.start]
        is_asked = cycle.id in self._wanted or any(each.unit == self._unit for each in lately)
        before = meeting_weeks(date.fromordinal(max(1, weeks.start.toordinal() - 1)), self._rhythm)
        is_late = bool(lately) and all(each.date < before.start for each in lately)
        return Turn(State.OVERDUE if is_late else State.DUE, weeks.start, is_asked=is_asked)

    def month(self) -> Turn:
        """The first month of the cycle that wants its review, else the last one that had it."""
        held = Turn()
        for first, last in months_of(self._cycle):
            if first > self._today:
                break
            found = [each for each in self._of(ReviewKind.MONTHLY) if looks_back_on(each, first)]
            if found:
                held = self._held(min(found, key=lambda each: (each.date, each.id)), last)
            else:
                is_asked = self._cycle.id in self._wanted
                return Turn(self._state(last, MONTHLY_GRACE), last, about=last, is_asked=is_asked)
        return held

    def quarter(self) -> Turn:
        """The review of the cycle before, where that is missing, else the one of this cycle."""
        before, now = self._cycles.before, self._cycles.now
        turn = self._of_cycle(before) if before else Turn()
        return turn if turn.state in (State.DUE, State.OVERDUE) and turn.is_asked else self._of_cycle(now)

    def _of_cycle(self, cycle: Cycle) -> Turn:
        for review in self._of(ReviewKind.QUARTERLY):
            if review.cycle == cycle.id:
                return self._held(review, cycle=cycle.id)
        is_asked = cycle.id in self._wanted
        return Turn(self._state(cycle.end, QUARTERLY_GRACE), cycle.end, cycle=cycle.id, is_asked=is_asked)

    def _state(self, day: date, grace: timedelta) -> State:
        """How a review stands whose time comes on a day."""
        if self._today < day:
            return State.LATER
        return State.DUE if self._today - day <= grace else State.OVERDUE
