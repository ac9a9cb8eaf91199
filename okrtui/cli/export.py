"""`okrtui export`: everything, or what falls on which day, in a format that other programs read."""

from pathlib import Path
from typing import Any

import click

from okrtui.cli.group import LookingBack
from okrtui.cli.printing import count, emit, json_of
from okrtui.cli.session import Session, pass_session
from okrtui.exchange.export_json import exported
from okrtui.workspace.errors import UsageError
from okrtui.workspace.find import find
from okrtui.workspace.places import write_file
from okrtui.workspace.typed import ME
from okrtui.workspace.view import View


@click.command("export", cls=LookingBack)
@click.option("--format", "form", type=click.Choice(["json", "ics"]), default="json", show_default=True)
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="A file, instead of the screen.")
@click.option("--deleted", is_flag=True, help="With what was deleted (json).")
@click.option("--person", metavar="PERSON", help="Whose calendar it is; by default your own (ics).")
@click.option("--unit", metavar="UNIT", help="The calendar of a unit, instead (ics).")
@pass_session
def export_command(
    session: Session, form: str, output: Path | None, deleted: bool, person: str | None, unit: str | None
) -> None:
    """Print every object of the workspace, or write them to a file.

    With --format ics a calendar: check-in days, due dates, reviews and meetings of units one leads, cycles.
    """
    if form == "ics":
        if deleted:
            raise UsageError("--deleted: a calendar has nothing that is deleted; it goes with --format json")
        _export_calendar(session, output, person, unit)
        return
    if person or unit:
        raise UsageError(f"{'--person' if person else '--unit'}: it goes with --format ics")
    with session.looking() as workspace, workspace.lock:
        content = exported(workspace.company, workspace.config.workspace, deleted=deleted)
    if output is None:
        click.echo(json_of(content))
        return
    write_file(output, json_of(content).encode() + b"\n")
    number = len(content["objects"])
    facts = {"format": form, "output": str(output), "objects": number}
    emit(session.as_json, facts, lambda: f"{output}: {count(number, 'object')}")


def _export_calendar(session: Session, output: Path | None, person: str | None, unit: str | None) -> None:
    from okrtui.workspace.agenda import agenda_of  # nothing else waits for the library that writes calendars

    if person and unit:
        raise UsageError("--unit: a calendar is a person's or a unit's; say one of them")
    with session.looking() as workspace, workspace.lock:
        made = agenda_of(workspace, *_whose(workspace, person, unit))
    facts: dict[str, Any] = {"format": "ics", "of": made.of, "events": made.events}
    if output is not None:
        write_file(output, made.content)
        facts["output"] = str(output)
        emit(session.as_json, facts, lambda: f"{output}: {count(made.events, 'event')}")
    elif session.as_json:
        click.echo(json_of(facts | {"calendar": made.content.decode()}))
    else:
        click.echo(made.content, nl=False)


def _whose(workspace: View, person: str | None, unit: str | None) -> tuple[str, str]:
    """The kind and id of the person or unit whose calendar it is."""
    if unit:
        return find(workspace.company, unit, ["unit"])
    if person is None or person == ME:
        return "person", workspace.person
    return find(workspace.company, person, ["person"])
