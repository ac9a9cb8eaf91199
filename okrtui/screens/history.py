"""The history of an object: who changed what, when, from what to what; and whose a value is."""

from functools import partial
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.getters import query_one

from okrtui.screens.base import OkrScreen
from okrtui.widgets.cells import align_left, align_right
from okrtui.widgets.outline import Outline
from okrtui.widgets.rows import Row
from okrtui.widgets.tones import Segments, Tone, fit_segments
from okrtui.workspace.conflicts import text_of
from okrtui.workspace.history import FieldChange, Told, history_of
from okrtui.workspace.past import Past
from okrtui.workspace.visits import when
from okrtui.workspace.workspace import Change

_WHEN = 10
_LONGEST = 500


class HistoryScreen(OkrScreen):
    """Every act that touched an object, the latest first, and below each what it changed in which field."""

    BINDING_GROUP_TITLE = "History"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "back", "back", id="screen.back")]

    outline = query_one(Outline)

    def __init__(self, kind: str, id: str) -> None:
        super().__init__()
        self._subject = (kind, id)
        self._lines: dict[str, Segments] = {}

    def compose_body(self) -> ComposeResult:
        """One list."""
        yield Outline(self._draw, empty="Reading the history…", glyphs=self.glyphs)

    def on_mount(self) -> None:
        """Read the history, which may be long, in a worker."""
        self.outline.focus()
        self._read()

    def workspace_changed(self, change: Change) -> None:
        """Read it anew where it may have grown."""
        if self._subject[1] in change.touched or self._subject in change.keys:
            self._read()

    def _read(self) -> None:
        self.okrtui.act(self._told, self._show)

    def _told(self) -> list[Told]:
        past = Past(self.workspace)
        return history_of(self.workspace, past.lines, *self._subject, limit=_LONGEST)

    def _show(self, found: list[Told]) -> None:
        title = self.workspace.company.title(self._subject[1])
        self._lines = {"title": [("History of ", Tone.MUTED), (title, Tone.STRONG)], "gap": []}
        rows = [Row("title", selectable=False), Row("gap", selectable=False)]
        for number, told in enumerate(found):
            key = f"{number}"
            stamp = align_right(when(self.workspace, told.ts), _WHEN)
            mark = " (an undo)" if told.undoes else " (a redo)" if told.redoes else ""
            self._lines[key] = [(stamp, Tone.MUTED), (f"  {told.sentence}", Tone.PLAIN), (mark, Tone.MUTED)]
            rows.append(Row(key))
            for place, change in enumerate(told.changes):
                self._lines[f"{key}/{place}"] = self._field(change)
                rows.append(Row(f"{key}/{place}", selectable=False))
        self.outline.set_rows(rows)

    def _field(self, change: FieldChange) -> Segments:
        text = partial(text_of, self.workspace)
        name = align_left(change.field.replace("_", " "), 16, self.glyphs.ellipsis)
        line: Segments = [(" " * (_WHEN + 2), Tone.PLAIN), (name, Tone.MUTED)]
        if change.before is not None:
            line += [(text(change.before), Tone.MUTED), (f" {self.glyphs.arrow} ", Tone.FAINT)]
        return [*line, (text(change.after), Tone.PLAIN)]

    def _draw(self, row: Row, width: int) -> Segments:
        return fit_segments(self._lines[row.key], width, self.glyphs.ellipsis)
