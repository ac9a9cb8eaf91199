"""Paint: lines of toned text become the strips that Textual draws, each tone in the theme's own colours."""

from collections.abc import Sequence

from rich.segment import Segment as RichSegment
from rich.style import Style
from textual.strip import Strip
from textual.widget import Widget

from okrtui.widgets.cells import one_line
from okrtui.widgets.tones import Segment, Tone

TONE_CLASSES = {f"tone--{tone}" for tone in Tone}
"""Component classes of a widget that paints: they belong into its COMPONENT_CLASSES."""

# The text tokens, not the plain ones: Textual mixes them towards the best contrast in every theme.
# Where colours are the terminal's own (or none, with NO_COLOR), what is secondary is dim.
TONE_CSS = """
    & > .tone--strong { text-style: bold; }
    & > .tone--muted { color: $text-muted; }
    & > .tone--faint { color: $text-disabled; }
    & > .tone--good { color: $text-success; }
    & > .tone--best { color: $text-success; text-style: bold; }
    & > .tone--caution { color: $text-warning; }
    & > .tone--bad { color: $text-error; }
    & > .tone--accent { color: $text-accent; }
    & > .tone--clash { color: $text-secondary; }
    & > .tone--here { color: $text-primary; text-style: bold; }
    &:ansi > .tone--muted { text-style: dim; }
    &:ansi > .tone--faint { text-style: dim; }
    &:nocolor > .tone--bad { text-style: bold; }
"""
"""The rules of the tones: they belong into the block of the widget in its DEFAULT_CSS."""


def style_of(widget: Widget, tone: Tone) -> Style:
    """The style of a tone on the background of the widget."""
    return widget.get_component_rich_style(f"tone--{tone}")


def paint(widget: Widget, segments: Sequence[Segment], width: int, over: Style | None = None) -> Strip:
    """A line of exactly `width` cells: what is longer is cropped, what is shorter filled with blanks.

    Args:
        widget: Whose theme and background count; it has TONE_CLASSES and TONE_CSS.
        segments: The line; text is taken as it is, never as markup.
        width: In cells.
        over: A style that lies over every tone, such as the cursor's background.
    """

    def style(tone: Tone) -> Style:
        base = style_of(widget, tone)
        return base if over is None else base + over

    pieces = [RichSegment(one_line(text), style(tone)) for text, tone in segments if text]
    return Strip(pieces).adjust_cell_length(width, style(Tone.PLAIN))
