"""The segments that a replica keeps: everyone's, byte for byte as in the folder."""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from okrtui.storage.clean import clean_line
from okrtui.storage.errors import DiskTrouble, LetGo, Refused
from okrtui.storage.files import file_sizes, put_whole, read_listed, read_whole, sync_dir, trouble, write_atomically
from okrtui.storage.line import h_of
from okrtui.storage.segment import MAX_HEADER, Origin, Segment, SegmentName, origin_of, parse_name, verify

_CLOSING = 35  # <32 hex>"}\n


class Ends(NamedTuple):
    """What a segment follows, and its last line's identity and stamp."""

    prev: str
    h: str
    ts: str


class Segments:
    """A directory of verified segments.

    They come in by `store` and `take`, by `write`, or from one's own other processes by `fresh`. Every method may raise
    DiskTrouble. Not thread-safe: whoever changes it holds the replica's thread lock.
    """

    def __init__(self, path: Path, workspace: str) -> None:
        self.path = path
        self.damage: dict[str, str] = {}
        """Why a file was not taken, by name."""
        self._workspace = workspace
        self._sizes: dict[str, int] = {}
        self._by_writer: dict[str, set[SegmentName]] = {}
        self._by_body: dict[tuple[int, int, str], set[SegmentName]] = {}
        self._twins: set[SegmentName] = set()
        self._ends: dict[SegmentName, Ends] = {}
        self._last: dict[SegmentName, str] = {}
        self._is_unsettled = False

    def __contains__(self, name: str) -> bool:
        return name in self._sizes

    @property
    def sizes(self) -> dict[str, int]:
        """Every segment that was taken, by its file's name, with its size in bytes."""
        return dict(self._sizes)

    def names(self) -> list[SegmentName]:
        """Every segment that was taken, by writer and place."""
        return sorted(name for names in self._by_writer.values() for name in names)

    def of(self, writer: str) -> frozenset[SegmentName]:
        """A writer's segments."""
        return frozenset(self._by_writer.get(writer, ()))

    def spans(self) -> Iterator[tuple[str, list[tuple[int, int]]]]:
        """The writers, each with the first and last line of every segment."""
        for writer, names in self._by_writer.items():
            yield writer, [(name.first, name.last) for name in names]

    # --- what lies there

    def resume(self, sizes: dict[str, int]) -> bool:
        """Take segments up as they were taken before, if all their files are still there."""
        here = file_sizes(self.path)
        if any(here.get(name) != size for name, size in sizes.items()):
            return False
        for name, size in sizes.items():
            self._add(name, size)
        return True

    def fresh(self) -> Iterator[Segment]:
        """Take the files that are new here, verified; what does not verify is noted as damage.

        A file that is gone was let go by one's own other process, because another holds its lines.
        """
        here = file_sizes(self.path)
        for name in self._sizes.keys() - here.keys():
            self._remove(name)
        self.damage.clear()
        for name in sorted(here.keys() - self._sizes.keys()):
            segment = self._verified(name, here[name])
            if segment is not None:
                yield segment
                self._add(name, here[name], segment)

    def _verified(self, name: str, size: int) -> Segment | None:
        try:
            return verify(read_listed(f"{self.path}/{name}", size), self._workspace, name)
        except FileNotFoundError:  # let go since it was listed
            return None
        except (Refused, OSError) as why:
            self.damage[name] = f"{self.path / clean_line(name)}: {why}; `okrtui sync` fetches it anew"
            return None

    def store(self, segment: Segment, content: bytes) -> None:
        """Write a verified segment, which is not taken yet; its name lasts after `settle`. Needs no lock."""
        put_whole(self.path / str(segment.name), content)
        self._is_unsettled = True

    def settle(self) -> None:
        """Make the names of what was stored last: one fsync of the directory for all. Needs no lock."""
        if not self._is_unsettled:
            return
        self._is_unsettled = False  # first: what another thread stores meanwhile is not forgotten
        try:
            with trouble(self.path):
                sync_dir(self.path)
        except DiskTrouble:
            self._is_unsettled = True
            raise

    def take(self, segment: Segment, size: int) -> None:
        """Take a stored segment: from here on its lines count as merged."""
        self._add(str(segment.name), size, segment)
        self.damage.pop(str(segment.name), None)

    def write(self, name: SegmentName, content: bytes) -> None:
        """Write a segment that was made here."""
        write_atomically(self.path / str(name), content)
        self._add(str(name), len(content))

    def let_go(self, name: SegmentName) -> None:
        """Remove a segment."""
        with trouble(self.path / str(name)):
            (self.path / str(name)).unlink(missing_ok=True)
            sync_dir(self.path)
        self._remove(str(name))

    def doubt(self, name: SegmentName) -> None:
        """Count a segment as not taken: the next look at the directory reads it anew, and notes what is wrong."""
        self._remove(str(name))

    def _add(self, file: str, size: int, segment: Segment | None = None) -> None:
        self._sizes[file] = size
        if name := parse_name(file):
            self._by_writer.setdefault(name.writer, set()).add(name)
            twins = self._by_body.setdefault(name[1:], set())
            twins.add(name)
            if len(twins) > 1:
                self._twins |= twins
            if segment:
                self._ends[name] = ends = _ends(segment)
                self._last[name] = ends.h

    def _remove(self, file: str) -> None:
        self._sizes.pop(file, None)
        if name := parse_name(file):
            self._by_writer.get(name.writer, set()).discard(name)
            twins = self._by_body.get(name[1:], set())
            twins.discard(name)
            self._twins -= twins if len(twins) == 1 else {name}
            self._ends.pop(name, None)
            self._last.pop(name, None)

    # --- what is in them

    def read(self, name: SegmentName) -> bytes:
        """A segment's bytes. Raises LetGo."""
        try:
            return read_whole(self.path / str(name))
        except DiskTrouble as trouble:
            if isinstance(trouble.__cause__, FileNotFoundError):
                raise LetGo(str(trouble)) from None
            raise

    def verified(self, name: SegmentName) -> Segment:
        """A segment, read anew. Raises Refused where its file has been damaged since it was taken."""
        return verify(self.read(name), self._workspace, str(name))

    def origin(self, name: SegmentName) -> Origin:
        """Where a segment says that it comes from."""
        with trouble(self.path / str(name), "it could not be read"), (self.path / str(name)).open("rb") as file:
            return origin_of(file.readline(MAX_HEADER))

    def last(self, name: SegmentName) -> str | None:
        """What a segment's last line calls itself, which stands for every line before it; None if it can't be read.

        As when one's own other process has let it go.
        """
        if name not in self._last:
            try:
                with (self.path / str(name)).open("rb") as file:
                    file.seek(-_CLOSING, os.SEEK_END)
                    self._last[name] = h_of(file.read()[:-1])
            except OSError:
                return None
        return self._last[name]

    def ends(self, name: SegmentName) -> Ends:
        """Where a segment begins and ends. Raises Refused where its file has been damaged since it was taken."""
        if name not in self._ends:
            self._ends[name] = _ends(self.verified(name))
        return self._ends[name]

    def is_covered(self, name: SegmentName, by: Iterable[SegmentName]) -> bool:
        """Whether other segments here hold every line of one."""
        others = [
            each
            for each in by
            if each != name and each.writer == name.writer and each.first <= name.last and name.first <= each.last
        ]
        if not others:
            return False
        lines = self._ids(name)
        return bool(lines) and lines <= set().union(*(self._ids(each) for each in others))

    def _ids(self, name: SegmentName) -> set[str]:
        try:
            return {line.h for line in self.verified(name).lines}
        except (Refused, DiskTrouble):
            return set()

    def twins(self) -> list[tuple[SegmentName, set[SegmentName]]]:
        """Each segment whose lines others hold as another writer's, and those others: some headers are wrong."""
        return [(name, self._by_body[name[1:]] - {name}) for name in sorted(self._twins)]

    def lead_to_root(self, writer: str, seq: int, h: str) -> bool:
        """Whether segments lead from a line back to a writer's line 1, which only that writer can have begun."""
        while seq:
            earlier = next((name for name in self.of(writer) if self._has(name, seq, h)), None)
            if earlier is None:
                return False
            try:
                seq, h = earlier.first - 1, self.ends(earlier).prev
            except (Refused, DiskTrouble):
                return False
        return True

    def _has(self, name: SegmentName, seq: int, h: str) -> bool:
        if not name.first <= seq <= name.last:
            return False
        try:
            return (self.ends(name).h if seq == name.last else self.verified(name).lines[seq - name.first].h) == h
        except (Refused, DiskTrouble):
            return False

    def are_chained(self, earlier: SegmentName, later: SegmentName) -> bool:
        """Whether one segment follows from the other; forks have neighbours that do not."""
        return earlier.last + 1 == later.first and self.ends(earlier).h == self.ends(later).prev


def _ends(segment: Segment) -> Ends:
    last = segment.lines[-1]
    return Ends(segment.prev, last.h, last.ts)
