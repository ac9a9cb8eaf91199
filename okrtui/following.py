"""The road from a change to the screen: what happens here or elsewhere is heard of, shown and told."""

import threading
from functools import partial
from typing import TYPE_CHECKING

from textual.message import Message

from okrtui.framed import FramedApp
from okrtui.storage.sync import SyncState
from okrtui.widgets.tones import Tone
from okrtui.workspace.nudging import leave_nudge
from okrtui.workspace.workspace import Change, Workspace

if TYPE_CHECKING:
    from okrtui.screens.coaching import Coaching
    from okrtui.screens.telling import Telling
    from okrtui.workspace.clashes import Clashes

_LAST_PUSH = 2.0
_LATER = 3.0


class FollowingApp(FramedApp):
    """An app that keeps a workspace in step with its folder, and its screens in step with the workspace."""

    telling: "Telling | None" = None
    """What tells of what is for oneself; None until the first screen is there, and in the check-in by itself."""
    coaching: "Coaching | None" = None
    """The coach; None until it has looked at everything once, and where there is no workspace."""

    class Changed(Message):
        """Something in the workspace has changed, here or elsewhere."""

        def __init__(self, change: Change) -> None:
            super().__init__()
            self.change = change

    class Met(Message):
        """The folder was looked at."""

        def __init__(self, state: SyncState) -> None:
            super().__init__()
            self.state = state

    class Received(Message):
        """A long pull has come further."""

    class Coached(Message):
        """The coach has looked at what changed."""

    # --- beginning and ending

    def follow(self, workspace: Workspace) -> None:
        """Hear of every change from now on."""
        workspace.subscribe(lambda change: self._post(self.Changed(change)))

    def keep_in_step(self, *, is_live: bool) -> None:
        """Begin what runs beside the screens: hooks, the coach and, if it `is_live`, the meeting in the folder."""
        # Imported now: the first screen was not to wait for them.
        from okrtui.screens.coaching import Coaching
        from okrtui.workspace.clashes import Clashes
        from okrtui.workspace.live import Live

        self.begin_hooks(self.workspace, self.is_receiving)
        self.act(partial(Clashes, self.workspace), self._take_clashes)
        self.act(partial(Coaching, self.workspace, lambda: self._post(self.Coached())), self._take_coaching)
        if is_live:
            self._live = Live(
                self.workspace,
                lambda state: self._post(self.Met(state)),
                lambda done, total: self._post(self.Received()),
            )
            self._live.start()

    def is_receiving(self) -> bool:
        """Whether a long pull goes on; then the title says how far it is."""
        return self._live is not None and self._live.receiving is not None

    def _take_clashes(self, clashes: "Clashes") -> None:
        self._clashes = clashes
        self._show_title()

    def _take_coaching(self, coaching: "Coaching") -> None:
        self.coaching = coaching
        self.on_following_app_coached()

    def _post(self, message: Message) -> None:
        """Post from any thread, unless the app is closing."""
        if self.is_running:
            self.post_message(message)

    def on_unmount(self) -> None:
        """Push what waits, but no longer than a moment, and write the snapshot and what `okrtui nudge` reads."""
        if self.opened is not None:
            leave_nudge(self.opened)
        if self._live is None:
            if self.opened is not None:
                self.opened.close()
            return
        # A folder that hangs shall hold nobody back: what it misses is in the journal, and goes the next time.
        last_push = threading.Thread(target=self._live.stop, name="okrtui-last-push", daemon=True)
        last_push.start()
        last_push.join(_LAST_PUSH)
        if last_push.is_alive():
            self.farewell = "The folder does not answer; what it has not got goes out the next time."
            return
        state = self.workspace.sync.state()
        if state.away and state.pending:
            changes = f"{state.pending} change{'' if state.pending == 1 else 's'}"
            how, when = "away", "the next time it is there"
            if state.is_read_only:
                how, when = "read-only", "as soon as you may write there"
            self.farewell = f"The folder is {how}: {changes} of yours will go out {when}."

    # --- the road of a change

    def on_following_app_changed(self, message: Changed) -> None:
        """Let every screen bring the rows up to date that show it, and tell of a teammate's change."""
        for screen in self._every_screen():
            screen.workspace_changed(message.change)
        self._show_title()
        if self.telling is not None:
            self.telling.heard(message.change)
        if message.change.lines and not self.is_receiving():
            self._tell_of(message.change)

    def on_following_app_met(self, message: Met) -> None:
        """Show how replica and folder stand."""
        self.sync_state = message.state
        self.on_following_app_received()

    def on_following_app_received(self) -> None:
        """Show how far a long pull is."""
        self._show_title()
        for screen in self._every_screen():
            screen.folder_met()

    def on_following_app_coached(self) -> None:
        """Show the coach's marks as they are now."""
        for screen in self._every_screen():
            if screen.is_mounted:
                screen.coached()

    def alerted(self) -> None:
        """Show what is for oneself, as it is now."""
        for screen in self._every_screen():
            if screen.is_mounted:
                screen.alerted()

    def _tell_of(self, change: Change) -> None:
        """Say what a teammate did, once the line at the bottom has said what oneself did."""
        if self.is_telling:
            self.set_timer(_LATER, partial(self._tell_of, change))
            return
        from okrtui.workspace.news import tell

        known = self.telling.told if self.telling else ()  # of which one was told more
        told = tell(self.workspace, [line for line in change.lines[-20:] if line.ts not in known])
        if told:
            more = f" and {len(told) - 1} more" if len(told) > 1 else ""
            self.say(told[-1].sentence + more, tone=Tone.MUTED)
