"""What a person types for a field, read into a value: numbers, dates, words, lists."""

from datetime import date

from okrtui.okr.ids import is_id
from okrtui.okr.kinds import Metric
from okrtui.okr.models.accept import known
from okrtui.okr.models.base import FieldError
from okrtui.okr.models.days import DayError, parse_day
from okrtui.okr.models.registry import FieldSpec, Scalar, Value
from okrtui.okr.models.values import shown
from okrtui.okr.number import Number, NumberError, decimal_of, parse_number, stored
from okrtui.okr.settings_words import LimitError, parse_coach_words, parse_limits

_YES = frozenset({"yes", "y", "true", "on"})
_NO = frozenset({"no", "n", "false", "off"})
_TELL_THE_PAST = frozenset({"check_in", "reading", "commitment", "blocker", "review"})
"""Kinds that say what happened: `31 Oct` without a year is their last one, elsewhere the next."""
_SETTINGS = {"limits": parse_limits, "coach_words": parse_coach_words}
"""The workspace's fields that are typed otherwise than they are stored."""


class _Unread(ValueError):
    """A text that is not what the field asks for."""


def parse_field(kind: str, field: str, text: str, today: date, last: Number | None = None) -> Value:
    """The value that `text` means for a field; blank text is None, which clears it.

    References come back as typed (an id, its beginning or a title), for the caller to resolve; lists are
    separated by commas. With a `last` value, `+3` and `-3` are relative to it. Ranges and ids are checked
    when the object is validated.

    Raises:
        FieldError: no such field, not what the field asks for, or blank where the field cannot be cleared.
    """
    spec = known(kind, field)
    typed = text.strip()
    if not typed:
        if not spec.optional:
            raise FieldError(kind, field, "cannot be empty")
        return None
    try:
        if kind == "workspace" and field in _SETTINGS:
            return [*_SETTINGS[field](typed)]
        return _read(spec, typed, today, last, past=kind in _TELL_THE_PAST)
    except NumberError as error:
        raise FieldError(kind, field, f"{error} (try 27, 1.5, 500k)") from None
    except DayError as error:
        raise FieldError(kind, field, f"{error} (try 2026-12-31, today, +7d, 31 Dec)") from None
    except (_Unread, LimitError) as error:
        raise FieldError(kind, field, str(error)) from None


def parse_check_in_value(text: str, metric: Metric, last: Number | None = None) -> Value:
    """The value that `text` means in a check-in on a key result of this metric.

    Yes or no; the done milestones as typed (`none` for none of them); or else a number, relative to `last`
    if it has a sign. Raises FieldError.
    """
    try:
        match metric:
            case Metric.YES_NO:
                return _yes_no(text.strip())
            case Metric.MILESTONES:
                return [] if text.strip().lower() == "none" else _items(text)
            case _:
                return _number(text, last)
    except NumberError as error:
        raise FieldError("check_in", "value", f"{error} (try 27, 1.5, 500k)") from None
    except _Unread as error:
        raise FieldError("check_in", "value", str(error)) from None


def _read(spec: FieldSpec, typed: str, today: date, last: Number | None, past: bool) -> Value:
    match spec.type_word:
        case "number":
            return _number(typed, last)
        case "whole number":
            return _whole_number(typed)
        case "yes/no":
            return _yes_no(typed)
        case "date":
            return parse_day(typed, today, past=past).isoformat()
        case "choice":
            return _choice(spec, typed)
        case "references" | "texts":
            return _items(typed)
        case "check-in value":
            return _any_check_in_value(typed, last)
        case _:
            return typed


def _number(typed: str, last: Number | None) -> int | float:
    return stored(parse_number(typed, None if last is None else decimal_of(last)))


def _whole_number(typed: str) -> int:
    number = stored(parse_number(typed))
    if not isinstance(number, int):
        raise _Unread(f"{shown(typed)} is not a whole number")
    return number


def _yes_no(typed: str) -> bool:
    word = typed.lower()
    if word not in _YES | _NO:
        raise _Unread(f"{shown(typed)} is not yes or no")
    return word in _YES


def _choice(spec: FieldSpec, typed: str) -> str:
    bare = _bare(typed)
    for word in spec.enum_values:
        if _bare(word) == bare:
            return word
    raise _Unread(f"{shown(typed)} is not one of {', '.join(spec.enum_values)}")


def _items(typed: str) -> list[Scalar]:
    return [item.strip() for item in typed.split(",") if item.strip()]


def _any_check_in_value(typed: str, last: Number | None) -> Value:
    """The metric is not known here: what looks like ids is a list of milestones."""
    items = _items(typed)
    if all(is_id(str(item)) for item in items):
        return items
    if typed.lower() in _YES | _NO:
        return _yes_no(typed)
    return _number(typed, last)


def _bare(word: str) -> str:
    return "".join(letter for letter in word.casefold() if letter.isalnum())
