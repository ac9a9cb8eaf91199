"""The time slider: a line that says which day one looks at, between the first day of the cycle and today."""

from datetime import date
from typing import NamedTuple

from textual.reactive import reactive

from okrtui.widgets.glyphs import GlyphSet
from okrtui.widgets.line import Line
from okrtui.widgets.tones import Segments, Tone, length

_SHORTEST = 10
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


class Slide(NamedTuple):
    """Where the slider stands: the day, from the first to the last it can go to."""

    day: date
    first: date
    last: date


def day_words(day: date) -> str:
    """`12 Oct 2026`."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


class DayLine(Line):
    """`as of 12 Oct 2026`, where what shows is past; nothing where it is not."""

    def __init__(self, day: date | None, *, glyphs: GlyphSet) -> None:
        super().__init__(glyphs=glyphs)
        self._day = day
        self.display = day is not None

    def segments(self, width: int) -> Segments:
        """The day."""
        return [(" as of ", Tone.MUTED), (day_words(self._day), Tone.ACCENT)] if self._day else []


class TimeLine(Line):
    """`as of 12 Oct 2026  ━━━━━┃─────────  , . day  < > week  t today`."""

    DEFAULT_CSS = "TimeLine { display: none; }"

    slide: reactive[Slide | None] = reactive(None)
    """What it shows; None hides it."""

    def watch_slide(self, slide: Slide | None) -> None:
        """Come and go."""
        self.display = slide is not None

    def segments(self, width: int) -> Segments:
        """The day, the slider, and the keys that move it."""
        if self.slide is None:
            return []
        day, first, last = self.slide
        left: Segments = [(" as of ", Tone.MUTED), (f"{day_words(day):>11}", Tone.ACCENT), ("  ", Tone.PLAIN)]
        right: Segments = []
        for keys, words in ((", .", "day"), ("< >", "week"), ("t", "today")):
            right += [("  ", Tone.PLAIN), (keys, Tone.STRONG), (f" {words}", Tone.MUTED)]
        room = width - length(left) - length(right) - 1
        if room < _SHORTEST:
            right, room = [], max(1, width - length(left) - 1)
        span = max(1, (last - first).days)
        place = min(room - 1, max(0, (day - first).days * (room - 1) // span))
        drawn: Segments = [
            (self.glyphs.fill * place, Tone.ACCENT),
            (self.glyphs.mark_over_fill, Tone.STRONG),
            (self.glyphs.rest * (room - place - 1), Tone.FAINT),
        ]
        return [*left, *drawn, *right]
