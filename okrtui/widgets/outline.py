"""The outline: the app's one list and tree, drawn by the line, however many rows there are."""

from collections.abc import Callable, Sequence
from typing import ClassVar

from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.cache import LRUCache
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from okrtui.widgets.glyphs import UNICODE, GlyphSet
from okrtui.widgets.paint import paint
from okrtui.widgets.rows import Row, Rows
from okrtui.widgets.tones import Segments, Tone

RenderRow = Callable[[Row, int], Segments]
"""Says what a row shows in a width in cells; called for visible rows only."""

_INDENT = 2
_FOLD = 2
_CACHED_LINES = 512


class Outline(ScrollView, can_focus=True, inherit_bindings=False):
    """A list or tree of rows whose cursor stays on its object when rows come and go.

    The owner keeps the rows: the outline asks to fold (`Toggled`) and says where the cursor is
    (`Highlighted`) and what was opened (`Selected`); it never changes a row itself.
    """

    BINDING_GROUP_TITLE = "In a list"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j,down", "step(1)", "Down", show=False, id="outline.down"),
        Binding("k,up", "step(-1)", "Up", show=False, id="outline.up"),
        Binding("pagedown", "page(1)", "Page down", show=False, id="outline.page_down"),
        Binding("pageup", "page(-1)", "Page up", show=False, id="outline.page_up"),
        Binding("g,home", "first", "First", show=False, id="outline.first"),
        Binding("G,end", "last", "Last", show=False, id="outline.last"),
        Binding("h,left", "fold", "Fold, or to the parent", show=False, id="outline.fold"),
        Binding("l,right", "unfold", "Unfold, or to the child", show=False, id="outline.unfold"),
        Binding("enter", "select", "Open", show=False, id="outline.select"),
        Binding("space", "toggle_fold", "Fold or unfold", show=False, id="outline.toggle"),
    ]
    COMPONENT_CLASSES: ClassVar[set[str]] = {"outline--cursor"}
    DEFAULT_CSS = """
Outline {
    height: 1fr;
    color: $foreground;
    overflow-x: hidden;
    scrollbar-gutter: stable;
    scrollbar-size-vertical: 1;
    scrollbar-color: $foreground 20%;
    scrollbar-color-hover: $foreground 35%;
    scrollbar-color-active: $foreground 50%;
    scrollbar-background: $background;
    scrollbar-background-hover: $background;
    scrollbar-background-active: $background;
    & > .outline--cursor { background: $foreground 6%; }
    &:focus > .outline--cursor { background: $primary 24%; }
    &:ansi:focus > .outline--cursor {
        color: $foreground;
        background: $background;
        text-style: reverse;
    }
}
"""
    ALLOW_MAXIMIZE = False
    ALLOW_SELECT = False

    class RowMessage(Message):
        """About one row of an outline."""

        def __init__(self, outline: "Outline", key: str) -> None:
            super().__init__()
            self.outline = outline
            self.key = key

        @property
        def control(self) -> "Outline":
            """The outline that sent the message."""
            return self.outline

    class Highlighted(Message):
        """The cursor is on another row; `key` is None when there is no row left to be on."""

        def __init__(self, outline: "Outline", key: str | None) -> None:
            super().__init__()
            self.outline = outline
            self.key = key

        @property
        def control(self) -> "Outline":
            """The outline that sent the message."""
            return self.outline

        def can_replace(self, message: Message) -> bool:
            """Only the last place of the cursor matters."""
            return isinstance(message, Outline.Highlighted) and message.outline is self.outline

    class Selected(RowMessage):
        """A row was opened, with enter or a double click."""

    class Toggled(RowMessage):
        """A row asks to be folded or unfolded."""

        def __init__(self, outline: "Outline", key: str, folded: bool) -> None:
            super().__init__(outline, key)
            self.folded = folded
            """What the row wants to be."""

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
        """An outline without rows yet.

        Args:
            render_row: Says what a row shows; indent and fold mark are the outline's own.
            empty: What stands there while there are no rows: what belongs here, and which key makes it.
            glyphs: What to draw with.
            name: The widget's name.
            id: The widget's id.
            classes: The widget's CSS classes.
        """
        super().__init__(name=name, id=id, classes=classes)
        self._render_row = render_row
        self._empty = empty
        self._glyphs = glyphs
        self._rows = Rows()
        self._cursor: str | None = None
        self._lines: LRUCache[str, tuple[int, Segments]] = LRUCache(_CACHED_LINES)

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
        """Show other rows. The cursor stays on its key and its line; where that is gone, on its heir.

        While the cursor is scrolled out of sight, the rows in sight stay in place instead.

        Raises:
            ValueError: two rows have one key.
        """
        before, self._rows = self._rows, Rows(rows)
        anchor, line = self._anchor(before)
        cursor = self._rows.first_key() if self._cursor is None else before.heir(self._cursor, self._rows)
        if anchor is not None and anchor == self._cursor:
            anchor = cursor
        self._lines.clear()
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
        self.post_message(self.Highlighted(self, key))

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

    def _go(self, position: int | None) -> None:
        if position is not None:
            self.move_to(self._rows[position].key)

    def _here(self) -> int | None:
        return self._rows.find(self._cursor)

    def action_step(self, direction: int) -> None:
        """Move the cursor by one row."""
        here = self._here()
        if here is not None:
            self._go(self._rows.near(here + direction, direction))

    def action_page(self, direction: int) -> None:
        """Move the cursor by one view, less one row that stays in sight."""
        here = self._here()
        if here is not None:
            self._go(self._rows.near(here + direction * max(1, self.size.height - 1), direction))

    def action_first(self) -> None:
        """Move the cursor to the first row."""
        self._go(self._rows.near(0, 1))

    def action_last(self) -> None:
        """Move the cursor to the last row."""
        self._go(self._rows.near(len(self._rows) - 1, -1))

    def action_fold(self) -> None:
        """Fold the row under the cursor; where there is nothing to fold, go to its parent."""
        here = self._here()
        if here is None:
            return
        row = self._rows[here]
        if row.foldable and not row.folded:
            self.post_message(self.Toggled(self, row.key, True))
        else:
            self._go(self._rows.parent(here))

    def action_unfold(self) -> None:
        """Unfold the row under the cursor; where it is unfolded, go to its first child."""
        here = self._here()
        if here is None:
            return
        row = self._rows[here]
        if row.foldable and row.folded:
            self.post_message(self.Toggled(self, row.key, False))
        elif row.foldable:
            self._go(self._rows.child(here))

    def action_toggle_fold(self) -> None:
        """Fold or unfold the row under the cursor."""
        row = self.cursor_row
        if row is not None and row.foldable:
            self.post_message(self.Toggled(self, row.key, not row.folded))

    def action_select(self) -> None:
        """Open the row under the cursor."""
        if self._cursor is not None:
            self.post_message(self.Selected(self, self._cursor))

    def on_click(self, event: events.Click) -> None:
        """Move the cursor to the row; fold at its mark, open with the second click."""
        offset = event.get_content_offset(self)
        if offset is None:
            return
        position = offset.y + self.scroll_offset.y
        if not 0 <= position < len(self._rows) or not self._rows[position].selectable:
            return
        row = self._rows[position]
        self.move_to(row.key)
        mark = 1 + self._indent(row)
        if row.foldable and mark <= offset.x < mark + _FOLD:
            self.post_message(self.Toggled(self, row.key, not row.folded))
        elif event.chain == 2:
            self.post_message(self.Selected(self, row.key))

    def on_resize(self) -> None:
        """Keep the cursor in sight."""
        self._show_cursor()

    @property
    def _width(self) -> int:
        """Cells that a row has; one is kept for the scrollbar, so that nothing moves when it comes."""
        return self.size.width - self.scrollbar_size_vertical

    def _indent(self, row: Row) -> int:
        """Cells left of the fold mark, capped so that the deepest row still has room for its text."""
        return min(row.depth * _INDENT, self._width // 3)

    def render_line(self, y: int) -> Strip:
        """One line of the view."""
        width = self._width
        position = y + self.scroll_offset.y
        if not self._rows:
            return paint(self, self._empty_line(y, width), width)
        if position >= len(self._rows):
            return Strip.blank(width, self.rich_style)
        row = self._rows[position]
        over = self._cursor_style() if row.key == self._cursor else None
        return paint(self, [self._gutter(row), *self._line(row, width)], width, over)

    def _gutter(self, row: Row) -> tuple[str, Tone]:
        """The cursor's mark, which shows it even where there are no colours."""
        if row.key != self._cursor:
            return " ", Tone.PLAIN
        return self._glyphs.cursor, Tone.HERE if self.has_focus else Tone.FAINT

    def _line(self, row: Row, width: int) -> Segments:
        cached = self._lines.get(row.key)
        if cached is not None and cached[0] == width:
            return cached[1]
        lead = " " * self._indent(row)
        if row.foldable:
            lead += f"{self._glyphs.folded if row.folded else self._glyphs.unfolded} "
        elif row.selectable:
            lead += " " * _FOLD
        line: Segments = [(lead, Tone.MUTED), *self._render_row(row, width - 1 - len(lead))]
        self._lines[row.key] = width, line
        return line

    def _cursor_style(self) -> Style:
        """What lies over the tones: the background, and the colour too where the style gives one."""
        own = self.get_component_styles("outline--cursor")
        style = self.get_component_rich_style("outline--cursor")
        if own.has_rule("color"):
            return style
        return own.text_style + Style(bgcolor=style.bgcolor)

    def _empty_line(self, y: int, width: int) -> Segments:
        lines = Content(self._empty).wrap(max(1, width - 2)) if self._empty else []
        # One blank line above, as a heading has it.
        return [(f" {lines[y - 1].plain}", Tone.MUTED)] if 0 < y <= len(lines) else []
