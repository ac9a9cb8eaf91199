"""`okrtui undo` and `redo`: take back one's own last act, or do it again."""

from typing import Any

import click

from okrtui.cli.group import Command
from okrtui.cli.printing import emit
from okrtui.cli.session import Session, pass_session
from okrtui.workspace.naming import called
from okrtui.workspace.undoing import TakenBack, redo, undo
from okrtui.workspace.workspace import Workspace


@click.command("undo", cls=Command)
@pass_session
def undo_command(session: Session) -> None:
    """Take back your own last act. Again: one further back."""
    with session.writing() as workspace:
        _print(session, workspace, undo(workspace), "taken back")


@click.command("redo", cls=Command)
@pass_session
def redo_command(session: Session) -> None:
    """Do again what the last undo took back."""
    with session.writing() as workspace:
        _print(session, workspace, redo(workspace), "done again")


def _print(session: Session, workspace: Workspace, outcome: TakenBack, word: str) -> None:
    title = workspace.company.title
    facts: dict[str, Any] = {
        "objects": [{"kind": kind, "id": id, "title": title(id)} for kind, id in outcome.objects],
        "kept": [
            {"kind": kind, "id": id, "field": field, "person": person, "name": title(person)}
            for kind, id, field, person in outcome.kept
        ],
    }

    def words() -> str:
        company = workspace.company
        lines = [f"{word}: {called(company, kind, id)}" for kind, id in outcome.objects]
        for kind, id, field, person in outcome.kept:
            name = title(person) or "someone"
            lines.append(
                f"left as it is: {field.replace('_', ' ')} of {called(company, kind, id)}, changed by {name} since"
            )
        return "\n".join(lines)

    emit(session.as_json, facts, words)
