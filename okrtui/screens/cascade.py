"""The Cascade: units, their objectives and the key results of those, with the detail of one beside where it fits."""

from collections.abc import Callable
from functools import partial
from importlib import import_module
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.getters import query_one

from okrtui.screens.cascade_rows import cascade_line, status_width
from okrtui.screens.detail import OPENED, DetailScreen
from okrtui.screens.detail_view import DetailView
from okrtui.screens.objects import ObjectScreen, Subject
from okrtui.screens.scope_line import Scope, ScopeLine
from okrtui.screens.tree import STATUS_FILTERS, Lens, Tree, cycle_of
from okrtui.widgets.filter_line import FilterLine
from okrtui.widgets.glyphs import ASCII, STATUS_WIDTH
from okrtui.widgets.outline import Outline
from okrtui.widgets.rows import Row as Place
from okrtui.widgets.tones import Segments, Tone
from okrtui.workspace.cascade import Node
from okrtui.workspace.own_unit import individual_unit_id
from okrtui.workspace.rows import Row, row_of
from okrtui.workspace.warming import warming
from okrtui.workspace.workspace import Change

_FEW_UNITS = 100
"""So many units' figures a key press may wait for; those of more are made in a worker."""
_MANY_ROWS = 1_500
"""So many rows it may wait for; more are found in a worker."""
_PANE_FROM = 120
_FIRST_STEPS = "  Nothing is here yet: n makes an objective, a department, or adds someone."
_SHAPING = {"unit", "objective", "key_result"}
"""Kinds that have rows."""
_FAR_REACHING = {"unit", "alignment", "cycle", "workspace", "person"}
"""Kinds that enter rows of others, more than a change tells of."""


class CascadeList(Outline):
    """The tree of units, objectives and key results."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "select", "open", id="cascade.open"),
        Binding("space", "toggle_fold", "fold", id="cascade.fold"),
    ]


class CascadeScreen(ObjectScreen):
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
        Binding("z", "fold_all(True)", "fold all", show=False, id="cascade.fold_all"),
        Binding("Z", "fold_all(False)", "unfold all", show=False, id="cascade.unfold_all"),
        Binding("x,equals_sign", "explain", "why this number", show=False, id="cascade.explain"),
    ]

    tree_list = query_one(CascadeList)
    pane = query_one(DetailView)
    scope_line = query_one(ScopeLine)
    filter_line = query_one(FilterLine)

    def __init__(self) -> None:
        super().__init__()
        self._tree: Tree | None = None
        self._wanted: str | None = None
        """Where the cursor shall be once the rows are there."""
        self._is_warm = False
        self._is_behind = False
        self._asked = Lens(None)
        """What was asked for last; what shows may still lag behind."""
        self._is_walking = False
        self._walk_again = False
        self._status_width = STATUS_WIDTH

    def compose_body(self) -> ComposeResult:
        """The list below its scope, the detail beside it."""
        with Horizontal():
            with Vertical():
                with Horizontal(id="scope"):
                    yield ScopeLine(glyphs=self.glyphs)
                    yield FilterLine()
                yield CascadeList(
                    self._line, empty="Nothing here fits. esc shows everything again.", glyphs=self.glyphs
                )
            yield DetailView(self.workspace, glyphs=self.glyphs)

    def on_mount(self) -> None:
        """Show the company; the figures come in while one looks where there are very many."""
        self._tree = Tree(self.workspace, self._current_cycle())
        self._asked = self._tree.lens
        self.set_class(self.glyphs is ASCII, "-ascii")
        self._walk()
        self._warm_up(self._warmed)
        self.tree_list.focus()
        # The first form shall open as quickly as the next: what it needs is imported while one still looks.
        for module in ("okrtui.screens.forms", "okrtui.okr.models"):
            self.okrtui.act(partial(import_module, module))

    def _current_cycle(self) -> str | None:
        cycle = self.workspace.company.current_cycle(self.workspace.today)
        return cycle.id if cycle else None

    @property
    def tree_shown(self) -> Tree:
        """What shows. Raises RuntimeError before the screen is mounted."""
        if self._tree is None:
            raise RuntimeError("the Cascade is not open yet")
        return self._tree

    # --- figures

    def _warm_up(self, then: Callable[[], None]) -> None:
        """Make the figures that the rows show, in a worker where they are many; then go on."""
        steps = warming(self.workspace, self._asked.cycle)
        if self._is_large():
            self.okrtui.act(partial(all, steps), lambda _: then())
        else:
            all(steps)
            then()

    def _is_large(self) -> bool:
        return sum(1 for _ in self.workspace.company.live("unit")) > _FEW_UNITS

    def _warmed(self) -> None:
        self._is_warm = True
        self._fit_counts()
        self.tree_list.refresh_rows()
        self._show_detail()

    # --- rows

    def _ask(self, lens: Lens) -> None:
        """Look at something, and say what of it shows."""
        self._asked = lens
        self._walk()

    def _walk(self) -> None:
        """Find the rows that show; in a worker where all there are may have to be walked."""
        tree, lens = self.tree_shown, self._asked
        if self._is_walking:
            self._walk_again = True
        elif lens.is_filtered or tree.is_all_open or len(tree.nodes) > _MANY_ROWS:
            self._is_walking = True
            self.okrtui.act(partial(tree.walk, lens), partial(self._walked, lens))
        else:
            self._take(lens, tree.walk(lens))

    def _walked(self, lens: Lens, found: list[Node]) -> None:
        self._is_walking = False
        if self._walk_again:
            self._walk_again = False
            self._walk()
        else:
            self._take(lens, found)

    def _take(self, lens: Lens, found: list[Node]) -> None:
        if self.tree_shown.take(lens, found) or self._wanted:
            self._show_rows()
        self._show_scope()

    def _show_rows(self) -> None:
        places = self.tree_shown.places
        if len(places) == 1 and not places[0].foldable:
            places = [*places, Place("", selectable=False), Place(_FIRST_STEPS, selectable=False)]
        self._fit_counts()
        self.tree_list.set_rows(list(places))
        if self._wanted is not None:
            self.tree_list.move_to(self._wanted)
            self._wanted = None
        self._show_detail()

    def _line(self, place: Place, width: int) -> Segments:
        if not place.selectable:
            return [(place.key, Tone.MUTED)]
        node = self.tree_shown.node(place.key)
        row = self._row(node) if node else None
        if row is None:
            return [("deleted", Tone.MUTED)]
        return cascade_line(row, width, self.tree_list.size.width, self._status_width, self.glyphs)

    def _fit_counts(self) -> bool:
        """Make room for the counts of the units on top, the largest there are; whether that moves the columns."""
        before, tops = self._status_width, [node for node in self.tree_shown.nodes if node.depth == 0]
        self._status_width = status_width((row for node in tops if (row := self._row(node))), self.glyphs)
        return self._status_width != before

    def _row(self, node: Node) -> Row | None:
        if not self._is_warm:
            # Names at once, figures when they are there: a company's are made of everybody's.
            return Row(node.kind, node.id, self.workspace.company.title(node.id), "", None, None, None)
        return row_of(self.workspace, node.kind, node.id, self.tree_shown.lens.cycle)

    def _show_scope(self) -> None:
        lens, company = self._asked, self.workspace.company
        self.scope_line.scope = Scope(
            company.title(lens.cycle),
            lens.cycle != self._current_cycle(),
            len(company.cycles()) > 1,
            lens.status.words,
            lens.status is not STATUS_FILTERS[0],
            self.filter_line.has_class("-open"),
        )

    # --- the detail beside the list

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
        node = self._node_here()
        if node is None or not self.has_pane or not self._is_warm:
            return
        if self.pane.shown == (node.kind, node.id):
            self.pane.bring_up_to_date()
        else:
            self.pane.show(node.kind, node.id, self.tree_shown.lens.cycle)

    def _node_here(self) -> Node | None:
        return self.tree_shown.node(self.tree_list.cursor_key) if self._tree else None

    def on_outline_selected(self, message: Outline.Selected) -> None:
        """Enter goes into the detail; from there it goes on to what the detail names."""
        subject = self.pane.subject if message.outline is self.pane else None
        if subject is not None:
            self._open_from_pane(subject)
        elif message.outline is self.tree_list and self.has_pane:
            self.pane.focus()
        elif (node := self._node_here()) is not None:
            self.app.push_screen(DetailScreen(node.kind, node.id, cycle=self.tree_shown.lens.cycle))

    def _open_from_pane(self, subject: Subject) -> None:
        if subject[0] == "person":
            self.action_edit()
        elif subject[0] in OPENED and subject != self.pane.shown:
            self.show(*subject)

    def action_explain(self) -> None:
        """Show how the number under the cursor comes about, or hide it again."""
        node = self._node_here()
        if node is None:
            return
        if self.has_pane:
            self.pane.explain()
        else:
            screen = DetailScreen(node.kind, node.id, cycle=self.tree_shown.lens.cycle, explained=True)
            self.app.push_screen(screen)

    # --- changes

    def workspace_changed(self, change: Change) -> None:
        """Bring the rows up to date that show it; find new ones only where something was made, moved or deleted."""
        if self._tree is None:
            return
        if not self.is_current:
            self._is_behind = True
            return
        kinds = {kind for kind, _ in change.keys}
        if not change.keys or kinds & _FAR_REACHING:
            self._warm_up(self._catch_up)
        else:
            if kinds & _SHAPING or self._asked.is_filtered:
                self._walk()
            for id in change.touched | {id for _, id in change.keys}:
                self.tree_list.refresh_row(id)
            if self._fit_counts():
                self.tree_list.refresh_rows()
            self._show_detail()

    def on_screen_resume(self) -> None:
        """Catch up with what happened while another screen was open."""
        if self._is_behind:
            self._is_behind = False
            self._warm_up(self._catch_up)

    def _catch_up(self) -> None:
        """Show everything as it is now."""
        self._walk()
        self._fit_counts()
        self.tree_list.refresh_rows()
        self._show_scope()
        self._show_detail()

    # --- going somewhere

    def show(self, kind: str, id: str) -> None:
        """Unfold the way to a unit, an objective or a key result, and put the cursor on it."""
        with self.workspace.lock:
            cycle = cycle_of(self.workspace, kind, id) or self._asked.cycle
        self.tree_shown.unfold_to(kind, id)
        self._wanted = id
        self._ask(Lens(cycle))
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

    def subject(self) -> Subject | None:
        """What the cursor is on, in the list or in the detail."""
        if self.focused is self.pane:
            return self.pane.subject
        node = self._node_here()
        return (node.kind, node.id) if node else None

    def cycle_here(self) -> str | None:
        """The cycle that shows."""
        return self.tree_shown.lens.cycle

    # --- folding

    def on_outline_toggled(self, message: Outline.Toggled) -> None:
        """Fold or unfold."""
        self.tree_shown.fold(message.key, message.folded)
        self._walk_again = self._is_walking
        self._show_rows()

    def action_fold_all(self, folded: bool) -> None:
        """Fold or unfold everything."""
        self.tree_shown.fold_all(folded)
        self._wanted = self.tree_list.cursor_key
        self._walk()

    # --- choosing what shows

    def action_filter(self) -> None:
        """Show only what has a text in its title, or its owner's or unit's name."""
        self.filter_line.open()
        self._show_scope()

    def on_filter_line_changed(self) -> None:
        """Show what fits."""
        if self.filter_line.text != self._asked.matching:
            self._look(self._asked._replace(matching=self.filter_line.text))

    def on_filter_line_left(self) -> None:
        """Back to the list, unless one is in the detail already."""
        if self.focused is not self.pane:
            self.tree_list.focus()
        self._show_scope()

    def action_next_status(self) -> None:
        """Show only what stands so: off track, not started, stale, done; then everything again."""
        lens = self._asked
        place = STATUS_FILTERS.index(lens.status) + 1
        self._look(lens._replace(status=STATUS_FILTERS[place % len(STATUS_FILTERS)]))

    def _look(self, lens: Lens) -> None:
        """Look at something else. What the cursor is on stays in sight when everything shows again."""
        node = self._node_here()
        if node is not None and not lens.is_filtered and self.tree_shown.lens.is_filtered:
            self.tree_shown.unfold_to(node.kind, node.id)
            self._wanted = node.id
        self._ask(lens)

    def action_other_cycle(self, step: int) -> None:
        """Show the cycle before or after."""
        cycles = [cycle.id for cycle in self.workspace.company.cycles()]
        lens = self._asked
        place = cycles.index(lens.cycle) + step if lens.cycle in cycles else 0
        if not 0 <= place < len(cycles):
            self.say("There is no cycle before this one" if step < 0 else "There is no cycle after this one")
            return
        self._is_warm = False
        self._ask(lens._replace(cycle=cycles[place]))
        self._warm_up(self._warmed)

    def action_back(self) -> None:
        """From the detail to the list; there it shows everything again."""
        if self.focused is self.pane:
            self.tree_list.focus()
        elif self._asked.is_filtered:
            self._look(Lens(self._asked.cycle))
            self.filter_line.action_clear()
        else:
            super().action_back()
