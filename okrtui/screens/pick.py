"""A question whose answer is one of many: typing finds it, in a panel at the bottom."""

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.reactive import reactive
from textual.screen import ModalScreen

from okrtui.widgets.cells import fit
from okrtui.widgets.entry import Entry
from okrtui.widgets.fields import Item, matching
from okrtui.widgets.glyphs import GlyphSet
from okrtui.widgets.line import Line
from okrtui.widgets.outline import Outline
from okrtui.widgets.rows import Row
from okrtui.widgets.tones import Segments, Tone, spread

_MOST_ROWS = 8


class _Sought(Line):
    """The question, and what was typed."""

    text = reactive("")

    def __init__(self, question: str, glyphs: GlyphSet) -> None:
        super().__init__(glyphs=glyphs)
        self._question = question

    def segments(self, width: int) -> Segments:
        """`Share with whom?  mar`, or how to find something."""
        said = (f"{self.text}{self.glyphs.cursor}", Tone.ACCENT) if self.text else ("type to find", Tone.FAINT)
        return [(f" {self._question}  ", Tone.STRONG), said]


class PickScreen(ModalScreen[str | None]):
    """Ends with the id of what was picked, None for nothing."""

    CSS_PATH = "ask.tcss"
    DEFAULT_CSS = "PickScreen { align: left bottom; background: $background 0%; }"
    BINDING_GROUP_TITLE = "A question"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss_none", "back", id="ask.back"),
    ]

    def __init__(
        self,
        question: str,
        items: Sequence[Item],
        *,
        glyphs: GlyphSet,
        picked: Callable[[str | None], None] | None = None,
    ) -> None:
        """`picked` is told what was picked, where the screen that asks may be gone by then."""
        super().__init__()
        self._picked = picked
        self._items = {item.id: item for item in items}
        self._typed = Entry()
        self._glyphs = glyphs
        self._sought = _Sought(question, glyphs)

    def compose(self) -> ComposeResult:
        """The question above what fits."""
        with Vertical():
            yield self._sought
            yield Outline(self._line, empty="Nothing is called so.", glyphs=self._glyphs)

    def on_mount(self) -> None:
        """Offer everything."""
        outline = self.query_one(Outline)
        outline.styles.height = max(2, min(_MOST_ROWS, len(self._items)))
        self._show()
        outline.focus()

    def _show(self) -> None:
        found = matching(list(self._items.values()), self._typed.text)
        outline = self.query_one(Outline)
        outline.set_rows([Row(item.id) for item in found])
        outline.action_first()
        self._sought.text = self._typed.text

    def _line(self, row: Row, width: int) -> Segments:
        item = self._items[row.key]
        aside: Segments = [(fit(item.aside, width // 2, self._glyphs.ellipsis), Tone.MUTED)] if item.aside else []
        return spread([(item.title, Tone.PLAIN)], aside, width - 1, self._glyphs.ellipsis)

    def on_key(self, event: events.Key) -> None:
        """Type what is looked for; no key goes through to the app."""
        if event.is_printable and event.character:
            self._typed = self._typed.typed(event.character)
        elif event.key in ("backspace", "ctrl+u", "ctrl+w"):
            self._typed = self._typed.pressed(event.key) or self._typed
        else:
            return
        event.stop()
        event.prevent_default()
        self._show()

    def on_outline_selected(self, message: Outline.Selected) -> None:
        """Enter picks what the cursor is on."""
        self._end(message.key)

    def action_dismiss_none(self) -> None:
        """Pick nothing."""
        self._end(None)

    def _end(self, id: str | None) -> None:
        """End with what was picked; a key pressed twice ends it once."""
        if self.is_current:
            self.dismiss(id)
            if self._picked is not None:
                self._picked(id)
