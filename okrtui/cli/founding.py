"""`okrtui init`, `join` and `whoami`: how someone comes into a workspace, and as whom."""

from pathlib import Path
from typing import Any

import click

from okrtui.cli.group import Command
from okrtui.cli.printing import emit, pairs
from okrtui.cli.session import Session, pass_session, push, save
from okrtui.okr.kinds import Preset
from okrtui.workspace import founding
from okrtui.workspace.workspace import Workspace

_ME = click.option("--me", required=True, metavar='"NAME <E-MAIL>"', help="Who you are.")
_FOLDER = click.argument("folder", type=click.Path(path_type=Path))


@click.command("init", cls=Command)
@_FOLDER
@click.option("--name", required=True, help="What the company or team is called.")
@_ME
@click.option("--preset", type=click.Choice([str(word) for word in Preset]), default=str(Preset.OKR), show_default=True)
@click.option("--time-zone", metavar="ZONE", help="Whose date is today; unset: this machine's.")
@pass_session
def init_command(session: Session, folder: Path, name: str, me: str, preset: str, time_zone: str | None) -> None:
    """Make a workspace, and FOLDER as the place where its people meet."""
    zone = time_zone or founding.system_time_zone()
    made = founding.init_workspace(
        session.data, folder, name, me, Preset(preset), time_zone=zone, moment=session.moment
    )
    _welcome(session, made, "made")


@click.command("join", cls=Command)
@_FOLDER
@_ME
@pass_session
def join_command(session: Session, folder: Path, me: str) -> None:
    """Join the workspace of a shared FOLDER, as the person with that e-mail or as a new one."""
    _welcome(session, founding.join_workspace(session.data, folder, me, moment=session.moment), "joined")


@click.command("whoami", cls=Command)
@pass_session
def whoami_command(session: Session) -> None:
    """Say who acts here: who owns this replica."""
    with session.reading() as workspace:
        facts = _identity(workspace)
        emit(session.as_json, facts, lambda: f"{_named(facts)}, in {facts['workspace']['name']}")


def _welcome(session: Session, workspace: Workspace, word: str) -> None:
    facts = _identity(workspace) | {"folder": workspace.config.folder}
    rows = [
        (word, f"{facts['workspace']['name']} ({facts['workspace']['id']})"),
        ("folder", str(facts["folder"])),
        ("you are", _named(facts)),
    ]
    emit(session.as_json, facts, lambda: pairs(rows))
    push(session, workspace)
    save(workspace)


def _identity(workspace: Workspace) -> dict[str, Any]:
    person = workspace.company.person(workspace.person)
    return {
        "id": workspace.person,
        "name": person.name if person else "",
        "email": person.email if person else "",
        "writer": workspace.replica.writer,
        "workspace": {"id": workspace.config.workspace, "name": workspace.company.workspace().name},
    }


def _named(facts: dict[str, Any]) -> str:
    email = f" <{facts['email']}>" if facts["email"] else ""
    return f"{facts['name'] or facts['id']}{email}"
