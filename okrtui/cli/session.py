"""A session: what the options and the environment say, and the workspace that they open."""

import gc
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from okrtui.cli.hooking import hooks_kept
from okrtui.cli.printing import note
from okrtui.workspace.errors import DiskTrouble, FolderAway, UsageError
from okrtui.workspace.founding import open_workspace
from okrtui.workspace.moment import Moment
from okrtui.workspace.nudging import leave_nudge
from okrtui.workspace.places import data_dir
from okrtui.workspace.view import View
from okrtui.workspace.workspace import Workspace

if TYPE_CHECKING:
    from okrtui.workspace.past import Past, Written

_ISO_DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}").fullmatch


class Session:
    """One run of the command line. The options that commands share set `as_json`, `today`, `as_of` and `said`."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self.environment = environment
        self.as_json = False
        self.today: date | None = None
        self.as_of: str | None = None
        self.said: str | None = environment.get("OKRTUI_WORKSPACE") or None

    @property
    def data(self) -> Path:
        """The data directory."""
        return data_dir(self.environment)

    @property
    def moment(self) -> Moment:
        """Where time comes from. Raises UsageError for a malformed OKRTUI_NOW."""
        moment = Moment(said_today=self.today)
        try:
            moment.clock()
        except (ValueError, OverflowError):
            said = self.environment.get("OKRTUI_NOW")
            raise UsageError(f"OKRTUI_NOW: {said!r} is not a time like 2026-10-05T09:00") from None
        return moment

    @property
    def is_interactive(self) -> bool:
        """Whether something full-screen may open."""
        is_dumb = self.environment.get("TERM", "dumb") == "dumb"
        return not self.as_json and not is_dumb and sys.stdin.isatty() and sys.stdout.isatty()

    @contextmanager
    def reading(self) -> Iterator[Workspace]:
        """The open workspace, for looking at it. Raises NoWorkspace, StoreError."""
        workspace = opened(self.data, self.said, self.moment)
        try:
            yield workspace
        finally:
            save(workspace)

    @contextmanager
    def looking(self) -> Iterator[View]:
        """The company as it stands, or stood at the end of the day that --as-of says."""
        with self.reading() as workspace:
            yield self.view(workspace)

    @contextmanager
    def looking_with_lines(self) -> "Iterator[tuple[View, Callable[[], Iterable[Written]]]]":
        """As `looking`, with what reads the lines of what is looked at, once that is asked for."""
        with self.reading() as workspace:
            if self.as_of is None:
                yield workspace, workspace.replica.history
            else:
                view, lines = self.history(workspace)
                yield view, lambda: lines

    def view(self, workspace: Workspace) -> View:
        """What is looked at: an open workspace, or its past. Raises UsageError."""
        return workspace if self.as_of is None else self.history(workspace)[0]

    def history(self, workspace: Workspace) -> "tuple[View, Sequence[Written]]":
        """What is looked at, and its lines, in order. Raises UsageError."""
        from okrtui.workspace.past import Past

        past = Past(workspace)
        if self.as_of is None:
            return workspace, past.lines
        day = _day_of(self.as_of, workspace)
        lines = past.until(day)
        if not lines:
            raise UsageError(f"--as-of: nobody had written anything by {day}{_beginning(workspace, past)}")
        return past.at(day), lines

    @contextmanager
    def writing(self) -> Iterator[Workspace]:
        """The open workspace; when the block is left, what is changed in it goes out to the folder, and hooks run."""
        with self.reading() as workspace, hooks_kept(self, workspace):
            yield workspace
            push(self, workspace)


def opened(data: Path, said: str | None, moment: Moment) -> Workspace:
    """An open workspace, which stays till the process ends. Raises NoWorkspace, StoreError.

    It is hundreds of thousands of small objects and no garbage: the collector shall not walk it, not even once.
    """
    gc.disable()
    try:
        return open_workspace(data, said, moment=moment)
    finally:
        gc.freeze()
        gc.enable()


def _day_of(said: str, workspace: Workspace) -> date:
    """The day that someone means, seen from today. Raises UsageError."""
    said = said.strip()
    with suppress(ValueError):  # 31 June
        if _ISO_DAY(said):
            return date.fromisoformat(said)
    from okrtui.okr.models import DayError, parse_day

    try:
        return parse_day(said, workspace.today, past=True)
    except DayError as error:
        raise UsageError(f"--as-of: {error} (try 2026-12-31, yesterday, -3d, 2 Oct)") from None


def _beginning(workspace: Workspace, past: "Past") -> str:
    return f"; the first change is of {workspace.day_of(past.lines[0][1].ts)}" if past.lines else ""


def push(session: Session, workspace: Workspace) -> None:
    """Send what was changed to the folder. Where that is away, work goes on: a note says so."""
    try:
        workspace.sync.push()
    except (FolderAway, DiskTrouble) as why:
        note(f"not sent yet, it goes out with the next sync: {why}", as_json=session.as_json)


def save(workspace: Workspace) -> None:
    """Write what is a cache: the snapshot, and what `okrtui nudge` reads. The journal has everything already."""
    with suppress(DiskTrouble, OSError):
        workspace.close()
    with suppress(DiskTrouble, OSError):
        leave_nudge(workspace)


pass_session = click.make_pass_decorator(Session)
