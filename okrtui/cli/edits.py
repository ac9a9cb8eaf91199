"""`okrtui add`, `set`, `align`, `rm` and `restore`: one act each."""

from collections.abc import Sequence

import click

from okrtui.cli.group import Command
from okrtui.cli.printing import emit
from okrtui.cli.session import Session, pass_session
from okrtui.okr.kinds import Mode, kind_of
from okrtui.workspace import deleting, edits
from okrtui.workspace.adding import add
from okrtui.workspace.errors import UsageError
from okrtui.workspace.find import find
from okrtui.workspace.forms import open_form
from okrtui.workspace.typed import read_field, read_fields
from okrtui.workspace.workspace import Workspace

_FIELDS = click.argument("fields", nargs=-1, required=True, metavar="FIELD=VALUE…")


@click.command("add", cls=Command)
@click.argument("kind")
@_FIELDS
@pass_session
def add_command(session: Session, kind: str, fields: tuple[str, ...]) -> None:
    """Make an object of a KIND, such as objective or kr, and print its id.

    Other objects are named by title or id; `me` is you. An objective is yours and of the current cycle unless you say
    otherwise; without a unit it goes to your own.
    """
    with session.writing() as workspace:
        name = kind_of(kind)
        id = add(workspace, name, assignments(fields))
        emit(session.as_json, {"kind": name, "id": id}, lambda: id)


@click.command("set", cls=Command)
@click.argument("object", metavar="ID")
@_FIELDS
@pass_session
def set_command(session: Session, object: str, fields: tuple[str, ...]) -> None:
    """Change fields of an object. FIELD= without a value clears the field."""
    with session.writing() as workspace:
        kind, id = find(workspace.company, object)
        form = open_form(workspace, kind, id)
        changed = edits.change(workspace, form, read_fields(workspace, kind, assignments(fields)))
        what = f"changed {', '.join(changed)}" if changed else "nothing to change: it says so already"
        facts = {"kind": kind, "id": id, "changed": changed}
        emit(session.as_json, facts, lambda: f"{_title(workspace, id)}: {what}")


@click.command("align", cls=Command)
@click.argument("child")
@click.argument("parent")
@click.option("--contributes", is_flag=True, help="Roll the child's progress up into the parent's.")
@click.option("--weight", help="With what weight it contributes; 1 unless said.")
@pass_session
def align_command(session: Session, child: str, parent: str, contributes: bool, weight: str | None) -> None:
    """Let the objective CHILD serve PARENT: an objective, key result, goal or mission."""
    if weight is not None and not contributes:
        raise UsageError("--weight: only what contributes has a weight; say --contributes too")
    with session.writing() as workspace:
        low = find(workspace.company, child, ["objective"])[1]
        high = find(workspace.company, parent, ["objective", "key_result", "goal", "mission"])[1]
        mode = Mode.CONTRIBUTES if contributes else Mode.SUPPORTS
        value = read_field(workspace, "alignment", "weight", weight) if weight is not None else None
        id = edits.align(workspace, low, high, mode, value if isinstance(value, int | float) else None)
        facts = {"kind": "alignment", "id": id, "child": low, "parent": high, "mode": mode}
        words = f"{_title(workspace, low)} {mode.words} {_title(workspace, high)}"
        emit(session.as_json, facts, lambda: words)


@click.command("rm", cls=Command)
@click.argument("object", metavar="ID")
@pass_session
def rm_command(session: Session, object: str) -> None:
    """Delete an object. Nothing is lost: `restore` and `undo` bring it back."""
    with session.writing() as workspace:
        kind, id = find(workspace.company, object)
        deleting.delete(workspace, kind, id)
        words = f"deleted: {_title(workspace, id)}; `okrtui restore {id}` brings it back"
        emit(session.as_json, {"kind": kind, "id": id, "deleted": True}, lambda: words)


@click.command("restore", cls=Command)
@click.argument("object", metavar="ID")
@pass_session
def restore_command(session: Session, object: str) -> None:
    """Bring back what was deleted, whoever deleted it. `list KIND --deleted` shows what there is."""
    with session.writing() as workspace:
        kind, id = find(workspace.company, object, deleted=True)
        deleting.restore(workspace, kind, id)
        words = f"restored: {_title(workspace, id)}"
        emit(session.as_json, {"kind": kind, "id": id, "deleted": False}, lambda: words)


def assignments(fields: Sequence[str]) -> dict[str, str]:
    """What stands before and after each first `=`; a hyphen in a field's name is its underscore."""
    said: dict[str, str] = {}
    for each in fields:
        name, equals, value = each.strip().partition("=")
        field = name.strip().lower().replace("-", "_")
        if not equals or not field:
            raise UsageError(f"{each.strip()!r} is not of the form FIELD=VALUE")
        if field in said:
            raise UsageError(f"{field}: it is said twice")
        said[field] = value
    return said


def _title(workspace: Workspace, id: str) -> str:
    return workspace.company.title(id) or id
