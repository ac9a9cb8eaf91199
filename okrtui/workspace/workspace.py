"""The workspace: the one door between people and the store.

Every change, local or from a teammate, walks the same road: line → registers → company → a `Change` to whoever
listens. Nothing that is shown is changed by hand after a command: it changes because the event came back.
"""

import os
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from okrtui.storage.absorbed import Absorbed
from okrtui.storage.breath import in_portions
from okrtui.storage.folder import Directory, Marker
from okrtui.storage.line import Line
from okrtui.storage.registers import ObjectKey
from okrtui.storage.replica import Act, Replica
from okrtui.storage.sync import Progress, Sync, SyncState
from okrtui.storage.writer import Entropy
from okrtui.workspace.moment import Moment
from okrtui.workspace.places import Config
from okrtui.workspace.reading import entry_of
from okrtui.workspace.view import View

Acts = Callable[[], Iterable[Act]]
NOW = Moment()
_AT_ONCE = 500
"""Objects that are read anew before others get the lock."""
_FIGURES_AT_ONCE = 40
"""Objectives whose figures are made before others get it."""


class Change(NamedTuple):
    """Something has changed: the objects written, all ids whose figures may differ, and who did what.

    `lines` are a teammate's (the last of them, if there were very many); `written` are one's own, of this program.
    """

    keys: frozenset[ObjectKey]
    touched: frozenset[str]
    lines: tuple[Line, ...] = ()
    written: tuple[Line, ...] = ()


class Workspace(View):
    """An open workspace. Safe to use from several threads; hold `lock` while reading more than one thing."""

    def __init__(self, home: Path, config: Config, *, moment: Moment = NOW, entropy: Entropy = os.urandom) -> None:
        self.home = home
        self.entropy = entropy
        self.replica = Replica(home, config.workspace, clock=moment.clock, entropy=entropy)
        self.folder = Directory(Path(config.folder))
        self.sync = Sync(self.replica, self.folder)
        self._listeners: list[Callable[[Change], None]] = []
        super().__init__(config, self.replica.state, self.replica.lock, moment)

    # --- the road of a change

    def write(self, acts: Acts) -> list[Line]:
        """Journal acts, each a line, and show them. `acts` is asked under the lock, with the state as it is then.

        What is returned cannot be lost any more. Raises DiskTrouble, JournalDamaged, Refused.
        """
        with self.lock:
            lines = self.replica.append(self.person, acts)
            change = self._read(_keys(lines))._replace(written=tuple(lines))
        self._tell(change)
        return lines

    def take_in(self, absorbed: Absorbed) -> None:
        """Show what came from the folder, or from another process of one's own."""
        if not absorbed:
            return
        keys = sorted(absorbed.keys)  # by kind: the alignments together, since each look at them is a look at all
        touched: set[str] = set()
        starts = iter(range(0, len(keys), _AT_ONCE))

        def some() -> bool:
            start = next(starts)
            touched.update(self._read(keys[start : start + _AT_ONCE]).touched)
            return start + _AT_ONCE < len(keys)

        in_portions(self.lock, some)
        others = tuple(line for line in absorbed.lines if line.by != self.person)
        self._tell(Change(frozenset(keys), frozenset(touched), others))

    def make_figures(self) -> None:
        """Make the figures of all objectives and key results in a worker, so that no screen waits for all at once.

        Not to be called with the lock.
        """
        with self.lock:
            left = self.standings.unmade()

        def some() -> bool:
            for id in left[-_FIGURES_AT_ONCE:]:
                with suppress(KeyError):  # deleted since
                    self.standings.objective(id)
                for key_result in self.company.key_results_of(id):
                    self.standings.trend(key_result)
            del left[-_FIGURES_AT_ONCE:]
            return bool(left)

        in_portions(self.lock, some)

    def pass_day(self) -> bool:
        """Look whether a new day has begun; then every figure may be another, and listeners are told."""
        with self.lock:
            if self.standings.today == self.today:
                return False
            self.standings.set_today(self.today)
        self._tell(Change(frozenset(), frozenset()))
        return True

    def subscribe(self, listener: Callable[[Change], None], *, first: bool = False) -> Callable[[], None]:
        """Hear of every change, in whatever thread it happens; returns how to stop.

        `first` is for what the other listeners ask once they have heard.
        """
        self._listeners.insert(0 if first else len(self._listeners), listener)
        return lambda: self._listeners.remove(listener)

    def _tell(self, change: Change) -> None:
        for listener in list(self._listeners):
            listener(change)

    def _read(self, keys: Iterable[ObjectKey]) -> Change:
        """Bring objects in the company up to the registers."""
        keys = frozenset(keys)
        self.standings.put([(*key, entry_of(self.state, key)) for key in keys])
        if any(kind == "workspace" for kind, _ in keys):
            self._read_zone()
        return Change(keys, frozenset(self.standings.take_touched()))

    # --- meeting the others

    def meet(self, progress: Progress | None = None, cancelled: Callable[[], bool] | None = None) -> SyncState:
        """Pull and push once; `progress` gets files read and files to read. Raises FolderAway.

        `cancelled` is asked after each file; once it is true, what has come is shown and nothing is pushed.
        """
        self.take_in(self.sync.pull(progress, cancelled))
        if not (cancelled and cancelled()):
            self.sync.push()
        return self.sync.state()

    def move_to(self, config: Config) -> None:
        """Meet the others in another folder from now on."""
        self.config = config
        self.folder = Directory(Path(config.folder))
        self.sync = Sync(self.replica, self.folder)

    def refill(self) -> int:
        """Write a wiped folder anew: its marker, and every line it lacks; how many. Raises FolderAway."""
        if not self.folder.has_marker():
            self.folder.create(Marker(self.config.workspace, self.config.name))
        self.replica.seal()
        self.sync.look()
        lacking = self.sync.state().pending + self.sync.lost()
        self.sync.push()
        return lacking

    def close(self) -> None:
        """Write the snapshot if there is something new."""
        self.replica.save()


def _keys(lines: Iterable[Line]) -> set[ObjectKey]:
    return {(op[0], op[1]) for line in lines for op in line.ops}
