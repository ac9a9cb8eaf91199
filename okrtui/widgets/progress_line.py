"""A progress bar with its figure and status on a line of its own, as forms and the check-in show it."""

from fractions import Fraction

from textual.reactive import reactive

from okrtui.okr.kinds import Status
from okrtui.widgets.bar import bar, percent_column
from okrtui.widgets.cells import align_left
from okrtui.widgets.glyphs import STATUS_WIDTH, UNICODE, GlyphSet, look_of, status_segments
from okrtui.widgets.line import Line
from okrtui.widgets.tones import Segments, Tone, length

_LABEL = 11
_FIGURE = 6
_NARROWEST_BAR = 4


def progress_segments(
    progress: Fraction | None,
    expected: Fraction | None,
    status: Status | None,
    width: int,
    *,
    label: str = "",
    glyphs: GlyphSet = UNICODE,
) -> Segments:
    """Label, bar, percent and status in `width` cells; the bar takes the room that is left."""
    tone = look_of(status).tone if status else Tone.PLAIN
    words = status_segments(status, glyphs=glyphs) if status else []
    told: Segments = [("  ", Tone.PLAIN), *words, (" " * (STATUS_WIDTH - length(words)), Tone.PLAIN)]
    before: Segments = [(align_left(label, _LABEL, glyphs.ellipsis), Tone.MUTED)] if label else []
    room = width - length(before) - _FIGURE - length(told)
    drawn = bar(progress, expected, max(_NARROWEST_BAR, room), tone, glyphs)
    return [*before, *drawn, (percent_column(progress, _FIGURE), Tone.PLAIN), *told]


class ProgressLine(Line):
    """`before     ━━━━━━─────┿──────    40%  ▲ attention`: the bar takes the room that is left."""

    DEFAULT_CSS = "ProgressLine { width: 1fr; }"

    label = reactive("")
    """What the bar is about; without one the bar begins at the edge."""
    progress: reactive[Fraction | None] = reactive(None)
    """Raw progress, 1 is the target; None where there is no figure."""
    expected: reactive[Fraction | None] = reactive(None)
    """Where progress should be today, 0…1."""
    status: reactive[Status | None] = reactive(None)

    def segments(self, width: int) -> Segments:
        """Label, bar, percent and status."""
        return progress_segments(self.progress, self.expected, self.status, width, label=self.label, glyphs=self.glyphs)
