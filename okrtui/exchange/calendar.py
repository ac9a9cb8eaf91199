"""The calendar: occasions as an iCalendar file (RFC 5545), whole days each, which any calendar takes in.

What is taken in anew replaces what was taken in before: an occasion's UID is made of what it is, and not of its day.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from icalendar import Alarm, Calendar, Event

from okrtui import __version__
from okrtui.okr.ids import derived_id
from okrtui.okr.occasions import Occasion, What

PRODUCT = f"-//okrtui//okrtui {__version__}//EN"
REMINDER = timedelta(hours=9)
"""How long after midnight one is reminded of a check-in day."""


def calendar(occasions: Iterable[Occasion], *, name: str, workspace: str, now: datetime) -> bytes:
    """The bytes of a file with an event for each occasion.

    Args:
        occasions: their texts are clean already.
        name: what the calendar is called.
        workspace: the id of the workspace, of which every UID tells.
        now: when the file is made, in UTC.
    """
    file = Calendar()
    file.add("prodid", PRODUCT)
    file.add("version", "2.0")
    file.add("calscale", "GREGORIAN")
    file.add("method", "PUBLISH")
    file.add("name", name)
    file.add("x-wr-calname", name)
    for occasion in occasions:
        file.add_component(_event(occasion, workspace, now))
    content: bytes = file.to_ical()
    return content


def _event(occasion: Occasion, workspace: str, now: datetime) -> Event:
    days = occasion.days
    event = Event()
    event.add("uid", f"{derived_id('occasion', workspace, occasion.key)}@okrtui")
    event.add("dtstamp", now)
    event.add("dtstart", days.first)
    if days.first < date.max:
        event.add("dtend", days.first + timedelta(days=1))  # the day after is the first one that it is not on
    if days.weeks and days.last:
        event.add("rrule", {"freq": "weekly", "interval": days.weeks, "until": days.last})
    if days.also:
        event.add("rdate", [days.also])
    event.add("summary", occasion.title)
    if occasion.about:
        event.add("description", "\n".join(occasion.about))
    event.add("categories", ["OKR"])
    event.add("transp", "TRANSPARENT")  # one is not away on such a day
    if occasion.what is What.CHECK_IN:
        event.add_component(_reminder(occasion.title))
    return event


def _reminder(text: str) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", text)
    alarm.add("trigger", REMINDER)
    return alarm
