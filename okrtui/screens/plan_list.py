"""The list of the planning board: units, their objectives and what belongs beside them, folded and filtered."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import pairwise, takewhile
from typing import ClassVar

from textual.binding import Binding, BindingType

from okrtui.okr.coach.finding import Finding
from okrtui.okr.kinds import Stage
from okrtui.screens.coach_lines import coach_counts
from okrtui.screens.plan_rows import above_line, asked_line, card_line, fit_line, improvement_line, lane_line
from okrtui.widgets.glyphs import GlyphSet
from okrtui.widgets.outline import Outline
from okrtui.widgets.rows import Row
from okrtui.widgets.tones import Segments
from okrtui.workspace.board import Board, Card, Lane

Subject = tuple[str, str]
Found = Callable[[str], Sequence[Finding]]
"""What the coach found about an objective and what belongs to it."""

IMPROVEMENTS = "improvements"
_DRAFTS = "drafts"
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

    def __init__(self, me: str, found: Found, *, glyphs: GlyphSet) -> None:
        super().__init__(self._draw, empty=_NOTHING_FITS, glyphs=glyphs)
        self._me = me
        self._found = found
        self._board: Board | None = None
        self._order: dict[str, int] = {}
        self._matching = ""
        self._folds: dict[str, bool] = {}
        self._drawn: dict[str, Callable[[int], Segments]] = {}
        self._subjects: dict[str, Subject] = {}
        self._lanes: dict[str, Lane] = {}
        self.cards: dict[str, Card] = {}
        """Every card of the board, by its objective."""
        self.marked: dict[str, None] = {}
        """The objectives that were marked, in that order."""

    # --- what shows

    def show(self, board: Board, order: dict[str, int], matching: str = "") -> None:
        """Show a board. `order` is the place of each objective in its unit; `matching` is part of a title or a name."""
        self._board, self._order, self._matching = board, order, matching.casefold()
        self.empty = _NOTHING_FITS
        self.cards = {card.id: card for card in board.cards()}
        self.marked = {id: None for id in self.marked if id in self.cards}
        self._lay_out()

    def show_nothing(self, words: str) -> None:
        """Show no board, but what can be done about it."""
        self._board, self.empty = None, words
        self.cards, self.marked = {}, {}
        self._lay_out()
        self.set_rows([])

    def _lay_out(self) -> None:
        self._drawn.clear()
        self._subjects.clear()
        self._lanes.clear()
        if self._board is not None:
            self.set_rows([*self._improvements(self._board), *self._units(self._board)])

    def _improvements(self, board: Board) -> Iterator[Row]:
        fitting = [each for each in board.improvements if self._fits(each.text, each.unit_name, each.owner_name)]
        if not fitting:
            return
        words = f"To do better, from the last review ({len(fitting)})"
        is_folded = self._is_folded(IMPROVEMENTS, False)
        yield self._row(IMPROVEMENTS, 0, lambda width: fit_line(words, width, self._glyphs), None, is_folded)
        for each in () if is_folded else fitting:
            drawn = partial(improvement_line, each, glyphs=self._glyphs)
            yield self._row(each.id, 1, drawn, ("improvement", each.id))

    def _units(self, board: Board) -> Iterator[Row]:
        hidden_below: int | None = None
        deeper = [below.depth > lane.depth for lane, below in pairwise(board.lanes)] + [False]
        for lane, has_units in zip(board.lanes, deeper, strict=True):
            if hidden_below is not None and lane.depth > hidden_below:
                continue
            hidden_below = None
            below = list(self._below(lane))
            if self._matching and not below and not self._fits(lane.name, lane.lead_name):
                continue
            is_folded = self._is_folded(lane.id, False) if below or has_units else None
            if is_folded:
                hidden_below = lane.depth
            self._lanes[lane.id] = lane
            drawn = partial(lane_line, lane, glyphs=self._glyphs)
            yield self._row(lane.id, lane.depth, drawn, ("unit", lane.id), is_folded)
            yield from () if is_folded else below

    def _below(self, lane: Lane) -> Iterator[Row]:
        """What stands under a unit: the year's, its own, others' drafts, what others ask."""
        depth, glyphs = lane.depth + 1, self._glyphs
        for above in lane.above:
            if self._fits(above.title):
                drawn = partial(above_line, above, glyphs=glyphs)
                yield self._row(f"above {above.id}", depth, drawn, ("objective", above.id))
        cards = sorted((card for cards in lane.cards.values() for card in cards), key=self._place)
        fitting = [card for card in cards if self._fits(card.title, card.owner_name, card.turn_name, lane.name)]
        hidden = [card for card in fitting if card.is_folded]
        for card in fitting:
            if not card.is_folded:
                yield self._card(card, depth)
        if hidden:
            key = f"{_DRAFTS} {lane.id}"
            is_folded = self._is_folded(key, not self._matching)
            words = f"{len(hidden)} draft{'' if len(hidden) == 1 else 's'} of others"
            yield self._row(key, depth, lambda width: fit_line(words, width, glyphs), None, is_folded)
            for card in () if is_folded else hidden:
                yield self._card(card, depth + 1)
        for asked in lane.asked:
            if self._fits(asked.title, asked.unit):
                yield self._row(asked.share, depth, partial(asked_line, asked, glyphs=glyphs), ("share", asked.share))

    def _place(self, card: Card) -> tuple[int, str]:
        return self._order.get(card.id, len(self._order)), card.id

    def _card(self, card: Card, depth: int) -> Row:
        return self._row(card.id, depth, partial(self._card_line, card), ("objective", card.id))

    def _card_line(self, card: Card, width: int) -> Segments:
        coach = coach_counts(self._found(card.id), self._glyphs)
        is_marked = card.id in self.marked
        return card_line(card, width, self.size.width, coach, card.turn == self._me, is_marked, self._glyphs)

    def _row(
        self,
        key: str,
        depth: int,
        drawn: Callable[[int], Segments],
        subject: Subject | None,
        is_folded: bool | None = None,
    ) -> Row:
        self._drawn[key] = drawn
        if subject is not None:
            self._subjects[key] = subject
        return Row(key, depth, is_folded is not None, bool(is_folded))

    def _draw(self, row: Row, width: int) -> Segments:
        return self._drawn[row.key](width - 1)

    def _fits(self, *texts: str) -> bool:
        return not self._matching or any(self._matching in text.casefold() for text in texts)

    # --- what the cursor is on

    @property
    def subject_here(self) -> Subject | None:
        """Kind and id of what the cursor is on."""
        return self._subjects.get(self.cursor_key or "")

    @property
    def lane_here(self) -> Lane | None:
        """The unit that the cursor is on, or in."""
        position = self._rows.find(self.cursor_key)
        while position is not None and self._rows[position].key not in self._lanes:
            position = self._rows.parent(position)
        return self._lanes[self._rows[position].key] if position is not None else None

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
        lanes, here = self._board.lanes if self._board else (), self.lane_here
        if here is not None:
            below = lanes[lanes.index(here) + 1 :]
            lanes = (here, *takewhile(lambda lane: lane.depth > here.depth, below))
        proposed = (card for lane in lanes for card in lane.cards[Stage.PROPOSED])
        return [card.id for card in proposed if card.turn in (self._me, None)]

    def reveal(self, id: str) -> bool:
        """Unfold the way to an objective and put the cursor on it; whether it is on the board."""
        card = self.cards.get(id)
        if card is None or self._board is None:
            return self.move_to(id)
        if card.is_folded:
            self._folds[f"{_DRAFTS} {card.unit}"] = False
        places = [lane.id for lane in self._board.lanes]
        depth = len(places)
        for lane in reversed(self._board.lanes[: places.index(card.unit) + 1] if card.unit in places else ()):
            if lane.depth < depth:
                depth = lane.depth
                self._folds[lane.id] = False
        self._lay_out()
        return self.move_to(id)

    # --- folding and marking

    def _is_folded(self, key: str, at_first: bool) -> bool:
        return self._folds.get(key, at_first)

    def fold_row(self, key: str, folded: bool) -> None:
        """Fold or unfold."""
        self._folds[key] = folded
        self._lay_out()

    def action_fold_all(self, folded: bool) -> None:
        """Fold or unfold every unit, and the drafts of others."""
        if self._board is None:
            return
        for lane in self._board.lanes:
            self._folds[lane.id] = folded and lane.depth > 0
            self._folds[f"{_DRAFTS} {lane.id}"] = folded
        self._lay_out()

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
