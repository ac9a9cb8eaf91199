"""The planning board: what every unit wants of the next cycle, how far that is, and whose turn it is."""

from datetime import date
from functools import partial
from pathlib import PurePath
from typing import ClassVar, NamedTuple

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.getters import query_one

from okrtui.okr.coach.finding import Finding
from okrtui.okr.kinds import CycleStatus, Stage
from okrtui.okr.records import text
from okrtui.screens.coach_lines import legend
from okrtui.screens.keeping_up import KeepsUp
from okrtui.screens.keys_ahead import KeysAhead
from okrtui.screens.looks import Looks
from okrtui.screens.objects import OPENED, Subject
from okrtui.screens.plan_acts import PlanActs
from okrtui.screens.plan_layout import Found, PlanLayout
from okrtui.screens.plan_line import PlanLine, Standing
from okrtui.screens.plan_list import PlanList
from okrtui.widgets.filter_line import FilterLine
from okrtui.widgets.glyphs import ASCII
from okrtui.workspace.board import Board, board
from okrtui.workspace.planning_cycles import Upcoming, next_cycle
from okrtui.workspace.portions import BREATH, has_many, portions_of
from okrtui.workspace.warming import warming

_FEW_UNITS = 100
"""So many units' cards a key press may wait for; those of more are made in a worker."""


class _Made(NamedTuple):
    """The board of a cycle with a text in its rows; no layout where the cycle is gone."""

    cycle: str | None
    matching: str
    layout: PlanLayout | None


class PlanScreen(PlanActs, KeepsUp, KeysAhead):
    """Units and their objectives of a cycle. The cursor stays on its object whatever others do."""

    TAB = "plan"
    CSS_PATH: ClassVar[list[str | PurePath]] = ["pane.tcss", "plan.tcss"]
    BINDING_GROUP_TITLE = "Plan"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left_square_bracket", "other_cycle(-1)", "cycle before", show=False, id="plan.cycle_before"),
        Binding("right_square_bracket", "other_cycle(1)", "next cycle", show=False, id="plan.cycle_next"),
        Binding("m", "my_unit", "my unit", show=False, id="plan.my_unit"),
    ]

    plan_line = query_one(PlanLine)

    _upcoming: Upcoming | None = None
    _is_over = False
    """Whether the cycle that shows was closed when it was looked at last."""
    _known: Found | None = None
    """The board as it is, unless something has changed since it was read."""
    _wanted: str | None = None

    def compose_list(self) -> ComposeResult:
        """The list, below the line of totals and the filter."""
        with Horizontal(id="scope"):
            yield PlanLine(glyphs=self.glyphs)
            yield FilterLine()
        yield PlanList(self.workspace.person, self._findings, glyphs=self.glyphs)

    def on_mount(self) -> None:
        """Show the cycle that is to be planned."""
        self.set_class(self.glyphs is ASCII, "-ascii")
        self._looks = Looks(self.okrtui, self._take, self._lost)
        self._upcoming = next_cycle(self.workspace, self.workspace.today)
        self.cycle = self._upcoming.id
        self._read()

    # --- what shows

    def _read(self) -> None:
        """Read the board anew."""
        self._known = None
        self._show()

    def _look_otherwise(self) -> None:
        """Show another board, or another part of it: the next keys are about that."""
        self.unread()
        self._show()

    def _show(self) -> None:
        """Lay the board out, and read it if it is not known; in a worker where that takes long."""
        cycle, matching = self.cycle, self.filter_line.text
        known = self._known if self._known and self._known.board.cycle.id == cycle else None
        if cycle is None:
            self._take(_Made(None, matching, None))
        elif has_many(self.workspace, "unit", _FEW_UNITS) or self._looks.is_looking:
            self._looks.take(partial(self._made, cycle, matching, known, self.plan_list.folds, BREATH))
        else:
            self._take(self._made(cycle, matching, known, self.plan_list.folds))

    def _made(
        self, cycle: str, matching: str, known: Found | None, folds: dict[str, bool], pause: float = 0
    ) -> _Made:
        workspace = self.workspace
        if known is None:
            found = board(workspace, cycle, pause=pause)
            if found is None:
                return _Made(cycle, matching, None)
            each_unit = (workspace.company.objectives_of(lane.id, cycle) for lane in found.lanes)
            units = portions_of(workspace, each_unit, _FEW_UNITS, pause)
            known = Found(found, {each.id: place for unit in units for place, each in enumerate(unit)})
            if pause:  # the detail of the uppermost unit is made of the figures of all
                all(portions_of(workspace, warming(workspace, cycle), _FEW_UNITS, pause))
        return _Made(cycle, matching, self.plan_list.laid_out(known, matching, folds))

    def _lost(self, why: str) -> None:
        self.okrtui.say_trouble(why)
        self.has_read()

    def _take(self, made: _Made) -> None:
        if made.cycle != self.cycle:
            return
        layout = made.layout
        found = layout.found.board if layout else None
        if not self._looks.is_looking:
            self._known = layout.found if layout else None
        self._show_standing(found)
        self._is_over = found is not None and found.cycle.status is CycleStatus.CLOSED
        if layout is None:
            self.plan_list.show_nothing(self._first_steps())
        else:
            self.plan_list.show(layout)
        if self._wanted is not None and (self.plan_list.reveal(self._wanted) or not self._looks.is_looking):
            self._wanted = None
        self.show_detail()
        self.refresh_bindings()
        if made.matching == self.filter_line.text and self._wanted is None:
            self.has_read()

    def _first_steps(self) -> str:
        upcoming = self._upcoming
        if upcoming is None:
            return ""
        return (
            f"Nobody has begun to plan {upcoming.name} ({_span(upcoming.start, upcoming.end)}). "
            "C makes the cycle and opens its board: there n sets an objective step by step, "
            "Y copies what another cycle had, and t takes a template."
        )

    def _show_standing(self, found: Board | None) -> None:
        if found is None:
            self.plan_line.standing = Standing(self._upcoming.name if self._upcoming else "")
            return
        totals = found.totals
        self.plan_line.standing = Standing(
            found.cycle.name,
            found.cycle.status.words,
            True,
            totals.units,
            totals.agreed,
            tuple((stage.words, totals.objectives[stage]) for stage in Stage if totals.objectives[stage]),
            totals.mine,
            len(found.orphans),
        )

    def _findings(self, objective: str) -> list[Finding]:
        """What the coach found about an objective and its key results."""
        coaching = self.okrtui.coaching
        if coaching is None:
            return []
        below = self.workspace.company.key_results_of(objective)
        return [finding for id in (objective, *(each.id for each in below)) for finding in coaching.of(id)]

    def bring_up_to_date(self) -> None:
        """Show the board as it is now; whoever closed a cycle comes to plan the next one."""
        self._upcoming = next_cycle(self.workspace, self.workspace.today)
        found = self.workspace.company.cycle(self.cycle)
        if found is None or (found.status is CycleStatus.CLOSED and not self._is_over):
            self.cycle = self._upcoming.id
        self._read()

    def help_legend(self) -> list[tuple[str, str]]:
        """What the coach's marks mean."""
        return legend(self.glyphs)

    def coached(self) -> None:
        """Show the coach's marks as they are now."""
        self.plan_list.refresh_rows()
        if self.is_current:
            self.show_detail()

    # --- where one is

    def subject_here(self) -> Subject | None:
        """The row under the cursor."""
        return self.plan_list.subject_here

    def cycle_here(self) -> str | None:
        """The cycle that is planned."""
        return self.cycle or super().cycle_here()

    def on_outline_selected(self, message: PlanList.Selected) -> None:
        """Enter opens the detail; of what is shared that of the objective; what has none is folded or unfolded."""
        kind, id = self.subject_here() or ("", "")
        if message.outline is not self.outline or kind not in ("", "share"):
            return  # the base hears of it, too, and opens the detail
        message.prevent_default()
        if kind == "share":
            shared = text(self.workspace.company.fields("share", id) or {}, "objective")
            self.follow("objective", shared)
        else:
            self.plan_list.action_toggle_fold()

    def on_outline_highlighted(self, message: PlanList.Highlighted) -> None:
        """What the keys are for follows the cursor."""
        self.refresh_bindings()

    def appeared(self, kind: str, id: str) -> None:
        """Put the cursor on what was made or changed."""
        if kind in ("objective", "share") and not self.plan_list.reveal(id):
            self._wanted = id
            self.unread()
            self._read()

    def follow(self, kind: str, id: str) -> None:
        """Go to what the detail names: on the board, else in a detail of its own."""
        if kind == "key_result" or not self.plan_list.reveal(id):
            from okrtui.screens.detail import DetailScreen

            if kind in OPENED:
                self.app.push_screen(DetailScreen(kind, id, cycle=self.cycle))

    def action_my_unit(self) -> None:
        """Go to a unit of one's own; again: to the next."""
        with self.workspace.lock:
            mine = [unit.id for unit in self.workspace.company.units_of(self.workspace.person)]
        here = self.plan_list.cursor_key or ""
        start = mine.index(here) + 1 if here in mine else 0
        for unit in (*mine[start:], *mine[:start]):
            if self.plan_list.reveal(unit):
                return
        self.say("You belong to no unit yet")

    # --- choosing what shows

    def on_filter_line_changed(self) -> None:
        """Show what fits."""
        self._look_otherwise()

    def action_other_cycle(self, step: int) -> None:
        """Show the board of the cycle before or after."""
        cycles = [cycle.id for cycle in self.workspace.company.cycles()]
        place = cycles.index(self.cycle) + step if self.cycle in cycles else len(cycles) + min(step, 0)
        if 0 <= place < len(cycles):
            self.show_cycle(cycles[place])
        elif step > 0 and self._upcoming is not None and self._upcoming.id is None:
            self.cycle = None
            self._look_otherwise()
        else:
            self.say("There is no cycle before this one" if step < 0 else "There is no cycle after this one")

    def show_cycle(self, cycle: str) -> None:
        """Show the board of a cycle."""
        self.cycle = cycle
        self._look_otherwise()

    def action_back(self) -> None:
        """From the detail to the list; then forget what was marked, then what was looked for."""
        if self.is_in_pane:
            super().action_back()
        elif self.plan_list.marked:
            self.plan_list.unmark()
        elif self.filter_line.text:
            self.filter_line.action_clear()
        else:
            super().action_back()


def _span(start: date, end: date) -> str:
    return f"{start.day} {start:%b %Y} to {end.day} {end:%b %Y}"
