"""Rows, drawn by the line, however many there are, with a cursor that is bound to an object."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import ClassVar, NamedTuple

from rich.style import Style
from textual.cache import LRUCache
from textual.content import Content
from textual.geometry import Region, Size
from textual.strip import Strip

from okrtui.widgets.glyphs import UNICODE, GlyphSet
from okrtui.widgets.outline_messages import Highlighted
from okrtui.widgets.paint import Look, look_of, paint
from okrtui.widgets.rows import Row, Rows
from okrtui.widgets.scrolled import Scrolled
from okrtui.widgets.tones import Segments, Tone

RenderRow = Callable[[Row, int], Segments]
"""Says what a row shows in a width in cells; called for visible rows only."""

_INDENT = 2
FOLD = 2
"""Cells that the mark takes of what can be folded."""
_CACHED_LINES = 512


class _Drawn(NamedTuple):
    """What was drawn of a row in a width, and the strip of it as it was painted last, in some look."""

    row: Row
    width: int
    line: Segments
    look: Look | None = None
    strip: Strip | None = None


class RowView(Scrolled):
    """Rows whose cursor stays on its object when they come and go. The owner keeps the rows; see `Outline`."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"outline--cursor"}
    DEFAULT_CSS = """
RowView {
    & > .outline--cursor { background: $foreground 6%; }
    &:focus > .outline--cursor { background: $primary 24%; }
    &:ansi:focus > .outline--cursor {
        color: $foreground;
        background: $background;
        text-style: reverse;
    }
}
"""

    def __init__(
        self,
        render_row: RenderRow,
        *,
        empty: str = "",
        glyphs: GlyphSet = UNICODE,
        name: str | None = None,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        """A view without rows yet.

        Args:
            render_row: Says what a row shows; indent and fold mark are the view's own.
            empty: What stands there while there are no rows: what belongs here, and which key makes it.
            glyphs: What to draw with.
            name: The widget's name.
            id: The widget's id.
            classes: The widget's CSS classes.
        """
        super().__init__(name=name, id=id, classes=classes)
        self._render_row = render_row
        self.empty = empty
        """What stands there while there are no rows. It counts from the next `set_rows` on."""
        self._glyphs = glyphs
        self._rows = Rows()
        self._cursor: str | None = None
        self._lines: LRUCache[str, _Drawn] = LRUCache(_CACHED_LINES)

    @property
    def cursor_key(self) -> str | None:
        """The key of the row that the cursor is on; None only where no row can have it."""
        return self._cursor

    @property
    def cursor_row(self) -> Row | None:
        """The row that the cursor is on."""
        position = self._rows.find(self._cursor)
        return None if position is None else self._rows[position]

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Show other rows, and ask anew what each shows. The cursor stays on its key and its line; where that is
        gone, on its heir.

        While the cursor is scrolled out of sight, the rows in sight stay in place instead.

        Raises:
            ValueError: two rows have one key.
        """
        others = Rows(rows)
        self._lines.clear()
        self.show_rows(others)

    def show_rows(self, rows: Rows) -> None:
        """As `set_rows`, but what rows show that stay as they are is not asked anew."""
        before, self._rows = self._rows, rows
        anchor, line = self._anchor(before)
        cursor = self._rows.first_key() if self._cursor is None else before.heir(self._cursor, self._rows)
        if anchor is not None and anchor == self._cursor:
            anchor = cursor
        self.virtual_size = Size(0, len(self._rows))
        place = self._rows.find(anchor)
        self.scroll_to(y=0 if place is None else place - line, animate=False, force=True)
        self.refresh()
        self._put_cursor(cursor)

    def _anchor(self, rows: Rows) -> tuple[str | None, int]:
        """The key of the row that shall stay in place, and the line of the view that it is on."""
        top = self.scroll_offset.y
        position = rows.find(self._cursor)
        if position is not None and top <= position < top + self.size.height:
            return self._cursor, position - top
        for seen in range(top, min(top + self.size.height, len(rows))):
            if self._rows.find(rows[seen].key) is not None:
                return rows[seen].key, seen - top
        return self._cursor, 0

    def refresh_row(self, key: str) -> None:
        """Ask again what one row shows, and repaint its line. A key that is not there is no error."""
        self._lines.discard(key)
        position = self._rows.find(key)
        if position is not None:
            self.refresh_line(position)

    def refresh_rows(self) -> None:
        """Ask again what every row shows, as when the day or the theme of glyphs changes."""
        self._lines.clear()
        self.refresh()

    def move_to(self, key: str) -> bool:
        """Put the cursor on a row, and the row into sight.

        Returns:
            Whether there is such a row and the cursor can be on it.
        """
        position = self._rows.find(key)
        if position is None or not self._rows[position].selectable:
            return False
        self._put_cursor(key)
        self._show_cursor()
        return True

    def _put_cursor(self, key: str | None) -> None:
        if key == self._cursor:
            return
        for changed in (self._cursor, key):
            position = self._rows.find(changed)
            if position is not None:
                self.refresh_line(position)
        self._cursor = key
        self.post_message(Highlighted(self, key))

    def _show_cursor(self) -> None:
        """Scroll as little as brings the cursor into sight, and the heading above it too if there is room."""
        position = self._rows.find(self._cursor)
        height = self.size.height
        if position is None or not height:
            return
        top = self.scroll_offset.y
        if position >= top + height:
            self.scroll_to(y=position - height + 1, animate=False, force=True)
        elif (heading := self._rows.heading(position)) < top:
            self.scroll_to(y=max(heading, position - height + 1), animate=False, force=True)

    @property
    def _width(self) -> int:
        """Cells that a row has; one is kept for the scrollbar, so that nothing moves when it comes."""
        return self.size.width - self.scrollbar_size_vertical

    def _indent(self, row: Row) -> int:
        """Cells left of the fold mark, capped so that the deepest row still has room for its text."""
        return min(row.depth * _INDENT, self._width // 3)

    def on_resize(self) -> None:
        """Keep the cursor in sight."""
        self._show_cursor()

    # --- drawing

    def render_lines(self, crop: Region) -> list[Strip]:
        """Some lines of the view, each strip as it is kept, with all that was made of it when it was last in sight.

        Textual would lay a border and padding around every line, even where there is none, and have a new strip each
        time, which it would have to colour and to spell out for the terminal once more.
        """
        if self.styles.gutter or self.opacity < 1:
            return super().render_lines(crop)
        width, style, (_, background) = self.region.width, self.rich_style, self.background_colors
        strips = [strip.adjust_cell_length(width, style) for strip in self._strips(crop.line_range)]
        for line_filter in self.get_line_filters():
            strips = [strip.apply_filter(line_filter, background) for strip in strips]
        return [strip.crop(crop.x, crop.right) for strip in strips] if crop.width < width else strips

    def render_line(self, y: int) -> Strip:
        """One line of the view."""
        return next(self._strips((y,)))

    def _strips(self, lines: Iterable[int]) -> Iterator[Strip]:
        width, top, look = self._width, self.scroll_offset.y, look_of(self)
        instead = [] if self._rows else self._empty_lines(width)
        for y in lines:
            position = y + top
            if y < len(instead):
                yield paint(self, instead[y], width)
            elif position >= len(self._rows):
                yield Strip.blank(width, self.rich_style)
            elif (row := self._rows[position]).key == self._cursor:
                line = [self._gutter(), *self._line_of(row, width).line]
                yield paint(self, line, width, self._cursor_style())
            else:
                yield self._strip(self._line_of(row, width), look)

    def _gutter(self) -> tuple[str, Tone]:
        """The cursor's mark, which shows it even where there are no colours."""
        return self._glyphs.cursor, Tone.HERE if self.has_focus else Tone.FAINT

    def _line_of(self, row: Row, width: int) -> _Drawn:
        """What a row shows, asked anew where it was not asked before of the same row."""
        found = self._lines.get(row.key)
        if found is not None and found.width == width and found.row == row:
            return found
        lead = " " * self._indent(row)
        if row.foldable:
            lead += f"{self._glyphs.folded if row.folded else self._glyphs.unfolded} "
        elif row.selectable:
            lead += " " * FOLD
        line: Segments = [(lead, Tone.MUTED), *self._render_row(row, width - 1 - len(lead))]
        return self._keep(_Drawn(row, width, line))

    def _strip(self, drawn: _Drawn, look: Look) -> Strip:
        """A row that the cursor is not on: painted once for all the times that it is scrolled past."""
        if drawn.strip is not None and drawn.look == look:
            return drawn.strip
        strip = paint(self, [(" ", Tone.PLAIN), *drawn.line], drawn.width)
        self._keep(drawn._replace(look=look, strip=strip))
        return strip

    def _keep(self, drawn: _Drawn) -> _Drawn:
        self._lines.discard(drawn.row.key)  # what is there already would stay
        self._lines[drawn.row.key] = drawn
        return drawn

    def _cursor_style(self) -> Style:
        """What lies over the tones: the background, and the colour too where the style gives one."""
        own = self.get_component_styles("outline--cursor")
        style = self.get_component_rich_style("outline--cursor")
        if own.has_rule("color"):
            return style
        return own.text_style + Style(bgcolor=style.bgcolor)

    def _empty_lines(self, width: int) -> list[Segments]:
        lines = Content(self.empty).wrap(max(1, width - 2)) if self.empty else []
        # One blank line above, as a heading has it.
        return [[], *([(f" {line.plain}", Tone.MUTED)] for line in lines)]
