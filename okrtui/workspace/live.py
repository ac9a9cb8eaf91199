"""Keeping an open workspace in step with its folder, in the background."""

from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path

import orjson

from okrtui.storage.errors import DiskTrouble
from okrtui.storage.files import write_atomically
from okrtui.storage.mounts import file_system, needs_polling
from okrtui.storage.sync import Sync, SyncState
from okrtui.storage.watcher import Watcher
from okrtui.workspace.workspace import Change, Workspace

MET = "met.json"
"""The file beside a replica that says when its folder was last met."""
LONG = 20
"""Files from which on it is shown how far a pull is."""


class Live:
    """A watcher on a workspace: own acts are pushed shortly, what others push is taken in."""

    def __init__(
        self,
        workspace: Workspace,
        on_state: Callable[[SyncState], None],
        on_progress: Callable[[int, int], None] | None = None,
    ) -> None:
        """Both are called from the watcher's thread. `on_progress` gets files read and to read, of long pulls only."""
        self._workspace = workspace
        self._on_state = on_state
        self._on_progress = on_progress
        self._watcher = self._made()
        self._stop_listening: Callable[[], None] | None = None
        self.met: int | None = last_met(workspace)
        """When the folder was last met, in milliseconds since 1970; None where it never was."""
        self.away_since: int | None = None
        """Since when it has been away, as far as this program knows."""
        self.has_looked = False
        """Whether it has been looked at since this program began."""
        self.receiving: tuple[int, int] | None = None
        """Files read and files to read of the long pull that is going on, or is held."""

    def _made(self) -> Watcher:
        workspace = self._workspace
        folder = Path(workspace.config.folder)
        watched = [folder, folder / "segments", workspace.home / "journal"]
        met, progressed = partial(self._met, workspace.sync), partial(self._progressed, workspace.sync)
        return Watcher(workspace.replica, workspace.sync, watched, workspace.take_in, met, progressed)

    def start(self) -> None:
        """Begin with a pull."""
        self._stop_listening = self._workspace.subscribe(self._heard)
        self._watcher.start()

    def _heard(self, change: Change) -> None:
        if change.keys and not change.lines:
            self._watcher.changed()

    def _met(self, sync: Sync, state: SyncState) -> None:
        if sync is not self._workspace.sync:  # the last word of a watcher on the place where the folder was
            return
        self.has_looked = True
        now = self._workspace.moment.clock()
        if state.away is None:
            if self.away_since is not None or self.met is None:
                self._note(now)
            self.met, self.away_since = now, None
        elif self.away_since is None:
            self.away_since = now
            self._note(self.met)
        if not self._watcher.is_cut_short:
            self.receiving = None
        self._on_state(state)

    def _progressed(self, sync: Sync, done: int, total: int) -> None:
        if total < LONG or sync is not self._workspace.sync:
            return
        self.receiving = done, total
        if is_step(done, total) and self._on_progress:
            self._on_progress(done, total)

    def _note(self, met: int | None) -> None:
        if met is not None:
            with suppress(DiskTrouble):  # only a word for people
                write_atomically(self._workspace.home / MET, orjson.dumps({"met": met}))

    @property
    def is_held(self) -> bool:
        """Whether a long pull was stopped, and nothing is taken in until someone asks for it."""
        return self._watcher.is_held

    @property
    def polls(self) -> bool:
        """Whether the folder is looked at every second, because its file system sends no events."""
        return needs_polling(Path(self._workspace.config.folder))

    @property
    def file_system(self) -> str:
        """What kind of file system the folder lies on; "" where the machine does not say."""
        return file_system(Path(self._workspace.config.folder))

    def sync_now(self) -> None:
        """Pull and push without waiting."""
        self._watcher.scan()

    def hold(self) -> None:
        """Stop a long pull after the file at hand; `sync_now` goes on with it."""
        self._watcher.hold()

    def relocated(self) -> None:
        """The workspace meets the others in another folder now: follow it there. May take a moment."""
        self.receiving, self.has_looked = None, False
        old, self._watcher = self._watcher, self._made()
        self._watcher.start()
        old.stop()

    def stop(self) -> None:
        """Push what waits, write the snapshot, and end."""
        if self._stop_listening:
            self._stop_listening()
        self._watcher.stop()
        self._note(self.met)


def is_step(done: int, total: int) -> bool:
    """Whether something that is `done` of `total` has just come a percent further, or begins or ends."""
    return done in (0, total) or done * 100 // total != (done - 1) * 100 // total


def last_met(workspace: Workspace) -> int | None:
    """When the folder was last met, in milliseconds since 1970; None where nothing readable says so."""
    try:
        met = orjson.loads((workspace.home / MET).read_bytes())["met"]
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return met if type(met) is int else None
