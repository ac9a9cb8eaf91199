"""`okrtui mine`: what is due for oneself, and what one owns."""

import click

from okrtui.cli import rows
from okrtui.cli.group import LookingBack
from okrtui.cli.printing import count, json_of, width
from okrtui.cli.session import Session, pass_session
from okrtui.workspace.deadlines import deadline
from okrtui.workspace.rows import Row
from okrtui.workspace.week import my_week


@click.command("mine", cls=LookingBack)
@pass_session
def mine_command(session: Session) -> None:
    """Print my week: the key results that want a check-in, those done, and my objectives."""
    with session.looking() as workspace, workspace.lock:
        week = my_week(workspace)
        until = deadline(workspace, [row.id for row in week.due])
        if session.as_json:
            facts = {name: [rows.facts(workspace, row) for row in found] for name, found in week._asdict().items()}
            said = {"person": workspace.person, "today": workspace.today.isoformat()} | facts
            by = until.by.isoformat() if until.by else None
            click.echo(json_of(said | {"by": by, "overdue": until.overdue}))
            return
        total = len(week.due) + len(week.done)
        _section(f"Due: {len(week.due)} of {count(total, 'key result')}{until.words(workspace.today)}", week.due)
        _section("Done", week.done)
        _section("Objectives", week.objectives)


def _section(heading: str, found: list[Row]) -> None:
    click.echo(heading if found or heading.startswith("Due") else f"{heading}: none")
    look, cells = rows.glyphs(), width()
    for row in found:
        click.echo("  " + rows.line(row, cells - 2, look))
