"""Copies of objectives with all that they are made of, and a cycle's whole structure once more.

A copy has key results with their milestones and measures, start and target as they were. It has no check-ins, no word
of anybody, no initiatives: it is a draft.
"""

from collections.abc import Iterable, Sequence

from okrtui.okr import records
from okrtui.okr.company import Company
from okrtui.okr.ids import new_id
from okrtui.okr.kinds import Stage
from okrtui.okr.records import Cycle, Fields
from okrtui.storage.line import Op
from okrtui.storage.replica import Act
from okrtui.workspace.batches import in_lines
from okrtui.workspace.edits import New, creation
from okrtui.workspace.errors import NotFound, UsageError
from okrtui.workspace.workspace import Workspace

PARTS = (("milestone", "key_result"), ("measure", "key_result"))
"""What a key result is made of: kind, and the field that points to it."""
_KEPT = {
    "objective": (
        "title",
        "rationale",
        "persona",
        "pain_or_opportunity",
        "unit",
        "owner",
        "kind",
        "priority",
        "kpi",
        "kpi_target",
        "kpi_due",
        "key_points",
        "key_issue",
        "drivers",
        "stretch",
    ),
    "template": ("title", "rationale"),
    "key_result": ("title", "metric", "start", "target", "low", "high", "unit_of_measure", "owner", "weight", "due"),
    "milestone": ("title", "weight"),
    "measure": ("name", "target", "unit_of_measure", "cadence", "direction"),
}
"""The fields that a copy takes over."""
_DUES = ("due", "kpi_due")

Part = tuple[str, str, str]
"""Kind and id of a part, and the id of what it is a part of."""


def parts_of(company: Company, holder: str) -> list[Part]:
    """The key results of an objective or template, each followed by its milestones and measures."""
    found: list[Part] = []
    for key_result in company.key_results_of(holder):
        found.append(("key_result", key_result.id, holder))
        for kind, field in PARTS:
            found += [(kind, id, key_result.id) for id in company.pointing(kind, field, key_result.id)]
    return found


def fresh_ids(workspace: Workspace, sources: Sequence[str]) -> dict[str, str]:
    """A new id for each source; what is made in one act shows in the order of ids, so theirs is the sources'."""
    return dict(zip(sources, sorted(new_id(workspace.entropy) for _ in sources), strict=True))


def kept(kind: str, fields: Fields, cycle: Cycle | None = None) -> dict[str, object]:
    """The fields of an object that a copy takes over; a due date only if it lies in the copy's cycle."""
    found: dict[str, object] = {name: fields[name] for name in _KEPT[kind] if fields.get(name) is not None}
    for name in _DUES:
        day = records.day(fields, name)
        if cycle is None or day is None or not cycle.start <= day <= cycle.end:
            found.pop(name, None)
    return found


def copied_parts(company: Company, parts: Iterable[Part], ids: dict[str, str], cycle: Cycle | None = None) -> list[New]:
    """Parts once more, under new ids, hanging on the new ids of what they are parts of."""
    news = []
    for kind, id, holder in parts:
        above = "objective" if kind == "key_result" else "key_result"
        fields = kept(kind, company.fields(kind, id) or {}, cycle)
        news.append(New(kind, {**fields, above: ids[holder]}, ids[id]))
    return news


def duplicate(workspace: Workspace, source: str, target: str, unit: str | None = None) -> dict[str, str]:
    """Plan a cycle as another one was: copies of its objectives as drafts, all in one act (one undo).

    Only those of `unit` and the units below it, if one is given. What served another copied objective, or a key result
    of one, serves its copy; what served something of no or another cycle serves that still. The id of each copy, by
    that of what it is a copy of. Raises NotFound, UsageError where there is nothing to copy.
    """
    copies: dict[str, str] = {}

    def acts() -> Iterable[Act]:
        company = workspace.company
        cycle = company.cycle(target)
        if cycle is None or company.cycle(source) is None:
            raise NotFound(f"{source if cycle else target}: there is no such cycle")
        if source == target:
            raise UsageError("a cycle cannot be duplicated into itself")
        units = {each.id for each in company.units_below(unit)} if unit else None
        found = [
            objective.id
            for id in company.pointing("objective", "cycle", source)
            if (objective := company.objective(id)) and (units is None or objective.unit in units)
        ]
        if not found:
            raise UsageError(f"{company.title(source)}: there are no objectives to copy")
        parts = {id: parts_of(company, id) for id in found}
        ids = fresh_ids(workspace, [each for id in found for each in (id, *(part for _, part, _ in parts[id]))])
        copies.update((id, ids[id]) for id in found)
        return in_lines(workspace, _copies(workspace, parts, ids, cycle, source))

    workspace.write(acts)
    return copies


def _copies(
    workspace: Workspace, parts: dict[str, list[Part]], ids: dict[str, str], cycle: Cycle, source: str
) -> Iterable[list[Op]]:
    company = workspace.company
    for id in parts:
        fields = {**kept("objective", company.fields("objective", id) or {}, cycle), "cycle": cycle.id}
        objective = New("objective", {**fields, "stage": Stage.DRAFT}, ids[id])
        yield creation(workspace, [objective, *copied_parts(company, parts[id], ids, cycle)])[1]
    for id in parts:
        alignments = _alignments(company, id, ids, source)
        if alignments:
            yield creation(workspace, alignments)[1]


def _alignments(company: Company, objective: str, ids: dict[str, str], source: str) -> list[New]:
    found = []
    for alignment in company.serves(objective):
        parent = ids.get(alignment.parent)
        if parent is None:
            key_result = company.key_result(alignment.parent)
            above = company.objective(key_result.objective if key_result else alignment.parent)
            if above is not None and above.cycle == source:
                continue
            parent = alignment.parent
        weight = (company.fields("alignment", alignment.id) or {}).get("weight")
        fields = {"child": ids[objective], "parent": parent, "mode": alignment.mode, "weight": weight}
        found.append(New("alignment", fields))
    return found
