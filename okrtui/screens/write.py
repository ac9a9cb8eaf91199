"""A few lines to write, in a panel at the bottom; what they are about stays in sight."""

from collections.abc import Callable, Sequence

from textual import events
from textual.app import ComposeResult
from textual.getters import query_one
from textual.screen import ModalScreen

from okrtui.widgets.cells import width_of
from okrtui.widgets.entry import JOINERS
from okrtui.widgets.glyphs import GlyphSet
from okrtui.widgets.named_words import named_words
from okrtui.widgets.sheet import Drawing, Mark, Sheet, Stretch
from okrtui.widgets.tones import Segments, Tone, fit_segments, spread
from okrtui.widgets.writing import Writing

Told = Callable[[str], None]
"""Told a text."""
_EDGE = 1
_MOST_LINES = 6
_LEAST_ROOM = 8


class WriteScreen(ModalScreen[None]):
    """Takes several lines. Enter ends; esc leaves, and what was written is kept for the next time."""

    CSS_PATH = "write.tcss"
    BINDING_GROUP_TITLE = "To write"

    sheet = query_one(Sheet)

    def __init__(
        self, question: str, writing: Writing, written: Told, *, glyphs: GlyphSet, left: Told | None = None
    ) -> None:
        """What is asked for.

        Args:
            question: The first line; above what is written.
            writing: What it begins with, and whom one can name.
            written: Told the text, once it is there.
            glyphs: What to draw with.
            left: Told what was written when it is left without an end.
        """
        super().__init__()
        self._question = question
        self._written = written
        self._left = left
        self._writing = writing
        self._glyphs = glyphs
        self._error = ""

    def compose(self) -> ComposeResult:
        """One sheet."""
        yield Sheet(self._draw)

    def on_mount(self) -> None:
        """As high as it has to be."""
        self._show()

    def on_resize(self) -> None:
        """As high as it has to be now."""
        self._show()

    def _show(self) -> None:
        self.sheet.styles.height = len(self._draw(self.app.size.width, 0).lines)
        self.sheet.redraw()

    # --- writing

    def on_key(self, event: events.Key) -> None:
        """Write, or end; no key goes through to what lies below."""
        event.stop()
        event.prevent_default()
        if not self.is_current:  # it has ended, and this came with the key that ended it
            return
        if event.key == "escape":
            self._leave()
        elif event.key in ("enter", "tab"):
            if not self._writing.take() and event.key == "enter":
                self._end()
                return
            self._show()
        else:
            character = event.character if event.is_printable or event.character in JOINERS else None
            if self._writing.pressed(event.key, character, self._width()):
                self._error = ""
                self._show()

    def on_paste(self, event: events.Paste) -> None:
        """Take a pasted text; its lines stay lines."""
        event.stop()
        self._writing.pasted(event.text)
        self._error = ""
        self._show()

    def _leave(self) -> None:
        """First the names go away, then the panel."""
        if self._writing.close():
            self._show()
            return
        self.dismiss(None)
        if self._left:
            self._left(self._writing.text)

    def _end(self) -> None:
        text = self._writing.text.strip()
        if not text:
            self._error = "Nothing is written yet; esc leaves"
            self._show()
            return
        self.dismiss(None)
        self._written(text)

    # --- drawing

    def _width(self) -> int:
        """Cells that the text has; one stays for the cursor behind a full line."""
        return max(_LEAST_ROOM, self.app.size.width - 2 * _EDGE - 1)

    def _draw(self, width: int, _: int) -> Drawing:
        inner = max(_LEAST_ROOM, width - 2 * _EDGE)
        head = fit_segments([(self._question, Tone.STRONG)], inner, self._glyphs.ellipsis)
        lines: list[Segments] = [_inset(head), []]
        written, cursor = self._text_lines(len(lines))
        lines += [_inset(line) for line in written]
        lines += [[], _inset(self._foot(inner))]
        return Drawing(lines, [cursor])

    def _text_lines(self, above: int) -> tuple[Sequence[Segments], Stretch]:
        """The lines around the cursor, and where that stands."""
        writing, text = self._writing, self._writing.text
        spans, mentions = writing.lines(self._width()), writing.mentions
        here = writing.line_of(spans)
        skipped = max(0, min(here - _MOST_LINES // 2, len(spans) - _MOST_LINES))
        shown = spans[skipped : skipped + _MOST_LINES]
        cell = _EDGE + width_of(text[spans[here][0] : writing.entry.cursor])
        lines = [[*named_words(text, start, end, mentions), (" ", Tone.PLAIN)] for start, end in shown]
        return lines, Stretch(above + here - skipped, cell, cell + 1, Mark.CURSOR)

    def _foot(self, width: int) -> Segments:
        if self._error:
            return fit_segments([(self._error, Tone.BAD)], width, self._glyphs.ellipsis)
        if self._writing.offers:
            return self._offers(width)
        hints = [("enter", "sends"), ("ctrl+j", "new line"), ("esc", "leaves, and keeps it")]
        if self._writing.has_names:
            hints.insert(2, ("@", "names someone"))
        found: Segments = []
        for key, words in hints:
            found += [(key, Tone.STRONG), (f" {words}   ", Tone.MUTED)]
        return fit_segments(found, width, self._glyphs.ellipsis)

    def _offers(self, width: int) -> Segments:
        """Whom one may mean, the one that would be taken in brackets; how to take it stays in sight."""
        found: Segments = []
        first = max(0, self._writing.place - 1)
        for place, person in enumerate(self._writing.offers[first:], first):
            is_here = place == self._writing.place
            found.append(
                (f"[{person.name}] " if is_here else f" {person.name}  ", Tone.HERE if is_here else Tone.MUTED)
            )
        keys: Segments = [("tab", Tone.STRONG), (" takes it", Tone.MUTED)]
        if len(self._writing.offers) > 1:
            keys += [("  down", Tone.STRONG), (" next", Tone.MUTED)]
        return spread(found, keys, width, self._glyphs.ellipsis)


def _inset(line: Segments) -> Segments:
    return [(" " * _EDGE, Tone.PLAIN), *line]
