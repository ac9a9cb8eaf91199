"""`okrtui conflicts` and `resolve`: choose between what people wrote without seeing each other's."""

from typing import Any

import click

from okrtui.cli.failure import FINDINGS
from okrtui.cli.group import Command, LookingBack
from okrtui.cli.printing import count, emit
from okrtui.cli.session import Session, pass_session
from okrtui.workspace.ancestors import with_lines, with_past
from okrtui.workspace.conflicts import Conflict, conflicts, field_words, words_of
from okrtui.workspace.errors import UsageError
from okrtui.workspace.find import find_any
from okrtui.workspace.moment import day_of_stamp
from okrtui.workspace.resolving import chosen_value, resolve
from okrtui.workspace.view import View
from okrtui.workspace.workspace import Workspace


@click.command("conflicts", cls=LookingBack)
@pass_session
def conflicts_command(session: Session) -> None:
    """List the fields for which people wrote different values; exit code 1 if there are any.

    What only waits for a change that may settle it is listed, too, but is no conflict.
    """
    with session.reading() as workspace:
        view, found = _found(session, workspace)
        facts = {"conflicts": [_facts(each) for each in found]}
        words = [_words(view, each, now=session.as_of is None) for each in found]
        emit(session.as_json, facts, lambda: "\n".join(words) or "no conflicts")
    if any(not each.is_waiting for each in found):
        raise click.exceptions.Exit(FINDINGS)


def _found(session: Session, workspace: Workspace) -> tuple[View, list[Conflict]]:
    """What is looked at, and its conflicts with what is known of before."""
    if session.as_of is None:
        return workspace, with_past(workspace, conflicts(workspace))
    view, lines = session.history(workspace)
    return view, with_lines(view, conflicts(view), {line.h: line for _, line in lines})


@click.command("resolve", cls=Command)
@click.argument("object", metavar="ID")
@click.argument("field")
@click.argument("value")
@pass_session
def resolve_command(session: Session, object: str, field: str, value: str) -> None:
    """Settle a conflict: VALUE is one of those listed, its number ('#2'), or a new one."""
    with session.writing() as workspace:
        kind, id = find_any(workspace.company, object)
        name = field.strip().lower().replace("-", "_")
        register = workspace.state.register(kind, id, name)
        if register is None or not register.in_conflict:
            raise UsageError(f"{name} of {_title(workspace, id)}: no conflict; `okrtui conflicts` lists them")
        chosen = chosen_value(workspace, kind, id, name, value.strip())
        along = resolve(workspace, kind, id, name, chosen)
        facts: dict[str, Any] = {"kind": kind, "id": id, "field": name, "value": chosen}
        words = f"{field_words(name)} of {_title(workspace, id)}: {words_of(workspace, name, chosen)}"
        if along:
            facts["objectives"] = along
            words += f", with {count(len(along), 'objective')}"
        emit(session.as_json, facts, lambda: words)


def _facts(conflict: Conflict) -> dict[str, Any]:
    return {
        "kind": conflict.kind,
        "id": conflict.id,
        "title": conflict.title,
        "field": conflict.field,
        "waiting": conflict.is_waiting,
        "before": conflict.before,
        "told": conflict.told or None,
        "versions": [
            {
                "value": each.value,
                "text": each.text,
                "person": each.person,
                "ts": each.ts,
                "instead_of": each.instead_of or None,
            }
            for each in conflict.versions
        ],
    }


def _words(workspace: View, conflict: Conflict, *, now: bool) -> str:
    zone = workspace.company.workspace().time_zone
    lines = [f"{field_words(conflict.field)} of {conflict.kind.replace('_', ' ')} {conflict.title}"]
    if conflict.is_waiting:
        lines[0] += " (waiting: a change that may settle it has not arrived yet)"
    if conflict.told:
        lines.append(f"  {conflict.told}")
    elif conflict.before is not None:
        lines.append(f"  before: {conflict.before}")
    newest = max(conflict.versions, key=lambda version: version.ts)
    for number, each in enumerate(conflict.versions, 1):
        said = " and ".join(f"{author.name}, {day_of_stamp(author.ts, zone)}" for author in each.authors)
        instead = f" instead of {each.instead_of}" if each.instead_of else ""
        shown = "  (shown)" if each is newest else ""
        lines.append(f"  #{number}  {each.text}   {said}{instead}{shown}")
    if now:
        lines.append(f"  `okrtui resolve {conflict.id} {conflict.field} '#1'` settles it")
    return "\n".join(lines)


def _title(workspace: View, id: str) -> str:
    return workspace.company.title(id) or id
