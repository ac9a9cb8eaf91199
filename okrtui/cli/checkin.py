"""`okrtui checkin`: say where a key result stands, in the wizard, by prompts, on one line, or on many from a script."""

from datetime import date
from typing import Any

import click

from okrtui.cli.failure import WRONG_USAGE
from okrtui.cli.group import Command
from okrtui.cli.printing import json_of, note
from okrtui.cli.session import Session, pass_session
from okrtui.okr.records import KeyResult
from okrtui.okr.standing import KeyResultStanding
from okrtui.workspace.check_ins import NOTES, CheckedIn, check_in, read_value
from okrtui.workspace.errors import UsageError
from okrtui.workspace.find import find
from okrtui.workspace.late import late_words
from okrtui.workspace.typed import ME
from okrtui.workspace.workspace import Workspace


@click.command("checkin", cls=Command)
@click.argument("key_result", metavar="[KR]", required=False)
@click.argument("value", metavar="[VALUE]", required=False)
@click.option("-c", "--confidence", type=int, metavar="0-10", help="How sure you are to reach the target.")
@click.option("-m", "--note", help="Anything worth saying.")
@click.option("--achievement", metavar="TEXT", help="What went well.")
@click.option("--challenge", metavar="TEXT", help="What is hard.")
@click.option("--next-step", metavar="TEXT", help="What comes next.")
@click.option("--learned", metavar="TEXT", help="What you know now.")
@click.option("--date", "day", metavar="DAY", help="The day it holds for: 2026-10-05, yesterday, -3d, 2 Oct.")
@click.option("--on-behalf-of", "person", metavar="PERSON", help="For whom you enter it.")
@click.option("--stdin", "is_script", is_flag=True, help="Take lines KR VALUE [CONFIDENCE] [NOTE…] from the input.")
@pass_session
def checkin_command(
    session: Session,
    /,
    key_result: str | None,
    value: str | None,
    day: str | None,
    person: str | None,
    is_script: bool,
    **said: Any,
) -> None:
    """Say where a key result stands. Without arguments, the wizard opens; where it cannot, you are asked line by line.

    VALUE is a number (27, 1.5, 500k); +3 and -3 are relative to the last one, =-3 is not. For milestones it is a list
    of those that are done (or `none`), otherwise yes or no.
    """
    if is_script:
        _script(session, key_result, day, person, said)
        return
    if key_result is None:
        _refuse(said | {"date": day, "on_behalf_of": person}, "say of which key result: `okrtui checkin KR VALUE`")
        _ask(session)
        return
    if value is None:
        raise UsageError("a value is missing: `okrtui checkin KR VALUE`")
    with session.writing() as workspace:
        company = workspace.company
        record = company.key_result(find(company, key_result, ["key_result"])[1])
        assert record is not None  # found among those that are not deleted
        done = check_in(
            workspace,
            record.id,
            read_value(workspace, record, value),
            confidence=said["confidence"],
            notes={name: said[name] for name in NOTES if said[name]},
            on=day_of(workspace, day),
            on_behalf_of=_person(workspace, person),
        )
        _print(session, workspace, record, done)
        if late := late_words(workspace, record.id, day_of(workspace, day) or workspace.today):
            note(late, as_json=session.as_json)


def _refuse(said: dict[str, Any], way_out: str) -> None:
    """Raise UsageError where an option is given that does not count here."""
    for name, value in said.items():
        if value is not None:
            raise UsageError(f"--{name.replace('_', '-')}: {way_out}")


def _script(
    session: Session, key_result: str | None, day: str | None, person: str | None, said: dict[str, Any]
) -> None:
    """Take what a script says, line by line; --date and --on-behalf-of hold for all lines."""
    if key_result is not None:
        raise UsageError("--stdin takes key results and values from the input, not as arguments")
    _refuse(said, "with --stdin, each line says that for itself")
    from okrtui.cli.checkin_lines import take_lines

    with session.writing() as workspace:
        on, whom = day_of(workspace, day), _person(workspace, person)
        has_bad = take_lines(session, workspace, on, whom)
    if has_bad:
        raise click.exceptions.Exit(WRONG_USAGE)


def _ask(session: Session) -> None:
    """Open the wizard, or ask by plain prompts where nothing full-screen may open."""
    if session.as_json:
        raise UsageError("the check-in wizard prints no JSON; `okrtui checkin KR VALUE` and `--stdin` do")
    if not session.is_interactive:
        from okrtui.cli.checkin_prompts import ask_all

        with session.writing() as workspace:
            ask_all(workspace)
        return
    from okrtui.app import run_checkin

    with session.reading() as workspace:
        said = run_checkin(workspace, session.data)
    if said:
        click.echo(said)


def day_of(workspace: Workspace, said: str | None) -> date | None:
    """The day that --date says, None where it says nothing. Raises UsageError."""
    if said is None:
        return None
    from okrtui.okr.models import DayError, parse_day

    try:
        return parse_day(said, workspace.today, past=True)
    except DayError as error:
        raise UsageError(f"--date: {error} (try 2026-12-31, yesterday, -3d, 2 Oct)") from None


def _person(workspace: Workspace, said: str | None) -> str | None:
    if said is None:
        return None
    return workspace.person if said == ME else find(workspace.company, said, ["person"])[1]


def facts_of(workspace: Workspace, done: CheckedIn) -> dict[str, Any]:
    """A check-in with stable keys: what it said, and how the key result stood before and after it."""
    from okrtui.cli import rows

    def side(standing: KeyResultStanding) -> dict[str, Any]:
        return {
            "value": standing.last.value if standing.last else None,
            "progress": rows.percent_or_none(standing.progress),
            "expected": rows.percent_or_none(standing.expected),
            "status": standing.status,
        }

    about = {"id": done.key_result, "title": workspace.company.title(done.key_result)}
    sides = {"before": side(done.before), "after": side(done.after)}
    return {"id": done.id, "key_result": about, "value": done.value} | sides


def _print(session: Session, workspace: Workspace, key_result: KeyResult, done: CheckedIn) -> None:
    from okrtui.cli import rows
    from okrtui.workspace.rows import row_of, value_text

    if session.as_json:
        click.echo(json_of(facts_of(workspace, done)))
        return
    row = row_of(workspace, "key_result", key_result.id)
    assert row is not None
    look = rows.glyphs()
    click.echo(row.title)
    for label, standing in (("before", done.before), ("after", done.after)):
        progress, expected, status = standing.progress, standing.expected, standing.status
        shown = row._replace(progress=progress, expected=expected, status=status, is_stale=standing.is_stale)
        click.echo(rows.standing_line(label, shown, look, value_text(workspace, key_result, standing)))
