"""A list with a filter above it and, where there is room, the detail of what its cursor is on beside it."""

from pathlib import PurePath
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.getters import query_one
from textual.timer import Timer

from okrtui.screens.objects import DECIDED_BY_ENTER, DETAILED, EDITED_BY_ENTER, ObjectScreen, Subject
from okrtui.widgets.filter_line import FilterLine
from okrtui.widgets.glyphs import ASCII
from okrtui.widgets.outline import Outline
from okrtui.workspace.view import View

if TYPE_CHECKING:
    from okrtui.screens.detail_view import DetailView

_PANE_FROM = 120
_REST = 0.05
"""Seconds for which the cursor rests before the detail follows: the list answers first, and a key held down is not
slowed by details that nobody can read."""


class PaneScreen(ObjectScreen):
    """Where there is no room for the pane, enter opens the detail as a screen of its own."""

    CSS_PATH: ClassVar[list[str | PurePath]] = ["pane.tcss"]
    HORIZONTAL_BREAKPOINTS = [(0, "-list"), (_PANE_FROM, "-pane")]  # noqa: RUF012 (Textual has it as an instance variable)
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("slash", "filter", "filter", id="list.filter", tooltip="by part of a title"),
        Binding("x,equals_sign", "explain", "why this number", show=False, id="list.explain"),
    ]

    outline = query_one(Outline)
    filter_line = query_one(FilterLine)

    _pane: "DetailView | None" = None
    _rest: Timer | None = None

    def compose_list(self) -> ComposeResult:
        """The list, which is an Outline, with its filter and what else stands above it."""
        raise NotImplementedError

    def subject_here(self) -> Subject | None:
        """What the list's cursor is on."""
        raise NotImplementedError

    def follow(self, kind: str, id: str) -> None:
        """Go to something that the pane names."""
        raise NotImplementedError

    def compose_body(self) -> ComposeResult:
        """The list, the detail beside it."""
        with Horizontal(id="sides"):
            with Vertical(id="list"):
                yield from self.compose_list()
            if self.has_pane:
                yield Vertical(self.pane, id="beside")

    def on_mount(self) -> None:
        """Begin in the list."""
        self.set_class(self.glyphs is ASCII, "-ascii")
        self.outline.focus()

    # --- the detail beside

    @property
    def has_pane(self) -> bool:
        """Whether there is room for the detail beside the list."""
        return self.app.size.width >= _PANE_FROM

    @property
    def pane(self) -> "DetailView":
        """The detail. It is made when there is first room for it: what is not shown shall hold up no start."""
        if self._pane is None:
            from okrtui.screens.detail_view import DetailView

            self._pane = DetailView(self.as_of or self.workspace, glyphs=self.glyphs)
        return self._pane

    @property
    def is_in_pane(self) -> bool:
        """Whether one is in the detail."""
        return self._pane is not None and self.focused is self._pane

    def on_resize(self) -> None:
        """The detail comes and goes with the room for it."""
        if self.has_pane and not self.query("#beside"):
            self.query_one("#sides").mount(Vertical(self.pane, id="beside"))
        self.show_detail()
        if not self.has_pane and self.is_in_pane:
            self.outline.focus()

    def look_at(self, view: View) -> None:
        """Show the detail as another view has it."""
        if self._pane is not None:
            self._pane.look_at(view)

    def on_outline_highlighted(self, message: Outline.Highlighted) -> None:
        """The detail follows the cursor, once that rests."""
        if message.outline is self.outline and self.has_pane:
            self._disturb()
            self._rest = self.set_timer(_REST, self._settle)

    @property
    def is_settled(self) -> bool:
        """Whether the detail shows what the cursor is on."""
        return self._rest is None

    def _settle(self) -> None:
        """The cursor has rested, or one goes into the detail: show it."""
        self._disturb()
        self.show_detail()

    def _disturb(self) -> None:
        if self._rest is not None:
            self._rest.stop()
            self._rest = None

    def show_detail(self) -> None:
        """Show the detail of what the cursor is on, as it is now."""
        self._disturb()
        if not self.has_pane:
            return
        kind, id = self.subject_here() or ("", "")
        if kind not in DETAILED:
            self.pane.clear()
        elif self.pane.shown == (kind, id):
            self.pane.bring_up_to_date()
        else:
            self.pane.show(kind, id, self.cycle_here())

    def subject(self) -> Subject | None:
        """What the cursor is on, in the list or in the detail."""
        return self.pane.subject if self.is_in_pane else self.subject_here()

    # --- opening

    @property
    def leads_in(self) -> bool:
        """Whether enter goes from the list into the detail beside it."""
        kind, id = self.subject_here() or ("", "")
        return self.has_pane and kind in DETAILED and bool(id)

    def go_in(self) -> bool:
        """Go into the detail of what the cursor is on; whether enter does that."""
        if self.leads_in:
            self._settle()
            self.set_focus(self.pane)
        return self.leads_in

    def on_outline_selected(self, message: Outline.Selected) -> None:
        """Enter goes into the detail; from there it goes on to what the detail names."""
        if message.outline is self._pane:
            self._open_from_pane()
        elif (self.subject_here() or ("", ""))[0] not in DETAILED:
            self.say("There is nothing more to see of it")
        elif not self.go_in():
            self._open(is_explained=False)

    def _open_from_pane(self) -> None:
        subject = self.pane.subject
        if subject is None:
            return
        if subject[0] in EDITED_BY_ENTER:
            self.action_edit()
        elif subject[0] in DECIDED_BY_ENTER:
            self.action_block()
        elif subject[0] in DETAILED and subject != self.pane.shown:
            self.follow(*subject)

    def _open(self, *, is_explained: bool) -> None:
        from okrtui.screens.detail import DetailScreen

        kind, id = self.subject_here() or ("", "")
        if kind in DETAILED:
            there = DetailScreen(kind, id, cycle=self.cycle_here(), explained=is_explained, as_of=self.as_of)
            self.app.push_screen(there)

    def action_explain(self) -> None:
        """Show how the number under the cursor comes about, or hide it again."""
        if self.has_pane:
            self._settle()
            self.pane.explain()
        else:
            self._open(is_explained=True)

    # --- filtering

    def action_filter(self) -> None:
        """Show only what has a text."""
        self.filter_line.open()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A slash that is typed into the filter belongs to it."""
        return action != "filter" or isinstance(self.focused, Outline)

    def action_back(self) -> None:
        """From the detail to the list."""
        if self.is_in_pane:
            self.set_focus(self.outline)
        else:
            super().action_back()
