"""A page of the check-in wizard as it is put together: rows that know which of them give way first."""

from okrtui.widgets.cells import align_left, width_of
from okrtui.widgets.entry import Entry
from okrtui.widgets.glyphs import GlyphSet
from okrtui.widgets.sheet import Drawing, Mark, Stretch
from okrtui.widgets.tones import Segments, Tone, fit_segments, length, spread
from okrtui.widgets.wrapped import wrap

LABEL = 12
"""Cells of the column of labels."""
MARGIN = 3
WIDEST = 104
"""A page is not drawn wider: bars and lines stay within one look."""

KEPT, SPACE, EXTRA = 0, 1, 2
"""How readily a row gives way where there is too little height."""

_MOST_LINES = 3
_BOX = 8
_LONGEST_VALUE = 32


def column(text: str, width: int) -> str:
    """`text` in at least `width` cells, and two behind it."""
    return text + " " * (max(0, width - width_of(text)) + 2)


def keys_line(*keys: tuple[str, str]) -> Segments:
    """Some keys, and what each of them does."""
    line: Segments = []
    for key, what in keys:
        line += [("   " if line else "", Tone.PLAIN), (key, Tone.STRONG), (f" {what}", Tone.MUTED)]
    return line


class Page:
    """The rows of a page, from the top."""

    def __init__(self, width: int, glyphs: GlyphSet) -> None:
        self.full = width
        self.width = min(width, WIDEST) - MARGIN - 1
        """Cells between the margins."""
        self.glyphs = glyphs
        self._rows: list[tuple[Segments, int, list[tuple[int, int, Mark]]]] = []

    def add(
        self,
        segments: Segments,
        ease: int = KEPT,
        marks: list[tuple[int, int, Mark]] | None = None,
        *,
        is_current: bool = False,
    ) -> None:
        """A row from the margin on; marks count from there too. The current one has a mark at the edge."""
        fitting = fit_segments(segments, self.width, self.glyphs.ellipsis)
        shifted = [(start + MARGIN, end + MARGIN, mark) for start, end, mark in marks or []]
        edge = (f" {self.glyphs.cursor} ", Tone.HERE) if is_current else (" " * MARGIN, Tone.PLAIN)
        self._rows.append(([edge, *fitting], ease, shifted))

    def space(self, ease: int = SPACE) -> None:
        """A blank row."""
        self._rows.append(([], ease, []))

    def across(self, left: Segments, right: Segments) -> None:
        """A row over the whole width of the screen."""
        inner = spread(left, right, self.full - 2, self.glyphs.ellipsis)
        self._rows.append(([(" ", Tone.PLAIN), *inner], KEPT, []))

    def labelled(
        self,
        label: str,
        segments: Segments,
        *,
        right: str = "",
        is_current: bool = False,
        ease: int = KEPT,
        marks: list[tuple[int, int, Mark]] | None = None,
    ) -> None:
        """A row with its label; the question that is asked now has a mark at the edge."""
        body = segments
        if right:
            room = self.width - LABEL
            hint: Segments = [(right, Tone.MUTED)] if length(segments) + width_of(right) + 2 <= room else []
            body = spread(segments, hint, room, self.glyphs.ellipsis)
        name = align_left(label, LABEL - 1, self.glyphs.ellipsis) + " "
        head: Segments = [(name, Tone.HERE if is_current else Tone.MUTED)]
        shifted = [(start + LABEL, end + LABEL, mark) for start, end, mark in marks or []]
        self.add([*head, *body], ease, shifted, is_current=is_current)

    def value(self, label: str, entry: Entry, unit: str, is_current: bool, behind: Segments, right: str) -> None:
        """The field in which a value is typed."""
        ahead = f"{unit} " if unit in ("$", "€", "£") else ""
        text = entry.text[-_LONGEST_VALUE:]
        gone = len(entry.text) - len(text)
        start = width_of(ahead) + 2
        room = max(_BOX, width_of(text) + 1)
        marks = _typing_marks(text, max(0, entry.cursor - gone), entry.is_selected, start) if is_current else []
        body: Segments = [
            (f"{ahead}[ ", Tone.MUTED),
            (text + " " * (room - width_of(text)), Tone.STRONG),
            (" ]", Tone.MUTED),
            ("" if ahead or not unit else f" {unit}", Tone.MUTED),
            *behind,
        ]
        self.labelled(label, body, right=right, is_current=is_current, marks=marks)

    def writing(self, label: str, entry: Entry, right: str) -> None:
        """The field in which a text is typed: up to three lines of it, those around the cursor."""
        width = self.width - LABEL - 1
        spans = wrap(entry.text, width)
        at = max(place for place, (start, _) in enumerate(spans) if start <= entry.cursor)
        top = max(0, min(at - _MOST_LINES + 1, len(spans) - _MOST_LINES))
        for place in range(top, min(top + _MOST_LINES, len(spans))):
            start, end = spans[place]
            text = entry.text[start:end]
            marks = _typing_marks(text, entry.cursor - start, entry.is_selected, 0) if place == at else []
            is_first = place == top
            hint = right if is_first and len(spans) == 1 else ""
            line: Segments = [(text, Tone.STRONG)]
            self.labelled(label if is_first else "", line, right=hint, is_current=is_first, marks=marks)

    def drawing(self, height: int, last: Segments) -> Drawing:
        """The page in `height` rows, `last` in the lowest of them; what gives way most readily goes first."""
        room = max(1, height - 1)
        rows = self._rows
        for ease, most in ((EXTRA, room - 1), (SPACE, room)):  # what is extra leaves the last row its distance
            for place in range(len(rows) - 1, -1, -1):
                if len(rows) > most and rows[place][1] == ease:
                    rows = rows[:place] + rows[place + 1 :]
        rows = rows[:room]
        stretches = [Stretch(y, *mark) for y, (_, _, marks) in enumerate(rows) for mark in marks]
        blank: list[Segments] = [[] for _ in range(room - len(rows))]
        return Drawing([*(row for row, _, _ in rows), *blank, last], stretches)


def _typing_marks(text: str, cursor: int, is_selected: bool, start: int) -> list[tuple[int, int, Mark]]:
    if is_selected:
        return [(start, start + width_of(text), Mark.SELECTED)]
    at = start + width_of(text[:cursor])
    under = max(1, width_of(text[cursor : cursor + 1]))
    return [(at, at + under, Mark.CURSOR)]
