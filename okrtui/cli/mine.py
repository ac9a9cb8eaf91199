"""`okrtui mine`: what is due for oneself, what is for one, and what one owns."""

import click

from okrtui.cli import rows
from okrtui.cli.alerts import alert_facts, alert_words
from okrtui.cli.group import LookingBack
from okrtui.cli.printing import count, json_of, width
from okrtui.cli.session import Session, pass_session
from okrtui.settings_file import muted_sorts, settings_path
from okrtui.widgets.cells import fit
from okrtui.workspace.alerting import for_me
from okrtui.workspace.alerts import Alert
from okrtui.workspace.deadlines import deadline
from okrtui.workspace.rows import Row
from okrtui.workspace.view import View
from okrtui.workspace.week import my_week
from okrtui.workspace.workspace import Workspace


@click.command("mine", cls=LookingBack)
@pass_session
def mine_command(session: Session) -> None:
    """Print my week: the key results that want a check-in, what is for me, those done, and my objectives."""
    with session.looking() as workspace, workspace.lock:
        week = my_week(workspace)
        until = deadline(workspace, [row.id for row in week.due])
        found = _for_me(workspace)
        if session.as_json:
            facts = {name: [rows.facts(workspace, row) for row in of_it] for name, of_it in week._asdict().items()}
            facts["for_you"] = [alert_facts(workspace, alert) for alert in found]
            said = {"person": workspace.person, "today": workspace.today.isoformat()} | facts
            by = until.by.isoformat() if until.by else None
            click.echo(json_of(said | {"by": by, "overdue": until.overdue}))
            return
        total = len(week.due) + len(week.done)
        _section(f"Due: {len(week.due)} of {count(total, 'key result')}{until.words(workspace.today)}", week.due)
        if found:
            click.echo(f"For you: {len(found)}")
            for alert in found:
                click.echo(fit(f"  {alert_words(workspace, alert)}", width()))
        _section("Done", week.done)
        _section("Objectives", week.objectives)


def _for_me(view: View) -> list[Alert]:
    """What is for oneself and not muted; of the past nothing is remembered."""
    return for_me(view, muted_sorts(settings_path())) if isinstance(view, Workspace) else []


def _section(heading: str, found: list[Row]) -> None:
    click.echo(heading if found or heading.startswith("Due") else f"{heading}: none")
    look, cells = rows.glyphs(), width()
    for row in found:
        click.echo("  " + rows.line(row, cells - 2, look))
