"""Files that are cut off, flipped, filled with zeros or taken from somewhere else."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from okrtui.storage.check import check_replica
from okrtui.storage.folder import SEGMENTS
from okrtui.storage.repair import repair
from okrtui.storage.replica import Act
from okrtui.storage.sync import Sync
from tests.faults.conftest import Pace
from tests.faults.office import Office, lively_office
from tests.faults.oracle import Proof, documented
from tests.storage.builders import ANA, WORKSPACE, meet, summed, title

Prove = Callable[[str], Proof]


@pytest.fixture
def office(place: Path) -> Office:
    """An office with a past."""
    return lively_office(place / "office")


def journal_of(path: Path) -> Path:
    """The one journal of a replica."""
    [journal] = (path / "journal").glob("*.jsonl")
    return journal


def lines_of(journal: bytes) -> list[str]:
    """What the whole lines of a journal call themselves."""
    return [raw[-34:-2].decode() for raw in journal.split(b"\n")[:-1]]


# --- the journal


def test_a_journal_that_stops_at_every_byte(office: Office, prove: Prove, pace: Pace) -> None:
    """A crash of the machine: what was on the disk stays, the torn act is cut, and work goes on."""
    proof = prove("journal cut off at a byte")
    content = journal_of(office.ana_path).read_bytes()
    for number, size in enumerate(range(0, len(content) + 1, pace.every(17))):
        broken = office.copied(office.place.with_name("broken"))
        journal_of(broken.ana_path).write_bytes(content[:size])
        left = {*lines_of(content[:size]), *in_segments(broken)}
        proof.holds(broken.ana_path, left)
        broken.confirmed &= left | bens(broken)
        said = broken.says(broken.ana(), "after the crash")
        proof.holds(broken.ana_path, left | {said.h}, faults=0)
        if number % 10 == 0:
            broken.everyone_meets(proof)


def in_segments(office: Office) -> set[str]:
    """Every line that Ana's segments hold."""
    names = office.ana().segment_names()
    return {h for name in names for h in lines_of((office.ana_path / "segments" / str(name)).read_bytes())[1:]}


def bens(office: Office) -> set[str]:
    """Everything that Ben's replica holds."""
    return set(office.ben().state.lines)


@pytest.mark.parametrize("flip", [1, 0x80])
@pytest.mark.parametrize("is_open", [False, True], ids=["reopened", "under an open program"])
def test_a_flipped_byte_in_the_journal_is_named_and_costs_no_other_line(
    office: Office, prove: Prove, pace: Pace, flip: int, is_open: bool
) -> None:
    """Whatever stands in a segment is not lost with the journal; a repair keeps the lines behind the damage."""
    proof = prove("a flipped byte in the journal")
    content = journal_of(office.ana_path).read_bytes()
    for number, at in enumerate(range(0, len(content), pace.every(13))):
        broken = office.copied(office.place.with_name("broken"))
        ana = broken.ana() if is_open else None
        journal_of(broken.ana_path).write_bytes(content[:at] + bytes([content[at] ^ flip]) + content[at + 1 :])
        hit = content[:at].count(b"\n")
        sealed = in_segments(broken)
        lost = {h for h in lines_of(content)[hit : hit + 2] if h not in sealed}
        with documented():
            broken.says(ana or broken.ana(), "goes on")
        with documented():
            meet(ana or broken.ana(), broken.folder)
        with documented():
            repair(broken.ana_path, WORKSPACE, entropy=lambda n: b"\x02" * n, place="here")
        broken.confirmed -= lost
        proof.holds(broken.ana_path, broken.confirmed & {*lines_of(content), *sealed} - lost)
        broken.says(broken.ana(), "after the repair")
        if number % 5 == 0 or at > len(content) - 40:  # where the next line's chain hangs
            broken.everyone_meets(proof)


# --- segments


@pytest.mark.parametrize("where", ["at home", "in the folder"])
def test_a_flipped_byte_of_a_segment(office: Office, prove: Prove, pace: Pace, where: str) -> None:
    """It is named or harmless, costs nothing, and is set right by the next who meets."""
    proof = prove(f"a flipped byte of a segment {where}")
    ana, ben = office.ana(), office.ben()
    for each in (ana, ben, ana):
        meet(each, office.folder)
    names = [str(name) for name in ana.segment_names()]
    step = pace.every(29)
    for name in names[:: 1 if step == 1 else 4]:
        content = (office.ana_path / "segments" / name).read_bytes()
        for at in range(0, len(content), step):
            broken = office.copied(office.place.with_name("broken"))
            flipped = content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :]
            folder = broken.folder.path / SEGMENTS
            here = broken.ana_path / "segments" if where == "at home" else folder
            (here / name).write_bytes(flipped)
            (broken.ana_path / "snapshot.json").unlink()
            for replica in (broken.ana(), broken.ben()):
                sync = Sync(replica, broken.folder)
                sync.check_all()  # the doctor's look at every byte
                sync.push()
            broken.everyone_meets()
            if where == "at home":
                proof.holds(broken.ana_path, broken.confirmed)
            else:
                shutil.rmtree(broken.ana_path)  # a newcomer, to whom the folder is all there is
                meet(broken.ana(), broken.folder)
                proof.holds(broken.ana_path, broken.confirmed)


# --- the snapshot


def test_a_snapshot_is_whatever(office: Office, prove: Prove, pace: Pace) -> None:
    """Cut off, zeros, flipped, another schema's, another's: it is a cache, and what is shown is what the lines say."""
    proof = prove("a snapshot that is not what it should be")
    ana, ben = office.ana(), office.ben()
    ana.save()
    ben.save()
    good = (office.ana_path / "snapshot.json").read_bytes()
    bens_own = (office.place / "ben" / "snapshot.json").read_bytes()
    truth = check_replica(office.ana_path, WORKSPACE).state
    step = pace.every(197)
    others = [
        *(good[:size] for size in range(0, len(good), step)),
        *(good[:size] + bytes(len(good) - size) for size in range(0, len(good), step)),
        *(good[:at] + bytes([good[at] ^ 1]) + good[at + 1 :] for at in range(0, len(good), step)),
        bytes(len(good)),
        bens_own,
        summed(good.replace(b'"format":1', b'"format":2')),
        summed(good.replace(b'"fields"', b'"felds"')),
        json.dumps({"about": {"1": {}}, "lines": {}, "objects": {}}).encode(),
    ]
    for content in others:
        (office.ana_path / "snapshot.json").write_bytes(content)
        state = proof.holds(office.ana_path, set(truth.lines), live=office.ana())
        assert state.state_hash() == truth.state_hash()


def test_a_snapshot_from_before_a_restored_journal(office: Office, prove: Prove) -> None:
    """The snapshot is newer than the journal beside it: the journal counts."""
    proof = prove("a snapshot that is not what it should be")
    ana = office.ana()
    ana.append(ANA, [Act([title("newest", id="e" * 16)])])
    ana.save()
    journal = journal_of(office.ana_path)
    whole = journal.read_bytes().splitlines(keepends=True)
    journal.write_bytes(b"".join(whole[:-1]))
    proof.holds(office.ana_path, {*lines_of(journal.read_bytes()), *in_segments(office)}, live=office.ana())
