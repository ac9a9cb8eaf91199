"""Every single call to the disk fails once, fails from then on, or is the last of a killed process."""

import errno
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest

from okrtui.storage.repair import repair
from okrtui.storage.replica import Act, Replica
from okrtui.storage.sync import Sync
from tests.faults.breaking import breaking, fails, killed_at
from tests.faults.conftest import Pace
from tests.faults.office import Office, lively_office
from tests.faults.oracle import Proof, documented
from tests.storage.builders import ANA, WORKSPACE, title

Work = Callable[[Office, Replica], list[str]]
Prove = Callable[[str], Proof]


def append(office: Office, ana: Replica) -> list[str]:
    """One act."""
    return [line.h for line in ana.append(ANA, [Act([title("new", id="d" * 16)])])]


def append_many(office: Office, ana: Replica) -> list[str]:
    """An import: many acts, one journal write."""
    acts = [Act([title(f"row {n}", id=f"{n:016x}")], batch="b" * 16) for n in range(20)]
    return [line.h for line in ana.append(ANA, acts)]


def append_under_a_new_name(office: Office, ana: Replica) -> list[str]:
    """The clock was two days ahead: the act begins a journal."""
    office.clock.advance(-2 * 24 * 3_600_000)
    try:
        return append(office, ana)
    finally:
        office.clock.advance(2 * 24 * 3_600_000)


def seal(office: Office, ana: Replica) -> list[str]:
    """Make segments of what is not sealed."""
    ana.seal()
    return []


def push(office: Office, ana: Replica) -> list[str]:
    """Put what the folder lacks."""
    Sync(ana, office.folder).push()
    return []


def pull(office: Office, ana: Replica) -> list[str]:
    """Take what is new."""
    Sync(ana, office.folder).pull()
    return []


def tidy(office: Office, ana: Replica) -> list[str]:
    """Merge small segments."""
    Sync(ana, office.folder).tidy()
    return []


def snapshot(office: Office, ana: Replica) -> list[str]:
    """Write the snapshot."""
    ana.save()
    return []


def open_anew(office: Office, ana: Replica) -> list[str]:
    """Open the replica once more, and catch up."""
    office.ana().catch_up()
    return []


def whole_day(office: Office, ana: Replica) -> list[str]:
    """Everything after the other."""
    said = append(office, ana)
    for work in (pull, push, tidy, snapshot):
        work(office, ana)
    return said


WORKS: list[Work] = [
    append,
    append_many,
    append_under_a_new_name,
    seal,
    push,
    pull,
    tidy,
    snapshot,
    open_anew,
    whole_day,
]


@pytest.fixture
def office(place: Path) -> Office:
    """An office with a past."""
    return lively_office(place / "office")


def copies(office: Office, pace: Pace) -> Iterator[tuple[int, Office]]:
    """The office again and again, with the number of a call from 1."""
    for number in count(1, pace.every(4)):
        yield number, office.copied(office.place.with_name("broken"))


@pytest.mark.parametrize("lasting", [False, True], ids=["once", "from-then-on"])
@pytest.mark.parametrize("number", [errno.EIO, errno.ENOSPC], ids=["EIO", "ENOSPC"])
@pytest.mark.parametrize("work", WORKS, ids=lambda work: work.__name__)
def test_every_call_fails(office: Office, prove: Prove, pace: Pace, work: Work, number: int, lasting: bool) -> None:
    proof = prove("a call to the disk fails")
    for at, broken in copies(office, pace):
        ana = broken.ana()
        with breaking(at, fails(number), lasting=lasting) as calls, documented():
            broken.confirmed |= set(work(broken, ana))
        proof.holds(broken.ana_path, broken.confirmed - bens(broken), faults=int(calls.struck), live=ana)
        broken.confirmed |= set(work(broken, ana))  # the same process goes on
        broken.everyone_meets(proof if at % 5 == 0 else None)
        if not calls.struck:
            return


@pytest.mark.parametrize("work", WORKS, ids=lambda work: work.__name__)
def test_the_process_is_killed_at_every_call(office: Office, prove: Prove, pace: Pace, work: Work) -> None:
    proof = prove("killed at a call to the disk")
    for at, broken in copies(office, pace):

        def worker(say: Callable[[str], None], broken: Office = broken) -> None:
            for h in work(broken, broken.ana()):
                say(h)

        killed = killed_at(at, worker)
        broken.confirmed |= set(killed.said)
        proof.holds(broken.ana_path, broken.confirmed - bens(broken), faults=int(killed.at_work))
        broken.confirmed |= set(work(broken, broken.ana()))
        broken.everyone_meets(proof if at % 5 == 0 else None)
        if not killed.at_work:
            return


def bens(office: Office) -> set[str]:
    """The lines that Ben may have alone."""
    own = set(office.ben().own_writers())
    return {h for h, stamp in office.ben().state.lines.items() if stamp.writer in own}


@pytest.mark.parametrize("lasting", [False, True], ids=["once", "from-then-on"])
def test_every_call_of_a_repair_fails(office: Office, prove: Prove, pace: Pace, lasting: bool) -> None:
    """What the damage itself has cost is lost before; the repair must not lose a line more."""
    proof = prove("a call to the disk fails")
    damage_a_line(office)
    for at, broken in copies(office, pace):
        with breaking(at, fails(errno.EIO), lasting=lasting) as calls, documented():
            repair(broken.ana_path, WORKSPACE, entropy=lambda n: b"\x02" * n, place="here")
        repair(broken.ana_path, WORKSPACE, entropy=lambda n: b"\x02" * n, place="here")
        proof.holds(broken.ana_path, broken.confirmed - bens(broken), faults=int(calls.struck))
        broken.confirmed |= set(append(broken, broken.ana()))
        broken.everyone_meets(proof if at % 5 == 0 else None)
        if not calls.struck:
            return


def test_a_repair_is_killed_at_every_call(office: Office, prove: Prove, pace: Pace) -> None:
    proof = prove("killed at a call to the disk")
    damage_a_line(office)
    for at, broken in copies(office, pace):

        def worker(say: Callable[[str], None], broken: Office = broken) -> None:
            repair(broken.ana_path, WORKSPACE, entropy=lambda n: b"\x02" * n, place="here")

        killed = killed_at(at, worker)
        repair(broken.ana_path, WORKSPACE, entropy=lambda n: b"\x03" * n, place="here")
        proof.holds(broken.ana_path, broken.confirmed - bens(broken), faults=int(killed.at_work))
        broken.confirmed |= set(append(broken, broken.ana()))
        broken.everyone_meets(proof if at % 5 == 0 else None)
        if not killed.at_work:
            return


def damage_a_line(office: Office) -> None:
    """A byte of the last line but one, which no segment holds, is another: with it and the next two are lost."""
    [journal] = (office.ana_path / "journal").glob("*.jsonl")
    lines = journal.read_bytes().splitlines(keepends=True)
    lines[-2] = lines[-2].replace(b"not sealed", b"rot sealed")
    journal.write_bytes(b"".join(lines))
    office.confirmed -= {raw[-35:-3].decode() for raw in lines[-2:-1]}
