"""Text on several lines of a width, broken between words where it can be."""

from rich.cells import split_graphemes

from okrtui.widgets.cells import fit


def wrap(text: str, width: int) -> list[tuple[int, int]]:
    """Where each line of `text` begins and ends (in characters, the end excluded), none wider than `width` cells.

    The spaces at which a line breaks stay behind it and do not count. Text without spaces, as in Chinese or
    Japanese, and words longer than a line are broken anywhere, but never within what belongs together. No text is
    one empty line.
    """
    if text.isascii() and text.isprintable():
        return _wrap_plain(text, width)
    lines: list[tuple[int, int]] = []
    start = taken = 0
    gap = gap_taken = 0
    for begin, end, cells in split_graphemes(text)[0]:
        is_space = text[begin:end] == " "
        if taken + cells > width and not is_space and begin > start:
            cut = gap or begin
            lines.append((start, cut))
            taken = taken - gap_taken if gap else 0
            start, gap = cut, 0
            if taken + cells > width and begin > start:  # a wide letter, where only a blank was left behind
                lines.append((start, begin))
                start, taken = begin, 0
        taken += cells
        if is_space:
            gap, gap_taken = end, taken
    lines.append((start, len(text)))
    return lines


def _wrap_plain(text: str, width: int) -> list[tuple[int, int]]:
    """The same for letters that all take one cell."""
    lines: list[tuple[int, int]] = []
    start, width = 0, max(width, 1)
    while (limit := start + width) < len(text):
        while limit < len(text) and text[limit] == " ":  # blanks at which it breaks stay behind
            limit += 1
        if limit == len(text):
            break
        cut = limit if text[limit - 1] == " " else text.rfind(" ", start, limit) + 1 or limit
        lines.append((start, cut))
        start = cut
    lines.append((start, len(text)))
    return lines


def wrapped(text: str, width: int, most: int, ellipsis: str) -> list[str]:
    """`text` as at most `most` lines; the last ends with an ellipsis where there is more."""
    spans = wrap(text, width)
    lines = [text[start:end].rstrip() for start, end in spans[:most]]
    if len(spans) > most:
        lines[-1] = fit(text[spans[most - 1][0] :], width, ellipsis)
    return lines


def paragraphs(text: str, width: int) -> list[tuple[int, int]]:
    """As `wrap`, of a text with line breaks of its own, which begin a new line and count to neither side."""
    lines: list[tuple[int, int]] = []
    start = 0
    for paragraph in text.split("\n"):
        lines += [(start + begin, start + end) for begin, end in wrap(paragraph, width)]
        start += len(paragraph) + 1
    return lines
