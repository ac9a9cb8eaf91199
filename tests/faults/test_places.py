"""One person in several places and times: copied homes, restored backups, forks, programs at once, wrong clocks."""

import os
import shutil
import signal
import time
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from random import Random

import pytest

from okrtui.storage.clock import DAY_MS
from okrtui.storage.errors import LetGo
from okrtui.storage.folder import Directory
from okrtui.storage.replica import Replica
from okrtui.storage.sync import Sync
from tests.faults.breaking import spoken
from tests.faults.conftest import Pace
from tests.faults.office import LATER_MS
from tests.faults.oracle import Proof, all_in_step
from tests.storage.builders import WORKSPACE, FakeClock, create_folder, entropy, meet, retitle

Prove = Callable[[str], Proof]
YEARS = 10 * 365 * DAY_MS


def at_home(path: Path, clock: FakeClock, seed: int = 0) -> Replica:
    """A replica that finds out by itself where it lives."""
    return Replica(path, WORKSPACE, clock=clock, entropy=entropy(seed) if seed else os.urandom)


@pytest.fixture
def folder(place: Path) -> Directory:
    """An empty folder."""
    return create_folder(place / "shared")


def all_meet(folder: Directory, confirmed: set[str], proof: Proof, *homes: Path) -> list[Replica]:
    """Everyone meets twice; all are in step, with everything; a newcomer too."""
    clock = FakeClock()
    team = [at_home(home, clock) for home in (*homes, folder.path.parent / "newcomer")]
    for replica in (*team, *team):
        meet(replica, folder)
    all_in_step(team)
    for replica in team:
        proof.holds(replica.path, confirmed, faults=int(replica is team[0]), live=replica)
    return team


@pytest.mark.parametrize("copied", ["before the first meeting", "after it"])
def test_a_home_copied_to_another_machine(place: Path, folder: Directory, prove: Prove, copied: str) -> None:
    proof = prove("home copied")
    clock = FakeClock()
    laptop = at_home(place / "laptop", clock)
    confirmed = {retitle(laptop, f"before {n}").h for n in range(3)}
    if copied == "after it":
        meet(laptop, folder)
        laptop.save()
    shutil.copytree(place / "laptop", place / "desktop")
    desktop = at_home(place / "desktop", clock)
    for n in range(3):
        confirmed |= {retitle(laptop, f"laptop {n}").h, retitle(desktop, f"desktop {n}").h}
    assert len(set(laptop.own_writers()) | set(desktop.own_writers())) == 2
    all_meet(folder, confirmed, proof, place / "laptop", place / "desktop")


@pytest.mark.parametrize("offline", [0, 1, 2, 3])
@pytest.mark.parametrize("lost", [0, 1, 3])
@pytest.mark.parametrize("is_tidied", [False, True], ids=["", "merged meanwhile"])
def test_a_backup_put_back_in_place(
    place: Path, folder: Directory, prove: Prove, offline: int, lost: int, is_tidied: bool
) -> None:
    """The folder has lines that the journal lacks, and lines with the same numbers are written before anyone knows."""
    proof = prove("backup restored, forked")
    clock = FakeClock()
    ana = at_home(place / "ana", clock)
    confirmed = {retitle(ana, f"before {n}").h for n in range(2)}
    meet(ana, folder)
    ana.save()
    shutil.copytree(place / "ana", place / "backup")
    for n in range(lost):
        confirmed.add(retitle(ana, f"lost {n}").h)
        meet(ana, folder)
    if is_tidied:
        clock.advance(LATER_MS)
        Sync(ana, folder).tidy()
    for path in (place / "ana").rglob("*"):
        if path.is_file():
            path.unlink()
    shutil.copytree(place / "backup", place / "ana", dirs_exist_ok=True)  # in place: the fingerprint is the old one
    restored = at_home(place / "ana", clock)
    for n in range(offline):
        confirmed.add(retitle(restored, f"offline {n}").h)
    meet(restored, folder)
    for n in range(2):
        confirmed.add(retitle(restored, f"later {n}").h)
    [again, _] = all_meet(folder, confirmed, proof, place / "ana")
    assert again.unsealed() == 0
    clock.advance(LATER_MS)
    Sync(again, folder).tidy()
    all_meet(folder, confirmed, proof, place / "ana")


def test_a_machine_cloned_whole_shares_the_fingerprint(place: Path, folder: Directory, prove: Prove) -> None:
    """A virtual machine and its clone: two places, one name, the same numbers. Both branches are kept."""
    proof = prove("backup restored, forked")
    clock = FakeClock()
    one = Replica(place / "one", WORKSPACE, clock=clock, entropy=entropy(1), place="cloned")
    confirmed = {retitle(one, "before").h}
    shutil.copytree(place / "one", place / "two")
    two = Replica(place / "two", WORKSPACE, clock=clock, entropy=entropy(2), place="cloned")
    for n in range(4):
        confirmed |= {retitle(one, f"one {n}").h, retitle(two, f"two {n}", id="e" * 16).h}
        meet((one, two)[n % 2], folder)
    assert len(set(one.own_writers() + two.own_writers())) > 1  # they noticed, and parted
    all_meet(folder, confirmed, proof, place / "one", place / "two")


@pytest.mark.parametrize("off", [2 * DAY_MS, YEARS, -YEARS, 2**47])
def test_a_clock_that_was_wrong_and_is_right_again(place: Path, folder: Directory, prove: Prove, off: int) -> None:
    proof = prove("wrong clocks")
    clock = FakeClock()
    ana = at_home(place / "ana", clock)
    confirmed = {retitle(ana, "before").h}
    for _ in range(3):
        for now in (clock.now + off, clock.now):
            clock.now = now
            line = retitle(ana, f"at {now}")
            confirmed.add(line.h)
            assert ana.state.heads("objective", "0b1ec71e00000001", "title") == (line.h,)
        clock.advance(1000)
    meet(ana, folder)
    all_meet(folder, confirmed, proof, place / "ana")


def test_programs_of_one_person_at_once_some_of_them_killed(
    place: Path, folder: Directory, prove: Prove, pace: Pace
) -> None:
    """They append, seal, push, pull, merge and write the snapshot, all in one replica."""
    proof = prove("programs at once, some killed")
    confirmed: set[str] = set()
    for turn in range(pace.times(3, 60)):
        programs = [spoken(partial(work, place / "ana", folder, turn + each)) for each in range(3)]
        rng = Random(turn)
        for child, _ in programs[:2]:
            time.sleep(rng.uniform(0, 0.1))
            os.kill(child, signal.SIGKILL)
        for child, ear in programs:
            with open(ear) as heard:
                said = heard.read()
            assert os.waitpid(child, 0)[1] in (0, signal.SIGKILL), said
            confirmed |= set(said.split())
        proof.holds(place / "ana", confirmed, faults=2)
    all_meet(folder, confirmed, proof, place / "ana")


def work(home: Path, folder: Directory, seed: int, say: Callable[[str], None]) -> None:
    """What one program does."""
    rng = Random(seed)
    clock = FakeClock()
    clock.advance(seed * LATER_MS)
    ana = at_home(home, clock)
    sync = Sync(ana, folder)
    for n in range(30):
        say(retitle(ana, f"{seed} {n}", id=f"{rng.randrange(3):016x}").h)
        works: list[Callable[[], object]] = [sync.push, sync.pull, sync.tidy, ana.save, ana.seal, ana.unsealed]
        with suppress(LetGo):  # another one is tidying
            rng.choice(works)()
