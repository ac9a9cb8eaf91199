"""The Textual app: modes, palette, themes, and the road from a change to the screen. Nothing else."""

import asyncio
import gc
import os
import sys
import threading
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import partial
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any, ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive

from okrtui.reminding import RemindingApp
from okrtui.screens.base import OkrScreen
from okrtui.screens.modes import MODES, TABS, warm
from okrtui.screens.title import title_of
from okrtui.storage.sync import SyncState
from okrtui.widgets.frame import Title
from okrtui.widgets.glyphs import GlyphSet, glyphs_for
from okrtui.widgets.palette import THEMES
from okrtui.widgets.tones import Tone
from okrtui.workspace.nudging import keep_nudge, leave_nudge
from okrtui.workspace.workspace import Change, Workspace

if TYPE_CHECKING:
    from okrtui.screens.coaching import Coaching
    from okrtui.screens.telling import Telling
    from okrtui.settings import Settings
    from okrtui.workspace.clashes import Clashes
    from okrtui.workspace.live import Live

_TICK = 15.0
_LAST_ACTS = 2.0
_LAST_PUSH = 2.0
_LATER = 3.0
_LEAST_SIZE = (60, 16)
_INSIDE = ("go", "undo", "redo", "conflicts", "findings", "sync", "settings", "palette", "thank", "remark", "wall")
"""The actions that need an open workspace."""


class OkrtuiApp(RemindingApp):
    """okrtui on a terminal. Its result is a text to print once the terminal is the shell's again."""

    TITLE = "okrtui"
    CSS_PATH: ClassVar[list[str | PurePath]] = ["app.tcss", "screens/pane.tcss"]
    """The first screen's too: what a screen brings along has Textual parse everything anew."""
    ENABLE_COMMAND_PALETTE = False
    MODES = MODES
    BINDING_GROUP_TITLE = "Everywhere"
    BINDINGS: ClassVar[list[BindingType]] = [
        *(Binding(tab.key, f"go('{tab.id}')", tab.name, show=False, id=f"app.{tab.id}") for tab in TABS),
        Binding("u", "undo", "undo", id="app.undo", tooltip="take back your own last act"),
        Binding("U", "redo", "redo", show=False, id="app.redo"),
        Binding("exclamation_mark", "conflicts", "conflicts", show=False, id="app.conflicts"),
        Binding("F", "findings", "the coach's findings", show=False, id="app.findings", tooltip="everything it found"),
        Binding("S", "sync", "sync", show=False, id="app.sync", tooltip="how you and the folder stand"),
        Binding("E", "settings", "edit the workspace", show=False, id="app.settings", tooltip="vision, method, limits"),
        # Before the list sees them, so that no letter of what is written is taken for a command.
        Binding("K", "thank", "recognize", show=False, priority=True, id="app.thank", tooltip="thank someone"),
        Binding("at", "remark", "comment", show=False, priority=True, id="app.remark", tooltip="on what is here"),
        Binding("V", "wall", "the wall", show=False, id="app.wall", tooltip="who was recognized, and what for"),
        Binding("question_mark", "help", "help", show=False, id="app.help"),
        Binding("ctrl+p", "palette", "anything", id="app.palette", tooltip="commands, people, objectives"),
        Binding("q", "quit", "quit", id="app.quit"),
    ]

    sync_state: reactive[SyncState | None] = reactive(None)
    """How the replica and its folder stand; None before the first look."""

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

    def __init__(self, workspace: Workspace | None, data: Path, *, start: str = "week", is_live: bool = True) -> None:
        """`start` is the mode to open; `is_live` keeps the folder in step while the app is open."""
        if workspace is not None:
            self.DEFAULT_MODE = start  # type: ignore[misc]  # Textual has it by class: no blank screen is shown before
        # Decided here, once and for all: only a terminal's own colours can be left out altogether.
        super().__init__(ansi_color=True if "NO_COLOR" in os.environ else None)
        self.opened = workspace
        self.data = data
        self.glyphs: GlyphSet = glyphs_for(sys.__stdout__.encoding if sys.__stdout__ else None, os.environ.get("TERM"))
        self.settings: Settings | None = None
        """What the user has set, to be given before the app runs."""
        self.trouble = ""
        """What to say once the first screen is there."""
        self.drafts: dict[str, dict[str, str]] = {}
        """What was typed into forms that were left unsaved: the texts of their fields, by what the form is for."""
        self._start = start
        self._styled = ""
        self._is_live = is_live
        self._live: Live | None = None
        self._clashes: Clashes | None = None
        self.telling: Telling | None = None
        """What tells of what is for oneself; None until the first screen is there, and in the check-in by itself."""
        self.coaching: Coaching | None = None
        """The coach; None until it has looked at everything once, and where there is no workspace."""

    @property
    def workspace(self) -> Workspace:
        """The open workspace. Raises RuntimeError while the welcome is still asking for one."""
        if self.opened is None:
            raise RuntimeError("no workspace is open yet")
        return self.opened

    @property
    def is_wizard(self) -> bool:
        """Whether this is only the wizard of `okrtui checkin`: there are no other modes to go to."""
        return self._start == "checkin"

    @property
    def live(self) -> "Live | None":
        """What keeps the workspace in step with its folder; None where nothing does."""
        return self._live

    # --- opening and closing

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
        workspace.subscribe(lambda change: self._post(self.Changed(change)))
        keep_nudge(workspace)
        self.switch_mode(self._start)
        self.call_after_refresh(self._after_first_paint)

    def _after_first_paint(self) -> None:
        # Imported now: the first screen was not to wait for them.
        from okrtui.screens.coaching import Coaching
        from okrtui.workspace.clashes import Clashes
        from okrtui.workspace.live import Live

        self.begin_hooks(self.workspace, self.is_receiving)
        self.act(partial(Clashes, self.workspace), self._take_clashes)
        self.act(partial(Coaching, self.workspace, lambda: self._post(self.Coached())), self._take_coaching)
        if self._is_live:
            self._live = Live(
                self.workspace,
                lambda state: self._post(self.Met(state)),
                lambda done, total: self._post(self.Received()),
            )
            self._live.start()
        if not self.is_wizard:
            self._begin_telling()
            self.act(warm)
        self._mind_size(self.size)
        if self.trouble:
            self.say_trouble(self.trouble)

    def _begin_telling(self) -> None:
        from okrtui.screens.telling import Telling

        self.telling = Telling(self)
        self.telling.begin()

    def is_receiving(self) -> bool:
        """Whether a long pull goes on; then the title says how far it is."""
        return self._live is not None and self._live.receiving is not None

    def _take_clashes(self, clashes: "Clashes") -> None:
        self._clashes = clashes
        self._show_title()

    def _take_coaching(self, coaching: "Coaching") -> None:
        self.coaching = coaching
        self.on_okrtui_app_coached()

    def _post(self, message: Message) -> None:
        """Post from any thread, unless the app is closing."""
        if self.is_running:
            self.post_message(message)

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

    async def on_event(self, event: events.Event) -> None:
        """Keep a key back that nobody who types has taken, and for which the screen is not ready yet."""
        is_kept = isinstance(event, events.Key) and event.is_forwarded and self._holds_back(event)
        if not is_kept:
            await super().on_event(event)

    def _holds_back(self, key: events.Key) -> bool:
        return isinstance(self.screen, OkrScreen) and self.screen.holds_back(key)

    # --- the road of a change

    def on_okrtui_app_changed(self, message: Changed) -> None:
        """Let every screen bring the rows up to date that show it, and tell of a teammate's change."""
        for screen in self._every_screen():
            screen.workspace_changed(message.change)
        self._show_title()
        if self.telling is not None:
            self.telling.heard(message.change)
        if message.change.lines and not self.is_receiving():
            self._tell_of(message.change)

    def on_okrtui_app_met(self, message: Met) -> None:
        """Show how replica and folder stand."""
        self.sync_state = message.state
        self.on_okrtui_app_received()

    def on_okrtui_app_received(self) -> None:
        """Show how far a long pull is."""
        self._show_title()
        for screen in self._every_screen():
            screen.folder_met()

    def on_okrtui_app_coached(self) -> None:
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

    # --- the frame

    def _tick(self) -> None:
        if self.opened is not None:
            if self.opened.pass_day():
                self.day_begins(self.opened)
            self._show_title()

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

    # --- actions

    def action_go(self, mode: str) -> None:
        """Open a mode."""
        if self.opened is not None and mode != self.current_mode:
            self.switch_mode(mode)

    def action_undo(self) -> None:
        """Take back one's own last act."""
        if self._is_past():
            return
        from okrtui.workspace.undoing import undo

        self.act(partial(undo, self.workspace), partial(self._taken_back, "Taken back", "U redo"))

    def action_redo(self) -> None:
        """Do again what was undone last."""
        if self._is_past():
            return
        from okrtui.workspace.undoing import redo

        self.act(partial(redo, self.workspace), partial(self._taken_back, "Done again", "u undo"))

    def _is_past(self) -> bool:
        """Whether the past shows, where one would not see what one does; the screen says so."""
        return isinstance(self.screen, OkrScreen) and self.screen.refuses_changes()

    def _taken_back(self, word: str, hint: str, outcome: Any) -> None:
        title = next((t for _, id in outcome.objects if (t := self.workspace.company.title(id))), "")
        text = f"{word}: {title}" if title else word
        if outcome.kept:
            _, _, field, person = outcome.kept[0]
            text += f"; {field.replace('_', ' ')} stays, {self.workspace.company.title(person)} changed it since"
        self.say(text, hint)

    def action_conflicts(self) -> None:
        """Choose between what people wrote at the same time: in what the cursor is on, else in everything."""
        from okrtui.screens.conflicts import open_conflicts

        subject, field = self.screen.in_dispute() if isinstance(self.screen, OkrScreen) else (None, "")
        open_conflicts(self, subject, field)

    def action_findings(self) -> None:
        """Look at everything that the coach found."""
        from okrtui.screens.findings import FindingsScreen

        if not isinstance(self.screen, FindingsScreen):
            self.push_screen(FindingsScreen())

    def action_thank(self) -> None:
        """Thank a person or a unit, for all to see."""
        from okrtui.screens.voices import thank

        thank(self)

    def action_remark(self) -> None:
        """Comment on what the cursor is on."""
        from okrtui.screens.voices import remark

        remark(self)

    def action_wall(self) -> None:
        """Look at who was recognized, and what for."""
        from okrtui.screens.wall import WallScreen

        if not isinstance(self.screen, WallScreen):
            self.push_screen(WallScreen())

    def action_sync(self) -> None:
        """Look at how this replica and its folder stand."""
        from okrtui.screens.sync import SyncScreen

        if not isinstance(self.screen, SyncScreen):
            self.push_screen(SyncScreen())

    def open_standing(self) -> None:
        """Open what the words about sync in the first line speak of."""
        if self._clashes is not None and self._clashes.conflicts:
            self.action_conflicts()
        else:
            self.action_sync()

    def action_settings(self) -> None:
        """Edit the settings of the workspace: its vision, its method, the limits."""
        if self._is_past():
            return
        from okrtui.screens.forms import FormScreen, edit_settings

        if not isinstance(self.screen, FormScreen):
            edit_settings(self)

    def action_palette(self) -> None:
        """Find a command, a person, an objective or a key result by its name."""
        from okrtui.screens.palette import PaletteScreen

        screen = self.screen
        bindings = screen.own_bindings() if isinstance(screen, OkrScreen) else []
        self.push_screen(PaletteScreen(bindings), self._do)

    def _do(self, chosen: Callable[[], object] | None) -> None:
        if chosen is not None:
            self.call_next(chosen)

    def action_help(self) -> None:
        """Show the keys of the screen."""
        screen = self.screen
        if isinstance(screen, OkrScreen):
            screen.toggle_help()

    async def action_quit(self) -> None:
        """Leave; what was begun is finished first, but no longer than a moment."""
        acts = [worker.wait() for worker in self.workers if worker.group == "acts"]
        if acts:
            with suppress(asyncio.TimeoutError):
                await asyncio.wait_for(asyncio.gather(*acts, return_exceptions=True), _LAST_ACTS)
        self.exit()

    def action_help_quit(self) -> None:
        """Ctrl+c, pressed by habit: say how to leave."""
        self.say("Nothing was stopped", "q quits")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Nothing that needs a workspace can be done before there is one; where one types, letters are letters."""
        if action in ("thank", "remark") and self.opened is not None:
            return isinstance(self.screen, OkrScreen) and self.screen.takes_commands
        if action == "go" and self.is_wizard:
            return False
        return self.opened is not None or action not in _INSIDE

    async def show(self, kind: str, id: str) -> None:
        """Show an object in the Cascade, a person by their unit."""
        from okrtui.screens.cascade import CascadeScreen
        from okrtui.workspace.jumps import shown_at

        place = shown_at(self.workspace, kind, id)
        if place is None:
            self.say(f"{self.workspace.company.title(id)} belongs to no unit yet")
            return
        await self.switch_mode("cascade")
        while len(self.screen_stack) > 1:
            await self.pop_screen()
        if isinstance(self.screen, CascadeScreen):
            self.screen.show(*place)

    def choose_look(self, name: str) -> None:
        """Change the colours, now and for the next time."""
        from okrtui.settings_file import keep_look, settings_path

        self.theme = f"okrtui-{name}"
        path = settings_path()
        self.act(partial(keep_look, path, name), lambda _: self.say(f"Look: {name}, kept in {path}"))


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
