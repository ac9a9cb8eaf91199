"""`okrtui show`: everything about one object."""

from typing import Any

import click

from okrtui.cli import rows
from okrtui.cli.group import LookingBack
from okrtui.cli.listing import shown
from okrtui.cli.printing import json_of, pairs, width
from okrtui.cli.session import Session, pass_session
from okrtui.workspace.conflicts import words_of
from okrtui.workspace.detail import Detail, detail
from okrtui.workspace.find import find_any
from okrtui.workspace.moment import day_of_stamp
from okrtui.workspace.presets import practice_of
from okrtui.workspace.reading import clean
from okrtui.workspace.view import View

_CHECK_INS_SHOWN = 10


@click.command("show", cls=LookingBack)
@click.argument("object", metavar="ID")
@pass_session
def show_command(session: Session, object: str) -> None:
    """Print an object: its fields, and of a unit, objective or key result how it stands and why."""
    with session.looking() as workspace, workspace.lock:
        kind, id = find_any(workspace.company, object)
        cycle = workspace.company.current_cycle(workspace.today)
        more = detail(workspace, kind, id, cycle.id if cycle else None)
        if session.as_json:
            click.echo(json_of(_facts(workspace, kind, id, more)))
        else:
            click.echo(_fields(workspace, kind, id))
            if more is not None:
                _print_detail(workspace, more)


def _facts(workspace: View, kind: str, id: str, more: Detail | None) -> dict[str, Any]:
    entry = workspace.company.entry(kind, id)
    assert entry is not None  # it was just found
    facts: dict[str, Any] = {
        "kind": kind,
        "id": id,
        "title": workspace.company.title(id),
        "deleted": entry.is_deleted,
        "fields": shown(entry.fields),
    }
    if more is not None:
        facts["detail"] = _detail(workspace, more)
    return facts


def _detail(workspace: View, more: Detail) -> dict[str, Any]:
    return {
        "row": rows.facts(workspace, more.row),
        "why": more.why,
        "unit": more.unit,
        "due": more.due.isoformat() if more.due else None,
        "children": [rows.facts(workspace, row) for row in more.children],
        "serves": more.serves,
        "served_by": [rows.facts(workspace, row) for row in more.served_by],
        "shared_with": more.shared_with,
        "check_ins": [each._asdict() for each in more.check_ins],
        "arithmetic": more.arithmetic,
        "changed_by": more.changed_by,
        "changed_on": str(_day(workspace, more)) if more.changed_at else None,
        "conflicts": more.conflicts,
    }


def _day(workspace: View, more: Detail) -> object:
    return day_of_stamp(more.changed_at, workspace.company.workspace().time_zone)


def _fields(workspace: View, kind: str, id: str) -> str:
    entry = workspace.company.entry(kind, id)
    assert entry is not None  # it was just found
    state = "  (deleted; `okrtui restore` brings it back)" if entry.is_deleted else ""
    said = [(name.replace("_", " "), words_of(workspace, name, value)) for name, value in shown(entry.fields).items()]
    return clean(pairs([(practice_of(workspace).word(kind), id + state), *said]))


def _print_detail(workspace: View, more: Detail) -> None:
    look, cells = rows.glyphs(), width()
    crumb = f" {look.crumb} "
    click.echo()
    click.echo(rows.line(more.row, cells, look))
    facts = [
        ("why", crumb.join(more.why)),
        ("serves", ", ".join(more.serves)),
        ("shared with", ", ".join(more.shared_with)),
        ("due", more.due.isoformat() if more.due else ""),
        ("arithmetic", "\n".join(more.arithmetic)),
        ("conflicts", f"{more.conflicts}: `okrtui conflicts`" if more.conflicts else ""),
        ("changed", f"{_day(workspace, more)} by {more.changed_by}" if more.changed_at and more.changed_by else ""),
    ]
    click.echo(clean(pairs(facts)))
    for heading, below in (("made of", more.children), ("served by", more.served_by)):
        if below:
            click.echo(heading)
            for row in below:
                click.echo("  " + rows.line(row, cells - 2, look))
    if more.check_ins:
        click.echo("check-ins")
        for each in more.check_ins[:_CHECK_INS_SHOWN]:
            confidence = f"confidence {each.confidence}" if each.confidence is not None else ""
            said = "   ".join(part for part in (each.value, confidence, each.person, each.note) if part)
            click.echo(clean(f"  {each.date.isoformat()}  {said}"))
        if len(more.check_ins) > _CHECK_INS_SHOWN:
            click.echo(f"  and {len(more.check_ins) - _CHECK_INS_SHOWN} earlier")
