"""The detail of one object, as a pane beside a list and as a screen of its own."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, ClassVar, cast

from textual.binding import Binding, BindingType

from okrtui.okr.coach.finding import Finding
from okrtui.okr.coach.scene import Figures
from okrtui.screens.detail_lines import FINDING, SELF, DetailLine, Setting, detail_lines
from okrtui.screens.voice_lines import voices_of, with_voices
from okrtui.widgets.glyphs import GlyphSet
from okrtui.widgets.outline import Outline
from okrtui.widgets.rows import Row
from okrtui.widgets.tones import Segments, Tone
from okrtui.workspace.detail import detail
from okrtui.workspace.presets import practice_of
from okrtui.workspace.strategy import KINDS
from okrtui.workspace.view import View
from okrtui.workspace.visits import when
from okrtui.workspace.workspace import Workspace

if TYPE_CHECKING:
    from okrtui.app import OkrtuiApp

Subject = tuple[str, str]
_GONE = DetailLine("gone", [("  It was deleted; u undo or restore brings it back.", Tone.MUTED)])


class DetailView(Outline):
    """Shows an object of a workspace. The cursor goes from line to line; on the first it is on the object itself."""

    BINDING_GROUP_TITLE = "In a detail"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "select", "open", id="detail.select"),
        Binding("M", "mend", "mend", id="detail.mend", tooltip="what the coach found"),
        Binding("d", "set_aside", "set aside", id="detail.set_aside", tooltip="what the coach found, with a reason"),
        Binding("x,equals_sign", "explain", "why this number", id="detail.explain", tooltip="its arithmetic"),
    ]
    DEFAULT_CSS = "DetailView:blur > .outline--cursor { background: $background 0%; }"

    def __init__(self, workspace: View, *, glyphs: GlyphSet, id: str | None = None) -> None:
        super().__init__(self._draw, glyphs=glyphs, id=id)
        self._workspace = workspace
        self._shown: Subject | None = None
        self._cycle: str | None = None
        self._is_explained = False
        self._lines_by_key: dict[str, DetailLine] = {}
        self._keys: list[str] = []

    @property
    def shown(self) -> Subject | None:
        """Kind and id of the object."""
        return self._shown

    @property
    def subject(self) -> Subject | None:
        """Kind and id of what the cursor is on: the object itself, or something that hangs on it."""
        line = self._lines_by_key.get(self.cursor_key or "")
        return line.subject if line else self._shown

    @property
    def field(self) -> str:
        """The field in conflict that the cursor is on; "" where it is on none."""
        line = self._lines_by_key.get(self.cursor_key or "")
        return line.field if line else ""

    def show(self, kind: str, id: str, cycle: str | None) -> None:
        """Show an object; a unit as it is in a cycle."""
        is_other = self._shown != (kind, id)
        self._shown, self._cycle = (kind, id), cycle
        self._is_explained = self._is_explained and not is_other
        self.bring_up_to_date()
        if is_other:
            self.action_first()
            self.scroll_home(animate=False, force=True)

    def look_at(self, workspace: View) -> None:
        """Show objects as another view has them."""
        self._workspace = workspace
        self.bring_up_to_date()

    def clear(self) -> None:
        """Show nothing."""
        self._shown = None
        self.bring_up_to_date()

    def bring_up_to_date(self) -> bool:
        """Show the object as it is now, the cursor staying where it is; whether it is still there."""
        width = self.size.width - self.scrollbar_size_vertical - 1
        lines = self._read(max(20, width)) if self._shown and width > 1 else []
        self._lines_by_key = {line.key: line for line in lines}
        self._keys = [line.key for line in lines]
        self.set_rows([Row(line.key, selectable=line.subject is not None) for line in lines])
        return bool(lines) or width <= 1

    def _read(self, width: int) -> list[DetailLine]:
        if self._shown is None:
            return []
        workspace = self._workspace
        with workspace.lock:
            if self._shown[0] in KINDS:
                return self._read_sheet(*self._shown, width)
            found = detail(workspace, *self._shown, self._cycle, self._original)
            if found is None:
                return [_GONE]
            who = found.changed_by or "someone"
            changed = f"{who}, {when(workspace, found.changed_at)}" if found.changed_at else ""
            told = partial(when, workspace)
            setting = Setting(width, self._glyphs, workspace.today, changed, self._is_explained, told, self._found)
            lines = detail_lines(found, setting._replace(practice=practice_of(workspace)))
            return with_voices(lines, voices_of(workspace, *self._shown), setting)

    def _read_sheet(self, kind: str, id: str, width: int) -> list[DetailLine]:
        """The lines of a mission, goal, KPI, metric or measure."""
        from okrtui.screens.strategy_lines import sheet_lines
        from okrtui.workspace.strategy_sheet import sheet

        workspace = self._workspace
        found = sheet(workspace, kind, id, self._cycle)
        if found is None:
            return [_GONE]
        changed = f"{found.changed_by or 'someone'}, {when(workspace, found.changed_at)}" if found.changed_at else ""
        told = partial(when, workspace)
        setting = Setting(width, self._glyphs, workspace.today, changed, self._is_explained, told, self._found)
        return with_voices(sheet_lines(found, setting), voices_of(workspace, kind, id), setting)

    def _found(self, id: str) -> Sequence[Finding]:
        """What the coach found about an object; of the past it says nothing."""
        coaching = self._okrtui.coaching if isinstance(self._workspace, Workspace) else None
        return coaching.of(id) if coaching else ()

    def _original(self, id: str) -> Figures | None:
        """What a key result was first aimed at, which the coach knows; of the past it does not."""
        coaching = self._okrtui.coaching if isinstance(self._workspace, Workspace) else None
        return coaching.original(id) if coaching else None

    @property
    def finding(self) -> Finding | None:
        """The finding that the cursor is on."""
        key = self.cursor_key or ""
        if self._shown is None or not key.startswith(FINDING):
            return None
        return next((each for each in self._found(self._shown[1]) if key == f"{FINDING}{each.rule}"), None)

    def on_outline_highlighted(self) -> None:
        """What the keys are for follows the cursor, while they are for this."""
        if self.has_focus:
            self.screen.refresh_bindings()

    def action_mend(self) -> None:
        """Do what mends the finding under the cursor."""
        from okrtui.screens.mending import mend

        if self.finding is not None:
            mend(self._okrtui, self.finding)

    def action_set_aside(self) -> None:
        """Set the finding under the cursor aside, with a reason."""
        from okrtui.screens.mending import set_aside

        if self.finding is not None:
            set_aside(self._okrtui, self.finding)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only a finding is mended here; on other lines these keys are the screen's."""
        return self.finding is not None if action in ("mend", "set_aside") else True

    @property
    def _okrtui(self) -> "OkrtuiApp":
        return cast("OkrtuiApp", self.app)

    def explain(self) -> None:
        """Show how the number comes about, or hide it again."""
        self._is_explained = not self._is_explained
        self.bring_up_to_date()

    def action_explain(self) -> None:
        """Show how the number comes about, or hide it again."""
        self.explain()

    def action_select(self) -> None:
        """Open what the cursor is on: a conflict at once, without asking the screen."""
        if self.field:
            self.call_next(self.run_action, "app.conflicts")
        else:
            super().action_select()

    def move_to_subject(self, kind: str, id: str) -> None:
        """Put the cursor on a line that is about an object, if there is one."""
        for line in self._lines_by_key.values():
            if line.subject == (kind, id):
                self.move_to(line.key)
                return

    def on_resize(self) -> None:
        """Lay the lines out anew for another width."""
        self.bring_up_to_date()

    def _draw(self, row: Row, width: int) -> Segments:
        return self._lines_by_key[row.key].segments

    def _gutter(self) -> tuple[str, Tone]:
        """No mark of a cursor where one is not."""
        return super()._gutter() if self.has_focus else (" ", Tone.PLAIN)

    # --- reading on where no line takes the cursor

    def action_step(self, direction: int) -> None:
        """Move the cursor by one line that takes it; where there is none, the text."""
        before = self.cursor_key
        super().action_step(direction)
        if self.cursor_key == before:
            self.scroll_to(y=self.scroll_offset.y + direction, animate=False, force=True)
        elif direction > 0:
            self._show_rest()

    def action_page(self, direction: int) -> None:
        """Move by one view."""
        before = self.cursor_key
        super().action_page(direction)
        if self.cursor_key == before:
            self.scroll_to(y=self.scroll_offset.y + direction * self.size.height, animate=False, force=True)

    def action_last(self) -> None:
        """Go to the end."""
        super().action_last()
        self.scroll_end(animate=False, force=True)

    def _show_rest(self) -> None:
        """Bring the lines into sight that belong to the one under the cursor."""
        key = self.cursor_key or SELF
        last = self._keys.index(key)
        while last + 1 < len(self._keys) and self._keys[last + 1].startswith(f"{key}/"):
            last += 1
        hidden = last - (self.scroll_offset.y + self.size.height - 1)
        if hidden > 0:
            self.scroll_to(y=self.scroll_offset.y + hidden, animate=False, force=True)
