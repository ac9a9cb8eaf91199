"""What the looks back have in common: read in a worker, shown as lines, the cursor on what they name."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import PurePath
from typing import ClassVar, Generic, TypeVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.getters import query_one

from okrtui.okr.coach.scene import Figures
from okrtui.screens.detail_line import DetailLine, Setting
from okrtui.screens.detail_view import DetailView
from okrtui.screens.keeping_up import KeepsUp
from okrtui.screens.keys_ahead import KeysAhead
from okrtui.screens.objects import DECIDED_BY_ENTER, DETAILED, ObjectScreen, Subject
from okrtui.widgets.glyphs import GlyphSet
from okrtui.widgets.outline import Outline
from okrtui.widgets.tones import Tone
from okrtui.workspace.view import View
from okrtui.workspace.visits import when

_T = TypeVar("_T")
_FEW = 60
"""So many units a key press may wait for; those of a larger company are looked at in a worker."""
_READING = [DetailLine("reading", [("  Reading…", Tone.MUTED)])]


class LookBackView(DetailView):
    """Lines that somebody else makes."""

    BINDING_GROUP_TITLE = "In the look back"

    def __init__(self, workspace: View, lines: Callable[[Setting], Sequence[DetailLine]], *, glyphs: GlyphSet) -> None:
        super().__init__(workspace, glyphs=glyphs)
        self._make = lines
        self._shown = ("", "")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """There is no number to explain here, and no finding."""
        return action not in ("explain", "mend", "set_aside") and super().check_action(action, parameters)

    def _read(self, width: int) -> list[DetailLine]:
        view = self._workspace
        with view.lock:
            return list(self._make(Setting(width, self._glyphs, view.today, when=partial(when, view))))


class LookBackScreen(ObjectScreen, KeepsUp, KeysAhead, Generic[_T]):
    """A look back. Subclasses say what is read, and which lines that makes."""

    TAB = "reviews"
    CSS_PATH: ClassVar[list[str | PurePath]] = ["looking_back.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("c", "check_in", "check in", show=False, id="object.check_in", tooltip="say where it stands"),
        Binding("e", "edit", "edit", show=False, id="object.edit"),
        Binding("escape", "back", "back", id="screen.back"),
    ]

    view = query_one(LookBackView)

    content: _T | None = None
    """What was read last."""
    _is_reading = False
    _read_again = False
    _is_forgotten = False
    """Whether what is being read is not what one wants to look at any more."""

    def look(self) -> _T:
        """Read it; may be asked in a worker. Raises what reading raises."""
        raise NotImplementedError

    def lines(self, content: _T, setting: Setting) -> Sequence[DetailLine]:
        """Its lines."""
        raise NotImplementedError

    def compose_body(self) -> ComposeResult:
        """Everything is one view."""
        yield LookBackView(self.workspace, self._lines, glyphs=self.glyphs)

    def on_mount(self) -> None:
        """Show it."""
        self.view.focus()
        self.read()

    def _lines(self, setting: Setting) -> Sequence[DetailLine]:
        return _READING if self.content is None else self.lines(self.content, setting)

    def original(self, key_result: str) -> Figures | None:
        """What a key result was first aimed at, as far as the coach has looked."""
        coaching = self.okrtui.coaching
        return coaching.original(key_result) if coaching else None

    # --- reading

    def read(self) -> None:
        """Look anew, in a worker where that takes long."""
        if self._is_reading:
            self._read_again = True
        elif sum(1 for _ in self.workspace.company.live("unit")) > _FEW:
            self._is_reading = True
            self.okrtui.act(self.look, self._take_read, self._lost)
        else:
            try:
                self._take(self.look())
            except ValueError as error:  # what one looks back on was deleted
                self._lost(str(error))

    def _take_read(self, content: _T) -> None:
        self._is_reading = False
        is_forgotten, self._is_forgotten = self._is_forgotten, False
        if self._read_again:
            self._read_again = False
            self.read()
        if not is_forgotten:
            self._take(content)

    def _lost(self, why: str) -> None:
        self._is_reading = False
        self.okrtui.say_trouble(why)
        self.has_read()

    def _take(self, content: _T) -> None:
        self.content = content
        for view in self.query(LookBackView):
            view.bring_up_to_date()
        self.refresh_bindings()
        self.has_read()

    def forget(self) -> None:
        """Look at something else: back to the top."""
        self.content = None
        self._is_forgotten = self._is_reading
        self.unread()
        self.view.bring_up_to_date()
        self.read()
        self.view.action_first()
        self.view.scroll_home(animate=False, force=True)

    def bring_up_to_date(self) -> None:
        """Look anew."""
        self.read()

    # --- where one is

    def subject(self) -> Subject | None:
        """What the cursor is on."""
        return self.view.subject

    def on_outline_selected(self, message: Outline.Selected) -> None:
        """Enter opens what the cursor is on."""
        from okrtui.screens.detail import DetailScreen

        kind, id = self.subject() or ("", "")
        if kind in DECIDED_BY_ENTER:
            self.action_block()
        elif kind in DETAILED and message.key != "self":
            self.app.push_screen(DetailScreen(kind, id, cycle=self.cycle_here()))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Nothing is made or deleted in a look back."""
        if action in ("new", "delete", "mend", "reading", "localize"):
            return False
        kind = (self.subject() or ("", ""))[0] if self.is_mounted else ""
        if action in ("check_in", "edit", "block", "history"):
            return kind in ("objective", "key_result") or (action == "block" and kind == "blocker")
        return super().check_action(action, parameters)
