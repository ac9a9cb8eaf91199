"""Merging an owner's old small segments: which may be, what they make, and which are held by a larger one."""

from collections.abc import Iterable, Iterator

from okrtui.storage.clock import DAY_MS, stamp_ms
from okrtui.storage.errors import Refused
from okrtui.storage.segment import MAX_SEGMENT, SegmentName, seal
from okrtui.storage.segments import Segments

MERGED_AFTER_MS = 14 * DAY_MS
"""How old an own segment is before it may be merged with its neighbours."""


def superseded(segments: Segments, own: Iterable[SegmentName]) -> list[tuple[SegmentName, SegmentName]]:
    """Own segments whose every line another, larger one holds, which is named with each."""
    return [(name, larger) for name, larger in _nested(own) if segments.is_covered(name, [larger])]


def small_runs(segments: Segments, own: list[SegmentName], now: int) -> list[list[SegmentName]]:
    """Runs of own neighbouring segments, all older than 14 days at `now` (ms), that fit into one."""
    sizes = segments.sizes
    inner = {name for name, _ in superseded(segments, own)}
    runs: list[list[SegmentName]] = [[]]
    size = 0
    for name in own:
        if name in inner or not _is_old(segments, name, now):
            continue
        size += sizes[str(name)]
        if not runs[-1] or size > MAX_SEGMENT or not segments.are_chained(runs[-1][-1], name):
            runs.append([])
            size = sizes[str(name)]
        runs[-1].append(name)
    return [run for run in runs if len(run) > 1]


def _is_old(segments: Segments, name: SegmentName, now: int) -> bool:
    try:
        return now - stamp_ms(segments.ends(name).ts) > MERGED_AFTER_MS
    except Refused:  # damaged since it was taken; what is not sound is not merged
        return False


def merged(segments: Segments, run: list[SegmentName], workspace: str) -> tuple[SegmentName, bytes]:
    """The segment that a run of neighbours makes. Raises DiskTrouble, and Refused where one of them is damaged."""
    for name in run:
        segments.verified(name)
    raws = [raw for name in run for raw in segments.read(name).split(b"\n")[1:-1]]
    prev = segments.ends(run[0]).prev
    return seal(workspace, run[0].writer, prev, run[0].first, raws, segments.origin(run[-1]))


def _nested(names: Iterable[SegmentName]) -> Iterator[tuple[SegmentName, SegmentName]]:
    """Segments that lie within the numbers of another, which is named with each."""
    outer: SegmentName | None = None
    for name in sorted(names, key=lambda name: (name.writer, name.first, -name.last)):
        if outer and outer.writer == name.writer and name.last <= outer.last:
            yield name, outer
        else:
            outer = name
