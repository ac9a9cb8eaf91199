"""Dates as people type them: `2026-12-31`, `today`, `+7d`, `-2w`, `31 Dec`, `Dec 31 2026`."""

import re
from datetime import date, timedelta

_MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
_NEAR = {"yesterday": -1, "today": 0, "tomorrow": 1}
_OFFSET = re.compile(r"([+-][0-9]{1,4}) ?([dw])").fullmatch
_DAYS = {"d": 1, "w": 7}
_DAY_MONTH = re.compile(r"(?P<day>[0-9]{1,2})\.? (?P<month>[a-z]{3,9})\.?(?:,? (?P<year>[0-9]{4}))?").fullmatch
_MONTH_DAY = re.compile(r"(?P<month>[a-z]{3,9})\.? (?P<day>[0-9]{1,2})(?:,? (?P<year>[0-9]{4}))?").fullmatch
_ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}").fullmatch
_LEAP_YEARS_APART = 8


class DayError(ValueError):
    """A text that is no date."""


def parse_day(text: str, today: date, *, past: bool = False) -> date:
    """The day that a person typed. Month names are English, three letters suffice.

    A day without a year is the next one from today on, or, if `past`, the last one up to today.

    Raises:
        DayError: not a date, or one that the calendar does not have.
    """
    typed = " ".join(text.lower().split())
    try:
        day = _relative(typed, today) or _absolute(typed) or _yearless(typed, today, past)
    except (ValueError, OverflowError):
        day = None
    if day is None:
        raise DayError(f"not a date: {text.strip()!r}")
    return day


def _relative(typed: str, today: date) -> date | None:
    if typed in _NEAR:
        return today + timedelta(days=_NEAR[typed])
    offset = _OFFSET(typed)
    return today + timedelta(days=int(offset[1]) * _DAYS[offset[2]]) if offset else None


def _absolute(typed: str) -> date | None:
    if _ISO(typed):
        return date.fromisoformat(typed)
    named = _DAY_MONTH(typed) or _MONTH_DAY(typed)
    return date(int(named["year"]), _month(named["month"]), int(named["day"])) if named and named["year"] else None


def _yearless(typed: str, today: date, past: bool) -> date | None:
    named = _DAY_MONTH(typed) or _MONTH_DAY(typed)
    if named is None:
        return None
    step = -1 if past else 1
    for year in range(today.year, today.year + step * (_LEAP_YEARS_APART + 1), step):
        try:
            day = date(year, _month(named["month"]), int(named["day"]))
        except ValueError:  # 29 February in a common year
            continue
        if (day - today).days * step >= 0:
            return day
    return None


def _month(name: str) -> int:
    for number, month in enumerate(_MONTHS, 1):
        if month.startswith(name):
            return number
    raise ValueError(name)
