"""The list of the planning board: units, their objectives and what belongs beside them, folded and filtered."""

from collections.abc import Callable, Mapping, Sequence
from itertools import takewhile
from typing import ClassVar

from textual.binding import Binding, BindingType

from okrtui.okr.coach.finding import Finding
from okrtui.okr.kinds import Stage
from okrtui.screens.coach_lines import coach_counts
from okrtui.screens.plan_layout import Found, PlanLayout, Subject, drafts_of
from okrtui.screens.plan_rows import card_line
from okrtui.widgets.glyphs import GlyphSet
from okrtui.widgets.outline import Outline
from okrtui.widgets.rows import Row
from okrtui.widgets.tones import Segments
from okrtui.workspace.board import Card, Lane

Findings = Callable[[str], Sequence[Finding]]
"""What the coach found about an objective and what belongs to it."""

_READING = "Reading…"
_NOTHING_FITS = "Nothing here fits. esc shows everything again."


class PlanList(Outline):
    """Shows a board. What is marked is what the next key is about, else what the cursor is on."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "select", "open", show=False, id="plan.open"),
        Binding("space", "toggle_fold", "mark", id="plan.mark", tooltip="an objective; on a unit: fold"),
        # Objectives have nothing to unfold here: on them the key that unfolds has another meaning.
        Binding("l", "screen.localize", "localize", show=False, id="plan.localize", tooltip="let a unit take it up"),
        Binding("l", "unfold", "unfold", show=False, id="plan.unfold"),
        Binding("z", "fold_all(True)", "fold all", show=False, id="plan.fold_all"),
        Binding("Z", "fold_all(False)", "unfold all", show=False, id="plan.unfold_all"),
    ]

    def __init__(self, me: str, found: Findings, *, glyphs: GlyphSet) -> None:
        super().__init__(self._draw, empty=_READING, glyphs=glyphs)
        self._me = me
        self._found = found
        self._folds: dict[str, bool] = {}
        self._layout: PlanLayout | None = None
        self.marked: dict[str, None] = {}
        """The objectives that were marked, in that order."""

    # --- what shows

    def laid_out(self, found: Found, matching: str, folds: Mapping[str, bool] | None = None) -> PlanLayout:
        """The rows of a board; in another thread, give it the `folds` as they were when it was asked for."""
        kept = self._folds if folds is None else folds
        return PlanLayout(found, matching, kept, self._card_line, glyphs=self._glyphs)

    @property
    def folds(self) -> dict[str, bool]:
        """What was folded or unfolded by hand, as it is now."""
        return dict(self._folds)

    def show(self, layout: PlanLayout) -> None:
        """Show a board."""
        is_behind, layout.folds = layout.folds != self._folds, self._folds
        if is_behind:  # something was folded while it was laid out
            layout = self.laid_out(layout.found, layout.matching)
        self._layout, self.empty = layout, _NOTHING_FITS
        self.marked = {id: None for id in self.marked if id in layout.cards}
        self.set_rows(layout.rows)

    def show_nothing(self, words: str) -> None:
        """Show no board, but what can be done about it."""
        self._layout, self.empty = None, words
        self.marked = {}
        self.set_rows([])

    @property
    def cards(self) -> Mapping[str, Card]:
        """Every card of the board, by its objective."""
        return self._layout.cards if self._layout else {}

    @property
    def _lanes(self) -> Sequence[Lane]:
        """Every unit of the board."""
        return self._layout.found.board.lanes if self._layout else ()

    def _card_line(self, card: Card, width: int) -> Segments:
        coach = coach_counts(self._found(card.id), self._glyphs)
        is_marked = card.id in self.marked
        return card_line(card, width, self.size.width, coach, card.turn == self._me, is_marked, self._glyphs)

    def _draw(self, row: Row, width: int) -> Segments:
        return self._layout.drawn[row.key](width - 1) if self._layout else []

    # --- what the cursor is on

    @property
    def subject_here(self) -> Subject | None:
        """Kind and id of what the cursor is on."""
        return self._layout.subjects.get(self.cursor_key or "") if self._layout else None

    @property
    def lane_here(self) -> Lane | None:
        """The unit that the cursor is on, or in."""
        lanes = self._layout.lanes if self._layout else {}
        position = self._rows.find(self.cursor_key)
        while position is not None and self._rows[position].key not in lanes:
            position = self._rows.parent(position)
        return lanes[self._rows[position].key] if position is not None else None

    @property
    def chosen(self) -> list[str]:
        """The objectives that a key is about: the marked ones, else the one under the cursor."""
        here = (self.cursor_key or "") if self.cursor_key in self.cards else ""
        return list(self.marked) or ([here] if here else [])

    def proposed_here(self) -> list[str]:
        """The proposals in the unit that the cursor is in."""
        lane = self.lane_here
        return [card.id for card in lane.cards[Stage.PROPOSED]] if lane else []

    def waiting_here(self) -> list[str]:
        """The proposals that wait for oneself, in the unit that the cursor is in and below it; in no unit: anywhere."""
        lanes, here = self._lanes, self.lane_here
        if here is not None:
            below = lanes[lanes.index(here) + 1 :]
            lanes = (here, *takewhile(lambda lane: lane.depth > here.depth, below))
        proposed = (card for lane in lanes for card in lane.cards[Stage.PROPOSED])
        return [card.id for card in proposed if card.turn in (self._me, None)]

    def reveal(self, id: str) -> bool:
        """Unfold the way to an objective and put the cursor on it; whether it is on the board."""
        card = self.cards.get(id)
        if card is None:
            return self.move_to(id)
        above = self._above(card.unit)
        folded = [key for key in above if self._folds.get(key)]
        folded += [drafts_of(card.unit)] if card.is_folded and self._folds.get(drafts_of(card.unit), True) else []
        if folded:
            self._folds.update(dict.fromkeys(folded, False))
            self._lay_out_again(folded[0])
        return self.move_to(id)

    def _above(self, unit: str) -> list[str]:
        """A unit and those above it, the topmost first."""
        places = [lane.id for lane in self._lanes]
        found: list[str] = []
        depth = len(places)
        for lane in reversed(self._lanes[: places.index(unit) + 1] if unit in places else ()):
            if lane.depth < depth:
                depth = lane.depth
                found.append(lane.id)
        return found[::-1]

    # --- folding and marking

    def fold_row(self, key: str, folded: bool) -> None:
        """Fold or unfold."""
        self._folds[key] = folded
        self._lay_out_again(key)

    def _lay_out_again(self, key: str) -> None:
        """Show what a row that was folded or unfolded has below it, or no more; of a large board not all the rest."""
        if self._layout is None:
            return
        stretch = self._layout.again(key)
        start = self._rows.find(stretch.start)
        end = len(self._rows) if stretch.end is None else self._rows.find(stretch.end)
        if start is not None and end is not None:
            self.show_rows(self._rows.spliced(start, end, stretch.rows))

    def action_fold_all(self, folded: bool) -> None:
        """Fold or unfold every unit, and the drafts of others."""
        if self._layout is None:
            return
        for lane in self._lanes:
            self._folds[lane.id] = folded and lane.depth > 0
            self._folds[drafts_of(lane.id)] = folded
        self.show(self.laid_out(self._layout.found, self._layout.matching))

    def action_toggle_fold(self) -> None:
        """Mark the objective under the cursor and go on to the next line; fold anything else."""
        key = self.cursor_key
        if key not in self.cards or key is None:
            super().action_toggle_fold()
            return
        if key in self.marked:
            del self.marked[key]
        else:
            self.marked[key] = None
        self.refresh_row(key)
        self.action_step(1)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Nothing can be marked or folded where there is nothing."""
        return action != "toggle_fold" or bool(self._rows)

    def unmark(self) -> None:
        """Forget what was marked."""
        marked, self.marked = self.marked, {}
        for key in marked:
            self.refresh_row(key)
