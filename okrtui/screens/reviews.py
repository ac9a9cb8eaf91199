"""Reviews: the Monday meeting, the month and the quarter of every unit, and what is still to be done of them."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from okrtui.screens.objects import Subject
from okrtui.screens.pane import PaneScreen
from okrtui.widgets.filter_line import FilterLine
from okrtui.widgets.outline import Outline
from okrtui.widgets.rows import Row
from okrtui.widgets.tones import Segments, Tone, fit_segments
from okrtui.workspace.workspace import Change


class ReviewsScreen(PaneScreen):
    """Every unit, from the top down."""

    TAB = "reviews"
    BINDING_GROUP_TITLE = "Reviews"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "new", "new", show=False, id="object.new"),
    ]

    def compose_list(self) -> ComposeResult:
        """The list, below the line of its filter."""
        yield FilterLine()
        yield Outline(self._draw, empty="No unit is here yet.", glyphs=self.glyphs)

    def on_mount(self) -> None:
        """Show every unit."""
        self._show()

    def workspace_changed(self, change: Change) -> None:
        """Show the units as they are now."""
        if self.is_mounted:
            self._show()

    def _show(self) -> None:
        company = self.workspace.company
        with self.workspace.lock:
            tops = [unit.id for unit in company.child_units(None)]
            units = [unit for top in tops for unit in company.units_below(top)]
        self.outline.set_rows([Row(unit.id, depth=len(company.unit_path(unit.id)) - 1) for unit in units])
        self.show_detail()

    def _draw(self, row: Row, width: int) -> Segments:
        name = self.workspace.company.title(row.key)
        return fit_segments([(name, Tone.STRONG)], width, self.glyphs.ellipsis)

    def subject_here(self) -> Subject | None:
        """The unit under the cursor."""
        key = self.outline.cursor_key
        return ("unit", key) if key else None

    def follow(self, kind: str, id: str) -> None:
        """Go to what the detail names."""
        from okrtui.screens.detail import DetailScreen

        self.app.push_screen(DetailScreen(kind, id))
