"""What a newcomer's replica does with everybody's lines: verify, parse and merge them from the disk.

okrtui: `Replica(path, workspace)` on a replica that holds every segment and no snapshot, opened as every command opens
it, without the garbage collector: every file read, its hash and its chain checked, every line parsed, checked and
merged. The baselines get the same lines in memory.

"`json.loads` alone on the same lines" can be read in two ways, and both are shown:

- *kept*: a list of what `json.loads` made of each line, with the garbage collector as Python sets it. That is what a
  program does that wants to have the data, as a replica wants it. The budget is held against this one.
- *thrown away*: each line's objects are gone before the next is parsed, and their memory is used again. The budget is
  not met against it, and cannot be: to read the files, hash them and their lines, and parse those with the fastest
  parser there is takes about that long (`without checks and merging`), before anything is checked, kept or merged.

pycrdt has a map for each object and a document for each writer; a line is one transaction. The updates, one a line, are
applied to a new document.

The budget names no number of lines, so it is held in every folder. It comes from a trial that took 0.4 times as long as
`json.loads`, which large folders do here, too: a quarter of 5,000 people, a year of 400. In the smaller ones it is not
met, or not in every run: the collector's work, and pycrdt's for a line, grow with what there is, ours does not; in a
year of 40 people, which takes some 50 ms in all, what no reader can do without makes up most of 0.7. A year's files are
as they would lie there: what is older than 14 days merged, up to 1 MiB a file, what is younger as it was pushed; a
quarter's are one for each person.

Beside that, the whole of joining: `Sync.pull`, which also copies every file and makes it last.
"""

import gc
import json
from collections.abc import Callable, Iterable, Iterator
from hashlib import blake2b, sha256
from itertools import count
from pathlib import Path
from typing import NamedTuple

import orjson

from okrtui.storage.clock import stamp_ms
from okrtui.storage.folder import Directory
from okrtui.storage.line import h_of
from okrtui.storage.merging import MERGED_AFTER_MS
from okrtui.storage.replica import Replica
from okrtui.storage.segment import Segment, portions, seal, verify
from okrtui.storage.sync import Sync
from tests.bench.crdt import apply, updates_of
from tests.bench.figure import Budget, Figure, quantile
from tests.bench.place import MOMENT, Place
from tests.bench.rounds import Measure, Pair, in_turn, timed

_ROUNDS = 5
_PUSHED_WITHIN_MS = 2_000  # after the first change
_JSON = Budget(times=0.7)
_PYCRDT = Budget(times=1)
_NONE = Budget()
_KEPT = "json.loads alone, kept"
_THROWN_AWAY = "json.loads, thrown away"


class _Folder(NamedTuple):
    """A replica and a folder that hold the same segments, and the lines in them."""

    title: str
    workspace: str
    replica: Path
    shared: Directory
    contents: list[bytes]
    lines: list[bytes]


def measure(place: Place) -> list[Figure]:
    """Medians."""
    large = f"a quarter of {place.people:,}"
    large_quarter = _folder(place, large, people=place.people, cycles=1, as_pushed=False)
    large_year = _folder(place, "a year of 400", people=400, cycles=4, as_pushed=True)
    quarter = _folder(place, "a quarter of 1,000", people=1_000, cycles=1, as_pushed=False)
    year = _folder(place, "a year of 40", people=40, cycles=4, as_pushed=True)
    figures = [*_merging(large_quarter, rounds=1), *_merging(large_year)]
    smaller = [*_merging(quarter), *_merging(year)]
    least = [_least(large_year, _THROWN_AWAY, _thrown_away), _least(year, _KEPT, _kept)]
    return [*figures, *smaller, *least, _joining(place, year)]


def _folder(place: Place, title: str, *, people: int, cycles: int, as_pushed: bool) -> _Folder:
    company = place.company(people, cycles)
    shared = Directory(company.shared)
    contents = [shared.read(entry.name) for entry in shared.list()]
    if as_pushed:
        contents = [cut for content in contents for cut in _as_pushed(verify(content, company.workspace), content)]
    directory = place.scratch(f"newcomer-{people}")
    there = Directory(directory / "shared")
    there.create(shared.read_marker())
    (directory / "replica" / "segments").mkdir(parents=True)
    for content in contents:
        name = str(verify(content, company.workspace).name)
        (directory / "shared" / "segments" / name).write_bytes(content)
        (directory / "replica" / "segments" / name).write_bytes(content)
    lines = [line for content in contents for line in _lines(content)]
    return _Folder(title, company.workspace, directory / "replica", there, contents, lines)


def _as_pushed(segment: Segment, content: bytes) -> Iterator[bytes]:
    """A writer's lines in the files in which they would lie in a folder today."""
    merged_before = MOMENT.clock() - MERGED_AFTER_MS
    at = [stamp_ms(line.ts) for line in segment.lines]
    raws = _lines(content)
    old = sum(each < merged_before for each in at)
    runs = portions(raws[:old])
    since = 0
    for raw, each in zip(raws[old:], at[old:], strict=True):
        if each - since > _PUSHED_WITHIN_MS:
            runs.append([])
            since = each
        runs[-1].append(raw)
    prev, first = segment.prev, segment.first
    for run in runs:
        yield seal(segment.workspace, segment.writer, prev, first, run)[1]
        prev, first = h_of(run[-1]), first + len(run)


def _lines(content: bytes) -> list[bytes]:
    return content.split(b"\n")[1:-1]


def _merging(folder: _Folder, rounds: int = _ROUNDS) -> Iterator[Figure]:
    """Against each baseline in turn. pycrdt takes half a minute for the largest folder: it gets as many `rounds`."""
    merge = timed(lambda: _opened(folder.replica, folder.workspace))
    updates = updates_of(folder.contents)
    what = f"{folder.title}: {len(folder.lines):,} lines, {len(folder.contents):,} files"
    yield _figure(what, merge, _KEPT, timed(lambda: _kept(folder.lines)), _JSON)
    yield _figure("  the same", merge, _THROWN_AWAY, timed(lambda: _thrown_away(folder.lines)))
    yield _figure("  the same", merge, "pycrdt applying them", timed(lambda: apply(updates)), _PYCRDT, rounds)


def _least(folder: _Folder, baseline: str, parse: Callable[[Iterable[bytes]], object]) -> Figure:
    """What no reader can do without: the bytes, the hash of every file, the hash of every line, and parsing it."""

    def read() -> None:
        for path in (folder.replica / "segments").iterdir():
            content = path.read_bytes()
            sha256(content).hexdigest()
            for line in _lines(content):
                blake2b(line, digest_size=16).hexdigest()
                orjson.loads(line)

    what = f"{folder.title}: without checks and merging"
    return _figure(what, timed(read), baseline, timed(lambda: parse(folder.lines)))


def _joining(place: Place, folder: _Folder) -> Figure:
    homes = (place.scratch(f"joined-{number}") for number in count(1))
    join = timed(lambda: Sync(_opened(next(homes), folder.workspace), folder.shared).pull())
    what = f"{folder.title}: pulled, copied and lasting too"
    return _figure(what, join, _KEPT, timed(lambda: _kept(folder.lines)))


def _figure(
    what: str, ours: Measure, baseline: str, theirs: Measure, budget: Budget = _NONE, rounds: int = _ROUNDS
) -> Figure:
    pair: Pair = in_turn(rounds, ours, theirs, warm_up=1 if rounds == _ROUNDS else 0)
    return Figure(what, quantile(pair.ours, 0.5), baseline, quantile(pair.baseline, 0.5), budget)


def _opened(replica: Path, workspace: str) -> Replica:
    """A replica, opened as `okrtui.cli.session.opened` does it."""
    gc.disable()
    try:
        return Replica(replica, workspace, place="here")
    finally:
        gc.freeze()
        gc.enable()


def _kept(lines: Iterable[bytes]) -> list[object]:
    return [json.loads(line) for line in lines]


def _thrown_away(lines: Iterable[bytes]) -> None:
    for line in lines:
        json.loads(line)
