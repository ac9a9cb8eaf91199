"""Hears what a watcher says, and waits for it, however long it takes."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from okrtui.storage.absorbed import Absorbed
from okrtui.storage.folder import SEGMENTS, Directory
from okrtui.storage.replica import Replica
from okrtui.storage.sync import Sync, SyncState
from okrtui.storage.watcher import Watcher

PATIENCE_S = 30


class Ear:
    """Hears what a watcher says, and lets a test wait until it has said something."""

    def __init__(self) -> None:
        self.lines: set[str] = set()
        self.states: list[SyncState] = []
        self._news = threading.Condition()

    def change(self, absorbed: Absorbed) -> None:
        with self._news:
            self.lines |= {line.h for line in absorbed.lines}
            self._news.notify_all()

    def state(self, state: SyncState) -> None:
        with self._news:
            self.states.append(state)
            self._news.notify_all()

    def wait_for(self, said: Callable[["Ear"], bool]) -> bool:
        """Whether it came true before patience ran out."""
        with self._news:
            return self._news.wait_for(lambda: said(self), PATIENCE_S)


@contextmanager
def watching(
    replica: Replica, folder: Directory, *, has_looked: bool = True
) -> Iterator[tuple[Watcher, Ear]]:
    """An open program with its watcher, which has looked once, if it can."""
    ear = Ear()
    watched = [folder.path / SEGMENTS, replica.path / "journal", replica.path / "segments"]
    watcher = Watcher(replica, Sync(replica, folder), watched, ear.change, ear.state)
    watcher.start()
    assert not has_looked or ear.wait_for(lambda ear: bool(ear.states))
    try:
        yield watcher, ear
    finally:
        watcher.stop()
