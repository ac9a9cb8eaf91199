"""The tree by alignment and the matrix of who works with whom, as text and as JSON; `okrtui tree` prints them."""

from typing import Any

import click

from okrtui.cli import rows
from okrtui.cli.printing import json_of, width
from okrtui.okr.chain import coverage
from okrtui.okr.kinds import ShareState
from okrtui.okr.number import percent
from okrtui.widgets.cells import align_left, align_right
from okrtui.widgets.tones import Tone
from okrtui.workspace.alignment_tree import NOTHING, Chart
from okrtui.workspace.cascade import Node
from okrtui.workspace.matrix import EMPTY, Cell, Matrix, matrix
from okrtui.workspace.rows import Mark, Row
from okrtui.workspace.view import View

DEEPEST = 60
"""Nodes nest at most so deep in JSON: parsers have their limits."""
_COLUMN = 9
_LEAST_HEAD = 12
_MOST_HEAD = 24


def print_alignment(view: View, cycle: str | None, focus: tuple[str, str] | None, *, as_json: bool) -> None:
    """Print what serves what; of a focus, what it serves and what serves it."""
    chart = Chart(view, cycle, focus)
    found = chart.nodes(lambda node: node.is_again)
    if as_json:
        click.echo(json_of(_alignment_facts(view, cycle, chart, found)))
        return
    look, cells = rows.glyphs(), width()
    for node in found:
        if row := chart.row(node):
            click.echo(rows.line(row, cells, look, node.depth))
    if not any(node.kind == "objective" for node in found):
        click.echo("no objective is aligned yet: `okrtui align OBJECTIVE PARENT` does it" if focus is None else "")
    if focus is None and chart.words:
        click.echo(rows.paint([(chart.words, Tone.MUTED)]))


def _alignment_facts(view: View, cycle: str | None, chart: Chart, found: list[Node]) -> dict[str, Any]:
    shown = view.company.cycle(cycle)
    covered = coverage(view.company, cycle)
    return {
        "cycle": shown and {"id": shown.id, "name": shown.name},
        "by": "alignment",
        "of": chart.focus[1] if chart.focus else None,
        "coverage": {
            "objectives": covered.objectives,
            "reaching": covered.reaching,
            "percent": None if covered.share is None else percent(covered.share),
            "steps": {str(step): covered.steps[step] for step in sorted(covered.steps)},
        },
        "tree": _nested(view, chart, found),
    }


def _nested(view: View, chart: Chart, found: list[Node]) -> list[dict[str, Any]]:
    """Nodes in depth-first order as objects that hold those below them."""
    top: list[dict[str, Any]] = []
    path: list[dict[str, Any]] = []
    for node in found:
        row = chart.row(node)
        if row is None or node.depth >= DEEPEST:
            continue
        made = _node(view, node, row)
        del path[node.depth :]
        (path[-1]["below"] if path else top).append(made)
        path.append(made)
    return top


def _node(view: View, node: Node, row: Row) -> dict[str, Any]:
    if node.kind == "share":
        return {"kind": "share", "id": node.id, "title": row.title, "state": row.value, "below": []}
    if node.kind in ("objective", "key_result") and view.company.fields(node.kind, node.id) is not None:
        facts = rows.facts(view, row)
    else:
        known = {"kind": node.kind, "id": None if node.kind == NOTHING else node.id, "title": row.title}
        facts = known | {"progress": rows.percent_or_none(row.progress)}
    return facts | {"deleted": row.is_ghost, "place": None if node.mark is Mark.NONE else node.mark, "below": []}


# --- the matrix


def print_matrix(view: View, cycle: str | None, top: str | None, *, as_json: bool) -> None:
    """Print who works with whom: a row for each unit, with what it does for the others or with them."""
    found = matrix(view, cycle, top)
    if as_json:
        click.echo(json_of(_matrix_facts(view, cycle, found)))
        return
    if not found.cells:
        click.echo("no unit works with another in this cycle yet")
        return
    head = max(_LEAST_HEAD, min(_MOST_HEAD, 1 + max(len(line.name) for line in found.lines)))
    across = max(1, (width() - head) // _COLUMN)
    for first in range(0, len(found.lines), across):
        if first:
            click.echo()
        _print_block(found, range(first, min(first + across, len(found.lines))), head)


def _print_block(found: Matrix, columns: range, head: int) -> None:
    """The columns that fit beside one another."""
    look = rows.glyphs()
    names = [align_right(found.lines[column].name, _COLUMN - 1, look.ellipsis) for column in columns]
    click.echo(rows.paint([(" " * head, Tone.PLAIN), (" " + " ".join(names), Tone.MUTED)]))
    for row, line in enumerate(found.lines):
        cells = [align_right(_cell(found.cell(row, column)) or look.dot, _COLUMN) for column in columns]
        name = align_left(line.name, head, look.ellipsis)
        click.echo(rows.paint([(name, Tone.STRONG), ("".join(cells), Tone.PLAIN)]))


def _cell(cell: Cell) -> str:
    asked, accepted = cell.shared(ShareState.ASKED), cell.shared(ShareState.ACCEPTED)
    shared = f"{rows.glyphs().shared}{asked + accepted}{'?' if asked else ''}" if asked or accepted else ""
    return " ".join(part for part in (str(len(cell.serving)) if cell.serving else "", shared) if part)


def _matrix_facts(view: View, cycle: str | None, found: Matrix) -> dict[str, Any]:
    shown = view.company.cycle(cycle)
    pairs = [(one.id, other.id) for one in found.lines for other in found.lines]
    return {
        "cycle": shown and {"id": shown.id, "name": shown.name},
        "of": found.top,
        "units": [{"id": line.id, "title": line.name} for line in found.lines],
        "cells": [
            _cell_facts(view, *pair, cell) for pair in pairs if (cell := found.cells.get(pair, EMPTY)) is not EMPTY
        ],
    }


def _cell_facts(view: View, one: str, other: str, cell: Cell) -> dict[str, Any]:
    return {
        "unit": one,
        "with": other,
        "serving": len(cell.serving),
        "shared": cell.shared(ShareState.ACCEPTED),
        "asked": cell.shared(ShareState.ASKED),
        "declined": cell.shared(ShareState.DECLINED),
        "objectives": [{"id": id, "title": view.company.title(id)} for id in cell.objectives],
    }
