"""The wall: who was recognized, by whom and what for, for everybody to read."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.getters import query_one
from textual.reactive import reactive

from okrtui.screens.objects import ObjectScreen, Subject
from okrtui.screens.voice_lines import comment_text, thanks_head, thanks_text
from okrtui.widgets.filter_line import FilterLine
from okrtui.widgets.line import Line
from okrtui.widgets.outline import Outline
from okrtui.widgets.rows import Row
from okrtui.widgets.tones import Segments, Tone, fit_segments, spread
from okrtui.workspace.comments import Comment, comments_of
from okrtui.workspace.recognition import Thanks, wall
from okrtui.workspace.visits import when
from okrtui.workspace.workspace import Change

_EMPTY = "Nobody was recognized yet: K thanks someone, for all to read."
_NOTHING_FITS = "No thanks have that in them; esc shows all again."
_IN = "   "
_EDGE = 3
"""Cells before a row's text: the cursor's mark and what an outline puts before a row."""
_VOICES = ("recognition", "comment", "person", "unit")


class _Head(Line):
    """What this is, and how much of it there is."""

    count: reactive[int] = reactive(0)

    def segments(self, width: int) -> Segments:
        """`The wall   12 thanks`."""
        count = f"{self.count} thanks " if self.count else ""
        return spread([(" The wall ", Tone.STRONG)], [(count, Tone.MUTED)], width)


class _Thanks(Outline):
    """The list, whose enter is worth a place in the key line."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "select", "to whom", id="outline.select", tooltip="the person or unit, in the Cascade")
    ]


class WallScreen(ObjectScreen):
    """Thanks, the latest first, each with the comments on it. What the cursor is on is what the keys are about."""

    CSS_PATH = "wall.tcss"
    BINDING_GROUP_TITLE = "The wall"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("K", "app.thank", "recognize", id="app.thank", tooltip="thank someone, for all to read"),
        Binding("at", "app.remark", "comment", id="app.remark"),
        Binding("e", "edit", "edit", show=False, id="object.edit", tooltip="your own words"),
        Binding("c", "check_in", "check in", show=False, id="object.check_in"),
        Binding("n", "new", "new", show=False, id="object.new"),
        Binding("slash", "filter", "filter", id="list.filter", tooltip="by a name or a word"),
        Binding("escape", "back", "back", id="screen.back"),
    ]

    outline = query_one(Outline)
    filter_line = query_one(FilterLine)
    head = query_one(_Head)

    def __init__(self, at: str | None = None) -> None:
        """`at` is the recognition that the cursor begins on."""
        super().__init__()
        self._at = at
        self._subjects: dict[str, Subject] = {}
        self._drawn: dict[str, Segments] = {}

    def compose_body(self) -> ComposeResult:
        """One list, below the line of its filter."""
        yield _Head(glyphs=self.glyphs)
        yield FilterLine()
        yield _Thanks(self._draw, empty=_EMPTY, glyphs=self.glyphs)

    def on_mount(self) -> None:
        """Show everything, once it is clear how much room there is."""
        self.outline.focus()
        self.call_after_refresh(self._begin)

    def _begin(self) -> None:
        self._show()
        if self._at is not None:
            self.outline.move_to(f"recognition {self._at}")

    def on_resize(self) -> None:
        """Break the texts anew."""
        self.call_after_refresh(self._show)

    def workspace_changed(self, change: Change) -> None:
        """Show what was said since; the cursor stays where it is."""
        if self.is_mounted and (not change.keys or any(kind in _VOICES for kind, _ in change.keys)):
            self._show()

    # --- the lines

    def _show(self) -> None:
        width = self.outline.size.width - self.outline.scrollbar_size_vertical - _EDGE
        if width < 1:
            return
        self._subjects.clear()
        self._drawn.clear()
        rows: list[Row] = []
        with self.workspace.lock:
            found = wall(self.workspace)
            for thanks in found:
                comments = comments_of(self.workspace, "recognition", thanks.id)
                if self._fits(thanks, comments):
                    rows += self._rows(thanks, comments, width)
        self.head.count = len(found)
        if found and not rows:
            self._drawn["fits"] = [(f" {_NOTHING_FITS}", Tone.MUTED)]
            rows = [Row("fits", selectable=False)]
        self.outline.set_rows(rows)

    def _fits(self, thanks: Thanks, comments: list[Comment]) -> bool:
        sought = self.filter_line.text.casefold()
        texts = [thanks.giver_name, thanks.name, thanks.text, *(each.text for each in comments)]
        return any(sought in text.casefold() for text in texts)

    def _rows(self, thanks: Thanks, comments: list[Comment], width: int) -> list[Row]:
        ellipsis = self.glyphs.ellipsis
        key = f"recognition {thanks.id}"
        told: Segments = [(when(self.workspace, thanks.when), Tone.MUTED)]
        rows = [self._text(f"{key}/blank", [])]
        rows.append(
            self._row(
                key, ("recognition", thanks.id), spread(thanks_head(thanks, self.glyphs.arrow), told, width, ellipsis)
            )
        )
        for number, line in enumerate(thanks_text(thanks, width - len(_IN), ellipsis)):
            rows.append(self._text(f"{key}/{number}", [(f"  {_IN}", Tone.PLAIN), *line]))
        for comment in comments:
            rows += self._comment_rows(comment, width)
        return rows

    def _comment_rows(self, comment: Comment, width: int) -> list[Row]:
        key, ellipsis = f"comment {comment.id}", self.glyphs.ellipsis
        edited = "  edited" if comment.is_edited else ""
        head: Segments = [
            (f"{_IN}{comment.author_name or 'someone'}", Tone.PLAIN),
            (f"  {when(self.workspace, comment.when)}{edited}", Tone.MUTED),
        ]
        rows = [self._row(key, ("comment", comment.id), fit_segments(head, width, ellipsis))]
        for number, line in enumerate(comment_text(comment, width - 2 * len(_IN), ellipsis)):
            rows.append(self._text(f"{key}/{number}", [(f"  {_IN}{_IN}", Tone.PLAIN), *line]))
        return rows

    def _row(self, key: str, subject: Subject, segments: Segments) -> Row:
        self._subjects[key], self._drawn[key] = subject, segments
        return Row(key)

    def _text(self, key: str, segments: Segments) -> Row:
        self._drawn[key] = segments
        return Row(key, selectable=False)

    def _draw(self, row: Row, width: int) -> Segments:
        return self._drawn[row.key]

    # --- what one can do here

    def subject(self) -> Subject | None:
        """The thanks or the comment that the cursor is on."""
        return self._subjects.get(self.outline.cursor_key or "")

    async def on_outline_selected(self) -> None:
        """Enter goes to whom it thanks."""
        kind, id = self.subject() or ("", "")
        fields = self.workspace.company.fields(kind, id) or {}
        if kind == "comment":
            id = str(fields.get("subject"))
            fields = self.workspace.company.fields("recognition", id) or {}
        whom = str(fields.get("subject"))
        await self.okrtui.show(self.workspace.company.kind_of(whom) or "", whom)

    def action_filter(self) -> None:
        """Show only what has a name or a word."""
        self.filter_line.open()

    def on_filter_line_changed(self) -> None:
        """Show what fits, from the top."""
        self._show()
        self.outline.scroll_home(animate=False)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A slash that is typed into the filter belongs to it."""
        return action != "filter" or isinstance(self.focused, Outline)

    def action_back(self) -> None:
        """Show everything again, then go back."""
        if self.filter_line.text:
            self.filter_line.action_clear()
        else:
            super().action_back()
