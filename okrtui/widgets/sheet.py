"""A sheet: a body of toned lines that someone else draws, with a text cursor or a selection in it."""

from collections.abc import Callable, Iterable
from enum import StrEnum
from typing import ClassVar, NamedTuple, TypeAlias

from rich.segment import Segment as RichSegment
from textual.geometry import Offset
from textual.strip import Strip
from textual.widget import Widget

from okrtui.widgets.paint import paint
from okrtui.widgets.tones import Segments


class Mark(StrEnum):
    """What lies over a stretch of a line."""

    CURSOR = "cursor"
    SELECTED = "selected"


class Stretch(NamedTuple):
    """Cells of a line, from `start` up to `end`, that a mark lies over."""

    line: int
    start: int
    end: int
    mark: Mark


class Drawing(NamedTuple):
    """What a sheet shows: its lines, top down, and what lies over them."""

    lines: list[Segments]
    stretches: list[Stretch]


Draw: TypeAlias = Callable[[int, int], Drawing]
"""Asked with width and height in cells whenever the sheet is to be shown anew."""


class Sheet(Widget):
    """The lines of a drawing. What does not fit into its height is not seen."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {f"sheet--{mark}" for mark in Mark}
    DEFAULT_CSS = """
Sheet {
    height: 1fr;
    & > .sheet--cursor { text-style: reverse; }
    & > .sheet--selected { color: $foreground; background: $primary 40%; }
    &:ansi > .sheet--selected { text-style: reverse; }
}
"""
    ALLOW_SELECT = False

    def __init__(self, draw: Draw, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._draw = draw
        self._drawing = Drawing([], [])

    def redraw(self) -> None:
        """Show what is to be seen now."""
        if not self.size:
            return
        self._drawing = self._draw(self.size.width, self.size.height)
        self._place_cursor(self._drawing.stretches)
        self.refresh()

    def on_resize(self) -> None:
        """Draw for the new size."""
        self.redraw()

    def _place_cursor(self, stretches: Iterable[Stretch]) -> None:
        """Put the terminal's own cursor where one types, so that an input method opens its window there."""
        for line, start, _, mark in stretches:
            if mark is Mark.CURSOR:
                self.app.cursor_position = self.content_region.offset + Offset(start, line)

    def render_line(self, y: int) -> Strip:
        """One line of the drawing."""
        width = self.size.width
        strip = paint(self, self._drawing.lines[y] if y < len(self._drawing.lines) else [], width)
        for line, start, end, mark in self._drawing.stretches:
            if line == y:
                strip = self._lay_over(strip, start, min(end, width), mark)
        return strip

    def _lay_over(self, strip: Strip, start: int, end: int, mark: Mark) -> Strip:
        over = self.get_component_rich_style(f"sheet--{mark}")
        marked = RichSegment.apply_style(strip.crop(start, end), post_style=over)
        return Strip.join([strip.crop(0, start), Strip(marked), strip.crop(end)])
