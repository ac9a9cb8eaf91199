"""The agreed score in a detail: what it means, what becomes of the key result, and what came after it."""

from collections.abc import Iterator

from okrtui.screens.bands import BANDS
from okrtui.screens.detail_line import INDENT, DetailLine, Setting, text_lines
from okrtui.widgets.tones import Segments, Tone, fit_segments
from okrtui.workspace.detail import Detail


def score_lines(detail: Detail, setting: Setting) -> Iterator[DetailLine]:
    """`score 0.70: excellent, aspirational is met from 0.70 · carried over`."""
    agreed = detail.agreed
    if agreed is None:
        return
    number, colon, rest = agreed.words.partition(":")
    line: Segments = [(INDENT, Tone.PLAIN), ("score ", Tone.MUTED), (number, BANDS[agreed.band])]
    line.append((colon + rest, Tone.PLAIN))
    if agreed.disposition:
        line.append((f" {setting.glyphs.dot} {agreed.disposition}", Tone.MUTED))
    yield DetailLine("score", fit_segments(line, setting.width, setting.glyphs.ellipsis))
    if agreed.self_assessment:
        yield from text_lines("score/own", f"“{agreed.self_assessment}”", Tone.MUTED, setting)
    if agreed.late:
        yield from text_lines("score/late", f"{setting.glyphs.attention} {agreed.late}", Tone.CAUTION, setting)
