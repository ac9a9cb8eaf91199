"""`okrtui duplicate`, `template` and `transform`: objectives made of what is there."""

from itertools import zip_longest
from typing import Any

import click

from okrtui.cli.edits import assignments
from okrtui.cli.group import Command, LookingBack, common_options
from okrtui.cli.planning import CYCLE, cycle_of
from okrtui.cli.printing import count, emit
from okrtui.cli.session import Session, pass_session
from okrtui.workspace.find import find
from okrtui.workspace.planning_copies import duplicate
from okrtui.workspace.reading import clean_line
from okrtui.workspace.templates import KeyResultPlan, Template, save_template, templates, use_template
from okrtui.workspace.transform import Transformed, preview, transform
from okrtui.workspace.typed import read_fields


@click.command("duplicate", cls=Command)
@click.argument("source", metavar="FROM")
@click.argument("target", metavar="TO")
@click.option("--unit", metavar="UNIT", help="Only what this unit and those below it had.")
@pass_session
def duplicate_command(session: Session, source: str, target: str, unit: str | None) -> None:
    """Plan the cycle TO as the cycle FROM was: its objectives, key results and measures again, as drafts."""
    with session.writing() as workspace:
        company = workspace.company
        old, new = find(company, source, ["cycle"])[1], find(company, target, ["cycle"])[1]
        root = find(company, unit, ["unit"])[1] if unit else None
        copies = duplicate(workspace, old, new, root)
        names = [clean_line(company.title(each)) for each in (old, new)]
        words = f"{names[1]}: {count(len(copies), 'draft')} as in {names[0]}"
        emit(session.as_json, {"cycle": new, "copies": copies}, lambda: words)


@click.group("template", params=common_options(looks_back=True))
def template_command() -> None:
    """Keep good objectives, and use them again."""


@template_command.command("save", cls=Command)
@click.argument("object", metavar="ID")
@pass_session
def save_command(session: Session, object: str) -> None:
    """Keep an objective with its key results and measures as a template, and print its id."""
    with session.writing() as workspace:
        id = save_template(workspace, find(workspace.company, object, ["objective"])[1])
        emit(session.as_json, {"kind": "template", "id": id}, lambda: id)


@template_command.command("list", cls=LookingBack)
@pass_session
def list_command(session: Session) -> None:
    """List all templates with their key results."""
    with session.looking() as workspace, workspace.lock:
        found = templates(workspace)
        facts = {"templates": [_template_facts(each) for each in found]}
        emit(session.as_json, facts, lambda: "\n".join(map(_template_text, found)) or "none")


@template_command.command("use", cls=Command)
@click.argument("template")
@click.argument("fields", nargs=-1, metavar="[FIELD=VALUE…]")
@click.option("--unit", required=True, metavar="UNIT", help="Whose objective it becomes.")
@CYCLE
@pass_session
def use_command(session: Session, template: str, fields: tuple[str, ...], unit: str, cycle: str | None) -> None:
    """Make a draft objective of TEMPLATE, with its key results and measures, and print its id."""
    with session.writing() as workspace:
        source = find(workspace.company, template, ["template"])[1]
        place = find(workspace.company, unit, ["unit"])[1]
        changes = read_fields(workspace, "objective", assignments(fields))
        id = use_template(workspace, source, place, cycle_of(workspace, cycle), changes)
        emit(session.as_json, {"kind": "objective", "id": id}, lambda: id)


@click.command("transform", cls=Command)
@click.argument("mission")
@CYCLE
@click.option("--preview", "only_preview", is_flag=True, help="Show what would be made, and make nothing.")
@pass_session
def transform_command(session: Session, mission: str, cycle: str | None, only_preview: bool) -> None:
    """Make OKRs of a mission's objectives: drafts of a cycle that serve the mission.

    The number leaves the title, and what the lagging KPI is to reach becomes a key result.
    """
    with session.writing() as workspace:
        source, when = find(workspace.company, mission, ["mission"])[1], cycle_of(workspace, cycle)
        found = preview(workspace, source, when)
        made = [] if only_preview else transform(workspace, source, when)
        objectives = [_transformed_facts(each, id) for each, id in zip_longest(found, made)]
        name = clean_line(workspace.company.title(when))
        head = f"{name}: {count(len(found), 'objective')} {'would be ' if only_preview else ''}made"
        facts = {"mission": source, "cycle": when, "objectives": objectives}
        emit(session.as_json, facts, lambda: "\n".join([head, *map(_transformed_text, found)]))


def _plan_facts(plan: KeyResultPlan) -> dict[str, Any]:
    return {"title": plan.title, "figures": plan.figures, "measures": list(plan.measures)}


def _template_facts(template: Template) -> dict[str, Any]:
    plans = [_plan_facts(plan) for plan in template.key_results]
    return {"id": template.id, "title": template.title, "rationale": template.rationale, "key_results": plans}


def _transformed_facts(each: Transformed, id: str | None) -> dict[str, Any]:
    plans = [_plan_facts(plan) for plan in each.key_results]
    return {
        "id": id,
        "title": each.title,
        "source": each.source,
        "was": each.was,
        "unit": each.unit,
        "from_kpi": each.from_kpi,
        "key_results": plans,
    }


def _template_text(template: Template) -> str:
    return "\n".join([f"{template.id}  {template.title}", *_plan_lines(template.key_results)])


def _transformed_text(each: Transformed) -> str:
    was = "" if each.title == each.was else f"  (was: {each.was})"
    return "\n".join([f"{each.title}{was}", *_plan_lines(each.key_results)])


def _plan_lines(plans: tuple[KeyResultPlan, ...]) -> list[str]:
    lines = []
    for plan in plans:
        lines.append(f"  {plan.title}{f'  {plan.figures}' if plan.figures else ''}")
        lines += [f"    {measure}" for measure in plan.measures]
    return lines
