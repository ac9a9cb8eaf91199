"""Stamps: 12 hex digits of wall-clock milliseconds and 4 of a counter, ordered as text.

The stamp of a new line is `max(wall clock, own last + 1)`. Peers' clocks never move it, so one wrong clock in a
team stays one wrong clock.
"""

import os
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

Clock = Callable[[], int]
DAY_MS = 24 * 60 * 60 * 1000
_MAX = (1 << 64) - 1
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def wall_clock() -> int:
    """Milliseconds since 1970 (UTC); `OKRTUI_NOW` (ISO time) stands in for it in tests and scripts."""
    said = os.environ.get("OKRTUI_NOW")
    return milliseconds(said) if said else time.time_ns() // 1_000_000


def milliseconds(iso: str) -> int:
    """Milliseconds since 1970 of an ISO time; a time without a zone is UTC. Raises ValueError."""
    moment = datetime.fromisoformat(iso)
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return (moment - _EPOCH) // timedelta(milliseconds=1)


def tick(last: str | None, now_ms: int) -> str:
    """The stamp that follows `last` (one's own previous stamp, None for the first) at `now_ms`."""
    wall = max(now_ms, 0) << 16
    value = wall if last is None else max(wall, int(last, 16) + 1)
    return f"{min(value, _MAX):016x}"


def stamp_of(milliseconds: int) -> str:
    """The first stamp of a moment (milliseconds since 1970), before which every earlier one sorts."""
    return f"{min(max(milliseconds, 0) << 16, _MAX):016x}"


def stamp_ms(stamp: str) -> int:
    """The milliseconds since 1970 that a stamp carries."""
    return int(stamp, 16) >> 16


def is_far_ahead(stamp: str, now_ms: int) -> bool:
    """Whether a stamp lies more than 24 h after `now_ms`: the clock that made it was wrong."""
    return stamp_ms(stamp) - now_ms > DAY_MS
