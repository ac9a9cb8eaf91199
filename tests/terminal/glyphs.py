"""How a single glyph beyond ASCII is drawn in the middle of its cells, as an SVG element.

Block elements are rectangles, exact to the pixel. Emoji are drawn by pango-view and embedded, because
rsvg-convert paints them in one colour. All others are text.
"""

import base64
import subprocess
import tempfile
from functools import lru_cache
from pathlib import Path
from typing import Final
from xml.sax.saxutils import escape

CELL_WIDTH: Final = 9.0
CELL_HEIGHT: Final = 17.0
BASELINE: Final = 13.5
FONT_SIZE: Final = CELL_WIDTH / 0.60205078125
"""DejaVu Sans Mono's advance is this part of an em: its glyphs fill a cell exactly."""
FONTS: Final = "DejaVu Sans Mono, Noto Sans Mono CJK SC"
EMOJI_FONT: Final = "Noto Color Emoji"
EMOJI_PRESENTATION: Final = "\N{VARIATION SELECTOR-16}"

# The part of a cell that a block fills: left, top, width, height; and how dense it is.
BLOCKS: Final[dict[str, tuple[float, float, float, float, float]]] = {
    "▀": (0, 0, 1, 1 / 2, 1), "▐": (1 / 2, 0, 1 / 2, 1, 1),
    "▔": (0, 0, 1, 1 / 8, 1), "▕": (7 / 8, 0, 1 / 8, 1, 1),
    "▘": (0, 0, 1 / 2, 1 / 2, 1), "▝": (1 / 2, 0, 1 / 2, 1 / 2, 1),
    "▖": (0, 1 / 2, 1 / 2, 1 / 2, 1), "▗": (1 / 2, 1 / 2, 1 / 2, 1 / 2, 1),
    "░": (0, 0, 1, 1, 1 / 4), "▒": (0, 0, 1, 1, 1 / 2), "▓": (0, 0, 1, 1, 3 / 4),
    **{block: (0, 1 - n / 8, 1, n / 8, 1) for n, block in enumerate("▁▂▃▄▅▆▇█", 1)},
    **{block: (0, 0, n / 8, 1, 1) for n, block in enumerate("▏▎▍▌▋▊▉", 1)},
}  # fmt: skip


def draw(glyph: str, left: float, top: float, cells: int, colour: str, opacity: float, font: str) -> str:
    """The SVG element that shows one grapheme cluster.

    Args:
        glyph: The grapheme cluster.
        left: Where its first cell begins.
        top: Where its row begins.
        cells: How many cells it fills, 1 or 2.
        colour: Its foreground.
        opacity: From 0 to 1.
        font: SVG attributes for weight and slope.
    """
    width = cells * CELL_WIDTH
    if block := BLOCKS.get(glyph):
        x, y, share, height, density = block
        corner = (left + x * CELL_WIDTH, top + y * CELL_HEIGHT)
        return rectangle(*corner, share * CELL_WIDTH, height * CELL_HEIGHT, colour, density * opacity)
    if cells == 2 and _is_emoji(glyph):
        return (
            f'<image x="{left:g}" y="{top:g}" width="{width:g}" height="{CELL_HEIGHT:g}" '
            f'opacity="{opacity:g}" href="data:image/png;base64,{_emoji(glyph)}"/>'
        )
    return (
        f'<text x="{left + width / 2:g}" y="{top + BASELINE:g}" text-anchor="middle" fill="{colour}" '
        f'fill-opacity="{opacity:g}" {font}>{escape(glyph)}</text>'
    )


def rectangle(left: float, top: float, width: float, height: float, colour: str, opacity: float = 1) -> str:
    """A filled rectangle as an SVG element."""
    return (
        f'<rect x="{left:g}" y="{top:g}" width="{width:g}" height="{height:g}" '
        f'fill="{colour}" fill-opacity="{opacity:g}"/>'
    )


def _is_emoji(glyph: str) -> bool:
    """For a wide glyph; CJK lies between the older symbols and the emoji planes."""
    return EMOJI_PRESENTATION in glyph or glyph[0] < "\u2e80" or glyph[0] >= "\U0001f000"


@lru_cache(maxsize=256)
def _emoji(glyph: str) -> str:
    """The emoji as a PNG image in base64."""
    with tempfile.TemporaryDirectory() as folder:
        image = Path(folder) / "emoji.png"
        subprocess.run(
            ["pango-view", "--no-display", "--margin=0", "--background=transparent",
             f"--font={EMOJI_FONT} 40px", f"--text={glyph}", f"--output={image}"],
            check=True,
        )  # fmt: skip
        return base64.b64encode(image.read_bytes()).decode()
