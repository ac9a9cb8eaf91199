"""A sketch: an objective that is still being written, as the coach would see it among what is there already.

What a sketch touches is copied into a small company of its own, so that the coach says at every key press what it would
say once the objective is saved, and nothing is written before that.
"""

from collections.abc import Callable, Sequence

from okrtui.okr import records
from okrtui.okr.coach.coach import Coach
from okrtui.okr.coach.finding import Finding
from okrtui.okr.company import Company, Entry
from okrtui.okr.records import Fields
from okrtui.okr.standing import Standings
from okrtui.workspace.view import View

OBJECTIVE = "objective sketched"
"""The id that an objective has while it is sketched."""
_OF_ITS_UNIT = ("O-MAX", "O-FOCUS")
"""What the coach says of a unit because of one more objective."""
_DEEPEST = 32

_Take = Callable[[str, str | None], Fields]


def key_result_id(number: int) -> str:
    """The id that the key result with a number (from 0) has while it is sketched."""
    return f"key result sketched {number}"


def findings(view: View, objective: Fields, key_results: Sequence[Fields], parent: str | None) -> list[Finding]:
    """What the coach says of a sketch, the worst first; ids are `OBJECTIVE`, `key_result_id`, and the unit's.

    Args:
        view: What is there already.
        objective: The fields of the objective, as far as they are known.
        key_results: The fields of each key result.
        parent: What the objective is to serve.
    """
    with view.lock:
        company = _surroundings(view, objective, parent)
    company.put("objective", OBJECTIVE, Entry(objective))
    for number, fields in enumerate(key_results):
        company.put("key_result", key_result_id(number), Entry({**fields, "objective": OBJECTIVE}))
    if parent:
        company.put("alignment", "alignment sketched", Entry({"child": OBJECTIVE, "parent": parent}))
    coach = Coach(Standings(company, view.today, view.day_of))
    own = {OBJECTIVE, *(key_result_id(number) for number in range(len(key_results)))}
    unit = objective.get("unit")
    return [
        finding
        for finding in coach.findings()
        if finding.id in own or (finding.id == unit and finding.rule in _OF_ITS_UNIT)
    ]


def _surroundings(view: View, objective: Fields, parent: str | None) -> Company:
    """The settings, the unit with those above it and its objectives, the cycle, the owner, and what lies above."""
    company, copy = view.company, Company()

    def take(kind: str, id: str | None) -> Fields:
        fields = company.fields(kind, id)
        if fields is not None and id is not None:
            copy.put(kind, id, Entry(fields))
        return fields or {}

    for id, _ in company.live("workspace"):
        take("workspace", id)
    unit, cycle = records.reference(objective, "unit"), records.reference(objective, "cycle")
    for above in company.unit_path(unit):
        take("unit", above.id)
    take("cycle", cycle)
    take("person", records.reference(objective, "owner"))
    take("kpi", records.reference(objective, "kpi"))
    for other in company.objectives_of(unit, cycle) if unit and cycle else ():
        take("objective", other.id)
    _take_above(company, copy, take, parent)
    return copy


def _take_above(company: Company, copy: Company, take: _Take, parent: str | None) -> None:
    """What an objective serves, what that serves, and so on: each with its unit and its cycle."""
    open_ends, seen = [parent] if parent else [], set[str]()
    while open_ends and len(seen) < _DEEPEST:
        here = open_ends.pop()
        if here in seen:
            continue
        seen.add(here)
        fields = take(company.kind_of(here) or "", here)
        if owner := records.reference(fields, "objective"):
            open_ends.append(owner)
        take("cycle", records.reference(fields, "cycle"))
        for unit in company.unit_path(records.reference(fields, "unit")):
            take("unit", unit.id)
        for alignment in company.serves(here):
            copy.put("alignment", alignment.id, Entry({"child": here, "parent": alignment.parent}))
            open_ends.append(alignment.parent)
