"""Keeping an open workspace in step with its folder, in the background."""

from collections.abc import Callable
from pathlib import Path

from okrtui.storage.sync import SyncState
from okrtui.storage.watcher import Watcher
from okrtui.workspace.workspace import Change, Workspace


class Live:
    """A watcher on a workspace: own acts are pushed shortly, what others push is taken in."""

    def __init__(self, workspace: Workspace, on_state: Callable[[SyncState], None]) -> None:
        """`on_state` is called from the watcher's thread."""
        self._workspace = workspace
        watched = [Path(workspace.config.folder) / "segments", workspace.home / "journal"]
        self._watcher = Watcher(workspace.replica, workspace.sync, watched, workspace.take_in, on_state)
        self._stop_listening: Callable[[], None] | None = None

    def start(self) -> None:
        """Begin with a pull."""
        self._stop_listening = self._workspace.subscribe(self._heard)
        self._watcher.start()

    def _heard(self, change: Change) -> None:
        if change.keys and not change.lines:
            self._watcher.changed()

    def sync_now(self) -> None:
        """Pull and push without waiting."""
        self._watcher.scan()

    def stop(self) -> None:
        """Push what waits, write the snapshot, and end."""
        if self._stop_listening:
            self._stop_listening()
        self._watcher.stop()
