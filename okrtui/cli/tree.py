"""`okrtui tree`: the cascade, from the company down to key results."""

from typing import Any

import click

from okrtui.cli import rows
from okrtui.cli.group import LookingBack
from okrtui.cli.printing import json_of, width
from okrtui.cli.session import Session, pass_session
from okrtui.workspace.cascade import Node, nodes
from okrtui.workspace.find import find
from okrtui.workspace.rows import Row, row_of
from okrtui.workspace.view import View

DEEPEST = 60
"""Units nest at most so deep in JSON: parsers have their limits, and a company has four levels."""
_BELOW = {"unit": "units", "objective": "objectives", "key_result": "key_results"}


@click.command("tree", cls=LookingBack)
@click.argument("unit", required=False)
@click.option("--cycle", metavar="NAME", help="Another cycle than the current one.")
@pass_session
def tree_command(session: Session, unit: str | None, cycle: str | None) -> None:
    """Print the cascade: units, their objectives, and key results.

    From the top, or from UNIT down.
    """
    with session.looking() as workspace, workspace.lock:
        company = workspace.company
        current = company.current_cycle(workspace.today)
        cycle_id = find(company, cycle, ["cycle"])[1] if cycle else current.id if current else None
        root = find(company, unit, ["unit"])[1] if unit else None
        found = nodes(workspace, cycle_id, lambda *_: False, root=root)
        if session.as_json:
            shown = company.cycle(cycle_id)
            named = shown and {"id": shown.id, "name": shown.name}
            click.echo(json_of({"cycle": named, "units": _nested(workspace, found, cycle_id)}))
            return
        print_rows(workspace, found, cycle_id)
        if not any(node.kind == "objective" for node in found):
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
