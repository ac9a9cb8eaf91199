"""The strategy: why the company is there, what it wants, and the chain down to what is done every week for it."""

from pathlib import PurePath
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from okrtui.okr.coach.finding import Finding
from okrtui.screens.coach_lines import legend
from okrtui.screens.keeping_up import KeepsUp
from okrtui.screens.objects import DETAILED, Subject
from okrtui.screens.pane import PaneScreen
from okrtui.screens.strategy_list import StrategyList
from okrtui.widgets.filter_line import FilterLine
from okrtui.widgets.outline import Outline

_VISION_KINDS = ("workspace",)


class _Strategy(Outline):
    """The list, whose enter is worth a place in the key line."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "select", "open", id="outline.select")]


class StrategyScreen(PaneScreen, KeepsUp):
    """Vision, missions, goals and KPIs, each with what reaches it below."""

    TAB = "strategy"
    CSS_PATH: ClassVar[list[str | PurePath]] = ["pane.tcss", "strategy.tcss"]
    BINDING_GROUP_TITLE = "Strategy"
    BINDINGS: ClassVar[list[BindingType]] = [
        # Before the list sees them, so that what is typed in one burst with them is the vision, or the reading.
        Binding("e", "edit", "edit", priority=True, id="object.edit"),
        Binding("r", "reading", "reading", priority=True, id="object.reading", tooltip="say what was read today"),
        Binding("t", "transform", "OKRs", id="strategy.transform", tooltip="turn the mission's tree into OKRs"),
        Binding("z", "fold_all(True)", "fold all", show=False, id="strategy.fold_all"),
        Binding("Z", "fold_all(False)", "unfold all", show=False, id="strategy.unfold_all"),
    ]

    def compose_list(self) -> ComposeResult:
        """The list, below the line of its filter."""
        self._list = StrategyList(self.workspace, self._findings, self.glyphs)
        yield FilterLine()
        yield _Strategy(self._list.draw, glyphs=self.glyphs)

    def on_mount(self) -> None:
        """Show everything."""
        self._show()

    # --- bringing it up to date

    def _show(self) -> None:
        """Lay out every row anew; the cursor stays where it is."""
        width = self.outline.size.width or self.app.size.width
        self.outline.set_rows(self._list.lay_out(self.cycle_here(), width, self.filter_line.text))
        self.show_detail()
        self.refresh_bindings()

    def bring_up_to_date(self) -> None:
        """Show the rows as they are now."""
        self._show()

    def on_resize(self) -> None:
        """Lay out the rows for another width."""
        self.call_after_refresh(self._show)

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
        self._show()
        self._go(kind, id)

    def _go(self, kind: str, id: str) -> bool:
        """Put the cursor on a row of an object; whether there is one that shows, or would when it is unfolded."""
        keys = self._list.keys_of(kind, id)
        if not keys and (above := self.outline.cursor_key):
            self._list.fold(above, False)
            self._show()
            keys = self._list.keys_of(kind, id)
        return bool(keys) and self.outline.move_to(keys[0])

    def follow(self, kind: str, id: str) -> None:
        """Go to what the detail names: where no row shows it, it opens."""
        from okrtui.screens.detail import DetailScreen

        keys = self._list.keys_of(kind, id)
        if keys:
            self.outline.move_to(keys[0])
        else:
            self.app.push_screen(DetailScreen(kind, id, cycle=self.cycle_here()))

    # --- folding

    def on_outline_toggled(self, message: Outline.Toggled) -> None:
        """Fold or unfold a row."""
        self._list.fold(message.key, message.folded)
        self._show()

    def action_fold_all(self, is_folded: bool) -> None:
        """Fold or unfold every row that shows."""
        for key in list(self._list.spots):
            self._list.fold(key, is_folded)
        self._show()

    def on_filter_line_changed(self) -> None:
        """Show what fits, from the top."""
        self._show()
        self.outline.scroll_home(animate=False)
        self.outline.move_to(self.outline.cursor_key or "")

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
