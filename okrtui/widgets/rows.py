"""The rows of an outline, and how a cursor that is bound to a row's key finds its way among them."""

from collections.abc import Mapping, Sequence
from itertools import chain
from typing import NamedTuple, Self

_MOST_SPLICES = 32
"""After so many, all positions are found anew: each makes finding a row a little slower."""


class Row(NamedTuple):
    """One line of an outline. What it says is asked for only when it is seen."""

    key: str
    """Unique among the rows: the object's id, or a path where an object shows more than once."""
    depth: int = 0
    foldable: bool = False
    folded: bool = False
    selectable: bool = True
    """False for headings and blank lines: the cursor steps over them."""


class _Splice(NamedTuple):
    """A stretch of rows, from `start` up to `end`, gave way to others."""

    start: int
    end: int
    positions: Mapping[str, int]
    """Where the others came to stand."""

    def moved(self, position: int) -> int | None:
        """Where a row of before stands now; None if it gave way."""
        if position < self.start:
            return position
        return None if position < self.end else position - self.end + self.start + len(self.positions)


class Rows:
    """An immutable sequence of rows, found by key.

    Raises:
        ValueError: two rows have one key.
    """

    def __init__(self, rows: Sequence[Row] = ()) -> None:
        self._rows = rows
        self._positions: Mapping[str, int] = _positions(rows)
        self._splices: tuple[_Splice, ...] = ()

    def spliced(self, start: int, end: int, rows: Sequence[Row]) -> Self:
        """These rows with others from `start` up to `end`: no matter how many there are, it costs what is exchanged.

        Raises:
            ValueError: two rows would have one key.
        """
        all = [*self._rows[:start], *rows, *self._rows[end:]]
        if len(self._splices) == _MOST_SPLICES:
            return type(self)(all)
        if any(not start <= there < end for row in rows if (there := self.find(row.key)) is not None):
            raise ValueError(_TWICE)
        later = type(self)()
        later._rows, later._positions = all, self._positions
        later._splices = (*self._splices, _Splice(start, end, _positions(rows, start)))
        return later

    def __len__(self) -> int:
        return len(self._rows)

    def __getitem__(self, position: int) -> Row:
        return self._rows[position]

    def find(self, key: str | None) -> int | None:
        """The position of the row with this key."""
        if key is None:
            return None
        position, age = self._positions.get(key), len(self._splices)
        while age:
            if (there := self._splices[age - 1].positions.get(key)) is not None:
                position = there
                break
            age -= 1
        for splice in self._splices[age:]:
            if position is None:
                break
            position = splice.moved(position)
        return position

    def near(self, position: int, direction: int) -> int | None:
        """The selectable row nearest to `position`, itself included: first in `direction`, then against it.

        Args:
            position: May lie beyond either end.
            direction: 1 looks downwards first, -1 upwards.
        """
        start = min(max(position, 0), len(self._rows) - 1)
        for way in (direction, -direction):
            there = start
            while 0 <= there < len(self._rows):
                if self._rows[there].selectable:
                    return there
                there += way
        return None

    def parent(self, position: int) -> int | None:
        """The nearest selectable row above `position` that lies less deep."""
        depth = self._rows[position].depth
        for above in range(position - 1, -1, -1):
            row = self._rows[above]
            if row.selectable and row.depth < depth:
                return above
        return None

    def child(self, position: int) -> int | None:
        """The row below `position`, if it lies deeper."""
        below = position + 1
        if below < len(self._rows) and self._rows[below].depth > self._rows[position].depth:
            return self.near(below, 1)
        return None

    def heading(self, position: int) -> int:
        """The first of the unselectable rows right above `position`, or `position` itself."""
        while position > 0 and not self._rows[position - 1].selectable:
            position -= 1
        return position

    def heir(self, key: str, later: "Rows") -> str | None:
        """Where a cursor on `key` goes when `later` takes the place of these rows.

        It stays on its key. If that is gone: to the parent that was folded over it, else to the next
        row below that is still there, else to the next one above, else to the first.
        """
        there = later.find(key)
        if there is not None and later[there].selectable:
            return key
        position = self.find(key)
        if position is None:
            return later.first_key()
        above = self.parent(position)
        while above is not None:
            there = later.find(self._rows[above].key)
            if there is not None:
                if later[there].folded:
                    return later[there].key
                break
            above = self.parent(above)
        for old in chain(range(position + 1, len(self._rows)), range(position - 1, -1, -1)):
            there = later.find(self._rows[old].key)
            if there is not None and later[there].selectable:
                return later[there].key
        return later.first_key()

    def first_key(self) -> str | None:
        """The key of the first selectable row."""
        position = self.near(0, 1)
        return None if position is None else self._rows[position].key


_TWICE = "two rows of an outline have the same key"


def _positions(rows: Sequence[Row], start: int = 0) -> dict[str, int]:
    found = {row.key: position for position, row in enumerate(rows, start)}
    if len(found) != len(rows):
        raise ValueError(_TWICE)
    return found
