"""The line above a list in which one types what its rows shall have in their titles."""

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.message import Message
from textual.widget import Widget

if TYPE_CHECKING:
    from textual.widgets import Input


class FilterLine(Horizontal):
    """One line, blank until it is opened, so that the list below does not move. It stays while it has a text."""

    BINDING_GROUP_TITLE = "In the filter"
    BINDINGS: ClassVar[list[BindingType]] = [
        # Before the field sees them: what is typed next is for the list already.
        Binding("enter", "keep", "to the list", priority=True, id="filter.keep"),
        Binding("down", "keep", "to the list", show=False, priority=True, id="filter.down"),
        Binding("escape", "clear", "no filter", priority=True, id="filter.clear"),
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
        """The typing is over; the list has the focus again."""

    _field: "Input | None" = None
    _before: Widget | None = None

    @property
    def field(self) -> "Input":
        """Where one types. It is made when it is first needed: the first screen shall not wait for it."""
        if self._field is None:
            from textual.widgets import Input, Static

            self._field = Input(compact=True, placeholder="part of a title", disabled=True)
            self._field.cursor_blink = False
            self.mount(Static("/"), self._field)
        return self._field

    @property
    def text(self) -> str:
        """What is looked for."""
        return self._field.value.strip() if self._field else ""

    def open(self) -> None:
        """Begin to type; what had the focus gets it back at the end."""
        self.add_class("-open")
        self.field.disabled = False
        self._before = self.screen.focused
        self.screen.set_focus(self.field)  # at once: the next key is the first letter

    def action_keep(self) -> None:
        """Back to the list, what was found stays."""
        self._leave()

    def action_clear(self) -> None:
        """Show everything again."""
        if self._field is not None:
            self._field.value = ""
            self._leave()

    def _leave(self) -> None:
        self.set_class(bool(self.text), "-open")
        if self.field.has_focus:
            self.screen.set_focus(self._before)
        self.field.disabled = True
        self.post_message(self.Left())

    def on_input_changed(self, event: "Input.Changed") -> None:
        """Tell what is looked for now."""
        event.stop()
        self.post_message(self.Changed(self, self.text))
