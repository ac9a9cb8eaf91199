"""Mending objectives: split one in two, commit to it, let it serve something, let units below take it up."""

from collections.abc import Iterable, Sequence

from okrtui.okr import records
from okrtui.okr.coach.on_objectives import too_low
from okrtui.okr.kinds import CycleKind, Level, Mode, ShareState
from okrtui.okr.number import stored
from okrtui.okr.records import Objective
from okrtui.workspace.edits import refuse_loop
from okrtui.workspace.errors import UsageError
from okrtui.workspace.mending.case import Action, Answers, Case, Question, listed, nothing, sole
from okrtui.workspace.mending.sheet import Sheet

_PARENTS = ("objective", "key_result", "goal", "mission")

# --- split


def _asks_split(case: Case) -> Sequence[Question]:
    key_results = [key_result.id for key_result in case.company.key_results_of(case.id)]
    going = key_results[(len(key_results) + 1) // 2 :]
    return (
        Question("title", ("objective", "title"), default=f"{case.objective.title} (2)"),
        Question(
            "key_results",
            ("key_result", "title"),
            default=[*going],
            candidates=tuple(key_results),
            kinds=("key_result",),
            is_many=True,
        ),
    )


def _split(case: Case, answers: Answers, sheet: Sheet) -> None:
    """Some key results move, with all their check-ins, to a second objective that is otherwise as the first one."""
    company = case.company
    going = listed(answers["key_results"])
    own = [key_result.id for key_result in company.key_results_of(case.id)]
    if not set(going) < set(own):
        raise UsageError("key_results: name some of the objective's own, and leave it at least one")
    fields = company.fields("objective", case.id) or {}
    kept = {name: value for name, value in fields.items() if name != "deleted"}
    second = sheet.new("objective", {**kept, "title": answers["title"]})
    for id in going:
        sheet.change("key_result", id, {"objective": second})
    for alignment in company.serves(case.id):
        weight = stored(alignment.weight)
        sheet.new("alignment", {"child": second, "parent": alignment.parent, "mode": alignment.mode, "weight": weight})
    for kind in ("commitment", "share"):
        for id in company.pointing(kind, "objective", case.id):
            beside = {name: value for name, value in (company.fields(kind, id) or {}).items() if name != "deleted"}
            sheet.new(kind, {**beside, "objective": second})


# --- what it serves


def _asks_parent(case: Case) -> Sequence[Question]:
    candidates = tuple(_parents(case))
    return (
        Question(
            "parent", ("alignment", "parent"), default=sole(candidates), candidates=candidates, kinds=_PARENTS
        ),
    )


def _parents(case: Case) -> Iterable[str]:
    """What an objective may be aligned to so that it reaches what it should, the nearest first."""
    company, scene, objective = case.company, case.scene, case.objective
    only_goals = case.finding.rule == "O-GOAL"
    reaching = scene.reaching_goal if only_goals else scene.reaching
    above = [unit.id for unit in company.unit_path(objective.unit)][::-1]
    for unit in above[1:]:
        for each in scene.objectives(unit, objective.cycle or "") + _of_the_year(case, unit):
            if each.id in reaching:
                yield each.id
    for kind in ("goal",) if only_goals else ("goal", "mission"):
        found = [(id, fields.get("unit")) for id, fields in company.live(kind)]
        yield from (id for id, unit in sorted(found, key=lambda each: each[1] not in above))


def _of_the_year(case: Case, unit: str) -> list[Objective]:
    years = [cycle for cycle in case.scene.open_cycles.values() if cycle.kind is CycleKind.YEAR]
    return [each for year in years for each in case.scene.objectives(unit, year.id) if year.id != case.objective.cycle]


def _align(case: Case, answers: Answers, sheet: Sheet) -> None:
    parent = str(answers["parent"])
    refuse_loop(case.workspace, case.id, parent)
    sheet.new("alignment", {"child": case.id, "parent": parent})


def _asks_higher(case: Case) -> Sequence[Question]:
    objective, company = case.objective, case.company
    above = [unit.id for unit in company.unit_path(objective.unit)][::-1][1:]
    served = {alignment.parent for alignment in company.serves(objective.id)}
    found = [each.id for unit in above for each in case.scene.objectives(unit, objective.cycle or "")]
    candidates = tuple(id for id in found if id not in served)
    kinds = _PARENTS
    return (
        Question("parent", ("alignment", "parent"), default=sole(candidates), candidates=candidates, kinds=kinds),
    )


def _realign(case: Case, answers: Answers, sheet: Sheet) -> None:
    """Its alignments to what stands no higher give way to one to another parent."""
    parent, company = str(answers["parent"]), case.company
    refuse_loop(case.workspace, case.id, parent)
    wrong = too_low(case.scene, case.objective)
    old = [alignment for alignment in company.serves(case.id) if alignment.id in wrong]
    for alignment in old:
        sheet.delete("alignment", alignment.id)
    if parent not in {alignment.parent for alignment in company.serves(case.id)}:
        mode = old[0].mode if old else Mode.SUPPORTS
        sheet.new("alignment", {"child": case.id, "parent": parent, "mode": mode})


def _unalign(case: Case, _: Answers, sheet: Sheet) -> None:
    sheet.delete("alignment", case.id)


def _asks_server(case: Case) -> Sequence[Question]:
    company, scene = case.company, case.scene
    tops = [each.id for root in company.child_units(None) for each in company.objectives_of(root.id, None)]
    candidates = tuple(id for id in tops if (o := company.objective(id)) and scene.is_examined(o))
    kinds = ("objective",)
    return (
        Question("objective", ("alignment", "child"), default=sole(candidates), candidates=candidates, kinds=kinds),
    )


def _serve(case: Case, answers: Answers, sheet: Sheet) -> None:
    sheet.new("alignment", {"child": answers["objective"], "parent": case.id})


# --- who takes it up


def _asks_unit_below(case: Case) -> Sequence[Question]:
    unit = case.objective.unit
    below = case.company.child_units(unit) if unit else []
    candidates = tuple(each.id for each in below if each.level is not Level.INDIVIDUAL)
    return (
        Question("unit", ("objective", "unit"), default=sole(candidates), candidates=candidates),
        Question("title", ("objective", "title")),
        Question("owner", ("objective", "owner"), is_needed=False),
    )


def _localize(case: Case, answers: Answers, sheet: Sheet) -> None:
    """A unit below gets an objective of its own words, which serves this one."""
    owner = answers.get("owner") or case.lead_of(str(answers["unit"]))
    fields = {"unit": answers["unit"], "title": answers["title"], "cycle": case.objective.cycle, "owner": owner}
    sheet.new("alignment", {"child": sheet.new("objective", fields), "parent": case.id})


def _asks_who(case: Case) -> Sequence[Question]:
    return (Question("person", ("commitment", "person"), default=case.workspace.person),)


def _commit(case: Case, answers: Answers, sheet: Sheet) -> None:
    sheet.new("commitment", {"objective": case.id, "date": case.today, **answers})


# --- with whom


def _asks_partner(case: Case) -> Sequence[Question]:
    company, scene = case.company, case.scene
    inside = [unit.id for unit in scene.below(case.id)]
    own = tuple(each.id for unit in inside for cycle in scene.open_cycles for each in scene.objectives(unit, cycle))
    fields = company.fields("unit", case.id) or {}
    beside = company.child_units(records.reference(fields, "parent"))
    partners = tuple(unit.id for unit in beside if unit.id != case.id and unit.level is not Level.INDIVIDUAL)
    return (
        Question("objective", ("share", "objective"), default=sole(own), candidates=own),
        Question("unit", ("share", "unit"), default=sole(partners), candidates=partners),
    )


def _share(_: Case, answers: Answers, sheet: Sheet) -> None:
    sheet.new("share", {"state": ShareState.ASKED, **answers})


ACTIONS = {
    "split": Action(_asks_split, _split),
    "align": Action(_asks_parent, _align),
    "realign": Action(_asks_higher, _realign),
    "unalign": Action(nothing, _unalign),
    "serve": Action(_asks_server, _serve),
    "localize": Action(_asks_unit_below, _localize),
    "commit": Action(_asks_who, _commit),
    "share": Action(_asks_partner, _share),
}
