"""Meeting in the folder: push own segments, pull the others', and say in words how things stand."""

import threading
from collections.abc import Callable, Generator, Iterable
from contextlib import closing, suppress
from typing import NamedTuple

from okrtui.storage.absorbed import Absorbed
from okrtui.storage.errors import FolderAway, LetGo, ReadOnly, Refused, StoreError
from okrtui.storage.folder import Entry, Folder
from okrtui.storage.replica import Replica
from okrtui.storage.segment import SegmentName, verify
from okrtui.storage.sightings import Sightings

Progress = Callable[[int, int], None]


class SyncState(NamedTuple):
    """How a replica and its folder stand: own lines that wait, bad files by name, why the folder is away."""

    pending: int
    bad: dict[str, str]
    missing: int
    """Lines that are known to exist, because later ones are here or a damaged file is named after them, but are not."""
    away: str | None
    lost: int = 0
    """Lines of others that a damaged file was to hold and no good one does; the next thorough push puts them back."""
    is_read_only: bool = False
    """Whether it is `away` only for what is to be put there: what others do comes in all the same."""

    @property
    def in_step(self) -> bool:
        """Whether nothing waits here, as far as the folder shows."""
        return not (self.pending or self.away or self.missing or self.lost)


class Sync:
    """One replica's meetings in one folder."""

    def __init__(self, replica: Replica, folder: Folder) -> None:
        self._replica = replica
        self._folder = folder
        self._sightings = Sightings()
        self._away: FolderAway | None = None
        self._shut: FolderAway | None = None  # it is there, but the last file could not be put: it is full, read-only
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
                if (name in own or re_seed) and self._put(name):
                    pushed += 1
            self._shut = None
            if pushed:
                self._look()
        return pushed

    def _put(self, name: SegmentName) -> bool:
        """Put a segment, unless someone else has done so since the folder was listed; whether a file holds it now."""
        try:
            content = self._replica.sound_segment(name)
        except (LetGo, Refused):  # what holds its lines now goes with the next push; `damage` names what is damaged
            return False
        for entry in self._sightings.mentioning(name):
            self._replica.report_later(self._take(entry))
            if name in self._held():
                return False
        try:
            found = self._folder.stat(str(name))
            if found is None or found.size != len(content) or self._sightings.is_bad(found.name):
                self._sightings.good(self._folder.put_new(str(name), content), name)
            else:
                self._sightings.believed(found, name)
        except FolderAway as away:
            self._shut = away
            raise
        self._shut = None
        return True

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
        """The segments that good files of the folder hold, whatever the files are called."""
        return self._sightings.held(self._replica.segments())

    def lost(self) -> int:
        """How many lines of others the folder had lost at the last look; a push puts them back."""
        own = set(self._replica.own_segments())
        return self._lines_beyond(self._held(), [name for name in self._replica.segment_names() if name not in own])

    def tidy(self) -> int:
        """Merge one's own small segments that are older than 14 days, here and in the folder; how many went.

        The merged one is put and read back before a small one is removed, and only those are removed whose every line
        it holds. What was broken off goes on the next time. Raises FolderAway, DiskTrouble; LetGo where one's own other
        process is tidying.
        """
        with self._turn:
            self._look()
            for run in self._replica.small_runs():
                with suppress(Refused):  # one of them is damaged here: `damage` names it
                    self._replica.merge(run)
            superseded = self._replica.superseded()
            held = self._held()
            safe = set()
            for larger in {larger for _, larger in superseded}:
                if larger not in held:
                    self._put(larger)
                if self._reads_back(larger):
                    safe.add(larger)
            gone = 0
            for name, larger in superseded:
                if larger not in safe:
                    continue
                for entry in self._sightings.files_of(name):
                    self._folder.remove_own(entry.name)
                self._replica.let_go(name)
                gone += 1
            if gone:
                self._look()
            return gone

    def _reads_back(self, name: SegmentName) -> bool:
        """Whether a file of the folder holds a segment, as reading it now shows."""
        for entry in self._sightings.files_of(name):
            with suppress(Refused):
                if verify(self._folder.read(entry.name), self._replica.workspace, entry.name).name == name:
                    return True
        return False

    def pull(self, progress: Progress | None = None, cancelled: Callable[[], bool] | None = None) -> Absorbed:
        """Merge every segment of the folder that is not here yet. Bad files are noted and stop nothing.

        `progress` gets files done and files to do. Raises FolderAway.
        """
        absorbed = Absorbed()
        try:
            with closing(self.receive(progress)) as portions:
                for portion in portions:
                    absorbed.join(portion)
                    if cancelled and cancelled():
                        break
        except StoreError:  # the folder went away, the disk is full: what has come till then must show all the same
            self._replica.report_later(absorbed)
            raise
        return absorbed

    def receive(self, progress: Progress | None = None) -> Generator[Absorbed]:
        """As `pull`, file by file: whoever takes the portions says when others get their turn, and when it is enough.

        Each portion has been merged; the first is what one's own other processes wrote. All of them last when it is
        through, or closed. Raises FolderAway.
        """
        with self._turn:
            self._look()
            caught_up = self._replica.catch_up()
            fresh = self._sightings.unread(self._replica.segments())
        if progress and fresh:
            progress(0, len(fresh))
        yield caught_up
        try:
            for done, entry in enumerate(fresh, 1):
                with self._turn:
                    portion = self._absorb(entry)
                if progress:
                    progress(done, len(fresh))
                yield portion
        finally:
            self._replica.settle()

    def _take(self, entry: Entry) -> Absorbed:
        """Read a file of the folder and keep what it holds, lastingly."""
        try:
            return self._absorb(entry)
        finally:
            self._replica.settle()

    def _absorb(self, entry: Entry) -> Absorbed:
        try:
            content = self._folder.read(entry.name)
            segment = verify(content, self._replica.workspace, entry.name)
            absorbed = self._replica.absorb(segment, content)
        except Refused as why:
            self._sightings.bad(entry, why)
            return Absorbed()
        self._sightings.good(entry, segment.name)
        return absorbed

    def scrub(self, budget: int = 1 << 20) -> None:
        """Read files again that look as they did: those believed by name and size so far, else the one read first.

        `budget` is about how many bytes. What has rotted is found out in its turn, and put anew by the next push.
        Raises FolderAway, DiskTrouble.
        """
        with self._turn:
            for entry in self._sightings.longest_unread(budget):
                self._replica.report_later(self._take(entry))

    def _look(self) -> None:
        """List the folder, if it is this workspace's."""
        try:
            marker = self._folder.read_marker()
            if marker.workspace != self._replica.workspace:
                raise FolderAway(
                    f"{self._folder}: it belongs to another workspace, {marker.name!r}; nothing was written there"
                )
            self._sightings.look_over(self._folder.list())
            self._away = None
        except FolderAway as away:
            self._away = away
            raise

    def look(self) -> SyncState:
        """How things stand now; an unreachable folder is a state, not an error."""
        with suppress(FolderAway):
            self._look()
        return self.state()

    def state(self) -> SyncState:
        """How things stood at the last look."""
        held, own = self._held(), self._replica.own_segments()
        here, claimed = set(self._replica.segment_names()), self._sightings.claimed()
        pending = self._replica.unsealed() + self._lines_beyond(held, own)
        lost = self._lines_beyond(held, (claimed & here).difference(own))
        missing = self._replica.missing_lines(claimed - here)
        away = self._away or self._shut
        is_read_only = isinstance(away, ReadOnly)
        return SyncState(pending, self._sightings.refused, missing, str(away) if away else None, lost, is_read_only)

    def _lines_beyond(self, held: set[SegmentName], names: Iterable[SegmentName]) -> int:
        """How many lines of segments none that is held has."""
        beyond = [name for name in names if name not in held and not self._replica.is_covered(name, held)]
        return sum(name.last - name.first + 1 for name in beyond)

    def check_all(self) -> dict[str, str]:
        """Read and verify every file of the folder, for a doctor; the bad ones by name. Raises FolderAway."""
        with self._turn:
            self._look()
            for entry in self._sightings.entries:
                self._replica.report_later(self._take(entry))
            return self._sightings.refused
