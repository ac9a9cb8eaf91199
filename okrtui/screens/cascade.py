"""The Cascade: units, their objectives and the key results of those, with the detail of one beside where it fits."""

from functools import partial
from importlib import import_module
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.getters import query_one

from okrtui.screens.cascade_list import CascadeList
from okrtui.screens.detail import OPENED, DetailScreen
from okrtui.screens.detail_view import DetailView
from okrtui.screens.objects import Subject
from okrtui.screens.scope_line import Scope, ScopeLine
from okrtui.screens.time_line import TimeLine
from okrtui.screens.time_travel import TimeTravelScreen
from okrtui.screens.tree import EVERY_STATUS, STATUS_FILTERS, Lens
from okrtui.widgets.filter_line import FilterLine
from okrtui.widgets.glyphs import ASCII
from okrtui.widgets.outline import Outline
from okrtui.workspace.own_unit import individual_unit_id
from okrtui.workspace.workspace import Change

_PANE_FROM = 120


class CascadeScreen(TimeTravelScreen):
    """Who wants to reach what, from the company down. The cursor stays on its object whatever happens around it."""

    TAB = "cascade"
    CSS_PATH = "cascade.tcss"
    BINDING_GROUP_TITLE = "Cascade"
    HORIZONTAL_BREAKPOINTS = [(0, "-list"), (_PANE_FROM, "-pane")]  # noqa: RUF012 (Textual has it as an instance variable)
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("slash", "filter", "filter", key_display="/", id="cascade.filter", tooltip="by title, owner or unit"),
        Binding("f", "next_status", "by status", show=False, id="cascade.status"),
        Binding("left_square_bracket", "other_cycle(-1)", "cycle before", show=False, id="cascade.cycle_before"),
        Binding("right_square_bracket", "other_cycle(1)", "next cycle", show=False, id="cascade.cycle_next"),
        Binding("m", "my_unit", "my unit", show=False, id="cascade.my_unit"),
        Binding("x,equals_sign", "explain", "why this number", show=False, id="cascade.explain"),
    ]

    tree_list = query_one(CascadeList)
    pane = query_one(DetailView)
    scope_line = query_one(ScopeLine)
    filter_line = query_one(FilterLine)

    _is_behind = False

    def compose_body(self) -> ComposeResult:
        """The list below its scope, the detail beside it."""
        with Horizontal():
            with Vertical():
                with Horizontal(id="scope"):
                    yield ScopeLine(glyphs=self.glyphs)
                    yield FilterLine()
                yield TimeLine(glyphs=self.glyphs)
                yield CascadeList(self.workspace, self._current_cycle(), glyphs=self.glyphs)
            yield DetailView(self.workspace, glyphs=self.glyphs)

    def on_mount(self) -> None:
        """Begin in the list."""
        self.set_class(self.glyphs is ASCII, "-ascii")
        self.tree_list.focus()
        # The first form shall open as quickly as the next: what it needs is imported while one still looks.
        for module in ("okrtui.screens.forms", "okrtui.okr.models"):
            self.okrtui.act(partial(import_module, module))

    def _current_cycle(self) -> str | None:
        cycle = self.workspace.company.current_cycle(self.workspace.today)
        return cycle.id if cycle else None

    # --- what shows

    def on_cascade_list_shown(self) -> None:
        """Say what shows, and bring the detail up to date."""
        self._show_scope()
        self._show_detail()

    def _show_scope(self) -> None:
        lens, company = self.tree_list.lens, self.workspace.company
        self.scope_line.scope = Scope(
            company.title(lens.cycle),
            lens.cycle != self._current_cycle(),
            len(company.cycles()) > 1,
            lens.status.words,
            lens.status is not EVERY_STATUS,
            self.filter_line.has_class("-open"),
        )

    @property
    def has_pane(self) -> bool:
        """Whether there is room for the detail beside the list."""
        return self.size.width >= _PANE_FROM

    def on_outline_highlighted(self, message: Outline.Highlighted) -> None:
        """The detail follows the cursor."""
        if message.outline is self.tree_list:
            self._show_detail()

    def on_resize(self) -> None:
        """The detail comes and goes with the room for it."""
        self._show_detail()
        if not self.has_pane and self.focused is self.pane:
            self.tree_list.focus()

    def _show_detail(self) -> None:
        node = self.tree_list.node_here
        if node is None or not self.has_pane or not self.tree_list.is_warm:
            return
        if self.pane.shown == (node.kind, node.id):
            self.pane.bring_up_to_date()
        else:
            self.pane.show(node.kind, node.id, self.cycle_here())

    def workspace_changed(self, change: Change) -> None:
        """Bring up to date what shows it; what happens behind another screen is caught up with later."""
        if not self.is_mounted:
            return
        if self.is_current and not self.is_past:
            self.tree_list.follow(change)
        else:
            self._is_behind = True

    def on_screen_resume(self) -> None:
        """Catch up with what happened while another screen was open."""
        if self._is_behind and not self.is_past:
            self._is_behind = False
            self.tree_list.catch_up()

    def travelled(self) -> None:
        """Show another day, the cursor and the folds as they are."""
        self._is_behind = False
        self.pane.look_at(self.view)
        self.tree_list.look_at(self.view)

    # --- opening

    def subject(self) -> Subject | None:
        """What the cursor is on, in the list or in the detail."""
        if self.focused is self.pane:
            return self.pane.subject
        node = self.tree_list.node_here
        return (node.kind, node.id) if node else None

    def cycle_here(self) -> str | None:
        """The cycle that shows."""
        return self.tree_list.lens.cycle

    def on_outline_selected(self, message: Outline.Selected) -> None:
        """Enter goes into the detail; from there it goes on to what the detail names."""
        subject = self.pane.subject if message.outline is self.pane else None
        if subject is not None:
            self._open_from_pane(subject)
        elif self.has_pane:
            self.pane.focus()
        else:
            self._open(is_explained=False)

    def _open_from_pane(self, subject: Subject) -> None:
        if subject[0] == "person":
            self.action_edit()
        elif subject[0] in OPENED and subject != self.pane.shown:
            self.show(*subject)

    def _open(self, *, is_explained: bool) -> None:
        node = self.tree_list.node_here
        if node is not None:
            self.app.push_screen(DetailScreen(node.kind, node.id, cycle=self.cycle_here(), explained=is_explained))

    def action_explain(self) -> None:
        """Show how the number under the cursor comes about, or hide it again."""
        if self.has_pane:
            self.pane.explain()
        else:
            self._open(is_explained=True)

    # --- going somewhere

    def show(self, kind: str, id: str) -> None:
        """Unfold the way to a unit, an objective or a key result, and put the cursor on it."""
        self.tree_list.show(kind, id)
        self.filter_line.action_clear()

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

    # --- choosing what shows

    def action_filter(self) -> None:
        """Show only what has a text in its title, or its owner's or unit's name."""
        self.filter_line.open()
        self._show_scope()

    def on_filter_line_changed(self) -> None:
        """Show what fits."""
        lens = self.tree_list.lens
        if self.filter_line.text != lens.matching:
            self.tree_list.look(lens._replace(matching=self.filter_line.text))

    def on_filter_line_left(self) -> None:
        """Back to the list, unless one is in the detail already."""
        if self.focused is not self.pane:
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
            self.tree_list.look(lens._replace(cycle=cycles[place]))
        else:
            self.say("There is no cycle before this one" if step < 0 else "There is no cycle after this one")

    def action_back(self) -> None:
        """From the detail to the list; there it shows everything again."""
        if self.focused is self.pane:
            self.tree_list.focus()
        elif self.tree_list.lens.is_filtered and not self.is_past:
            self.tree_list.look(Lens(self.cycle_here()))
            self.filter_line.action_clear()
        else:
            super().action_back()
