"""Sync: how this replica and its folder stand, what is on its way, what is wrong, and who writes."""

from functools import partial
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.getters import query_one

from okrtui.screens.ask import Answer, AskScreen
from okrtui.screens.base import OkrScreen
from okrtui.screens.sync_lines import Setting, SyncLine, explanation_lines, sync_lines
from okrtui.widgets.key_line import KeyLine
from okrtui.widgets.outline import Outline
from okrtui.widgets.rows import Row
from okrtui.widgets.tones import Segments, Tone
from okrtui.workspace.health import newer_lines
from okrtui.workspace.meeting import Meeting, Refill, Standing, gone_on, meeting, refill_plan
from okrtui.workspace.prospects import counted
from okrtui.workspace.visits import when, when_was
from okrtui.workspace.workspace import Change

_PAUSE = 1.0
"""Seconds between two looks while changes keep coming."""


class _Lines(Outline):
    """The lines, of which enter explains one."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,space", "select", "explain", key_display="enter", id="outline.select")
    ]


class SyncScreen(OkrScreen):
    """One list. Looking at the folder may take long or hang, so that is done aside; the screen never waits for it."""

    CSS_PATH = "sync.tcss"
    BINDING_GROUP_TITLE = "Sync"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("s", "sync_now", "sync now", id="sync.now"),
        Binding("x", "hold", "stop receiving", id="sync.hold", tooltip="what has come stays; s goes on"),
        Binding("R", "refill", "refill", id="sync.refill", tooltip="write a wiped folder anew"),
        Binding("p", "relocate", "other place", id="sync.place", tooltip="the folder has moved"),
        Binding("escape", "back", "back", id="screen.back"),
    ]

    outline = query_one(Outline)

    def __init__(self) -> None:
        super().__init__()
        self._meeting: Meeting | None = None
        self._newer = 0
        self._lines: dict[str, Segments] = {}
        self._opened: set[str] = set()
        self._is_looking = False
        self._is_behind = False
        self._is_asked = False

    def compose_body(self) -> ComposeResult:
        """Everything is one list."""
        yield _Lines(self._draw, glyphs=self.glyphs)

    def on_mount(self) -> None:
        """Look at the folder, and read every line for what this version does not know."""
        self.outline.folder = self._fold
        self.outline.focus()
        self._look()
        self.okrtui.aside(partial(newer_lines, self.workspace), self._take_newer)

    def on_screen_resume(self) -> None:
        """Look again after another screen was open, which may have named another place."""
        self._look()

    # --- looking

    def workspace_changed(self, change: Change) -> None:
        """Look again."""
        self._look()

    def folder_met(self) -> None:
        """Show how far a long pull is; when it is over, look again."""
        live = self.okrtui.live
        if self._meeting and live and live.receiving and not live.is_held:
            self._take(gone_on(self._meeting, live))
        else:
            self._look()

    def _look(self) -> None:
        """Look aside; what comes meanwhile is looked at a moment after."""
        if self._is_looking:
            self._is_behind = True
            return
        self._is_looking, self._is_behind = True, False
        self.okrtui.aside(partial(meeting, self.workspace, self.okrtui.live), self._seen, self._not_seen)

    def _seen(self, found: Meeting) -> None:
        self._is_looking = False
        if not self.is_attached:
            return
        self._take(found)
        if self._is_behind:
            self.set_timer(_PAUSE, self._look)
        if self._is_asked and found.standing is not Standing.RECEIVING:
            self._is_asked = False
            self.query_one(KeyLine).hush()

    def _not_seen(self, why: str) -> None:
        self._is_looking = False
        if self.is_attached:
            self.say(why, tone=Tone.BAD, seconds=12.0)

    def _take(self, found: Meeting) -> None:
        is_other = self._meeting is None or self._meeting.standing is not found.standing
        self._meeting = found
        self._lay_out()
        if is_other:
            self.refresh_bindings()

    def _take_newer(self, newer: int) -> None:
        self._newer = newer
        if self.is_attached:
            self._lay_out()

    # --- the lines

    def on_resize(self) -> None:
        """Lay the lines out for another width."""
        self._lay_out()

    def _lay_out(self) -> None:
        width = self.outline.size.width - 4  # the cursor's mark, what the outline indents by, and the scrollbar
        if self._meeting is None or width <= 0:
            return
        setting = Setting(width, self.glyphs, partial(when_was, self.workspace), partial(when, self.workspace))
        self._lines.clear()
        rows: list[Row] = []
        for line in sync_lines(self._meeting, self._newer, setting):
            rows += self._rows(line, width)
        self.outline.set_rows(rows)

    def _rows(self, line: SyncLine, width: int) -> list[Row]:
        self._lines[line.key] = line.segments
        is_open = line.key in self._opened
        rows = [Row(line.key, foldable=bool(line.explanation), folded=not is_open, selectable=bool(line.explanation))]
        for number, segments in enumerate(explanation_lines(line, width, self.glyphs) if is_open else ()):
            key = f"{line.key}/said {number}"
            self._lines[key] = segments
            rows.append(Row(key, selectable=False))
        return rows

    def _draw(self, row: Row, width: int) -> Segments:
        return self._lines[row.key]

    def on_outline_selected(self, message: Outline.Selected) -> None:
        """Explain a line, or fold that away again."""
        self._opened ^= {message.key}
        self._lay_out()

    def _fold(self, key: str, folded: bool) -> None:
        """As enter does."""
        if folded is (key in self._opened):
            self._opened ^= {key}
            self._lay_out()

    # --- what one can do here

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only what makes sense as the folder stands."""
        standing = self._meeting.standing if self._meeting else Standing.UNKNOWN
        match action:
            case "hold":
                return standing is Standing.RECEIVING
            case "refill":
                return standing in (Standing.WIPED, Standing.GONE)
        return True

    def action_sync_now(self) -> None:
        """Meet the folder without waiting."""
        self.query_one(KeyLine).say(f"Looking at the folder{self.glyphs.ellipsis}", seconds=20.0)
        self._is_asked = True
        live = self.okrtui.live
        if live is not None:
            live.sync_now()
        else:
            self.okrtui.aside(self.workspace.meet, lambda state: self._look(), self._not_met)

    def _not_met(self, why: str) -> None:
        self._is_asked = False
        self.say(why, tone=Tone.CAUTION, seconds=12.0)
        self._look()

    def action_hold(self) -> None:
        """Stop a long pull."""
        live = self.okrtui.live
        if live is not None:
            live.hold()
            self.say("Stopped: what has come is here", "s goes on")

    def action_refill(self) -> None:
        """Fill a wiped folder anew, once confirmed."""
        self.okrtui.aside(partial(refill_plan, self.workspace), self._ask_to_refill)

    def _ask_to_refill(self, plan: Refill) -> None:
        size = f"{plan.size / 1_000_000:.1f} MB" if plan.size >= 100_000 else f"{max(1, plan.size // 1000)} kB"
        answers = (
            Answer("l", "leave it", "its disk may just not be mounted"),
            Answer("f", "fill it anew", f"okrtui.json and {counted(plan.files, 'file')}, {size}"),
        )
        more = f"That writes all that is known here of {counted(plan.writers, 'writer')}"
        more += f", and {counted(plan.pending, 'new change')} of yours." if plan.pending else "."
        question = f"Fill {plan.folder} anew?"
        self.app.push_screen(AskScreen(question, answers, more, glyphs=self.glyphs), self._refill)

    def _refill(self, answer: str | None) -> None:
        if answer == "f":
            self.okrtui.aside(self.workspace.refill, self._refilled)

    def _refilled(self, written: int) -> None:
        self.say(f"The folder is filled anew: {counted(written, 'change')}")
        live = self.okrtui.live
        if live is not None:
            live.sync_now()
        self._look()

    def action_relocate(self) -> None:
        """Meet the others in another place."""
        from okrtui.screens.relocate import RelocateScreen

        self.app.push_screen(RelocateScreen(self.workspace))
