"""The quarterly review of a unit: what came of its objectives, what was learned, what is to be done better."""

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType

from okrtui.okr.score import band, shown
from okrtui.screens.bands import BANDS
from okrtui.screens.detail_line import DetailLine, Setting
from okrtui.screens.looking_back.form import ReviewJob
from okrtui.screens.looking_back.quarter_lines import quarter_lines
from okrtui.screens.looking_back.screen import LookBackScreen
from okrtui.widgets.tones import Segments, Tone
from okrtui.workspace.closing_time import neighbour_of
from okrtui.workspace.portions import BREATH
from okrtui.workspace.quarter_review import QuarterReview, quarter_review

_MOST_NOTES = 5


class QuarterScreen(LookBackScreen[QuarterReview]):
    """A cycle of a unit and all below it."""

    BINDING_GROUP_TITLE = "Quarterly review"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("r", "write", "write it", id="quarter.write", tooltip="what worked, what did not, what to do better"),
        Binding("s", "scores", "scores", id="quarter.scores", tooltip="score and agree; what is missing"),
        Binding("O", "carry_over", "carry over", id="quarter.carry_over", tooltip="what goes on in the next cycle"),
        Binding("D", "compare", "cycle over cycle", id="quarter.compare"),
        Binding("left_square_bracket", "other_cycle(-1)", "cycle before", show=False, id="quarter.cycle_before"),
        Binding("right_square_bracket", "other_cycle(1)", "next cycle", show=False, id="quarter.cycle_next"),
    ]

    def __init__(self, unit: str, cycle: str) -> None:
        super().__init__()
        self._unit = unit
        self._cycle = cycle

    def look(self) -> QuarterReview:
        """The unit's cycle."""
        return quarter_review(self.workspace, self._unit, self._cycle, self.original, pause=BREATH)

    def lines(self, content: QuarterReview, setting: Setting) -> Sequence[DetailLine]:
        """Scores first, then what is written."""
        return quarter_lines(content, setting)

    def cycle_here(self) -> str | None:
        """The cycle that one looks back on."""
        return self._cycle

    # --- what one can do

    def action_write(self) -> None:
        """Write the review, or go on with it."""
        from okrtui.screens.forms import FormScreen

        if self.content is not None:
            job = ReviewJob(self.workspace, self.content.about, self._notes(self.content), self.content.improvements)
            self.app.push_screen(FormScreen(job, lambda kind, id: None))

    def _notes(self, found: QuarterReview) -> list[Segments]:
        """The scores of the unit's own objectives, to have them before one's eyes."""
        objectives = [each for unit in found.completion.units for each in unit.objectives]
        own = [each for each in objectives if each.unit == self._unit] or objectives
        notes: list[Segments] = []
        for each in own[:_MOST_NOTES]:
            score = each.score.agreed
            number = (f"{shown(score)}  ", BANDS[band(score)]) if score is not None else ("  --  ", Tone.MUTED)
            notes.append([number, (each.title or "(no title)", Tone.PLAIN)])
        if len(own) > _MOST_NOTES:
            notes.append([(f"      and {len(own) - _MOST_NOTES} more", Tone.MUTED)])
        return notes

    def action_scores(self) -> None:
        """Open the completion board at the unit."""
        from okrtui.screens.closing import ClosingScreen

        stack = self.app.screen_stack
        if len(stack) > 1 and isinstance(stack[-2], ClosingScreen):
            self.app.pop_screen()
        else:
            self.app.push_screen(ClosingScreen(self._cycle, self._unit))

    def action_carry_over(self) -> None:
        """Choose what goes on in the next cycle."""
        from okrtui.screens.carrying import CarryScreen

        self.app.push_screen(CarryScreen(self._cycle, self._unit))

    def action_compare(self) -> None:
        """Compare cycles of the unit."""
        from okrtui.screens.looking_back.compare import CompareScreen

        self.app.push_screen(CompareScreen(self._unit))

    def action_other_cycle(self, step: int) -> None:
        """Look back on the cycle before or after."""
        there = neighbour_of(self.workspace, self._cycle, step)
        if there is not None:
            self._cycle = there
            self.forget()
        else:
            self.say("There is no cycle before this one" if step < 0 else "There is no cycle after this one")
