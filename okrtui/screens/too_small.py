"""What stands there instead of a broken screen while the terminal is too small."""

from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import ModalScreen
from textual.widgets import Static


class TooSmallScreen(ModalScreen[None]):
    """Covers whatever is open, until the app takes it away again; nothing below is lost."""

    CSS_PATH = "too_small.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("q", "app.quit", "quit", id="small.quit")]

    def __init__(self, least: tuple[int, int]) -> None:
        """`least`: the columns and rows that are needed."""
        super().__init__()
        self._least = least

    def compose(self) -> ComposeResult:
        """One line."""
        yield Static(markup=False)

    def on_resize(self, event: events.Resize) -> None:
        """Say how much is missing now."""
        columns, rows = event.size
        self.query_one(Static).update(
            f"okrtui needs {self._least[0]}x{self._least[1]}, this is {columns}x{rows}; q quits"
        )
