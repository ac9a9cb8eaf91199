"""Markdown in which nobody's text is anything but text: no heading, list, link, picture or HTML comes of it.

Texts are expected to be clean of control characters. What is escaped are the characters that CommonMark and GitHub's
tables, autolinks and strikethrough give a meaning.
"""

import re
from collections.abc import Iterable, Sequence

_SPECIAL = re.compile(r"[\\`*_\[\]<>#|~&!$@^{}]")
_SCHEME = re.compile(r":(?=//)|(?<=\bwww)\.|(?<=\bmailto):|(?<=\bxmpp):", re.IGNORECASE)
_FIRST = re.compile(r"([-+=]|\d+(?=[.)]))")


def plain(text: str) -> str:
    """A text on one line, escaped."""
    return _escaped(" ".join(text.split()))


def paragraphs(text: str) -> list[str]:
    """The lines of a text, escaped; its own line breaks and blank lines stay."""
    lines: list[str] = []
    for block in re.split(r"\n\s*\n", text.strip("\n")):
        rows = [_line(row) for row in block.split("\n") if row.strip()]
        if rows:
            lines += ["" for _ in lines[:1]]
            lines += [f"{row}\\" for row in rows[:-1]] + rows[-1:]
    return lines


def bullet(text: str, mark: str = "-") -> str:
    """A list's item of one line; `text` is escaped already."""
    return f"{mark} {text}".rstrip()


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """A table; its cells are escaped here. Heads that begin with a `>` are of columns at the right edge."""
    names = [head.removeprefix(">") for head in heads]
    rules = ["--:" if head.startswith(">") else "---" for head in heads]
    cells = [[plain(cell) for cell in row] for row in rows]
    return [f"| {' | '.join(row)} |" for row in (names, rules, *cells)]


def _line(text: str) -> str:
    """A line of a paragraph: what makes a list or a heading at its beginning is escaped, too."""
    text = plain(text)
    return _FIRST.sub(_of_first, text, count=1) if _FIRST.match(text) else text


def _of_first(found: re.Match[str]) -> str:
    return f"{found[0]}\\" if found[0][0].isdigit() else f"\\{found[0]}"


def _escaped(text: str) -> str:
    return _SCHEME.sub(lambda found: f"\\{found[0]}", _SPECIAL.sub(lambda found: f"\\{found[0]}", text))
