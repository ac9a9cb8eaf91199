"""`okrtui tree`: the cascade, from the company down to key results."""

from typing import Any

import click

from okrtui.cli import method_tree, rows
from okrtui.cli.group import LookingBack
from okrtui.cli.ladder import print_alignment, print_matrix
from okrtui.cli.printing import json_of, width
from okrtui.cli.session import Session, pass_session
from okrtui.workspace.cascade import Node, nodes
from okrtui.workspace.find import find
from okrtui.workspace.method_tree import branches
from okrtui.workspace.presets import practice_of
from okrtui.workspace.rows import Row, row_of
from okrtui.workspace.view import View

DEEPEST = 60
"""Units nest at most so deep in JSON: parsers have their limits, and a company has four levels."""
_ORGANISATION, _METHOD, _ALIGNMENT = "organisation", "method", "alignment"
_ALIGNED = ("mission", "goal", "objective", "key_result")
_BELOW = {"unit": "units", "objective": "objectives", "key_result": "key_results"}


@click.command("tree", cls=LookingBack)
@click.argument("of", metavar="[ID]", required=False)
@click.option("--cycle", metavar="NAME", help="Another cycle than the current one.")
@click.option(
    "--by",
    type=click.Choice([_ORGANISATION, _METHOD, _ALIGNMENT]),
    help="Along the units, along the method's chain, or by what serves what; unset: as the method has it.",
)
@click.option("--matrix", is_flag=True, help="Who works with whom: units by units.")
@pass_session
def tree_command(session: Session, of: str | None, cycle: str | None, by: str | None, matrix: bool) -> None:
    """Print the cascade: units, their objectives, and key results; or the chain of the method.

    From the top, or from the unit ID down. By alignment: missions and goals, and what serves them; of an objective, a
    key result, a mission or a goal: what it serves, up to the mission, and what serves it.
    """
    with session.looking() as workspace, workspace.lock:
        company = workspace.company
        current = company.current_cycle(workspace.today)
        cycle_id = find(company, cycle, ["cycle"])[1] if cycle else current.id if current else None
        if by == _ALIGNMENT and not matrix:
            focus = find(company, of, list(_ALIGNED)) if of else None
            print_alignment(workspace, cycle_id, focus, as_json=session.as_json)
            return
        root = find(company, of, ["unit"])[1] if of else None
        if matrix:
            print_matrix(workspace, cycle_id, root, as_json=session.as_json)
            return
        by = by or (_METHOD if practice_of(workspace).grows_by_chain else _ORGANISATION)
        shown = company.cycle(cycle_id)
        head = {
            "cycle": shown and {"id": shown.id, "name": shown.name},
            "preset": company.workspace().preset,
            "by": by,
            **method_tree.why(workspace),
        }
        if by == _METHOD:
            _print_method(session, workspace, cycle_id, root, head)
            return
        found = nodes(workspace, cycle_id, lambda *_: False, root=root)
        if session.as_json:
            click.echo(json_of({**head, "units": _nested(workspace, found, cycle_id)}))
            return
        if root is None:
            method_tree.print_why(workspace, with_missions=True)
        print_rows(workspace, found, cycle_id)
        if not any(node.kind == "objective" for node in found):
            _say_empty(session)


def _print_method(
    session: Session, workspace: View, cycle: str | None, root: str | None, head: dict[str, Any]
) -> None:
    found = branches(workspace, cycle, root=root)
    if session.as_json:
        click.echo(json_of({**head, "tree": method_tree.nested(workspace, found)}))
        return
    if root is None:
        method_tree.print_why(workspace, with_missions=practice_of(workspace).chain[0] != "mission")
    method_tree.print_branches(found)
    if not any(branch.kind == "objective" for branch in found):
        _say_empty(session)


def _say_empty(session: Session) -> None:
    way_on = ": `okrtui add objective title=…` makes one" if session.as_of is None else ""
    click.echo(f"no objectives in this cycle yet{way_on}")


def print_rows(workspace: View, found: list[Node], cycle: str | None) -> None:
    """Print nodes line by line, each as deep as it lies, with its figures of a cycle."""
    look, cells = rows.glyphs(), width()
    for node in found:
        row = row_of(workspace, node.kind, node.id, cycle)
        if row is not None:
            click.echo(rows.line(row, cells, look, node.depth))


def _nested(workspace: View, found: list[Node], cycle: str | None) -> list[dict[str, Any]]:
    """Nodes in depth-first order as objects that hold those below them."""
    top: list[dict[str, Any]] = []
    path: list[dict[str, Any]] = []
    for node in found:
        row = row_of(workspace, node.kind, node.id, cycle)
        if row is None or node.depth >= DEEPEST:
            continue
        made = _node(workspace, row)
        del path[node.depth :]
        (path[-1][_BELOW[node.kind]] if path else top).append(made)
        path.append(made)
    return top


def _node(workspace: View, row: Row) -> dict[str, Any]:
    below: dict[str, dict[str, Any]] = {"unit": {"objectives": [], "units": []}, "objective": {"key_results": []}}
    return rows.facts(workspace, row) | below.get(row.kind, {})
