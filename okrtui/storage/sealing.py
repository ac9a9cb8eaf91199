"""Sealing: own journals cut into segments, from where segments hold them, or another branch of their writer."""

from okrtui.storage.errors import DiskTrouble, Refused
from okrtui.storage.journal import Journal
from okrtui.storage.line import h_of
from okrtui.storage.segment import Origin, SegmentName, portions, seal
from okrtui.storage.segments import Segments


class Sealing:
    """What own journals and the segments of their writers share, each pair compared once, and what wants sealing.

    Not thread-safe: whoever asks holds the replica's thread lock. Every method may raise DiskTrouble.
    """

    def __init__(self, segments: Segments, workspace: str, host: str) -> None:
        self._segments = segments
        self._workspace = workspace
        self._host = host
        self._shared: dict[SegmentName, tuple[int, str]] = {}

    def seal(self, journal: Journal) -> tuple[list[SegmentName], str | None]:
        """Seal the lines of a journal that no segment holds yet; the new segments, and any damage found, in words."""
        done, prev = self.sealed_to(journal)
        if journal.tail.seq <= done:
            return [], None
        lines, damage = journal.verified(journal.tail_at(done, prev))
        sealed = []
        for raws in portions([raw for _, raw, _ in lines]):
            origin = Origin(self._host, lines[0][0].by)
            name, content = seal(self._workspace, journal.writer, prev, done + 1, raws, origin)
            self._segments.write(name, content)
            sealed.append(name)
            done, prev = name.last, h_of(raws[-1])
        return sealed, damage

    def sealed_to(self, journal: Journal) -> tuple[int, str]:
        """Up to which line segments hold an own journal without a gap, and that line's `h`."""
        reach = 0, journal.start.h
        for name, shared in sorted(self._with(journal).items()):
            if name.first <= reach[0] + 1:
                reach = max(reach, shared)
        return reach

    def is_forked(self, journal: Journal) -> bool:
        """Whether a segment holds lines of an own writer that its journal lacks: it is of a restored backup."""
        return any(shared[0] < name.last for name, shared in self._with(journal).items())

    def _with(self, journal: Journal) -> dict[SegmentName, tuple[int, str]]:
        """An own writer's segments, with the number and `h` of the last line that the journal holds, too.

        It is the segment's last, but where that goes on to another branch. What can't be read just now is left out.
        """
        names = self._segments.of(journal.writer)
        if unknown := names - self._shared.keys():
            here = [h_of(raw) for raw in journal.raws()]
            for name in unknown:
                if shared := self._shared_with(name, here):
                    self._shared[name] = shared
        return {name: self._shared[name] for name in names if name in self._shared}

    def _shared_with(self, name: SegmentName, journal: list[str]) -> tuple[int, str] | None:
        last = self._segments.last(name)
        if last is None:
            return None
        if journal[name.last - 1 : name.last] == [last]:  # it stands for every line before it
            return name.last, last
        try:
            there = [line.h for line in self._segments.verified(name).lines]
        except (DiskTrouble, Refused):
            return None
        pairs = zip(there, journal[name.first - 1 :], strict=False)
        shared = [h for h, own in pairs if h == own]
        return (name.first - 1 + len(shared), shared[-1]) if shared else (0, "")
