"""The history of an object: who changed what, when, from what to what; and whose a value is."""

from collections.abc import Iterator
from datetime import date
from functools import partial
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.getters import query_one

from okrtui.screens.base import OkrScreen
from okrtui.screens.columns import promise
from okrtui.screens.time_line import day_words
from okrtui.widgets.cells import align_left, align_right, fit, width_of
from okrtui.widgets.outline import Outline
from okrtui.widgets.rows import Row
from okrtui.widgets.tones import Segments, Tone, fit_segments, length
from okrtui.widgets.wrapped import wrapped
from okrtui.workspace.conflicts import text_of
from okrtui.workspace.history import FieldChange, Told, history_of
from okrtui.workspace.past import Past
from okrtui.workspace.view import View
from okrtui.workspace.visits import when
from okrtui.workspace.workspace import Change, Workspace

_WHEN = 10
_FIELD = 16
_IN = _WHEN + 4
_LONGEST = 500
_LINES = 4
"""So many lines of a long value are shown."""
_LEAST_ROOM = 20


class HistoryScreen(OkrScreen):
    """Every act that touched an object, the latest first, and below each what it changed in which field."""

    BINDING_GROUP_TITLE = "History"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "back", "back", id="screen.back")]

    outline = query_one(Outline)

    def __init__(self, kind: str, id: str, *, until: date | None = None) -> None:
        """`until` is the day in the past whose evening is looked from; None: now."""
        super().__init__()
        self._subject = (kind, id)
        self._until = until
        self._view: View | None = None
        self._found: list[Told] = []
        self._lines: dict[str, Segments] = {}

    @property
    def past_day(self) -> date | None:
        """The day in the past that is looked from."""
        return self._until

    def compose_body(self) -> ComposeResult:
        """One list."""
        yield Outline(self._draw, empty="  Reading the history…", glyphs=self.glyphs)

    def on_mount(self) -> None:
        """Read the history, which may be long, in a worker."""
        self.outline.focus()
        self._read()

    def on_resize(self) -> None:
        """Break long values anew."""
        if self._view is not None:
            self._lay_out(self._view)

    def workspace_changed(self, change: Change) -> None:
        """Read it anew where it may have grown."""
        if self._until is None and (self._subject[1] in change.touched or self._subject in change.keys):
            self._read()

    def _read(self) -> None:
        self.okrtui.carry_out(partial(self._told, self.workspace), self._take)

    def _told(self, workspace: Workspace) -> tuple[View, list[Told]]:
        past = Past(workspace)
        view = past.at(self._until) if self._until else workspace
        lines = past.until(self._until) if self._until else past.lines
        return view, history_of(view, lines, *self._subject, limit=_LONGEST)

    def _take(self, read: tuple[View, list[Told]]) -> None:
        if not self.is_attached:  # it was left
            return
        self._view, self._found = read
        self._lay_out(self._view)

    # --- the lines

    def _lay_out(self, view: View) -> None:
        self._lines = {"title": self._title(view), "gap": []}
        rows = [Row("title", selectable=False), Row("gap", selectable=False)]
        if not self._found:
            self._lines["none"] = [("  Nobody has changed anything of it.", Tone.MUTED)]
            rows.append(Row("none", selectable=False))
        for told in self._found:
            key = f"{told.h} {told.kind} {told.id}"
            self._lines[key] = self._act(view, told)
            rows.append(Row(key))
            for place, segments in enumerate(each for change in told.changes for each in self._change(view, change)):
                self._lines[f"{key}/{place}"] = segments
                rows.append(Row(f"{key}/{place}", selectable=False))
        self.outline.set_rows(rows)

    def _title(self, view: View) -> Segments:
        title = view.company.title(self._subject[1]) or "(no title)"
        day: Segments = [("as of ", Tone.MUTED), (day_words(self._until), Tone.ACCENT)] if self._until else []
        objective = view.company.objective(self._subject[1])
        behind = promise(objective.kind if objective else None, self.glyphs)
        room = self.size.width - len("History of ") - length(behind) - (len("   as of 30 Sep 2026") if day else 0) - 2
        return [
            ("History of ", Tone.MUTED),
            (fit(title, max(_LEAST_ROOM, room), self.glyphs.ellipsis), Tone.STRONG),
            *behind,
            ("   ", Tone.PLAIN),
            *day,
        ]

    def _act(self, view: View, told: Told) -> Segments:
        stamp = align_right(when(view, told.ts), _WHEN, self.glyphs.ellipsis)
        mark = " (an undo)" if told.undoes else " (a redo)" if told.redoes else ""
        words = told.brief if (told.kind, told.id) == self._subject else told.sentence
        return [(stamp, Tone.MUTED), (f"  {words}", Tone.PLAIN), (mark, Tone.MUTED)]

    def _change(self, view: View, change: FieldChange) -> Iterator[Segments]:
        """`title   Sell → Sell more`; where that is too long, what it was above what it is, on some lines each."""
        name = align_left(change.field.replace("_", " "), _FIELD, self.glyphs.ellipsis)
        room = max(_LEAST_ROOM, self.size.width - _IN - _FIELD - 3)
        before = "" if change.before is None else _on_one_line(text_of(view, change.before))
        after = _on_one_line(text_of(view, change.after))
        arrow = f"{self.glyphs.arrow} " if before else ""
        head: Segments = [(" " * _IN, Tone.PLAIN), (name, Tone.MUTED)]
        blank: Segments = [(" " * (_IN + _FIELD), Tone.PLAIN)]
        if width_of(f"{before} {arrow}{after}") <= room:
            was: Segments = [(f"{before} ", Tone.MUTED), (arrow, Tone.FAINT)] if before else []
            yield [*head, *was, (after, Tone.PLAIN)]
            return
        for line in wrapped(before, room, _LINES, self.glyphs.ellipsis) if before else []:
            yield [*head, (line, Tone.MUTED)]
            head = blank
        for line in wrapped(after, room - width_of(arrow), _LINES, self.glyphs.ellipsis):
            yield [*head, (arrow, Tone.FAINT), (line, Tone.PLAIN)]
            head, arrow = blank, " " * width_of(arrow)

    def _draw(self, row: Row, width: int) -> Segments:
        return fit_segments(self._lines[row.key], width, self.glyphs.ellipsis)


def _on_one_line(text: str) -> str:
    return " ".join(text.split())
