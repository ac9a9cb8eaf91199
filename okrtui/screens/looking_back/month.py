"""The monthly review of a unit: the change of each key result over the month, bottlenecks, decisions."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import ClassVar

from textual.binding import Binding, BindingType

from okrtui.screens.detail_line import DetailLine, Setting
from okrtui.screens.looking_back.form import ReviewJob
from okrtui.screens.looking_back.month_lines import month_lines
from okrtui.screens.looking_back.screen import LookBackScreen
from okrtui.widgets.tones import Segments, Tone
from okrtui.workspace.month_review import MonthReview, month_review
from okrtui.workspace.portions import BREATH

_MOST_NOTES = 4


class MonthScreen(LookBackScreen[MonthReview]):
    """A month of a unit and all below it."""

    BINDING_GROUP_TITLE = "Monthly review"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("r", "write", "write it", id="month.write", tooltip="what worked, bottlenecks, decisions"),
        Binding("left_square_bracket", "other_month(-1)", "month before", id="month.before"),
        Binding("right_square_bracket", "other_month(1)", "next month", id="month.next"),
    ]

    def __init__(self, unit: str, month: date | None = None) -> None:
        """`month` is one of its days; None: the one that one looks back on today."""
        super().__init__()
        self._unit = unit
        self._month = month

    def look(self) -> MonthReview:
        """The unit's month."""
        return month_review(self.workspace, self._unit, self._month, pause=BREATH)

    def lines(self, content: MonthReview, setting: Setting) -> Sequence[DetailLine]:
        """What changed, what is in the way, what was decided."""
        return month_lines(content, setting)

    def cycle_here(self) -> str | None:
        """The cycle that the month lies in."""
        return (self.content.about.cycle if self.content else None) or super().cycle_here()

    def action_write(self) -> None:
        """Write the review, or go on with it."""
        from okrtui.screens.forms import FormScreen

        if self.content is not None:
            job = ReviewJob(self.workspace, self.content.about, _notes(self.content))
            self.app.push_screen(FormScreen(job, lambda kind, id: None))

    def action_other_month(self, step: int) -> None:
        """Look back on the month before or after."""
        if self.content is None:
            return
        first = self.content.first
        other = (first - timedelta(days=1)).replace(day=1)
        if step > 0:
            other = date(first.year + first.month // 12, first.month % 12 + 1, 1)
        if other > self.workspace.today:
            self.say(f"{other:%B %Y} has not begun yet")
            return
        self._month = other
        self.forget()


def _notes(found: MonthReview) -> list[Segments]:
    """What slipped and what is in the way, to have it before one's eyes."""
    notes: list[Segments] = [
        [("slipped  ", Tone.CAUTION), (each.title or "(no title)", Tone.PLAIN)] for each in found.slipped[:_MOST_NOTES]
    ]
    for each in found.blockers[: _MOST_NOTES + 1 - len(notes)]:
        solver = f", {each.solver_name}" if each.solver_name else ""
        notes.append([("blocker  ", Tone.CAUTION), (each.description, Tone.PLAIN), (solver, Tone.MUTED)])
    return notes
