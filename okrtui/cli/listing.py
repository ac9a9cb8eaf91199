"""`okrtui list`: every object of a kind."""

from collections.abc import Mapping

import click

from okrtui.cli import rows
from okrtui.cli.group import LookingBack
from okrtui.cli.printing import emit
from okrtui.cli.session import Session, pass_session
from okrtui.okr.kinds import ObjectiveKind, kind_of
from okrtui.okr.records import Value
from okrtui.workspace.conflicts import text_of
from okrtui.workspace.reading import clean_line
from okrtui.workspace.view import View

_FIRST = ("title", "name", "statement")
"""What an object is called by is said first."""


@click.command("list", cls=LookingBack)
@click.argument("kind")
@click.option("--deleted", is_flag=True, help="Those that were deleted and can be restored.")
@pass_session
def list_command(session: Session, kind: str, deleted: bool) -> None:
    """List every object of a KIND with its id and title."""
    name = kind_of(kind)
    with session.looking() as workspace, workspace.lock:
        company = workspace.company
        found = sorted(
            company.deleted(name) if deleted else company.live(name),
            key=lambda each: (company.title(each[0]).casefold(), each[0]),
        )
        objects = [{"id": id, "title": clean_line(company.title(id)), "fields": shown(fields)} for id, fields in found]
        lines = [f"{id}  {_called(workspace, id, fields)}" for id, fields in found]
        emit(session.as_json, {"kind": name, "objects": objects}, lambda: "\n".join(lines) or "none")


def shown(fields: Mapping[str, Value]) -> dict[str, Value]:
    """The fields that say something, in an order of their own, whenever they came; `deleted` is said elsewhere."""
    names = sorted(fields, key=lambda name: (name not in _FIRST, name))
    return {name: value for name in names if (value := fields[name]) is not None and name != "deleted"}


def _called(workspace: View, id: str, fields: Mapping[str, Value]) -> str:
    """What people call an object; where it has no title, what it says."""
    title = clean_line(workspace.company.title(id))
    objective = workspace.company.objective(id) if title else None
    if objective is not None:
        look = rows.glyphs()
        return f"{title} {look.aspirational if objective.kind is ObjectiveKind.ASPIRATIONAL else look.committed}"
    return title or ", ".join(
        f"{name.replace('_', ' ')} {text_of(workspace, value)}" for name, value in shown(fields).items()
    )
