"""A line of text as it is being typed: the text, the cursor in it, and what a key does to both.

A plain value, so that whoever holds it can take keys one after the other without waiting for a widget to get the
focus: keys that come in one burst are neither lost nor put into another field.
"""

from collections.abc import Callable
from typing import NamedTuple

from rich.cells import split_graphemes

JOINERS = frozenset("\u200c\u200d")
"""Not printable by themselves, but what joins the parts of an emoji or a word of some scripts."""


def printable(text: str) -> str:
    """`text` without what could not stand on one line: breaks and tabs become spaces, controls go."""
    spaced = " ".join(text.replace("\t", " ").splitlines())
    return "".join(letter for letter in spaced if letter.isprintable() or letter in JOINERS)


class Entry(NamedTuple):
    """A text being typed. While all of it is selected, the next thing typed takes its place."""

    text: str = ""
    cursor: int = 0
    """Before which character the cursor stands."""
    is_selected: bool = False

    def typed(self, text: str, most: int = 10_000) -> "Entry":
        """With `text` at the cursor; what would make it longer than `most` characters is left out."""
        before, after = ("", "") if self.is_selected else (self.text[: self.cursor], self.text[self.cursor :])
        added = printable(text)[: max(0, most - len(before) - len(after))]
        return Entry(before + added + after, len(before) + len(added))

    def pressed(self, key: str) -> "Entry | None":
        """After an editing key, by Textual's name of it; None for a key that edits nothing."""
        edit = _EDITS.get(key)
        if edit is None:
            return None
        if self.is_selected:
            return _leave_selection(self, key)
        return edit(self)


def selected(text: str) -> Entry:
    """A text to keep as it is, or to replace by typing."""
    return Entry(text, len(text), bool(text))


def opened(text: str) -> Entry:
    """A text to go on writing at its end."""
    return Entry(text, len(text))


def _leave_selection(entry: Entry, key: str) -> Entry:
    if key in _REMOVING:
        return Entry()
    return Entry(entry.text, 0 if key in ("left", "home", "ctrl+a", "ctrl+left") else len(entry.text))


def _stops(text: str) -> list[int]:
    """Where the cursor may stand: a letter and its marks, or an emoji and its parts, are never parted."""
    stops, start = [0], 0
    for line in text.split("\n"):  # a break would be taken for a mark of the letter before it
        stops += [start + end for _, end, _ in split_graphemes(line)[0]]
        start += len(line) + 1
        stops.append(start)
    return stops[:-1]


def _before(entry: Entry) -> int:
    return max((stop for stop in _stops(entry.text) if stop < entry.cursor), default=0)


def _after(entry: Entry) -> int:
    return min((stop for stop in _stops(entry.text) if stop > entry.cursor), default=len(entry.text))


def _word_before(entry: Entry) -> int:
    kept = entry.text[: entry.cursor].rstrip()
    return max(kept.rfind(" "), kept.rfind("\n")) + 1


def _word_after(entry: Entry) -> int:
    rest = entry.text[entry.cursor :]
    word = rest.lstrip()
    end = word.find(" ")
    return len(entry.text) if end < 0 else entry.cursor + len(rest) - len(word) + end


def _cut(entry: Entry, start: int, end: int) -> Entry:
    return Entry(entry.text[:start] + entry.text[end:], start)


_EDITS: dict[str, Callable[[Entry], Entry]] = {
    "left": lambda entry: entry._replace(cursor=_before(entry)),
    "right": lambda entry: entry._replace(cursor=_after(entry)),
    "home": lambda entry: entry._replace(cursor=0),
    "ctrl+a": lambda entry: entry._replace(cursor=0),
    "end": lambda entry: entry._replace(cursor=len(entry.text)),
    "ctrl+e": lambda entry: entry._replace(cursor=len(entry.text)),
    "ctrl+left": lambda entry: entry._replace(cursor=_word_before(entry)),
    "ctrl+right": lambda entry: entry._replace(cursor=_word_after(entry)),
    "backspace": lambda entry: _cut(entry, _before(entry), entry.cursor),
    "delete": lambda entry: _cut(entry, entry.cursor, _after(entry)),
    "ctrl+w": lambda entry: _cut(entry, _word_before(entry), entry.cursor),
    "ctrl+u": lambda entry: _cut(entry, 0, entry.cursor),
    "ctrl+k": lambda entry: _cut(entry, entry.cursor, len(entry.text)),
}
_REMOVING = ("backspace", "delete", "ctrl+w", "ctrl+u", "ctrl+k")
