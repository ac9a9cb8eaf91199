"""A progress bar with its figure and status on a line of its own, as forms and the check-in show it."""

from fractions import Fraction

from textual.reactive import reactive

from okrtui.okr.kinds import Status
from okrtui.widgets.bar import bar, percent_column
from okrtui.widgets.cells import align_left
from okrtui.widgets.glyphs import STATUS_WIDTH, look_of, status_segments
from okrtui.widgets.line import Line
from okrtui.widgets.tones import Segments, Tone, length

_LABEL = 11
_FIGURE = 6
_NARROWEST_BAR = 4


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
        tone = look_of(self.status).tone if self.status else Tone.PLAIN
        words = status_segments(self.status, glyphs=self.glyphs) if self.status else []
        status: Segments = [("  ", Tone.PLAIN), *words, (" " * (STATUS_WIDTH - length(words)), Tone.PLAIN)]
        label: Segments = []
        if self.label:
            label = [(align_left(self.label, _LABEL, self.glyphs.ellipsis), Tone.MUTED)]
        room = width - length(label) - _FIGURE - length(status)
        drawn = bar(self.progress, self.expected, max(_NARROWEST_BAR, room), tone, self.glyphs)
        return [*label, *drawn, (percent_column(self.progress, _FIGURE), Tone.PLAIN), *status]
