"""What an outline tells its owner. All of them are handled as `on_outline_...`, and named as `Outline....`."""

from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:
    from okrtui.widgets.row_view import RowView


class Highlighted(Message, namespace="outline"):
    """The cursor is on another row; `key` is None when there is no row left to be on."""

    def __init__(self, outline: "RowView", key: str | None) -> None:
        super().__init__()
        self.outline = outline
        self.key = key

    @property
    def control(self) -> "RowView":
        """The outline that sent the message."""
        return self.outline

    def can_replace(self, message: Message) -> bool:
        """Only the last place of the cursor matters."""
        return isinstance(message, Highlighted) and message.outline is self.outline


class RowMessage(Message):
    """About one row of an outline."""

    def __init__(self, outline: "RowView", key: str) -> None:
        super().__init__()
        self.outline = outline
        self.key = key

    @property
    def control(self) -> "RowView":
        """The outline that sent the message."""
        return self.outline


class Selected(RowMessage, namespace="outline"):
    """A row was opened, with enter or a double click."""
