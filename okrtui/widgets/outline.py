"""The outline: the app's one list and tree, and what keys and the mouse do in it."""

from collections.abc import Callable
from typing import ClassVar, TypeAlias

from textual import events
from textual.binding import Binding, BindingType

from okrtui.widgets import outline_messages
from okrtui.widgets.row_view import FOLD, RowView


class Outline(RowView):
    """A list or tree of rows whose cursor stays on its object when rows come and go.

    The owner keeps the rows: the outline has it fold (`fold_row`) and says where the cursor is
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

    Highlighted: TypeAlias = outline_messages.Highlighted
    Selected: TypeAlias = outline_messages.Selected

    folder: Callable[[str, bool], None] | None = None
    """Folds (or unfolds) the row with a key at once, where the owner of the rows is another widget."""

    def fold_row(self, key: str, folded: bool) -> None:
        """Fold or unfold a row, before the next key is read: that counts on it. The owner of the rows says how."""
        if self.folder:
            self.folder(key, folded)

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
        """Move the cursor to the last row that it can be on, and show what belongs below that."""
        here = self._rows.near(len(self._rows) - 1, -1)
        self._go(here)
        if here is not None and len(self._rows) - here <= self.size.height:
            self.scroll_end(animate=False)

    def action_fold(self) -> None:
        """Fold the row under the cursor; where there is nothing to fold, go to its parent."""
        here = self._here()
        if here is None:
            return
        row = self._rows[here]
        if row.foldable and not row.folded:
            self.fold_row(row.key, True)
        else:
            self._go(self._rows.parent(here))

    def action_unfold(self) -> None:
        """Unfold the row under the cursor; where it is unfolded, go to its first child."""
        here = self._here()
        if here is None:
            return
        row = self._rows[here]
        if row.foldable and row.folded:
            self.fold_row(row.key, False)
        elif row.foldable:
            self._go(self._rows.child(here))

    def action_toggle_fold(self) -> None:
        """Fold or unfold the row under the cursor."""
        row = self.cursor_row
        if row is not None and row.foldable:
            self.fold_row(row.key, not row.folded)

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
        if row.foldable and mark <= offset.x < mark + FOLD:
            self.fold_row(row.key, not row.folded)
        elif event.chain == 2:
            self.post_message(self.Selected(self, row.key))
