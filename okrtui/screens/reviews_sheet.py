"""One unit's reviews on a screen of their own, where there is no room beside the list; and one review whole."""

from collections.abc import Callable
from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.getters import query_one

from okrtui.okr.kinds import ReviewKind
from okrtui.screens.objects import Subject
from okrtui.screens.reviews_doors import DOORS, ReviewsDoors
from okrtui.screens.reviews_view import Find, ReviewsView
from okrtui.widgets.outline import Outline
from okrtui.workspace.due_reviews import Turns
from okrtui.workspace.past_reviews import review_sheet
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
        Binding("m", "export", "as Markdown", id="meeting.export", tooltip="a meeting's minutes, into a file here"),
        Binding("escape", "back", "back", id="screen.back"),
    ]

    view = query_one(ReviewsView)

    def __init__(self, kind: str, id: str, find: Find, resumed: Callable[[], None]) -> None:
        """`kind` is `unit` or `review`; `find` gives the row of a unit. `resumed`: one looks at it again."""
        super().__init__()
        self._resumed = resumed
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

    def on_screen_resume(self) -> None:
        """Catch up with what happened while another screen was open: it is told to none but the uppermost."""
        self.bring_up_to_date()
        self._resumed()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only units are checked in and edited from here, and only reviews deleted."""
        kind = self._shown[0]
        if action in (*DOORS, "check_in", "new", "edit", "meeting"):
            return kind == "unit"
        if action == "export":
            return kind == "review" and self._is_meeting()
        return kind == "review" if action == "delete" else super().check_action(action, parameters)

    def _is_meeting(self) -> bool:
        fields = self.workspace.company.fields("review", self._shown[1]) or {}
        return fields.get("kind") == ReviewKind.WEEKLY

    def action_export(self) -> None:
        """Write the minutes of a meeting, as Markdown, into a file of its own in the current directory."""
        from okrtui.workspace.minutes_report import minutes_of, write_minutes

        workspace, review = self.workspace, self._shown[1]

        def write() -> Path:
            sheet = review_sheet(workspace, review)
            return write_minutes(Path(), sheet.unit_name, sheet.date, minutes_of(workspace, review))

        self.okrtui.act(write, lambda path: self.say(f"The minutes are in {path.absolute()}", seconds=12))

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
        """Read the review that the cursor is on, or open the key result."""
        from okrtui.screens.detail import DetailScreen

        subject = self.view.subject
        if subject is None or subject == self._shown:
            return
        if subject[0] == "review":
            self.app.push_screen(ReviewsSheet(*subject, self._find, self._resumed))
        elif subject[0] == "key_result":
            self.app.push_screen(DetailScreen(*subject))
