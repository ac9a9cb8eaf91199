"""One thing to type, in a panel at the bottom or at its own place; what it is about stays in sight."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from textual import events
from textual.app import ComposeResult
from textual.getters import query_one
from textual.screen import ModalScreen

from okrtui.widgets.cells import width_of
from okrtui.widgets.entry import Entry
from okrtui.widgets.glyphs import GlyphSet
from okrtui.widgets.sheet import Drawing, Mark, Sheet, Stretch
from okrtui.widgets.tones import Segments, Tone, fit_segments, spread
from okrtui.widgets.wrapped import wrap

Check = Callable[[str], str]
"""What is wrong with a text; "" where nothing is."""
Answered = Callable[[int, str], None]
"""Told which of the things asked for was answered, and how."""
_MOST = 10_000
_EDGE = 1
_IN_PLACE = 3
"""Cells that the rows of a list have before their text."""
_MOST_LINES = 6


class Asked(NamedTuple):
    """One thing that is asked for."""

    question: str
    """The first line; without one, what is typed stands there."""
    entry: Entry
    """What it begins with."""
    aside: str = ""
    """What stands at the right of the question."""
    label: str = ""
    """What stands before what is typed."""
    unit: str = ""
    """What stands behind it."""
    hints: Sequence[tuple[str, str]] = (("enter", "saves"), ("esc", "leaves it"))
    """Keys, and what they do."""
    check: Check | None = None
    """Says, when enter is pressed, what is wrong; it goes no further then."""


class PromptScreen(ModalScreen[None]):
    """Asks for one thing after the other; esc leaves the rest.

    It takes its keys itself, for all that it asks: where a priority binding opened it, none of one burst is lost.
    """

    CSS_PATH = "prompt.tcss"
    BINDING_GROUP_TITLE = "To type"

    sheet = query_one(Sheet)

    def __init__(
        self,
        asked: Sequence[Asked],
        answered: Answered,
        *,
        glyphs: GlyphSet,
        top: int | None = None,
        left: Callable[[str], None] | None = None,
    ) -> None:
        """What is asked for, at least one thing.

        Args:
            asked: One after the other.
            answered: Told each answer, and which of them it is.
            glyphs: What to draw with.
            top: The line of the screen that the panel stands at; None: at the bottom.
            left: Told what was typed where one leaves it, for those who keep it.
        """
        super().__init__()
        self._asked = asked
        self._answered = answered
        self._left = left
        self._place = 0
        self._top = top
        self._glyphs = glyphs
        self._entry = asked[0].entry
        self._error = ""

    def compose(self) -> ComposeResult:
        """One sheet."""
        yield Sheet(self._draw)

    def on_mount(self) -> None:
        """Stand where it belongs, as high as it has to be."""
        if self._top is not None:
            self.add_class("-top")
            self.sheet.styles.margin = (self._top, 0, 0, 0)
        self._show()

    def on_resize(self) -> None:
        """As high as it has to be now."""
        self._show()

    def _show(self) -> None:
        self.sheet.styles.height = len(self._draw(self.app.size.width, 0).lines)
        self.sheet.redraw()

    @property
    def _here(self) -> Asked:
        """What is being asked for, or was last."""
        return self._asked[min(self._place, len(self._asked) - 1)]

    # --- typing

    def on_key(self, event: events.Key) -> None:
        """Type, or end; no key goes through to what lies below."""
        event.stop()
        event.prevent_default()
        if not self.is_current:  # it has ended, and this came with the key that ended it
            return
        if event.key == "escape":
            self.dismiss(None)
            if self._left is not None:
                self._left(self._entry.text)
        elif event.key == "enter":
            self._go_on()
        else:
            edited = self._entry.pressed(event.key)
            if edited is None and event.character is not None and event.is_printable:
                edited = self._entry.typed(event.character, _MOST)
            if edited is not None:
                self._put(edited)

    def on_paste(self, event: events.Paste) -> None:
        """Take a pasted text."""
        event.stop()
        self._put(self._entry.typed(event.text, _MOST))

    def _put(self, entry: Entry) -> None:
        self._entry, self._error = entry, ""
        self._show()

    def _go_on(self) -> None:
        """Tell the answer, if nothing is wrong with it, and ask for what is next."""
        check, text, place = self._here.check, self._entry.text, self._place
        self._error = check(text) if check else ""
        if self._error:
            self._show()
            return
        self._place += 1
        if self._place < len(self._asked):
            self._put(self._asked[self._place].entry)
        else:
            self.dismiss(None)
        self._answered(place, text)

    # --- drawing

    def _draw(self, width: int, _: int) -> Drawing:
        asked = self._here
        edge = _EDGE if self._top is None else _IN_PLACE
        inner = max(8, width - 2 * edge)
        lines: list[Segments] = []
        if asked.question:
            lines.append(_inset(spread([(asked.question, Tone.STRONG)], [(asked.aside, Tone.MUTED)], inner), edge))
            lines.append([])
        label = f"{asked.label}  " if asked.label else ""
        lead = width_of(label)
        behind = f" {asked.unit}" if asked.unit else ""
        spans = wrap(self._entry.text, max(4, inner - lead - width_of(behind) - 1))
        at, left = _cursor_line(spans, self._entry.cursor)
        skipped = max(0, at - _MOST_LINES + 1)
        stretches = []
        for number, (start, end) in enumerate(spans[skipped : skipped + _MOST_LINES], skipped):
            text = self._entry.text[start:end].rstrip("\n")
            before = label if number == 0 else " " * lead
            line: Segments = [(before, Tone.MUTED), (text, Tone.PLAIN)]
            if number == at:
                cell = edge + lead + width_of(self._entry.text[start:left])
                if self._entry.is_selected:
                    stretches.append(Stretch(len(lines), edge + lead, cell, Mark.SELECTED))
                stretches.append(Stretch(len(lines), cell, cell + 1, Mark.CURSOR))
                line.append((" ", Tone.PLAIN))
            line.append((behind if number == len(spans) - 1 else "", Tone.MUTED))
            lines.append(_inset(line, edge))
        lines += [[], _inset(self._foot(inner), edge)]
        return Drawing(lines, stretches)

    def _foot(self, width: int) -> Segments:
        if self._error:
            return fit_segments([(self._error, Tone.BAD)], width, self._glyphs.ellipsis)
        found: Segments = []
        for key, words in self._here.hints:
            found += [(key, Tone.STRONG), (f" {words}   ", Tone.MUTED)]
        return fit_segments(found, width, self._glyphs.ellipsis)


def _inset(line: Segments, edge: int) -> Segments:
    return [(" " * edge, Tone.PLAIN), *line]


def _cursor_line(spans: Sequence[tuple[int, int]], cursor: int) -> tuple[int, int]:
    """The line that a cursor is on, and the character that it is before."""
    for number, (_, end) in enumerate(spans):
        if cursor < end or number == len(spans) - 1:
            return number, cursor
    return 0, cursor
