"""The frame: what the first and the last line say, on whichever screen shows."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from textual.reactive import reactive

from okrtui.reminding import RemindingApp
from okrtui.screens.base import OkrScreen
from okrtui.screens.title import title_of
from okrtui.storage.sync import SyncState
from okrtui.widgets.frame import Title
from okrtui.widgets.glyphs import UNICODE, GlyphSet
from okrtui.widgets.tones import Tone
from okrtui.workspace.workspace import Workspace

if TYPE_CHECKING:
    from okrtui.workspace.clashes import Clashes
    from okrtui.workspace.live import Live


class FramedApp(RemindingApp):
    """An app whose every screen says how the workspace stands, and what was done."""

    sync_state: reactive[SyncState | None] = reactive(None)
    """How the replica and its folder stand; None before the first look."""
    opened: Workspace | None = None
    """The workspace that is open; None while the welcome is still asking for one."""
    glyphs: GlyphSet = UNICODE
    """What the terminal can draw."""
    _live: "Live | None" = None
    _clashes: "Clashes | None" = None

    @property
    def workspace(self) -> Workspace:
        """The open workspace. Raises RuntimeError while the welcome is still asking for one."""
        if self.opened is None:
            raise RuntimeError("no workspace is open yet")
        return self.opened

    @property
    def live(self) -> "Live | None":
        """What keeps the workspace in step with its folder; None where nothing does."""
        return self._live

    @property
    def is_telling(self) -> bool:
        """Whether the line at the bottom says something about one's own doing, which shall not be lost."""
        return any(isinstance(screen, OkrScreen) and screen.is_telling for screen in self.screen_stack)

    def say(self, text: str, hint: str = "", tone: Tone = Tone.PLAIN, seconds: float = 6.0) -> None:
        """Say what has happened, in the line at the bottom of the uppermost screen that has one."""
        for screen in reversed(self.screen_stack):
            if isinstance(screen, OkrScreen):
                screen.say(text, hint, tone, seconds)
                return

    def _show_title(self) -> None:
        title = self.title_now()
        for screen in self._every_screen():
            screen.show_title(title)

    def _every_screen(self) -> Iterable[OkrScreen]:
        stacks = self._screen_stacks.values()
        return [screen for stack in stacks for screen in stack if isinstance(screen, OkrScreen)]

    def title_now(self) -> Title:
        """What the first line says now."""
        if self.opened is None:
            return Title("okrtui")
        return title_of(self.opened, self.sync_state, self._clashes, self._live, self.glyphs)
