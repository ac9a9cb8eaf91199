"""A replica: one person's complete copy of a workspace on one host.

    <data dir>/<workspace id>/journal/<writer>.jsonl   own changes: the truth
                              segments/                every segment known, byte for byte
                              snapshot.json            a cache of the merged state
                              writers.json             who writes from which place
                              lock                     held while the journal is appended, cut or sealed

Two locks: `lock` (a thread lock) guards the state in memory, the file lock guards the files against one's own other
processes. Where both are held, the thread lock is taken first.
"""

import os
import socket
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import NamedTuple

from okrtui.storage import false_headers, merging, snapshot
from okrtui.storage.absorbed import Absorbed
from okrtui.storage.chains import unarrived
from okrtui.storage.clean import clean_line
from okrtui.storage.clock import Clock, is_far_ahead, tick, wall_clock
from okrtui.storage.collector import no_collector
from okrtui.storage.errors import DiskTrouble, JournalDamaged, Refused
from okrtui.storage.files import locked, make_dir, trouble
from okrtui.storage.journal import Journal, Tail
from okrtui.storage.journals import Journals
from okrtui.storage.line import Line, Op, decode, encode
from okrtui.storage.registers import State
from okrtui.storage.sealing import Sealing
from okrtui.storage.segment import Origin, Segment, SegmentName, verify
from okrtui.storage.segments import Segments
from okrtui.storage.snapshot import Covered
from okrtui.storage.writer import Entropy, Writers, fingerprint

_AT_ONCE = 200
"""Lines that are merged before others get the lock."""


class Act(NamedTuple):
    """What someone wants to do: ops, and what ties them to other lines."""

    ops: list[Op]
    batch: str | None = None
    undoes: str | None = None
    redoes: str | None = None


class Replica:
    """The merged state of a workspace, its own journal, and every segment known."""

    def __init__(
        self,
        path: Path,
        workspace: str,
        *,
        clock: Clock = wall_clock,
        entropy: Entropy = os.urandom,
        place: str | None = None,
        host: str | None = None,
    ) -> None:
        """`place` stands in for the fingerprint of where it lives, `host` for this machine's name."""
        self.path = path
        self.workspace = workspace
        self.clock = clock
        self.state = State()
        self.lock = threading.RLock()
        self._absorbing = threading.Lock()
        self._entropy = entropy
        for directory in (path / "journal", path / "segments"):
            make_dir(directory)
        with trouble(path / "journal", "it could not be read"):
            self._place = place or fingerprint(path / "journal")
        self._writers = Writers(path / "writers.json")
        self._journals = Journals(path / "journal", workspace)
        self._segments = Segments(path / "segments", workspace)
        self._sealing = Sealing(self._segments, workspace, clean_line(socket.gethostname() if host is None else host))
        # Merged on the way to something else, or before something failed. Of what is here from the start nobody is
        # told: its lines are let go at once, so that the next ones find their memory free and in the processor's cache.
        self._unreported = Absorbed(counts_only=True)
        self._saved_lines = -1
        self._load()

    # --- reading

    def _load(self) -> None:
        with no_collector():
            found = snapshot.load(self.path / "snapshot.json", self.workspace)
            if found and self._are_there(found[1]):
                self.state = found[0]
                self._saved_lines = len(self.state.lines)
            else:
                self._journals.forget()
            self.catch_up()

    def _are_there(self, covered: Covered) -> bool:
        """Whether the files that a snapshot was made from are there as they were."""
        return self._journals.resume(covered.journals) and self._segments.resume(covered.segments)

    def catch_up(self) -> Absorbed:
        """Merge what one's own other processes have written and pulled since. Thread-safe. Raises DiskTrouble."""
        with self.lock, no_collector():
            self._read_segments()
            with locked(self.path / "lock"):
                for journal in self._journals:
                    self._read_journal(journal)
            absorbed, self._unreported = self._unreported, Absorbed()
        return absorbed

    def report_later(self, absorbed: Absorbed) -> None:
        """Let the next `catch_up` tell what was merged before something failed. Thread-safe."""
        with self.lock:
            self._unreported.join(absorbed)

    def _read_segments(self) -> None:
        for segment in self._segments.fresh():
            self._apply(segment.writer, segment.lines, self._unreported)

    def _apply(self, writer: str, lines: Iterable[Line], absorbed: Absorbed) -> None:
        absorbed.add(*self.state.apply_all(writer, lines))

    def _read_journal(self, journal: Journal) -> str | None:
        """Merge a journal's new lines; the damage behind them, in words."""
        lines, damage = self._journals.fresh(journal)
        self._apply(journal.writer, lines, self._unreported)
        return damage

    @property
    def damage(self) -> list[str]:
        """Own files that do not verify, in words. They are left alone and never stop the others."""
        return [*self._segments.damage.values(), *self._journals.damage.values()]

    # --- writing

    def append(self, by: str, acts: Iterable[Act] | Callable[[], Iterable[Act]]) -> list[Line]:
        """Write acts to the journal, each a line, and merge them. What is returned cannot be lost any more.

        A callable is asked under the lock, with the state as it then is. Raises DiskTrouble, JournalDamaged, Refused.
        """
        with self.lock:
            if callable(acts):
                acts = acts()
            with locked(self.path / "lock"):
                journal = self._own_journal()
                lines = [decode(raw) for raw in journal.append(partial(self._encode, by, act) for act in acts)]
                for line in lines:
                    self.state.apply(journal.writer, line)
        return lines

    def _encode(self, by: str, act: Act, tail: Tail) -> bytes:
        stamp = tick(tail.ts, self.clock())
        return encode(tail.h, tail.seq + 1, stamp, by, act.ops, batch=act.batch, undoes=act.undoes, redoes=act.redoes)

    def _own_journal(self) -> Journal:
        """The journal to write to, read up to its end. To be called under both locks."""
        journal = self._journals.of(self._writers.own(self._place, self._entropy))
        if damage := self._read_journal(journal):
            raise JournalDamaged(damage)
        is_ahead = journal.tail.ts is not None and is_far_ahead(journal.tail.ts, self.clock())
        if is_ahead or self._sealing.is_forked(journal):
            return self._journals.of(self._writers.renew(self._place, self._entropy))
        return journal

    @property
    def writer(self) -> str:
        """The writer that this place's next line will be by."""
        with locked(self.path / "lock"):
            return self._writers.own(self._place, self._entropy)

    def own_writers(self) -> list[str]:
        """Every writer whose journal lies in this replica. Raises DiskTrouble."""
        return self._journals.writers()

    # --- segments

    def seal(self) -> list[SegmentName]:
        """Seal the own lines that no segment holds yet. Only fsynced lines are sealed. Raises DiskTrouble."""
        sealed = []
        with self.lock, locked(self.path / "lock"):
            self._read_segments()  # what one's own other processes have sealed
            for journal in self._journals:
                names, damage = self._sealing.seal(journal)
                self._journals.note(journal, damage)
                sealed += names
        return sealed

    def unsealed(self) -> int:
        """How many own lines no segment holds yet. Raises DiskTrouble."""
        with self.lock:
            return sum(max(0, journal.tail.seq - self._sealing.sealed_to(journal)[0]) for journal in self._journals)

    def missing_lines(self, claimed: Iterable[SegmentName] = ()) -> int:
        """How many lines are known to exist, because a later one of the same writer is here, but have not arrived.

        And those of `claimed` segments, which others are known to have made.
        """
        with self.lock:
            spans = dict(self._segments.spans())
            for journal in self._journals.known():
                spans.setdefault(journal.writer, []).append((1, journal.tail.seq))
        beyond: dict[str, list[tuple[int, int]]] = {}
        for name in claimed:
            beyond.setdefault(name.writer, []).append((name.first, name.last))
        return sum(unarrived(spans.get(writer, []), beyond.get(writer, [])) for writer in spans.keys() | beyond.keys())

    def segments(self) -> dict[str, int]:
        """Every segment file of the replica, by name, with its size in bytes."""
        with self.lock:
            return self._segments.sizes

    def segment_names(self) -> list[SegmentName]:
        """Every segment of the replica, by writer and place."""
        with self.lock:
            return self._segments.names()

    def own_segments(self) -> list[SegmentName]:
        """The segments of own writers, in order; also of those whose journal was set aside. Raises DiskTrouble."""
        own = self._journals.ever()
        with self.lock:
            return sorted(name for writer in own for name in self._segments.of(writer))

    def read_segment(self, name: SegmentName) -> bytes:
        """A segment's bytes. Raises DiskTrouble."""
        return self._segments.read(name)

    def sound_segment(self, name: SegmentName) -> bytes:
        """A segment's bytes, to be handed on. Raises DiskTrouble, LetGo, and Refused where it has been damaged here.

        It then counts as not taken: what the journal has of it is sealed anew, the rest may come from the folder again.
        """
        content = self._segments.read(name)
        try:
            verify(content, self.workspace, str(name))
        except Refused:
            with self.lock:
                self._segments.doubt(name)
            raise
        return content

    def absorb(self, segment: Segment, content: bytes) -> Absorbed:
        """Keep a verified segment from the folder and merge it. Thread-safe. Raises DiskTrouble, Refused.

        Its file's name lasts after `settle`: until then a crash of the machine may leave it to be fetched once more.

        Refused are lines that are provably another writer's: their hashes do not cover what a header says of that.

        Whoever looks at the state meanwhile waits no longer than a portion of the lines takes: the lock is not held
        while the file is written. Until all of it is merged the segment does not count as taken, so that a snapshot
        of a moment in between claims too little rather than too much.
        """
        absorbed = Absorbed()
        with self._absorbing:
            with self.lock:
                if str(segment.name) in self._segments:
                    return absorbed
                false_headers.refuse(segment, self.state, self._segments)
            self._segments.store(segment, content)
            for start in range(0, len(segment.lines), _AT_ONCE):
                with self.lock, no_collector():
                    self._apply(segment.writer, segment.lines[start : start + _AT_ONCE], absorbed)
            with self.lock:
                self._segments.take(segment, len(content))
                for twin in false_headers.found_out(self.state, self._segments):
                    self.let_go(twin)
        return absorbed

    def settle(self) -> None:
        """Make all that was absorbed last. Thread-safe. Raises DiskTrouble."""
        self._segments.settle()

    def origins(self) -> dict[str, Origin]:
        """Where each writer's latest segment says that it comes from. Thread-safe."""
        with self.lock:
            latest = {name.writer: name for name in sorted(self._segments.names(), key=lambda name: name.last)}
        found = {}
        for writer, name in latest.items():
            with suppress(DiskTrouble):  # let go since then
                found[writer] = self._segments.origin(name)
        return found

    def is_covered(self, name: SegmentName, by: Iterable[SegmentName]) -> bool:
        """Whether other segments of the replica hold every line of one."""
        return self._segments.is_covered(name, by)

    def let_go(self, name: SegmentName) -> None:
        """Remove a segment whose lines others hold. Thread-safe. Raises DiskTrouble."""
        with self.lock:
            self._segments.let_go(name)
            self._saved_lines = -1  # the snapshot names a file that is gone

    # --- merging old segments

    def superseded(self) -> list[tuple[SegmentName, SegmentName]]:
        """Own segments whose every line another, larger one holds, which is named with each. Raises DiskTrouble."""
        return merging.superseded(self._segments, self.own_segments())

    def small_runs(self) -> list[list[SegmentName]]:
        """Runs of own neighbouring segments, all older than 14 days, that fit into one. Raises DiskTrouble."""
        return merging.small_runs(self._segments, self.own_segments(), self.clock())

    def merge(self, run: list[SegmentName]) -> SegmentName:
        """Make one segment of a run of neighbours, which stay until they are let go.

        Thread-safe. Raises DiskTrouble, and Refused where one of them has been damaged since it was taken.
        """
        name, content = merging.merged(self._segments, run, self.workspace)
        with self.lock:
            self._segments.write(name, content)
        return name

    # --- lines

    def history(self) -> Iterator[tuple[str, Line]]:
        """Every line known, each once, with its writer: segment by segment, then what is still unsealed."""
        seen: set[str] = set()
        for name in self.segment_names():
            try:
                segment = self._segments.verified(name)
            except (DiskTrouble, Refused):
                continue
            for line in segment.lines:
                if line.h not in seen:
                    seen.add(line.h)
                    yield segment.writer, line
        for writer in self.own_writers():
            for line in self.own_lines(writer):
                if line.h not in seen:
                    seen.add(line.h)
                    yield writer, line

    def own_lines(self, writer: str | None = None) -> list[Line]:
        """The lines of one's own journal (of every own journal where no writer is named), oldest first."""
        writers = [writer] if writer else self.own_writers()
        lines = [line for each in writers for line in self._journals.lines(each)]
        return sorted(lines, key=lambda line: (line.ts, line.h))

    # --- the snapshot

    def save(self) -> bool:
        """Write the snapshot if anything has changed since the last one. Thread-safe."""
        with self.lock, no_collector():
            if len(self.state.lines) == self._saved_lines or self.damage:
                return False
            self.settle()
            with locked(self.path / "lock"):
                journals = {journal.writer: journal.tail for journal in self._journals}
                covered = Covered(self._segments.sizes, journals)
                snapshot.save(self.path / "snapshot.json", self.workspace, self.state, covered)
            self._saved_lines = len(self.state.lines)
        return True
