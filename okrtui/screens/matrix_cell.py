"""The objectives behind a cell of the matrix: each with what it serves, or who shares it."""

from datetime import date
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.getters import query_one

from okrtui.screens.cascade_rows import SHARES
from okrtui.screens.columns import line
from okrtui.screens.detail import DetailScreen
from okrtui.screens.objects import ObjectScreen, Subject
from okrtui.screens.time_line import DayLine
from okrtui.widgets.cells import fit
from okrtui.widgets.outline import Outline
from okrtui.widgets.rows import Row as Place
from okrtui.widgets.tones import Segments, Tone
from okrtui.workspace.matrix import Cell
from okrtui.workspace.rows import row_of
from okrtui.workspace.view import View
from okrtui.workspace.workspace import Change


class MatrixCellScreen(ObjectScreen):
    """Objectives; below each what it serves in the other unit, and what that unit has said to sharing it."""

    CSS_PATH = "matrix.tcss"
    BINDING_GROUP_TITLE = "Behind a cell"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", "back", id="screen.back"),
    ]

    outline = query_one(Outline)

    def __init__(self, cell: Cell, words: str, *, cycle: str | None, as_of: View | None = None) -> None:
        """`words` say which cell it is."""
        super().__init__()
        self._cell = cell
        self._words = words
        self._cycle = cycle
        self._as_of = as_of
        self._below: dict[str, Segments] = {}

    @property
    def as_of(self) -> View | None:
        """The company of the day in the past that shows."""
        return self._as_of

    @property
    def past_day(self) -> date | None:
        """The day in the past that shows."""
        return self._as_of.today if self._as_of else None

    def cycle_here(self) -> str | None:
        """The cycle of the matrix."""
        return self._cycle

    def compose_body(self) -> ComposeResult:
        """The cell in words, and the list."""
        yield DayLine(self.past_day, glyphs=self.glyphs)
        yield Outline(self._draw, glyphs=self.glyphs)

    def on_mount(self) -> None:
        """Show the objectives."""
        self._show()
        self.outline.focus()

    def workspace_changed(self, change: Change) -> None:
        """Show the objectives as they are now."""
        if self.is_mounted:
            self.outline.refresh_rows()

    def _show(self) -> None:
        places = [Place("words", selectable=False), Place("blank", selectable=False)]
        self._below = {"words": [(f" {self._words}", Tone.STRONG)], "blank": []}
        for id in self._cell.objectives:
            places.append(Place(id))
            for number, said in enumerate(self._said(id)):
                key = f"{id}/{number}"
                self._below[key] = said
                places.append(Place(key, selectable=False))
        self.outline.set_rows(places)

    def _said(self, id: str) -> list[Segments]:
        """What an objective serves, and what was said to sharing it."""
        company = (self._as_of or self.workspace).company
        found: list[Segments] = [
            [(f"     {self.glyphs.arrow} ", Tone.MUTED), (company.title(each.parent), Tone.MUTED)]
            for each in self._cell.serving
            if each.objective == id
        ]
        for share in self._cell.shares:
            if share.objective == id:
                words = f"{company.title(share.unit)}  {SHARES[share.state]}"
                found.append([(f"     {self.glyphs.shared} ", Tone.ACCENT), (words, Tone.MUTED)])
        return found

    def _draw(self, place: Place, width: int) -> Segments:
        if not place.selectable:
            return [(fit(text, width, self.glyphs.ellipsis), tone) for text, tone in self._below[place.key]]
        row = row_of(self._as_of or self.workspace, "objective", place.key)
        return line(row, width, self.glyphs) if row else [("deleted", Tone.MUTED)]

    def subject(self) -> Subject | None:
        """The objective under the cursor."""
        key = self.outline.cursor_key
        return ("objective", key) if key else None

    def on_outline_selected(self, message: Outline.Selected) -> None:
        """Open the objective."""
        self.app.push_screen(DetailScreen("objective", message.key, cycle=self._cycle, as_of=self._as_of))
