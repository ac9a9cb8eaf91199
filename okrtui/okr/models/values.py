"""The types of field values: what a text, a number, a date or a reference may be at the edge.

Every type carries a `Typed` word, the one that docs/format.md and messages use for it. A check raises
ValueError with the rest of a sentence that begins with the field's name ("is empty").
"""

import re
from collections.abc import Sequence
from datetime import date
from typing import Annotated, NamedTuple
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, Strict

from okrtui.okr.ids import is_id
from okrtui.okr.number import BOUND

MAX_TEXT = 500
MAX_LONG_TEXT = 10_000
MAX_WEIGHT = 1_000_000
MAX_ITEMS = 1_000
MAX_EMAIL = 254

LIMITS = (
    "objectives_min",
    "objectives_max",
    "priority_max",
    "key_results_min",
    "key_results_max",
    "missions_min",
    "missions_max",
)
"""What a workspace may limit: objectives (and priority ones) of a unit's cycle, key results of an objective,
missions of a unit. Without a number there is no limit."""

COACH_LISTS = ("task", "work", "activity", "vague", "money")
"""The lists of words that the coach listens for, to which a workspace may add."""

# Controls (C0, DEL, C1) and lone surrogates, which UTF-8 cannot hold. Bidi marks are cleaned on display.
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
_CONTROL_BUT_NEWLINE = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}").fullmatch
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+").fullmatch
_FINDING = re.compile("[A-Z]+(-[A-Z]+)*").fullmatch
_LIMIT = re.compile("([a-z_]+)=([0-9]{0,3})").fullmatch


class Typed(NamedTuple):
    """The word for a type of value."""

    word: str


class Ref:
    """Which kinds of object a reference may point to."""

    def __init__(self, *kinds: str) -> None:
        self.kinds = kinds


LOOSE = Strict(False)
"""For enumerations: the stored word is taken as well as the member."""


def shown(value: object) -> str:
    """A value as a message quotes it: on one line, at most 40 characters."""
    text = repr(value)
    return text if len(text) <= 40 else text[:39] + "…"


def _tidy(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\t", " ").strip()


def _check_length(text: str, most: int) -> None:
    if not text:
        raise ValueError("is empty")
    if len(text) > most:
        raise ValueError(f"is {len(text):,} characters long, {most:,} are allowed")


def _text(text: str) -> str:
    text = _tidy(text)
    _check_length(text, MAX_TEXT)
    if "\n" in text:
        raise ValueError("has a line break; keep it to one line")
    if control := _CONTROL.search(text):
        raise ValueError(f"has a control character ({shown(control[0])}); take it out")
    return text


def _long_text(text: str) -> str:
    text = _tidy(text)
    _check_length(text, MAX_LONG_TEXT)
    if control := _CONTROL_BUT_NEWLINE.search(text):
        raise ValueError(f"has a control character ({shown(control[0])}); take it out")
    return text


def _number(number: int | float) -> int | float:
    """Numbers are canonical: 27.0 becomes 27, -0.0 becomes 0, so that equal values are stored alike."""
    if not -BOUND < number < BOUND:  # which NaN is not either
        raise ValueError(f"is {shown(number)}, it must be below {BOUND:,}; count in millions")
    whole = int(number)
    return whole if whole == number else number


def _weight(number: int | float) -> int | float:
    if not 0 <= number <= MAX_WEIGHT:
        raise ValueError(f"is {number}, it must be between 0 (excluded) and {MAX_WEIGHT:,}")
    return number


def _zero_to_one(number: int | float) -> int | float:
    if not 0 <= number <= 1:
        raise ValueError(f"is {number}, it must be between 0 and 1")
    return number


def _confidence(number: int) -> int:
    if not 0 <= number <= 10:
        raise ValueError(f"is {shown(number)}, it must be between 0 (no hope) and 10 (certain)")
    return number


def _weeks(number: int) -> int:
    if not 1 <= number <= 13:
        raise ValueError(f"is {shown(number)}, it must be a number of weeks from 1 to 13")
    return number


def _month(number: int) -> int:
    if not 1 <= number <= 12:
        raise ValueError(f"is {shown(number)}, it must be a month from 1 to 12")
    return number


def _id(text: str) -> str:
    if not is_id(text):
        raise ValueError(f"is {shown(text)}, not an id (16 digits 0-9 and a-f)")
    return text


def _day(text: str) -> str:
    try:
        if not _DAY(text):
            raise ValueError
        date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"is {shown(text)}, not a date like 2026-12-31") from None
    return text


def _distinct(items: list[str]) -> list[str]:
    if len(items) > MAX_ITEMS:
        raise ValueError(f"has {len(items):,} entries, {MAX_ITEMS:,} are allowed")
    if twice := _first_twice(items):
        raise ValueError(f"names {twice} twice")
    return items


def _first_twice(items: Sequence[str]) -> str | None:
    seen: set[str] = set()
    for item in items:
        if item in seen:
            return item
        seen.add(item)
    return None


def _limits(items: list[str]) -> list[str]:
    matches = [_LIMIT(item) for item in items]
    for item, match in zip(items, matches, strict=True):
        if match is None or match[1] not in LIMITS:
            raise ValueError(f"has {shown(item)}, not a limit like objectives_max=5 ({', '.join(LIMITS)})")
    _distinct([match[1] for match in matches if match])
    return items


def _coach_words(items: list[str]) -> list[str]:
    for item in items:
        name, equals, word = item.partition("=")
        if name.strip() not in COACH_LISTS or not equals or not word.strip():
            raise ValueError(f"has {shown(item)}, not a word like task=roll out ({', '.join(COACH_LISTS)})")
    return _distinct(items)


def _email(text: str) -> str:
    if len(text) > MAX_EMAIL or not _EMAIL(text):
        raise ValueError(f"is {shown(text)}, not an e-mail address like ana@example.org")
    return text


def _time_zone(text: str) -> str:
    try:
        ZoneInfo(text)
    except (ValueError, OSError, KeyError):  # unknown, a folder of zones, no such file
        raise ValueError(f"is {shown(text)}, not a time zone like Europe/Berlin") from None
    return text


def _finding(text: str) -> str:
    if not _FINDING(text):
        raise ValueError(f"is {shown(text)}, not a rule id like KR-TASK")
    return text


Text = Annotated[str, AfterValidator(_text), Typed("text")]
LongText = Annotated[str, AfterValidator(_long_text), Typed("long text")]
Email = Annotated[Text, AfterValidator(_email)]
TimeZone = Annotated[Text, AfterValidator(_time_zone)]
Finding = Annotated[Text, AfterValidator(_finding)]
Number = Annotated[int | float, AfterValidator(_number), Typed("number")]
Weight = Annotated[Number, AfterValidator(_weight)]
ZeroToOne = Annotated[Number, AfterValidator(_zero_to_one)]
Confidence = Annotated[int, AfterValidator(_confidence), Typed("whole number")]
Month = Annotated[int, AfterValidator(_month), Typed("whole number")]
Weeks = Annotated[int, AfterValidator(_weeks), Typed("whole number")]
Day = Annotated[str, AfterValidator(_day), Typed("date")]
Id = Annotated[str, AfterValidator(_id), Typed("reference")]
Ids = Annotated[list[Id], AfterValidator(_distinct), Typed("references")]
Limits = Annotated[list[Text], AfterValidator(_limits), Typed("texts")]
CoachWords = Annotated[list[Text], AfterValidator(_coach_words), Typed("texts")]
CheckInValue = Annotated[bool | Number | Ids, Typed("check-in value"), Ref("milestone")]
