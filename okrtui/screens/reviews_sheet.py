"""One unit's reviews on a screen of their own, where there is no room beside the list; and one review whole."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.getters import query_one

from okrtui.screens.objects import Subject
from okrtui.screens.reviews_doors import DOORS, ReviewsDoors
from okrtui.screens.reviews_view import Find, ReviewsView
from okrtui.widgets.outline import Outline
from okrtui.workspace.due_reviews import Turns
from okrtui.workspace.workspace import Change


class ReviewsSheet(ReviewsDoors):
    """What has its turn in a unit and what it has held; or a review, all that was written."""

    CSS_PATH = "reviews_sheet.tcss"
    BINDING_GROUP_TITLE = "Reviews of a unit"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("c", "check_in", "check in", show=False, id="object.check_in"),
        Binding("n", "new", "new", show=False, id="object.new"),
        Binding("e", "edit", "edit", show=False, id="object.edit"),
        Binding("w", "meeting", "meeting", id="reviews.meeting", tooltip="the unit's Monday meeting"),
        Binding("escape", "back", "back", id="screen.back"),
    ]

    view = query_one(ReviewsView)

    def __init__(self, kind: str, id: str, find: Find) -> None:
        """`kind` is `unit` or `review`; `find` gives the row of a unit."""
        super().__init__()
        self._shown = (kind, id)
        self._find = find

    def compose_body(self) -> ComposeResult:
        """Everything is one view."""
        yield ReviewsView(self.workspace, self._find, glyphs=self.glyphs)

    def on_mount(self) -> None:
        """Show it."""
        self.view.show(*self._shown, None)
        self.view.focus()

    def subject(self) -> Subject | None:
        """What the cursor is on."""
        return self.view.subject

    def unit_and_turns(self) -> tuple[str, Turns] | None:
        """The unit that shows, if it is one."""
        unit = self._find(self._shown[1]) if self._shown[0] == "unit" else None
        return (unit.id, unit.turns) if unit else None

    def bring_up_to_date(self) -> None:
        """Show it as it is now."""
        for view in self.query(ReviewsView):
            view.bring_up_to_date()

    def workspace_changed(self, change: Change) -> None:
        """Show it as it is now."""
        self.bring_up_to_date()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only units are checked in and edited from here, and only reviews deleted."""
        kind = self._shown[0]
        if action in (*DOORS, "check_in", "new", "edit", "meeting"):
            return kind == "unit"
        return kind == "review" if action == "delete" else super().check_action(action, parameters)

    def action_meeting(self) -> None:
        """Hold this week's meeting of the unit, or go on with it."""
        from okrtui.screens.meeting import MeetingScreen

        self.app.push_screen(MeetingScreen(self._shown[1]))

    def deleted(self, kind: str, id: str, title: str) -> None:
        """Leave where the review itself was deleted."""
        if (kind, id) == self._shown:
            self.action_back()
        self.okrtui.say(f"Deleted: {title}", "u undo")

    def on_outline_selected(self, message: Outline.Selected) -> None:
        """Read the review that the cursor is on."""
        subject = self.view.subject
        if subject is not None and subject != self._shown and subject[0] == "review":
            self.app.push_screen(ReviewsSheet(*subject, self._find))
