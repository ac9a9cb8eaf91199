"""A widget as a person sees it: its lines of text, and a bare app around it."""

from textual.app import App, ComposeResult
from textual.widget import Widget

from okrtui.widgets.palette import THEMES


def lines_of(widget: Widget) -> list[str]:
    """The lines that a widget draws, without the blanks at their ends."""
    return [widget.render_line(y).text.rstrip() for y in range(widget.size.height)]


class Stage(App[None]):
    """An app with some widgets in it, in okrtui's first theme."""

    def __init__(self, *widgets: Widget, ansi: bool | None = None) -> None:
        super().__init__(ansi_color=ansi)
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = "ansi-dark" if ansi else THEMES[0].name
        self._widgets = widgets

    def compose(self) -> ComposeResult:
        yield from self._widgets
