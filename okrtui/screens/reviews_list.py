"""The list of Reviews: every unit from the top, folded and filtered."""

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import ClassVar

from textual.binding import Binding, BindingType

from okrtui.okr.kinds import Level
from okrtui.screens.reviews_rows import head_line, unit_line
from okrtui.widgets.glyphs import GlyphSet
from okrtui.widgets.line import Line
from okrtui.widgets.outline import Outline
from okrtui.widgets.rows import Row
from okrtui.widgets.tones import Segments, Tone
from okrtui.workspace.review_table import UnitReviews

_NOTHING_FITS = "No unit is called so. esc shows all of them again."
_NO_UNITS = "No unit is here yet: 2 shows the company, where n makes departments and teams."
_LEFT = 3
"""Cells that the rows of the list have before their text."""


class ReviewsHead(Line):
    """What the columns of the list are."""

    def segments(self, width: int) -> Segments:
        """The words over the columns."""
        return [(" " * _LEFT, Tone.PLAIN), *head_line(width - _LEFT - 2, width)]


class ReviewsList(Outline):
    """Shows the units of a table. Those of people only are folded until one unfolds them."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "select", "open", id="reviews.open", tooltip="what it has held, and what has its turn"),
        Binding("space", "toggle_fold", "fold", show=False, id="reviews.fold"),
        Binding("z", "fold_all(True)", "fold all", show=False, id="reviews.fold_all"),
        Binding("Z", "fold_all(False)", "unfold all", show=False, id="reviews.unfold_all"),
    ]

    def __init__(self, *, glyphs: GlyphSet) -> None:
        super().__init__(self._draw, empty="Reading…", glyphs=glyphs)
        self._units: Sequence[UnitReviews] = ()
        self._by_id: dict[str, UnitReviews] = {}
        self._parents: dict[str, str] = {}
        self._at_first: dict[str, bool] = {}
        self._folds: dict[str, bool] = {}
        self._matching = ""

    def show(self, units: Sequence[UnitReviews], matching: str = "") -> None:
        """Show units, depth first; of those that do not have a text in their names, only what leads to some that do."""
        self._units = units
        self._by_id = {unit.id: unit for unit in units}
        self._parents = {}
        path: list[str] = []
        for unit in units:
            del path[unit.depth :]
            if path:
                self._parents[unit.id] = path[-1]
            path.append(unit.id)
        with_teams = {self._parents.get(unit.id) for unit in units if unit.level is not Level.INDIVIDUAL}
        self._at_first = {unit.id: unit.id not in with_teams for unit in units}
        self.look_for(matching)

    def look_for(self, matching: str) -> None:
        """Show only what has a text in its name, and what leads there."""
        self._matching = matching.casefold()
        self.empty = _NOTHING_FITS if matching else _NO_UNITS
        self._lay_out()

    @property
    def unit_here(self) -> UnitReviews | None:
        """The unit that the cursor is on."""
        return self._by_id.get(self.cursor_key or "")

    def row_of(self, id: str) -> UnitReviews | None:
        """The row of a unit."""
        return self._by_id.get(id)

    def _lay_out(self) -> None:
        self.set_rows(list(self._found_rows()))

    def _found_rows(self) -> Iterator[Row]:
        kept = self._kept()
        shown = [unit for unit in self._units if kept is None or unit.id in kept]
        hidden: int | None = None
        for unit, following in zip_longest(shown, shown[1:]):
            has_units = following is not None and following.depth > unit.depth
            if hidden is not None and unit.depth > hidden:
                continue
            is_folded = has_units and self._is_folded(unit.id)
            hidden = unit.depth if is_folded else None
            yield Row(unit.id, unit.depth, has_units, is_folded)

    def _kept(self) -> set[str] | None:
        """The units that fit, and those above them; None where all do."""
        if not self._matching:
            return None
        kept: set[str] = set()
        for unit in self._units:
            here: str | None = unit.id
            if any(self._matching in text.casefold() for text in (unit.name, unit.lead_name)):
                while here is not None and here not in kept:
                    kept.add(here)
                    here = self._parents.get(here)
        return kept

    def _is_folded(self, id: str) -> bool:
        return self._folds.get(id, self._at_first.get(id, False) and not self._matching)

    def _draw(self, row: Row, width: int) -> Segments:
        return unit_line(self._by_id[row.key], width - 1, self.size.width, self._glyphs)

    def reveal(self, id: str) -> bool:
        """Unfold the way to a unit and put the cursor on it; whether it is there."""
        above = self._parents.get(id)
        while above is not None:
            self._folds[above] = False
            above = self._parents.get(above)
        self._lay_out()
        return self.move_to(id)

    def fold_row(self, key: str, folded: bool) -> None:
        """Fold or unfold."""
        self._folds[key] = folded
        self._lay_out()

    def action_fold_all(self, folded: bool) -> None:
        """Fold or unfold every unit but the top."""
        self._folds = {unit.id: folded and unit.depth > 0 for unit in self._units}
        self._lay_out()
