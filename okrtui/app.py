"""The Textual app: modes, palette, themes, and the road from a change to the screen. Nothing else."""

import os
import sys
from collections.abc import Callable, Iterable
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any, ClassVar, TypeVar

from textual.app import App, SystemCommand
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.reactive import reactive
from textual.screen import Screen

from okrtui.okr.cadence import week_of
from okrtui.screens.base import OkrScreen
from okrtui.screens.modes import MODES, TABS
from okrtui.storage.errors import StoreError
from okrtui.storage.sync import SyncState
from okrtui.widgets.frame import Title
from okrtui.widgets.glyphs import GlyphSet, glyphs_for
from okrtui.widgets.palette import THEMES
from okrtui.widgets.tones import Tone
from okrtui.workspace.errors import UsageError
from okrtui.workspace.live import Live
from okrtui.workspace.workspace import Change, Workspace

T = TypeVar("T")
_TICK = 15.0


class OkrtuiApp(App[str]):
    """okrtui on a terminal. Its result is a text to print once the terminal is the shell's again."""

    TITLE = "okrtui"
    CSS_PATH = "app.tcss"
    BINDING_GROUP_TITLE = "Everywhere"
    BINDINGS: ClassVar[list[BindingType]] = [
        *(Binding(tab.key, f"go('{tab.id}')", tab.name, show=False, id=f"app.{tab.id}") for tab in TABS),
        Binding("u", "undo", "undo", id="app.undo", tooltip="take back your own last act"),
        Binding("U", "redo", "redo", show=False, id="app.redo"),
        Binding("exclamation_mark", "conflicts", "conflicts", show=False, id="app.conflicts"),
        Binding("question_mark", "help", "help", show=False, id="app.help"),
        Binding("ctrl+p", "command_palette", "anything", id="app.palette"),
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

    def __init__(self, workspace: Workspace | None, data: Path, *, start: str = "week", is_live: bool = True) -> None:
        """`start` is the mode to open; `is_live` keeps the folder in step while the app is open."""
        super().__init__()
        self.opened = workspace
        self.data = data
        self.glyphs: GlyphSet = glyphs_for(sys.__stdout__.encoding if sys.__stdout__ else None, os.environ.get("TERM"))
        self._start = start
        self._is_live = is_live
        self._live: Live | None = None

    @property
    def workspace(self) -> Workspace:
        """The open workspace. Raises RuntimeError while the welcome is still asking for one."""
        if self.opened is None:
            raise RuntimeError("no workspace is open yet")
        return self.opened

    # --- opening and closing

    def on_mount(self) -> None:
        """Choose the look, and open the first screen."""
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = "ansi-dark" if self.no_color else THEMES[0].name
        for mode, make in MODES.items():
            self.add_mode(mode, make)
        self.set_interval(_TICK, self._tick)
        if self.opened is None:
            from okrtui.screens.welcome import WelcomeScreen

            self.push_screen(WelcomeScreen(self.data))
        else:
            self.open(self.opened)

    def open(self, workspace: Workspace) -> None:
        """Show a workspace, and keep it in step from now on."""
        self.opened = workspace
        workspace.subscribe(lambda change: self._post(self.Changed(change)))
        self.switch_mode(self._start)
        if self._is_live:
            self.call_after_refresh(self._go_live)

    def _go_live(self) -> None:
        self._live = Live(self.workspace, lambda state: self._post(self.Met(state)))
        self._live.start()

    def _post(self, message: Message) -> None:
        """Post from any thread, unless the app is closing."""
        if self.is_running:
            self.post_message(message)

    async def on_unmount(self) -> None:
        """Push what waits and write the snapshot."""
        if self._live is not None:
            self._live.stop()
        elif self.opened is not None:
            self.opened.close()

    # --- the road of a change

    def on_okrtui_app_changed(self, message: Changed) -> None:
        """Let every screen bring the rows up to date that show it, and tell of a teammate's change."""
        for screen in self._every_screen():
            screen.workspace_changed(message.change)
        self._refresh_titles()
        if message.change.lines:
            self._tell_of(message.change)

    def on_okrtui_app_met(self, message: Met) -> None:
        """Show how replica and folder stand."""
        self.sync_state = message.state
        self._refresh_titles()

    def _tell_of(self, change: Change) -> None:
        from okrtui.workspace.news import tell

        told = tell(self.workspace, change.lines[-20:])
        if told:
            more = f" and {len(told) - 1} more" if len(told) > 1 else ""
            self.say(told[-1].sentence + more, tone=Tone.MUTED)

    def act(self, work: Callable[[], T], then: Callable[[T], None] | None = None) -> None:
        """Do something that writes, in a worker; then show its result. What goes wrong is said in one line."""

        def run() -> None:
            try:
                result = work()
            except (UsageError, StoreError, ValueError) as error:
                self.call_from_thread(self.say, str(error), tone=Tone.BAD, seconds=12.0)
                return
            if then is not None:
                self.call_from_thread(then, result)

        self.run_worker(run, thread=True, exit_on_error=True, group="acts")

    def say(self, text: str, hint: str = "", tone: Tone = Tone.PLAIN, seconds: float = 6.0) -> None:
        """Say what has happened, in the line at the bottom."""
        screen = self.screen
        if isinstance(screen, OkrScreen):
            screen.say(text, hint, tone, seconds)
        else:
            self.notify(text, markup=False)

    # --- the frame

    def _tick(self) -> None:
        if self.opened is not None:
            self.opened.pass_day()
            self._refresh_titles()

    def _refresh_titles(self) -> None:
        for screen in self._every_screen():
            screen.refresh_title()

    def _every_screen(self) -> Iterable[OkrScreen]:
        stacks = self._screen_stacks.values()
        return [screen for stack in stacks for screen in stack if isinstance(screen, OkrScreen)]

    def title_now(self) -> Title:
        """What the first line says now."""
        if self.opened is None:
            return Title("okrtui")
        workspace = self.opened
        with workspace.lock:
            company = workspace.company
            cycle = company.current_cycle(workspace.today)
            week = week_of(workspace.today, cycle.start, cycle.end) if cycle else None
            period = cycle.name if cycle else ""
            if week:
                period += f" {self.glyphs.dot} week {week.number}/{week.total}"
            words, tone = self._sync_words()
            now: datetime = workspace.moment.now(company.workspace().time_zone)
            name = company.workspace().name or workspace.config.name
            return Title(name, period, words, tone, company.title(workspace.person), f"{now.hour}:{now.minute:02}")

    def _sync_words(self) -> tuple[str, Tone]:
        state, glyphs = self.sync_state, self.glyphs
        contested = sum(1 for _ in self.workspace.replica.state.contested())
        if contested:
            return f"{glyphs.conflict} {contested} conflict{'s' if contested > 1 else ''}", Tone.CLASH
        if state is None:
            return "", Tone.MUTED
        if state.away:
            return f"{glyphs.not_started} folder away", Tone.CAUTION
        if state.pending:
            return f"{state.pending} waiting", Tone.MUTED
        if state.missing:
            return f"{state.missing} on the way", Tone.MUTED
        return f"{glyphs.achieved} in step", Tone.MUTED

    # --- actions

    def action_go(self, mode: str) -> None:
        """Open a mode."""
        if self.opened is not None and mode != self.current_mode:
            self.switch_mode(mode)

    def action_undo(self) -> None:
        """Take back one's own last act."""
        from okrtui.workspace.undoing import undo

        self.act(partial(undo, self.workspace), partial(self._taken_back, "Taken back", "U redo"))

    def action_redo(self) -> None:
        """Do again what was undone last."""
        from okrtui.workspace.undoing import redo

        self.act(partial(redo, self.workspace), partial(self._taken_back, "Done again", "u undo"))

    def _taken_back(self, word: str, hint: str, outcome: Any) -> None:
        title = next((t for _, id in outcome.objects if (t := self.workspace.company.title(id))), "")
        text = f"{word}: {title}" if title else word
        if outcome.kept:
            _, _, field, person = outcome.kept[0]
            text += f"; {field.replace('_', ' ')} stays, {self.workspace.company.title(person)} changed it since"
        self.say(text, hint)

    def action_conflicts(self) -> None:
        """Choose between the values that people wrote at the same time."""
        from okrtui.screens.conflicts import ConflictsScreen

        if self.opened is not None:
            self.push_screen(ConflictsScreen())

    def action_help(self) -> None:
        """Show the keys of the screen."""
        screen = self.screen
        if isinstance(screen, OkrScreen):
            screen.toggle_help()

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """The commands of the palette: every named binding, and the looks."""
        for _, binding, enabled, _ in screen.active_bindings.values():
            if enabled and binding.description and not binding.system and binding.action != "command_palette":
                title = binding.description[:1].upper() + binding.description[1:]
                yield SystemCommand(title, binding.tooltip, partial(screen.run_action, binding.action))
        for theme in THEMES:
            name = theme.name.removeprefix("okrtui-")
            yield SystemCommand(
                f"Look: {name}", "the colours of the screen", partial(setattr, self, "theme", theme.name)
            )


def run_app(workspace: Workspace | None, data: Path, *, start: str = "week") -> str | None:
    """Run the app until its user leaves; the text to print then, if any."""
    return OkrtuiApp(workspace, data, start=start).run()


def run_checkin(workspace: Workspace, data: Path) -> str | None:
    """Run only the check-in wizard; a paragraph on what was checked in."""
    return run_app(workspace, data, start="checkin")
