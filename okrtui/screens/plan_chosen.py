"""What the keys of the planning board are about, and how it is told what was done: one quiet line with its undo."""

from collections.abc import Callable, Sequence
from functools import partial

from okrtui.okr.kinds import Level
from okrtui.okr.records import Objective
from okrtui.screens.objects import counted
from okrtui.screens.pane import PaneScreen
from okrtui.screens.plan_list import PlanList
from okrtui.widgets.fields import Item

UNDO = "u undo"
"""How to take back what was done."""


class PlanChosen(PaneScreen):
    """A planning board. `cycle` is the cycle that is planned, None while nobody has made it."""

    cycle: str | None = None

    @property
    def plan_list(self) -> PlanList:
        """The list of the board."""
        return self.query_one(PlanList)

    def chosen(self) -> list[str]:
        """The objectives that a key is about."""
        if self.is_in_pane:
            kind, id = self.subject() or ("", "")
            return [id] if kind == "objective" else []
        return self.plan_list.chosen

    def _unit_here(self) -> str | None:
        """The unit that the cursor is in; above the units, the first of one's own, else the topmost."""
        lane = self.plan_list.lane_here
        if lane is not None:
            return lane.id
        company = self.workspace.company
        mine = [unit for unit in company.units_of(self.workspace.person) if unit.level is not Level.INDIVIDUAL]
        return next((unit.id for unit in (*mine, *company.child_units(None))), None)

    def _objective_of(self, id: str) -> Objective | None:
        """The objective itself, or that of a key result."""
        company = self.workspace.company
        key_result = company.key_result(id)
        return company.objective(key_result.objective if key_result else id)

    def _do(self, work: Callable[[list[str]], object], done: str, tail: str = "") -> None:
        """Do something to all chosen objectives, in one act."""
        chosen = self.chosen()
        self.okrtui.carry_out(partial(work, chosen), lambda _: self._told(done, chosen, tail))

    def _told(self, done: str, objectives: Sequence[str], tail: str = "") -> None:
        for outline in self.query(PlanList):
            outline.unmark()
        title = self.workspace.company.title(objectives[0]) if len(objectives) == 1 else ""
        self.okrtui.say(f"{done}: {title or counted(len(objectives), 'objective')}{tail}", UNDO)

    # --- asking for one of several

    def _pick_unit(
        self, question: str, apart_from: str | None, then: Callable[[str], None], first: Sequence[str] = ()
    ) -> None:
        company = self.workspace.company
        with self.workspace.lock:
            tops = company.child_units(None)
            units = [unit for top in tops for unit in company.units_below(top.id) if unit.id != apart_from]
            units = [unit for unit in units if unit.level is not Level.INDIVIDUAL]
            items = [Item(unit.id, unit.name, company.title(unit.lead)) for unit in units]
        items.sort(key=lambda item: first.index(item.id) if item.id in first else len(first))
        self._pick(question, items, then)

    def _pick(self, question: str, items: Sequence[Item], then: Callable[[str], None]) -> None:
        from okrtui.screens.pick import PickScreen

        self.app.push_screen(
            PickScreen(question, items, glyphs=self.glyphs), lambda picked: then(picked) if picked else None
        )
