"""A text of several lines as it is being written. Behind an @ it offers whom one may mean.

A plain value with its keys, as `entry` is for one line: whoever holds it can take keys one after the other.
"""

from collections.abc import Sequence

from okrtui.okr.mentions import Mention, Names, fold, typed_at
from okrtui.okr.records import Person
from okrtui.widgets.cells import cut, width_of
from okrtui.widgets.entry import Entry, opened
from okrtui.widgets.wrapped import paragraphs

BREAKS = ("ctrl+j", "shift+enter", "alt+enter")
"""The keys that begin a new line; which of them a terminal sends is its own matter."""
_OFFERED = 5


class Writing:
    """What was written, where the cursor stands, and whom the name behind the last @ may mean."""

    def __init__(self, text: str = "", names: Names | None = None, *, apart_from: str = "", most: int = 10_000) -> None:
        """`names` are those that are offered, where any are, but for one person; a text has `most` characters."""
        self.entry = opened(text)
        self.offers: list[Person] = []
        self.place = 0
        """Which of the offers would be taken."""
        self._names = names
        self._apart_from = apart_from
        self._most = most

    @property
    def text(self) -> str:
        """What was written."""
        return self.entry.text

    @property
    def has_names(self) -> bool:
        """Whether anybody can be named."""
        return self._names is not None

    @property
    def mentions(self) -> Sequence[Mention]:
        """Where the text names whom."""
        return self._names.mentions(self.text) if self._names else ()

    def lines(self, width: int) -> list[tuple[int, int]]:
        """Where each line of the text begins and ends, none wider than `width` cells."""
        return paragraphs(self.text, width)

    def line_of(self, lines: Sequence[tuple[int, int]]) -> int:
        """Which line the cursor is on."""
        return max(place for place, (start, _) in enumerate(lines) if start <= self.entry.cursor or place == 0)

    # --- keys

    def pressed(self, key: str, character: str | None, width: int) -> bool:
        """Type, go on to another line, or move the cursor in a text of that width; whether the key meant anything."""
        if key in BREAKS:
            self._put(_with_lines(self.entry, "\n", self._most))
        elif key in ("up", "down"):
            self._step(1 if key == "down" else -1, width)
        elif key in ("home", "end", "ctrl+a", "ctrl+e"):
            start, end = self._own_line()
            self._put(self.entry._replace(cursor=start if key in ("home", "ctrl+a") else end))
        elif (edited := self.entry.pressed(key)) is not None:
            self._put(edited)
        elif character is not None and character.isprintable():
            self._put(self.entry.typed(character, self._most))
        else:
            return False
        return True

    def pasted(self, text: str) -> None:
        """Take a text at the cursor; its lines stay lines."""
        self._put(_with_lines(self.entry, text, self._most))
        self.offers = []

    def _put(self, entry: Entry) -> None:
        is_typed = entry.text != self.entry.text
        self.entry = entry
        self.offers, self.place = (self._found() if is_typed else []), 0

    def _own_line(self) -> tuple[int, int]:
        """Where the line that the cursor is on begins and ends by the breaks that were typed."""
        start = self.text.rfind("\n", 0, self.entry.cursor) + 1
        end = self.text.find("\n", self.entry.cursor)
        return start, len(self.text) if end < 0 else end

    def _step(self, direction: int, width: int) -> None:
        """Go through the offers, else to the line above or below, in the column where the cursor is."""
        if self.offers:
            self.place = (self.place + direction) % len(self.offers)
            return
        lines = self.lines(width)
        here = self.line_of(lines)
        there = here + direction
        if not 0 <= there < len(lines):
            self._put(self.entry._replace(cursor=0 if direction < 0 else len(self.text)))
            return
        column = width_of(self.text[lines[here][0] : self.entry.cursor])
        start, end = lines[there]
        # Behind a line that goes on below, the cursor would stand at the beginning of the next.
        last = end if there == len(lines) - 1 or lines[there + 1][0] > end else max(start, end - 1)
        self._put(self.entry._replace(cursor=min(last, start + len(cut(self.text[start:end], column)))))

    # --- names

    def _found(self) -> list[Person]:
        typed = typed_at(self.text, self.entry.cursor) if self._names else None
        if typed is None or self._names is None:
            return []
        offers = self._names.offers(typed.said, _OFFERED + 1)
        found = [person for person in offers if person.id != self._apart_from][:_OFFERED]
        is_said = len(found) == 1 and fold(typed.said) == fold(self._names.handle(found[0]))
        return [] if is_said else found

    def take(self) -> bool:
        """Write the name that is offered; whether one was."""
        typed = typed_at(self.text, self.entry.cursor)
        if not self.offers or typed is None or self._names is None:
            return False
        handle = self._names.handle(self.offers[self.place])
        before, after = self.text[: typed.start], self.text[self.entry.cursor :]
        written = f"{before}@{handle}{'' if after[:1].isspace() else ' '}"
        if len(written) + len(after) <= self._most:
            self.entry = Entry(written + after, len(written))
        self.close()
        return True

    def close(self) -> bool:
        """Offer nobody, until something is typed; whether anybody was offered."""
        had_offers, self.offers = bool(self.offers), []
        return had_offers


def _with_lines(entry: Entry, text: str, most: int) -> Entry:
    """With `text` at the cursor, its breaks kept."""
    for number, line in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n")):
        if number and len(entry.text) < most:
            before, after = entry.text[: entry.cursor], entry.text[entry.cursor :]
            entry = Entry(f"{before}\n{after}", len(before) + 1)
        entry = entry.typed(line, most)
    return entry
