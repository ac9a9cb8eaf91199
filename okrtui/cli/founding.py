"""`okrtui init`, `join` and `whoami`: how someone comes into a workspace, and as whom."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from okrtui.cli.group import Command
from okrtui.cli.printing import emit, note, pairs, receiving
from okrtui.cli.session import Session, pass_session, push, save
from okrtui.okr.kinds import Preset
from okrtui.okr.presets import PRACTICES
from okrtui.workspace import founding
from okrtui.workspace.errors import UsageError
from okrtui.workspace.places import Config
from okrtui.workspace.workspace import Workspace

_ME_METAVAR = '"NAME <E-MAIL>"'
_METHODS = "; ".join(f"{practice.preset}: {practice.summary}" for practice in PRACTICES.values())
_FOLDER = click.argument("folder", type=click.Path(path_type=Path))


@click.command("init", cls=Command)
@_FOLDER
@click.option("--name", required=True, help="What the company or team is called.")
@click.option("--me", required=True, metavar=_ME_METAVAR, help="Who you are.")
@click.option(
    "--preset",
    type=click.Choice([str(word) for word in Preset]),
    default=str(Preset.OKR),
    show_default=True,
    help=f"The method; it can be changed later. {_METHODS}.",
)
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
@click.option("--me", metavar=_ME_METAVAR, help="Who you are; not asked for where you have joined already.")
@pass_session
def join_command(session: Session, folder: Path, me: str | None) -> None:
    """Join the workspace of a shared FOLDER, as the person with that e-mail or as a new one.

    Where you have joined it already, and its folder has moved: meet the others in FOLDER from now on.
    """
    known = founding.replica_of(session.data, folder)
    if known:
        _move(session, known, folder, me)
        return
    if me is None:
        raise UsageError('--me: say who you are, such as --me "Ana Ruiz <ana@example.org>"')
    with receiving("the same command goes on with the rest", as_json=session.as_json) as progress:
        joined = founding.join_workspace(session.data, folder, me, moment=session.moment, progress=progress)
    _welcome(session, joined, "joined", {"moved_from": None})
    if other := founding.namesake(joined):
        note(
            f"there is another {other.name} here, with {other.email or 'no e-mail'}; if that is you: "
            f"`okrtui rm {joined.person}`, remove {joined.home}, and join with that e-mail",
            as_json=session.as_json,
        )


def _move(session: Session, known: Config, folder: Path, me: str | None) -> None:
    """Meet the others in another folder, as the person one is. Raises UsageError, FolderAway, DiskTrouble."""
    folder = folder.expanduser().absolute()
    if folder == Path(known.folder):
        raise UsageError(f"you have joined {known.name!r} already: `okrtui --workspace {known.workspace}` opens it")
    workspace = founding.open_workspace(session.data, known.workspace, moment=session.moment)
    owner = workspace.company.person(workspace.person)
    if me is not None and owner and founding.parse_identity(me)[1].casefold() != owner.email.casefold():
        raise UsageError(f"--me: here you are {owner.name} <{owner.email}>; leave it out to move to {folder}")
    founding.relocate(workspace, folder)
    with receiving("`okrtui sync` goes on with the rest", as_json=session.as_json) as progress:
        workspace.meet(progress)
    _welcome(session, workspace, "moved", {"moved_from": known.folder})


@click.command("whoami", cls=Command)
@pass_session
def whoami_command(session: Session) -> None:
    """Say who acts here: who owns this replica."""
    with session.reading() as workspace:
        facts = _identity(workspace)
        emit(session.as_json, facts, lambda: f"{_named(facts)}, in {facts['workspace']['name']}")


def _welcome(session: Session, workspace: Workspace, word: str, more: Mapping[str, str | None] | None = None) -> None:
    facts = _identity(workspace) | {"folder": workspace.config.folder} | dict(more or {})
    rows = [
        (word, f"{facts['workspace']['name']} ({facts['workspace']['id']})"),
        ("from", facts.get("moved_from") or ""),
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
        "workspace": {"id": workspace.config.workspace, "name": _name_of(workspace)},
    }


def _name_of(workspace: Workspace) -> str:
    """What the workspace is called; what its folder's marker says while nobody's lines have come from there."""
    return workspace.company.workspace().name or workspace.config.name


def _named(facts: dict[str, Any]) -> str:
    email = f" <{facts['email']}>" if facts["email"] else ""
    return f"{facts['name'] or facts['id']}{email}"
