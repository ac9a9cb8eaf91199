"""Looking back: a screen that can show the company as it stood at the end of any day of the cycle."""

from datetime import date, timedelta
from functools import partial
from typing import ClassVar

from textual.binding import Binding, BindingType

from okrtui.screens.objects import ObjectScreen
from okrtui.screens.time_line import Slide, TimeLine, day_words
from okrtui.workspace.past import Past
from okrtui.workspace.view import View


class TimeTravelScreen(ObjectScreen):
    """A screen on a view that may lie in the past. Subclasses show `view`, and compose a TimeLine."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("t", "travel", "time slider", show=False, id="time.travel", tooltip="as it stood on any day"),
        Binding("comma", "day(-1)", "day before", show=False, id="time.day_before"),
        Binding("full_stop", "day(1)", "day after", show=False, id="time.day_after"),
        Binding("less_than_sign", "day(-7)", "week before", show=False, id="time.week_before"),
        Binding("greater_than_sign", "day(7)", "week after", show=False, id="time.week_after"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._past: Past | None = None
        self._views: dict[date, View] = {}
        self._day: date | None = None
        """The day that was asked for last; None: today, live."""
        self._shown: View | None = None

    @property
    def view(self) -> View:
        """What is shown: the workspace as it is, or as it was."""
        return self._shown or self.workspace

    @property
    def is_past(self) -> bool:
        """Whether the past is shown, or on its way."""
        return self._day is not None

    def travelled(self) -> None:
        """Show `view`, which is another one now."""
        raise NotImplementedError

    def first_day(self) -> date:
        """The first day that one can go back to: the cycle's."""
        cycle = self.workspace.company.cycle(self.cycle_here())
        return cycle.start if cycle else self.workspace.today

    def last_day(self) -> date:
        """The last day of the cycle that has come."""
        cycle = self.workspace.company.cycle(self.cycle_here())
        return min(cycle.end, self.workspace.today) if cycle else self.workspace.today

    # --- moving

    def action_travel(self) -> None:
        """Take up the slider, a week back at first; or come back to today."""
        if self.is_past:
            self._return()
        else:
            self._go(self.last_day() - timedelta(days=7))

    def action_day(self, days: int) -> None:
        """Go some days on or back; beyond the last one is today, live."""
        if self._day is not None:
            self._go(self._day + timedelta(days=days))
        elif days < 0:
            self._go(self.last_day() + timedelta(days=days))

    def _go(self, day: date) -> None:
        if day > self.last_day():
            self._return()
            return
        self._day = max(day, self.first_day())
        self.query_one(TimeLine).slide = Slide(self._day, self.first_day(), self.last_day())
        self.okrtui.act(partial(self._view_of, self._day), partial(self._arrive, self._day))

    def _view_of(self, day: date) -> View:
        """The company of a day; read from the history, which is read once."""
        if self._past is None:
            self._past = Past(self.workspace)
        if day not in self._views:
            self._views[day] = self._past.at(day)
        return self._views[day]

    def _arrive(self, day: date, view: View) -> None:
        if day == self._day:  # the slider may have gone on meanwhile
            self._shown = view
            self.travelled()

    def _return(self) -> None:
        """Today again, as it has become meanwhile."""
        self._day = self._shown = self._past = None
        self._views.clear()
        self.query_one(TimeLine).slide = None
        self.travelled()

    # --- what cannot be done in the past

    def action_check_in(self) -> None:
        """Check in, today."""
        if not self._refused():
            super().action_check_in()

    def action_edit(self) -> None:
        """Edit, today."""
        if not self._refused():
            super().action_edit()

    def action_new(self) -> None:
        """Make something, today."""
        if not self._refused():
            super().action_new()

    def action_delete(self) -> None:
        """Delete, today."""
        if not self._refused():
            super().action_delete()

    def _refused(self) -> bool:
        if self._day is None:
            return False
        self.say(f"This is {day_words(self._day)}: nothing can be changed there", "t comes back to today")
        return True

    def action_back(self) -> None:
        """Out of the past first."""
        if self.is_past:
            self._return()
        else:
            super().action_back()
