"""Mending what a unit takes on in a cycle: less, more, in another order."""

from collections.abc import Sequence
from datetime import timedelta

from okrtui.okr.coach.on_units import crowded, first_ones, scattered, thin
from okrtui.okr.kinds import CycleKind, CycleStatus
from okrtui.okr.records import Cycle
from okrtui.workspace.errors import UsageError
from okrtui.workspace.founding import quarter_of
from okrtui.workspace.mending.case import Action, Answers, Case, Question, listed
from okrtui.workspace.mending.sheet import Sheet

_OBJECTIVES = ("objective",)


def _in_force(cycle: Cycle | None) -> Cycle:
    """The cycle that a finding is about. Raises UsageError where it is about none any more."""
    if cycle is None:
        raise UsageError("this has been mended already")
    return cycle


# --- too many


def _asks_later(case: Case) -> Sequence[Question]:
    cycle = _in_force(crowded(case.scene, case.id))
    ids = [each.id for each in case.scene.objectives(case.id, cycle.id)]  # what comes first stands first
    return (
        Question(
            "objectives",
            ("objective", "title"),
            default=[*ids[case.scene.limits.objectives_max :]],
            candidates=tuple(reversed(ids)),
            kinds=_OBJECTIVES,
            is_many=True,
        ),
    )


def _postpone(case: Case, answers: Answers, sheet: Sheet) -> None:
    """Some objectives go to the next cycle, which is made if there is none."""
    cycle = _in_force(crowded(case.scene, case.id))
    later = _next(case, cycle)
    following = later.id if later else sheet.new("cycle", _after(cycle))
    for id in listed(answers["objectives"]):
        sheet.change("objective", id, {"cycle": following})


def _next(case: Case, cycle: Cycle) -> Cycle | None:
    """The first cycle of the same kind after another, if it is open."""
    later = (each for each in case.scene.open_cycles.values() if each.start > cycle.end and each.kind is cycle.kind)
    return next(later, None)


def _after(cycle: Cycle) -> dict[str, object]:
    """The fields of the cycle after another: as long, and still to be planned."""
    first = cycle.end + timedelta(days=1)
    planned = {"status": CycleStatus.PLANNING}
    match cycle.kind:
        case CycleKind.QUARTER:
            return {**quarter_of(first), **planned, "start": first.isoformat()}
        case CycleKind.YEAR:
            last = first.replace(year=first.year + 1) - timedelta(days=1)
            name = str(first.year)
        case CycleKind.CUSTOM:
            last, name = first + (cycle.end - cycle.start), f"after {cycle.name}"
    return {"name": name, "kind": cycle.kind, "start": first.isoformat(), "end": last.isoformat(), **planned}


# --- too many that come first


def _asks_first(case: Case) -> Sequence[Question]:
    ids = [each.id for each in first_ones(case.scene, case.id, _in_force(scattered(case.scene, case.id)).id)]
    return (
        Question(
            "objectives",
            ("objective", "title"),
            default=[*ids[: case.scene.limits.priority_max]],
            candidates=tuple(ids),
            kinds=_OBJECTIVES,
            is_many=True,
        ),
    )


def _keep_first(case: Case, answers: Answers, sheet: Sheet) -> None:
    staying = listed(answers["objectives"])
    for each in first_ones(case.scene, case.id, _in_force(scattered(case.scene, case.id)).id):
        if each.id not in staying:
            sheet.change("objective", each.id, {"priority": False})


# --- too few


def _asks_objective(case: Case) -> Sequence[Question]:
    return (
        Question("title", ("objective", "title")),
        Question("owner", ("objective", "owner"), default=case.lead_of(case.id)),
    )


def _add_objective(case: Case, answers: Answers, sheet: Sheet) -> None:
    cycle = _in_force(thin(case.scene, case.id))
    sheet.new("objective", {"unit": case.id, "cycle": cycle.id, **answers})


ACTIONS = {
    "postpone": Action(_asks_later, _postpone),
    "keep_first": Action(_asks_first, _keep_first),
    "add_objective": Action(_asks_objective, _add_objective),
}
