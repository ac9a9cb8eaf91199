"""Templates: good objectives, kept to be used again."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from okrtui.okr import records
from okrtui.okr.kinds import Stage
from okrtui.okr.progress import MOVING
from okrtui.okr.records import KeyResult
from okrtui.storage.clean import clean_line
from okrtui.storage.replica import Act
from okrtui.workspace.batches import in_lines
from okrtui.workspace.edits import New, check_references, creation
from okrtui.workspace.errors import NotFound
from okrtui.workspace.planning_copies import copied_parts, fresh_ids, kept, parts_of
from okrtui.workspace.rows import figure_text, target_text
from okrtui.workspace.view import View
from okrtui.workspace.workspace import Workspace

_AS_IT_IS: Mapping[str, object] = {}


class KeyResultPlan(NamedTuple):
    """A key result as it is planned."""

    title: str
    figures: str
    """`22 → 27 %`, `≥ 6 calls`; "" where it has none."""
    measures: tuple[str, ...]


class Template(NamedTuple):
    """An objective to be used again."""

    id: str
    title: str
    rationale: str
    key_results: tuple[KeyResultPlan, ...]


def templates(view: View) -> list[Template]:
    """Every template, by title."""
    with view.lock:
        found = [template for id, _ in view.company.live("template") if (template := template_of(view, id))]
        return sorted(found, key=lambda each: (each.title.casefold(), each.id))


def template_of(view: View, id: str) -> Template | None:
    """A template by its id; None where it is not there."""
    with view.lock:
        fields = view.company.fields("template", id)
        if fields is None:
            return None
        plans = tuple(plan_of(view, each) for each in view.company.key_results_of(id))
        title = clean_line(view.company.title(id))
        return Template(id, title, records.text(fields, "rationale"), plans)


def plan_of(view: View, key_result: KeyResult) -> KeyResultPlan:
    """A key result that is there, as it was planned."""
    company = view.company
    measures = company.pointing("measure", "key_result", key_result.id)
    names = tuple(clean_line(company.title(id)) for id in measures)
    return KeyResultPlan(clean_line(key_result.title), figures_text(view, key_result), names)


def figures_text(view: View, key_result: KeyResult) -> str:
    """From where to where: `22 → 27 %`; for what is held, its bounds."""
    text = clean_line(target_text(view, key_result))
    if key_result.metric in MOVING and key_result.start is not None and key_result.target is not None:
        return f"{figure_text(key_result.start)} → {text}"
    return text


def save_template(workspace: Workspace, objective: str) -> str:
    """Keep an objective's title, rationale, key results and measures as a template; its id. Raises NotFound.

    Whose they were, and by when, stays behind.
    """
    return save_templates(workspace, [objective])[0]


def save_templates(workspace: Workspace, objectives: Sequence[str]) -> list[str]:
    """Keep several objectives as templates in one act, each as `save_template` does; their ids. Raises NotFound."""
    return _copy(workspace, "objective", objectives, "template", {})


def use_template(
    workspace: Workspace, template: str, unit: str, cycle: str, changes: Mapping[str, object] = _AS_IT_IS
) -> str:
    """Make a draft objective of a template for a unit and a cycle, in one act; its id.

    The unit's lead owns it, unless `changes`, fields of the objective, say otherwise. Raises FieldError, NotFound.
    """
    found = workspace.company.unit(unit)
    lead = found.lead if found else None
    fields = {"unit": unit, "cycle": cycle, "owner": lead or workspace.person, "stage": Stage.DRAFT, **changes}
    return _copy(workspace, "template", [template], "objective", fields)[0]


def _copy(
    workspace: Workspace, kind: str, sources: Sequence[str], as_kind: str, changes: Mapping[str, object]
) -> list[str]:
    """Objectives as templates, or the other way round: with their parts, in one act; the new ids."""
    made: list[str] = []

    def acts() -> Iterable[Act]:
        groups = []
        for source in sources:
            id, news = _news_of(workspace, kind, source, as_kind, changes)
            made.append(id)
            ops = creation(workspace, news)[1]
            check_references(workspace, ops)
            groups.append(ops)
        return in_lines(workspace, groups)

    workspace.write(acts)
    return made


def _news_of(
    workspace: Workspace, kind: str, source: str, as_kind: str, changes: Mapping[str, object]
) -> tuple[str, list[New]]:
    company = workspace.company
    fields = company.fields(kind, source)
    if fields is None:
        raise NotFound(f"{source}: there is no such {kind}, or it is deleted")
    parts = parts_of(company, source)
    ids = fresh_ids(workspace, [source, *(id for _, id, _ in parts)])
    news = [New(as_kind, {**kept("template", fields), **changes}, ids[source])]
    return ids[source], [*news, *(_nobodys(new) for new in copied_parts(company, parts, ids))]


def _nobodys(new: New) -> New:
    """A part that nobody owns yet."""
    return new._replace(fields={name: value for name, value in new.fields.items() if name != "owner"})
