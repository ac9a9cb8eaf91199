"""Cycle over cycle: a unit's cycles beside each other."""

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import BindingType

from okrtui.screens.detail_line import DetailLine, Setting
from okrtui.screens.looking_back.compare_lines import compare_lines
from okrtui.screens.looking_back.screen import LookBackScreen
from okrtui.workspace.comparison import Comparison, compare
from okrtui.workspace.portions import BREATH


class CompareScreen(LookBackScreen[Comparison]):
    """What came of the unit's objectives in each cycle, and how what was carried over went on."""

    BINDING_GROUP_TITLE = "Cycle over cycle"
    BINDINGS: ClassVar[list[BindingType]] = []

    def __init__(self, unit: str) -> None:
        super().__init__()
        self._unit = unit

    def look(self) -> Comparison:
        """The last cycles of the unit."""
        return compare(self.workspace, self._unit, pause=BREATH)

    def lines(self, content: Comparison, setting: Setting) -> Sequence[DetailLine]:
        """Figures in columns, then the objectives."""
        return compare_lines(content, setting)
