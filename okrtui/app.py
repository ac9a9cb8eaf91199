"""The Textual app: how it opens, and how it looks."""

import gc
import os
import sys
from functools import partial
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.geometry import Size

from okrtui.keys_in_order import KeysInOrderApp
from okrtui.screens.modes import MODES, warm
from okrtui.widgets.glyphs import glyphs_for
from okrtui.widgets.palette import THEMES
from okrtui.workspace.nudging import keep_nudge
from okrtui.workspace.workspace import Workspace

if TYPE_CHECKING:
    from okrtui.settings import Settings

_TICK = 15.0
_LEAST_SIZE = (60, 16)


class OkrtuiApp(KeysInOrderApp):
    """okrtui on a terminal. Its result is a text to print once the terminal is the shell's again."""

    TITLE = "okrtui"
    CSS_PATH: ClassVar[list[str | PurePath]] = ["app.tcss", "screens/pane.tcss"]
    """The first screen's too: what a screen brings along has Textual parse everything anew."""
    ENABLE_COMMAND_PALETTE = False
    MODES = MODES

    def __init__(self, workspace: Workspace | None, data: Path, *, start: str = "week", is_live: bool = True) -> None:
        """`start` is the mode to open; `is_live` keeps the folder in step while the app is open."""
        if workspace is not None:
            self.DEFAULT_MODE = start  # type: ignore[misc]  # Textual has it by class: no blank screen is shown before
        # Decided here, once and for all: only a terminal's own colours can be left out altogether.
        super().__init__(ansi_color=True if "NO_COLOR" in os.environ else None)
        self.opened = workspace
        self.data = data
        self.glyphs = glyphs_for(sys.__stdout__.encoding if sys.__stdout__ else None, os.environ.get("TERM"))
        self.settings: Settings | None = None
        """What the user has set, to be given before the app runs."""
        self.trouble = ""
        """What to say once the first screen is there."""
        self.drafts: dict[str, dict[str, str]] = {}
        """What was typed into forms that were left unsaved: the texts of their fields, by what the form is for."""
        self._start = start
        self._styled = ""
        self._is_live = is_live

    @property
    def is_wizard(self) -> bool:
        """Whether this is only the wizard of `okrtui checkin`: there are no other modes to go to."""
        return self._start == "checkin"

    # --- opening

    def on_mount(self) -> None:
        """Choose the keys, and open the workspace or the welcome."""
        if self.settings:
            self.set_keymap(self.settings.keys)
        self.set_interval(_TICK, self._tick)
        if self.opened is None:
            from okrtui.screens.welcome import WelcomeScreen

            self.push_screen(WelcomeScreen())
        else:
            self.open(self.opened)

    def open(self, workspace: Workspace) -> None:
        """Show a workspace, and keep it in step from now on."""
        self.opened = workspace
        self.follow(workspace)
        keep_nudge(workspace)
        self.switch_mode(self._start)
        self.call_after_refresh(self._after_first_paint)

    def _after_first_paint(self) -> None:
        self.keep_in_step(is_live=self._is_live)
        if not self.is_wizard:
            self._begin_telling()
            self.act(warm)
            self.act(self.workspace.make_figures)
        self._mind_size(self.size)
        if self.trouble:
            self.say_trouble(self.trouble)

    def _begin_telling(self) -> None:
        from okrtui.screens.telling import Telling

        self.telling = Telling(self)
        self.telling.begin()

    def _tick(self) -> None:
        if self.opened is not None:
            if self.opened.pass_day():
                self.day_begins(self.opened)
                self.act(self.opened.make_figures)
            self._show_title()

    # --- the look

    def on_load(self) -> None:
        """Choose the look, before anything is styled in another."""
        for theme in THEMES:
            self.register_theme(theme)
        look = self.settings.look if self.settings else ""
        name = "ansi-dark" if self.no_color else f"okrtui-{look}" if look else THEMES[0].name
        self.set_reactive(OkrtuiApp.theme, name)
        self.stylesheet.set_variables(self.get_css_variables())
        self._styled = name

    def on_ready(self) -> None:
        """The first screen is there; see `run_app`."""
        gc.enable()

    def refresh_css(self, animate: bool = True) -> None:
        """Style everything anew, but not where the colours are what they were: Textual asks at every start."""
        if self.theme != self._styled:
            self._styled = self.theme
            super().refresh_css(animate)

    def choose_look(self, name: str) -> None:
        """Change the colours, now and for the next time."""
        from okrtui.settings_file import keep_look, settings_path

        self.theme = f"okrtui-{name}"
        path = settings_path()
        self.act(partial(keep_look, path, name), lambda _: self.say(f"Look: {name}, kept in {path}"))

    # --- the room there is

    def on_resize(self, event: events.Resize) -> None:
        """Say so where the terminal is too small for any screen, rather than show a broken one."""
        self._mind_size(event.size)

    def _mind_size(self, size: Size) -> None:
        from okrtui.screens.too_small import TooSmallScreen

        is_small = size.width < _LEAST_SIZE[0] or size.height < _LEAST_SIZE[1]
        if is_small and not isinstance(self.screen, TooSmallScreen):
            self.push_screen(TooSmallScreen(_LEAST_SIZE))
        elif not is_small and isinstance(self.screen, TooSmallScreen):
            self.pop_screen()


def run_app(workspace: Workspace | None, data: Path, *, start: str = "week") -> str | None:
    """Run the app until its user leaves; the text to print then, if any."""
    from okrtui.settings_file import SettingsError, read_settings, settings_path

    app = OkrtuiApp(workspace, data, start=start)
    try:
        app.settings = read_settings(settings_path())
    except SettingsError as error:
        app.trouble = str(error)
    gc.disable()  # What comes into being now stays: collecting would only hold up the first screen.
    said = app.run()
    app.finish_hooks()
    return "\n".join(text for text in (said, app.farewell) if text) or None


def run_checkin(workspace: Workspace, data: Path) -> str | None:
    """Run only the check-in wizard; a paragraph on what was checked in."""
    return run_app(workspace, data, start="checkin")
