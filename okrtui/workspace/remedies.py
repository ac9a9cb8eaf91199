"""Remedies: what mends a finding of the coach, each as one act, and so one undo.

A screen asks `suggestions` what a remedy has to be told; where every question has a default, it needs nothing but its
key. `apply` takes the answers, as a form would: ids, numbers, texts.
"""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from okrtui.okr.coach.finding import Finding
from okrtui.okr.coach.scene import Scene
from okrtui.okr.records import Value
from okrtui.storage.replica import Act
from okrtui.workspace import typed
from okrtui.workspace.check_ins import read_value
from okrtui.workspace.edits import check_references
from okrtui.workspace.errors import NotFound, UsageError
from okrtui.workspace.find import find
from okrtui.workspace.mending import on_fields, on_key_results, on_objectives, on_rhythm, on_strategy, on_units
from okrtui.workspace.mending.case import Action, Case, Question
from okrtui.workspace.mending.sheet import Key, Sheet
from okrtui.workspace.originals import original_of
from okrtui.workspace.workspace import Workspace

ACTIONS: Mapping[str, Action] = {
    **on_fields.ACTIONS,
    **on_objectives.ACTIONS,
    **on_key_results.ACTIONS,
    **on_units.ACTIONS,
    **on_rhythm.ACTIONS,
    **on_strategy.ACTIONS,
}
"""Every `Remedy.action`, and what does it."""


class Mended(NamedTuple):
    """What a remedy wrote: kind and id of the objects that are new, and of those changed or deleted."""

    made: list[Key]
    changed: list[Key]


def suggestions(workspace: Workspace, finding: Finding) -> tuple[Question, ...]:
    """What a finding's remedy has to be told, with candidates and defaults; empty where it needs nothing.

    Raises UsageError for a finding without a remedy, or that has been mended meanwhile.
    """
    with workspace.lock:
        case = _case(workspace, finding)
        return tuple(_action(finding).asks(case))


def apply(workspace: Workspace, finding: Finding, answers: Mapping[str, object]) -> Mended:
    """Mend a finding, in one act. What is not answered goes by its default.

    Raises UsageError (an unknown answer, a missing one, a finding without a remedy), NotFound, FieldError.
    """
    action = _action(finding)
    written: list[Sheet] = []

    def acts() -> Iterable[Act]:
        case = _case(workspace, finding)
        sheet = Sheet(workspace)
        action.does(case, _complete(finding, action.asks(case), answers), sheet)
        if not sheet.ops:
            raise UsageError(f"{finding.rule}: nothing would change by that")
        check_references(workspace, sheet.ops)
        written.append(sheet)
        return [Act(sheet.ops)]

    workspace.write(acts)
    return Mended(written[0].made, written[0].changed)


def read_answers(workspace: Workspace, finding: Finding, said: Mapping[str, str]) -> dict[str, object]:
    """The answers that texts mean: objects by id or title, lists with commas between. Raises UsageError, FieldError."""
    questions = {question.name: question for question in suggestions(workspace, finding)}
    _refuse_unknown(finding, questions, said)
    return {name: _read(workspace, finding, questions[name], text.strip()) for name, text in said.items()}


def _case(workspace: Workspace, finding: Finding) -> Case:
    if workspace.company.fields(finding.kind, finding.id) is None:
        raise NotFound(f"{finding.id}: there is no such {finding.kind.replace('_', ' ')}, or it is deleted")
    return Case(workspace, finding, Scene(workspace.standings, lambda id: original_of(workspace, id)))


def _action(finding: Finding) -> Action:
    if finding.remedy is None:
        raise UsageError(f"{finding.rule}: no act mends that; `okrtui dismiss` sets it aside, with a reason")
    return ACTIONS[finding.remedy.action]


def _complete(finding: Finding, questions: Iterable[Question], answers: Mapping[str, object]) -> dict[str, object]:
    """Every answer, said or by default; at least one, where there is something to be told."""
    by_name = {question.name: question for question in questions}
    _refuse_unknown(finding, by_name, answers)
    given = {name: answers.get(name) for name in by_name}
    complete = {name: by_name[name].default if said is None or said == [] else said for name, said in given.items()}
    missing = [name for name, said in complete.items() if by_name[name].is_needed and said in (None, [])]
    if not missing and by_name and all(said is None for said in complete.values()):
        missing = [" or ".join(by_name)]
    if missing:
        raise UsageError(f"{finding.rule}: {' and '.join(missing)} must be said")
    return {name: said for name, said in complete.items() if said is not None}


def _refuse_unknown(finding: Finding, questions: Mapping[str, Question], answers: Iterable[str]) -> None:
    for name in answers:
        if name not in questions:
            takes = f"takes {', '.join(questions)}" if questions else "needs nothing said"
            raise UsageError(f"{finding.rule}: {name!r} is nothing that it asks; its remedy {takes}")


def _read(workspace: Workspace, finding: Finding, question: Question, said: str) -> object:
    if question.is_many:
        return [_object(workspace, question, each) for each in _names(workspace, question, said)]
    if question.kinds:
        return _object(workspace, question, said) if said else None
    if question.field == ("check_in", "value"):
        key_result = workspace.company.key_result(finding.id)
        return read_value(workspace, key_result, said) if key_result and said else None
    return _value(workspace, question, said)


def _names(workspace: Workspace, question: Question, said: str) -> Iterable[str]:
    """The names in a list with commas between; a title may have commas of its own."""
    titles = {title.casefold() for _, _, title in workspace.company.search(question.kinds)}
    parts = said.split(",")
    while parts:
        ends = (end for end in range(len(parts), 1, -1) if ",".join(parts[:end]).strip().casefold() in titles)
        end = next(ends, 1)
        if name := ",".join(parts[:end]).strip():
            yield name
        del parts[:end]


def _value(workspace: Workspace, question: Question, said: str) -> Value:
    return typed.read_field(workspace, *question.field, said)


def _object(workspace: Workspace, question: Question, said: str) -> str:
    """The id of an object that goes by what was said; or the name of a new one."""
    if said == typed.ME and "person" in question.kinds:
        return workspace.person
    if not question.is_named:
        return find(workspace.company, said, question.kinds)[1]
    known = workspace.company.search(question.kinds)
    return next((id for _, id, title in known if id == said or title.casefold() == said.casefold()), said)
