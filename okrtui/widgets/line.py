"""A widget of one line, made of toned text."""

from textual.strip import Strip
from textual.widget import Widget

from okrtui.widgets.glyphs import UNICODE, GlyphSet
from okrtui.widgets.paint import paint
from okrtui.widgets.tones import Segments


class Line(Widget):
    """One line of the screen; what it says depends on how wide it is."""

    DEFAULT_CSS = "Line { height: 1; }"
    ALLOW_SELECT = False

    def __init__(
        self,
        *,
        glyphs: GlyphSet = UNICODE,
        name: str | None = None,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        super().__init__(name=name, id=id, classes=classes)
        self.glyphs = glyphs

    def segments(self, width: int) -> Segments:
        """What the line says in `width` cells; what is longer is cropped."""
        raise NotImplementedError

    def render_line(self, y: int) -> Strip:
        """The line as Textual draws it."""
        width = self.size.width
        return paint(self, self.segments(width), width)
