"""The welcome, where there is no workspace yet: try the demo, join a folder, or create a workspace."""

from functools import partial
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.getters import query_one
from textual.widgets import Static

from okrtui.screens.base import OkrScreen
from okrtui.widgets.cells import align_left
from okrtui.widgets.key_line import KeyLine
from okrtui.widgets.outline import Outline
from okrtui.widgets.rows import Row
from okrtui.widgets.tones import Segments, Tone
from okrtui.workspace.workspace import Change, Workspace

_INTRO = """\
Objectives and key results in your terminal.

Everything lies on this machine, and works without a network.
It meets the others in a folder that you share: no server, no account."""
_WAYS = {
    "demo": ("Try the demo", "forty people in the middle of their quarter"),
    "join": ("Join a folder", "your team has a workspace in a shared folder"),
    "create": ("Create a workspace", "you are the first; the others join you"),
}
_NAME_WIDTH = 22


class WelcomeScreen(OkrScreen):
    """Three ways in. What was typed in one of the forms stays for the next time it opens."""

    CSS_PATH = "welcome.tcss"
    BINDING_GROUP_TITLE = "Welcome"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("d", "enter('demo')", "demo", id="welcome.demo", tooltip=_WAYS["demo"][1]),
        Binding("f", "enter('join')", "join a folder", id="welcome.join", tooltip=_WAYS["join"][1]),
        Binding("n", "enter('create')", "create", id="welcome.create", tooltip=_WAYS["create"][1]),
    ]

    outline = query_one(Outline)

    def __init__(self) -> None:
        super().__init__()
        self.drafts: dict[str, str] = {}
        """What was typed so far, by the name of the field."""
        self._is_building = False

    def compose_body(self) -> ComposeResult:
        """What okrtui is, and the ways in."""
        yield Static(_INTRO, markup=False)
        yield Outline(self._draw, glyphs=self.glyphs)

    def on_mount(self) -> None:
        """Offer the ways in."""
        self.outline.set_rows([Row(way) for way in _WAYS])
        self.outline.focus()

    def workspace_changed(self, change: Change) -> None:
        """Nothing of it shows here."""

    def _draw(self, row: Row, width: int) -> Segments:
        name, words = _WAYS[row.key]
        return [(align_left(name, _NAME_WIDTH), Tone.PLAIN), (words, Tone.MUTED)]

    def on_outline_selected(self, message: Outline.Selected) -> None:
        """Go the way under the cursor."""
        self.action_enter(message.key)

    def action_enter(self, way: str) -> None:
        """Go a way in."""
        from okrtui.screens.founding import CreateScreen, JoinScreen

        self.outline.move_to(way)
        if way == "demo":
            self._try_demo()
        else:
            self.app.push_screen(JoinScreen(self.drafts) if way == "join" else CreateScreen(self.drafts))

    def _try_demo(self) -> None:
        if self._is_building:
            return
        self._is_building = True
        self._show_progress(0, 0)
        self.okrtui.aside(self._build, self.okrtui.open, self._failed)

    def _build(self) -> Workspace:
        from okrtui.demo.build import Options, open_demo
        from okrtui.workspace.founding import open_workspace, system_time_zone
        from okrtui.workspace.workspace import NOW

        def progress(done: int, total: int) -> None:
            self.okrtui.from_thread(partial(self._show_progress, done), total)

        demo = open_demo(self.okrtui.data / "demo", Options(), NOW.today(system_time_zone()), progress)
        return open_workspace(demo.data, demo.workspace)

    def _show_progress(self, done: int, total: int) -> None:
        share = f" {done} of {total} people" if total else ""
        self.query_one(KeyLine).say(f"Building the demo{self.glyphs.ellipsis}{share}", seconds=None)

    def _failed(self, why: str) -> None:
        self._is_building = False
        self.say(why, tone=Tone.BAD, seconds=12.0)
