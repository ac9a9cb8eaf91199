"""Mending key results: another one, a measure, a check-in, a blocker; or an initiative in its place."""

from collections.abc import Sequence

from okrtui.okr import records
from okrtui.okr.coach.scene import Figures
from okrtui.okr.number import stored
from okrtui.okr.records import KeyResult
from okrtui.workspace.check_ins import owner_of
from okrtui.workspace.edits import refuse_loop
from okrtui.workspace.errors import NotFound, UsageError
from okrtui.workspace.mending.case import Action, Answers, Case, Question, nothing
from okrtui.workspace.mending.sheet import Sheet


def _key_result(case: Case) -> KeyResult:
    found = case.company.key_result(case.id)
    if found is None:
        raise NotFound(f"{case.id}: there is no such key result, or it is deleted")
    return found


def _asks_key_result(_: Case) -> Sequence[Question]:
    optional = ("start", "target", "unit_of_measure", "metric")
    return (
        Question("title", ("key_result", "title")),
        *(Question(name, ("key_result", name), is_needed=False) for name in optional),
    )


def _add_key_result(case: Case, answers: Answers, sheet: Sheet) -> None:
    sheet.new("key_result", {"objective": case.id, **answers})


# --- a task that posed as a key result


def _make_initiative(case: Case, _: Answers, sheet: Sheet) -> None:
    """The task becomes an initiative for its objective; what hung on it goes there, too."""
    key_result, objective, company = _key_result(case), case.objective, case.company
    standing = case.workspace.standings.key_result(case.id)
    initiative = sheet.new(
        "initiative",
        {
            "subject": objective.id,
            "title": key_result.title,
            "owner": owner_of(case.workspace, key_result),
            "done": standing.last is not None and standing.progress >= 1,
        },
    )
    for id in company.pointing("blocker", "subject", case.id):
        sheet.change("blocker", id, {"subject": initiative})
    for id in company.pointing("initiative", "subject", case.id):
        sheet.change("initiative", id, {"subject": objective.id})
    _align_to_objective(case, sheet)
    sheet.delete("key_result", case.id)


def _align_to_objective(case: Case, sheet: Sheet) -> None:
    """What served the key result serves its objective."""
    objective = case.objective.id
    already = {alignment.child for alignment in case.company.served_by(objective)} | {objective}
    for alignment in case.company.served_by(case.id):
        sheet.delete("alignment", alignment.id)
        if alignment.child not in already:
            refuse_loop(case.workspace, alignment.child, objective)
            weight = stored(alignment.weight)
            ends = {"child": alignment.child, "parent": objective}
            sheet.new("alignment", {**ends, "mode": alignment.mode, "weight": weight})


# --- how it goes


def _asks_measure(_: Case) -> Sequence[Question]:
    optional = ("target", "unit_of_measure", "cadence")
    return (
        Question("name", ("measure", "name")),
        *(Question(name, ("measure", name), is_needed=False) for name in optional),
    )


def _add_measure(case: Case, answers: Answers, sheet: Sheet) -> None:
    sheet.new("measure", {"key_result": case.id, **answers})


def _asks_check_in(case: Case) -> Sequence[Question]:
    last = case.workspace.standings.key_result(case.id).last
    return (
        Question("value", ("check_in", "value"), default=last.value if last else None),
        Question("confidence", ("check_in", "confidence"), is_needed=False),
        Question("next_step", ("check_in", "next_step"), is_needed=False),
        Question("note", ("check_in", "note"), is_needed=False),
    )


def _check_in(case: Case, answers: Answers, sheet: Sheet) -> None:
    sheet.new("check_in", {"key_result": case.id, "date": case.today, **answers})


def _asks_blocker(case: Case) -> Sequence[Question]:
    owner = owner_of(case.workspace, _key_result(case)) or case.workspace.person
    return (
        Question("description", ("blocker", "description")),
        Question("solver", ("blocker", "solver"), default=owner, candidates=(owner,)),
    )


def _block(case: Case, answers: Answers, sheet: Sheet) -> None:
    sheet.new("blocker", {"subject": case.id, "raised": case.today, **answers})


def _asks_resolution(_: Case) -> Sequence[Question]:
    return (Question("resolution", ("blocker", "resolution"), is_needed=False),)


def _resolve_blocker(case: Case, answers: Answers, sheet: Sheet) -> None:
    raised = records.day(case.company.fields("blocker", case.id) or {}, "raised")
    resolved = max(case.workspace.today, raised) if raised else case.workspace.today
    sheet.change("blocker", case.id, {"resolved": resolved.isoformat(), **answers})


def _move_back(case: Case, _: Answers, sheet: Sheet) -> None:
    before: Figures | None = case.scene.original(case.id)
    if before is None:
        raise UsageError(f"{case.id}: it is aimed at what it was first aimed at")
    moved = {name: stored(value) for name, value in before._asdict().items() if value is not None}
    sheet.change("key_result", case.id, moved)


ACTIONS = {
    "add_key_result": Action(_asks_key_result, _add_key_result),
    "make_initiative": Action(nothing, _make_initiative),
    "add_measure": Action(_asks_measure, _add_measure),
    "check_in": Action(_asks_check_in, _check_in),
    "block": Action(_asks_blocker, _block),
    "resolve_blocker": Action(_asks_resolution, _resolve_blocker),
    "move_back": Action(nothing, _move_back),
}
