"""`okrtui localize`, `share`, `accept`, `decline` and `takeup`: planning downwards, sideways and onwards."""

import click

from okrtui.cli.edits import assignments
from okrtui.cli.group import Command
from okrtui.cli.planning import CYCLE, cycle_of
from okrtui.cli.printing import emit
from okrtui.cli.session import Session, pass_session
from okrtui.okr.kinds import Mode, ShareState
from okrtui.okr.records import text
from okrtui.workspace.errors import Ambiguous, NotFound
from okrtui.workspace.find import find
from okrtui.workspace.planning_links import (
    accept_share,
    decline_share,
    localize,
    share,
    take_up,
    take_up_as_objective,
)
from okrtui.workspace.reading import clean_line
from okrtui.workspace.typed import read_fields
from okrtui.workspace.view import View
from okrtui.workspace.workspace import Workspace

_UNIT = click.option("--unit", metavar="UNIT", help="For which unit, where more than one was asked.")


@click.command("localize", cls=Command)
@click.argument("parent")
@click.argument("unit")
@click.argument("fields", nargs=-1, metavar="[FIELD=VALUE…]")
@click.option("--contributes", is_flag=True, help="Roll its progress up into the parent's.")
@pass_session
def localize_command(
    session: Session, parent: str, unit: str, fields: tuple[str, ...], contributes: bool
) -> None:
    """Let UNIT take up PARENT as an objective of its own, aligned to it; print its id.

    PARENT is an objective, key result, goal or mission; title=… says it in the unit's own words.
    """
    with session.writing() as workspace:
        above = find(workspace.company, parent, ["objective", "key_result", "goal", "mission"])[1]
        place = find(workspace.company, unit, ["unit"])[1]
        changes = read_fields(workspace, "objective", assignments(fields))
        mode = Mode.CONTRIBUTES if contributes else Mode.SUPPORTS
        id = localize(workspace, above, place, changes, mode)
        emit(session.as_json, {"kind": "objective", "id": id, "parent": above, "unit": place}, lambda: id)


@click.command("share", cls=Command)
@click.argument("object", metavar="ID")
@click.argument("unit")
@pass_session
def share_command(session: Session, object: str, unit: str) -> None:
    """Ask UNIT to carry an objective too. It accepts or declines."""
    with session.writing() as workspace:
        objective = find(workspace.company, object, ["objective"])[1]
        partner = find(workspace.company, unit, ["unit"])[1]
        _emit(session, workspace, share(workspace, objective, partner))


@click.command("accept", cls=Command)
@click.argument("object", metavar="ID")
@_UNIT
@pass_session
def accept_command(session: Session, object: str, unit: str | None) -> None:
    """Carry an objective too that another unit asked to share. ID is the objective's, or the share's."""
    with session.writing() as workspace:
        id = _asked(workspace, object, unit)
        accept_share(workspace, id)
        _emit(session, workspace, id)


@click.command("decline", cls=Command)
@click.argument("object", metavar="ID")
@_UNIT
@pass_session
def decline_command(session: Session, object: str, unit: str | None) -> None:
    """Do not carry an objective that another unit asked to share. ID is the objective's, or the share's."""
    with session.writing() as workspace:
        id = _asked(workspace, object, unit)
        decline_share(workspace, id)
        _emit(session, workspace, id)


@click.command("takeup", cls=Command)
@click.argument("improvement")
@CYCLE
@click.option("--unit", metavar="UNIT", help="Make an objective of it for this unit.")
@pass_session
def takeup_command(session: Session, improvement: str, cycle: str | None, unit: str | None) -> None:
    """Take up an improvement that a review noted: in a cycle, and with --unit as a draft objective."""
    with session.writing() as workspace:
        company = workspace.company
        noted, when = find(company, improvement, ["improvement"])[1], cycle_of(workspace, cycle)
        objective = None
        if unit is None:
            take_up(workspace, noted, when)
        else:
            objective = take_up_as_objective(workspace, noted, when, find(company, unit, ["unit"])[1])
        facts = {"kind": "improvement", "id": noted, "cycle": when, "objective": objective}
        words = f"{_title(workspace, noted)}: taken up in {_title(workspace, when)}"
        emit(session.as_json, facts, lambda: objective or words)


def _asked(workspace: Workspace, said: str, unit: str | None) -> str:
    """The share that is meant: by its id, or the one of an objective, for a unit that was asked."""
    company = workspace.company
    kind, id = find(company, said, ["objective", "share"])
    if kind == "share":
        return id
    wanted = find(company, unit, ["unit"])[1] if unit else None
    asked_of = company.pointing("share", "objective", id)
    shares = {each: text(company.fields("share", each) or {}, "unit") for each in asked_of}
    found = [each for each, asked in shares.items() if wanted in (None, asked)]
    if not found:
        whom = _title(workspace, wanted) if wanted else "anybody"
        raise NotFound(f"nobody asked {whom} to share {_title(workspace, id)}")
    own = [each for each in found if (place := company.unit(shares[each])) and place.lead == workspace.person]
    found = own if len(found) > 1 and own else found
    if len(found) > 1:
        names = ", ".join(_title(workspace, shares[each]) for each in found)
        raise Ambiguous(f"{_title(workspace, id)} was asked of {names}; say --unit")
    return found[0]


def _emit(session: Session, workspace: Workspace, id: str) -> None:
    fields = workspace.company.fields("share", id) or {}
    objective, unit, state = text(fields, "objective"), text(fields, "unit"), text(fields, "state")
    facts = {"kind": "share", "id": id, "objective": objective, "unit": unit, "state": state}
    said = {ShareState.ASKED: "is asked to share", ShareState.ACCEPTED: "shares", ShareState.DECLINED: "does not share"}
    words = f"{_title(workspace, unit)} {said[ShareState(state)]} {_title(workspace, objective)}"
    emit(session.as_json, facts, lambda: words)


def _title(view: View, id: str) -> str:
    return clean_line(view.company.title(id)) or id
