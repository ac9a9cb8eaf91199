"""The view of the conflicts screen: the values of one conflict, or the list of many, with one cursor."""

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType

from okrtui.screens.conflict_lines import ConflictLine, Page, Setting, list_lines, page_lines
from okrtui.widgets.outline import Outline
from okrtui.widgets.rows import Row
from okrtui.widgets.tones import Segments
from okrtui.workspace.conflicts import Conflict

_EMPTY = """\
No conflicts

Where two people change the same field without having seen what the other wrote, \
nothing is lost: both values are kept, and shown here to choose between."""


class ConflictView(Outline):
    """Lines of whole texts: one reads on to the end of a value before the cursor goes to the next."""

    BINDING_GROUP_TITLE = "In a conflict"
    # Before those of the list, whose left and right fold.
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "select", "choose", id="conflict.select"),
        Binding("enter", "open", "open", id="conflict.open"),
        Binding("m", "screen.merge", "merge", id="conflict.merge", tooltip="edit all texts into one"),
        Binding("e", "screen.type", "another value", id="conflict.type", tooltip="none of these"),
        Binding("s", "screen.later", "later", id="conflict.later", tooltip="leave it as it is: all values are kept"),
        Binding("l,right,tab", "screen.turn(1)", "next", key_display="←→", id="conflict.next"),
        Binding("exclamation_mark", "screen.all", "all conflicts", id="conflict.all"),
        Binding("h,left,shift+tab", "screen.turn(-1)", "the one before", show=False, id="conflict.before"),
    ]

    def __init__(self, setting: Setting) -> None:
        super().__init__(self._draw, glyphs=setting.glyphs)
        self._setting = setting
        self._make: Callable[[Setting], list[ConflictLine]] | None = None
        self._lines_by_key: dict[str, ConflictLine] = {}
        self._keys: list[str] = []
        self._is_list = True

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What is in the list is opened, what is in a conflict is chosen."""
        return {"open": self._is_list, "select": not self._is_list}.get(action, True)

    def action_open(self) -> None:
        """Open the conflict under the cursor."""
        self.action_select()

    def show_page(self, page: Page, *, is_other: bool) -> None:
        """Show a conflict; from its top and with the cursor on the first value, where it `is_other` than before."""
        self._is_list = False
        self._make = lambda setting: page_lines(page, setting)
        self._lay_out()
        if is_other:
            self.action_first()
            self.scroll_home(animate=False, force=True)
        elif page.settled:
            self.move_to("on")

    def show_list(self, found: Sequence[Conflict]) -> None:
        """Show all of them, or that there are none."""
        self._is_list = True
        self._make = lambda setting: list_lines(found, setting)
        if not found:
            self.empty = _EMPTY
        self._lay_out()

    def _lay_out(self) -> None:
        width = self.size.width - self.scrollbar_size_vertical - 1
        lines = self._make(self._setting._replace(width=width)) if self._make and width > 1 else []
        self._lines_by_key = {line.key: line for line in lines}
        self._keys = [line.key for line in lines]
        self.set_rows([Row(line.key, selectable=line.is_choice) for line in lines])

    def on_resize(self) -> None:
        """Lay the lines out anew for another width."""
        self._lay_out()

    def _draw(self, row: Row, width: int) -> Segments:
        return self._lines_by_key[row.key].segments

    # --- reading on

    def action_step(self, direction: int) -> None:
        """Move the cursor by one value; where one is longer than the view, read it to its end first."""
        hidden = self._hidden(direction)
        if hidden:
            self._scroll_by(direction * min(hidden, self.size.height - 1))
            return
        before = self.cursor_key
        super().action_step(direction)
        if self.cursor_key == before:
            self._scroll_by(direction)
        elif direction > 0 and (rest := self._hidden(1)):
            first = self._keys.index(self.cursor_key or "")
            self._scroll_by(min(rest, first - self.scroll_offset.y))

    def _scroll_by(self, lines: int) -> None:
        self.scroll_to(y=self.scroll_offset.y + lines, animate=False, force=True)

    def _hidden(self, direction: int) -> int:
        """How many lines of the value under the cursor are out of sight, below or above."""
        key = self.cursor_key
        if key is None:
            return 0
        first = last = self._keys.index(key)
        while last + 1 < len(self._keys) and self._keys[last + 1].startswith(f"{key}/"):
            last += 1
        top = self.scroll_offset.y
        return max(0, last - (top + self.size.height - 1)) if direction > 0 else max(0, top - first)
