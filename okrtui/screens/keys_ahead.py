"""Keys that come before what they are about has been read: they wait for it, and then are pressed in their order."""

from collections import deque

from textual import events

from okrtui.screens.base import OkrScreen
from okrtui.widgets.outline import Outline


class KeysAhead(OkrScreen):
    """A screen that is read in a worker. Subclasses say when it has been read, and when something else is to be.

    What one types ahead is kept whole, since each key may open what the next one is for. Escape leaves at once.
    """

    is_read = False
    """Whether what the keys are about is there."""
    _resumed: events.Key | None = None

    def __init__(self) -> None:
        super().__init__()
        self._ahead: deque[events.Key] = deque()

    @property
    def keys_wait(self) -> bool:
        """Whether there are keys that have not done their work yet."""
        return bool(self._ahead)

    def unread(self) -> None:
        """What the keys are about is read anew: they wait for that."""
        self.is_read = False

    def has_read(self) -> None:
        """It is there, or will not come: let the keys that waited do their work, if they were meant for this screen."""
        self.is_read = True
        if self.is_current:
            self._resume()
        else:
            self._ahead.clear()

    def pass_on(self) -> None:
        """This screen has been left: what waits is for the one below."""
        while self._ahead:
            key = self._ahead.popleft()
            self.app.post_message(events.Key(key.key, key.character))

    def holds_back(self, key: events.Key) -> bool:
        """Whether a key waits: all that are for the list, and whatever comes after one that waits."""
        if key is self._resumed:
            return False
        if key.key == "escape":
            self._ahead.clear()
            return False
        if not self._ahead and (self.is_read or not self._is_ours(key)):
            return False
        self._ahead.append(key)
        return True

    def _is_ours(self, key: events.Key) -> bool:
        """Whether the list or the screen does something with a key."""
        if self.focused is not None and not isinstance(self.focused, Outline):
            return False
        active = self.active_bindings.get(key.key)
        return active is None or active.node is not self.app

    def _resume(self) -> None:
        """Let the first key that waits do its work, then the others: it may have more read, or open a screen."""
        if not self._ahead or (self.is_current and not self.is_read):
            return
        key = self._ahead.popleft()
        # To another screen it goes as one that is pressed now; here it goes on where it was held back.
        self._resumed = key if self.is_current else events.Key(key.key, key.character)
        self.app.post_message(self._resumed)
        self.app.call_later(self._resume)
