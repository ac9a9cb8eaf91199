"""The lines above the planning board: which cycle, and how far its planning is."""

from typing import NamedTuple

from textual.reactive import reactive

from okrtui.widgets.line import Line
from okrtui.widgets.tones import Segments, Tone, fit_segments, length


class Standing(NamedTuple):
    """How far the planning of a cycle is."""

    cycle: str = ""
    status: str = ""
    is_made: bool = False
    units: int = 0
    agreed: int = 0
    stages: tuple[tuple[str, int], ...] = ()
    """How many objectives are how far, by the stage's word."""
    mine: int = 0
    """The proposals that wait for oneself."""
    orphans: int = 0


class PlanLine(Line):
    """`[ 2027-Q1 ]   5 of 9 units agreed   2 for you   4 draft · 2 proposed · 3 agreed`."""

    standing: reactive[Standing] = reactive(Standing())

    def segments(self, width: int) -> Segments:
        """The totals; where there is little room, in fewer words."""
        line = self._parts(f" unit{'' if self.standing.units == 1 else 's'} agreed", "   ")
        if length(line) > width:
            line = self._parts(" agreed", "  ")
        return fit_segments(line, width, self.glyphs.ellipsis)

    def _parts(self, agreed: str, gap: str) -> Segments:
        standing = self.standing
        line: Segments = [(" [ ", Tone.STRONG), (standing.cycle, Tone.ACCENT), (" ]", Tone.STRONG)]
        if not standing.is_made:
            return [*line, (" not begun", Tone.MUTED)]
        if standing.status != "planning":
            line.append((f" {standing.status}", Tone.MUTED))
        tone = Tone.GOOD if standing.units and standing.agreed == standing.units else Tone.PLAIN
        line.append((f"{gap}{standing.agreed} of {standing.units}{agreed}", tone))
        if standing.mine:
            line.append((f"{gap}{standing.mine} for you", Tone.HERE))
        if standing.orphans:
            line.append((f"{gap}{standing.orphans} orphan{'' if standing.orphans == 1 else 's'}", Tone.CAUTION))
        if standing.stages:
            said = f" {self.glyphs.dot} ".join(f"{count} {word}" for word, count in standing.stages)
            line.append((f"{gap}{said}", Tone.MUTED))
        return line
