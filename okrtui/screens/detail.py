"""The detail screen: one object with everything that hangs on it."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.getters import query_one

from okrtui.screens.detail_view import DetailView
from okrtui.screens.objects import ObjectScreen, Subject
from okrtui.screens.tree import cycle_of
from okrtui.widgets.outline import Outline
from okrtui.workspace.workspace import Change

OPENED = ("unit", "objective", "key_result")
"""The kinds that have a detail."""


class DetailScreen(ObjectScreen):
    """A unit, an objective or a key result. What the cursor is on is what the keys are about."""

    CSS_PATH = "detail.tcss"
    BINDING_GROUP_TITLE = "Detail"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", "back", id="screen.back"),
    ]

    view = query_one(DetailView)

    def __init__(self, kind: str, id: str, *, cycle: str | None = None, explained: bool = False) -> None:
        """`cycle` is the one that a unit is looked at in; the one of today if it is not said."""
        super().__init__()
        self._shown = (kind, id)
        self._cycle = cycle
        self._explained = explained

    def compose_body(self) -> ComposeResult:
        """Everything is one view."""
        yield DetailView(self.workspace, glyphs=self.glyphs)

    def on_mount(self) -> None:
        """Show the object."""
        self.view.show(*self._shown, self.cycle_here())
        if self._explained:
            self.view.explain()
        self.view.focus()

    def cycle_here(self) -> str | None:
        """The cycle of the object, or the one that its unit is looked at in."""
        return cycle_of(self.workspace, *self._shown) or self._cycle or super().cycle_here()

    def subject(self) -> Subject | None:
        """What the cursor is on."""
        return self.view.subject

    def appeared(self, kind: str, id: str) -> None:
        """Put the cursor on what was made."""
        self.view.bring_up_to_date()
        self.view.move_to_subject(kind, id)

    def deleted(self, kind: str, id: str, title: str) -> None:
        """Leave where the object itself was deleted."""
        if (kind, id) == self._shown and len(self.app.screen_stack) > 1:
            self.action_back()
        self.okrtui.say(f"Deleted: {title}", "u undo")

    def workspace_changed(self, change: Change) -> None:
        """Show the object as it is now."""
        for view in self.query(DetailView):
            view.bring_up_to_date()

    def on_outline_selected(self, message: Outline.Selected) -> None:
        """Open what the cursor is on."""
        subject = self.view.subject
        if subject is None or subject == self._shown:
            return
        if subject[0] in OPENED:
            self.app.push_screen(DetailScreen(*subject, cycle=self._cycle))
        elif subject[0] == "person":
            self.action_edit()
