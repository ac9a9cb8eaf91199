"""The lines around the completion board: which cycle, how far it is, and what the row under the cursor wants."""

from typing import NamedTuple

from textual.reactive import reactive

from okrtui.screens.closing.rows import columns_line, short
from okrtui.widgets.line import Line
from okrtui.widgets.tones import Segments, Tone, fit_segments, length
from okrtui.workspace.completion import KeyResultCompletion, Missing, Totals, UnitCompletion
from okrtui.workspace.late import Late

_LEFT = 3
"""Cells that the rows of a list have before their text."""


class Head(NamedTuple):
    """What the first line says."""

    cycle: str = ""
    status: str = ""
    unit: str = ""
    totals: Totals | None = None
    late: int = 0
    mine: int = 0
    """The scores that oneself is asked for."""


class HeadLine(Line):
    """`[ 2026-Q4 ] closed  Sales   12 of 34 agreed   3 for you   1 came late`."""

    head: reactive[Head] = reactive(Head())

    def segments(self, width: int) -> Segments:
        """The totals; where there is little room, in fewer words."""
        line = self._parts("   ", is_long=True)
        return fit_segments(line if length(line) <= width else self._parts("  ", is_long=False), width)

    def _parts(self, gap: str, *, is_long: bool) -> Segments:
        head, totals = self.head, self.head.totals
        line: Segments = [(" [ ", Tone.STRONG), (head.cycle, Tone.ACCENT), (" ]", Tone.STRONG)]
        line.append((f" {head.status}", Tone.MUTED))
        if head.unit:
            line.append((f"{gap}{head.unit}", Tone.PLAIN))
        if totals is None:
            return line
        if totals.key_results:
            tone = Tone.GOOD if totals.agreed == totals.key_results else Tone.PLAIN
            line.append((f"{gap}{totals.agreed} of {totals.key_results}{' scores' if is_long else ''} agreed", tone))
        if head.mine:
            line.append((f"{gap}{head.mine} for you", Tone.HERE))
        if head.late:
            line.append((f"{gap}{self.glyphs.attention} {head.late} came late", Tone.CAUTION))
        if is_long and totals.units:
            line.append((f"{gap}{totals.reviewed} of {totals.units} reviews held", Tone.MUTED))
        return line


class ColumnsLine(Line):
    """What the columns of the list are."""

    def segments(self, width: int) -> Segments:
        """The words over the columns."""
        return [(" " * _LEFT, Tone.PLAIN), *columns_line(width - _LEFT - 2, width)]


class FootLine(Line):
    """What is missing in the row under the cursor, or what came late."""

    said: reactive[Segments] = reactive([])

    def segments(self, width: int) -> Segments:
        """It, behind a blank cell."""
        return fit_segments([(" " * _LEFT, Tone.PLAIN), *self.said], width - 1, self.glyphs.ellipsis)


def late_words(late: Late) -> Segments:
    """What came late, and what can be done."""
    return [(f"{late.what}; the score stays. ", Tone.MUTED), ("enter", Tone.STRONG), (" decides", Tone.MUTED)]


def key_result_words(each: KeyResultCompletion) -> Segments:
    """What a key result wants yet; then what its score means."""
    if each.missing:
        scores = each.scores
        names = {Missing.OWNER: scores.owner_name, Missing.LEAD: scores.lead_name}
        parts = [short(missing) + (f" ({name})" if (name := names.get(missing)) else "") for missing in each.missing]
        return [(f"missing: {', '.join(parts)}", Tone.MUTED)]
    agreed = each.scores.agreed
    return [(agreed.verdict if agreed else "it has no weight, so nothing is asked of it", Tone.MUTED)]


def unit_words(unit: UnitCompletion) -> Segments:
    """What a unit wants yet."""
    if Missing.REVIEW in unit.missing:
        return [("missing: its quarterly review; ", Tone.MUTED), ("r", Tone.STRONG), (" opens it", Tone.MUTED)]
    return []
