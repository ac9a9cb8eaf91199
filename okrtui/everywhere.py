"""What one can do everywhere: the keys of the app, whichever screen shows."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar, cast

from textual.binding import Binding, BindingType

from okrtui.following import FollowingApp
from okrtui.screens.base import OkrScreen
from okrtui.screens.modes import TABS

if TYPE_CHECKING:
    from okrtui.app import OkrtuiApp

_LAST_ACTS = 2.0
_INSIDE = ("go", "undo", "redo", "conflicts", "findings", "sync", "settings", "palette", "thank", "remark", "wall")
"""The actions that need an open workspace."""


class EverywhereApp(FollowingApp):
    """An app with modes to go to, and what is done in one as in the other."""

    BINDING_GROUP_TITLE = "Everywhere"
    BINDINGS: ClassVar[list[BindingType]] = [
        *(Binding(tab.key, f"go('{tab.id}')", tab.name, show=False, id=f"app.{tab.id}") for tab in TABS),
        Binding("u", "undo", "undo", id="app.undo", tooltip="take back your own last act"),
        Binding("U", "redo", "redo", show=False, id="app.redo"),
        Binding("exclamation_mark", "conflicts", "conflicts", show=False, id="app.conflicts"),
        Binding("F", "findings", "the coach's findings", show=False, id="app.findings", tooltip="everything it found"),
        Binding("S", "sync", "sync", show=False, id="app.sync", tooltip="how you and the folder stand"),
        Binding("E", "settings", "edit the workspace", show=False, id="app.settings", tooltip="vision, method, limits"),
        Binding("K", "thank", "recognize", show=False, id="app.thank", tooltip="thank someone"),
        Binding("at", "remark", "comment", show=False, id="app.remark", tooltip="on what is here"),
        Binding("V", "wall", "the wall", show=False, id="app.wall", tooltip="who was recognized, and what for"),
        Binding("question_mark", "help", "help", show=False, id="app.help"),
        Binding("ctrl+p", "palette", "anything", id="app.palette", tooltip="commands, people, objectives"),
        Binding("q", "quit", "quit", id="app.quit"),
    ]

    @property
    def is_wizard(self) -> bool:
        """Whether this is only the wizard of `okrtui checkin`: there are no other modes to go to."""
        raise NotImplementedError

    @property
    def _whole(self) -> "OkrtuiApp":
        """The app, as screens know it."""
        return cast("OkrtuiApp", self)

    # --- going somewhere

    def action_go(self, mode: str) -> None:
        """Open a mode."""
        if self.opened is not None and mode != self.current_mode:
            self.switch_mode(mode)

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

    def action_conflicts(self) -> None:
        """Choose between what people wrote at the same time: in what the cursor is on, else in everything."""
        from okrtui.screens.conflicts import open_conflicts

        subject, field = self.screen.in_dispute() if isinstance(self.screen, OkrScreen) else (None, "")
        open_conflicts(self._whole, subject, field)

    def action_findings(self) -> None:
        """Look at everything that the coach found."""
        from okrtui.screens.findings import FindingsScreen

        if not isinstance(self.screen, FindingsScreen):
            self.push_screen(FindingsScreen())

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

    # --- doing something

    def action_undo(self) -> None:
        """Take back one's own last act."""
        if self._is_past():
            return
        from okrtui.workspace.undoing import undo

        self._whole.carry_out(partial(undo, self.workspace), partial(self._taken_back, "Taken back", "U redo"))

    def action_redo(self) -> None:
        """Do again what was undone last."""
        if self._is_past():
            return
        from okrtui.workspace.undoing import redo

        self._whole.carry_out(partial(redo, self.workspace), partial(self._taken_back, "Done again", "u undo"))

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

    def action_thank(self) -> None:
        """Thank a person or a unit, for all to see."""
        from okrtui.screens.voices import thank

        thank(self._whole)

    def action_remark(self) -> None:
        """Comment on what the cursor is on."""
        from okrtui.screens.voices import remark

        remark(self._whole)

    def action_settings(self) -> None:
        """Edit the settings of the workspace: its vision, its method, the limits."""
        if self._is_past():
            return
        from okrtui.screens.forms import FormScreen, edit_settings

        if not isinstance(self.screen, FormScreen):
            edit_settings(self._whole)

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
