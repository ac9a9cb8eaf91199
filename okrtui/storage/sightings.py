"""What is known of the folder's files without reading them again: what each holds, or why it was refused."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from okrtui.storage.clean import clean_line
from okrtui.storage.errors import Foreign, Refused
from okrtui.storage.folder import Entry
from okrtui.storage.segment import SegmentName, can_hold, mentioned, parse_name

_LONGEST_REST = 63
"""Pulls after which a bad file is read again at the latest, even if it looks as it did."""
_LAST = SegmentName("g", 0, 0, "")
"""Sorts after every writer."""


class _Sighting(NamedTuple):
    """A file as it was seen last: the segment it holds, or why it was refused."""

    entry: Entry
    holds: SegmentName | None
    refused: Refused | None
    turn: int
    """When it was read, counted in readings; 0 if it was only believed, by its name and size."""
    rest: int
    """For how many pulls a bad file is left alone."""
    left: int
    """How many of them are still to come."""


class Sightings:
    """The files of the folder, as this process knows them. What has changed is known no more."""

    def __init__(self) -> None:
        self._there: dict[str, Entry] = {}
        self._seen: dict[str, _Sighting] = {}
        self._turn = 0

    def look_over(self, entries: Iterable[Entry]) -> None:
        """Take the folder's listing; what is gone from it is forgotten."""
        self._there = {entry.name: entry for entry in entries}
        self._seen = {name: sighting for name, sighting in self._seen.items() if name in self._there}

    @property
    def entries(self) -> list[Entry]:
        """Every file of the listing."""
        return list(self._there.values())

    # --- what was found

    def good(self, entry: Entry, holds: SegmentName) -> None:
        """A file was read, and holds a segment."""
        self._there[entry.name] = entry
        self._turn += 1
        self._seen[entry.name] = _Sighting(entry, holds, None, self._turn, 0, 0)

    def bad(self, entry: Entry, why: Refused) -> None:
        """A file was read and refused. If it looks as it did, it rests twice as long as the last time."""
        self._turn += 1
        before = self._seen.get(entry.name)
        rest = min(2 * before.rest + 1, _LONGEST_REST) if before and before.refused and before.entry == entry else 0
        self._seen[entry.name] = _Sighting(entry, None, why, self._turn, rest, rest)

    def believed(self, entry: Entry, holds: SegmentName) -> None:
        """A file was not read, but is named and sized like a segment that is held here."""
        self._there[entry.name] = entry
        self._seen[entry.name] = _Sighting(entry, holds, None, 0, 0, 0)

    # --- what to read

    def unread(self, sizes: Mapping[str, int]) -> list[Entry]:
        """The files to be read at a pull: a writer's in order, then what is not called as segments are.

        Neither those that are as they were, nor those that are new here but named and sized like a segment that is
        held: `sizes` are those. Bad files that look as they did rest, lest thousands of them fill every pull.
        """
        entries = [entry for entry in self._there.values() if not self._is_settled(entry, sizes)]
        return sorted(entries, key=lambda entry: (*(parse_name(entry.name) or _LAST), entry.name))

    def _is_settled(self, entry: Entry, sizes: Mapping[str, int]) -> bool:
        before = self._seen.get(entry.name)
        if before is None:
            return self._believes(entry, sizes)
        if before.entry != entry:
            return False
        if before.left:
            self._seen[entry.name] = before._replace(left=before.left - 1)
            return True
        return before.refused is None

    def _believes(self, entry: Entry, sizes: Mapping[str, int]) -> bool:
        if name := _believable(entry, sizes):
            self.believed(entry, name)
        return name is not None

    def longest_unread(self, budget: int) -> list[Entry]:
        """Good files to be read again: those that were only believed, of about `budget` bytes, else the one read first.

        So each has its turn in the end, whatever it looks like.
        """
        good = [each for each in self._seen.values() if each.holds and self._there.get(each.entry.name) == each.entry]
        chosen: list[Entry] = []
        for sighting in sorted(good, key=lambda each: (each.turn, each.entry.name)):
            if budget <= 0 or (chosen and sighting.turn):
                break
            chosen.append(sighting.entry)
            budget -= sighting.entry.size
        return chosen

    def mentioning(self, segment: SegmentName) -> list[Entry]:
        """The files that were never read and have a segment's name within theirs: as when someone has put it anew."""
        return [
            entry
            for entry in self._there.values()
            if mentioned(entry.name) == segment and entry.name != str(segment) and entry.name not in self._seen
        ]

    # --- what is known

    def held(self, sizes: Mapping[str, int]) -> set[SegmentName]:
        """The segments that good files hold, whatever these are called."""
        held = set()
        for entry in list(self._there.values()):  # another thread may ask how things stand
            before = self._seen.get(entry.name)
            if before is None:
                held.add(_believable(entry, sizes))
            elif before.entry == entry:
                held.add(before.holds)
        return {name for name in held if name}

    def files_of(self, segment: SegmentName) -> list[Entry]:
        """The files that hold a segment, or may, to judge by their name."""
        named = [self._there[name] for name in [str(segment)] if name in self._there and name not in self._seen]
        seen = [each.entry for each in self._seen.values() if each.holds == segment]
        return named + [entry for entry in seen if self._there.get(entry.name) == entry]

    def is_bad(self, name: str) -> bool:
        """Whether a file was refused when it was read last."""
        return bool((before := self._seen.get(name)) and before.refused)

    @property
    def refused(self) -> dict[str, str]:
        """The bad files by name, with why, fit to be shown."""
        return {clean_line(name): str(each.refused) for name, each in list(self._seen.items()) if each.refused}

    def claimed(self) -> set[SegmentName]:
        """The segments that damaged files are named after, but for more lines than a file of that size can hold."""
        damaged = [each for each in list(self._seen.values()) if each.refused and not isinstance(each.refused, Foreign)]
        names = [(mentioned(each.entry.name), each.entry.size) for each in damaged]
        return {name for name, size in names if name and can_hold(name, size)}


def _believable(entry: Entry, sizes: Mapping[str, int]) -> SegmentName | None:
    """The segment that a file holds, to judge by its name and its size alone."""
    return parse_name(entry.name) if sizes.get(entry.name) == entry.size else None
