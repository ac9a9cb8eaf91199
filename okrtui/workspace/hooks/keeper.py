"""Keeping hooks: hearing what changes, and running them for it, one at a time, in order and in nobody's way.

In the app they run in a thread of their own; on the command line when the command has said what it has to say.
"""

import threading
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from functools import partial
from math import inf

from okrtui.okr import records
from okrtui.storage.errors import StoreError
from okrtui.storage.line import Line
from okrtui.workspace.hooks import seen
from okrtui.workspace.hooks.event import checked_in, turned_event
from okrtui.workspace.hooks.ledger import note_run
from okrtui.workspace.hooks.place import AFTER_CHECK_IN, STATUS_CHANGE, hooks_of
from okrtui.workspace.hooks.queue import Event, Look, Queue
from okrtui.workspace.hooks.runner import IN_HOOK, run
from okrtui.workspace.workspace import Change, Workspace


class Keeper:
    """The hooks of a workspace, from now on."""

    def __init__(
        self,
        workspace: Workspace,
        environment: Mapping[str, str],
        told: Callable[[str], None],
        *,
        is_receiving: Callable[[], bool] = lambda: False,
    ) -> None:
        """`told` gets what went wrong, in the thread that runs hooks; `is_receiving`: whether a long pull goes on."""
        self._workspace = workspace
        self._environment = dict(environment) | {
            "OKRTUI_DATA_DIR": str(workspace.home.parent),
            "OKRTUI_WORKSPACE": workspace.config.workspace,
        }
        self._told = told
        self._said: dict[str, str] = {}
        self._queue = Queue(is_receiving)
        self._stop_at = inf
        self._thread: threading.Thread | None = None
        self._names = frozenset(hook.name for hook in hooks_of(workspace))
        if STATUS_CHANGE not in self._names:
            seen.forget(workspace)
        workspace.subscribe(self._heard)

    # --- hearing what changes

    def see(self) -> None:
        """See how everything stands, if nobody has yet: else a first change could not be told."""
        if STATUS_CHANGE in self._names and not seen.is_known(self._workspace):
            self._look(Look(None, {}))

    def look_at_all(self) -> None:
        """Look at every status: it may have changed since hooks last looked, if only because time has passed."""
        if STATUS_CHANGE in self._names:
            self._queue.touch(None)

    def _heard(self, change: Change) -> None:
        for line in change.written if AFTER_CHECK_IN in self._names else ():
            for content in checked_in(self._workspace, line):
                self._queue.put(Event(AFTER_CHECK_IN, content))
        if STATUS_CHANGE not in self._names:
            return
        if not change.keys:  # another day
            self._queue.touch(None)
            return
        authors = _authors(self._workspace, (*change.lines, *change.written))
        self._queue.touch((id, authors.get(id, authors[""])) for id in change.touched)

    # --- running hooks

    def start(self) -> None:
        """Run hooks in a thread from now on."""
        self._thread = threading.Thread(target=self._run, name="okrtui-hooks", daemon=True)
        self._thread.start()

    def finish(self, patience: float) -> None:
        """Run what still waits, for some seconds at most. What then is left is left out, and counted."""
        self._stop_at = time.monotonic() + patience
        self._queue.close()
        if self._thread is None:
            self._run()
        else:
            self._thread.join()

    def _run(self) -> None:
        try:
            while (asked := self._queue.take()) is not None:
                if time.monotonic() >= self._stop_at:
                    if isinstance(asked, Event):
                        self._queue.put(asked)
                    break
                if isinstance(asked, Look):
                    self._look(asked)
                else:
                    self._run_one(asked)
                self._count()
        except KeyboardInterrupt:  # on the command line: who waits has waited long enough
            pass
        self._queue.drop()
        self._count()

    def _look(self, look: Look) -> None:
        try:
            changes = seen.turned(self._workspace, look.ids)
        except (StoreError, OSError) as error:
            self._tell(STATUS_CHANGE, str(error))
            return
        for change in changes:
            content = turned_event(self._workspace, change, look.by.get(change.id))
            self._queue.put(Event(STATUS_CHANGE, content))

    def _run_one(self, event: Event) -> None:
        hook = next((each for each in hooks_of(self._workspace) if each.name == event.hook), None)
        if hook is None:  # it has been taken away since
            return
        if hook.refused:
            self._tell(hook.name, f"it is not run: {hook.refused}")
            return
        at = self._workspace.moment.clock()
        outcome = run(hook.path, event.content, self._environment, lambda: self._stop_at)
        note_run(self._workspace.home, hook.name, at, outcome)
        if outcome.failure:
            self._tell(hook.name, outcome.failure)
        else:
            self._said.pop(hook.name, None)

    def _count(self) -> None:
        number = self._queue.left_out()
        if number:
            self._told(f"{number} event{'' if number == 1 else 's'} left out: hooks took too long")

    def _tell(self, name: str, trouble: str) -> None:
        """Say what is wrong with a hook, but not again and again."""
        if self._said.get(name) != trouble:
            self._said[name] = trouble
            self._told(f"hook {name}: {trouble}")


def _authors(workspace: Workspace, lines: Sequence[Line]) -> dict[str, str | None]:
    """By whose act objects have changed; under "" whose it was altogether, None where several people's."""
    people = {line.by for line in lines} or {workspace.person}  # one's own are not told of where another program wrote
    authors: dict[str, str | None] = {"": people.pop() if len(people) == 1 else None}
    for line in lines:
        for op in line.writes():
            key_result = op.id
            if op.kind == "check_in":
                key_result = records.text(workspace.company.fields("check_in", op.id) or {}, "key_result")
            record = workspace.company.key_result(key_result)
            authors.update(dict.fromkeys((key_result, record.objective or "") if record else (key_result,), line.by))
    return authors


def keep_hooks(
    workspace: Workspace,
    environment: Mapping[str, str],
    told: Callable[[str], None],
    *,
    is_receiving: Callable[[], bool] = lambda: False,
) -> Keeper | None:
    """Keep the hooks of a workspace; None where it has none, and within a hook: what one does starts no other."""
    names = {hook.name for hook in hooks_of(workspace)}
    if IN_HOOK in environment and STATUS_CHANGE in names:
        workspace.subscribe(partial(_see_at_once, workspace))
    if IN_HOOK in environment or not names:
        return None
    return Keeper(workspace, environment, told, is_receiving=is_receiving)


def _see_at_once(workspace: Workspace, change: Change) -> None:
    """Take what a hook does itself as seen: another program that has hooks, such as the app, would tell of it."""
    with suppress(StoreError, OSError):
        seen.turned(workspace, change.touched)
