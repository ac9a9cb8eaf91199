"""`okrtui close`, `reopen` and `carry`: the end of a cycle, and what goes on in the next one."""

from typing import Any

import click

from okrtui.cli.group import Command
from okrtui.cli.planning_board import cycle_facts
from okrtui.cli.printing import count, emit, note
from okrtui.cli.session import Session, pass_session
from okrtui.okr.number import stored
from okrtui.okr.records import Cycle
from okrtui.workspace.carrying import Carried, carry_over, to_carry
from okrtui.workspace.closing import close_cycle, reopen_cycle
from okrtui.workspace.closing_time import closed_cycle_of, cycle_looked_back_on, cycle_to_close
from okrtui.workspace.find import find
from okrtui.workspace.offers import Offer
from okrtui.workspace.reading import clean_line
from okrtui.workspace.view import View
from okrtui.workspace.workspace import Workspace

_CYCLE = click.argument("cycle", required=False, metavar="[CYCLE]")


@click.command("close", cls=Command)
@_CYCLE
@pass_session
def close_command(session: Session, cycle: str | None) -> None:
    """Close a cycle once all its key results have an agreed score; the scores are frozen from then on.

    CYCLE is the last one that has ended, unless that is closed, or else the running one.
    """
    with session.writing() as workspace:
        id = _found(workspace, cycle) or cycle_to_close(workspace)
        runs = _cycle(workspace, id).end >= workspace.today
        done = close_cycle(workspace, id)
        found = _cycle(workspace, id)
        carried = to_carry(workspace, id)
        name = clean_line(found.name)
        lines = [f"{_span(found)} is closed, with {count(len(done.objectives), 'objective')}; scores are frozen"]
        lines += ["nobody worked on these, and they stay as they are:"] if done.left else []
        lines += [f"  {_stage(workspace, each):9} {_title(workspace, each)}" for each in done.left]
        if carried:
            lines.append(f"{count(len(carried), 'key result')} to be carried over: `okrtui carry {name}`")
        facts = {
            "cycle": cycle_facts(found),
            "closed": done.objectives,
            "left": [_left_facts(workspace, each) for each in done.left],
            "to_carry": carried,
        }
        emit(session.as_json, facts, lambda: "\n".join(lines))
        if runs:
            note(f"{name} runs until {found.end}: check-ins until then will show as late", as_json=session.as_json)


@click.command("reopen", cls=Command)
@_CYCLE
@pass_session
def reopen_command(session: Session, cycle: str | None) -> None:
    """Make a closed cycle and its objectives active again; the scores stay, to be changed.

    CYCLE is the one that was closed last.
    """
    with session.writing() as workspace:
        id = _found(workspace, cycle) or closed_cycle_of(workspace)
        done = reopen_cycle(workspace, id)
        found = _cycle(workspace, id)
        words = f"{_span(found)} is open again, with {count(len(done.objectives), 'objective')}"
        emit(session.as_json, {"cycle": cycle_facts(found), "active": done.objectives}, lambda: words)


@click.command("carry", cls=Command)
@_CYCLE
@click.option("--to", "target", metavar="CYCLE", help="Another cycle than the next one.")
@click.option("--kr", "those", metavar="KR", multiple=True, help="This key result, whatever its score says.")
@click.option("--align", "is_aligned", is_flag=True, help="Let it serve again what it served, as far as that goes on.")
@pass_session
def carry_command(
    session: Session, cycle: str | None, target: str | None, those: tuple[str, ...], is_aligned: bool
) -> None:
    """Let the key results that are to be carried over go on in the next cycle, as drafts from their last value.

    The next cycle is made where there is none yet. What is carried over already stays as it is.
    """
    with session.writing() as workspace:
        id = _found(workspace, cycle) or cycle_looked_back_on(workspace)
        chosen = [find(workspace.company, each, ["key_result"])[1] for each in those] or None
        done = carry_over(workspace, id, _found(workspace, target), chosen, align=is_aligned)
        facts = {
            "cycle": cycle_facts(_cycle(workspace, id)),
            "to": cycle_facts(_cycle(workspace, done.cycle)),
            **{name: getattr(done, name) for name in ("objectives", "key_results", "made", "reached", "passed_over")},
            "offers": [_offer_facts(each) for each in done.offers],
            "aligned": done.aligned,
        }
        emit(session.as_json, facts, lambda: "\n".join(_carried_lines(workspace, done)))


def _carried_lines(view: View, done: Carried) -> list[str]:
    made = set(done.made)
    new = [each for each in done.key_results.values() if each in made]
    name = clean_line(_cycle(view, done.cycle).name)
    there = len(done.key_results) - len(new)
    known = f"; {there} {'was' if there == 1 else 'were'} there already" if there else ""
    lines = [f"{name}: {count(len(new), 'key result')} carried over{known}"]
    for objective in done.objectives.values():
        lines.append(f"  {_title(view, objective)}")
        for key_result in view.company.key_results_of(objective):
            if key_result.id in done.key_results.values():
                lines.append(f"    {clean_line(key_result.title)}{_needs(key_result.id, done)}")
    if done.passed_over:
        lines.append(f"deleted there since, and left so: {', '.join(_title(view, id) for id in done.passed_over)}")
    return lines + _offer_lines(done.offers, done.aligned)


def _needs(id: str, done: Carried) -> str:
    return " (it has reached its target: give it another)" if id in done.reached else ""


def _offer_lines(offers: list[Offer], aligned: int) -> list[str]:
    lines = [f"aligned again: {aligned}"] if aligned else []
    if offers:
        lines.append("served before, and not aligned to it now:")
    for each in offers:
        over = ", which ended: align it anew" if each.is_over else ""
        lines.append(f"  {each.child_title} {each.mode.words} {each.parent_title}{over}")
    if any(not each.is_over for each in offers):
        lines.append("`okrtui carry --align` aligns what goes on")
    return lines


def _offer_facts(offer: Offer) -> dict[str, Any]:
    return {
        "child": offer.child,
        "child_title": offer.child_title,
        "parent": offer.parent,
        "parent_title": offer.parent_title,
        "mode": offer.mode,
        "weight": stored(offer.weight),
        "over": offer.is_over,
    }


def _found(workspace: Workspace, said: str | None) -> str | None:
    return find(workspace.company, said, ["cycle"])[1] if said else None


def _cycle(view: View, id: str) -> Cycle:
    found = view.company.cycle(id)
    assert found is not None  # it has been found before
    return found


def _span(cycle: Cycle) -> str:
    return f"{clean_line(cycle.name)} ({cycle.start} to {cycle.end})"


def _title(view: View, id: str) -> str:
    return clean_line(view.company.title(id)) or id


def _stage(view: View, id: str) -> str:
    objective = view.company.objective(id)
    return objective.stage if objective else ""


def _left_facts(view: View, id: str) -> dict[str, str]:
    return {"id": id, "title": _title(view, id), "stage": _stage(view, id)}
