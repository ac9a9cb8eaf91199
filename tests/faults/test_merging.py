"""Old small segments are merged while the process is killed, others hold the small ones, or another program is open."""

from collections.abc import Callable
from itertools import count
from pathlib import Path

from okrtui.storage.sync import Sync
from tests.faults.breaking import killed_at
from tests.faults.conftest import Pace
from tests.faults.office import LATER_MS, Office, lively_office
from tests.faults.oracle import Proof
from tests.storage.builders import meet

Prove = Callable[[str], Proof]


def test_a_merging_that_is_killed_anywhere_while_others_hold_the_small_ones(
    place: Path, prove: Prove, pace: Pace
) -> None:
    """Whatever Ben does meanwhile, no line is lost, and in the end no small one is left."""
    proof = prove("merging killed between put, verify, remove")
    office = lively_office(place / "office")
    for n in range(4):
        office.says(office.ana(), f"old {n}", id="d" * 16)
        meet(office.ana(), office.folder)
    office.everyone_meets()
    office.clock.advance(LATER_MS)
    for at in count(1, pace.every(3)):
        broken = office.copied(office.place.with_name("broken"))

        def work(say: Callable[[str], None], broken: Office = broken) -> None:
            Sync(broken.ana(), broken.folder).tidy()

        killed = killed_at(at, work)
        broken.newcomer_finds_all(proof, faults=int(killed.at_work))
        meet(broken.ben(), broken.folder)
        Sync(broken.ana(), broken.folder).tidy()
        meet(broken.ben(), broken.folder)
        Sync(broken.ana(), broken.folder).tidy()
        broken.everyone_meets(proof)
        broken.newcomer_finds_all(proof, faults=0)
        ana = broken.ana()
        assert len([name for name in broken.segments() if name.startswith(ana.writer)]) == 1, at
        assert len(ana.own_segments()) == 1
        if not killed.at_work:
            return


def test_one_program_merges_while_another_of_the_same_person_is_open(place: Path, prove: Prove) -> None:
    """The other finds files gone that it knew: it goes on, and can still push."""
    proof = prove("files of one's own gone under an open program")
    office = lively_office(place / "office")
    office.everyone_meets()
    office.clock.advance(LATER_MS)
    other = office.ana()
    assert Sync(office.ana(), office.folder).tidy() > 1
    office.says(other, "goes on")
    sync = meet(other, office.folder)
    assert sync.state().in_step
    assert other.damage == []
    other.save()
    proof.holds(office.ana_path, office.confirmed, live=other)
    office.everyone_meets(proof)
