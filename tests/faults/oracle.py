"""The one oracle of all fault tests: what a replica says after a fault, whichever way it is read.

Merged step by step, rebuilt from the files, rebuilt in a shuffled order, loaded from a snapshot, and computed from
nothing but the definition of heads and gone: all five are equal. Every line verifies, is there once, and no confirmed
one is missing.
"""

import shutil
import tempfile
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random

from okrtui.storage.check import check_replica, same
from okrtui.storage.errors import StoreError
from okrtui.storage.journal import Journal
from okrtui.storage.registers import State
from okrtui.storage.replica import Replica
from okrtui.storage.segment import verify
from tests.storage.builders import WORKSPACE, entropy, summary
from tests.storage.histories import Known, gone_by_definition, heads_by_definition, merged

Record = Callable[[str, int, int, int], None]
"""Takes a kind of fault, the faults tried, the lines confirmed, and those lost."""


class Proof:
    """Checks replicas after faults of one kind, and counts for the table at the end."""

    def __init__(self, kind: str, record: Record) -> None:
        self.kind = kind
        self._record = record

    def tried(self, faults: int = 1) -> None:
        """Count faults that no confirmed line could have met."""
        self._record(self.kind, faults, 0, 0)

    def holds(
        self,
        path: Path,
        confirmed: Collection[str],
        *,
        faults: int = 1,
        live: Replica | None = None,
        workspace: str = WORKSPACE,
    ) -> State:
        """The state of the replica at `path` after a fault, as all ways of reading it agree that it is.

        `live` is the object that went through the fault, if it is still in use.
        """
        rebuilt = check_replica(path, workspace)
        lost = set(confirmed) - rebuilt.state.lines.keys()
        self._record(self.kind, faults, len(confirmed), len(lost))
        assert not lost, f"lost: {sorted(lost)}"
        assert rebuilt.damage == {}
        agree(path, rebuilt.state, workspace)
        if live is not None:
            live.catch_up()
            assert same(live.state, rebuilt.state)
            assert live.damage == []
        return rebuilt.state


def agree(path: Path, rebuilt: State, workspace: str = WORKSPACE) -> None:
    """Read a replica in every other way there is, and find the same. The files are left as they are."""
    known = list(every_line(path, workspace))
    for order in shuffled(known):
        other = merged(order)
        assert same(other, rebuilt)
        assert other.state_hash() == rebuilt.state_hash()
    heads, gone = heads_by_definition(known), gone_by_definition(known)
    assert summary(rebuilt) == {key: (heads[key], gone[key]) for key in heads}
    with copied(path) as copy:
        reopened = reopen(copy, workspace)
        assert same(reopened.state, rebuilt)
        (copy / "snapshot.json").unlink(missing_ok=True)
        anew = reopen(copy, workspace)
        assert same(anew.state, rebuilt)
        anew.save()
        loaded = reopen(copy, workspace)
        assert same(loaded.state, rebuilt)
        assert loaded.state.state_hash() == rebuilt.state_hash()
        told = [line.h for _, line in loaded.history()]
        assert sorted(told) == sorted(rebuilt.lines)  # each exactly once


def every_line(path: Path, workspace: str = WORKSPACE) -> Iterator[Known]:
    """Every line in a replica's sound files, as often as it lies there."""
    for file in sorted((path / "segments").glob("*.jsonl")):
        segment = verify(file.read_bytes(), workspace)
        yield from ((segment.writer, line) for line in segment.lines)
    for file in sorted((path / "journal").glob("*.jsonl")):
        found, _ = Journal(file, workspace, file.stem).verified()
        yield from ((file.stem, line) for line, _, _ in found)


def shuffled(known: Collection[Known]) -> Iterator[list[Known]]:
    """Two other orders of the same lines: backwards, and any."""
    yield list(known)[::-1]
    order = list(known)
    Random(len(order)).shuffle(order)
    yield order


def reopen(path: Path, workspace: str = WORKSPACE) -> Replica:
    """The replica as a new process finds it, which only looks."""
    return Replica(path, workspace, entropy=entropy(0), place="the oracle's")


@contextmanager
def copied(path: Path) -> Iterator[Path]:
    """A copy of a directory, for a while, one level up: what it lies in may be a disk that is full."""
    with tempfile.TemporaryDirectory(dir=path.parent.parent, prefix=".copy-") as place:
        copy = Path(place) / path.name
        shutil.copytree(path, copy)
        yield copy


def all_in_step(replicas: Iterable[Replica]) -> None:
    """Every replica holds the same lines, heads and gone."""
    first, *others = replicas
    for other in others:
        assert summary(other.state) == summary(first.state)
        assert other.state.state_hash() == first.state.state_hash()


@contextmanager
def documented() -> Iterator[None]:
    """A fault may raise what the store says it raises, and nothing else."""
    complaint = "none"
    try:
        yield
    except StoreError as error:
        complaint = str(error)
    assert complaint
    assert "\n" not in complaint
