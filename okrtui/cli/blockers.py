"""`okrtui block`, `unblock`, `escalate` and `blockers`: what is in the way, and who takes it out of the way."""

from typing import Any

import click

from okrtui.cli import rows
from okrtui.cli.group import Command, LookingBack
from okrtui.cli.printing import count, emit, json_of, width
from okrtui.cli.session import Session, pass_session
from okrtui.widgets.tones import Segments, Tone, fit_segments, length
from okrtui.workspace.blockers import (
    BLOCKED,
    Blocked,
    blocked_of,
    blockers_in,
    blockers_on,
    escalate,
    raise_blocker,
    resolve,
)
from okrtui.workspace.errors import Ambiguous, NotFound
from okrtui.workspace.find import find
from okrtui.workspace.reading import clean_line
from okrtui.workspace.typed import ME
from okrtui.workspace.workspace import Workspace

_AGE = 6


@click.command("block", cls=Command)
@click.argument("subject")
@click.argument("text")
@click.option("--solver", metavar="PERSON", help="Who takes it out of the way, of whatever unit; `me` is oneself.")
@pass_session
def block_command(session: Session, subject: str, text: str, solver: str | None) -> None:
    """Say what is in the way of SUBJECT: a key result, objective, initiative or goal. Prints the blocker's id."""
    with session.writing() as workspace:
        about = find(workspace.company, subject, BLOCKED)[1]
        who = _person(workspace, solver) if solver is not None else None
        id = raise_blocker(workspace, about, text, who)
        emit(session.as_json, blocker_facts(blocked_of(workspace, id)), lambda: id)


@click.command("unblock", cls=Command)
@click.argument("blocker", metavar="ID")
@click.argument("how")
@pass_session
def unblock_command(session: Session, blocker: str, how: str) -> None:
    """A blocker is out of the way; HOW says in a word how that came.

    ID is the blocker's, or what it is in the way of, where that has one open blocker.
    """
    with session.writing() as workspace:
        id = _meant(workspace, blocker)
        resolve(workspace, id, how)
        found = blocked_of(workspace, id)
        emit(session.as_json, blocker_facts(found), lambda: f"{_about(found)}: resolved")


@click.command("escalate", cls=Command)
@click.argument("blocker", metavar="ID")
@pass_session
def escalate_command(session: Session, blocker: str) -> None:
    """Hand a blocker up to the unit above the one that has it; that unit's lead is to solve it.

    ID is the blocker's, or what it is in the way of, where that has one open blocker.
    """
    with session.writing() as workspace:
        id = _meant(workspace, blocker)
        escalate(workspace, id)
        found = blocked_of(workspace, id)
        solver = f"; {found.solver_name} is to solve it" if found.solver else "; nobody is named to solve it"
        emit(session.as_json, blocker_facts(found), lambda: f"{_about(found)}: {found.unit_name} has it now{solver}")


@click.command("blockers", cls=LookingBack)
@click.argument("unit", required=False)
@click.option("--resolved", is_flag=True, help="Those that are out of the way, and how that came.")
@pass_session
def blockers_command(session: Session, unit: str | None, resolved: bool) -> None:
    """Print the open blockers, the oldest first: of UNIT and all below it and what was handed up to them, or all."""
    with session.looking() as workspace, workspace.lock:
        place = find(workspace.company, unit, ["unit"])[1] if unit else None
        found = blockers_in(workspace, place, is_open=not resolved)
        if session.as_json:
            facts = {"unit": place, "today": workspace.today.isoformat()}
            click.echo(json_of({**facts, "blockers": [blocker_facts(each) for each in found]}))
            return
        click.echo(f"{count(len(found), 'resolved blocker' if resolved else 'open blocker')}")
        for each in found:
            for line in blocker_text(each):
                click.echo(line)


def _person(workspace: Workspace, said: str) -> str:
    return workspace.person if said == ME else find(workspace.company, said, ["person"])[1]


def _meant(workspace: Workspace, said: str) -> str:
    """The blocker that is meant: by its id, or the open one of what it is in the way of. Raises NotFound, Ambiguous."""
    company = workspace.company
    try:
        return find(company, said, ["blocker"])[1]
    except NotFound as unknown:
        try:
            subject = find(company, said, BLOCKED)[1]
        except NotFound:
            raise unknown from None
    found = [each for each in blockers_on(workspace, subject) if each.subject.id == subject]
    if not found:
        raise NotFound(f"nothing is in the way of {clean_line(company.title(subject))!r}")
    if len(found) > 1:
        listed = ", ".join(f"{clean_line(each.description)!r} ({each.id})" for each in found)
        raise Ambiguous(f"{clean_line(company.title(subject))!r} has {len(found)} blockers: {listed}; say the id")
    return found[0].id


def _about(found: Blocked) -> str:
    return clean_line(found.description) or found.id


def blocker_facts(found: Blocked) -> dict[str, Any]:
    """A blocker with stable keys."""
    return {
        "id": found.id,
        "description": found.description,
        "subject": found.subject._asdict(),
        "solver": found.solver,
        "solver_name": found.solver_name,
        "unit": found.unit,
        "unit_name": found.unit_name,
        "escalated": found.is_escalated,
        "age": found.age,
        "old": found.is_old,
        "raised": found.raised.isoformat() if found.raised else None,
        "raised_by_name": found.raised_by,
        "resolved": found.resolved.isoformat() if found.resolved else None,
        "resolution": found.resolution or None,
    }


def blocker_text(found: Blocked) -> list[str]:
    """Age, what is in the way and of what, and below it who has it; or how it was solved."""
    look, cells = rows.glyphs(), width()
    age = "" if found.age is None else f"{found.age} d"
    head: Segments = [
        (f"{age:>{_AGE}}  ", Tone.CAUTION if found.is_old else Tone.MUTED),
        (clean_line(found.description), Tone.PLAIN),
    ]
    solver: Segments = [(found.solver_name, Tone.PLAIN) if found.solver else ("nobody to solve it", Tone.CAUTION)]
    place = f", {found.unit_name}{' (handed up)' if found.is_escalated else ''}" if found.unit else ""
    right: Segments = [*solver, (place, Tone.MUTED)]
    indent = " " * (_AGE + 2)
    about: Segments = [(f"{indent}{found.id}  {found.subject.title}", Tone.MUTED)]
    lines = [_spread(head, right if found.is_open else [], cells)]
    lines.append(rows.paint(fit_segments(about, cells, look.ellipsis)))
    if not found.is_open:
        told: Segments = [(f"{indent}{found.resolved}: {clean_line(found.resolution)}", Tone.PLAIN)]
        lines.append(rows.paint(fit_segments(told, cells, look.ellipsis)))
    return lines


def _spread(left: Segments, right: Segments, cells: int) -> str:
    look = rows.glyphs()
    beside = fit_segments(right, cells // 2, look.ellipsis)
    room = cells - length(beside) - 2
    shown = fit_segments(left, room, look.ellipsis)
    return rows.paint([*shown, (" " * (room - length(shown) + 2), Tone.PLAIN), *beside])
