"""Who works with whom: units by units, and the objectives behind each cell."""

from datetime import date
from functools import partial
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.getters import query_one
from textual.reactive import reactive

from okrtui.okr.kinds import ShareState
from okrtui.screens.base import OkrScreen
from okrtui.screens.time_line import DayLine
from okrtui.widgets.cells import fit
from okrtui.widgets.grid import Grid
from okrtui.widgets.line import Line
from okrtui.widgets.tones import Segments, Tone
from okrtui.workspace.matrix import Matrix, cell_words, matrix
from okrtui.workspace.view import View
from okrtui.workspace.workspace import Change


class _Words(Line):
    """A line of text."""

    words: reactive[str] = reactive("")
    tone: reactive[Tone] = reactive(Tone.MUTED)

    def segments(self, width: int) -> Segments:
        """The words."""
        return [(f" {fit(self.words, max(1, width - 2), self.glyphs.ellipsis)}", self.tone)]


class MatrixScreen(OkrScreen):
    """A row for each unit: what it does for the others, or with them."""

    CSS_PATH = "matrix.tcss"
    BINDING_GROUP_TITLE = "Who works with whom"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "into", "its units", id="matrix.into", tooltip="who works with whom within it"),
        Binding("escape", "back", "back", id="screen.back"),
    ]

    grid = query_one(Grid)
    heading = query_one("#heading", _Words)
    legend = query_one("#legend", _Words)
    words = query_one("#words", _Words)

    def __init__(self, cycle: str | None, top: str | None = None, *, as_of: View | None = None) -> None:
        """`top` is the unit whose units are looked at; `as_of` the company of a day in the past, if it is that."""
        super().__init__()
        self._cycle = cycle
        self._top = top
        self._as_of = as_of
        self._found = Matrix(top, [], {})
        self._asked = 0

    @property
    def past_day(self) -> date | None:
        """The day in the past that shows."""
        return self._as_of.today if self._as_of else None

    def compose_body(self) -> ComposeResult:
        """What is looked at, the cells, and the one under the cursor in words."""
        yield _Words(id="heading", glyphs=self.glyphs)
        yield DayLine(self.past_day, glyphs=self.glyphs)
        yield Grid(self._cell, glyphs=self.glyphs)
        yield _Words(id="legend", glyphs=self.glyphs)
        yield _Words(id="words", glyphs=self.glyphs)

    def on_mount(self) -> None:
        """Find it, away from the screen's thread: it is made of everybody's objectives."""
        shared = self.glyphs.shared
        self.legend.words = f"3: the row's objectives that serve the column's   {shared}1 shared   ? only asked"
        self.grid.focus()
        self._read()

    def workspace_changed(self, change: Change) -> None:
        """Show it as it is now."""
        if self.is_mounted and self._as_of is None:
            self._read()

    def _read(self) -> None:
        self._asked += 1
        look = partial(matrix, self._as_of or self.workspace, self._cycle, self._top)
        self.okrtui.carry_out(look, partial(self._show, self._asked))

    def _show(self, asked: int, found: Matrix) -> None:
        if asked != self._asked or not self.is_mounted:
            return
        self._found = found
        names = [line.name for line in found.lines]
        self.grid.set_heads(names, names)
        company = (self._as_of or self.workspace).company
        place = company.title(found.top) if found.top else ""
        parts = [f"Who works with whom{f' in {place}' if place else ''}", company.title(self._cycle)]
        self.heading.words = f" {self.glyphs.dot} ".join(part for part in parts if part)
        self.on_grid_moved()

    def _cell(self, row: int, column: int) -> Segments:
        """`4 ⇄2?`: objectives that serve, those shared, and whether some of these are only asked."""
        cell = self._found.cell(row, column)
        asked, accepted = cell.shared(ShareState.ASKED), cell.shared(ShareState.ACCEPTED)
        tone = Tone.MUTED if row == column else Tone.PLAIN
        line: Segments = [(str(len(cell.serving)), tone)] if cell.serving else []
        if asked or accepted:
            gap = " " if line else ""
            line.append((f"{gap}{self.glyphs.shared}{asked + accepted}{'?' if asked else ''}", Tone.ACCENT))
        return line or [(self.glyphs.dot, Tone.FAINT)]

    def on_grid_moved(self) -> None:
        """Say the cell in words."""
        if self.grid.is_empty:
            self.words.words = "There is no unit here yet."
        else:
            self.words.words = cell_words(self._found, self.grid.row, self.grid.column)
        self.words.tone = Tone.PLAIN

    def on_grid_selected(self) -> None:
        """List the objectives behind the cell."""
        from okrtui.screens.matrix_cell import MatrixCellScreen

        cell = self._found.cell(self.grid.row, self.grid.column)
        if not cell.objectives:
            self.say("No objective is behind this cell")
            return
        there = MatrixCellScreen(cell, self.words.words, cycle=self._cycle, as_of=self._as_of)
        self.app.push_screen(there)

    def action_into(self) -> None:
        """Show who works with whom among the units of the row."""
        if self.grid.is_empty:
            return
        line = self._found.lines[self.grid.row]
        if line.has_units:
            self.app.push_screen(MatrixScreen(self._cycle, line.id, as_of=self._as_of))
        else:
            self.say(f"{line.name} has no units of its own below it")
