"""Meeting in the folder: push own segments, pull the others', and say in words how things stand."""

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from typing import NamedTuple

from okrtui.storage.clean import clean_line
from okrtui.storage.errors import FolderAway, Refused, StoreError
from okrtui.storage.folder import Entry, Folder
from okrtui.storage.replica import Absorbed, Replica
from okrtui.storage.segment import SegmentName, parse_name, verify

Progress = Callable[[int, int], None]


class SyncState(NamedTuple):
    """How a replica and its folder stand: own lines that wait, bad files by name, why the folder is away."""

    pending: int
    bad: dict[str, str]
    missing: int
    away: str | None

    @property
    def in_step(self) -> bool:
        """Whether nothing waits here, as far as the folder shows."""
        return not self.pending and not self.away and not self.missing


_LONGEST_REST = 63
"""Pulls after which a bad file is read again at the latest, even if it looks as it did."""


class _Rest(NamedTuple):
    """A bad file as it was seen last, how many pulls it rests for, and how many of them are left."""

    seen: tuple[int, int, int]
    pulls: int
    left: int


class Sync:
    """One replica's meetings in one folder."""

    def __init__(self, replica: Replica, folder: Folder) -> None:
        self._replica = replica
        self._folder = folder
        self._there: dict[str, Entry] = {}
        self._read: dict[str, tuple[int, int, int]] = {}
        self._names: dict[str, SegmentName] = {}
        self._bad: dict[str, str] = {}
        self._rest: dict[str, _Rest] = {}
        self._away: str | None = None
        self._turn = threading.RLock()  # a push at someone's word and one in the background shall not put a file twice

    def push(self, *, re_seed: bool = True) -> int:
        """Seal own new lines, and put the segments whose lines no verified one in the folder holds; how many went.

        With `re_seed` also those of others, which a folder that was wiped or rolled back has lost. Raises FolderAway;
        what is sealed stays in the replica and goes with the next push.
        """
        self._replica.seal()
        with self._turn:
            self._look()
            own = set(self._replica.own_segments())
            pushed = 0
            for name in self._lacking():
                if name in own or re_seed:
                    self._put(name)
                    pushed += 1
            if pushed:
                self._look()
        return pushed

    def _put(self, name: SegmentName) -> Entry:
        """Put a segment, unless someone else has done so since the folder was listed; the file that holds it."""
        content = self._replica.read_segment(name)
        try:
            found = self._folder.stat(str(name))
            if found is None or found.size != len(content) or clean_line(found.name) in self._bad:
                found = self._folder.put_new(str(name), content)
        except FolderAway as away:  # full, read-only
            self._away = str(away)
            raise
        self._there[found.name] = found
        self._read[found.name], self._names[found.name] = found.seen, name
        return found

    def _lacking(self) -> list[SegmentName]:
        """The replica's segments with lines that the folder lacks. What is held otherwise is let go here, too."""
        held = self._held()
        lacking = []
        for name in self._replica.segment_names():
            if name in held:
                continue
            if self._replica.is_covered(name, held):
                self._replica.let_go(name)
            else:
                lacking.append(name)
        return lacking

    def _held(self) -> set[SegmentName]:
        """The segments that verified files of the folder hold, whatever the files are called."""
        sizes = self._replica.segments()
        held = set()
        for entry in list(self._there.values()):  # another thread may ask how things stand
            name = self._names.get(entry.name) if self._read.get(entry.name) == entry.seen else None
            if name is None and sizes.get(entry.name) == entry.size and clean_line(entry.name) not in self._bad:
                name = parse_name(entry.name)
            if name is not None:
                held.add(name)
        return held

    def lost(self) -> int:
        """How many lines of others the folder had lost at the last look; a push puts them back."""
        held, own = self._held(), set(self._replica.own_segments())
        others = [name for name in self._replica.segment_names() if name not in held and name not in own]
        return sum(name.last - name.first + 1 for name in others if not self._replica.is_covered(name, held))

    def tidy(self) -> int:
        """Merge one's own small segments that are older than 14 days, here and in the folder; how many went.

        The merged one is put and read back before a small one is removed, and only those are removed whose every line
        it holds. What was broken off goes on the next time. Raises FolderAway, DiskTrouble.
        """
        with self._turn:
            self._look()
            for run in self._replica.small_runs():
                with suppress(Refused):  # one of them is damaged here: `damage` names it
                    self._put(self._replica.merge(run))
            safe: set[SegmentName] = set()
            gone = 0
            for name, larger in self._replica.superseded():
                if larger not in safe and not self._reads_back(larger):
                    continue
                safe.add(larger)
                self._folder.remove_own(str(name))
                self._replica.let_go(name)
                gone += 1
            if gone:
                self._look()
            return gone

    def _reads_back(self, name: SegmentName) -> bool:
        """Whether a file of the folder holds a segment, as reading it now shows."""
        for entry in list(self._there.values()):
            if self._names.get(entry.name) == name or entry.name == str(name):
                with suppress(Refused):
                    if verify(self._folder.read(entry.name), self._replica.workspace).name == name:
                        return True
        return False

    def pull(self, progress: Progress | None = None, cancelled: Callable[[], bool] | None = None) -> Absorbed:
        """Merge every segment of the folder that is not here yet. Bad files are noted and stop nothing.

        `progress` gets files done and files to do. Raises FolderAway.
        """
        absorbed = Absorbed()
        try:
            for portion in self.receive(progress):
                absorbed.join(portion)
                if cancelled and cancelled():
                    break
        except StoreError:  # the folder went away, the disk is full: what has come till then must show all the same
            self._replica.report_later(absorbed)
            raise
        return absorbed

    def receive(self, progress: Progress | None = None) -> Iterator[Absorbed]:
        """As `pull`, file by file: whoever takes the portions says when others get their turn, and when it is enough.

        Each portion has been merged; the first is what one's own other processes wrote. Raises FolderAway.
        """
        with self._turn:
            self._look()
            caught_up = self._replica.catch_up()
            held = self._replica.segments()
            fresh = [
                entry for entry in self._there.values() if not self._is_known(entry, held) and not self._rests(entry)
            ]
            names = {clean_line(name) for name in self._there}
            self._bad = {name: why for name, why in self._bad.items() if name in names}
        if progress and fresh:
            progress(0, len(fresh))
        yield caught_up
        for done, entry in enumerate(fresh, 1):
            with self._turn:
                portion = self._take(entry)
            if progress:
                progress(done, len(fresh))
            yield portion

    def _take(self, entry: Entry) -> Absorbed:
        try:
            content = self._folder.read(entry.name)
            segment = verify(content, self._replica.workspace)
        except Refused as why:
            self._bad[clean_line(entry.name)] = str(why)
            before = self._rest.get(entry.name)
            pulls = min(2 * before.pulls + 1, _LONGEST_REST) if before and before.seen == entry.seen else 0
            self._rest[entry.name] = _Rest(entry.seen, pulls, pulls)
            return Absorbed()
        self._bad.pop(clean_line(entry.name), None)
        self._rest.pop(entry.name, None)
        self._read[entry.name] = entry.seen
        self._names[entry.name] = segment.name
        return self._replica.absorb(segment, content)

    def _is_known(self, entry: Entry, held: Mapping[str, int]) -> bool:
        """Whether a file needs no reading: seen as it is, or named and sized like a segment that is held here."""
        if self._read.get(entry.name) == entry.seen:
            return True
        return held.get(entry.name) == entry.size and clean_line(entry.name) not in self._bad

    def _rests(self, entry: Entry) -> bool:
        """Whether a bad file that looks as it did is passed over this time, lest thousands of them fill every scan."""
        rest = self._rest.get(entry.name)
        if rest is None or rest.seen != entry.seen or not rest.left:
            return False
        self._rest[entry.name] = rest._replace(left=rest.left - 1)
        return True

    def scrub(self, budget: int = 1 << 20) -> None:
        """Read files that were believed by their names and sizes so far, some bytes of them at a time.

        One that has rotted is then found out, and put anew by the next push. Raises FolderAway, DiskTrouble.
        """
        for entry in list(self._there.values()):
            if self._read.get(entry.name) == entry.seen or clean_line(entry.name) in self._bad:
                continue
            if budget <= 0:
                return
            budget -= entry.size
            self._replica.report_later(self._take(entry))

    def _look(self) -> None:
        """List the folder, if it is this workspace's."""
        try:
            marker = self._folder.read_marker()
            if marker.workspace != self._replica.workspace:
                raise FolderAway(
                    f"{self._folder}: it belongs to another workspace, {marker.name!r}; nothing was written there"
                )
            self._there = {entry.name: entry for entry in self._folder.list()}
            self._away = None
        except FolderAway as away:
            self._away = str(away)
            raise

    def look(self) -> SyncState:
        """How things stand now; an unreachable folder is a state, not an error."""
        with suppress(FolderAway):
            self._look()
        return self.state()

    def state(self) -> SyncState:
        """How things stood at the last look."""
        held = self._held()
        lacking = [name for name in self._replica.own_segments() if name not in held]
        waiting = [name for name in lacking if not self._replica.is_covered(name, held)]
        pending = self._replica.unsealed() + sum(name.last - name.first + 1 for name in waiting)
        return SyncState(pending, dict(self._bad), self._replica.missing_lines(), self._away)

    def check_all(self) -> dict[str, str]:
        """Read and verify every file of the folder, for a doctor; the bad ones by name. Raises FolderAway."""
        with self._turn:
            self._look()
            for entry in self._there.values():
                self._take(entry)
            return dict(self._bad)
