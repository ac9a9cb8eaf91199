"""The tree of a method as lines of text and as JSON: every line begins with the method's own word."""

from typing import Any

import click

from okrtui.cli import rows
from okrtui.cli.printing import pairs, width
from okrtui.widgets.bar import percent_column
from okrtui.widgets.cells import align_left, width_of
from okrtui.widgets.glyphs import STATUS_WIDTH, GlyphSet, status_segments
from okrtui.widgets.tones import Segments, Tone, fit_segments, length
from okrtui.widgets.wrapped import wrapped
from okrtui.workspace.method_tree import LOOSE, Branch
from okrtui.workspace.presets import practice_of
from okrtui.workspace.reading import clean, clean_line
from okrtui.workspace.view import View

_IN = "  "
_FIGURES = 24
_PERCENT = 6
_NARROWEST_TITLE = 12
_MOST_LINES = 4


def why(workspace: View) -> dict[str, Any]:
    """What stands above everything: the vision, and the missions."""
    company = workspace.company
    missions = [{"id": id, "title": clean_line(company.title(id))} for id, _ in company.live("mission")]
    return {"vision": clean(company.workspace().vision) or None, "missions": missions}


def print_why(workspace: View, *, with_missions: bool) -> None:
    """The vision, and the missions where the tree itself does not begin with them."""
    facts = why(workspace)
    missions = [each["title"] for each in facts["missions"]] if with_missions else []
    word = practice_of(workspace).word("mission")
    said = pairs([("vision", facts["vision"] or ""), *((word, mission) for mission in missions)])
    if said:
        click.echo(f"{said}\n")


def print_branches(found: list[Branch]) -> None:
    """Print a method's tree, each branch as deep as it lies. Long titles go on below."""
    look, cells = rows.glyphs(), width()
    column = max((width_of(branch.word) for branch in found), default=0) + len(_IN)
    for branch in found:
        if branch.kind == LOOSE:
            click.echo(rows.paint([(branch.row.title, Tone.MUTED)]))
            continue
        indent = min(len(_IN) * branch.depth, cells // 4)
        room = max(_NARROWEST_TITLE, cells - indent - column - _FIGURES - _PERCENT - STATUS_WIDTH - 3)
        title, *more = _title(branch, room, look)
        word: Segments = [(" " * indent, Tone.PLAIN), (align_left(branch.word, column), Tone.MUTED)]
        gap = " " * (room - length(title) + 1)
        click.echo(rows.paint([*word, *title, (gap, Tone.PLAIN), *_standing(branch, look)]))
        again = "(what is below it stands above)" if branch.is_again else ""
        more += [[(said, Tone.MUTED)] for said in (branch.said, again) if said]
        for line in more:
            under = " " * (indent + column)
            click.echo(rows.paint(fit_segments([(under, Tone.PLAIN), *line], cells, look.ellipsis)))


def _title(branch: Branch, room: int, look: GlyphSet) -> list[Segments]:
    """The title on as many lines as it needs, its marks behind the last."""
    title, *marks = rows.title_and_marks(branch.row, look)
    parts = wrapped(title[0], room - length(marks), _MOST_LINES, look.ellipsis)
    lines: list[Segments] = [[(part, title[1])] for part in parts]
    lines[-1] += marks
    return lines


def _standing(branch: Branch, look: GlyphSet) -> Segments:
    """Figures, percent and status, in columns."""
    row = branch.row
    figures: Segments = [(align_left(branch.figures, _FIGURES, look.ellipsis), Tone.MUTED)]
    if row.progress is None and row.status is None:
        return figures
    percent = percent_column(row.progress if row.is_bar else None, _PERCENT)
    status = status_segments(row.status, row.is_stale, look) if row.status is not None else []
    return [*figures, (f"{percent}  ", Tone.PLAIN), *fit_segments(status, STATUS_WIDTH, look.ellipsis)]


def nested(workspace: View, found: list[Branch]) -> list[dict[str, Any]]:
    """Branches in depth-first order as objects that hold those below them."""
    top: list[dict[str, Any]] = []
    path: list[dict[str, Any]] = []
    for branch in found:
        made = _facts(workspace, branch)
        del path[branch.depth :]
        (path[-1]["below"] if path else top).append(made)
        path.append(made)
    return top


def _facts(workspace: View, branch: Branch) -> dict[str, Any]:
    row = branch.row
    if branch.kind in ("objective", "key_result"):
        known = rows.facts(workspace, row)
    else:
        known = {"kind": row.kind or None, "id": row.id or None, "title": row.title}
        known["progress"] = rows.percent_or_none(row.progress)
        known["status"] = row.status
    return known | {"word": branch.word or None, "figures": branch.figures, "said": branch.said, "below": []}
