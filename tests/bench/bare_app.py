"""The least that Textual can show: Header, Static, Footer. With an argument, a key press changes one line of it."""

import sys

from textual.app import App, ComposeResult
from textual.events import Key
from textual.widgets import Footer, Header, Static


class BareApp(App[None]):
    """The baseline of whatever paints."""

    TITLE = "Bare"

    def compose(self) -> ComposeResult:
        """The three widgets."""
        yield Header()
        yield Static("hello")
        yield Footer()


class CountingApp(BareApp):
    """Counts key presses."""

    presses = 0

    def on_key(self, event: Key) -> None:
        """Count one more."""
        self.presses += 1
        self.query_one(Static).update(f"{event.key} {self.presses}")


if __name__ == "__main__":
    (CountingApp if "count" in sys.argv else BareApp)().run()
