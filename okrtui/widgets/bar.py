"""The progress bar: how far something has come, and where it should be today."""

from fractions import Fraction
from math import floor

from okrtui.okr.number import percent
from okrtui.widgets.cells import align_right
from okrtui.widgets.glyphs import UNICODE, GlyphSet
from okrtui.widgets.tones import Segments, Tone


def bar(
    progress: Fraction | None,
    expected: Fraction | None,
    width: int,
    tone: Tone = Tone.PLAIN,
    glyphs: GlyphSet = UNICODE,
) -> Segments:
    """A bar of exactly `width` cells.

    A cell is filled once progress has come through the whole of it, so a full bar means 100 % and
    the mark stands over the fill only where progress is ahead of what is expected.

    Args:
        progress: Raw progress, 1 is the target; shown clamped to 0…1. None: no figure, the cells stay blank.
        expected: Where progress should be today, 0…1. None: no mark.
        width: In cells.
        tone: The tone of the filled part.
        glyphs: What to draw with.
    """
    if width <= 0:
        return []
    if progress is None:
        return [(" " * width, Tone.PLAIN)]
    filled = _cells(progress, width)
    if expected is None:
        return _run(glyphs.fill, filled, tone) + _run(glyphs.rest, width - filled, Tone.FAINT)
    mark = min(_cells(expected, width), width - 1)
    if mark < filled:
        return [
            *_run(glyphs.fill, mark, tone),
            (glyphs.mark_over_fill, Tone.PLAIN),
            *_run(glyphs.fill, filled - mark - 1, tone),
            *_run(glyphs.rest, width - filled, Tone.FAINT),
        ]
    return [
        *_run(glyphs.fill, filled, tone),
        *_run(glyphs.rest, mark - filled, Tone.FAINT),
        (glyphs.mark_over_rest, Tone.PLAIN),
        *_run(glyphs.rest, width - mark - 1, Tone.FAINT),
    ]


def _cells(share: Fraction, width: int) -> int:
    return min(max(floor(share * width), 0), width)


def _run(glyph: str, count: int, tone: Tone) -> Segments:
    return [(glyph * count, tone)] if count > 0 else []


def percent_column(progress: Fraction | None, width: int = 5) -> str:
    """`  69%` in exactly `width` cells; raw, so it may say 125 % or -10 %. Blank without a figure."""
    return align_right("" if progress is None else f"{percent(progress)}%", width)
