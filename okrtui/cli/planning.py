"""`okrtui plan`, and the steps of an objective from draft to active: each one act."""

from typing import Any

import click

from okrtui.cli import planning_board
from okrtui.cli.edits import assignments
from okrtui.cli.group import Command, LookingBack
from okrtui.cli.printing import count, emit, json_of
from okrtui.cli.session import Session, pass_session
from okrtui.okr.kinds import CycleKind, Stage
from okrtui.okr.records import Cycle
from okrtui.workspace.board import board
from okrtui.workspace.errors import NotFound, UsageError
from okrtui.workspace.find import find
from okrtui.workspace.forms import open_form
from okrtui.workspace.planning import agree, commit, counter_propose, propose, turn_of, withdraw
from okrtui.workspace.planning_cycles import next_cycle, plan_cycle, start_cycle
from okrtui.workspace.reading import clean_line
from okrtui.workspace.saving import Edit
from okrtui.workspace.typed import ME, read_fields
from okrtui.workspace.view import View
from okrtui.workspace.workspace import Workspace

CYCLE = click.option("--cycle", metavar="NAME", help="Another cycle than the one in planning, or else the current one.")
_ID = click.argument("object", metavar="ID")


@click.command("plan", cls=LookingBack)
@click.argument("step", required=False, type=click.Choice(["next"]), metavar="[next]")
@CYCLE
@click.option("--unit", metavar="UNIT", help="Only this unit and those below it.")
@click.option("--year", "is_year", is_flag=True, help="With next: the year that follows, for quarters to lie in.")
@pass_session
def plan_command(session: Session, step: str | None, cycle: str | None, unit: str | None, is_year: bool) -> None:
    """Print the planning board: units, and how far their objectives have come.

    `okrtui plan next` makes the cycle that follows the last one, to be planned.
    """
    if step is not None:
        _plan_next(session, CycleKind.YEAR if is_year else CycleKind.QUARTER)
        return
    if is_year:
        raise UsageError("--year: `okrtui plan next --year` makes a year; `okrtui plan --cycle 2027` shows one")
    with session.looking() as workspace, workspace.lock:
        root = find(workspace.company, unit, ["unit"])[1] if unit else None
        found = board(workspace, cycle_of(workspace, cycle), unit=root)
        assert found is not None  # the cycle has just been found
        click.echo(json_of(planning_board.facts(found)) if session.as_json else planning_board.text(found))


def _plan_next(session: Session, kind: CycleKind) -> None:
    if session.as_of is not None:
        raise UsageError("--as-of: `okrtui plan next` is about now; `okrtui plan` looks back")
    with session.writing() as workspace:
        is_there = next_cycle(workspace, workspace.today, kind).id is not None
        cycle = workspace.company.cycle(plan_cycle(workspace, kind))
        assert cycle is not None  # it has just been made
        facts = {**planning_board.cycle_facts(cycle), "made": not is_there}
        words = "is being planned already" if is_there else "can be planned now"
        emit(session.as_json, facts, lambda: f"{_span(cycle)} {words}")


@click.command("propose", cls=Command)
@_ID
@pass_session
def propose_command(session: Session, object: str) -> None:
    """Propose an objective to the lead above; it is your word on it, if it is yours.

    After a counter-proposal, it proposes the objective as it now is.
    """
    with session.writing() as workspace:
        id = _objective(workspace, object)
        propose(workspace, id)
        emit(session.as_json, _stage_facts(workspace, id), lambda: _stage_words(workspace, id))


@click.command("withdraw", cls=Command)
@_ID
@pass_session
def withdraw_command(session: Session, object: str) -> None:
    """Make a proposed or agreed objective a draft again; nobody is bound by their word any more."""
    with session.writing() as workspace:
        id = _objective(workspace, object)
        withdraw(workspace, id)
        emit(session.as_json, _stage_facts(workspace, id), lambda: _stage_words(workspace, id))


@click.command("counter", cls=Command)
@_ID
@click.argument("fields", nargs=-1, metavar="[FIELD=VALUE…]")
@click.option("-m", "--message", default="", metavar="TEXT", help="Why, for whoever made the proposal.")
@pass_session
def counter_command(session: Session, object: str, fields: tuple[str, ...], message: str) -> None:
    """Answer a proposal with another one: change fields of the objective, or of one of its key results."""
    with session.writing() as workspace:
        kind, id = find(workspace.company, object, ["objective", "key_result"])
        key_result = workspace.company.key_result(id)
        objective = key_result.objective or "" if key_result else id
        edit = Edit(open_form(workspace, kind, id), read_fields(workspace, kind, assignments(fields)))
        comment = counter_propose(workspace, objective, [edit], message)
        facts = _stage_facts(workspace, objective) | {"comment": comment}
        emit(session.as_json, facts, lambda: _stage_words(workspace, objective))


@click.command("agree", cls=Command)
@click.argument("objects", nargs=-1, metavar="ID…")
@click.option("--all", "is_all", is_flag=True, help="Everything in the cycle that waits for you.")
@CYCLE
@pass_session
def agree_command(session: Session, objects: tuple[str, ...], is_all: bool, cycle: str | None) -> None:
    """Agree to one or more proposals, and commit to them by name."""
    if is_all is bool(objects):
        raise UsageError("agree: name one or more objectives, or say --all")
    with session.writing() as workspace:
        ids = _waiting(workspace, cycle) if is_all else [_objective(workspace, each) for each in objects]
        agreed = agree(workspace, ids)
        titles = "".join(f"\n  {_title(workspace, id)}" for id in agreed)
        facts = {"agreed": agreed, "stages": {id: _stage(workspace, id) for id in ids}}
        words = f"agreed to {count(len(agreed), 'objective')}{titles}"
        emit(session.as_json, facts, lambda: words if agreed else "nothing to agree to: nothing waits for you")


@click.command("commit", cls=Command)
@_ID
@click.option("--on-behalf-of", "person", metavar="PERSON", help="Whose word you enter, if not your own.")
@pass_session
def commit_command(session: Session, object: str, person: str | None) -> None:
    """Commit to an objective by name, today. To a proposal that waits for you, you agree by it."""
    with session.writing() as workspace:
        id = _objective(workspace, object)
        who = None if person in (None, ME) else find(workspace.company, str(person), ["person"])[1]
        commitment = commit(workspace, id, who)
        name = _title(workspace, who or workspace.person)
        facts = {"kind": "commitment", "id": commitment, "objective": id, "person": who or workspace.person}
        words = f"{name} commits to {_title(workspace, id)}"
        emit(session.as_json, facts | {"stage": _stage(workspace, id)}, lambda: words)


@click.command("start", cls=Command)
@CYCLE
@pass_session
def start_command(session: Session, cycle: str | None) -> None:
    """Start a cycle: all in it that is agreed becomes active. What is not agreed yet is listed, and stays as it is."""
    with session.writing() as workspace:
        id = cycle_of(workspace, cycle)
        started = start_cycle(workspace, id)
        found = workspace.company.cycle(id)
        assert found is not None  # it has just been started
        left = [
            {"id": each, "title": _title(workspace, each), "stage": _stage(workspace, each)} for each in started.left
        ]
        facts = {"cycle": planning_board.cycle_facts(found), "active": started.active, "left": left}
        lines = [f"{_span(found)} runs; {count(len(started.active), 'objective')} became active"]
        lines += ["not agreed yet, and left as it is:" if left else ""]
        lines += [f"  {each['stage']:9} {each['title']}" for each in left]
        emit(session.as_json, facts, lambda: "\n".join(line for line in lines if line))


def cycle_of(view: View, said: str | None) -> str:
    """The cycle that someone means: without a word, the one in planning, or else the current one. Raises NotFound."""
    if said:
        return find(view.company, said, ["cycle"])[1]
    upcoming = next_cycle(view, view.today).id
    current = view.company.current_cycle(view.today)
    if upcoming is None and current is None:
        raise NotFound("there is no cycle yet: `okrtui plan next` makes one")
    return upcoming or (current.id if current else "")


def _objective(workspace: Workspace, said: str) -> str:
    return find(workspace.company, said, ["objective"])[1]


def _waiting(workspace: Workspace, cycle: str | None) -> list[str]:
    found = board(workspace, cycle_of(workspace, cycle))
    return [card.id for card in found.cards() if card.turn == workspace.person] if found else []


def _title(view: View, id: str) -> str:
    return clean_line(view.company.title(id)) or id


def _stage(view: View, id: str) -> Stage | None:
    objective = view.company.objective(id)
    return objective.stage if objective else None


def _stage_facts(view: View, id: str) -> dict[str, Any]:
    objective = view.company.objective(id)
    turn = turn_of(view, objective) if objective else None
    return {"kind": "objective", "id": id, "stage": _stage(view, id), "turn": turn}


def _stage_words(view: View, id: str) -> str:
    facts = _stage_facts(view, id)
    answer = f"; {_title(view, facts['turn'])} has to answer" if facts["turn"] else ""
    return f"{_title(view, id)}: {facts['stage']}{answer}"


def _span(cycle: Cycle) -> str:
    return f"{clean_line(cycle.name)} ({cycle.start} to {cycle.end})"
