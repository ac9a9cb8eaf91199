"""The kinds of objects and the words their fields may hold, as they are stored."""

from enum import StrEnum
from typing import Self

KINDS = (
    "workspace",
    "unit",
    "person",
    "membership",
    "cycle",
    "mission",
    "goal",
    "objective",
    "alignment",
    "share",
    "commitment",
    "key_result",
    "milestone",
    "measure",
    "metric",
    "kpi",
    "reading",
    "check_in",
    "blocker",
    "initiative",
    "comment",
    "recognition",
    "review",
    "score",
    "improvement",
    "dismissal",
    "template",
)
"""Every kind, by its stored name."""

_SHORT = {
    "o": "objective",
    "obj": "objective",
    "kr": "key_result",
    "m": "measure",
    "k": "kpi",
    "ci": "check_in",
    "ws": "workspace",
    "people": "person",
    "member": "membership",
}


class KindError(ValueError):
    """A text that names no kind."""


class WordError(ValueError):
    """A text that is none of an enumeration's words."""


def _bare(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalnum())


_BY_NAME = {_bare(kind): kind for kind in KINDS} | _SHORT


def kind_of(text: str) -> str:
    """The stored name of the kind that `text` names.

    Case, hyphens, underscores and spaces do not matter, a plural `s` is dropped, and the tags
    of the screens (O, KR, M, K) work: `key-result`, `Key results`, `kr` are all `key_result`.

    Raises:
        KindError: `text` names no kind.
    """
    name = _bare(text)
    kind = _BY_NAME.get(name) or _BY_NAME.get(name.removesuffix("s"))
    if kind is None:
        raise KindError(f"no kind is called {text!r}: it is one of {', '.join(KINDS)}")
    return kind


def kind_words(kind: str) -> str:
    """What people call a kind, unless their practice has a word of its own: `key result`, `check-in`, `KPI`."""
    return _WORDS.get(kind) or kind.replace("_", " ")


_WORDS = {"check_in": "check-in", "kpi": "KPI"}


class Word(StrEnum):
    """A stored word that a field may hold."""

    @property
    def words(self) -> str:
        """The word as it stands on a screen: `on track`."""
        return self.value.replace("_", " ")

    @classmethod
    def of(cls, text: str) -> Self:
        """The member that a person means by `text`: `On track`, `at-most`, `yes/no`.

        Raises:
            WordError: none is meant.
        """
        name = _bare(text)
        for word in cls:
            if _bare(word) == name:
                return word
        raise WordError(f"{text!r} is none of {', '.join(word.words for word in cls)}")


class Preset(Word):
    """The body of practice that a workspace follows."""

    OKR = "okr"
    MOKM = "mokm"
    GOKR = "gokr"
    SME = "sme"


class Weekday(Word):
    """A day of the week, Monday first."""

    MONDAY = "monday"
    TUESDAY = "tuesday"
    WEDNESDAY = "wednesday"
    THURSDAY = "thursday"
    FRIDAY = "friday"
    SATURDAY = "saturday"
    SUNDAY = "sunday"

    @property
    def number(self) -> int:
        """Monday is 0, Sunday 6, as in `datetime.date.weekday`."""
        return _WEEKDAYS[self]


_WEEKDAYS = {day: number for number, day in enumerate(Weekday)}


class Level(Word):
    """Where a unit stands in the cascade, from the top."""

    COMPANY = "company"
    DEPARTMENT = "department"
    TEAM = "team"
    INDIVIDUAL = "individual"


class CycleKind(Word):
    """How long a cycle is."""

    QUARTER = "quarter"
    YEAR = "year"
    CUSTOM = "custom"


class CycleStatus(Word):
    """Where a cycle stands."""

    PLANNING = "planning"
    ACTIVE = "active"
    CLOSED = "closed"


class ObjectiveKind(Word):
    """What is promised: a committed objective is met at 1.0, an aspirational one at 0.7."""

    COMMITTED = "committed"
    ASPIRATIONAL = "aspirational"


class Stage(Word):
    """How far an objective has come, from the first idea on."""

    DRAFT = "draft"
    PROPOSED = "proposed"
    AGREED = "agreed"
    ACTIVE = "active"
    CLOSED = "closed"


class Mode(Word):
    """How an aligned objective serves its parent: beside its progress, or as a part of it."""

    SUPPORTS = "supports"
    CONTRIBUTES = "contributes"


class ShareState(Word):
    """What a partner unit answered when asked to share an objective."""

    ASKED = "asked"
    ACCEPTED = "accepted"
    DECLINED = "declined"


class Metric(Word):
    """How a key result is measured."""

    INCREASE = "increase"
    DECREASE = "decrease"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    BETWEEN = "between"
    MILESTONES = "milestones"
    YES_NO = "yes_no"

    @property
    def words(self) -> str:
        """The metric as it stands on a screen: `at most`, `yes/no`."""
        return "yes/no" if self is Metric.YES_NO else super().words


class Status(Word):
    """Where a key result or an objective stands."""

    ON_TRACK = "on_track"
    NEEDS_ATTENTION = "needs_attention"
    AT_RISK = "at_risk"
    ACHIEVED = "achieved"
    HOLDING = "holding"
    NOT_HOLDING = "not_holding"
    CLOSED_SHORT = "closed_short"
    NOT_STARTED = "not_started"


class Combine(Word):
    """How a KPI is made of its metrics."""

    SUM = "sum"
    MEAN = "mean"
    RATIO = "ratio"
    PRODUCT = "product"


class Direction(Word):
    """Which way is better."""

    INCREASE = "increase"
    DECREASE = "decrease"


class Indicator(Word):
    """A lagging KPI says what came of the work, a leading one what is coming."""

    LAGGING = "lagging"
    LEADING = "leading"


class Cadence(Word):
    """How often a measure is read."""

    DAILY = "daily"
    WEEKLY = "weekly"
    MONTHLY = "monthly"


class ReviewKind(Word):
    """Which review was held; the weekly one is the Monday meeting, and its text are the minutes."""

    WEEKLY = "weekly"
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"


class Role(Word):
    """Whose score it is: the owner's, the lead's, or the one they agreed on."""

    OWNER = "owner"
    LEAD = "lead"
    AGREED = "agreed"


class Disposition(Word):
    """What becomes of a key result when its cycle closes."""

    ACHIEVED = "achieved"
    CARRIED_OVER = "carried_over"
    DROPPED = "dropped"
