"""The list of the Cascade: it finds its rows and their figures, and keeps both in step with the workspace."""

from collections.abc import Callable
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, ClassVar, cast

from textual.binding import Binding, BindingType
from textual.message import Message

from okrtui.screens.cascade_rows import cascade_line, status_width
from okrtui.screens.coach_lines import coach_mark
from okrtui.screens.keys_ahead import KeysAhead
from okrtui.screens.lasting import let_stay
from okrtui.screens.lens import By, Lens
from okrtui.screens.tree import Tree, Walked, cycle_of
from okrtui.widgets.glyphs import STATUS_WIDTH, GlyphSet
from okrtui.widgets.outline import Outline
from okrtui.widgets.rows import Row as Place
from okrtui.widgets.rows import Rows
from okrtui.widgets.tones import Segments, Tone
from okrtui.workspace.cascade import Node
from okrtui.workspace.rows import Row
from okrtui.workspace.view import View
from okrtui.workspace.warming import warming
from okrtui.workspace.workspace import Change, Workspace

if TYPE_CHECKING:
    from okrtui.app import OkrtuiApp

_FEW_UNITS = 100
"""So many units' figures and rows a key press may wait for; those of more are made in a worker."""
_MANY_ROWS = 1_500
"""So many rows it may wait for, however few the units are."""
_SHAPING = {"unit", "objective", "key_result", "share", "mission", "goal"}
"""Kinds that have rows."""
_FAR_REACHING = {"unit", "alignment", "cycle", "workspace", "person"}
"""Kinds that enter rows of others, more than a change tells of."""
_ONLY_BY = {"unit": By.ORGANISATION, "mission": By.ALIGNMENT, "goal": By.ALIGNMENT}
"""The tree in which a kind has its place, where that is not in both."""
_NOTHING_FITS = "Nothing here fits. esc shows everything again."
_NOTHING_SERVES = "Nothing serves anything yet: 5 is where missions and goals are made, a shows who makes objectives."
_FIRST_STEPS = "  Nothing is here yet: n makes an objective, a department, or adds someone."


class CascadeList(Outline):
    """Who lies in whom, or what serves what. Long work goes into workers; what shows stays until it is done."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "select", "open", id="cascade.open"),
        Binding("space", "toggle_fold", "fold", id="cascade.fold"),
        Binding("z", "fold_all(True)", "fold all", show=False, id="cascade.fold_all"),
        Binding("Z", "fold_all(False)", "unfold all", show=False, id="cascade.unfold_all"),
    ]

    class Shown(Message):
        """Rows or figures show that did not before."""

    def __init__(self, workspace: View, cycle: str | None, *, glyphs: GlyphSet) -> None:
        super().__init__(self._draw, glyphs=glyphs)
        self._workspace = workspace
        self._tree = Tree(workspace, cycle)
        self._wanted: str | None = None
        """Where the cursor shall be once the rows are there."""
        self._stays_in_sight = False
        """Whether what the cursor is on then shall be in sight."""
        self._status_width = STATUS_WIDTH
        self._is_walking = False
        self._walk_again = False
        self.lens = self._tree.lens
        """What is looked at; rows that are still being found may lag behind."""
        self.is_warm = False
        """Whether the figures are made."""

    @property
    def node_here(self) -> Node | None:
        """What the cursor is on."""
        return self._tree.node(self.cursor_key)

    @property
    def coverage(self) -> str:
        """How much of the company ladders up, by alignment."""
        return self._tree.chart.words if self._tree.chart else ""

    # --- what is looked at

    def on_mount(self) -> None:
        """Show the company; where there are very many, the figures come in while one looks."""
        self._walk_for_keys()
        self.call_after_refresh(self._warm_up, self._warmed)  # the first frame shall not share its time with figures

    def look(self, lens: Lens, *, wanted: str | None = None) -> None:
        """Look at something, the cursor on what is `wanted`.

        Otherwise what it is on stays in sight when everything shows again.
        """
        self._wanted = wanted
        node = self.node_here
        is_less = self.lens.is_filtered and lens.tree == self.lens.tree
        if wanted is None and node is not None and not lens.is_filtered and is_less:
            self._tree.unfold_to(lens, node.kind, node.id)
            self._wanted = node.id
        is_other_cycle = lens.cycle != self.lens.cycle
        self.lens = lens
        self.is_warm = self.is_warm and not is_other_cycle
        self._walk_for_keys()
        if is_other_cycle:
            self._warm_up(self._warmed)

    def look_at(self, workspace: View) -> None:
        """Show another view, such as the company as it stood on some day."""
        self._workspace = workspace
        self._tree.look_at(workspace)
        self.catch_up()

    def show(self, kind: str, id: str) -> None:
        """Unfold the way to an object in its cycle, and put the cursor on it."""
        with self._workspace.lock:
            cycle = cycle_of(self._workspace, kind, id) or self.lens.cycle
        self.turn(Lens(cycle, by=_ONLY_BY.get(kind, self.lens.by)), kind, id)

    def turn(self, lens: Lens, kind: str, id: str) -> None:
        """Look at something, the way to an object unfolded and the cursor on it; of "" it goes where it can."""
        if id:
            self._tree.unfold_to(lens, kind, id)
        self.look(lens, wanted=id or None)

    def fold_row(self, key: str, folded: bool) -> None:
        """Fold or unfold."""
        self._tree.fold(key, folded)
        if not folded and self._tree.is_long_below(key, _FEW_UNITS):
            self._walk_for_keys(is_long=True)
            return
        self._tree.splice(key, folded)
        self._walk_again = self._is_walking
        self._show_rows()

    def action_fold_all(self, folded: bool) -> None:
        """Fold or unfold everything."""
        self._tree.fold_all(folded)
        self._stays_in_sight = True
        self._walk_for_keys()

    # --- keeping in step

    def follow(self, change: Change) -> None:
        """Show what has changed; find rows anew only where something was made, moved or deleted."""
        kinds = {kind for kind, _ in change.keys}
        if not change.keys or kinds & _FAR_REACHING:
            self.catch_up()
            return
        if kinds & _SHAPING or self.lens.is_filtered:
            self._walk()
        for id in change.touched | {id for _, id in change.keys}:
            for key in self._tree.keys_of(id):
                self.refresh_row(key)
        if self._fit_counts():
            self.refresh_rows()
        self.post_message(self.Shown())

    def catch_up(self) -> None:
        """Show everything as it is now, once its figures are made."""
        self._warm_up(self._caught_up)

    def _caught_up(self) -> None:
        self._walk()
        self._warmed()

    # --- figures

    def _warm_up(self, then: Callable[[], None]) -> None:
        """Make the figures that the rows show, in a worker where they are many; then go on."""
        steps = warming(self._workspace, self.lens.cycle)
        if self._is_large:
            self._okrtui.act(partial(all, steps), lambda _: self._settle(then))
        else:
            all(steps)
            then()

    @property
    def _is_large(self) -> bool:
        return next(islice(self._workspace.company.live("unit"), _FEW_UNITS, None), None) is not None

    def _settle(self, then: Callable[[], None]) -> None:
        let_stay(self._workspace)
        then()

    def _warmed(self) -> None:
        self.is_warm = True
        self._fit_counts()
        self.refresh_rows()
        self.post_message(self.Shown())

    def _fit_counts(self) -> bool:
        """Make room for the counts of the units on top, the largest there are; whether that moves the columns."""
        before, tops = self._status_width, [node for node in self._tree.nodes if node.depth == 0]
        self._status_width = status_width((row for node in tops if (row := self._row(node))), self._glyphs)
        return self._status_width != before

    # --- rows

    def _walk_for_keys(self, *, is_long: bool = False) -> None:
        """Find the rows that the next key may be about: it waits for them."""
        if isinstance(self.screen, KeysAhead):
            self.screen.unread()
        self._walk(is_long=is_long)

    def _walk(self, *, is_long: bool = False) -> None:
        """Find the rows that show; in a worker where that takes long: all there are may have to be walked."""
        lens = self.lens
        if self._is_walking:
            self._walk_again = True
        elif is_long or lens.is_filtered or self._tree.is_all_open or self._is_large or self._has_many_rows:
            self._is_walking = True
            self._okrtui.act(partial(self._tree.walk, lens), partial(self._walked, lens), self._lost)
        else:
            self._take(lens, self._tree.walk(lens))

    @property
    def _has_many_rows(self) -> bool:
        return len(self._tree.nodes) > _MANY_ROWS

    def _walked(self, lens: Lens, found: Walked) -> None:
        self._is_walking = False
        if self._walk_again:
            self._walk_again = False
            self._walk(is_long=True)
        else:
            self._take(lens, found)

    def _lost(self, why: str) -> None:
        self._is_walking = False
        self._okrtui.say(why, tone=Tone.BAD)
        self._let_keys_go_on()

    def _take(self, lens: Lens, found: Walked) -> None:
        self.empty = _NOTHING_FITS if lens.is_filtered else _NOTHING_SERVES
        if self._tree.take(lens, found) or self._wanted or self._stays_in_sight:
            self._fit_counts()
            self.refresh_rows()
            self._show_rows()
        self.post_message(self.Shown())
        self._let_keys_go_on()

    def _let_keys_go_on(self) -> None:
        if isinstance(self.screen, KeysAhead):
            self.screen.has_read()

    def _show_rows(self) -> None:
        rows = self._tree.rows
        if len(rows) == 1 and not rows[0].foldable:
            rows = Rows([rows[0], Place("", selectable=False), Place(_FIRST_STEPS, selectable=False)])
        self.show_rows(rows)
        wanted = self._wanted or (self.cursor_key if self._stays_in_sight else None)
        if wanted is not None:
            self.move_to(wanted)
        self._wanted, self._stays_in_sight = None, False

    def _draw(self, place: Place, width: int) -> Segments:
        if not place.selectable:
            return [(place.key, Tone.MUTED)]
        node = self._tree.node(place.key)
        row = self._row(node) if node else None
        if row is None:
            return [("deleted", Tone.MUTED)]
        coaching = self._okrtui.coaching if isinstance(self._workspace, Workspace) else None
        coach = coach_mark(coaching.of(row.id), self._glyphs) if coaching else []
        return cascade_line(row, width, self.size.width, self._status_width, self._glyphs, coach)

    def _row(self, node: Node) -> Row | None:
        if not self.is_warm:
            # Names at once, figures when they are there: a company's are made of everybody's.
            return Row(node.kind, node.id, self._workspace.company.title(node.id), "", None, None, None)
        return self._tree.row(node)

    @property
    def _okrtui(self) -> "OkrtuiApp":
        return cast("OkrtuiApp", self.app)
