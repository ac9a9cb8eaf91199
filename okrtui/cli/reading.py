"""`okrtui reading`: say what a metric, measure or goal was read at."""

import click

from okrtui.cli.checkin import day_of
from okrtui.cli.group import Command
from okrtui.cli.printing import emit
from okrtui.cli.session import Session, pass_session
from okrtui.okr.number import decimal_of, format_number, stored
from okrtui.workspace.find import find
from okrtui.workspace.reading_values import READ, enter_reading, gauge, read_value


@click.command("reading", cls=Command)
@click.argument("subject", metavar="METRIC")
@click.argument("value", metavar="VALUE")
@click.option("--date", "day", metavar="DAY", help="The day it holds for: 2026-10-05, yesterday, -3d, 2 Oct.")
@pass_session
def reading_command(session: Session, subject: str, value: str, day: str | None) -> None:
    """Say what a METRIC, measure or goal was read at, today unless another day is said.

    VALUE is a number (84, 1.5, 500k); +3 and -3 are relative to the last one, =-3 is not.
    """
    with session.writing() as workspace:
        read = gauge(workspace, *find(workspace.company, subject, READ))
        done = enter_reading(workspace, read, read_value(read, value), day_of(workspace, day))
        now = format_number(decimal_of(done.value), read.unit)
        before = f" (before: {read.last_text})" if read.last is not None else ""
        facts = {
            "id": done.id,
            "subject": {"kind": read.kind, "id": read.id, "title": read.title},
            "date": done.date.isoformat(),
            "value": done.value,
            "last": None if read.last is None else {"date": str(read.on), "value": stored(read.last)},
        }
        emit(session.as_json, facts, lambda: f"{read.title}, {done.date}: {now}{before}")
