"""Paint: lines of toned text become the strips that Textual draws, each tone in the theme's own colours."""

from collections.abc import Sequence
from functools import lru_cache
from typing import TypeAlias

from rich.segment import Segment as RichSegment
from rich.style import Style
from textual.color import Color
from textual.strip import Strip
from textual.style import Style as VisualStyle
from textual.widget import Widget

from okrtui.widgets.cells import one_line
from okrtui.widgets.tones import Segment, Tone, joined

# The text tokens, not the plain ones: Textual mixes them towards the best contrast in every theme.
_TOKENS = {
    Tone.MUTED: "text-muted",
    Tone.FAINT: "text-disabled",
    Tone.GOOD: "text-success",
    Tone.BEST: "text-success",
    Tone.CAUTION: "text-warning",
    Tone.BAD: "text-error",
    Tone.ACCENT: "text-accent",
    Tone.CLASH: "text-secondary",
    Tone.HERE: "text-primary",
}
_BOLD = {Tone.STRONG, Tone.BEST, Tone.HERE}
# Where colours are the terminal's own (or none, with NO_COLOR), what is secondary is dim, and what is bad is bold.
_DIM = {Tone.MUTED, Tone.FAINT}


Look: TypeAlias = tuple[VisualStyle, str]
"""What the looks of a line depend on besides what it says."""


def look_of(widget: Widget) -> Look:
    """The look of a widget now: its own style, and the theme by name."""
    return widget.visual_style, widget.app.theme


def style_of(widget: Widget, tone: Tone) -> Style:
    """The style of a tone on the background of the widget.

    Not by component classes: for every widget that paints, Textual would style a dozen of them again and again.
    """
    app = widget.app
    is_bold = tone in _BOLD or (tone is Tone.BAD and app.no_color)
    is_dim = tone in _DIM and app.native_ansi_color
    colour = app.theme_variables[_TOKENS[tone]] if tone in _TOKENS else ""
    return _style(widget.visual_style, colour, is_bold, is_dim)


@lru_cache(maxsize=512)
def _style(base: VisualStyle, colour: str, is_bold: bool, is_dim: bool) -> Style:
    background = base.background or Color(0, 0, 0, 0)
    foreground = _colour(colour, background) if colour else base.foreground
    return VisualStyle(
        background, foreground, base.bold or is_bold or None, base.dim or is_dim or None, reverse=base.reverse
    ).rich_style


def _colour(value: str, background: Color) -> Color:
    """A colour as a theme's variables have it: `#3fbf5f`, `ansi_default 50%`, `auto 60%` for what stands out."""
    name, _, percent = value.partition(" ")
    alpha = float(percent.rstrip("%")) / 100 if percent else 1.0
    return background.get_contrast_text(alpha) if name == "auto" else Color.parse(name).multiply_alpha(alpha)


def paint(widget: Widget, segments: Sequence[Segment], width: int, over: Style | None = None) -> Strip:
    """A line of exactly `width` cells: what is longer is cropped, what is shorter filled with blanks.

    Args:
        widget: Whose theme and background count.
        segments: The line; text is taken as it is, never as markup.
        width: In cells.
        over: A style that lies over every tone, such as the cursor's background.
    """

    look, is_reversed = over or Style.null(), bool(over and over.reverse)
    styles: dict[Tone, Style] = {}

    def style(tone: Tone) -> Style:
        if tone not in styles:
            styles[tone] = style_of(widget, tone) + look
        return styles[tone]

    # Reversed, a blank shows the colour of what it goes with.
    line = segments if is_reversed else joined(segments)
    pieces = [RichSegment(one_line(text), style(tone)) for text, tone in line if text]
    return Strip(pieces).adjust_cell_length(width, style(Tone.PLAIN))
