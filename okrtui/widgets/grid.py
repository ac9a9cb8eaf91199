"""A grid: rows by columns with a head each, and a cursor that goes from cell to cell. It scrolls both ways."""

from collections.abc import Callable, Sequence
from typing import ClassVar

from rich.segment import Segment as RichSegment
from rich.style import Style
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from okrtui.widgets.cells import align_left, align_right
from okrtui.widgets.glyphs import UNICODE, GlyphSet
from okrtui.widgets.paint import paint
from okrtui.widgets.tones import Segments, Tone, fit_segments, length

COLUMN = 8
_LEAST_HEAD = 12
_MOST_HEAD = 28

RenderCell = Callable[[int, int], Segments]
"""Says what a cell (row, column) shows; called for visible cells only."""


class Grid(Widget, can_focus=True):
    """Cells by row and column. Heads stay in sight; a mark at the edge says that there is more."""

    BINDING_GROUP_TITLE = "In a grid"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j,down", "step(1, 0)", "Down", show=False, id="grid.down"),
        Binding("k,up", "step(-1, 0)", "Up", show=False, id="grid.up"),
        Binding("h,left", "step(0, -1)", "Left", show=False, id="grid.left"),
        Binding("l,right", "step(0, 1)", "Right", show=False, id="grid.right"),
        Binding("g,home", "go(0, 0)", "First", show=False, id="grid.first"),
        Binding("G,end", "go(-1, -1)", "Last", show=False, id="grid.last"),
        Binding("enter", "select", "open", id="grid.select"),
    ]
    COMPONENT_CLASSES: ClassVar[set[str]] = {"grid--cursor"}
    DEFAULT_CSS = """
Grid {
    height: 1fr;
    color: $foreground;
    & > .grid--cursor { background: $foreground 10%; }
    &:focus > .grid--cursor { background: $primary 32%; }
    &:ansi:focus > .grid--cursor { color: $foreground; background: $background; text-style: reverse; }
}
"""
    ALLOW_SELECT = False

    class Moved(Message):
        """The cursor is on another cell."""

    class Selected(Message):
        """The cell under the cursor was opened."""

    def __init__(self, render_cell: RenderCell, *, glyphs: GlyphSet = UNICODE, id: str | None = None) -> None:
        super().__init__(id=id)
        self._render_cell = render_cell
        self._glyphs = glyphs
        self._rows: Sequence[str] = ()
        self._columns: Sequence[str] = ()
        self._top = 0
        self._left = 0
        self.row = 0
        """The row that the cursor is on."""
        self.column = 0
        """The column that the cursor is on."""

    def set_heads(self, rows: Sequence[str], columns: Sequence[str]) -> None:
        """Show other cells; the cursor stays on its place as long as there is one."""
        self._rows, self._columns = rows, columns
        self.action_step(0, 0)
        self.refresh()

    @property
    def is_empty(self) -> bool:
        """Whether there is no cell."""
        return not self._rows or not self._columns

    # --- moving

    def action_step(self, down: int, right: int) -> None:
        """Move the cursor by some cells."""
        self._go(self.row + down, self.column + right)

    def action_go(self, row: int, column: int) -> None:
        """Go to a cell; -1 is the last row or column."""
        self._go(row % max(1, len(self._rows)), column % max(1, len(self._columns)))

    def _go(self, row: int, column: int) -> None:
        before = self.row, self.column
        self.row = min(max(0, row), max(0, len(self._rows) - 1))
        self.column = min(max(0, column), max(0, len(self._columns) - 1))
        self._show_cursor()
        self.refresh()
        if (self.row, self.column) != before:
            self.post_message(self.Moved())

    def _show_cursor(self) -> None:
        across, down = self._across, max(1, self.size.height - 1)
        self._left = max(min(self._left, self.column), self.column - across + 1, 0)
        self._top = max(min(self._top, self.row), self.row - down + 1, 0)
        self._left = min(self._left, max(0, len(self._columns) - across))
        self._top = min(self._top, max(0, len(self._rows) - down))

    def action_select(self) -> None:
        """Open the cell under the cursor."""
        if not self.is_empty:
            self.post_message(self.Selected())

    def on_resize(self) -> None:
        """Keep the cursor in sight."""
        self._show_cursor()

    # --- drawing

    @property
    def _head(self) -> int:
        """Cells that the heads of rows take."""
        longest = max((length([(name, Tone.PLAIN)]) for name in self._rows), default=0) + 2
        return max(_LEAST_HEAD, min(longest, _MOST_HEAD, self.size.width // 4))

    @property
    def _across(self) -> int:
        """Columns that fit."""
        return max(1, (self.size.width - self._head - 2) // COLUMN)

    def render_line(self, y: int) -> Strip:
        """The heads of the columns, or a row."""
        width, row = self.size.width, self._top + y - 1
        columns = range(self._left, min(self._left + self._across, len(self._columns)))
        if y == 0:
            return paint(self, self._top_line(columns), width)
        if row >= len(self._rows):
            return Strip.blank(width, self.rich_style)
        is_here = row == self.row
        ellipsis = self._glyphs.ellipsis
        mark = (self._glyphs.cursor if is_here else " ", Tone.HERE)
        head = align_left(self._rows[row], self._head - 1, ellipsis)
        line: Segments = [mark, (head, Tone.STRONG if is_here else Tone.PLAIN)]
        for column in columns:
            line += self._cell(row, column)
        strip = paint(self, line, width)
        return self._with_cursor(strip) if is_here and self.column in columns else strip

    def _top_line(self, columns: range) -> Segments:
        line: Segments = [(" " * self._head, Tone.PLAIN)]
        for column in columns:
            tone = Tone.STRONG if column == self.column else Tone.MUTED
            line.append((align_right(self._columns[column], COLUMN - 1, self._glyphs.ellipsis) + " ", tone))
        if self._left:
            line[0] = (" " * (self._head - 1) + self._glyphs.ellipsis[:1], Tone.MUTED)
        if columns.stop < len(self._columns):
            line.append((f" {self._glyphs.folded}", Tone.MUTED))
        return line

    def _cell(self, row: int, column: int) -> Segments:
        said = fit_segments(self._render_cell(row, column), COLUMN - 1, self._glyphs.ellipsis)
        return [(" " * (COLUMN - 1 - length(said)), Tone.PLAIN), *said, (" ", Tone.PLAIN)]

    def _with_cursor(self, strip: Strip) -> Strip:
        start = self._head + (self.column - self._left) * COLUMN
        style = self.get_component_rich_style("grid--cursor", partial=False)
        over = self.get_component_styles("grid--cursor").text_style + Style(bgcolor=style.bgcolor)
        marked = RichSegment.apply_style(strip.crop(start, start + COLUMN), post_style=over)
        return Strip.join([strip.crop(0, start), Strip(marked), strip.crop(start + COLUMN)])
