"""The doctor: every line of the replica and of its folder verified, and what is damaged set aside."""

from pathlib import Path
from typing import NamedTuple

from okrtui.okr.kinds import KINDS
from okrtui.storage import repair as repairs
from okrtui.storage.chains import chains
from okrtui.storage.check import check_folder, check_replica, same
from okrtui.storage.clean import clean_line
from okrtui.storage.clock import stamp_ms
from okrtui.storage.errors import FolderAway
from okrtui.storage.line import Line
from okrtui.storage.registers import State
from okrtui.storage.repair import SetAside as SetAside
from okrtui.workspace import places
from okrtui.workspace.workspace import Workspace

CLOCK_TOLERANCE_MS = 5 * 60 * 1000
"""How far a writer's last line may lie ahead of our clock before that is worth a word."""


class WriterFacts(NamedTuple):
    """A writer: whose lines it carries, how many are here, and whether this replica writes them."""

    writer: str
    person: str
    lines: int
    is_own: bool
    ahead: int | None
    """By how many seconds its last line lies ahead of our clock, where that is more than 5 minutes."""
    gaps: list[tuple[int, int]]
    """First and last number of each run of lines that have not arrived."""
    forks: list[int]
    """The numbers from which on it has several histories, all of them kept."""


class Health(NamedTuple):
    """What verifying found. `damage` is of this replica's files, `bad_files` of the folder's, by name."""

    state_hash: str
    lines: int
    writers: list[WriterFacts]
    bad_files: dict[str, str]
    damage: list[str]
    missing: int
    newer: int
    """Lines with kinds, fields or members that this version does not know; they are kept and passed on."""
    away: str | None

    @property
    def is_sound(self) -> bool:
        """Whether everything that could be read is as it was written."""
        return not self.damage and not self.bad_files


def examine(workspace: Workspace) -> Health:
    """Verify every line of the replica and of the folder, from the first byte on. Nothing is changed."""
    newer = _Newer()
    state, found = check_replica(workspace.home, workspace.config.workspace, newer.look)
    damage = list(found.values())
    with workspace.lock:
        shown = workspace.state
        if not damage and shown.lines.keys() == state.lines.keys() and not same(shown, state):
            snapshot = workspace.home / "snapshot.json"
            damage.append(f"{snapshot}: it is not what the lines make; remove it, it is made anew")
    bad: dict[str, str] = {}
    away = workspace.sync.look().away
    if away is None:
        try:
            bad = check_folder(workspace.folder, workspace.config.workspace)
        except FolderAway as error:
            away = str(error)
    writers = _writers(workspace, state)
    missing = sum(last - first + 1 for each in writers for first, last in each.gaps)
    return Health(state.state_hash(), len(state.lines), writers, bad, damage, missing, newer.count, away)


class _Newer:
    """Counts the lines that need a newer okrtui."""

    def __init__(self) -> None:
        from okrtui.okr.models import fields_of  # only here: nothing else that looks needs the models

        self._known = {kind: {"deleted", *(spec.name for spec in fields_of(kind))} for kind in KINDS}
        self.count = 0

    def look(self, line: Line) -> None:
        self.count += line.is_newer or any(op[2] not in self._known.get(str(op[0]), ()) for op in line.ops)


def _writers(workspace: Workspace, state: State) -> list[WriterFacts]:
    own = set(workspace.replica.own_writers())
    now = workspace.moment.clock()
    found = []
    for chain in chains(state.lines.values()):
        person = clean_line(workspace.company.title(chain.last.by)) or chain.last.by
        ahead = stamp_ms(chain.last.ts) - now
        found.append(
            WriterFacts(
                chain.writer,
                person,
                chain.length,
                chain.writer in own,
                ahead // 1000 if ahead > CLOCK_TOLERANCE_MS else None,
                chain.gaps,
                chain.forks,
            )
        )
    return found


def repair(data: Path, said: str | None) -> list[SetAside]:
    """Set the damaged own files of the workspace that is named, or of the default one, aside.

    To be called while it is not open. Raises NoWorkspace, DiskTrouble.
    """
    home, config = places.choose(data, said)
    return repairs.repair(home, config.workspace)
