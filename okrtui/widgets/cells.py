"""Text measured in terminal cells: wide characters take two, combining marks none."""

from rich.cells import cell_len, split_graphemes

ELLIPSIS = "…"

_BREAKS = dict.fromkeys(map(ord, "\n\r\t\v\f\x1c\x1d\x1e\x85\u2028\u2029"), " ")


def width_of(text: str) -> int:
    """How many cells `text` takes on one line; a line break counts as the space that stands for it."""
    return cell_len(one_line(text))


def one_line(text: str) -> str:
    """`text` with a space for every line break and tab, so that it stays on its line."""
    return text if text.isprintable() else text.translate(_BREAKS)


def cut(text: str, width: int) -> str:
    """As much of `text` from its beginning as fits into `width` cells, on one line.

    What belongs together is never cut apart: a wide character, a letter and its combining marks, an
    emoji sequence.
    """
    text = one_line(text)
    if cell_len(text) <= width:
        return text
    if text.isascii():
        return text[: max(width, 0)]
    spans, _ = split_graphemes(text)
    end = taken = 0
    for _start, stop, cells in spans:
        if taken + cells > width:
            break
        taken += cells
        end = stop
    return text[:end]


def fit(text: str, width: int, ellipsis: str = ELLIPSIS) -> str:
    """`text` on one line of at most `width` cells, cut with an ellipsis at its end where it is longer.

    An ellipsis that itself is too wide is cut; its characters are one cell each.
    """
    text = one_line(text)
    if cell_len(text) <= width:
        return text
    room = width - len(ellipsis)
    return cut(text, room).rstrip() + ellipsis if room > 0 else ellipsis[: max(width, 0)]


def align_left(text: str, width: int, ellipsis: str = ELLIPSIS) -> str:
    """`text` in exactly `width` cells, at the left."""
    fitting = fit(text, width, ellipsis)
    return fitting + " " * (width - cell_len(fitting))


def align_right(text: str, width: int, ellipsis: str = ELLIPSIS) -> str:
    """`text` in exactly `width` cells, at the right."""
    fitting = fit(text, width, ellipsis)
    return " " * (width - cell_len(fitting)) + fitting
