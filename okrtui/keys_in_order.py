"""What a quick hand types does what a slow one's does: a key is read when those before it have done their work.

A terminal hands over in one piece what was typed while the line was slow or the app was busy. Textual gives such keys
out at once, each to whatever has the focus by then; what the first of them opens, the next would miss.
"""

import asyncio
from collections import deque
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, NamedTuple, TypeVar

from textual import events
from textual.app import ScreenStackError
from textual.message_pump import MessagePump
from textual.widget import Widget

from okrtui.everywhere import EverywhereApp
from okrtui.screens.base import OkrScreen

T = TypeVar("T")
_ROUNDS = 4
"""The first goes where the key went, the second after what it made these say; the others where the focus is by now."""
_ROUNDS_WHERE_IT_IS = 2
_FRAME = 1 / 60
_LAYOUTS = 30
"""Frames in which something new gets its size, if it ever does."""
_GLANCE = 0.25
_GLANCES = 4
"""Looks at the clock after which a round is believed to have been lost, with what went away; an app that is too busy
even for these has lost nothing."""
_LONGEST = 5.0
"""Seconds after which keys no longer wait for what a key has begun: its disk may hang."""


class _Pressed(NamedTuple):
    """A key that has been read: which it is, and who might read it, one after the other; the app is the last."""

    number: int
    way: Sequence[MessagePump]


def _is_escape(event: events.Key | events.Paste) -> bool:
    return isinstance(event, events.Key) and event.key == "escape"


class KeysInOrderApp(EverywhereApp):
    """An app that reads a key when those before it are done, and when the screen is ready for it."""

    _pressed = 0
    """How many keys have been read, or something else was seen through as one is."""
    _is_busy = False

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._typed: deque[events.Key | events.Paste] = deque()
        self._begun: set[object] = set()
        """What keys have begun and is not done yet."""

    @property
    def keys_wait(self) -> bool:
        """Whether there are keys that have not done their work yet."""
        return bool(self._typed) or self._is_busy

    async def on_event(self, event: events.Event) -> None:
        """Have a key wait for its turn."""
        if not isinstance(event, events.Key | events.Paste) or event.is_forwarded or self._is_urgent(event):
            await super().on_event(event)
            return
        self._typed.append(event)
        if not self._is_busy:
            await self._read_next()

    def press_first(self, key: str) -> None:
        """Press a key for somebody who chose what it does: what they typed behind that comes after it."""
        self._typed.appendleft(events.Key(key, None))
        self.go_on()

    def carry_out(
        self,
        work: Callable[[], T],
        then: Callable[[T], None] | None = None,
        otherwise: Callable[[str], None] | None = None,
    ) -> None:
        """As `act`, for what a key asks for: the next one is about what that leaves behind, and waits for it."""
        begun = object()
        self._begun.add(begun)
        self.set_timer(_LONGEST, partial(self._done, begun))
        done, failed = (partial(self._carried_out, begun, show) for show in (then, otherwise or self.say_trouble))
        self.act(work, done, failed)

    def _carried_out(self, begun: object, show: Callable[[Any], None] | None, result: Any) -> None:
        try:
            if show is not None:
                show(result)
        finally:
            self._done(begun)

    def _done(self, begun: object) -> None:
        if begun in self._begun:
            self._begun.remove(begun)
            self.go_on()

    def go_on(self) -> None:
        """What keys may have waited for is there, or will not come."""
        self.call_later(self._go_on)

    async def _go_on(self) -> None:
        if self._typed and not self._is_busy:
            await self._see_through(None)

    async def _see_through(self, event: events.Key | events.Paste | None) -> None:
        """Read a key, or none where something else has happened, and the next one when all is done that follows."""
        self._is_busy = True
        self._pressed += 1
        key = _Pressed(self._pressed, self._way())
        self._glance(key, _GLANCES)
        if event is not None:
            await super().on_event(event)
        self._go_round(key, _ROUNDS, key.way)

    def _glance(self, key: _Pressed, left: int) -> None:
        """Have the next key read though this one has never come round."""
        if key.number != self._pressed:
            return
        if left:
            asyncio.get_running_loop().call_later(_GLANCE, self._glance, key, left - 1)
        else:
            self.call_later(self._give_up, key)

    async def _give_up(self, key: _Pressed) -> None:
        if key.number == self._pressed:
            await self._read_next()

    def forget_keys(self) -> None:
        """What keys have waited for will not come, and they were meant for nothing else."""
        self._typed.clear()

    def _is_urgent(self, event: events.Key | events.Paste) -> bool:
        """Whether a key is the app's own whatever is going on, as leaving it is."""
        own = self._bindings.key_to_bindings.get(event.key, ()) if isinstance(event, events.Key) else ()
        return any(binding.priority for binding in own)

    @property
    def _is_held(self) -> bool:
        """Whether the next key waits for the screen."""
        key = self._typed[0]
        return isinstance(key, events.Key) and isinstance(self.screen, OkrScreen) and self.screen.holds_back(key)

    async def _read_next(self) -> None:
        self._is_busy = False
        self._pressed += 1  # whatever of the last one still comes round is too late
        if self._begun:
            return
        while self._typed and self._is_held:
            if not any(_is_escape(event) for event in self._typed):
                return
            self._typed.popleft()  # that one leaves at once, whatever was to be done there
        while len(self._typed) > 1 and self._is_letter(self._typed[0]) and self._is_letter(self._typed[1]):
            await super().on_event(self._typed.popleft())  # a long text typed at once need not take so long
        if self._typed:
            await self._see_through(self._typed.popleft())

    def _is_letter(self, event: events.Key | events.Paste) -> bool:
        """Whether a key goes into a line that one types in and does nothing else."""
        from textual.widgets import Input  # not before there is more than one: the first screen needs none

        line = self.focused
        if not isinstance(event, events.Key) or not isinstance(line, Input):
            return False
        return line.check_consume_key(event.key, event.character)

    def _way(self) -> Sequence[MessagePump]:
        """Who may read a key that is pressed now."""
        try:
            return (self.focused or self.screen).ancestors_with_self
        except ScreenStackError:
            return (self,)

    def _go_round(self, key: _Pressed, rounds: int, ahead: Sequence[MessagePump]) -> None:
        """Wait until everybody `ahead` has read what lies before them, one after the other."""
        for place, pump in enumerate(ahead):
            if pump is not self and pump.call_later(self._go_round, key, rounds, ahead[place + 1 :]):
                return
        self.call_later(self._came_round, key, rounds - 1)

    async def _came_round(self, key: _Pressed, rounds: int) -> None:
        if key.number != self._pressed:  # nobody believed that this would still come
            return
        now = self._way()
        if rounds:
            self._go_round(key, rounds, now if rounds <= _ROUNDS_WHERE_IT_IS else key.way)
        elif now[0] is not key.way[0]:
            self._lay_out(_Pressed(key.number, now), _LAYOUTS)
        else:
            await self._read_next()

    def _lay_out(self, key: _Pressed, left: int) -> None:
        """Wait until what has the focus now knows its size, and then for what it makes of that: where it can scroll."""
        focus = key.way[0]
        if isinstance(focus, Widget) and not focus.size and left:
            self.set_timer(_FRAME, partial(self._lay_out, key, left - 1))
            return
        focus.call_after_refresh(self.call_later, self._came_round, key, 0)
        self.set_timer(_GLANCE, partial(self._came_round, key, 0))  # its screen may go before it is drawn
