"""The line above a list in which one types what its rows shall have in their titles."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.getters import query_one
from textual.message import Message
from textual.widgets import Input, Static


class FilterLine(Horizontal):
    """One line, blank until it is opened, so that the list below does not move. It stays while it has a text."""

    BINDING_GROUP_TITLE = "In the filter"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,down", "keep", "to the list", id="filter.keep"),
        Binding("escape", "clear", "no filter", id="filter.clear"),
    ]
    DEFAULT_CSS = """
FilterLine {
    height: 1;
    padding: 0 1;
    visibility: hidden;
    &.-open { visibility: visible; }
    & > Static { width: 2; color: $text-accent; text-style: bold; }
    & > Input { width: 1fr; background: $background; }
    & > Input:focus { background: $background; }
}
"""

    class Changed(Message):
        """Another text is looked for; empty: everything shall show."""

        def __init__(self, line: "FilterLine", text: str) -> None:
            super().__init__()
            self.line = line
            self.text = text

        @property
        def control(self) -> "FilterLine":
            """The line that sent the message."""
            return self.line

        def can_replace(self, message: Message) -> bool:
            """Only the last text matters."""
            return isinstance(message, FilterLine.Changed) and message.line is self.line

    class Left(Message):
        """The list shall have the focus again."""

    field = query_one(Input)

    def compose(self) -> ComposeResult:
        """The sign and the text."""
        yield Static("/")
        yield Input(compact=True, placeholder="part of a title", disabled=True)

    @property
    def text(self) -> str:
        """What is looked for."""
        return self.field.value.strip()

    def open(self) -> None:
        """Begin to type."""
        self.add_class("-open")
        self.field.disabled = False
        self.field.focus()

    def action_keep(self) -> None:
        """Back to the list, what was found stays."""
        self._leave()

    def action_clear(self) -> None:
        """Show everything again."""
        self.field.value = ""
        self._leave()

    def _leave(self) -> None:
        self.set_class(bool(self.text), "-open")
        self.post_message(self.Left())
        self.field.disabled = True

    def on_input_changed(self, event: Input.Changed) -> None:
        """Tell what is looked for now."""
        event.stop()
        self.post_message(self.Changed(self, self.text))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter goes to the list."""
        event.stop()
        self.action_keep()
