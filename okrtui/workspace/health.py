"""The doctor: every line of the replica and of its folder verified, and what is damaged set aside."""

from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from okrtui.okr.kinds import KINDS
from okrtui.storage import repair as repairs
from okrtui.storage.check import Odd as Odd
from okrtui.storage.check import What as What
from okrtui.storage.check import check_folder, check_replica, same
from okrtui.storage.errors import FolderAway
from okrtui.storage.line import Line
from okrtui.storage.repair import SetAside as SetAside
from okrtui.workspace import places
from okrtui.workspace.workspace import Workspace
from okrtui.workspace.writers import WriterFacts, writers


class Health(NamedTuple):
    """What verifying found. `damage` is of this replica's files, `odd` of the folder's."""

    state_hash: str
    lines: int
    writers: list[WriterFacts]
    odd: list[Odd]
    damage: list[str]
    missing: int
    """Lines that are known to exist but have not arrived: a later one of the same writer is here, or they are…"""
    unreadable: int
    """… what a damaged file of the folder was to hold."""
    newer: int
    """Lines with kinds, fields or members that this version does not know; they are kept and passed on."""
    away: str | None

    @property
    def bad_files(self) -> dict[str, str]:
        """The folder's damaged and foreign files, by name, with why."""
        return {each.name: each.why for each in self.odd if each.what is not What.COPY}

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
    odd: list[Odd] = []
    away = workspace.sync.look().away
    if away is None:
        try:
            here = workspace.replica.segment_names()
            odd = check_folder(workspace.folder, workspace.config.workspace, here)
        except FolderAway as error:
            away = str(error)
    found_writers = writers(workspace, state)
    gaps = sum(last - first + 1 for each in found_writers for first, last in each.gaps)
    unreadable = _unreadable(workspace, odd)
    told = found_writers, odd, damage, gaps + unreadable, unreadable, newer.count, away
    return Health(state.state_hash(), len(state.lines), *told)


def _unreadable(workspace: Workspace, odd: list[Odd]) -> int:
    """How many lines damaged files of the folder were to hold that this replica does not have."""
    replica = workspace.replica
    claimed = {each.was_to_hold for each in odd if each.was_to_hold} - set(replica.segment_names())
    return replica.missing_lines(claimed) - replica.missing_lines()


class _Newer:
    """Counts the lines that need a newer okrtui."""

    def __init__(self) -> None:
        from okrtui.okr.models import fields_of  # only here: nothing else that looks needs the models

        self._known = {kind: {"deleted", *(spec.name for spec in fields_of(kind))} for kind in KINDS}
        self.count = 0

    def look(self, line: Line) -> None:
        self.count += line.is_newer or any(op[2] not in self._known.get(op[0], ()) for op in line.ops)


def newer_lines(workspace: Workspace) -> int:
    """How many lines have kinds, fields or members that this version does not know. Reads every line."""
    newer = _Newer()
    for _, line in workspace.replica.history():
        newer.look(line)
    return newer.count


def repair(data: Path, said: str | None) -> list[SetAside]:
    """Set the damaged own files of the workspace that is named, or of the default one, aside.

    To be called while it is not open. Raises NoWorkspace, DiskTrouble.
    """
    home, config = places.choose(data, said)
    return repairs.repair(home, config.workspace)


def put_anew(workspace: Workspace) -> int:
    """Put into the folder whatever no good file there holds, as a look into every file shows; how many files went.

    What is bad stays where it is: it may be another's. A folder that is away gets nothing. Raises DiskTrouble.
    """
    put = 0
    with suppress(FolderAway):
        workspace.sync.check_all()
        put = workspace.sync.push()
    workspace.take_in(workspace.replica.catch_up())
    return put
