"""The line over a meeting: whose it is, which item, and how long that and all of it has taken."""

from typing import NamedTuple

from textual.reactive import reactive

from okrtui.widgets.line import Line
from okrtui.widgets.tones import Segments, Tone, fit_segments, length, spread
from okrtui.workspace.sitting import BUDGET

_LEAST_LEFT = 12


class MeetingTime(NamedTuple):
    """What the line says. Times are in seconds."""

    unit: str = ""
    week: str = ""
    item: int = 0
    items: int = 0
    seconds: int = 0
    total: int = 0
    is_unsaved: bool = False
    reading: str = ""
    """How far the agenda is, while it is being made."""


class MeetingHead(Line):
    """`Sales  week of 23 Nov   not saved      4 of 12   0:45 of 2:00   12:30 in all`."""

    time: reactive[MeetingTime] = reactive(MeetingTime())

    def segments(self, width: int) -> Segments:
        """The parts; where there is little room, without the week."""
        time, ellipsis = self.time, self.glyphs.ellipsis
        left: Segments = [(f" {time.unit}", Tone.STRONG)]
        unsaved: Segments = [("  not saved", Tone.HERE)] if time.is_unsaved else []
        right = [*unsaved, *self._clock()]
        week: Segments = [(f"  week of {time.week}", Tone.MUTED)]
        room = width - length(right) - 2
        if length(left) + length(week) <= room:
            left += week
        left = fit_segments(left, max(_LEAST_LEFT, room), ellipsis)
        return spread(left, [*right, (" ", Tone.PLAIN)], width, ellipsis)

    def _clock(self) -> Segments:
        time = self.time
        if time.reading:
            return [(f"  {time.reading}", Tone.MUTED)]
        if not time.items:
            return []
        is_over = time.seconds > BUDGET
        line: Segments = [(f"   {time.item} of {time.items}", Tone.MUTED)]
        line.append((f"   {clock_words(time.seconds)}", Tone.CAUTION if is_over else Tone.PLAIN))
        line.append((" over " if is_over else " of ", Tone.CAUTION if is_over else Tone.MUTED))
        line.append((clock_words(BUDGET), Tone.MUTED))
        return [*line, (f"   {clock_words(time.total)} in all", Tone.MUTED)]


def clock_words(seconds: int) -> str:
    """`0:45`, `12:30`, `1:02:03`."""
    minutes, rest = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
