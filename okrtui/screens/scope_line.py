"""The line above the Cascade: which cycle and which statuses show, and the keys that change that."""

from typing import NamedTuple

from textual.reactive import reactive

from okrtui.widgets.line import Line
from okrtui.widgets.tones import Segments, Tone, length


class Scope(NamedTuple):
    """What shows; what is not as usual stands out."""

    cycle: str = ""
    is_other_cycle: bool = False
    has_cycles: bool = False
    """Whether there is another cycle to go to."""
    statuses: str = ""
    is_by_status: bool = False
    is_typing: bool = False


class ScopeLine(Line):
    """`by organisation   [ 2026-Q4 ]   f all statuses   / filter`; the brackets are the keys."""

    scope: reactive[Scope] = reactive(Scope(), layout=True)

    def get_content_width(self, *_: object) -> int:
        """As wide as what it says."""
        return length(self.segments(0))

    def segments(self, width: int) -> Segments:
        """The parts, each with its key."""
        scope = self.scope
        line: Segments = [(" by organisation", Tone.MUTED)]
        if scope.cycle:
            tone = Tone.ACCENT if scope.is_other_cycle else Tone.MUTED
            brackets = ("[ ", " ]") if scope.has_cycles else ("", "")
            line += [(f"   {brackets[0]}", Tone.STRONG), (scope.cycle, tone), (brackets[1], Tone.STRONG)]
        tone = Tone.ACCENT if scope.is_by_status else Tone.MUTED
        line += [("   f ", Tone.STRONG), (scope.statuses, tone), ("   ", Tone.PLAIN)]
        return line if scope.is_typing else [*line, ("/", Tone.STRONG), (" filter", Tone.MUTED)]
