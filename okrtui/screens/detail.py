"""The detail screen: one object with everything that hangs on it."""

from datetime import date
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.getters import query_one

from okrtui.screens.detail_view import DetailView
from okrtui.screens.objects import DECIDED_BY_ENTER, DETAILED, EDITED_BY_ENTER, ObjectScreen, Subject
from okrtui.screens.time_line import DayLine
from okrtui.screens.tree import cycle_of
from okrtui.widgets.outline import Outline
from okrtui.workspace.view import View
from okrtui.workspace.workspace import Change


class DetailScreen(ObjectScreen):
    """A unit, an objective or a key result. What the cursor is on is what the keys are about."""

    CSS_PATH = "detail.tcss"
    BINDING_GROUP_TITLE = "Detail"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", "back", id="screen.back"),
    ]

    view = query_one(DetailView)

    def __init__(
        self,
        kind: str,
        id: str,
        *,
        cycle: str | None = None,
        explained: bool = False,
        as_of: View | None = None,
        at: Subject | None = None,
    ) -> None:
        """What to look at.

        Args:
            kind: `unit`, `objective` or `key_result`.
            id: Which of them.
            cycle: The one that a unit is looked at in; the one of today if it is not said.
            explained: Whether the arithmetic of its figure shows at once.
            as_of: The company of a day in the past, if it is looked at as it stood then.
            at: What of it the cursor begins on; by default the object itself.
        """
        super().__init__()
        self._as_of = as_of
        self._shown = (kind, id)
        self._cycle = cycle
        self._explained = explained
        self._at = at

    def compose_body(self) -> ComposeResult:
        """Everything is one view."""
        yield DayLine(self.past_day, glyphs=self.glyphs)
        yield DetailView(self._as_of or self.workspace, glyphs=self.glyphs)

    def on_mount(self) -> None:
        """Show the object."""
        self.view.show(*self._shown, self.cycle_here())
        if self._explained:
            self.view.explain()
        self.view.focus()
        if self._at is not None:
            self.call_after_refresh(self.view.move_to_subject, *self._at)

    @property
    def as_of(self) -> View | None:
        """The company of the day in the past that shows."""
        return self._as_of

    @property
    def past_day(self) -> date | None:
        """The day in the past that shows."""
        return self._as_of.today if self._as_of else None

    def cycle_here(self) -> str | None:
        """The cycle of the object, or the one that its unit is looked at in."""
        return cycle_of(self._as_of or self.workspace, *self._shown) or self._cycle or super().cycle_here()

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

    def coached(self) -> None:
        """Show what the coach found now."""
        for view in self.query(DetailView):
            view.bring_up_to_date()

    def on_outline_selected(self, message: Outline.Selected) -> None:
        """Open what the cursor is on."""
        subject = self.view.subject
        if subject is None or subject == self._shown:
            return
        if subject[0] in DETAILED:
            self.app.push_screen(DetailScreen(*subject, cycle=self._cycle, as_of=self._as_of))
        elif subject[0] in EDITED_BY_ENTER:
            self.action_edit()
        elif subject[0] in DECIDED_BY_ENTER:
            self.action_block()
