"""A trend in a few cells: the last values as a line of eight levels."""

from collections.abc import Sequence

from okrtui.widgets.glyphs import UNICODE, GlyphSet


def sparkline(values: Sequence[float | None], width: int, glyphs: GlyphSet = UNICODE) -> str:
    """The last `width` values, oldest first, in exactly `width` cells at the right.

    The lowest of them is the lowest level, the highest the highest. A line that does not move stays
    low, where the eye reads no rise into it.

    Args:
        values: Oldest first; None for a period without a value, which stays blank.
        width: In cells.
        glyphs: What to draw with.
    """
    shown = values[-width:] if width > 0 else ()
    known = [value for value in shown if value is not None]
    if not known:
        return " " * max(width, 0)
    low, high = min(known), max(known)
    levels = glyphs.levels
    top = len(levels) - 1
    # Halved, as the span of two finite floats need not be finite.
    span = high / 2 - low / 2

    def level(value: float) -> str:
        share = (value / 2 - low / 2) / span if span else 0.0
        return levels[round(share * top)]

    return "".join(" " if value is None else level(value) for value in shown).rjust(width)
