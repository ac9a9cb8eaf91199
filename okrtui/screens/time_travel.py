"""Looking back: a screen that can show the company as it stood at the end of any day of the cycle."""

from datetime import date, timedelta
from functools import partial
from typing import ClassVar

from textual.binding import Binding, BindingType

from okrtui.screens.objects import ObjectScreen
from okrtui.screens.time_line import Slide, TimeLine
from okrtui.widgets.key_line import KeyLine
from okrtui.widgets.tones import Tone
from okrtui.workspace.past import Past
from okrtui.workspace.view import View
from okrtui.workspace.warming import warming

_KEPT = 8
"""So many days that were looked at are kept: each is a whole company."""


class TimeTravelScreen(ObjectScreen):
    """A screen on a view that may lie in the past. Subclasses show `view`, and compose a TimeLine."""

    WAY_OUT_OF_THE_PAST = "t comes back to today"
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
        self._is_looking = False

    @property
    def view(self) -> View:
        """What is shown: the workspace as it is, or as it was."""
        return self._shown or self.workspace

    @property
    def as_of(self) -> View | None:
        """The company of the day in the past that shows."""
        return self._shown

    @property
    def past_day(self) -> date | None:
        """The day in the past that shows, or is on its way."""
        return self._day

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
        """The last day of the cycle that has come; before the first where none has."""
        cycle = self.workspace.company.cycle(self.cycle_here())
        return min(cycle.end, self.workspace.today) if cycle else self.workspace.today

    # --- moving

    def action_travel(self) -> None:
        """Take up the slider, a week back at first; or come back to today."""
        if self.is_past:
            self.come_back()
        else:
            self.action_day(-7)

    def action_day(self, days: int) -> None:
        """Go some days on or back; beyond the last one is today, live."""
        last = self.last_day()
        if self._day is not None:
            self._go(self._day + timedelta(days=days))
        elif last < self.first_day():
            self.say("This cycle has not begun yet: there is nothing to look back at")
        elif days < 0:
            self._go(last + timedelta(days=days))
        else:
            self.say("This is how it stands now", ", goes a day back")

    def _go(self, day: date) -> None:
        if day > self.last_day():
            self.come_back()
            return
        self._day = max(day, self.first_day())
        self.query_one(KeyLine).hush()  # what was said of another day is over
        self.refresh_bindings()
        self.query_one(TimeLine).slide = Slide(self._day, self.first_day(), self.last_day())
        self._look()

    def _look(self) -> None:
        """Show the day that was asked for last. One is read at a time: those passed by on the way are not."""
        if self._day is None or self._is_looking:
            return
        if self._day in self._views:
            self._show(self._views[self._day])
            return
        self._is_looking = True
        look = partial(self._view_of, self._past, self._day, self.cycle_here())
        self.okrtui.act(look, self._arrive, self._lose_the_way)

    def _view_of(self, past: Past | None, day: date, cycle: str | None) -> tuple[Past, View]:
        """The company of a day with its figures, from the history, which is read once."""
        past = past or Past(self.workspace)
        view = past.at(day)
        all(warming(view, cycle))
        return past, view

    def _arrive(self, found: tuple[Past, View]) -> None:
        self._is_looking = False
        if self._day is None:  # back in the present meanwhile
            return
        self._past, view = found
        self._views[view.today] = view
        while len(self._views) > _KEPT:
            del self._views[next(iter(self._views))]
        self._look()

    def _lose_the_way(self, why: str) -> None:
        self._is_looking = False
        self.come_back()
        self.okrtui.say(why, tone=Tone.BAD)

    def _show(self, view: View) -> None:
        self._shown = view
        self.travelled()

    def come_back(self) -> None:
        """Today again, as it has become meanwhile."""
        self._day = self._shown = self._past = None
        self._views.clear()
        self.query_one(KeyLine).hush()
        self.refresh_bindings()
        self.query_one(TimeLine).slide = None
        self.travelled()

    def action_back(self) -> None:
        """Out of the past first."""
        if self.is_past:
            self.come_back()
        else:
            super().action_back()
