"""Reviews: the Monday meeting, the month and the quarter of every unit, and what is still to be done of them."""

from functools import partial
from importlib import import_module
from pathlib import PurePath
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from okrtui.screens.keeping_up import KeepsUp
from okrtui.screens.keys_ahead import KeysAhead
from okrtui.screens.objects import Subject
from okrtui.screens.pane import PaneScreen
from okrtui.screens.reviews_doors import ReviewsDoors
from okrtui.screens.reviews_list import ReviewsHead, ReviewsList
from okrtui.widgets.filter_line import FilterLine
from okrtui.widgets.outline import Outline
from okrtui.workspace.due_reviews import Turns
from okrtui.workspace.review_table import ReviewTable, UnitReviews, review_table

if TYPE_CHECKING:
    from okrtui.screens.reviews_sheet import ReviewsSheet
    from okrtui.screens.reviews_view import ReviewsView

_WHEN_SHOWN = 0.5


class ReviewsScreen(PaneScreen, ReviewsDoors, KeepsUp, KeysAhead):
    """Every unit, from the top down; the cursor stays on its unit whatever others do."""

    TAB = "reviews"
    CSS_PATH: ClassVar[list[str | PurePath]] = ["pane.tcss"]
    BINDING_GROUP_TITLE = "Reviews"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("w", "meeting", "meeting", id="reviews.meeting", tooltip="the unit's Monday meeting"),
        Binding("m", "my_unit", "my unit", id="reviews.my_unit", tooltip="again: the next of yours"),
        Binding("c", "check_in", "check in", show=False, id="object.check_in"),
        Binding("n", "new", "new", show=False, id="object.new"),
        Binding("e", "edit", "edit", show=False, id="object.edit"),
    ]

    _is_reading = False
    _read_again = False
    _wanted: str | None = None

    def compose_list(self) -> ComposeResult:
        """The list, below the line of its filter and what its columns are."""
        yield FilterLine()
        yield ReviewsHead(glyphs=self.glyphs)
        yield ReviewsList(glyphs=self.glyphs)

    def on_mount(self) -> None:
        """Show every unit; and have the meeting ready, which is the next that one opens."""
        self.call_after_refresh(self._read)  # a worker would take its half of the first frame's time
        self.set_timer(_WHEN_SHOWN, lambda: self.okrtui.act(partial(import_module, "okrtui.screens.meeting")))

    # --- what shows

    @property
    def units(self) -> ReviewsList:
        """The list of units."""
        return self.query_one(ReviewsList)

    def _read(self) -> None:
        """Read the table anew, in a worker: it is made of everybody's figures."""
        if self._is_reading:
            self._read_again = True
            return
        self._is_reading = True
        self.okrtui.act(partial(review_table, self.workspace), self._take, self._lost)

    def _lost(self, why: str) -> None:
        self._is_reading = False
        self.okrtui.say_trouble(why)
        self.has_read()

    def _take(self, table: ReviewTable) -> None:
        self._is_reading = False
        if self._read_again:
            self._read_again = False
            self._read()
        self.units.show(table.units, self.filter_line.text)
        if self._wanted is not None:
            self.units.reveal(self._wanted)
            self._wanted = None
        self.show_detail()
        self._show_sheets()
        self.has_read()

    def _show_sheets(self) -> None:
        for sheet in self._sheets():
            sheet.bring_up_to_date()

    def _sheets(self) -> "list[ReviewsSheet]":
        """The sheets that lie above, and show a row of this screen's table."""
        from okrtui.screens.reviews_sheet import ReviewsSheet

        stack = self.app.screen_stack
        return [screen for screen in stack if isinstance(screen, ReviewsSheet)] if self in stack else []

    @property
    def is_looked_at(self) -> bool:
        """Whether somebody sees the table, or the row of it that a sheet above shows."""
        return self.is_current or any(sheet.is_current for sheet in self._sheets())

    def bring_up_to_date(self) -> None:
        """Show the units as they are now."""
        self._read()

    # --- the unit beside

    @property
    def pane(self) -> "ReviewsView":
        """What the unit has held, and what has its turn there."""
        from okrtui.screens.reviews_view import ReviewsView

        if not isinstance(self._pane, ReviewsView):
            self._pane = ReviewsView(self.workspace, self.row_of, glyphs=self.glyphs)
        return self._pane

    def row_of(self, unit: str) -> UnitReviews | None:
        """The row of a unit, while there is one."""
        return self.units.row_of(unit)

    def subject_here(self) -> Subject | None:
        """The unit under the cursor."""
        unit = self.units.unit_here
        return ("unit", unit.id) if unit else None

    def unit_and_turns(self) -> tuple[str, Turns] | None:
        """The unit under the cursor."""
        unit = self.units.unit_here
        return (unit.id, unit.turns) if unit else None

    def follow(self, kind: str, id: str) -> None:
        """Read the review that is named beside, or open the key result."""
        from okrtui.screens.detail import DetailScreen
        from okrtui.screens.reviews_sheet import ReviewsSheet

        is_ours = kind in ("unit", "review")
        self.app.push_screen(ReviewsSheet(kind, id, self.row_of, self.catch_up) if is_ours else DetailScreen(kind, id))

    def on_outline_selected(self, message: Outline.Selected) -> None:
        """Enter goes to the unit's reviews, and from there into one of them."""
        message.prevent_default()  # what a list's enter does elsewhere
        subject = self.subject()
        if message.outline is not self.outline:
            if subject is not None and subject[0] in ("review", "key_result"):
                self.follow(*subject)
        elif not self.go_in() and subject is not None:
            self.follow(*subject)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """There is no number to explain here; a review is deleted from beside, a unit where it is made."""
        if action == "explain":
            return False
        if action in ("check_in", "new", "edit", "delete") and self.is_mounted:
            kind = (self.subject() or ("", ""))[0]
            return kind == ("review" if action == "delete" else "unit")
        return super().check_action(action, parameters)

    def appeared(self, kind: str, id: str) -> None:
        """Put the cursor on a unit that was made or changed."""
        if kind == "unit" and not self.units.reveal(id):
            self._wanted = id

    def action_my_unit(self) -> None:
        """Go to a unit of one's own; again: to the next."""
        with self.workspace.lock:
            mine = [unit.id for unit in self.workspace.company.units_of(self.workspace.person)]
        here = self.units.cursor_key or ""
        start = mine.index(here) + 1 if here in mine else 0
        for unit in (*mine[start:], *mine[:start]):
            if self.units.reveal(unit):
                return
        self.say("You belong to no unit yet", "2 shows the company")

    def action_meeting(self) -> None:
        """Hold this week's meeting of the unit under the cursor, or go on with it."""
        from okrtui.screens.meeting import MeetingScreen

        here = self.units.unit_here
        if here is not None:
            self.app.push_screen(MeetingScreen(here.id))

    def help_legend(self) -> list[tuple[str, str]]:
        """What the marks in the columns mean."""
        glyphs = self.glyphs
        return [
            (glyphs.achieved, "held, here or by a unit above"),
            (glyphs.attention, "due; of blockers: over a week old"),
            (glyphs.at_risk, "late"),
            (glyphs.not_started, "may be held; a unit above has to"),
            (glyphs.dot, "comes on that day"),
        ]

    # --- choosing what shows

    def on_filter_line_changed(self) -> None:
        """Show what fits."""
        self.units.look_for(self.filter_line.text)
        self.show_detail()

    def action_back(self) -> None:
        """From the unit to the list, then show everything again."""
        if not self.is_in_pane and self.filter_line.text:
            self.filter_line.action_clear()
        else:
            super().action_back()
