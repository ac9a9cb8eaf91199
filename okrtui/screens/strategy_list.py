"""The list of the strategy screen: how it is folded, what each row is about, and what it says."""

from collections.abc import Callable, Mapping, Sequence

from okrtui.okr import records
from okrtui.okr.cadence import relative_day
from okrtui.okr.coach.finding import Finding
from okrtui.okr.presets import Practice
from okrtui.screens.cascade_rows import cascade_line
from okrtui.screens.coach_lines import coach_mark
from okrtui.screens.strategy_layout import Layout, Spot, Wish, lay_out
from okrtui.screens.strategy_rows import barometer_line, goal_line, reach_line
from okrtui.widgets.glyphs import STATUS_WIDTH, GlyphSet
from okrtui.widgets.rows import Row as Place
from okrtui.widgets.tones import Segments
from okrtui.workspace.rows import figure_text, row_of
from okrtui.workspace.strategy import Card, Strategy, card, strategy
from okrtui.workspace.view import View


class StrategyList:
    """Has the rows laid out, and draws them. `findings` tells what the coach found of an object."""

    def __init__(self, workspace: View, findings: Callable[[str], Sequence[Finding]], glyphs: GlyphSet) -> None:
        self._workspace = workspace
        self._findings = findings
        self._glyphs = glyphs
        self._folds: dict[str, bool] = {}
        self._layout: Layout | None = None

    def draw(self, place: Place, width: int) -> Segments:
        """What a row says."""
        return self._layout.drawn[place.key](width - 1) if self._layout else []

    # --- laying out

    def fold(self, key: str, is_folded: bool) -> None:
        """Fold or unfold a row."""
        self._folds[key] = is_folded

    def fold_all(self, is_folded: bool) -> None:
        """Fold or unfold every row that shows."""
        self._folds.update(dict.fromkeys(self.spots, is_folded))

    def wish(self, cycle: str | None, width: int, matching: str) -> Wish:
        """What shall show, in a list of `width` cells: of a cycle, and only what has a text in its title."""
        return Wish(cycle, width, matching.casefold(), dict(self._folds))

    def read(self, wish: Wish, known: Strategy | None = None, *, pause: float = 0) -> Layout:
        """The rows for a wish; `known` is the strategy, unless it is to be read. Safe in another thread."""
        found = known or strategy(self._workspace, wish.cycle, pause=pause)
        return lay_out(self._workspace, found, wish, self._line, glyphs=self._glyphs, pause=pause)

    def take(self, layout: Layout) -> Sequence[Place]:
        """Show these rows from now on."""
        self._layout = layout
        return layout.places

    # --- what shows

    @property
    def spots(self) -> Mapping[str, Spot]:
        """What a row is about, by the row's key."""
        return self._layout.spots if self._layout else {}

    @property
    def practice(self) -> Practice | None:
        """The company's practice; None before anything was read."""
        return self._layout.found.practice if self._layout else None

    @property
    def line_of_vision(self) -> int:
        """The row that the vision stands on."""
        return self._layout.line_of_vision if self._layout else 0

    def keys_of(self, kind: str, id: str) -> list[str]:
        """The rows that are about an object, the topmost first."""
        return [key for key, spot in self.spots.items() if spot == (kind, id)]

    # --- lines

    def _line(self, kind: str, id: str, width: int) -> Segments:
        if self._layout is None:
            return []
        glyphs, found = self._glyphs, self._layout.found
        coach = coach_mark(self._findings(id), glyphs)
        with self._workspace.lock:
            if kind in ("objective", "key_result"):
                row = row_of(self._workspace, kind, id)
                if row is None:
                    return []
                if kind == "objective" and "measure" in found.practice.chain:
                    row = row._replace(owner=self._proof(id) or row.owner)
                return cascade_line(row, width, min(width, 95), STATUS_WIDTH, glyphs, coach)
            shown = card(self._workspace, kind, id, self._layout.wish.cycle)
        return self._card_line(shown, found, width, coach) if shown else []

    def _card_line(self, shown: Card, found: Strategy, width: int, coach: Segments) -> Segments:
        match shown.kind:
            case "mission":
                return reach_line(shown, found.shares.get(shown.id), width, self._glyphs, coach)
            case "goal":
                return goal_line(shown, width, min(width, 95), self._glyphs, coach)
        return barometer_line(shown, width, self._glyphs, coach)

    def _proof(self, objective: str) -> str:
        """The number, the date and the lagging KPI that an objective of MOKM is proved by."""
        company = self._workspace.company
        fields = company.fields("objective", objective) or {}
        kpi = company.fields("kpi", records.reference(fields, "kpi")) or {}
        number = figure_text(records.number(fields, "kpi_target"), records.line(kpi, "unit_of_measure"))
        day = records.day(fields, "kpi_due")
        parts = (number, f"by {relative_day(day, self._workspace.today)}" if day else "")
        return " ".join(part for part in parts if part)
