"""The watcher: a thread that keeps a replica and its folder in step while a long-running program is open.

Watchfiles only wakes it. It also scans every 15 s, because NFS, SMB and FUSE send no events and a returning mount
leaves a watcher blind. Own changes are pushed 0.25 s after the last and at most 2 s after the first.
"""

import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from okrtui.storage.errors import StoreError
from okrtui.storage.mounts import needs_polling
from okrtui.storage.replica import Absorbed, Replica
from okrtui.storage.sync import Sync, SyncState

QUIET = 0.25
PATIENCE = 2.0
SCAN_EVERY = 15.0
BACK_OFF_MAX = 120.0
POLL_MS = 1000
"""How often a network file system is looked at, which sends no events."""


class Watcher:
    """Pushes and pulls in the background. Both callbacks are called from its thread."""

    def __init__(
        self,
        replica: Replica,
        sync: Sync,
        watched: list[Path],
        on_change: Callable[[Absorbed], None],
        on_state: Callable[[SyncState], None],
    ) -> None:
        self._replica = replica
        self._sync = sync
        self._watched = watched
        self._on_change = on_change
        self._on_state = on_state
        self._wake = threading.Event()
        self._stopping = threading.Event()
        self._first_change: float | None = None
        self._last_change = 0.0
        self._failures = 0
        self._is_scan = False  # others' lost segments are put back, and old ones merged, only in quiet moments
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
        self._wake.set()

    def scan(self) -> None:
        """Pull and push now."""
        self._first_change = self._first_change or 0.0
        self._wake.set()

    def stop(self) -> None:
        """Push what waits, write the snapshot, and end."""
        self._stopping.set()
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
        backed_off = min(SCAN_EVERY * 2**self._failures, BACK_OFF_MAX)
        self._is_scan = not self._wake.wait(timeout=backed_off)
        if self._is_scan:
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
            self._tell(self._sync.pull(cancelled=self._stopping.is_set))
            if self._is_scan:
                self._sync.scrub()
            self._sync.push(re_seed=self._is_scan)
            if self._is_scan:
                self._sync.tidy()
            self._failures = 0
        except (StoreError, OSError):
            self._failures += 1
            with suppress(StoreError, OSError):  # without the folder, one's own other processes still write
                self._tell(self._replica.catch_up())
        self._on_state(self._sync.state())

    def _tell(self, absorbed: Absorbed) -> None:
        if absorbed:
            self._on_change(absorbed)

    def _save(self) -> None:
        with suppress(StoreError, OSError):  # a cache: the journal holds the truth
            self._replica.save()

    def _listen(self) -> None:
        from watchfiles import watch

        while not self._stopping.is_set():
            there = [path for path in self._watched if path.is_dir()]
            is_first = True
            try:
                for _ in watch(
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
                    if _ or is_first:  # what came between the first pull and the first event is not waited for
                        is_first = False
                        self._wake.set()
                    if [path for path in self._watched if path.is_dir()] != there:
                        break
            except (OSError, RuntimeError):  # the folder went away under the watcher; the scans go on
                self._stopping.wait(SCAN_EVERY)
