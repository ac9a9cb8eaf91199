"""The rows of the planning board: what stands in the list, and what is folded. Laid out at once, or in a worker."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from itertools import pairwise, takewhile
from typing import NamedTuple

from okrtui.screens.plan_rows import above_line, asked_line, fit_line, improvement_line, lane_line
from okrtui.widgets.glyphs import GlyphSet
from okrtui.widgets.rows import Row
from okrtui.widgets.tones import Segments
from okrtui.workspace.board import Board, Card, Lane

Subject = tuple[str, str]
Drawing = Callable[[int], Segments]
"""What a row says in so many cells."""
CardLine = Callable[[Card, int], Segments]

IMPROVEMENTS = "improvements"
_DRAFTS = "drafts"


def drafts_of(unit: str) -> str:
    """The key of the row that others' drafts of a unit are folded into."""
    return f"{_DRAFTS} {unit}"


class Found(NamedTuple):
    """A board, and the place of each objective in its unit."""

    board: Board
    order: Mapping[str, int]


class Stretch(NamedTuple):
    """Other rows, in the place of those from a row on up to another; without an end, up to the last."""

    start: str
    end: str | None
    rows: Sequence[Row]


class PlanLayout:
    """The rows of a board, top down. `folds` is what was folded by hand, and may be changed: `again` follows."""

    def __init__(
        self, found: Found, matching: str, folds: Mapping[str, bool], card_line: CardLine, *, glyphs: GlyphSet
    ) -> None:
        """`matching` is part of a title or a name; `card_line` says what the row of an objective says."""
        self.found = found
        self.folds = folds
        self.drawn: dict[str, Drawing] = {}
        self.subjects: dict[str, Subject] = {}
        self.lanes: dict[str, Lane] = {}
        """The units that show, by the keys of their rows."""
        self.cards = {card.id: card for card in found.board.cards()}
        """Every card of the board, by its objective."""
        self.matching = matching.casefold()
        self._card_line = card_line
        self._glyphs = glyphs
        self.rows: Sequence[Row] = [*self._improvements(), *self._units(found.board.lanes)]
        """As they are at first."""

    def again(self, key: str) -> Stretch:
        """The rows that are others now that a row is folded or unfolded: its own, and those of the units below."""
        lanes = self.found.board.lanes
        start = next((n for n, lane in enumerate(lanes) if key in (lane.id, drafts_of(lane.id))), None)
        if start is None:
            end = next((lane.id for lane in lanes if lane.id in self.lanes), None)
            return Stretch(IMPROVEMENTS, end, list(self._improvements()))
        here = lanes[start]
        below = list(takewhile(lambda lane: lane.depth > here.depth, lanes[start + 1 :]))
        behind = (lane.id for lane in lanes[start + 1 + len(below) :] if lane.id in self.lanes)
        return Stretch(here.id, next(behind, None), list(self._units([here, *below])))

    def _improvements(self) -> Iterator[Row]:
        found = self.found.board.improvements
        fitting = [each for each in found if self._fits(each.text, each.unit_name, each.owner_name)]
        if not fitting:
            return
        words = f"To do better, from the last review ({len(fitting)})"
        is_folded = self.folds.get(IMPROVEMENTS, False)
        yield self._row(IMPROVEMENTS, 0, lambda width: fit_line(words, width, self._glyphs), None, is_folded)
        for each in () if is_folded else fitting:
            drawn = partial(improvement_line, each, glyphs=self._glyphs)
            yield self._row(each.id, 1, drawn, ("improvement", each.id))

    def _units(self, lanes: Sequence[Lane]) -> Iterator[Row]:
        hidden_below: int | None = None
        deeper = [below.depth > lane.depth for lane, below in pairwise(lanes)] + [False]
        for lane, has_units in zip(lanes, deeper, strict=True):
            if hidden_below is not None and lane.depth > hidden_below:
                self.lanes.pop(lane.id, None)
                continue
            hidden_below = None
            below = list(self._below(lane))
            if self.matching and not below and not self._fits(lane.name, lane.lead_name):
                continue
            is_folded = self.folds.get(lane.id, False) if below or has_units else None
            if is_folded:
                hidden_below = lane.depth
            self.lanes[lane.id] = lane
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
            key = drafts_of(lane.id)
            is_folded = self.folds.get(key, not self.matching)
            words = f"{len(hidden)} draft{'' if len(hidden) == 1 else 's'} of others"
            yield self._row(key, depth, lambda width: fit_line(words, width, glyphs), None, is_folded)
            for card in () if is_folded else hidden:
                yield self._card(card, depth + 1)
        for asked in lane.asked:
            if self._fits(asked.title, asked.unit):
                yield self._row(asked.share, depth, partial(asked_line, asked, glyphs=glyphs), ("share", asked.share))

    def _place(self, card: Card) -> tuple[int, str]:
        return self.found.order.get(card.id, len(self.found.order)), card.id

    def _card(self, card: Card, depth: int) -> Row:
        return self._row(card.id, depth, partial(self._card_line, card), ("objective", card.id))

    def _row(
        self, key: str, depth: int, drawn: Drawing, subject: Subject | None, is_folded: bool | None = None
    ) -> Row:
        self.drawn[key] = drawn
        if subject is not None:
            self.subjects[key] = subject
        return Row(key, depth, is_folded is not None, bool(is_folded))

    def _fits(self, *texts: str) -> bool:
        return not self.matching or any(self.matching in text.casefold() for text in texts)
