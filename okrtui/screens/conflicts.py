"""Conflicts: every value that people wrote side by side, and the choice between them."""

from functools import partial
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.getters import query_one
from textual.widgets import Static

from okrtui.screens.base import OkrScreen
from okrtui.widgets.cells import align_left, align_right, fit
from okrtui.widgets.outline import Outline
from okrtui.widgets.rows import Row
from okrtui.widgets.tones import Segments, Tone, spread
from okrtui.workspace.conflicts import Conflict, Version, conflicts
from okrtui.workspace.resolving import resolve
from okrtui.workspace.visits import when
from okrtui.workspace.workspace import Change

_PERSON = 16
_WHEN = 9
_SHOWN = 7
_SAID = 32
_EMPTY = """\
No conflicts

Where two people change the same field without having seen what the other wrote, \
nothing is lost: both values are kept, and shown here to choose between."""


class _Versions(Outline):
    """The list, whose enter is worth a place in the key line."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "select", "choose this value", id="outline.select")]


class ConflictsScreen(OkrScreen):
    """A list of the values, under the field that they are of; the one under the cursor is shown in full below."""

    CSS_PATH = "conflicts.tcss"
    BINDING_GROUP_TITLE = "Conflicts"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "back", "back", id="screen.back")]

    outline = query_one(Outline)

    def __init__(self) -> None:
        super().__init__()
        self._conflicts: dict[str, Conflict] = {}
        self._versions: dict[str, tuple[Conflict, Version]] = {}

    def compose_body(self) -> ComposeResult:
        """The list, and the whole of one value."""
        yield _Versions(self._draw, empty=_EMPTY, glyphs=self.glyphs)
        with VerticalScroll(can_focus=False):
            yield Static(markup=False)

    def on_mount(self) -> None:
        """Show what is to be chosen."""
        self._look()
        self.outline.focus()

    def workspace_changed(self, change: Change) -> None:
        """Show what is still to be chosen."""
        self._look()

    def _look(self) -> None:
        self.okrtui.act(partial(conflicts, self.workspace), self._show)

    def _show(self, found: list[Conflict]) -> None:
        if not self.is_attached:
            return
        self._conflicts.clear()
        self._versions.clear()
        rows: list[Row] = []
        for conflict in found:
            field = f"{conflict.kind} {conflict.id} {conflict.field}"
            self._conflicts[field] = conflict
            rows += [Row(f"{field}/blank", selectable=False), Row(field, selectable=False)]
            for version in conflict.versions:
                key = f"{field}/{version.ts} {version.person}"
                self._versions[key] = conflict, version
                rows.append(Row(key))
        self.outline.set_rows(rows)
        self._show_whole(self.outline.cursor_key)

    # --- the lines

    def _draw(self, row: Row, width: int) -> Segments:
        if row.key in self._conflicts:
            return self._heading(self._conflicts[row.key], width - 1)
        if row.key in self._versions:
            return self._version_line(*self._versions[row.key], width - 1)
        return []

    def _heading(self, conflict: Conflict, width: int) -> Segments:
        count: Segments = [(f"{len(conflict.versions)} values", Tone.MUTED)]
        mark = self.glyphs.conflict
        if conflict.is_waiting:
            count = [("waiting for a change that may settle it", Tone.CLASH)]
            mark = self.glyphs.waiting
        title = fit(conflict.title, max(16, width - 40), self.glyphs.ellipsis)
        field: Segments = [(f"{mark} ", Tone.CLASH), (title, Tone.STRONG), (f"  {_field(conflict)}", Tone.MUTED)]
        return spread(field, count, width, self.glyphs.ellipsis)

    def _version_line(self, conflict: Conflict, version: Version, width: int) -> Segments:
        ellipsis = self.glyphs.ellipsis
        shown = "shown" if version is conflict.versions[0] else ""
        person = align_left(version.person, _PERSON, ellipsis)
        ago = align_right(when(self.workspace, version.ts), _WHEN, ellipsis)
        text = fit(version.text, width - _SHOWN - _PERSON - _WHEN - 3, ellipsis)
        return spread(
            [(align_left(shown, _SHOWN), Tone.MUTED), (text, Tone.PLAIN)],
            [(f"{person} ", Tone.PLAIN), (ago, Tone.MUTED)],
            width,
        )

    def on_outline_highlighted(self, message: Outline.Highlighted) -> None:
        """Show the whole of what the cursor is on."""
        self._show_whole(message.key)

    def _show_whole(self, key: str | None) -> None:
        text = ""
        if key in self._versions:
            _, version = self._versions[key]
            is_long = isinstance(version.value, str) and "\n" in version.value
            text = str(version.value) if is_long else version.text
        self.query_one(Static).update(Content(text))
        self.query_one(VerticalScroll).display = bool(text)

    # --- choosing

    def on_outline_selected(self, message: Outline.Selected) -> None:
        """Let this value stand in place of all that were shown."""
        conflict, version = self._versions[message.key]
        work = partial(
            resolve, self.workspace, conflict.kind, conflict.id, conflict.field, version.value, conflict.heads
        )
        field = _field(conflict)
        value = fit(version.text, _SAID, self.glyphs.ellipsis)
        is_title = conflict.title == conflict.versions[0].text
        text = f"{field[:1].upper()}{field[1:]} is now {value}{'' if is_title else f': {conflict.title}'}"
        self.okrtui.act(work, lambda _: self.say(text, "u undo"))


def _field(conflict: Conflict) -> str:
    return conflict.field.replace("_", " ")
