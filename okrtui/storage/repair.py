"""Repair: damaged own files are set aside, what verifies in them is kept, and work goes on under a new writer.

Nothing is thrown away: a damaged file stays where it lies, as `<name>.damaged-<n>`, for whoever wants to look.
"""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from okrtui.storage.check import check_replica
from okrtui.storage.errors import Refused
from okrtui.storage.files import file_sizes, locked, read_whole, sync_dir, trouble, write_atomically
from okrtui.storage.journal import Journal
from okrtui.storage.line import chained, decode, h_of, root
from okrtui.storage.segment import parse_name, portions, seal
from okrtui.storage.writer import Entropy, Writers, fingerprint


class SetAside(NamedTuple):
    """A damaged file: what it was, where it lies now, and how many of its whole lines verified and are kept.

    A segment's are not counted: the folder has it, and the next sync fetches it anew.
    """

    was: Path
    now: Path
    kept: int
    lost: int


class _Run(NamedTuple):
    """Lines that follow from each other: the `h` before the first, its number, and their bytes."""

    prev: str
    first: int
    raws: list[bytes]


def repair(path: Path, workspace: str, *, entropy: Entropy = os.urandom, place: str | None = None) -> list[SetAside]:
    """Set every damaged own file of a replica aside. No replica may be open on `path` in this process.

    What verifies in a damaged journal and lies in no segment yet is sealed, also behind the damage: a line's
    `h` stands at its end, so those that follow it can still be told to be genuine. Raises DiskTrouble.
    """
    damage = check_replica(path, workspace).damage
    if not damage:
        return []
    found = []
    with locked(path / "lock"):
        for file in damage:
            if file.parent.name == "journal":
                found.append(_set_journal_aside(path, workspace, file))
            else:
                found.append(SetAside(file, _move(file), 0, 0))
        writers = Writers(path / "writers.json")
        here = place or fingerprint(path / "journal")
        if any(file.stem == writers.known().get(here) for file in damage):
            writers.renew(here, entropy)
        with trouble(path):
            (path / "snapshot.json").unlink(missing_ok=True)  # a cache; it may have been made of what was damaged
    return found


def _set_journal_aside(path: Path, workspace: str, file: Path) -> SetAside:
    writer = file.stem
    whole = Journal(file, workspace, writer).raws()
    sealed = _sealed(path / "segments", writer)
    kept = 0
    for run in _runs(whole, root(workspace, writer)):
        kept += len(run.raws)
        for part in _unsealed(run, sealed):
            _seal(path / "segments", workspace, writer, part)
    return SetAside(file, _move(file), kept, len(whole) - kept)


def _runs(whole: Iterable[bytes], start: str) -> Iterator[_Run]:
    """The lines that verify, in runs; the lines in between are damaged."""
    run, last, claimed = _Run(start, 1, []), start, start
    for raw in whole:
        prev = next((h for h in (last, claimed) if _follows(raw, h)), None)
        claimed = h_of(raw)  # what even a damaged line says of itself, for the next one to confirm
        if prev is None:
            continue
        if prev != last:
            yield run
            run = _Run(prev, decode(raw).seq, [])
        run.raws.append(raw)
        last = claimed
    yield run


def _follows(raw: bytes, prev: str) -> bool:
    try:
        return chained(prev, raw) == decode(raw).h
    except Refused:
        return False


def _sealed(segments: Path, writer: str) -> set[str]:
    """What the lines in a writer's segments call themselves. Their numbers say nothing: another branch has them too."""
    names = [name for file in file_sizes(segments) if (name := parse_name(file)) and name.writer == writer]
    return {h_of(raw) for name in names for raw in read_whole(segments / str(name)).split(b"\n")[1:-1]}


def _unsealed(run: _Run, sealed: set[str]) -> Iterator[_Run]:
    """The parts of a run that no segment holds yet."""
    part = _Run(run.prev, run.first, [])
    for seq, raw in enumerate(run.raws, run.first):
        if h_of(raw) in sealed:
            if part.raws:
                yield part
            part = _Run(h_of(raw), seq + 1, [])
        else:
            part.raws.append(raw)
    if part.raws:
        yield part


def _seal(segments: Path, workspace: str, writer: str, run: _Run) -> None:
    prev, first = run.prev, run.first
    for raws in portions(run.raws):
        name, content = seal(workspace, writer, prev, first, raws)
        write_atomically(segments / str(name), content)
        prev, first = h_of(raws[-1]), first + len(raws)


def _move(file: Path) -> Path:
    """Rename a file to a free name that nobody reads as a journal or a segment. Raises DiskTrouble."""
    number = 1
    while (aside := file.with_name(f"{file.stem}.damaged-{number}")).exists():
        number += 1
    with trouble(file):
        os.rename(file, aside)
        sync_dir(file.parent)
    return aside
