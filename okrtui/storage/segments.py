"""The segments that a replica keeps: everyone's, byte for byte as in the folder."""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from okrtui.storage.errors import DiskTrouble, Refused
from okrtui.storage.files import file_sizes, read_whole, sync_dir, trouble, write_atomically
from okrtui.storage.line import h_of
from okrtui.storage.segment import MAX_HEADER, Origin, Segment, SegmentName, origin_of, parse_name, verify

_CLOSING = 35  # <32 hex>"}\n


class Ends(NamedTuple):
    """What a segment follows, and its last line's identity and stamp."""

    prev: str
    h: str
    ts: str


class Segments:
    """A directory of verified segments. Files come in by `store` and `take`, or from own other processes by `fresh`.

    Every method may raise DiskTrouble. Not thread-safe: whoever changes it holds the replica's thread lock.
    """

    def __init__(self, path: Path, workspace: str) -> None:
        self.path = path
        self.damage: dict[str, str] = {}
        """Why a file was not taken, by name."""
        self._workspace = workspace
        self._sizes: dict[str, int] = {}
        self._by_writer: dict[str, set[SegmentName]] = {}
        self._ends: dict[SegmentName, Ends] = {}
        self._last: dict[SegmentName, str] = {}

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
            segment = self._verified(name)
            if segment is not None:
                yield segment
                self._add(name, here[name], segment)

    def _verified(self, name: str) -> Segment | None:
        try:
            return verify((self.path / name).read_bytes(), self._workspace)
        except FileNotFoundError:  # let go since it was listed
            return None
        except (Refused, OSError) as why:
            self.damage[name] = f"{self.path / name}: {why}; `okrtui sync` fetches it anew"
            return None

    def store(self, segment: Segment, content: bytes) -> None:
        """Write a verified segment, which is not taken yet. The one method that needs no lock."""
        write_atomically(self.path / str(segment.name), content)

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

    def _add(self, file: str, size: int, segment: Segment | None = None) -> None:
        self._sizes[file] = size
        if name := parse_name(file):
            self._by_writer.setdefault(name.writer, set()).add(name)
            if segment:
                self._ends[name] = ends = _ends(segment)
                self._last[name] = ends.h

    def _remove(self, file: str) -> None:
        self._sizes.pop(file, None)
        if name := parse_name(file):
            self._by_writer.get(name.writer, set()).discard(name)
            self._ends.pop(name, None)
            self._last.pop(name, None)

    # --- what is in them

    def read(self, name: SegmentName) -> bytes:
        """A segment's bytes."""
        return read_whole(self.path / str(name))

    def verified(self, name: SegmentName) -> Segment:
        """A segment, read anew. Raises Refused where its file has been damaged since it was taken."""
        return verify(self.read(name), self._workspace)

    def origin(self, name: SegmentName) -> Origin:
        """Where a segment says that it comes from."""
        with trouble(self.path / str(name), "it could not be read"), (self.path / str(name)).open("rb") as file:
            return origin_of(file.readline(MAX_HEADER))

    def last(self, name: SegmentName) -> str:
        """What a segment's last line calls itself: it stands for every line before it."""
        if name not in self._last:
            with trouble(self.path / str(name), "it could not be read"), (self.path / str(name)).open("rb") as file:
                file.seek(-_CLOSING, os.SEEK_END)
                self._last[name] = h_of(file.read()[:-1])
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

    def are_chained(self, earlier: SegmentName, later: SegmentName) -> bool:
        """Whether one segment follows from the other; forks have neighbours that do not."""
        return earlier.last + 1 == later.first and self.ends(earlier).h == self.ends(later).prev


def _ends(segment: Segment) -> Ends:
    last = segment.lines[-1]
    return Ends(segment.prev, last.h, last.ts)
