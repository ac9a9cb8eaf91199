"""What hooks still have to be told: events in the order in which they came, and whose status is to be looked at."""

import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

MOST = 100
"""Events that may wait; what comes on top is left out, and counted."""
QUIET = 0.5
"""Seconds without a change after which statuses are looked at: of several changes only the last state counts."""


class Event(NamedTuple):
    """What a hook is run with."""

    hook: str
    content: bytes


class Look(NamedTuple):
    """Whose status to look at, and by whose act it may have changed; `ids` None: everybody's."""

    ids: frozenset[str] | None
    by: Mapping[str, str | None]


class Queue:
    """Filled in whatever thread something happens; emptied in the one that runs the hooks."""

    def __init__(self, is_receiving: Callable[[], bool]) -> None:
        """`is_receiving`: whether a long pull goes on, in which statuses are not looked at."""
        self._is_receiving = is_receiving
        self._changed = threading.Condition()
        self._events: deque[Event] = deque()
        self._touched: dict[str, str | None] = {}
        self._wants_all = False
        self._last_change = 0.0
        self._is_closed = False
        self._left_out = 0

    def put(self, event: Event) -> None:
        """Add an event, if there is room."""
        with self._changed:
            if len(self._events) >= MOST:
                self._left_out += 1
            else:
                self._events.append(event)
            self._changed.notify()

    def touch(self, ids: Iterable[tuple[str, str | None]] | None) -> None:
        """Let the status of some objects be looked at soon, each with whose act it is; of None: of all."""
        with self._changed:
            if ids is None:
                self._wants_all = True
            else:
                self._touched.update(ids)
            self._last_change = time.monotonic()
            self._changed.notify()

    def close(self) -> None:
        """Nothing more will come: what is there is to be taken without waiting."""
        with self._changed:
            self._is_closed = True
            self._changed.notify()

    def take(self) -> Event | Look | None:
        """The next thing to do, as soon as there is one; None when it is closed and empty."""
        with self._changed:
            while True:
                if self._events:
                    return self._events.popleft()
                is_asked = self._wants_all or bool(self._touched)
                rest = self._rest() if is_asked else None
                if is_asked and (self._is_closed or (rest is not None and rest <= 0)):
                    return self._look()
                if self._is_closed:
                    return None
                self._changed.wait(rest)

    def _rest(self) -> float:
        """Seconds until it has been quiet for long enough."""
        return QUIET if self._is_receiving() else self._last_change + QUIET - time.monotonic()

    def _look(self) -> Look:
        look = Look(None if self._wants_all else frozenset(self._touched), dict(self._touched))
        self._touched.clear()
        self._wants_all = False
        return look

    def left_out(self) -> int:
        """For how many events there was no room, once nothing waits any more; 0 before, and when that was said."""
        with self._changed:
            if self._events:
                return 0
            number, self._left_out = self._left_out, 0
            return number

    def drop(self) -> None:
        """Leave out everything that waits."""
        with self._changed:
            self._left_out += len(self._events)
            self._events.clear()
            self._touched.clear()
            self._wants_all = False
