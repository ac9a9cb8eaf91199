"""The strategy: why the company is there, what it wants, and the chain down to what is done every week for it."""

from functools import partial
from pathlib import PurePath
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from okrtui.okr.coach.finding import Finding
from okrtui.screens.coach_lines import legend
from okrtui.screens.keeping_up import KeepsUp
from okrtui.screens.keys_ahead import KeysAhead
from okrtui.screens.looks import Looks
from okrtui.screens.objects import DETAILED, Subject
from okrtui.screens.pane import PaneScreen
from okrtui.screens.strategy_layout import Layout, Wish
from okrtui.screens.strategy_list import StrategyList
from okrtui.widgets.filter_line import FilterLine
from okrtui.widgets.outline import Outline
from okrtui.workspace.portions import BREATH, has_many
from okrtui.workspace.strategy import Strategy

_VISION_KINDS = ("workspace",)
_FEW = 200
"""So many objectives a key press may wait for; the chain of more is followed in a worker."""


class _Strategy(Outline):
    """The list, whose enter is worth a place in the key line."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "select", "open", id="outline.select")]


class StrategyScreen(PaneScreen, KeepsUp, KeysAhead):
    """Vision, missions, goals and KPIs, each with what reaches it below."""

    TAB = "strategy"
    CSS_PATH: ClassVar[list[str | PurePath]] = ["pane.tcss", "strategy.tcss"]
    BINDING_GROUP_TITLE = "Strategy"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("e", "edit", "edit", id="object.edit"),
        Binding("r", "reading", "reading", id="object.reading", tooltip="say what was read today"),
        Binding("t", "transform", "OKRs", id="strategy.transform", tooltip="turn the mission's tree into OKRs"),
        Binding("z", "fold_all(True)", "fold all", show=False, id="strategy.fold_all"),
        Binding("Z", "fold_all(False)", "unfold all", show=False, id="strategy.unfold_all"),
    ]

    _wish: Wish | None = None
    """What shall show now."""
    _known: Strategy | None = None
    """The strategy as it is, unless something has changed since it was read."""
    _wanted: Subject | None = None
    """What the cursor shall be on once that shows."""
    _is_sought = False
    """Whether what is wanted was not found yet, and the row that it was made at is unfolded for it."""
    _is_from_top = False

    def compose_list(self) -> ComposeResult:
        """The list, below the line of its filter."""
        self._list = StrategyList(self.workspace, self._findings, self.glyphs)
        yield FilterLine()
        yield _Strategy(self._list.draw, empty="Reading…", glyphs=self.glyphs)

    def on_mount(self) -> None:
        """Show everything: what can be read at once, without a frame before it."""
        self.outline.folder = self._fold
        self._looks = Looks(self.okrtui, self._take, self._lost)
        if not self._is_large:
            self._show()
        self.call_after_refresh(self._fit)

    # --- bringing it up to date

    @property
    def _is_large(self) -> bool:
        return has_many(self.workspace, "objective", _FEW)

    def _show(self) -> None:
        """Lay out every row anew, in a worker where that takes long; the cursor stays where it is."""
        width = self.outline.size.width or self.app.size.width
        self._wish = wish = self._list.wish(self.cycle_here(), width, self.filter_line.text)
        if self._is_large or self._looks.is_looking:
            self._looks.take(partial(self._list.read, wish, self._known, pause=BREATH))
        else:
            self._take(self._list.read(wish, self._known))

    def _look_otherwise(self) -> None:
        """Show the same strategy folded or filtered in another way: the next keys are about that."""
        self.unread()
        self._show()

    def _lost(self, why: str) -> None:
        self.okrtui.say_trouble(why)
        self.has_read()

    def _take(self, layout: Layout) -> None:
        is_newest = layout.wish is self._wish
        if is_newest:
            self._known = layout.found
        self.outline.set_rows(self._list.take(layout))
        if is_newest and self._is_from_top:
            self._is_from_top = False
            self.outline.scroll_home(animate=False)
            self.outline.move_to(self.outline.cursor_key or "")
        if is_newest and self._wanted is not None:
            self._seek(*self._wanted)
        self.show_detail()
        self.refresh_bindings()
        if self._wish is not None and layout.wish.is_like(self._wish) and self._wanted is None:
            self.has_read()

    def bring_up_to_date(self) -> None:
        """Show the rows as they are now."""
        self._known = None
        self._show()

    def on_resize(self) -> None:
        """Lay out the rows for another width."""
        self.call_after_refresh(self._fit)

    def _fit(self) -> None:
        width = self.outline.size.width
        if width and (self._wish is None or self._wish.width != width):
            self._show()

    def _findings(self, id: str) -> list[Finding]:
        """What the coach found of an object."""
        coaching = self.okrtui.coaching
        return list(coaching.of(id)) if coaching else []

    def help_legend(self) -> list[tuple[str, str]]:
        """What the coach's marks mean."""
        return legend(self.glyphs)

    def coached(self) -> None:
        """Show the coach's marks, and in the detail what the coach found now."""
        self.outline.refresh_rows()
        self.show_detail()

    # --- what the cursor is on

    def subject_here(self) -> Subject | None:
        """The object that the row under the cursor is about; the id is empty where one is still to be made."""
        return self._list.spots.get(self.outline.cursor_key or "")

    def subject(self) -> Subject | None:
        """What the cursor is on, if it is there already."""
        found = super().subject()
        return found if found and found[1] else None

    def appeared(self, kind: str, id: str) -> None:
        """Put the cursor on what was made."""
        self._wanted, self._is_sought = (kind, id), False
        self._known = None
        self._look_otherwise()

    def _seek(self, kind: str, id: str) -> None:
        """Put the cursor on a row of an object; where none shows, once the row that it was made at is unfolded."""
        keys, here = self._list.keys_of(kind, id), self.outline.cursor_key
        if keys or self._is_sought or here is None:
            self._wanted = None
            self.outline.move_to(keys[0] if keys else here or "")
        else:
            self._is_sought = True
            self._list.fold(here, False)
            self._look_otherwise()

    def follow(self, kind: str, id: str) -> None:
        """Go to what the detail names: where no row shows it, it opens."""
        from okrtui.screens.detail import DetailScreen

        keys = self._list.keys_of(kind, id)
        if keys:
            self.outline.move_to(keys[0])
        else:
            self.app.push_screen(DetailScreen(kind, id, cycle=self.cycle_here()))

    # --- folding

    def _fold(self, key: str, folded: bool) -> None:
        """Fold or unfold a row."""
        self._list.fold(key, folded)
        self._look_otherwise()

    def action_fold_all(self, is_folded: bool) -> None:
        """Fold or unfold every row that shows."""
        self._list.fold_all(is_folded)
        self._look_otherwise()

    def on_filter_line_changed(self) -> None:
        """Show what fits, from the top."""
        self._is_from_top = True
        self._look_otherwise()

    # --- what one can do here

    def action_new(self) -> None:
        """Make what belongs at the cursor."""
        from okrtui.screens.strategy_new import ask_new

        kind, id = (super().subject() if self.is_in_pane else self.subject_here()) or ("workspace", "here")
        ask_new(self, kind, id)

    def action_edit(self) -> None:
        """Edit what the cursor is on; the vision where it stands."""
        kind, id = self.subject() or ("", "")
        if kind in _VISION_KINDS:
            from okrtui.screens.vision import edit_vision

            edit_vision(self, self._line_of_vision())
        elif id:
            super().action_edit()
        else:
            self.action_new()

    def _line_of_vision(self) -> int | None:
        """The line of the screen that the vision stands on; None where it is scrolled out of sight."""
        line = self._list.line_of_vision - self.outline.scroll_offset.y
        is_in_sight = 0 <= line < self.outline.size.height
        return self.outline.content_region.y + line if is_in_sight else None

    def on_outline_selected(self, message: Outline.Selected) -> None:
        """Enter goes into the detail; on the vision, it edits it; where something is missing, it makes it."""
        message.prevent_default()  # of the handler that this one takes the place of
        kind, id = self.subject_here() or ("", "")
        if message.outline is self.outline and (kind in _VISION_KINDS or (kind and not id)):
            self.action_edit()
        else:
            super().on_outline_selected(message)

    def action_transform(self) -> None:
        """Look at the OKRs that would be made of a mission's tree."""
        from okrtui.screens.transform import TransformScreen

        kind, id = self.subject() or ("", "")
        cycle = self.cycle_here()
        if kind != "mission" or cycle is None:
            self.say("Put the cursor on a mission: its tree becomes the OKRs of a cycle")
        else:
            self.app.push_screen(TransformScreen(id, cycle))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only a practice with measures below its key results has a tree to transform; an e or r may be typed."""
        if action == "transform":
            practice = self._list.practice
            return practice is not None and "measure" in practice.chain
        if action in ("edit", "reading"):
            return isinstance(self.focused, Outline)
        return super().check_action(action, parameters)

    def show_detail(self) -> None:
        """Show the detail of what the cursor is on; of what has none, nothing."""
        kind, id = self.subject_here() or ("", "")
        if self.has_pane and (kind not in DETAILED or not id):
            self.pane.clear()
        else:
            super().show_detail()

    def action_back(self) -> None:
        """Take the filter away."""
        if self.is_in_pane:
            super().action_back()
        else:
            self.filter_line.action_clear()
