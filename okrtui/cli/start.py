"""`okrtui` without a command: the app, its welcome, or, where nothing full-screen may open, a few words."""

import click

from okrtui.cli.printing import emit
from okrtui.cli.session import Session
from okrtui.workspace.errors import UsageError
from okrtui.workspace.places import workspaces

_WAYS_IN = {
    "okrtui demo": "look around in a lifelike example",
    "okrtui join FOLDER --me 'Ana Ruiz <ana@example.org>'": "join your team's shared folder",
    "okrtui init FOLDER --name NAME --me 'Ana Ruiz <ana@example.org>'": "make a new workspace and its shared folder",
}


def start(session: Session) -> None:
    """Open the app on the default workspace, or on the welcome where there is none yet."""
    has_workspace = bool(session.said or workspaces(session.data))
    if session.is_interactive and session.as_of is not None:
        raise UsageError("--as-of: say what to look at, such as `okrtui tree`; in the app's Cascade, t looks back")
    if session.is_interactive:
        _open(session, has_workspace)
    elif has_workspace:
        from okrtui.cli.status import print_status

        print_status(session)
    else:
        emit(session.as_json, {"workspace": None, "ways_in": list(_WAYS_IN)}, _ways_in)


def _open(session: Session, has_workspace: bool) -> None:
    from okrtui.app import run_app

    if not has_workspace:
        said = run_app(None, session.data)
    else:
        with session.reading() as workspace:
            said = run_app(workspace, session.data)
    if said:
        click.echo(said)


def _ways_in() -> str:
    ways = "\n".join(f"  {command}\n      {what}" for command, what in _WAYS_IN.items())
    return f"There is no workspace here yet. Three ways in:\n{ways}\n`okrtui --help` lists every command."
