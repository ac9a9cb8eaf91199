"""A session: what the options and the environment say, and the workspace that they open."""

import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path

import click

from okrtui.cli.printing import note
from okrtui.workspace.errors import DiskTrouble, FolderAway, UsageError
from okrtui.workspace.founding import open_workspace
from okrtui.workspace.moment import Moment
from okrtui.workspace.places import data_dir
from okrtui.workspace.workspace import Workspace


class Session:
    """One run of the command line. The options that every command takes set `as_json`, `today` and `said`."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self.environment = environment
        self.as_json = False
        self.today: date | None = None
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
        workspace = open_workspace(self.data, self.said, moment=self.moment)
        try:
            yield workspace
        finally:
            save(workspace)

    @contextmanager
    def writing(self) -> Iterator[Workspace]:
        """The open workspace; what is changed in it goes out to the folder when the block is left."""
        with self.reading() as workspace:
            yield workspace
            push(self, workspace)


def push(session: Session, workspace: Workspace) -> None:
    """Send what was changed to the folder. Where that is away, work goes on: a note says so."""
    try:
        workspace.sync.push()
    except (FolderAway, DiskTrouble) as why:
        note(f"not sent yet, it goes out with the next sync: {why}", as_json=session.as_json)


def save(workspace: Workspace) -> None:
    """Write the snapshot. It is a cache: the journal has everything already."""
    with suppress(DiskTrouble, OSError):
        workspace.close()


pass_session = click.make_pass_decorator(Session)
