"""A screen that keeps up with the workspace while one looks at it, and catches up when one comes back to it."""

from okrtui.screens.base import OkrScreen
from okrtui.workspace.workspace import Change


class KeepsUp(OkrScreen):
    """A screen made of the whole workspace. Subclasses show that as it is now.

    What nobody sees costs nothing: however much changes behind another screen, it is shown once, with the return.
    """

    _is_behind = False

    @property
    def is_looked_at(self) -> bool:
        """Whether somebody sees what changes here: it is uppermost, or shows behind a question."""
        return self.is_current

    def bring_up_to_date(self) -> None:
        """Show everything as it is now, without moving the cursor."""
        raise NotImplementedError

    def follow_change(self, change: Change) -> None:
        """Show what has changed: as a rule, everything."""
        self.bring_up_to_date()

    def workspace_changed(self, change: Change) -> None:
        """Show it now if it is looked at, else later; what is still to be mounted will read it anyway."""
        if not self.is_mounted:
            return
        if self.is_looked_at:
            self.follow_change(change)
        else:
            self._is_behind = True

    def on_screen_resume(self) -> None:
        """Somebody looks at it again."""
        self.catch_up()

    def catch_up(self) -> None:
        """Show what has changed while nobody looked."""
        if self._is_behind and self.is_looked_at:
            self._is_behind = False
            self.bring_up_to_date()
