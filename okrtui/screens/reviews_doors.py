"""The ways from a unit in Reviews to its looks back: the month, the quarter and its scores, closing, carrying over."""

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType

from okrtui.okr.kinds import Level
from okrtui.screens.objects import ObjectScreen
from okrtui.widgets.fields import Item
from okrtui.workspace.closing_time import cycle_looked_back_on
from okrtui.workspace.due_reviews import Turns
from okrtui.workspace.errors import NotFound
from okrtui.workspace.reading import clean_line

DOORS = ("month", "scores", "quarter", "close_cycle", "carry_over", "compare", "pack")
"""The actions of these ways."""


class ReviewsDoors(ObjectScreen):
    """A screen of Reviews. Subclasses say which unit the keys are about."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("t", "month", "month", id="reviews.month", tooltip="the monthly review of the unit"),
        Binding("s", "scores", "scores", id="reviews.scores", tooltip="score its quarter, and what is missing"),
        Binding("v", "quarter", "quarter", id="reviews.quarter", tooltip="the quarterly review of the unit"),
        Binding("C", "close_cycle", "close the cycle", show=False, id="reviews.close", tooltip="says what is missing"),
        Binding("O", "carry_over", "carry over", show=False, id="reviews.carry_over", tooltip="to the next cycle"),
        Binding("D", "compare", "cycle over cycle", show=False, id="reviews.compare"),
        Binding("P", "pack", "a person's review pack", show=False, id="reviews.pack", tooltip="of the unit, or below"),
    ]

    def unit_and_turns(self) -> tuple[str, Turns] | None:
        """The unit that the keys are about, and what has its turn there."""
        raise NotImplementedError

    def _cycle(self) -> str | None:
        """The cycle that one looks back on; says so where there is none."""
        here = self.unit_and_turns()
        if here is not None and here[1].quarter.cycle is not None:
            return here[1].quarter.cycle
        try:
            return cycle_looked_back_on(self.workspace)
        except NotFound:
            self.say("There is no cycle to look back on yet", "4 plans one")
            return None

    def action_month(self) -> None:
        """Look back on the unit's month: the one that wants its review, else the last one."""
        from okrtui.screens.looking_back import MonthScreen

        here = self.unit_and_turns()
        if here is not None:
            self.app.push_screen(MonthScreen(here[0], here[1].month.about))

    def action_scores(self) -> None:
        """Open the completion board of the unit and all below it."""
        from okrtui.screens.closing import ClosingScreen

        here, cycle = self.unit_and_turns(), self._cycle()
        if here is not None and cycle is not None:
            self.app.push_screen(ClosingScreen(cycle, here[0]))

    def action_quarter(self) -> None:
        """Look back on the unit's cycle."""
        from okrtui.screens.looking_back import QuarterScreen

        here, cycle = self.unit_and_turns(), self._cycle()
        if here is not None and cycle is not None:
            self.app.push_screen(QuarterScreen(here[0], cycle))

    def action_close_cycle(self) -> None:
        """Open the completion board of everyone: from there the cycle is closed."""
        from okrtui.screens.closing import ClosingScreen

        cycle = self._cycle()
        if cycle is not None:
            self.app.push_screen(ClosingScreen(cycle))

    def action_carry_over(self) -> None:
        """Choose what goes on in the next cycle, of the unit and all below it."""
        from okrtui.screens.carrying import CarryScreen

        here, cycle = self.unit_and_turns(), self._cycle()
        if here is not None and cycle is not None:
            self.app.push_screen(CarryScreen(cycle, here[0]))

    def action_compare(self) -> None:
        """Compare the unit's cycles."""
        from okrtui.screens.looking_back import CompareScreen

        here = self.unit_and_turns()
        if here is not None:
            self.app.push_screen(CompareScreen(here[0]))

    def action_pack(self) -> None:
        """Look at the review pack of somebody of the unit, or below it."""
        here, cycle = self.unit_and_turns(), self._cycle()
        if here is None or cycle is None:
            return
        people = self._people(here[0])
        unit = self.workspace.company.unit(here[0])
        if unit is not None and unit.level is Level.INDIVIDUAL and unit.lead is not None:
            self._open_pack(unit.lead, cycle)
        elif people:
            from okrtui.screens.pick import PickScreen

            pick = PickScreen("Whose review pack?", people, glyphs=self.glyphs)
            self.app.push_screen(pick, lambda id: self._open_pack(id, cycle) if id else None)
        else:
            self.say("Nobody works in this unit yet")

    def _open_pack(self, person: str, cycle: str) -> None:
        from okrtui.screens.looking_back import PackScreen

        self.app.push_screen(PackScreen(person, cycle))

    def _people(self, unit: str) -> Sequence[Item]:
        """Those of a unit and below it, oneself first."""
        with self.workspace.lock:
            company = self.workspace.company
            found: dict[str, Item] = {}
            for each in company.units_below(unit):
                lead = company.person(each.lead)
                for person in [*([lead] if lead else []), *company.members(each.id)]:
                    found.setdefault(person.id, Item(person.id, clean_line(person.name), clean_line(each.name)))
            return sorted(found.values(), key=lambda item: item.id != self.workspace.person)
