"""The Cascade: units, their objectives and the key results of those, with the detail of one beside where it fits."""

from functools import partial
from importlib import import_module
from pathlib import PurePath
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.getters import query_one

from okrtui.screens.cascade_list import CascadeList
from okrtui.screens.coach_lines import legend
from okrtui.screens.keeping_up import KeepsUp
from okrtui.screens.keys_ahead import KeysAhead
from okrtui.screens.lens import EVERY_STATUS, STATUS_FILTERS, By, Lens
from okrtui.screens.objects import OPENED, Subject
from okrtui.screens.pane import PaneScreen
from okrtui.screens.scope_line import LadderLine, Scope, ScopeLine
from okrtui.screens.time_line import TimeLine
from okrtui.screens.time_travel import TimeTravelScreen
from okrtui.screens.tree import cycle_of
from okrtui.widgets.filter_line import FilterLine
from okrtui.workspace.own_unit import individual_unit_id
from okrtui.workspace.workspace import Change

_WHEN_SHOWN = 0.5
_ON_THE_WAY = ("mission", "goal", "objective", "key_result")
"""The kinds that serve something or are served."""


class CascadeScreen(PaneScreen, TimeTravelScreen, KeepsUp, KeysAhead):
    """Who wants to reach what, from the company down. The cursor stays on its object whatever happens around it."""

    TAB = "cascade"
    CSS_PATH: ClassVar[list[str | PurePath]] = ["pane.tcss", "cascade.tcss"]
    BINDING_GROUP_TITLE = "Cascade"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f", "next_status", "by status", show=False, id="cascade.status"),
        Binding("left_square_bracket", "other_cycle(-1)", "cycle before", show=False, id="cascade.cycle_before"),
        Binding("right_square_bracket", "other_cycle(1)", "next cycle", show=False, id="cascade.cycle_next"),
        Binding("a", "turn", "by alignment", show=False, id="cascade.turn", tooltip="or by organisation"),
        Binding("o", "way", "up and down", show=False, id="cascade.way", tooltip="what it serves, what serves it"),
        Binding("W", "matrix", "who works with whom", show=False, id="cascade.matrix"),
        Binding("m", "my_unit", "my unit", show=False, id="cascade.my_unit"),
    ]

    tree_list = query_one(CascadeList)
    scope_line = query_one(ScopeLine)
    ladder_line = query_one(LadderLine)

    _before: Lens | None = None
    """What was looked at before one object alone."""

    def compose_list(self) -> ComposeResult:
        """The list, below what it shows and the days."""
        with Horizontal(id="scope"):
            yield ScopeLine(glyphs=self.glyphs)
            yield FilterLine()
        yield LadderLine(glyphs=self.glyphs)
        yield TimeLine(glyphs=self.glyphs)
        yield CascadeList(self.workspace, self._current_cycle(), glyphs=self.glyphs)

    def on_mount(self) -> None:
        """Have the forms ready, when all is shown: the first one shall open as quickly as the next."""
        self.set_timer(_WHEN_SHOWN, self._import_forms)

    def _import_forms(self) -> None:
        for module in ("okrtui.screens.forms", "okrtui.okr.models"):
            self.okrtui.act(partial(import_module, module))

    def _current_cycle(self) -> str | None:
        cycle = self.workspace.company.current_cycle(self.workspace.today)
        return cycle.id if cycle else None

    # --- what shows

    def on_cascade_list_shown(self) -> None:
        """Say what shows, and bring the detail up to date."""
        self._show_scope()
        self.show_detail()

    def _show_scope(self) -> None:
        lens, company = self.tree_list.lens, self.workspace.company
        self.ladder_line.words = self.tree_list.coverage
        self.ladder_line.whose = company.title(lens.focus[1]) if lens.focus else ""
        self.scope_line.scope = Scope(
            lens.by,
            company.title(lens.cycle),
            lens.cycle != self._current_cycle(),
            len(company.cycles()) > 1,
            lens.status.words,
            lens.status is not EVERY_STATUS,
            self.filter_line.has_class("-open"),
        )

    def show_detail(self) -> None:
        """Show the detail once the figures are made."""
        if self.tree_list.is_warm:
            super().show_detail()

    @property
    def is_looked_at(self) -> bool:
        """Whether somebody sees the company as it is now: nothing changes in the past."""
        return self.is_current and not self.is_past

    def bring_up_to_date(self) -> None:
        """Show everything as it is now."""
        self.tree_list.catch_up()

    def follow_change(self, change: Change) -> None:
        """Bring up to date what shows it."""
        self.tree_list.follow(change)

    def coached(self) -> None:
        """Show the coach's marks as they are now."""
        if self.tree_list.is_warm:
            self.tree_list.refresh_rows()
            self.show_detail()

    def help_legend(self) -> list[tuple[str, str]]:
        """What the coach's marks mean."""
        return legend(self.glyphs)

    def travelled(self) -> None:
        """Show another day, the cursor and the folds as they are."""
        self._is_behind = False
        self.look_at(self.view)
        self.tree_list.look_at(self.view)

    # --- opening

    def subject_here(self) -> Subject | None:
        """The row under the cursor."""
        node = self.tree_list.node_here
        return (node.kind, node.id) if node else None

    def cycle_here(self) -> str | None:
        """The cycle that shows."""
        return self.tree_list.lens.cycle

    # --- going somewhere

    def show(self, kind: str, id: str) -> None:
        """Unfold the way to a unit, an objective or a key result, and put the cursor on it."""
        if self.is_past and not self._is_in_sight(kind, id):
            self.come_back()
        self.tree_list.show(kind, id)
        self.filter_line.action_clear()

    def _is_in_sight(self, kind: str, id: str) -> bool:
        """Whether the day that shows knows an object, in the cycle that shows."""
        if self.view.company.fields(kind, id) is None:
            return False
        return cycle_of(self.view, kind, id) in (None, self.cycle_here())

    def follow(self, kind: str, id: str) -> None:
        """Go to what the detail names; what the Cascade does not show opens."""
        if kind in OPENED:
            self.show(kind, id)
            return
        from okrtui.screens.detail import DetailScreen

        self.app.push_screen(DetailScreen(kind, id, cycle=self.cycle_here(), as_of=self.as_of))

    def appeared(self, kind: str, id: str) -> None:
        """Put the cursor on what was made or changed."""
        if kind in OPENED:
            self.show(kind, id)

    def action_my_unit(self) -> None:
        """Go to a unit of one's own; again: to the next."""
        own = individual_unit_id(self.workspace.person)
        with self.workspace.lock:
            mine = [unit.id for unit in self.workspace.company.units_of(self.workspace.person)]
        mine.sort(key=lambda unit: unit != own)
        if not mine:
            self.say("You belong to no unit yet", "n on a unit adds people")
            return
        here = self.tree_list.cursor_key
        self.show("unit", mine[(mine.index(here) + 1) % len(mine)] if here in mine else mine[0])

    # --- by organisation, by alignment

    def action_turn(self) -> None:
        """Show the other tree: who lies in whom, or what serves what. The cursor stays on its object."""
        lens = self.tree_list.lens
        by = By.ORGANISATION if lens.by is By.ALIGNMENT else By.ALIGNMENT
        kind, id = self._seed(by)
        self.tree_list.turn(lens._replace(by=by, focus=None), kind, id)

    def _seed(self, by: By) -> Subject:
        """What the cursor shall be on in the other tree; for a unit its first objective."""
        kind, id = self.subject_here() or ("", "")
        with self.view.lock:
            if kind == "unit" and by is By.ALIGNMENT:
                objectives = self.view.company.objectives_of(id, self.cycle_here())
                return ("objective", objectives[0].id) if objectives else ("", "")
        return (kind, id) if kind in ("objective", "key_result") else ("", "")

    def action_way(self) -> None:
        """Show only what the object serves, up to the mission, and what serves it; again: everything."""
        lens, subject = self.tree_list.lens, self.subject_here()
        if lens.focus is not None and subject == lens.focus:
            self._leave_focus()
        elif subject is None or subject[0] not in _ON_THE_WAY:
            self.say("Only a mission, goal, objective or key result serves or is served")
        else:
            if lens.focus is None:
                self._before = lens
            self.tree_list.turn(Lens(lens.cycle, by=By.ALIGNMENT, focus=subject), *subject)
            self.filter_line.action_clear()

    def _leave_focus(self) -> None:
        """Everything again, in the tree that one came from."""
        before, subject = self._before or Lens(self.cycle_here(), by=By.ALIGNMENT), self.subject_here()
        kind, id = subject if subject and subject[0] in OPENED else ("", "")
        self.tree_list.turn(Lens(self.cycle_here(), by=before.by), kind, id)

    def action_matrix(self) -> None:
        """Show which units work with which."""
        from okrtui.screens.matrix import MatrixScreen

        self.app.push_screen(MatrixScreen(self.cycle_here(), as_of=self.as_of))

    # --- choosing what shows

    def action_filter(self) -> None:
        """Show only what has a text in its title, or its owner's or unit's name."""
        super().action_filter()
        self._show_scope()

    def on_filter_line_changed(self) -> None:
        """Show what fits."""
        lens = self.tree_list.lens
        if self.filter_line.text != lens.matching:
            self.tree_list.look(lens._replace(matching=self.filter_line.text))

    def on_filter_line_left(self) -> None:
        """Back to the list, unless one is in the detail already."""
        if not self.is_in_pane:
            self.tree_list.focus()
        self._show_scope()

    def action_next_status(self) -> None:
        """Show only what stands so: off track, not started, stale, done; then everything again."""
        lens = self.tree_list.lens
        place = STATUS_FILTERS.index(lens.status) + 1
        self.tree_list.look(lens._replace(status=STATUS_FILTERS[place % len(STATUS_FILTERS)]))

    def action_other_cycle(self, step: int) -> None:
        """Show the cycle before or after."""
        cycles = [cycle.id for cycle in self.workspace.company.cycles()]
        lens = self.tree_list.lens
        place = cycles.index(lens.cycle) + step if lens.cycle in cycles else 0
        if 0 <= place < len(cycles):
            if self.is_past:  # each cycle has days of its own
                self.come_back()
            self.tree_list.look(lens._replace(cycle=cycles[place]))
        else:
            self.say("There is no cycle before this one" if step < 0 else "There is no cycle after this one")

    def action_back(self) -> None:
        """Out of the past, then out of what was looked for: everything shows again."""
        if not self.is_in_pane and not self.is_past and self.tree_list.lens.is_filtered:
            lens = self.tree_list.lens
            self.tree_list.look(lens._replace(matching="", status=EVERY_STATUS))
            self.filter_line.action_clear()
        elif not self.is_in_pane and not self.is_past and self.tree_list.lens.focus is not None:
            self._leave_focus()
        else:
            super().action_back()
