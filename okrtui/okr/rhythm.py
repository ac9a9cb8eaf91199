"""What the rhythm of a cycle leaves behind, as it stands in the registers: blockers, reviews, scores, improvements.

Read as forgivingly as the rest (`records`): a value of the wrong type reads as absent.
"""

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from okrtui.okr.kinds import Disposition, ReviewKind, Role
from okrtui.okr.records import Fields, day, line, number, optional_word, reference, text, words

OLD_BLOCKER = 7
"""Days; a blocker that has been in the way for more is old."""

_Day = date  # for where a field is called so


class Blocker(NamedTuple):
    """Something in the way of a key result, an objective, an initiative or a goal."""

    id: str
    subject: str | None
    description: str
    solver: str | None
    escalated_to: str | None
    """The unit above that it was handed up to; None: it is still the unit's own."""
    raised: date | None
    resolved: date | None
    resolution: str

    @property
    def is_open(self) -> bool:
        """Whether it is still in the way."""
        return self.resolved is None

    def age(self, today: date) -> int | None:
        """For how many days it has been in the way, or was; None where nobody said since when."""
        return None if self.raised is None else max(0, ((self.resolved or today) - self.raised).days)

    def is_old(self, today: date) -> bool:
        """Whether it has been in the way for more than a week, and still is."""
        return self.is_open and (self.age(today) or 0) > OLD_BLOCKER


class Review(NamedTuple):
    """A unit's look back: the weekly meeting, the month, the quarter."""

    id: str
    kind: ReviewKind
    unit: str | None
    cycle: str | None
    date: date
    worked: str
    did_not_work: str
    learned: str
    bottlenecks: str
    decisions: str
    notes: str
    present: tuple[str, ...]
    month: _Day | None = None
    """A day of the month that a monthly one is about; None: as its date says (`month_of`)."""


class Score(NamedTuple):
    """What someone gave a key result at the close, 0 to 1."""

    id: str
    key_result: str | None
    role: Role
    value: Decimal
    self_assessment: str
    disposition: Disposition | None
    proposed: Decimal | None
    based_on: str | None


class Improvement(NamedTuple):
    """Something to do better in the next cycle."""

    id: str
    text: str
    owner: str | None
    review: str | None
    taken_up_in: str | None


def blocker(id: str, fields: Fields) -> Blocker:
    """Read a blocker."""
    return Blocker(
        id,
        reference(fields, "subject"),
        text(fields, "description"),
        reference(fields, "solver"),
        reference(fields, "escalated_to"),
        day(fields, "raised"),
        day(fields, "resolved"),
        text(fields, "resolution"),
    )


def review(id: str, fields: Fields) -> Review | None:
    """Read a review; None while it has no date, or is of a kind that a newer version knows."""
    kind, held = optional_word(fields, "kind", ReviewKind), day(fields, "date")
    if kind is None or held is None:
        return None
    return Review(
        id,
        kind,
        reference(fields, "unit"),
        reference(fields, "cycle"),
        held,
        text(fields, "worked"),
        text(fields, "did_not_work"),
        text(fields, "learned"),
        text(fields, "bottlenecks"),
        text(fields, "decisions"),
        text(fields, "notes"),
        words(fields, "present"),
        day(fields, "month"),
    )


def score(id: str, fields: Fields) -> Score | None:
    """Read a score; None while it has no role, or no value from 0 to 1."""
    role, value = optional_word(fields, "role", Role), number(fields, "value")
    if role is None or value is None or not 0 <= value <= 1:
        return None
    return Score(
        id,
        reference(fields, "key_result"),
        role,
        value,
        text(fields, "self_assessment"),
        optional_word(fields, "disposition", Disposition),
        number(fields, "proposed"),
        reference(fields, "based_on"),
    )


def improvement(id: str, fields: Fields) -> Improvement:
    """Read an improvement."""
    return Improvement(
        id,
        line(fields, "text"),
        reference(fields, "owner"),
        reference(fields, "review"),
        reference(fields, "taken_up_in"),
    )
