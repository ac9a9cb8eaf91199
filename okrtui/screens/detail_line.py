"""A line of a detail, what such lines depend on, and the plain ones: headings and texts."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from textual.content import Content

from okrtui.okr.coach.finding import Finding
from okrtui.okr.kinds import Preset
from okrtui.okr.presets import PRACTICES, Practice
from okrtui.screens.conflict_marks import When
from okrtui.widgets.cells import width_of
from okrtui.widgets.glyphs import GlyphSet
from okrtui.widgets.tones import Segments, Tone, spread

INDENT = "  "


class DetailLine(NamedTuple):
    """A line: its key, what it says, and the object (kind, id) that it is about, if the cursor can be on it.

    `field` is the field of it in conflict that the line speaks of.
    """

    key: str
    segments: Segments
    subject: tuple[str, str] | None = None
    field: str = ""


def _nothing_found(_: str) -> Sequence[Finding]:
    return ()


class Setting(NamedTuple):
    """What the lines depend on besides the detail: width in cells, glyphs, today, the words for the last change."""

    width: int
    glyphs: GlyphSet
    today: date
    changed: str = ""
    is_explained: bool = False
    when: When = str
    coach: Callable[[str], Sequence[Finding]] = _nothing_found
    """What the coach found about an object."""
    practice: Practice = PRACTICES[Preset.OKR]
    """In whose words the headings are."""


def wrapped(text: str, width: int) -> list[str]:
    """A text in lines of at most `width` cells; its own line breaks stay."""
    return [line.plain.rstrip() for line in Content(text).wrap(max(8, width))]


def text_lines(key: str, text: str, tone: Tone, setting: Setting) -> Iterator[DetailLine]:
    """A text, which the cursor passes over."""
    for number, line in enumerate(wrapped(text, setting.width - width_of(INDENT))):
        yield DetailLine(f"{key}/{number}", [(INDENT + line, tone)])


def heading(key: str, words: str, setting: Setting, right: str = "") -> Iterator[DetailLine]:
    """A blank line and a heading."""
    yield DetailLine(f"{key}/blank", [])
    said: Segments = [(right, Tone.MUTED)] if right else []
    yield DetailLine(f"{key}/heading", spread([(words, Tone.STRONG)], said, setting.width))
