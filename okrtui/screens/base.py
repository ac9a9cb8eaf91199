"""What every screen of okrtui has: two lines on top, the key line below, and an ear for changes."""

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, ClassVar, cast

from textual import events
from textual.app import ComposeResult
from textual.binding import ActiveBinding, Binding, BindingType
from textual.keys import REPLACED_KEYS, key_to_character
from textual.screen import Screen

from okrtui.screens.modes import TABS
from okrtui.widgets.frame import TabLine, Title, TitleLine
from okrtui.widgets.glyphs import GlyphSet
from okrtui.widgets.key_line import KeyLine
from okrtui.widgets.tones import Tone
from okrtui.workspace.workspace import Change, Workspace

if TYPE_CHECKING:
    from okrtui.app import OkrtuiApp

_FRAME_LINES = 3
_CHANGING = {"check_in", "new", "edit", "delete", "reading", "undo", "redo", "mend", "set_aside", "block"}
"""The actions that change something."""


class OkrScreen(Screen[None]):
    """A screen in okrtui's frame. Subclasses compose their body, and bring it up to date when told of a change."""

    TAB: ClassVar[str] = ""
    """The tab that is current while this screen shows; empty: the one that it was opened from."""
    WAY_OUT_OF_THE_PAST: ClassVar[str] = "esc goes back"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", "back", show=False, id="screen.back"),
    ]

    def compose(self) -> ComposeResult:
        """The frame, with the body between."""
        title = TitleLine(glyphs=self.glyphs)
        title.title = self.okrtui.title_now()
        tabs = TabLine(glyphs=self.glyphs)
        tabs.tabs, tabs.current = TABS, self.TAB or self.app.current_mode
        yield title
        if self.okrtui.opened is not None and not self.okrtui.is_wizard:
            yield tabs
        yield from self.compose_body()
        yield KeyLine(glyphs=self.glyphs)

    def compose_body(self) -> ComposeResult:
        """What stands between the frame lines."""
        raise NotImplementedError

    def workspace_changed(self, change: Change) -> None:
        """Something has changed: show it, without moving the cursor."""
        raise NotImplementedError

    def help_legend(self) -> list[tuple[str, str]]:
        """The marks of this screen and what they mean, for the help."""
        return []

    def coached(self) -> None:
        """The coach has looked at what changed: show its marks. Most screens show none."""

    def alerted(self) -> None:
        """There is something else for oneself now. Most screens show nothing of it."""

    def in_dispute(self) -> tuple[tuple[str, str] | None, str]:
        """Kind and id of what the cursor is on, and the field: where that is in conflict, `!` opens it at once."""
        return None, ""

    def spoken_of(self) -> tuple[str, str] | None:
        """Kind and id of what the cursor is on, for whoever comments on it."""
        return self.in_dispute()[0]

    def whom_here(self) -> str | None:
        """The person or unit that one may want to thank for what the cursor is on."""
        from okrtui.screens.voices import whom_at_subject

        return whom_at_subject(self)

    def holds_back(self, key: events.Key) -> bool:
        """Whether a key waits, as what it is about is still being read. Most screens are there at once."""
        return False

    def folder_met(self) -> None:
        """The folder was looked at, or a long pull has come further. Most screens show nothing of it."""

    @property
    def active_bindings(self) -> dict[str, ActiveBinding]:
        """The bindings that count now: where one types, the keys that type do nothing else.

        Where nothing can be changed, the keys that change something are not offered; pressed, they say why.
        """
        found, focused = super().active_bindings, self.focused
        if self.past_day is not None:
            found = {key: _unoffered(each) for key, each in found.items()}
        if focused is None:
            return found
        return {
            key: each
            for key, each in found.items()
            if not focused.check_consume_key(key, key_to_character(REPLACED_KEYS.get(key, key)))
        }

    @property
    def takes_commands(self) -> bool:
        """Whether a letter is a command now: a list has the focus, and nobody types."""
        return self.focused is not None and not self.focused.check_consume_key("K", "K")

    def own_bindings(self) -> list[ActiveBinding]:
        """The bindings that count now and are okrtui's: each of those has an id, Textual's own have none."""
        return [each for each in self.active_bindings.values() if each.binding.id]

    @property
    def okrtui(self) -> "OkrtuiApp":
        """The app."""
        return cast("OkrtuiApp", self.app)

    @property
    def workspace(self) -> Workspace:
        """The open workspace."""
        return self.okrtui.workspace

    @property
    def glyphs(self) -> GlyphSet:
        """What the terminal can draw."""
        return self.okrtui.glyphs

    # --- looking back

    @property
    def past_day(self) -> date | None:
        """The day in the past that is looked at; None: it is as it is."""
        return None

    def refuses_changes(self) -> bool:
        """Whether nothing can be changed here, because it is past; says so."""
        day = self.past_day
        if day is None:
            return False
        from okrtui.screens.time_line import day_words

        self.say(f"This is {day_words(day)}: nothing can be changed there", self.WAY_OUT_OF_THE_PAST)
        return True

    # --- the frame

    def show_title(self, title: Title) -> None:
        """Bring the first line up to date."""
        for line in self.query(TitleLine):
            line.title = title

    def say(self, text: str, hint: str = "", tone: Tone = Tone.PLAIN, seconds: float = 6.0) -> None:
        """Say what has happened, in the line at the bottom."""
        for line in self.query(KeyLine):
            line.say(text, hint, tone, seconds)

    @property
    def is_telling(self) -> bool:
        """Whether the line at the bottom says something about one's own doing, which shall not be lost."""
        notices = [line.notice for line in self.query(KeyLine)]
        return any(notice is not None and (notice.hint or notice.tone is not Tone.MUTED) for notice in notices)

    def on_tab_line_chosen(self, message: TabLine.Chosen) -> None:
        """A tab was clicked."""
        self.okrtui.action_go(message.id)

    def on_title_line_pressed(self) -> None:
        """The words about sync were clicked."""
        self.okrtui.open_standing()

    def toggle_help(self) -> None:
        """Open the help, or close it."""
        panel = self.query("HelpPanel")
        if panel:
            panel.remove()
            return
        from okrtui.widgets.help import HelpPanel

        help = HelpPanel(self.own_bindings(), self.help_legend(), glyphs=self.glyphs)
        self.mount(help)
        self._fit_help()
        help.focus()

    def on_resize(self) -> None:
        """Keep the help between the frame lines."""
        self._fit_help()

    def _fit_help(self) -> None:
        for panel in self.query("HelpPanel"):
            panel.styles.height = max(1, self.app.size.height - _FRAME_LINES)

    def on_help_panel_closed(self) -> None:
        """The help was read."""
        self.query("HelpPanel").remove()

    def action_back(self) -> None:
        """Go back to the screen below; a mode's first screen stays."""
        if len(self.app.screen_stack) > 1:
            self.app.pop_screen()


def _unoffered(active: ActiveBinding) -> ActiveBinding:
    """A binding that changes something, without its place in the key line."""
    if active.binding.action.removeprefix("app.") not in _CHANGING:
        return active
    return active._replace(binding=replace(active.binding, show=False))
