"""Keys that come before what they are about has been read: they wait for it, and then are pressed in their order."""

from textual import events

from okrtui.screens.base import OkrScreen
from okrtui.widgets.outline import Outline


class KeysAhead(OkrScreen):
    """A screen that is read in a worker. Subclasses say when it has been read, and when something else is to be.

    What one types ahead is kept whole, since each key may open what the next one is for. Escape leaves at once.
    """

    is_read = False
    """Whether what the keys are about is there."""

    def unread(self) -> None:
        """What the keys are about is read anew: they wait for that."""
        self.is_read = False

    def has_read(self) -> None:
        """It is there, or will not come: let the keys that waited do their work."""
        self.is_read = True
        self.okrtui.go_on()

    def on_screen_suspend(self) -> None:
        """Another screen is in front, or one has left this one: what waits is for that."""
        self.okrtui.go_on()

    def holds_back(self, key: events.Key) -> bool:
        """Whether a key waits: all that are for the list or the screen, while that is not there."""
        return not self.is_read and key.key != "escape" and self._is_ours(key)

    def _is_ours(self, key: events.Key) -> bool:
        """Whether the list or the screen does something with a key."""
        if self.focused is not None and not isinstance(self.focused, Outline):
            return False
        active = self.active_bindings.get(key.key)
        return active is None or active.node is not self.app
