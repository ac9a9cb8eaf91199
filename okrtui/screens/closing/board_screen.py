"""What the completion board shows: read when it opens and when something changes, the cursor staying where it is."""

from functools import partial
from pathlib import PurePath
from typing import ClassVar

from textual.app import ComposeResult
from textual.getters import query_one

from okrtui.okr.coach.scene import Figures
from okrtui.screens.closing.board import ClosingList, Found, read_board
from okrtui.screens.closing.lines import (
    ColumnsLine,
    FootLine,
    Head,
    HeadLine,
    key_result_words,
    late_words,
    unit_words,
)
from okrtui.screens.keeping_up import KeepsUp
from okrtui.screens.keys_ahead import KeysAhead
from okrtui.screens.scoring.sheet import missing_words
from okrtui.widgets.filter_line import FilterLine
from okrtui.widgets.tones import Segments, Tone
from okrtui.workspace.closing_time import neighbour_of
from okrtui.workspace.errors import NotFound
from okrtui.workspace.reading import clean_line

_FEW = 40
"""So many objectives a key press may wait for; more are read in a worker."""


class BoardScreen(KeepsUp, KeysAhead):
    """A completion board, of a unit and all below it or of everyone. Subclasses say what its keys do."""

    TAB = "reviews"
    CSS_PATH: ClassVar[list[str | PurePath]] = ["closing.tcss"]

    board = query_one(ClosingList)
    filter_line = query_one(FilterLine)

    _found: Found | None = None
    _is_reading = False
    _read_again = False
    _wanted = ""

    def __init__(self, cycle: str, unit: str | None = None, told: tuple[str, str] = ("", "")) -> None:
        """`unit`: it and all below it; None: everyone. `told` is what to say at first, and a key."""
        super().__init__()
        self.cycle = cycle
        self.unit = unit
        self._told = told

    def compose_body(self) -> ComposeResult:
        """The list, between what is said of all of it and of the row under the cursor."""
        yield HeadLine(glyphs=self.glyphs)
        yield FilterLine()
        yield ColumnsLine(glyphs=self.glyphs)
        yield ClosingList(self.workspace.person, glyphs=self.glyphs)
        yield FootLine(glyphs=self.glyphs)

    def on_mount(self) -> None:
        """Show it."""
        self._show_head()
        self._read()
        self.board.focus()
        if self._told[0]:
            self.say(*self._told)

    # --- reading

    def original(self, key_result: str) -> Figures | None:
        """What a key result was first aimed at, as far as the coach has looked."""
        coaching = self.okrtui.coaching
        return coaching.original(key_result) if coaching else None

    def _read(self) -> None:
        work = partial(read_board, self.workspace, self.cycle, self.unit, self.original)
        if self._is_reading:
            self._read_again = True
        elif len(self.workspace.company.pointing("objective", "cycle", self.cycle)) > _FEW:
            self._is_reading = True
            self.okrtui.act(work, self._take_read, self._lost)
        else:
            try:
                self._take(work())
            except NotFound as error:  # the unit or the cycle was deleted
                self._lost(str(error))

    def _take_read(self, found: Found) -> None:
        self._is_reading = False
        if self._read_again:
            self._read_again = False
            self._read()
        if found.completion.cycle.id == self.cycle:
            self._take(found)

    def _lost(self, why: str) -> None:
        self._is_reading = False
        self.okrtui.say_trouble(why)
        self.has_read()

    def _take(self, found: Found) -> None:
        if not self.query(ClosingList):  # left meanwhile
            return
        self._found = found
        self.board.show(found, self.filter_line.text)
        if self._wanted and self.board.reveal(self._wanted):
            self._wanted = ""
        self._show_head()
        self._show_foot()
        self.has_read()

    def _show_head(self) -> None:
        found, company = self._found, self.workspace.company
        cycle = company.cycle(self.cycle)
        unit = clean_line(company.title(self.unit)) if self.unit else ""
        head = Head(clean_line(cycle.name) if cycle else "", cycle.status.words if cycle else "", unit)
        if found is not None and found.completion.cycle.id == self.cycle:
            head = head._replace(totals=found.completion.totals, late=len(found.late), mine=found.mine)
        for line in self.query(HeadLine):
            line.head = head
        self.refresh_bindings()

    def _show_foot(self) -> None:
        for line in self.query(FootLine):
            line.said = self._foot()

    def _foot(self) -> Segments:
        late, each = self.board.late_here, self.board.key_result_here()
        if late is not None:
            return late_words(late)
        if each is not None:
            return key_result_words(each)
        unit = self.board.unit_here
        kind, _ = self.board.subject_here or ("", "")
        if kind == "unit" and unit is not None:
            return unit_words(unit)
        objectives = self.board.objectives_here()
        if kind != "objective" or not objectives:
            return []
        return [(objectives[0].verdict or missing_words(objectives[0]), Tone.MUTED)]

    def bring_up_to_date(self) -> None:
        """Show everything as it is now."""
        self._read()

    def in_dispute(self) -> tuple[tuple[str, str] | None, str]:
        """The score under the cursor that has several values at once."""
        each = self.board.key_result_here()
        scores = each.scores if each else None
        given = (scores.agreed, scores.by_lead, scores.by_owner) if scores else ()
        found = next((score for score in given if score is not None and score.is_contested), None)
        return (("score", found.id), "value") if found else (None, "")

    # --- choosing what shows

    def on_filter_line_changed(self) -> None:
        """Show what fits."""
        self.board.look_for(self.filter_line.text)

    def action_filter(self) -> None:
        """Show only what has a text."""
        self.filter_line.open()

    def action_other_cycle(self, step: int) -> None:
        """Show the cycle before or after."""
        there = neighbour_of(self.workspace, self.cycle, step)
        if there is not None:
            self.cycle = there
            self.unread()
            self._show_head()
            self._read()
        else:
            self.say("There is no cycle before this one" if step < 0 else "There is no cycle after this one")

    def action_back(self) -> None:
        """Show everything again, then leave."""
        if self.filter_line.text:
            self.filter_line.action_clear()
        else:
            super().action_back()
