"""A replica: one person's complete copy of a workspace on one host.

    <data dir>/<workspace id>/journal/<writer>.jsonl   own changes: the truth
                              segments/                every segment known, byte for byte
                              snapshot.json            a cache of the merged state
                              writers.json             who writes from which place
                              lock                     held while the journal is appended, cut or sealed

Two locks: `lock` (a thread lock) guards the state in memory, the file lock guards the files against one's own other
processes. Where both are held, the thread lock is taken first.
"""

import gc
import os
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from okrtui.storage import snapshot
from okrtui.storage.clock import DAY_MS, Clock, is_far_ahead, stamp_ms, tick, wall_clock
from okrtui.storage.errors import JournalDamaged, Refused
from okrtui.storage.files import locked, make_dir, write_atomically
from okrtui.storage.journal import Journal, Tail
from okrtui.storage.line import Line, Op, decode, encode
from okrtui.storage.registers import ObjectKey, State
from okrtui.storage.segment import MAX_SEGMENT, Segment, SegmentName, parse_name, portions, seal, verify
from okrtui.storage.snapshot import Covered
from okrtui.storage.writer import Entropy, Writers, fingerprint

_KEPT_LINES = 200
MERGED_AFTER_MS = 14 * DAY_MS
"""How old an own segment is before it may be merged with its neighbours."""


class Act(NamedTuple):
    """What someone wants to do: ops, and what ties them to other lines."""

    ops: list[Op]
    batch: str | None = None
    undoes: str | None = None
    redoes: str | None = None


class Absorbed:
    """What merging lines touched: the objects, and the last lines (enough for a notice, not for a history)."""

    def __init__(self) -> None:
        self.keys: set[ObjectKey] = set()
        self.lines: list[Line] = []
        self.count = 0

    def add(self, line: Line, touched: list[ObjectKey]) -> None:
        """Count a line that was new here, and the objects it touched."""
        self.count += 1
        self.keys.update(touched)
        self.lines.append(line)
        if len(self.lines) > 2 * _KEPT_LINES:
            del self.lines[:_KEPT_LINES]

    def __bool__(self) -> bool:
        return self.count > 0


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
    ) -> None:
        self.path = path
        self.workspace = workspace
        self.clock = clock
        self.state = State()
        self.lock = threading.RLock()
        self._damage: dict[str, str] = {}
        self._entropy = entropy
        self._segment_dir = path / "segments"
        self._journal_dir = path / "journal"
        for directory in (self._journal_dir, self._segment_dir):
            make_dir(directory)
        self._place = place or fingerprint(self._journal_dir)
        self._writers = Writers(path / "writers.json")
        self._journals: dict[str, Journal] = {}
        self._segments: dict[str, int] = {}
        self._genuine: set[SegmentName] = set()
        self._unreported = Absorbed()  # what a process of one's own wrote, read on the way to writing
        self._saved_lines = -1
        self._load()

    # --- reading

    def _load(self) -> None:
        with _no_collector():
            found = snapshot.load(self.path / "snapshot.json", self.workspace)
        if found and self._still_there(found[1]):
            self.state, (self._segments, _) = found
            self._saved_lines = len(self.state.lines)
        else:
            self._journals.clear()
        self.catch_up()

    def _still_there(self, covered: Covered) -> bool:
        """Whether the files that a snapshot was made from are there as they were."""
        here = self._segment_files()
        if any(here.get(name) != size for name, size in covered.segments.items()):
            return False
        return all(self._journal(writer).resume(tail) for writer, tail in covered.journals.items())

    def catch_up(self) -> Absorbed:
        """Merge what one's own other processes have written and pulled since. Thread-safe."""
        with self.lock, _no_collector():
            absorbed, self._unreported = self._unreported, Absorbed()
            self._read_segments(absorbed)
            with locked(self.path / "lock"):
                self._read_journals(absorbed)
        return absorbed

    def _read_segments(self, absorbed: Absorbed) -> None:
        for name, size in sorted(self._segment_files().items()):
            if name not in self._segments:
                self._absorb_file(name, size, absorbed)

    def _absorb_file(self, name: str, size: int, absorbed: Absorbed) -> None:
        try:
            segment = verify((self._segment_dir / name).read_bytes(), self.workspace)
        except (Refused, OSError) as why:
            self._damage[name] = f"{self._segment_dir / name}: {why}; `okrtui sync` fetches it anew"
            return
        self._segments[name] = size
        self._apply(segment, absorbed)

    def _apply(self, segment: Segment, absorbed: Absorbed) -> None:
        apply = self.state.apply
        for line in segment.lines:
            if touched := apply(segment.writer, line):
                absorbed.add(line, touched)

    def _read_journals(self, absorbed: Absorbed) -> None:
        for path in sorted(self._journal_dir.glob("*.jsonl")):
            journal = self._journal(path.stem)
            found, damage = journal.verified()
            if found:
                journal.tail = found[-1][2]
            if damage:
                self._damage[journal.path.name] = damage
            for line, _, _ in found:
                if touched := self.state.apply(journal.writer, line):
                    absorbed.add(line, touched)

    @property
    def damage(self) -> list[str]:
        """Own files that do not verify, in words. They are left alone and never stop the others."""
        return list(self._damage.values())

    def _segment_files(self) -> dict[str, int]:
        with os.scandir(self._segment_dir) as found:
            return {item.name: item.stat().st_size for item in found if item.name.endswith(".jsonl")}

    def _journal(self, writer: str) -> Journal:
        if writer not in self._journals:
            self._journals[writer] = Journal(self._journal_dir / f"{writer}.jsonl", self.workspace, writer)
        return self._journals[writer]

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
        journal = self._journal(self._writers.own(self._place, self._entropy))
        found, damage = journal.verified()
        if damage:
            self._damage[journal.path.name] = damage
            raise JournalDamaged(damage)
        for line, _, tail in found:
            if touched := self.state.apply(journal.writer, line):
                self._unreported.add(line, touched)
            journal.tail = tail
        is_ahead = journal.tail.ts is not None and is_far_ahead(journal.tail.ts, self.clock())
        if is_ahead or self._is_forked(journal.writer):
            return self._journal(self._writers.renew(self._place, self._entropy))
        return journal

    @property
    def writer(self) -> str:
        """The writer that this place's next line will be by."""
        with locked(self.path / "lock"):
            return self._writers.own(self._place, self._entropy)

    def own_writers(self) -> list[str]:
        """Every writer whose journal lies in this replica."""
        return sorted(path.stem for path in self._journal_dir.glob("*.jsonl"))

    # --- segments

    def seal(self) -> list[SegmentName]:
        """Seal the own lines that no segment holds yet. Only fsynced lines are sealed."""
        sealed = []
        with self.lock, locked(self.path / "lock"):
            self._read_segments(self._unreported)  # what one's own other processes have sealed
            for writer in self.own_writers():
                sealed += self._seal_journal(writer)
        return sealed

    def _seal_journal(self, writer: str) -> list[SegmentName]:
        journal = Journal(self._journal_dir / f"{writer}.jsonl", self.workspace, writer)
        done = self._sealed_to(writer)
        if self._journal(writer).tail.seq <= done:
            return []
        lines, _ = journal.verified()
        fresh = [raw for line, raw, _ in lines if line.seq > done]
        prev = lines[done - 1][0].h if done else journal.start.h
        sealed = []
        for raws in portions(fresh):
            name, content = seal(self.workspace, writer, prev, done + 1, raws)
            write_atomically(self._segment_dir / str(name), content)
            self._segments[str(name)] = len(content)
            sealed.append(name)
            done, prev = name.last, lines[name.last - 1][0].h
        return sealed

    def _sealed_to(self, writer: str) -> int:
        """Up to which line segments hold an own journal without a gap. Those of a fork do not count."""
        reach = 0
        for name in sorted(self._segments_of(writer) & self._genuine):
            if name.first <= reach + 1:
                reach = max(reach, name.last)
        return reach

    def _is_forked(self, writer: str) -> bool:
        """Whether a segment holds lines of an own writer that its journal lacks: it is of a restored backup."""
        return not self._segments_of(writer) <= self._genuine

    def _segments_of(self, writer: str) -> set[SegmentName]:
        """An own writer's segments; those that hold what the journal holds are noted as genuine."""
        found = (parse_name(name) for name in self._segments if name.startswith(writer))
        names = {name for name in found if name}
        if unknown := names - self._genuine:
            raws = self._journal(writer).raws()
            self._genuine |= {name for name in unknown if raws[name.last - 1 : name.last] == [self._last_line(name)]}
        return names

    def _last_line(self, name: SegmentName) -> bytes:
        """The last line of a segment: its `h` stands for every line before it."""
        return self.read_segment(name).rstrip(b"\n").rpartition(b"\n")[2]

    def unsealed(self) -> int:
        """How many own lines no segment holds yet."""
        with self.lock:
            return sum(max(0, self._journal(w).tail.seq - self._sealed_to(w)) for w in self.own_writers())

    def segments(self) -> dict[str, int]:
        """Every segment file of the replica, by name, with its size in bytes."""
        with self.lock:
            return dict(self._segments)

    def own_segments(self) -> list[SegmentName]:
        """The segments that hold the own writers' lines, in order; also of writers whose journal was set aside."""
        own = {path.name.partition(".")[0] for path in self._journal_dir.iterdir()}
        names = (parse_name(name) for name in self.segments())
        return sorted(name for name in names if name and name.writer in own)

    def segment_names(self) -> list[SegmentName]:
        """Every segment of the replica, by writer and place."""
        return sorted(name for file in self.segments() if (name := parse_name(file)))

    def is_covered(self, name: SegmentName, by: Iterable[SegmentName]) -> bool:
        """Whether other segments of the replica hold every line of one."""
        others = [each for each in by if each.writer == name.writer and each != name]
        if not others or min(each.first for each in others) > name.first:
            return False
        lines = self._ids(name)
        return bool(lines) and lines <= set().union(*(self._ids(each) for each in others))

    def _ids(self, name: SegmentName) -> set[str]:
        """The ids of a segment's lines: the last 32 digits of each but for its closing."""
        try:
            raws = self.read_segment(name).split(b"\n")[1:-1]
        except OSError:
            return set()
        return {raw[-34:-2].decode() for raw in raws}

    def let_go(self, name: SegmentName) -> None:
        """Remove a segment whose lines others hold. Thread-safe."""
        with self.lock:
            self._segments.pop(str(name), None)
            self._genuine.discard(name)
            (self._segment_dir / str(name)).unlink(missing_ok=True)
            self._saved_lines = -1  # the snapshot names a file that is gone

    def small_runs(self) -> list[list[SegmentName]]:
        """Runs of one's own neighbouring segments, each older than 14 days, that fit into one together."""
        runs: list[list[SegmentName]] = [[]]
        size = 0
        sizes = self.segments()
        for name in self.own_segments():
            last = runs[-1][-1] if runs[-1] else None
            if not self._is_old(name):
                continue
            size += sizes[str(name)]
            is_next = last is not None and last.writer == name.writer and last.last + 1 == name.first
            if not is_next or size > MAX_SEGMENT:
                runs.append([])
                size = sizes[str(name)]
            runs[-1].append(name)
        return [run for run in runs if len(run) > 1 and self._is_chain(run)]

    def _is_old(self, name: SegmentName) -> bool:
        last = decode(self._last_line(name))
        return self.clock() - stamp_ms(last.ts) > MERGED_AFTER_MS

    def _is_chain(self, run: list[SegmentName]) -> bool:
        """Whether each segment follows from the one before it; forks have neighbours that do not."""
        segments = [verify(self.read_segment(name), self.workspace) for name in run]
        return all(later.prev == earlier.lines[-1].h for earlier, later in pairwise(segments))

    def merge(self, run: list[SegmentName]) -> SegmentName:
        """Make one segment of a run of neighbours, which stay until they are let go. Raises DiskTrouble."""
        contents = [self.read_segment(name) for name in run]
        prev = verify(contents[0], self.workspace).prev
        raws = [raw for content in contents for raw in content.split(b"\n")[1:-1]]
        name, content = seal(self.workspace, run[0].writer, prev, run[0].first, raws)
        with self.lock:
            write_atomically(self._segment_dir / str(name), content)
            self._segments[str(name)] = len(content)
        return name

    def read_segment(self, name: SegmentName) -> bytes:
        """A segment's bytes."""
        return (self._segment_dir / str(name)).read_bytes()

    def absorb(self, segment: Segment, content: bytes) -> Absorbed:
        """Keep a verified segment from the folder and merge it. Thread-safe."""
        absorbed = Absorbed()
        name = str(segment.name)
        with self.lock, _no_collector():
            if name not in self._segments:
                write_atomically(self._segment_dir / name, content)
                self._segments[name] = len(content)
                self._damage.pop(name, None)
                self._apply(segment, absorbed)
        return absorbed

    def history(self) -> Iterator[tuple[str, Line]]:
        """Every line known, each once, with its writer: segment by segment, then what is still unsealed."""
        seen: set[str] = set()
        for name in sorted(self.segments()):
            try:
                content = (self._segment_dir / name).read_bytes()
                segment = verify(content, self.workspace)
            except (OSError, Refused):
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
        lines: list[Line] = []
        for each in writers:
            journal = Journal(self._journal_dir / f"{each}.jsonl", self.workspace, each)
            lines += [line for line, _, _ in journal.verified()[0]]
        return sorted(lines, key=lambda line: (line.ts, line.h))

    # --- the snapshot

    def save(self) -> bool:
        """Write the snapshot if anything has changed since the last one. Thread-safe."""
        with self.lock, _no_collector():
            if len(self.state.lines) == self._saved_lines or self._damage:
                return False
            with locked(self.path / "lock"):
                journals = {w: self._journal(w).tail for w in self.own_writers()}
                covered = Covered(dict(self._segments), journals)
                snapshot.save(self.path / "snapshot.json", self.workspace, self.state, covered)
            self._saved_lines = len(self.state.lines)
        return True


@contextmanager
def _no_collector() -> Iterator[None]:
    """A state is hundreds of thousands of small objects and no cycles: the collector would walk them in vain."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
