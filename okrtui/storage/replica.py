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
import socket
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import NamedTuple

from okrtui.storage import snapshot
from okrtui.storage.clean import clean_line
from okrtui.storage.clock import DAY_MS, Clock, is_far_ahead, stamp_ms, tick, wall_clock
from okrtui.storage.errors import DiskTrouble, JournalDamaged, LetGo, Refused
from okrtui.storage.files import file_sizes, locked, make_dir, trouble
from okrtui.storage.journal import Journal, Tail
from okrtui.storage.line import Line, Op, decode, encode, h_of
from okrtui.storage.registers import ObjectKey, State
from okrtui.storage.segment import MAX_SEGMENT, Origin, Segment, SegmentName, portions, seal, verify
from okrtui.storage.segments import Segments
from okrtui.storage.snapshot import Covered
from okrtui.storage.writer import Entropy, Writers, fingerprint

_KEPT_LINES = 200
_AT_ONCE = 200
"""Lines that are merged before others get the lock."""
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

    def __init__(self, counts_only: bool = False) -> None:
        self.keys: set[ObjectKey] = set()
        self.lines: list[Line] = []
        self.count = 0
        self._counts_only = counts_only

    def add(self, lines: Sequence[Line], touched: Iterable[ObjectKey]) -> None:
        """Count lines that were new here, and the objects they touched."""
        self.count += len(lines)
        if not self._counts_only:
            self.keys.update(touched)
            self.lines += lines[-2 * _KEPT_LINES :]
            del self.lines[: -2 * _KEPT_LINES]

    def join(self, more: "Absorbed") -> None:
        """Take in what another merging touched."""
        self.count += more.count
        self.keys |= more.keys
        self.lines += more.lines
        del self.lines[: -2 * _KEPT_LINES]

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
        host: str | None = None,
    ) -> None:
        """`place` stands in for the fingerprint of where it lives, `host` for this machine's name."""
        self.path = path
        self.workspace = workspace
        self.clock = clock
        self.state = State()
        self.lock = threading.RLock()
        self._absorbing = threading.Lock()
        self._damage: dict[str, str] = {}  # of journals
        self._entropy = entropy
        self._host = clean_line(socket.gethostname() if host is None else host)
        self._journal_dir = path / "journal"
        for directory in (self._journal_dir, path / "segments"):
            make_dir(directory)
        with trouble(self._journal_dir, "it could not be read"):
            self._place = place or fingerprint(self._journal_dir)
        self._writers = Writers(path / "writers.json")
        self._journals: dict[str, Journal] = {}
        self._segments = Segments(path / "segments", workspace)
        self._shared: dict[SegmentName, tuple[int, str]] = {}
        # Merged on the way to something else, or before something failed. Of what is here from the start nobody is
        # told: its lines are let go at once, so that the next ones find their memory free and in the processor's cache.
        self._unreported = Absorbed(counts_only=True)
        self._saved_lines = -1
        self._load()

    # --- reading

    def _load(self) -> None:
        with _no_collector():
            found = snapshot.load(self.path / "snapshot.json", self.workspace)
            if found and self._still_there(found[1]):
                self.state = found[0]
                self._saved_lines = len(self.state.lines)
            else:
                self._journals.clear()
            self.catch_up()

    def _still_there(self, covered: Covered) -> bool:
        """Whether the files that a snapshot was made from are there as they were."""
        return all(
            self._journal(writer).resume(tail) for writer, tail in covered.journals.items()
        ) and self._segments.resume(covered.segments)

    def catch_up(self) -> Absorbed:
        """Merge what one's own other processes have written and pulled since. Thread-safe. Raises DiskTrouble."""
        with self.lock, _no_collector():
            self._read_segments()
            with locked(self.path / "lock"):
                self._read_journals()
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
        apply = self.state.apply
        fresh: list[Line] = []
        touched: list[ObjectKey] = []
        for line in lines:
            if keys := apply(writer, line):
                fresh.append(line)
                touched += keys
        absorbed.add(fresh, touched)

    def _read_journals(self) -> None:
        for writer in self.own_writers():
            self._read_journal(self._journal(writer))

    def _read_journal(self, journal: Journal) -> str | None:
        """Merge a journal's new lines; the damage behind them, in words."""
        found, damage = journal.verified()
        for line, _, tail in found:
            if touched := self.state.apply(journal.writer, line):
                self._unreported.add([line], touched)
            journal.tail = tail
        if damage:
            self._damage[journal.path.name] = damage
        return damage

    @property
    def damage(self) -> list[str]:
        """Own files that do not verify, in words. They are left alone and never stop the others."""
        return [*self._segments.damage.values(), *self._damage.values()]

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
        if damage := self._read_journal(journal):
            raise JournalDamaged(damage)
        is_ahead = journal.tail.ts is not None and is_far_ahead(journal.tail.ts, self.clock())
        if is_ahead or self._is_forked(journal):
            return self._journal(self._writers.renew(self._place, self._entropy))
        return journal

    @property
    def writer(self) -> str:
        """The writer that this place's next line will be by."""
        with locked(self.path / "lock"):
            return self._writers.own(self._place, self._entropy)

    def own_writers(self) -> list[str]:
        """Every writer whose journal lies in this replica. Raises DiskTrouble."""
        return sorted(name.removesuffix(".jsonl") for name in file_sizes(self._journal_dir))

    # --- segments

    def seal(self) -> list[SegmentName]:
        """Seal the own lines that no segment holds yet. Only fsynced lines are sealed. Raises DiskTrouble."""
        sealed = []
        with self.lock, locked(self.path / "lock"):
            self._read_segments()  # what one's own other processes have sealed
            for writer in self.own_writers():
                sealed += self._seal_journal(self._journal(writer))
        return sealed

    def _seal_journal(self, journal: Journal) -> list[SegmentName]:
        done, prev = self._sealed_to(journal)
        if journal.tail.seq <= done:
            return []
        lines, damage = journal.verified(journal.tail_at(done, prev))
        if damage:
            self._damage[journal.path.name] = damage
        sealed = []
        for raws in portions([raw for _, raw, _ in lines]):
            origin = Origin(self._host, lines[0][0].by)
            name, content = seal(self.workspace, journal.writer, prev, done + 1, raws, origin)
            self._segments.write(name, content)
            sealed.append(name)
            done, prev = name.last, h_of(raws[-1])
        return sealed

    def _sealed_to(self, journal: Journal) -> tuple[int, str]:
        """Up to which line segments hold an own journal without a gap, and that line's `h`."""
        reach = 0, journal.start.h
        for name, shared in sorted(self._branches(journal).items()):
            if name.first <= reach[0] + 1:
                reach = max(reach, shared)
        return reach

    def _is_forked(self, journal: Journal) -> bool:
        """Whether a segment holds lines of an own writer that its journal lacks: it is of a restored backup."""
        return any(shared[0] < name.last for name, shared in self._branches(journal).items())

    def _branches(self, journal: Journal) -> dict[SegmentName, tuple[int, str]]:
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

    def unsealed(self) -> int:
        """How many own lines no segment holds yet. Raises DiskTrouble."""
        with self.lock:
            journals = [self._journal(writer) for writer in self.own_writers()]
            return sum(max(0, journal.tail.seq - self._sealed_to(journal)[0]) for journal in journals)

    def missing_lines(self, claimed: Iterable[SegmentName] = ()) -> int:
        """How many lines are known to exist, because a later one of the same writer is here, but have not arrived.

        And those of `claimed` segments, which others are known to have made.
        """
        with self.lock:
            spans = dict(self._segments.spans())
            for writer, journal in self._journals.items():
                spans.setdefault(writer, []).append((1, journal.tail.seq))
        beyond: dict[str, list[tuple[int, int]]] = {}
        for name in claimed:
            beyond.setdefault(name.writer, []).append((name.first, name.last))
        return sum(_gaps(spans.get(writer, []), beyond.get(writer, [])) for writer in spans.keys() | beyond.keys())

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
        own = {name.partition(".")[0] for name in file_sizes(self._journal_dir, "")}
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
                self._check_writer(segment)
            self._segments.store(segment, content)
            for start in range(0, len(segment.lines), _AT_ONCE):
                with self.lock, _no_collector():
                    self._apply(segment.writer, segment.lines[start : start + _AT_ONCE], absorbed)
            with self.lock:
                self._segments.take(segment, len(content))
                self._settle()
        return absorbed

    def _check_writer(self, segment: Segment) -> None:
        for h in (segment.prev, segment.lines[-1].h):
            known = self.state.lines.get(h)
            if known and known.writer != segment.writer and self._segments.lead_to_root(known.writer, known.seq, h):
                raise Refused(f"its header says that it is of {segment.writer}, but its lines are of {known.writer}")

    def _settle(self) -> None:
        """Let go of segments that have turned out to be others' with a wrong header, whichever came first."""
        for name, twins in self._segments.twins():
            with suppress(Refused, LetGo):  # damaged since it was taken, or let go with the twin before
                lines = self._segments.verified(name).lines
                if self._segments.lead_to_root(name.writer, name.last, lines[-1].h):
                    for line in lines:
                        self.state.lines[line.h] = self.state.lines[line.h]._replace(writer=name.writer)
                    for twin in twins:
                        self.let_go(twin)

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
        found = []
        for name, larger in _nested(self.own_segments()):
            if self.is_covered(name, [larger]):
                found.append((name, larger))
        return found

    def small_runs(self) -> list[list[SegmentName]]:
        """Runs of own neighbouring segments, all older than 14 days, that fit into one. Raises DiskTrouble."""
        sizes = self.segments()
        inner = {name for name, _ in self.superseded()}
        runs: list[list[SegmentName]] = [[]]
        size = 0
        for name in self.own_segments():
            if name in inner or not self._is_old(name):
                continue
            size += sizes[str(name)]
            if not runs[-1] or size > MAX_SEGMENT or not self._segments.are_chained(runs[-1][-1], name):
                runs.append([])
                size = sizes[str(name)]
            runs[-1].append(name)
        return [run for run in runs if len(run) > 1]

    def _is_old(self, name: SegmentName) -> bool:
        try:
            return self.clock() - stamp_ms(self._segments.ends(name).ts) > MERGED_AFTER_MS
        except Refused:  # damaged since it was taken; what is not sound is not merged
            return False

    def merge(self, run: list[SegmentName]) -> SegmentName:
        """Make one segment of a run of neighbours, which stay until they are let go.

        Thread-safe. Raises DiskTrouble, and Refused where one of them has been damaged since it was taken.
        """
        for name in run:
            self._segments.verified(name)
        raws = [raw for name in run for raw in self.read_segment(name).split(b"\n")[1:-1]]
        prev = self._segments.ends(run[0]).prev
        origin = self._segments.origin(run[-1])
        name, content = seal(self.workspace, run[0].writer, prev, run[0].first, raws, origin)
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
        lines: list[Line] = []
        for each in writers:
            journal = Journal(self._journal_dir / f"{each}.jsonl", self.workspace, each)
            lines += [line for line, _, _ in journal.verified()[0]]
        return sorted(lines, key=lambda line: (line.ts, line.h))

    # --- the snapshot

    def save(self) -> bool:
        """Write the snapshot if anything has changed since the last one. Thread-safe."""
        with self.lock, _no_collector():
            if len(self.state.lines) == self._saved_lines or self.damage:
                return False
            with locked(self.path / "lock"):
                journals = {w: self._journal(w).tail for w in self.own_writers()}
                covered = Covered(self._segments.sizes, journals)
                snapshot.save(self.path / "snapshot.json", self.workspace, self.state, covered)
            self._saved_lines = len(self.state.lines)
        return True


def _gaps(spans: list[tuple[int, int]], beyond: list[tuple[int, int]]) -> int:
    """How many numbers from 1 to the last lie in none of the spans, and how many after that `beyond` names."""
    reach = gaps = 0
    for first, last in sorted(spans):
        gaps += max(0, first - reach - 1)
        reach = max(reach, last)
    for first, last in sorted(beyond):
        gaps += max(0, last - max(reach, first - 1))
        reach = max(reach, last)
    return gaps


def _nested(names: list[SegmentName]) -> Iterator[tuple[SegmentName, SegmentName]]:
    """Segments that lie within the numbers of another, which is named with each."""
    outer: SegmentName | None = None
    for name in sorted(names, key=lambda name: (name.writer, name.first, -name.last)):
        if outer and outer.writer == name.writer and name.last <= outer.last:
            yield name, outer
        else:
            outer = name


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
