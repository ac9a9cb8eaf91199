"""`okrtui export`: everything, in a format that other programs read."""

from pathlib import Path

import click

from okrtui.cli.group import LookingBack
from okrtui.cli.printing import count, emit, json_of
from okrtui.cli.session import Session, pass_session
from okrtui.exchange.export_json import exported
from okrtui.workspace.places import write_file


@click.command("export", cls=LookingBack)
@click.option("--format", "form", type=click.Choice(["json"]), default="json", show_default=True)
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="A file, instead of the screen.")
@click.option("--deleted", is_flag=True, help="With what was deleted.")
@pass_session
def export_command(session: Session, form: str, output: Path | None, deleted: bool) -> None:
    """Print every object of the workspace, or write them to a file."""
    with session.looking() as workspace, workspace.lock:
        content = exported(workspace.company, workspace.config.workspace, deleted=deleted)
    if output is None:
        click.echo(json_of(content))
        return
    write_file(output, json_of(content).encode() + b"\n")
    number = len(content["objects"])
    facts = {"format": form, "output": str(output), "objects": number}
    emit(session.as_json, facts, lambda: f"{output}: {count(number, 'object')}")
