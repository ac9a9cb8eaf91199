"""The watcher: a thread that keeps a replica and its folder in step while a long-running program is open.

Watchfiles only wakes it. It also scans every 15 s, because NFS, SMB and FUSE send no events and a returning mount
leaves a watcher blind. Own changes are pushed 0.25 s after the last and at most 2 s after the first. After a push that
failed the next one waits, ever longer, unless a new change asks for it; the scans go on all the while.
"""

import stat
import threading
import time
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path

from okrtui.storage.absorbed import Absorbed
from okrtui.storage.breath import BREATH
from okrtui.storage.errors import StoreError
from okrtui.storage.mounts import needs_polling
from okrtui.storage.replica import Replica
from okrtui.storage.sync import Progress, Sync, SyncState

QUIET = 0.25
PATIENCE = 2.0
SCAN_EVERY = 15.0
BACK_OFF_MAX = 120.0
POLL_MS = 1000
"""How often a network file system is looked at, which sends no events."""
TELL_EVERY = 0.2
"""How often, in seconds, what a long pull has brought so far is told."""

_Place = tuple[Path, int, int]


class Watcher:
    """Pushes and pulls in the background. The callbacks are called from its thread."""

    def __init__(
        self,
        replica: Replica,
        sync: Sync,
        watched: list[Path],
        on_change: Callable[[Absorbed], None],
        on_state: Callable[[SyncState], None],
        on_progress: Progress | None = None,
    ) -> None:
        """`on_progress` hears of a pull's files done and files to do."""
        self._replica = replica
        self._sync = sync
        self._watched = watched
        self._on_change = on_change
        self._on_state = on_state
        self._on_progress = on_progress
        self._wake = threading.Event()
        self._stopping = threading.Event()
        self._first_change: float | None = None
        self._last_change = 0.0
        self._pause = 0.0
        self._retry_at = 0.0
        self._held = threading.Event()
        self._is_cut_short = False
        self._is_thorough = False  # others' lost segments are put back, and old ones merged, only in quiet moments
        self._threads = [
            threading.Thread(target=self._run, name="okrtui-sync", daemon=True),
            threading.Thread(target=self._listen, name="okrtui-watch", daemon=True),
        ]

    def start(self) -> None:
        """Begin; the first thing is a pull."""
        for thread in self._threads:
            thread.start()

    def changed(self) -> None:
        """Say that own lines were written; they are pushed shortly."""
        now = time.monotonic()
        self._first_change = self._first_change or now
        self._last_change = now
        self._retry_at = 0.0
        self._wake.set()

    def scan(self) -> None:
        """Pull and push now, whatever was held before, and put back what the folder has lost."""
        self._held.clear()
        self._is_thorough = True
        self._retry_at = 0.0
        self._wake.set()

    def hold(self) -> None:
        """Take in nothing more, after the file at hand, until a scan is asked for. One's own changes still go out."""
        self._held.set()

    @property
    def is_held(self) -> bool:
        """Whether nothing is taken in for now."""
        return self._held.is_set()

    @property
    def is_cut_short(self) -> bool:
        """Whether the last pull left something for later, as it was held. Only its own thread's callbacks may ask."""
        return self._is_cut_short

    def stop(self) -> None:
        """Push what waits, write the snapshot, and end."""
        self._stopping.set()
        self._retry_at = 0.0
        self._wake.set()
        self._threads[0].join(timeout=10)

    def _run(self) -> None:
        while True:
            self._meet()
            if self._stopping.is_set():
                self._save()
                return
            self._wait()

    def _wait(self) -> None:
        """Until own changes have settled, something stirs in the folder, or it is time for a scan."""
        if not self._wake.wait(timeout=SCAN_EVERY):
            self._is_thorough = True
            self._save()  # idle: a good moment
            return
        while self._first_change and not self._stopping.is_set():
            now = time.monotonic()
            remaining = min(self._last_change + QUIET, self._first_change + PATIENCE) - now
            if remaining <= 0:
                break
            time.sleep(remaining)
        self._wake.clear()

    def _meet(self) -> None:
        self._first_change = None
        try:
            self._receive()
            if time.monotonic() >= self._retry_at:
                self._give()
        except (StoreError, OSError):
            with suppress(StoreError, OSError):  # without the folder, one's own other processes still write
                self._tell(self._replica.catch_up())
        self._on_state(self._sync.state())

    def _give(self) -> None:
        """Push, and in quiet moments see to the folder's files. A folder that is full would wake itself by each try."""
        is_thorough, self._is_thorough = self._is_thorough, False
        try:
            if is_thorough:
                self._sync.scrub()
            self._sync.push(re_seed=is_thorough)
            if is_thorough:
                self._sync.tidy()
            self._pause = 0.0
        except (StoreError, OSError):
            self._pause = min(max(SCAN_EVERY, 2 * self._pause), BACK_OFF_MAX)
            self._retry_at = time.monotonic() + self._pause
            raise

    def _receive(self) -> None:
        """Pull, and tell now and then what has come so far."""
        self._is_cut_short = self._held.is_set()
        if self._is_cut_short:
            self._tell(self._replica.catch_up())
            return
        absorbed, told = Absorbed(), time.monotonic()
        try:
            with closing(self._sync.receive(self._on_progress)) as portions:
                for portion in portions:
                    absorbed.join(portion)
                    if self._stopping.is_set() or self._held.is_set():
                        self._is_cut_short = True
                        break
                    if time.monotonic() - told > TELL_EVERY:
                        self._tell(absorbed)
                        absorbed, told = Absorbed(), time.monotonic()
                    time.sleep(BREATH)  # after each file: it is taken in under the lock
        finally:
            self._tell(absorbed)

    def _tell(self, absorbed: Absorbed) -> None:
        if absorbed:
            self._on_change(absorbed)

    def _save(self) -> None:
        with suppress(StoreError, OSError):  # a cache: the journal holds the truth
            self._replica.save()

    def _listen(self) -> None:
        from watchfiles import watch

        while not self._stopping.is_set():
            places = self._places()
            there = [path for path, _, _ in places]
            is_first = True
            try:
                for changes in watch(
                    *there,
                    stop_event=self._stopping,
                    debounce=200,
                    step=20,
                    rust_timeout=1000,
                    yield_on_timeout=True,
                    recursive=False,
                    raise_interrupt=False,
                    force_polling=any(needs_polling(path) for path in there),
                    poll_delay_ms=POLL_MS,
                ):
                    # What changed between the last look and the first watch has sent no event to anyone.
                    if changes or is_first:
                        self._wake.set()
                    is_first = False
                    if self._places() != places:
                        break
            except (OSError, RuntimeError):  # the folder went away under the watcher; the scans go on
                self._stopping.wait(SCAN_EVERY)

    def _places(self) -> list[_Place]:
        """The watched directories that are there, each with what tells it from another that took its place."""
        found = []
        for path in self._watched:
            with suppress(OSError):
                place = path.stat()
                if stat.S_ISDIR(place.st_mode):
                    found.append((path, place.st_dev, place.st_ino))
        return found
