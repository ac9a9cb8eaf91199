"""The palette: any command, person, unit, objective or key result, found by a few letters of its name."""

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import TYPE_CHECKING, ClassVar, NamedTuple, cast

from textual.app import ComposeResult
from textual.binding import ActiveBinding, Binding, BindingType
from textual.containers import Vertical
from textual.getters import query_one
from textual.screen import ModalScreen
from textual.widgets import Input

from okrtui.okr.kinds import ObjectiveKind
from okrtui.screens.columns import promise
from okrtui.widgets.cells import align_left, fit, width_of
from okrtui.widgets.glyphs import KIND_TAGS
from okrtui.widgets.key_line import KeyLine
from okrtui.widgets.keys import Act, acts_of
from okrtui.widgets.outline import Outline
from okrtui.widgets.palette import THEMES
from okrtui.widgets.rows import Row
from okrtui.widgets.tones import Segments, Tone, length, spread
from okrtui.workspace.jumps import Jump, find_jumps

if TYPE_CHECKING:
    from okrtui.app import OkrtuiApp

Deed = Callable[[], object]
_UNLISTED = ("In a list", "In the filter")
_UNLISTED_KEYS = ("ctrl+p", "escape")
_TAG = 4
_PLACE = 32


class Choice(NamedTuple):
    """A row of the palette: what it is called, a few words at its right, what it does, its kind where it has one."""

    title: str
    words: str
    deed: Deed
    kind: str = ""
    promise: ObjectiveKind | None = None


class PaletteScreen(ModalScreen[Deed]):
    """Asks for a few letters; answers with what is to be done, None for nothing."""

    CSS_PATH = "palette.tcss"
    BINDING_GROUP_TITLE = "Palette"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", "do it", priority=True, id="palette.choose"),
        Binding("up", "move('step', -1)", "up", show=False, id="palette.up"),
        Binding("down", "move('step', 1)", "down", show=False, id="palette.down"),
        Binding("pageup", "move('page', -1)", "page up", show=False, id="palette.page_up"),
        Binding("pagedown", "move('page', 1)", "page down", show=False, id="palette.page_down"),
        Binding("escape,ctrl+p", "dismiss(None)", "close", id="palette.close"),
    ]

    outline = query_one(Outline)
    field = query_one(Input)

    def __init__(self, bindings: Iterable[ActiveBinding]) -> None:
        """`bindings`: those of the screen below, whose acts the palette offers."""
        super().__init__()
        self._below = list(bindings)
        self._commands: list[Choice] = []
        self._choices: dict[str, Choice] = {}
        self._jumps: list[Jump] = []
        self._searched = ""
        self._is_chosen = False

    @property
    def okrtui(self) -> "OkrtuiApp":
        """The app."""
        return cast("OkrtuiApp", self.app)

    def compose(self) -> ComposeResult:
        """The letters, and what they find."""
        glyphs = self.okrtui.glyphs
        self._commands = list(self._offered())
        with Vertical():
            yield Input(compact=True, placeholder="a command, a person, an objective")
            yield Outline(self._draw, empty="Nothing is called so.", glyphs=glyphs)
        yield KeyLine(glyphs=glyphs)

    def on_mount(self) -> None:
        """Offer every command as long as nothing is typed."""
        self._show()
        self.field.focus()

    def _offered(self) -> Iterator[Choice]:
        for act in acts_of(self._below, self.okrtui.glyphs):
            if act.group not in _UNLISTED and act.press not in _UNLISTED_KEYS:
                yield Choice(_title(act), act.keys[0], partial(self.okrtui.press_first, act.press))
        if not self.app.no_color:
            for theme in THEMES:
                name = theme.name.removeprefix("okrtui-")
                yield Choice(f"Look: {name}", "", partial(self.okrtui.choose_look, name))
        if self.okrtui.telling is not None:
            for words, deed in self.okrtui.telling.mutes():
                yield Choice(words, "", deed)

    # --- finding

    def on_input_changed(self) -> None:
        """Show the commands at once, and what else there is when it is found."""
        self.okrtui.act(*self._search())
        self._show()
        self.outline.action_first()

    def _search(self) -> tuple[Callable[[], list[Jump]], Callable[[list[Jump]], None]]:
        said = self.field.value
        return partial(find_jumps, self.okrtui.workspace, said), partial(self._take, said)

    def _take(self, said: str, jumps: list[Jump]) -> None:
        if not self.is_attached or said != self.field.value:
            return
        self._jumps, self._searched = jumps, said
        self._show()
        self.outline.action_first()
        if self._is_chosen:
            self.action_choose()

    def _show(self) -> None:
        words = self.field.value.casefold().split()
        commands = [each for each in self._commands if all(word in each.title.casefold() for word in words)]
        jumps = [
            Choice(jump.title, jump.place, partial(self.okrtui.show, jump.kind, jump.id), jump.kind, jump.promise)
            for jump in self._jumps
        ]
        found = [*commands, *jumps]
        self._choices = {f"{number} {each.title}": each for number, each in enumerate(found)}
        self.outline.set_rows([Row(key) for key in self._choices])

    def _draw(self, row: Row, width: int) -> Segments:
        choice = self._choices[row.key]
        words = choice.words
        if choice.kind in ("person", "unit"):
            words = f"{choice.kind}, {words}" if words else choice.kind
        words = fit(words, _PLACE, self.okrtui.glyphs.ellipsis)
        behind = promise(choice.promise, self.okrtui.glyphs)
        room = width - width_of(words) - _TAG - 3 - length(behind)
        title = fit(choice.title, room, self.okrtui.glyphs.ellipsis)
        tone = Tone.MUTED if choice.kind else Tone.HERE
        tag = align_left(KIND_TAGS.get(choice.kind, ""), _TAG)
        return spread([(tag, Tone.MUTED), (title, Tone.PLAIN), *behind], [(words, tone)], width - 1)

    # --- choosing

    def on_outline_selected(self, message: Outline.Selected) -> None:
        """A double click."""
        self.action_choose()

    def action_move(self, how: str, direction: int) -> None:
        """Move the cursor while the letters keep the focus."""
        if how == "page":
            self.outline.action_page(direction)
        else:
            self.outline.action_step(direction)

    def action_choose(self) -> None:
        """Do what the cursor is on; while the search still runs, when it is done."""
        if self._searched != self.field.value:
            self._is_chosen = True
            self.okrtui.carry_out(*self._search())  # what is typed behind is for what opens then
            return
        choice = self._choices.get(self.outline.cursor_key or "")
        if choice is not None and self.is_current:  # what was searched for twice is done once
            self.dismiss(choice.deed)


def _title(act: Act) -> str:
    name = act.description[:1].upper() + act.description[1:]
    return f"{name}: {act.tooltip}" if act.tooltip else name
