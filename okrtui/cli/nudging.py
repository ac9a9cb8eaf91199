"""`okrtui nudge` as one of the commands: its help, and where it is called with options before its name."""

from datetime import UTC, datetime

import click

from okrtui.cli.group import Command
from okrtui.cli.nudge import say
from okrtui.cli.session import Session, pass_session


@click.command("nudge", cls=Command)
@pass_session
def nudge_command(session: Session) -> None:
    """Say in one line what waits for you: check-ins, reviews, old blockers; say nothing where nothing does.

    For a shell profile or cron: it takes no longer than starting Python, and its exit code is 0 either way. It reads
    what the last run of any other command, or of the app, left behind.
    """
    now = datetime.fromtimestamp(session.moment.clock() / 1000, UTC)
    say(str(session.data), session.said or "", session.today, now, as_json=session.as_json)
