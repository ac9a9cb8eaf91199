"""Texts that people wrote side by side, put into one to be edited: what they share stands in it once."""

from collections.abc import Sequence
from difflib import SequenceMatcher


def merged(texts: Sequence[str], *, is_long: bool) -> str:
    """All of the texts in one: line by line where they are long, else beside one another."""
    distinct = list(dict.fromkeys(text for text in texts if text.strip()))
    if not is_long:
        return " / ".join(distinct)
    lines: list[str] = []
    for text in distinct:
        lines = _both(lines, text.split("\n"))
    return "\n".join(lines)


def _both(ours: list[str], theirs: list[str]) -> list[str]:
    """Every line of both, in their order; a line that both have in the same place once."""
    found: list[str] = []
    for tag, start, end, their_start, their_end in SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes():
        found += ours[start:end]
        if tag != "equal":
            found += theirs[their_start:their_end]
    return found
