"""The Monday meeting: one item after the other in its context, a quiet clock, and minutes written on the way."""

from pathlib import PurePath
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.getters import query_one

from okrtui.screens.jobs import Jobs
from okrtui.screens.meeting_acts import MeetingActs
from okrtui.screens.meeting_head import MeetingHead, MeetingTime
from okrtui.screens.meeting_item import Around, item_lines
from okrtui.screens.meeting_list import MeetingList
from okrtui.screens.meeting_plan import Plan, Spot
from okrtui.screens.objects import Subject
from okrtui.widgets.glyphs import ASCII
from okrtui.widgets.outline import Outline
from okrtui.widgets.rows import Row
from okrtui.widgets.tones import Segments
from okrtui.workspace.errors import NotFound
from okrtui.workspace.monday import agenda
from okrtui.workspace.reading import clean_line
from okrtui.workspace.sitting import Sitting
from okrtui.workspace.workspace import Change

_SECOND = 1.0
_KEPT = "The minutes are kept as a draft, not saved yet: w in Reviews goes on with them."
"""What is left to say where one leaves the app now."""


class _Item(Outline, can_focus=False):
    """What is spoken of, beside the list; nothing in it is chosen."""

    def __init__(self, **more: object) -> None:
        super().__init__(self._draw, **more)  # type: ignore[arg-type]
        self._said: list[Segments] = []

    def show(self, lines: list[Segments], *, at_end: bool) -> None:
        """Show other lines, from the top or to the end."""
        self._said = lines
        self.set_rows([Row(str(number), selectable=False) for number in range(len(lines))])
        self.scroll_to(y=max(0, len(lines) - self.size.height) if at_end else 0, animate=False, force=True)

    def _draw(self, row: Row, width: int) -> Segments:
        return self._said[int(row.key)]


class MeetingScreen(MeetingActs):
    """The meeting of a unit and all below it. What is not saved when one leaves is there again the next time."""

    CSS_PATH: ClassVar[list[str | PurePath]] = ["meeting.tcss"]
    BINDING_GROUP_TITLE = "Meeting"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "part(1)", "next part", show=False, id="meeting.next_part", tooltip="j and k go item by item"),
        Binding("p", "part(-1)", "part before", show=False, id="meeting.part_before"),
        Binding("e", "edit", "edit", show=False, id="object.edit"),
        Binding("escape", "back", "leave", id="screen.back", tooltip="what is not saved is kept for the next time"),
    ]

    head = query_one(MeetingHead)
    item = query_one(_Item)

    def __init__(self, unit: str) -> None:
        """`unit` is whose meeting it is."""
        super().__init__()
        self._unit = unit
        self.plan = Plan()
        self._is_reading = False
        self._read_again = False
        self._progress = ""

    def compose_body(self) -> ComposeResult:
        """The head, the list, and beside it what is spoken of."""
        yield MeetingHead(glyphs=self.glyphs)
        with Horizontal(id="meeting"):
            yield MeetingList(glyphs=self.glyphs)
            with Vertical(id="item"):
                yield _Item(glyphs=self.glyphs)

    def on_mount(self) -> None:
        """Go on with this week's meeting, or begin it."""
        self.set_class(self.glyphs is ASCII, "-ascii")
        self.jobs = Jobs(self.okrtui)
        self.sitting = Sitting(self.workspace, self._unit)
        self.units.focus()
        self._read()
        self.set_interval(_SECOND, self.show_time)

    # --- what shows

    def _read(self) -> None:
        if self._is_reading:
            self._read_again = True
            return
        self._is_reading = True
        self.okrtui.act(self._made, self._take, self._lost)

    def _made(self) -> None:
        """Make the agenda, in the worker."""
        self.plan.take(agenda(self.workspace, self._unit, self._tell_progress), self.workspace)

    def _tell_progress(self, done: int, total: int) -> None:
        """Say how far the agenda is; told in the worker."""
        self._progress = f"reading {done} of {total} units" if self.plan.agenda is None and done else ""

    def _take(self, _: None) -> None:
        self._is_reading, self._progress = False, ""
        if self._read_again:
            self._read_again = False
            self._read()
        if self.is_mounted:
            self.units.show(self.plan)
            self.bring_up_to_date()

    def _lost(self, why: str) -> None:
        self._is_reading = False
        self.okrtui.say_trouble(why)

    def bring_up_to_date(self) -> None:
        """Show what was typed and marked."""
        noted = {entry.item for entry in self.sitting.draft.entries}
        self.okrtui.farewell = _KEPT if self.sitting.is_unsaved else ""
        self.units.mark(self.sitting.present, noted)
        self._show_item()

    def _show_item(self) -> None:
        spot = self.units.spot
        self.sitting.go_to(spot.item if spot else None, self._now())
        width = self.item.size.width - self.item.scrollbar_size_vertical - 1
        if width > 1:
            around = self._around(spot) if spot else None
            lines = item_lines(spot, around, width, self.glyphs) if spot and around else []
            self.item.show(lines, at_end=around is not None and bool(around.entries))
        self.show_time()
        self.refresh_bindings()

    def _around(self, spot: Spot) -> Around:
        sitting, plan = self.sitting, self.plan
        id = spot.subject[1] if spot.subject else ""
        return Around(
            self.workspace.today,
            id in sitting.present,
            plan.owned.get(id, ()),
            plan.blocked.get(id, ()),
            sitting.entries_of(spot.item),
            sitting.opened.written,
            plan.thanked.get(id, ()),
        )

    def _now(self) -> int:
        return self.workspace.moment.clock()

    def show_time(self) -> None:
        """Say how long the item and all of it has taken."""
        if not self.is_mounted:
            return
        spent, spot = self.sitting.seconds(self._now()), self.units.spot
        start = self.sitting.opened.weeks.start
        place, items = self.units.place
        self.head.time = MeetingTime(
            clean_line(self.workspace.company.title(self._unit)),
            f"{start.day} {start:%b}",
            place,
            items,
            spent.get(spot.item, 0) if spot else 0,
            sum(spent.values()),
            self.sitting.is_unsaved,
            self._progress,
        )

    def on_outline_highlighted(self, message: Outline.Highlighted) -> None:
        """Show what the cursor is on."""
        if message.outline is self.units:
            self._show_item()

    def on_resize(self) -> None:
        """Break the lines anew."""
        self.call_after_refresh(self._show_item)

    # --- keeping in step

    def workspace_changed(self, change: Change) -> None:
        """Show it as it is now; what one does here can be taken back here."""
        if not self.is_mounted:
            return
        is_own = bool(change.keys) and not change.lines
        is_act = is_own and not self.expected_changes
        if is_own and self.expected_changes:
            self.expected_changes -= 1
        try:
            is_other = self.sitting.look_again(is_own=is_own, is_act=is_act)
        except NotFound as gone:
            self.okrtui.say_trouble(str(gone))
            self.action_back()
            return
        if is_other and change.lines:
            self.say("Someone else has written into these minutes", "what you typed comes after it")
        self._read()

    def help_legend(self) -> list[tuple[str, str]]:
        """What the marks of the list mean."""
        glyphs = self.glyphs
        return [
            (glyphs.achieved, "here; all checked in; done"),
            (glyphs.stale, "a check-in is missing"),
            (glyphs.dot, "written down here, not saved yet"),
        ]

    # --- moving

    def subject(self) -> Subject | None:
        """What the cursor is on."""
        spot = self.units.spot
        return spot.subject if spot else None

    def action_part(self, direction: int) -> None:
        """Go to the next part, or back."""
        self.units.go_to_part(direction)

    def action_read_on(self, direction: int) -> None:
        """Read on in what is spoken of, where it is longer than the screen."""
        half = max(1, self.item.size.height // 2)
        self.item.scroll_to(y=self.item.scroll_offset.y + direction * half, animate=False, force=True)

    def on_outline_selected(self, message: Outline.Selected) -> None:
        """Everything about what the cursor is on; of a blocker, what becomes of it."""
        from okrtui.screens.detail import DetailScreen

        kind, id = self.subject() or ("", "")
        if kind == "blocker":
            self.action_block()
        elif kind == "key_result":
            self.app.push_screen(DetailScreen(kind, id))
        elif kind == "review":
            from okrtui.screens.reviews_sheet import ReviewsSheet

            self.app.push_screen(ReviewsSheet(kind, id, lambda _: None, lambda: None))
        elif kind == "person":
            self.action_present()

    def action_back(self) -> None:
        """Leave; what is not saved is kept."""
        self.sitting.go_to(None, self._now())
        is_unsaved = self.sitting.is_unsaved
        self.jobs.at_rest(lambda: None)
        super().action_back()
        if is_unsaved:
            self.okrtui.say("What you typed is kept, and not saved yet", "w goes on with it", seconds=10)
