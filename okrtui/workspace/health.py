"""The doctor: every line of the replica and of its folder verified, and what is damaged set aside."""

from collections import Counter
from pathlib import Path
from typing import NamedTuple

from okrtui.storage import repair as repairs
from okrtui.storage.check import check_folder, check_replica, same
from okrtui.storage.clean import clean_line
from okrtui.storage.errors import FolderAway
from okrtui.storage.registers import State
from okrtui.storage.repair import SetAside as SetAside
from okrtui.storage.sync import missing_lines
from okrtui.workspace import places
from okrtui.workspace.workspace import Workspace


class WriterFacts(NamedTuple):
    """A writer: whose lines it carries, how many are here, and whether this replica writes them."""

    writer: str
    person: str
    lines: int
    is_own: bool


class Health(NamedTuple):
    """What verifying found. `damage` is of this replica's files, `bad_files` of the folder's, by name."""

    state_hash: str
    lines: int
    writers: list[WriterFacts]
    bad_files: dict[str, str]
    damage: list[str]
    missing: int
    away: str | None

    @property
    def is_sound(self) -> bool:
        """Whether everything that could be read is as it was written."""
        return not self.damage and not self.bad_files


def examine(workspace: Workspace) -> Health:
    """Verify every line of the replica and of the folder, from the first byte on. Nothing is changed."""
    state, found = check_replica(workspace.home, workspace.config.workspace)
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
    missing = missing_lines(workspace.replica)
    return Health(state.state_hash(), len(state.lines), _writers(workspace, state), bad, damage, missing, away)


def _writers(workspace: Workspace, state: State) -> list[WriterFacts]:
    counts = Counter((stamp.writer, stamp.by) for stamp in state.lines.values())
    own = set(workspace.replica.own_writers())
    return [
        WriterFacts(writer, clean_line(workspace.company.title(by)) or by, number, writer in own)
        for (writer, by), number in sorted(counts.items())
    ]


def repair(data: Path, said: str | None) -> list[SetAside]:
    """Set the damaged own files of the workspace that is named, or of the default one, aside.

    To be called while it is not open. Raises NoWorkspace, DiskTrouble.
    """
    home, config = places.choose(data, said)
    return repairs.repair(home, config.workspace)
