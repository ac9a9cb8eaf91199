"""Carrying over: what goes on in the next cycle, as drafts that begin where the last one ended. One act.

Whatever is made has an id derived from what it goes on with, so that two people who carry the same things over make
them once, and whoever does it twice makes nothing twice: what is there already is left as people have made it since.
"""

from collections.abc import Iterable, Sequence

from okrtui.okr.kinds import CycleKind, CycleStatus, Disposition
from okrtui.okr.scores import disposition_of
from okrtui.storage.replica import Act
from okrtui.workspace.batches import in_lines
from okrtui.workspace.carrying_act import Carried, Carrying, known_cycle
from okrtui.workspace.view import View
from okrtui.workspace.workspace import Workspace

__all__ = ["Carried", "carry_over", "next_of", "to_carry"]


def next_of(view: View, cycle: str) -> str | None:
    """The cycle that goes on with another one: the first that begins after it, is not closed and not over.

    None where there is none yet. A quarter is followed by anything but a year, a year by a year.
    """
    with view.lock:
        found = view.company.cycle(cycle)
        if found is None:
            return None
        is_year = found.kind is CycleKind.YEAR
        later = (
            each
            for each in view.company.cycles()
            if each.start > found.end and (each.kind is CycleKind.YEAR) is is_year
        )
        good = (each.id for each in later if each.status is not CycleStatus.CLOSED and each.end >= view.today)
        return next(good, None)


def to_carry(view: View, cycle: str, unit: str | None = None) -> list[str]:
    """The key results of a cycle that are to be carried over, as it is agreed, else as the lead or the owner has it.

    Of a unit and all below it, or of everyone.
    """
    with view.lock:
        company = view.company
        within = None if unit is None else {each.id for each in company.units_below(unit)}
        return [
            key_result.id
            for id in company.pointing("objective", "cycle", cycle)
            if (objective := company.objective(id)) and (within is None or objective.unit in within)
            for key_result in company.key_results_of(id)
            if disposition_of(company, key_result.id) is Disposition.CARRIED_OVER
        ]


def carry_over(
    workspace: Workspace,
    cycle: str,
    to: str | None = None,
    key_results: Sequence[str] | None = None,
    *,
    align: bool = False,
) -> Carried:
    """Let key results of a cycle go on in the next one, in one act (one undo): those that are to be, or those named.

    Each objective again, as a draft, and those of its key results, starting at their last value, with the milestones
    that are not done, the measures and the open initiatives. `to` is the cycle that goes on with them, by default
    the next; where there is none yet, it is made. With `align`, they serve again what they served, as far as that
    goes on. Raises NotFound, and UsageError where there is nothing to carry.
    """
    outcome = Carried("", {}, {}, [], [], [], [], 0)

    def acts() -> Iterable[Act]:
        nonlocal outcome
        making = Carrying(workspace, known_cycle(workspace, cycle), to or next_of(workspace, cycle))
        chosen = to_carry(workspace, cycle) if key_results is None else list(dict.fromkeys(key_results))
        making.carry(chosen, align=align)
        outcome = making.outcome
        return in_lines(workspace, making.groups)

    workspace.write(acts)
    return outcome
