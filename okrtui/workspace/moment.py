"""The moment at which someone acts: the clock, and today in the workspace's zone."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from datetime import tzinfo as TzInfo
from typing import NamedTuple
from zoneinfo import ZoneInfo

from okrtui.storage.clock import stamp_ms, wall_clock


class Moment(NamedTuple):
    """Where time comes from. `said_today` stands in for the day, but not for the clock."""

    clock: Callable[[], int] = wall_clock
    said_today: date | None = None

    def today(self, zone: str) -> date:
        """The day that it is in a zone (an IANA name; an unknown one counts as UTC)."""
        return self.said_today or day_of_ms(self.clock(), zone)

    def now(self, zone: str) -> datetime:
        """The time of the clock, in a zone."""
        return datetime.fromtimestamp(self.clock() / 1000, zone_of(zone))


def day_of_stamp(stamp: str, zone: str) -> date:
    """The day of a stamp in a zone."""
    return day_of_ms(stamp_ms(stamp), zone)


def time_of_stamp(stamp: str, zone: str) -> datetime:
    """The time of a stamp in a zone. Times beyond the calendar are its end."""
    try:
        return datetime.fromtimestamp(stamp_ms(stamp) / 1000, zone_of(zone))
    except (OverflowError, ValueError, OSError):
        return datetime.max.replace(tzinfo=zone_of(zone))


def day_of_ms(milliseconds: int, zone: str) -> date:
    """The day of a time in milliseconds since 1970, in a zone. Times beyond the calendar are its ends."""
    try:
        return datetime.fromtimestamp(milliseconds / 1000, zone_of(zone)).date()
    except (OverflowError, ValueError, OSError):
        return date.max


def zone_of(zone: str) -> TzInfo:
    """A zone by its IANA name; UTC where there is no such name."""
    if zone == "UTC":
        return UTC
    try:
        return ZoneInfo(zone)
    except (KeyError, ValueError, OSError):
        return UTC
