"""Draws a screen as SVG on a fixed grid of cells, and turns it into PNG.

Runs of ASCII are placed at their exact column, every other glyph by itself: so columns stand where the
terminal has them, whichever fonts supply the glyphs.
"""

import subprocess
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Final, NamedTuple
from xml.sax.saxutils import escape

from tests.terminal.glyphs import BASELINE, CELL_HEIGHT, CELL_WIDTH, FONT_SIZE, FONTS, draw, rectangle
from tests.terminal.screen import Cell

MARGIN: Final = 12.0
TITLE_HEIGHT: Final = 30.0
DIM: Final = 0.55

FOREGROUND: Final = "#d8dee9"
BACKGROUND: Final = "#14171c"
FRAME: Final = "#2b303a"
TITLE: Final = "#9aa3b2"
# The names are pyte's: its "brown" is yellow, and "bfightmagenta" is its spelling for backgrounds.
PALETTE: Final = {
    "black": "#1d2027", "red": "#d3596a", "green": "#7fb069", "brown": "#d9a84e",
    "blue": "#5e8fd8", "magenta": "#b684c9", "cyan": "#56b0bd", "white": "#c8ced9",
    "brightblack": "#6b7383", "brightred": "#ee7b88", "brightgreen": "#a3d18a", "brightbrown": "#f0c876",
    "brightblue": "#86b2f0", "brightmagenta": "#d3a6e3", "bfightmagenta": "#d3a6e3", "brightcyan": "#7fd0dc",
    "brightwhite": "#ffffff",
}  # fmt: skip


class Style(NamedTuple):
    """How a run of cells looks once reverse and the default colours are resolved."""

    foreground: str
    background: str
    bold: bool
    italics: bool
    underscore: bool
    strikethrough: bool
    dim: bool

    @property
    def opacity(self) -> float:
        return DIM if self.dim else 1

    @property
    def font(self) -> str:
        weight, slope = "bold" if self.bold else "normal", "italic" if self.italics else "normal"
        return f'font-weight="{weight}" font-style="{slope}"'


class Run(NamedTuple):
    """Neighbouring cells of one style."""

    style: Style
    column: int
    cells: list[Cell]


def svg(rows: list[list[Cell]], cursor: tuple[int, int] | None, title: str) -> str:
    """The screen in a window frame.

    Args:
        rows: The cells, row by row.
        cursor: Its column and row; None if hidden.
        title: Stands in the frame.
    """
    width = len(rows[0]) * CELL_WIDTH + 2 * MARGIN
    height = len(rows) * CELL_HEIGHT + TITLE_HEIGHT + MARGIN
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:g}" height="{height:g}">',
        *_frame(width, height, title),
        f'<g transform="translate({MARGIN:g} {TITLE_HEIGHT + MARGIN / 4:g})" shape-rendering="crispEdges" '
        f'font-family="{FONTS}" font-size="{FONT_SIZE:.3f}" xml:space="preserve">',
        *(part for y, row in enumerate(rows) for part in _row(row, y * CELL_HEIGHT)),
    ]
    if cursor:
        left, top = cursor[0] * CELL_WIDTH, cursor[1] * CELL_HEIGHT
        parts.append(rectangle(left, top + CELL_HEIGHT - 3, CELL_WIDTH, 2, FOREGROUND))
    return "\n".join([*parts, "</g>", "</svg>"])


def write_png(drawing: str, path: Path) -> None:
    """Turns a drawing into a PNG file, twice as large for sharpness.

    Raises:
        FileNotFoundError: There is no rsvg-convert.
        subprocess.CalledProcessError: It failed.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    subprocess.run(["rsvg-convert", "--zoom", "2", "--output", path], input=drawing.encode(), check=True)


def _frame(width: float, height: float, title: str) -> Iterator[str]:
    yield f'<rect width="{width:g}" height="{height:g}" rx="8" fill="{FRAME}"/>'
    for number, colour in enumerate(("red", "brown", "green")):
        yield f'<circle cx="{18 + 18 * number}" cy="15" r="5.5" fill="{PALETTE[colour]}"/>'
    yield (
        f'<text x="{width / 2:g}" y="20" text-anchor="middle" font-family="DejaVu Sans" font-size="13" '
        f'fill="{TITLE}">{escape(title)}</text>'
    )
    inside = (width - MARGIN, height - TITLE_HEIGHT - MARGIN / 2)
    yield rectangle(MARGIN / 2, TITLE_HEIGHT, *inside, BACKGROUND)


def _row(row: list[Cell], top: float) -> Iterator[str]:
    """All backgrounds first, so that no glyph is cut by its neighbour's."""
    runs = list(_runs(row))
    for style, column, cells in runs:
        if style.background != BACKGROUND:
            width = len(cells) * CELL_WIDTH
            yield rectangle(column * CELL_WIDTH, top, width, CELL_HEIGHT, style.background)
    for run in runs:
        yield from _lines(run, top)
        yield from _text(run, top)


def _runs(row: list[Cell]) -> Iterator[Run]:
    column = 0
    for style, group in groupby(row, key=_style):
        cells = list(group)
        yield Run(style, column, cells)
        column += len(cells)


def _text(run: Run, top: float) -> Iterator[str]:
    style, column, _ = run
    for is_ascii, group in groupby(run.cells, key=lambda cell: cell.data.isascii() and cell.data != ""):
        cells = list(group)
        if is_ascii:
            yield from _ascii("".join(cell.data for cell in cells), column * CELL_WIDTH, top, style)
        else:
            for number, cell in enumerate(cells):
                if cell.data:
                    filled = 2 if cells[number + 1 : number + 2] and not cells[number + 1].data else 1
                    left = (column + number) * CELL_WIDTH
                    yield draw(cell.data, left, top, filled, style.foreground, style.opacity, style.font)
        column += len(cells)


def _ascii(text: str, left: float, top: float, style: Style) -> Iterator[str]:
    if text.strip():
        yield (
            f'<text x="{left:g}" y="{top + BASELINE:g}" textLength="{len(text) * CELL_WIDTH:g}" '
            f'fill="{style.foreground}" fill-opacity="{style.opacity:g}" {style.font}>{escape(text)}</text>'
        )


def _lines(run: Run, top: float) -> Iterator[str]:
    left, width = run.column * CELL_WIDTH, len(run.cells) * CELL_WIDTH
    if run.style.underscore:
        yield rectangle(left, top + BASELINE + 2, width, 1, run.style.foreground, run.style.opacity)
    if run.style.strikethrough:
        yield rectangle(left, top + CELL_HEIGHT / 2, width, 1, run.style.foreground, run.style.opacity)


def _style(cell: Cell) -> Style:
    front, back = _colour(cell.fg, FOREGROUND), _colour(cell.bg, BACKGROUND)
    if cell.reverse:
        front, back = back, front
    return Style(front, back, cell.bold, cell.italics, cell.underscore, cell.strikethrough, cell.dim)


def _colour(name: str, default: str) -> str:
    return default if name == "default" else PALETTE.get(name, f"#{name}")
