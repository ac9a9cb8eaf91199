"""The journal: a writer's own lines, append-only and fsynced. It is the truth; everything else can be rebuilt.

Whoever appends, reads the tail or cuts it holds the replica's lock (`files.locked`): seq, `h` and stamp of a new line
come from the tail, so that several processes of one person share a writer.
"""

import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple

from okrtui.storage.errors import JournalDamaged, Refused
from okrtui.storage.files import PRIVATE_FILE, sync_dir, trouble, write_all
from okrtui.storage.line import Line, chained, decode, root


class Tail(NamedTuple):
    """Where the next line goes: the byte offset, and what it must follow."""

    offset: int
    seq: int
    h: str
    ts: str | None


class Journal:
    """One writer's file. Reading goes forward from a tail that was verified before."""

    def __init__(self, path: Path, workspace: str, writer: str) -> None:
        self.path = path
        self.writer = writer
        self.start = Tail(0, 0, root(workspace, writer), None)
        self.tail = self.start

    def resume(self, tail: Tail) -> bool:
        """Take up reading at `tail`, if the file still holds there what the tail says."""
        if tail.offset == 0:
            return tail.h == self.start.h
        try:
            with self.path.open("rb") as file:
                if not _stands_at(file.fileno(), tail):
                    return False
        except OSError:
            return False
        self.tail = tail
        return True

    def read(self) -> list[tuple[Line, bytes]]:
        """The verified lines beyond the tail, which moves behind them. A torn last line is left where it is.

        Raises JournalDamaged at a whole line that does not verify; the tail then stands before it.
        """
        found, damage = self.verified()
        if found:
            self.tail = found[-1][2]
        if damage:
            raise JournalDamaged(damage)
        return [(line, raw) for line, raw, _ in found]

    def verified(self, since: Tail | None = None) -> tuple[list[tuple[Line, bytes, Tail]], str | None]:
        """The lines beyond a tail (its own, if none is said), each with the one behind it, up to the first damage.

        With the damage in words. Raises DiskTrouble.
        """
        found: list[tuple[Line, bytes, Tail]] = []
        tail = since or self.tail
        for raw in self._whole_lines(tail.offset):
            try:
                line = decode(raw)
                if line.seq != tail.seq + 1:
                    raise Refused(f"it calls itself line {line.seq}")
                if chained(tail.h, raw) != line.h:
                    raise Refused("it does not follow from the line before it")
            except Refused as why:
                return found, (
                    f"{self.path}: line {tail.seq + 1} is damaged ({why}); "
                    "`okrtui doctor --repair` sets it aside and goes on"
                )
            tail = Tail(tail.offset + len(raw) + 1, line.seq, line.h, line.ts)
            found.append((line, raw, tail))
        return found, None

    def _whole_lines(self, offset: int) -> list[bytes]:
        with trouble(self.path, "it could not be read"):
            try:
                with self.path.open("rb") as file:
                    if os.fstat(file.fileno()).st_size == offset:
                        return []
                    file.seek(offset)
                    raws = file.read().split(b"\n")
            except FileNotFoundError:
                return []
        raws.pop()  # what no newline ends is a torn tail, or nothing
        return raws

    def raws(self) -> list[bytes]:
        """Every whole line of the file, unverified. Raises DiskTrouble."""
        return self._whole_lines(0)

    def tail_at(self, seq: int, h: str) -> Tail:
        """The tail behind line `seq`, whose identity is `h`. Raises DiskTrouble."""
        return Tail(sum(len(raw) + 1 for raw in self.raws()[:seq]), seq, h, None)

    def append(self, makes: Iterable[Callable[[Tail], bytes]]) -> list[bytes]:
        """Write lines, each made for the tail it follows, and return them once all are on the disk.

        The tail must have been read under the same lock. Raises DiskTrouble, with the file as it was, and
        JournalDamaged where the file has lost lines that were read from it, or ends otherwise: what would follow such
        a line could not be verified later.
        """
        raws, tail = [], self.tail
        for make in makes:
            raw = make(tail)
            line = decode(raw)
            tail = Tail(tail.offset + len(raw) + 1, line.seq, line.h, line.ts)
            raws.append(raw)
        if not raws:
            return raws
        with trouble(self.path):
            fd = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, PRIVATE_FILE)
            try:
                if self.tail.offset == 0:  # its name may not be on the disk yet, even if an earlier try made the file
                    sync_dir(self.path.parent)
                self._write(fd, b"".join(raw + b"\n" for raw in raws))
            finally:
                os.close(fd)
        self.tail = tail
        return raws

    def _write(self, fd: int, content: bytes) -> None:
        start = self.tail.offset
        size = os.fstat(fd).st_size
        if size < start:
            raise JournalDamaged(f"{self.path}: it has lost lines since it was read; start okrtui anew")
        if start and not _stands_at(fd, self.tail):
            raise JournalDamaged(f"{self.path}: line {self.tail.seq} has changed since it was read; start okrtui anew")
        if size > start:  # a torn tail: bytes of an act that was never acknowledged
            os.ftruncate(fd, start)
        os.lseek(fd, start, os.SEEK_SET)
        try:
            write_all(fd, content)
            os.fsync(fd)
        except OSError:
            os.ftruncate(fd, start)
            raise


def _stands_at(fd: int, tail: Tail) -> bool:
    """Whether a file holds the end of the line before a tail where the tail says."""
    closing = f'"{tail.h}"}}\n'.encode()
    return os.pread(fd, len(closing), max(0, tail.offset - len(closing))) == closing
