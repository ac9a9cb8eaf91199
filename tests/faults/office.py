"""Ana, Ben and their folder, with a past, to be copied and broken again and again."""

import shutil
from collections.abc import Iterable
from pathlib import Path

from okrtui.storage.folder import SEGMENTS, Directory
from okrtui.storage.line import Line
from okrtui.storage.merging import MERGED_AFTER_MS
from okrtui.storage.replica import Replica
from okrtui.storage.sync import Sync
from tests.faults.oracle import Proof, all_in_step
from tests.storage.builders import FakeClock, create_folder, files_in, meet, open_replica, retitle

LATER_MS = MERGED_AFTER_MS + 3_600_000


class Office:
    """A directory with the replicas of Ana and Ben and the folder between them, and every line that was confirmed."""

    def __init__(self, place: Path, clock: FakeClock, confirmed: Iterable[str] = (), opened: int = 0) -> None:
        self.place = place
        self.clock = clock
        self.confirmed = set(confirmed)
        self.folder = Directory(place / "shared")
        self._opened = opened

    @property
    def ana_path(self) -> Path:
        """Where Ana's replica lies."""
        return self.place / "ana"

    def ana(self) -> Replica:
        """Ana's replica, opened by a new process."""
        return self._open("ana")

    def ben(self) -> Replica:
        """Ben's replica, opened by a new process."""
        return self._open("ben")

    def _open(self, name: str) -> Replica:
        """Each opening draws names of its own, or a new writer would be called as the first one was."""
        self._opened += 1
        return open_replica(self.place / name, self.clock, seed=self._opened)

    def says(self, replica: Replica, value: str, id: str = "0b1ec71e00000001") -> Line:
        """Someone writes a title, which is confirmed with that."""
        line = retitle(replica, value, id)
        self.confirmed.add(line.h)
        return line

    def copied(self, to: Path) -> "Office":
        """The same office elsewhere."""
        shutil.rmtree(to, ignore_errors=True)
        shutil.copytree(self.place, to)
        return Office(to, FakeClock(self.clock.now), self.confirmed, self._opened)

    def everyone_meets(self, proof: Proof | None = None) -> None:
        """All meet twice, and are then in step with every confirmed line."""
        team = [self.ana(), self.ben()]
        for replica in (*team, *team):
            meet(replica, self.folder)
        all_in_step(team)
        lost = self.confirmed - team[0].state.lines.keys()
        assert not lost
        if proof:
            for name in ("ana", "ben"):
                proof.holds(self.place / name, self.confirmed, faults=0)

    def newcomer_finds_all(self, proof: Proof, *, faults: int = 1) -> None:
        """To someone who joins now, the folder is all there is."""
        path = self.place / "newcomer"
        shutil.rmtree(path, ignore_errors=True)
        newcomer = open_replica(path, self.clock)
        meet(newcomer, self.folder)
        proof.holds(path, self.confirmed, faults=faults, live=newcomer)

    def segments(self) -> dict[str, bytes]:
        """The files among the folder's segments."""
        return files_in(self.folder.path / SEGMENTS)


def lively_office(place: Path) -> Office:
    """Old small segments, a conflict, some lines that Ana has not pulled yet, some that she has not sealed."""
    office = Office(place, FakeClock())
    create_folder(place / "shared")
    ana, ben = office.ana(), office.ben()
    for n in range(3):
        office.says(ana, f"Ana {n}")
        meet(ana, office.folder)
    meet(ben, office.folder)
    office.says(ben, "Ben's")
    office.says(ana, "Ana's")
    meet(ana, office.folder)
    ana.save()
    office.clock.advance(LATER_MS)
    meet(ben, office.folder)
    for n in range(2):
        office.says(ana, f"not sealed {n}", id="c" * 16)
    return office


def everything(office: Office) -> Sync:
    """Ana's sync, after she has met the others."""
    return meet(office.ana(), office.folder)
