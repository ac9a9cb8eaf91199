"""The calendar file, read by another library than the one that wrote it."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import vobject
from hypothesis import given
from hypothesis import strategies as st

from okrtui.exchange.calendar import calendar
from okrtui.okr.cadence import Rhythm
from okrtui.okr.kinds import Weekday
from okrtui.okr.occasions import Days, Occasion, What, check_in_days
from okrtui.storage.clean import clean, clean_line

WORKSPACE = "0123456789abcdef"
NOW = datetime(2026, 10, 7, 9, 1, tzinfo=UTC)
INJECTION = "x\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nSUMMARY:stolen\r\nATTACH:https://evil.example"
HOSTILE = [
    "Close; rate, to 27 % \\n of\\;all",
    INJECTION,
    INJECTION.replace("\r\n", "\n"),
    INJECTION.replace("\r\n", "\r"),
    "\u2028BEGIN:VALARM\u2029END:VCALENDAR\x85\x0b\x0c",
    'a:"b";c=^n,\\,\\\\',
    "🎯 " * 60 + "Ü" * 90 + "日本語" * 40,
    "\x1b]0;stolen\x07\u202ename\x00",
]


def occasion(title: str = "Check in", days: Days | None = None, about: Sequence[str] = (), key: str = "a") -> Occasion:
    return Occasion(key, What.CHECK_IN, days or Days(date(2026, 10, 9)), title, tuple(about))


def written(*occasions: Occasion, name: str = "Northwind") -> bytes:
    return calendar(occasions, name=name, workspace=WORKSPACE, now=NOW)


def read(content: bytes) -> Any:
    """The calendar as the other library reads it, which is also asked whether it is valid."""
    [found] = vobject.readComponents(content.decode(), validate=True)
    assert found.name == "VCALENDAR"
    return found


def events(content: bytes) -> list[Any]:
    return list(read(content).vevent_list)


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_becomes_anything_else(text: str) -> None:
    title, line = clean_line(text), clean(text)
    content = written(occasion(title, about=[line, "and more"]), name=title)
    assert all(len(each) <= 75 for each in content.split(b"\r\n"))
    assert not set(content.decode()) & set("\x00\x1b\x07\x0b\x0c\x85\u202e\u2028\u2029")
    [event] = events(content)
    assert event.summary.value == title
    assert event.description.value == f"{line}\nand more"
    assert {each.name for each in event.getChildren()} == {
        "SUMMARY", "DTSTART", "DTEND", "DTSTAMP", "UID", "CATEGORIES", "DESCRIPTION", "TRANSP", "VALARM",
    }  # fmt: skip
    assert set(read(content).contents) == {
        "version", "prodid", "calscale", "method", "name", "x-wr-calname", "vevent",
    }  # fmt: skip


@given(st.lists(st.text(), min_size=1, max_size=3))
def test_what_is_written_is_what_is_read(texts: list[str]) -> None:
    titles = [clean_line(text) for text in texts]
    content = written(*(occasion(title, key=str(number)) for number, title in enumerate(titles)))
    assert [event.summary.value for event in events(content)] == titles


def test_every_member_is_where_others_look_for_it() -> None:
    [event] = events(written(occasion("Check in: 1 key result", about=["Close rate"])))
    assert event.dtstart.value == date(2026, 10, 9)
    assert event.dtend.value == date(2026, 10, 10)
    assert event.dtstamp.value == NOW
    assert event.transp.value == "TRANSPARENT"
    assert event.valarm.action.value == "DISPLAY"
    assert event.valarm.trigger.value == timedelta(hours=9)
    assert read(written(occasion())).prodid.value.startswith("-//okrtui//okrtui ")


@given(st.builds(Rhythm, st.sampled_from(Weekday), st.integers(1, 13)), st.integers(0, 120))
def test_the_days_are_those_of_the_series(rhythm: Rhythm, length: int) -> None:
    days = check_in_days(rhythm, date(2026, 10, 1), date(2026, 10, 1) + timedelta(days=length))
    [event] = events(written(occasion(days=days)))
    rules = event.getrruleset(addRDate=True)
    found = [each.date() for each in rules] if rules is not None else [event.dtstart.value]
    assert found == list(days.each())


@pytest.mark.parametrize("day", [date.min, date.max])
def test_the_ends_of_the_calendar_are_days_like_others(day: date) -> None:
    [event] = events(written(occasion(days=Days(day))))
    assert event.dtstart.value == day


def test_the_same_occasion_has_the_same_uid_wherever_it_is_moved() -> None:
    [before] = events(written(occasion("Check in")))
    [after] = events(written(occasion("Check in: 3", Days(date(2026, 11, 3), 2, date(2026, 12, 1)))))
    [other] = events(written(occasion(key="b")))
    assert before.uid.value == after.uid.value != other.uid.value
    [elsewhere] = events(calendar([occasion()], name="N", workspace="f" * 16, now=NOW))
    assert elsewhere.uid.value != before.uid.value
