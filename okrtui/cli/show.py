"""`okrtui show`: everything about one object."""

from typing import Any

import click

from okrtui.cli import rows
from okrtui.cli.blockers import blocker_facts, blocker_text
from okrtui.cli.group import LookingBack
from okrtui.cli.listing import shown
from okrtui.cli.printing import json_of, pairs, width
from okrtui.cli.session import Session, pass_session
from okrtui.okr.number import percent_text
from okrtui.workspace.conflicts import words_of
from okrtui.workspace.detail import Detail, detail
from okrtui.workspace.find import find_any
from okrtui.workspace.moment import day_of_stamp
from okrtui.workspace.originals import Moved, Originals
from okrtui.workspace.presets import practice_of
from okrtui.workspace.reading import clean
from okrtui.workspace.rhythms import rhythm_words
from okrtui.workspace.view import View

_CHECK_INS_SHOWN = 10


@click.command("show", cls=LookingBack)
@click.argument("object", metavar="ID")
@pass_session
def show_command(session: Session, object: str) -> None:
    """Print an object: its fields, and of a unit, objective or key result how it stands and why."""
    with session.looking_with_lines() as (workspace, lines), workspace.lock:
        kind, id = find_any(workspace.company, object)
        cycle = workspace.company.current_cycle(workspace.today)
        original = Originals(workspace, lines, [id] if kind == "key_result" else []).of
        more = detail(workspace, kind, id, cycle.id if cycle else None, original)
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
        "rhythm": rhythm_words(workspace, more.row.id) if more.row.kind == "unit" else None,
        "due": more.due.isoformat() if more.due else None,
        "children": [rows.facts(workspace, row) for row in more.children],
        "serves": more.serves,
        "served_by": [rows.facts(workspace, row) for row in more.served_by],
        "shared_with": more.shared_with,
        "check_ins": [each._asdict() for each in more.check_ins],
        "arithmetic": more.arithmetic,
        "moved": _moved(more.moved) if more.moved else None,
        "blockers": [blocker_facts(each) for each in more.blockers],
        "changed_by": more.changed_by,
        "changed_on": str(_day(workspace, more)) if more.changed_at else None,
        "conflicts": more.conflicts,
    }


def _moved(found: Moved) -> dict[str, Any]:
    figures = {name: rows.number_or_none(value) for name, value in found.figures._asdict().items()}
    share = rows.percent_or_none(found.progress)
    first = {**figures, "target_text": found.target, "progress": share, "score": float(found.score)}
    return {"first": {**first, "arithmetic": list(found.arithmetic)}, "score": float(found.score_now)}


def _day(workspace: View, more: Detail) -> object:
    return day_of_stamp(more.changed_at, workspace.company.workspace().time_zone)


def _moved_words(found: Moved) -> str:
    told = f"{found.target}: {percent_text(found.progress)}, score {found.score}; now score {found.score_now}"
    return "\n".join([told, *found.arithmetic])


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
        ("check-ins", rhythm_words(workspace, more.row.id) if more.row.kind == "unit" else ""),
        ("due", more.due.isoformat() if more.due else ""),
        ("arithmetic", "\n".join(more.arithmetic)),
        ("first aimed at", _moved_words(more.moved) if more.moved else ""),
        ("conflicts", f"{more.conflicts}: `okrtui conflicts`" if more.conflicts else ""),
        ("changed", f"{_day(workspace, more)} by {more.changed_by}" if more.changed_at and more.changed_by else ""),
    ]
    click.echo(clean(pairs(facts)))
    for heading, below in (("made of", more.children), ("served by", more.served_by)):
        if below:
            click.echo(heading)
            for row in below:
                click.echo("  " + rows.line(row, cells - 2, look))
    if more.blockers:
        click.echo("blockers")
        for blocked in more.blockers:
            click.echo("\n".join(blocker_text(blocked)))
    if more.check_ins:
        click.echo("check-ins")
        for each in more.check_ins[:_CHECK_INS_SHOWN]:
            confidence = f"confidence {each.confidence}" if each.confidence is not None else ""
            said = "   ".join(part for part in (each.value, confidence, each.people, each.note) if part)
            click.echo(clean(f"  {each.date.isoformat()}  {said}"))
        if len(more.check_ins) > _CHECK_INS_SHOWN:
            click.echo(f"  and {len(more.check_ins) - _CHECK_INS_SHOWN} earlier")
