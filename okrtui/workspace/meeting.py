"""The meeting: how this replica and its folder stand, for people who want to know more than a word about it."""

from contextlib import suppress
from enum import StrEnum
from typing import NamedTuple

from okrtui.storage.clean import clean_line
from okrtui.storage.errors import FolderAway
from okrtui.storage.sync import SyncState
from okrtui.workspace.live import Live, last_met
from okrtui.workspace.prospects import shown_path
from okrtui.workspace.workspace import Workspace
from okrtui.workspace.writers import WriterFacts, writers


class Standing(StrEnum):
    """How replica and folder stand to each other, in one word."""

    UNKNOWN = "unknown"
    """The folder has not been looked at yet."""
    IN_STEP = "in_step"
    PENDING = "pending"
    """Own changes wait to go out."""
    MISSING = "missing"
    """Lines are known to exist that have not arrived."""
    RECEIVING = "receiving"
    HELD = "held"
    """A long pull was stopped."""
    GONE = "gone"
    """There is no such folder."""
    WIPED = "wiped"
    """There is a folder, but without its marker: emptied, or its disk is not mounted."""
    FOREIGN = "foreign"
    """The folder is another workspace's."""
    READ_ONLY = "read_only"
    """What is in it can be read, but nothing be written there."""
    TROUBLE = "trouble"
    """Something else is in the way."""


AWAY = frozenset({Standing.GONE, Standing.WIPED, Standing.FOREIGN, Standing.READ_ONLY, Standing.TROUBLE})


class Meeting(NamedTuple):
    """How this replica and its folder stand. Times are in milliseconds since 1970."""

    folder: str
    standing: Standing
    why: str
    """What is in the way, in words that do not name the folder again; "" where nothing is."""
    since: int | None
    """Since when the folder has been away, as far as is known."""
    met: int | None
    """When it was last met."""
    pending: int
    """Own changes that wait to go out."""
    missing: int
    """Changes that are known to exist and have not arrived."""
    receiving: tuple[int, int] | None
    """Files read and files to read of a long pull."""
    polls: bool
    """Whether the folder is looked at again and again, because its file system sends no events."""
    file_system: str
    bad: dict[str, str]
    """Files of the folder that are passed over, by name, and why."""
    damage: list[str]
    """Files of this replica that do not verify, in words."""
    writers: list[WriterFacts]
    """Who writes here: oneself first, then who wrote last."""

    @property
    def is_away(self) -> bool:
        """Whether the folder cannot be met, or only be read."""
        return self.standing in AWAY


def meeting(workspace: Workspace, live: Live | None) -> Meeting:
    """How things stand now; `live` is what keeps the workspace in step, None where nothing does.

    Looks at the folder where that is away, which may hang: not to be called where a screen waits.
    """
    state = workspace.sync.state()
    receiving = live.receiving if live else None
    found = sorted(writers(workspace, workspace.state), key=lambda each: each.last, reverse=True)
    return Meeting(
        shown_path(workspace.folder.path),
        _standing(workspace, live, state, receiving),
        _why(workspace, state),
        live.away_since if live else None,
        live.met if live else last_met(workspace),
        state.pending,
        state.missing,
        receiving,
        live.polls if live else False,
        live.file_system if live else "",
        state.bad,
        [clean_line(words) for words in workspace.replica.damage],
        sorted(found, key=lambda each: not each.is_own),
    )


def _why(workspace: Workspace, state: SyncState) -> str:
    return clean_line(state.away or "").removeprefix(str(workspace.folder)).lstrip(":/ ")


def gone_on(meeting: Meeting, live: Live) -> Meeting:
    """The same meeting, with how far a long pull has come meanwhile."""
    receiving = live.receiving
    if receiving is None:
        return meeting
    standing = Standing.HELD if live.is_held else Standing.RECEIVING
    return meeting._replace(standing=standing, receiving=receiving)


def _standing(
    workspace: Workspace, live: Live | None, state: SyncState, receiving: tuple[int, int] | None
) -> Standing:
    if state.away is not None:
        return Standing.READ_ONLY if state.is_read_only else _absence(workspace)
    if live is not None and receiving:
        return Standing.HELD if live.is_held else Standing.RECEIVING
    if live is not None and not live.has_looked:
        return Standing.UNKNOWN
    if state.pending or state.lost:
        return Standing.PENDING
    return Standing.MISSING if state.missing else Standing.IN_STEP


def _absence(workspace: Workspace) -> Standing:
    folder = workspace.folder
    if not folder.path.is_dir():
        return Standing.GONE
    if not folder.has_marker():
        return Standing.WIPED
    try:
        marker = folder.read_marker()
    except FolderAway:
        return Standing.TROUBLE
    return Standing.TROUBLE if marker.workspace == workspace.config.workspace else Standing.FOREIGN


class Refill(NamedTuple):
    """What filling a wiped folder anew would write, besides its marker."""

    folder: str
    files: int
    """Segments that are not there."""
    size: int
    """In bytes."""
    writers: int
    pending: int
    """Own changes among them that the folder has never had."""


def refill_plan(workspace: Workspace) -> Refill:
    """What `Workspace.refill` would write, beside what is still there. Looks at the folder, which may hang."""
    there: dict[str, int] = {}
    with suppress(FolderAway):
        there = {entry.name: entry.size for entry in workspace.folder.list()}
    sizes = workspace.replica.segments()
    lacking = [name for name in workspace.replica.segment_names() if there.get(str(name)) != sizes.get(str(name))]
    return Refill(
        shown_path(workspace.folder.path),
        len(lacking),
        sum(sizes.get(str(name), 0) for name in lacking),
        len({name.writer for name in lacking}),
        workspace.replica.unsealed(),
    )
