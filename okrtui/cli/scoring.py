"""`okrtui score` and `scores`: score key results at the end of a cycle, and see what is scored and what is missing."""

from collections.abc import Sequence
from decimal import Decimal

import click

from okrtui.cli.group import Command, LookingBack
from okrtui.cli.printing import emit
from okrtui.cli.scores_text import completion_facts, completion_text, score_facts, score_words
from okrtui.cli.session import Session, pass_session
from okrtui.okr.coach.scene import Original
from okrtui.okr.kinds import Disposition, Role
from okrtui.workspace.closing_time import cycle_looked_back_on
from okrtui.workspace.completion import Completion, completion, missing_of
from okrtui.workspace.errors import UsageError
from okrtui.workspace.find import find
from okrtui.workspace.late import keep_scores, late_check_ins
from okrtui.workspace.originals import Originals
from okrtui.workspace.reading import clean_line
from okrtui.workspace.scorers import role_of
from okrtui.workspace.scores import scores_of
from okrtui.workspace.scoring import Agreed, Scoring, agree_scores, score_all
from okrtui.workspace.view import View
from okrtui.workspace.workspace import Workspace

_DISPOSITIONS = {each.value.replace("_", "-"): each for each in Disposition}
_AS = {Role.OWNER: "as its owner", Role.LEAD: "as its lead", Role.AGREED: "agreed"}


@click.command("score", cls=Command)
@click.argument("object", metavar="KR")
@click.argument("value", required=False, metavar="[VALUE]")
@click.option("--as", "role", type=click.Choice([each.value for each in Role]), help="As whom; by default as you are.")
@click.option("--self", "assessment", metavar="TEXT", help="The owner's own view of it.")
@click.option("--disposition", type=click.Choice(list(_DISPOSITIONS)), help="What becomes of it.")
@click.option("--keep", is_flag=True, help="Leave the agreed score as it is, whatever came after it.")
@pass_session
def score_command(
    session: Session,
    object: str,
    value: str | None,
    role: str | None,
    assessment: str | None,
    disposition: str | None,
    keep: bool,
) -> None:
    """Score a key result from 0 to 1, or an objective's key results at once.

    VALUE is 0.7 or 70%. Without it, the score that stands is left; else it is the one that the check-ins propose, or,
    to agree, the lead's, else the owner's. As whom: as the owner, if you own it, or as the lead, if you lead its unit.
    """
    with session.writing() as workspace:
        kind, id = find(workspace.company, object, ["key_result", "objective"])
        if keep:
            _keep(session, workspace, _those_of(workspace, kind, id), value or role or assessment or disposition)
            return
        if kind == "objective" and (value is not None or assessment is not None):
            raise UsageError("an objective's score is made of its key results': score those, or leave VALUE out")
        those = _those_of(workspace, kind, id)
        if not those:
            raise UsageError(f"{clean_line(workspace.company.title(id))}: it has no key result to score")
        who = Role(role) if role else _role(workspace, those[0])
        becomes = _DISPOSITIONS[disposition] if disposition else None
        agreed: list[Agreed] = []
        if who is Role.AGREED and value is None and assessment is None:
            agreed = agree_scores(workspace, those, dispositions=dict.fromkeys(those, becomes) if becomes else None)
            known = {each.key_result for each in agreed}
            rest = [each for each in those if each not in known] if becomes else []
        else:
            rest = those
        number = _value(value) if value is not None else None
        score_all(workspace, [Scoring(each, who, number, assessment, becomes) for each in rest])
        _print(session, workspace, those, who, agreed)


@click.command("scores", cls=LookingBack)
@click.argument("object", required=False, metavar="[UNIT|OBJECTIVE]")
@click.option("--cycle", metavar="NAME", help="Another cycle than the one to be closed, or closed lately.")
@pass_session
def scores_command(session: Session, object: str | None, cycle: str | None) -> None:
    """Show what is proposed, scored and agreed, what is missing still, and what came late."""
    with session.reading() as workspace:
        view, original = looked_at(session, workspace)
        company = view.company
        kind, id = find(company, object, ["unit", "objective", "key_result"]) if object else ("", "")
        key_result = company.key_result(id)
        objective = company.objective(key_result.objective if key_result else id)
        when = find(company, cycle, ["cycle"])[1] if cycle else None
        if objective is not None:
            unit, when = objective.unit, when or objective.cycle
        else:
            unit = id or None
        if when is None:
            when = cycle_looked_back_on(view)
        if kind != "unit" and company.unit(unit) is None:
            unit = None
        found = completion(view, when, unit, original)
        if objective is not None:
            found = _only(found, objective.id)
        inside = {each.scores.key_result for each in found.key_results()}
        late = [each for each in late_check_ins(view, when) if each.key_result in inside]
        emit(session.as_json, completion_facts(found, late), lambda: completion_text(found, late))


def looked_at(session: Session, workspace: Workspace) -> tuple[View, Original | None]:
    """What is looked at, as --as-of says, and what has been moved by then; None where the workspace itself knows."""
    if session.as_of is None:
        return workspace, None
    view, lines = session.history(workspace)
    return view, Originals(view, lambda: lines).of


def _only(found: Completion, objective: str) -> Completion:
    """One objective of it, with what counts only that."""
    units = []
    for unit in found.units:
        kept = tuple(each for each in unit.objectives if each.id == objective)
        if kept:
            units.append(unit._replace(objectives=kept))
    return found.of(tuple(units))


def _those_of(workspace: Workspace, kind: str, id: str) -> list[str]:
    """A key result, or those of an objective that have weight."""
    if kind == "key_result":
        return [id]
    return [each.id for each in workspace.company.key_results_of(id) if each.weight > 0]


def _role(workspace: Workspace, key_result: str) -> Role:
    found = role_of(workspace, key_result, workspace.person)
    if found is None:
        title = clean_line(workspace.company.title(key_result))
        raise UsageError(f"you neither own {title!r} nor lead its unit: say --as owner, lead or agreed")
    return found


def _value(said: str) -> Decimal:
    """A score that someone typed: 0.7, 0,7 or 70%."""
    from okrtui.okr.models import FieldError
    from okrtui.okr.number import NumberError, parse_number

    text = said.strip()
    try:
        number = parse_number(text)
    except NumberError as error:
        raise FieldError("score", "value", f"{error}; it is from 0 to 1 (try 0.7 or 70%)") from None
    number = number / 100 if text.endswith("%") else number
    if not 0 <= number <= 1:
        raise FieldError("score", "value", f"{text} is not from 0 to 1 (try 0.7 or 70%)")
    return number


def _keep(session: Session, workspace: Workspace, key_results: Sequence[str], other: object) -> None:
    if other:
        raise UsageError("--keep: it leaves the score as it is; say nothing else with it")
    kept = keep_scores(workspace, key_results)
    titles = "".join(f"\n  {clean_line(workspace.company.title(id))}" for id in kept)
    words = f"kept as agreed, whatever came later:{titles}" if kept else "nothing came after what was agreed"
    emit(session.as_json, {"kept": kept}, lambda: words)


def _print(session: Session, workspace: Workspace, those: list[str], role: Role, agreed: list[Agreed]) -> None:
    found = [scores_of(workspace, each) for each in those]
    sources = {each.key_result: each.source for each in agreed}
    lines: list[str] = []
    for scores in found:
        given = scores.of(role)
        if given is not None:
            lines += score_words(scores, given, _whose(scores.key_result, role, sources))
    facts = {
        "role": role,
        "scores": [
            {**score_facts(each, missing_of(each)), "source": _source(each.key_result, sources)} for each in found
        ],
    }
    emit(session.as_json, facts, lambda: "\n".join(lines))


def _whose(key_result: str, role: Role, sources: dict[str, Role | None]) -> str:
    if key_result not in sources:
        return _AS[role]
    source = sources[key_result]
    return f"agreed as the {source.words} has it" if source else "agreed as the check-ins propose"


def _source(key_result: str, sources: dict[str, Role | None]) -> str | None:
    """Whose score was agreed on without saying one: a role's, or the proposed one."""
    return (sources[key_result] or "proposed") if key_result in sources else None
