"""A page of lines: titles, texts behind labels, headings, in a width in cells."""

from okrtui.widgets.cells import align_left
from okrtui.widgets.glyphs import GlyphSet
from okrtui.widgets.tones import Segments, Tone, fit_segments, spread
from okrtui.widgets.wrapped import wrapped

LABEL = 12
"""Cells that a label takes."""
_MOST = 40
"""So many lines of one text are shown."""


class Page:
    """A page of some width, filled from the top down."""

    def __init__(self, width: int, glyphs: GlyphSet) -> None:
        self.width = max(8, width)
        self.glyphs = glyphs
        self.lines: list[Segments] = []

    def add(self, *segments: tuple[str, Tone]) -> None:
        """A line, cut where it is too long."""
        self.lines.append(fit_segments(segments, self.width, self.glyphs.ellipsis))

    def space(self) -> None:
        """A blank line, unless there is one."""
        if self.lines and self.lines[-1]:
            self.lines.append([])

    def title(self, text: str, behind: Segments | None = None) -> None:
        """A title, on as many lines as it takes; behind it what belongs to it."""
        rows = self._broken(text or "(no title)", self.width)
        self.lines += [[(row, Tone.STRONG)] for row in rows[:-1]]
        self.add((rows[-1], Tone.STRONG), *(behind or []))

    def text(self, text: str, tone: Tone = Tone.PLAIN) -> None:
        """A text, broken into lines."""
        self.lines += [[(row, tone)] for row in self._broken(text, self.width)]

    def heading(self, words: str, aside: str = "") -> None:
        """A heading below a blank line."""
        self.space()
        self.lines.append(spread([(words, Tone.STRONG)], [(aside, Tone.MUTED)] if aside else [], self.width))

    def labelled(self, label: str, text: str, tone: Tone = Tone.PLAIN) -> None:
        """A text behind its label, the lines under one another."""
        for row in self._broken(text, self.width - LABEL):
            self.lines.append([(f"{align_left(label, LABEL - 1, self.glyphs.ellipsis)} ", Tone.MUTED), (row, tone)])
            label = ""

    def _broken(self, text: str, width: int) -> list[str]:
        ellipsis = self.glyphs.ellipsis
        rows = [row for part in text.strip().split("\n") for row in wrapped(part, max(8, width), _MOST, ellipsis)]
        return rows or [""]


def joined(page: Page, *parts: str) -> str:
    """What there is of some parts, with dots between."""
    return f" {page.glyphs.dot} ".join(part for part in parts if part)
