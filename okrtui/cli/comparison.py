"""`okrtui compare`: cycles of a unit beside each other."""

from collections.abc import Sequence
from fractions import Fraction
from math import ceil
from typing import Any

import click

from okrtui.cli import rows
from okrtui.cli.group import LookingBack
from okrtui.cli.planning_board import cycle_facts
from okrtui.cli.printing import count, emit, width
from okrtui.cli.reviews import unit_of
from okrtui.cli.reviews_text import tally_facts, tally_words
from okrtui.cli.scores_text import number
from okrtui.cli.session import Session, pass_session
from okrtui.okr.number import percent
from okrtui.okr.score import shown
from okrtui.widgets.cells import align_left, align_right, fit, width_of
from okrtui.widgets.wrapped import wrap
from okrtui.workspace.comparison import Chain, Comparison, CycleFigures, Link, compare
from okrtui.workspace.find import find
from okrtui.workspace.reading import clean_line

_COLUMN = 9
_NARROWEST = 26
"""Cells of a title: where there are more cycles than go beside that, the others stand below."""
_PART = "; "


@click.command("compare", cls=LookingBack)
@click.argument("unit", required=False)
@click.option("--cycle", "cycles", metavar="NAME", multiple=True, help="Only these cycles; may be said again.")
@click.option("--below", is_flag=True, help="The objectives of the units below, too, one by one.")
@pass_session
def compare_command(session: Session, unit: str | None, cycles: tuple[str, ...], below: bool) -> None:
    """Compare cycles of UNIT: scores, what was met and what closed short, how the rhythm was kept.

    Objectives that were carried over stand in one line. UNIT is the one you lead.
    """
    with session.looking() as workspace, workspace.lock:
        chosen = [find(workspace.company, each, ["cycle"])[1] for each in cycles] or None
        found = compare(workspace, unit_of(workspace, unit), chosen)
        if not below:
            found = found._replace(chains=tuple(each for each in found.chains if each.unit == found.unit))
        emit(session.as_json, _facts(found), lambda: _text(found))


def _facts(found: Comparison) -> dict[str, Any]:
    return {
        "unit": {"id": found.unit, "title": found.unit_name},
        "cycles": [_cycle_facts(each) for each in found.cycles],
        "chains": [
            {
                "title": chain.title,
                "unit": chain.unit,
                "unit_name": chain.unit_name,
                "links": [_link_facts(link) for link in chain.links],
            }
            for chain in found.chains
        ],
    }


def _cycle_facts(each: CycleFigures) -> dict[str, Any]:
    return {
        "cycle": cycle_facts(each.cycle),
        "score": _score(each.mean),
        "score_below": _score(each.mean_below),
        "tally": tally_facts(each.tally),
        "check_ins": each.kept._asdict(),
        "improvements": each.improvements,
        "taken_up": each.taken_up,
    }


def _score(mean: Fraction | None) -> float | None:
    return None if mean is None else number(shown(mean))


def _link_facts(link: Link | None) -> dict[str, Any] | None:
    if link is None:
        return None
    return {
        "id": link.id,
        "title": link.title,
        "score": number(link.score),
        "band": link.band,
        "final": link.is_final,
    }


def _text(found: Comparison) -> str:
    if not found.cycles:
        return f"{found.unit_name}: it had no objectives in a cycle yet"
    lines = [fit(found.unit_name, width(), rows.glyphs().ellipsis)]
    for each in found.cycles:
        kept = each.kept
        share = f" ({percent(Fraction(kept.made, kept.wanted))} %)" if kept.wanted else ""
        said = [f"check-ins {kept.made} of {kept.wanted}{share}"] if kept.wanted else []
        if each.improvements:
            said.append(f"{count(each.improvements, 'improvement')}, {each.taken_up} taken up")
        lines += _in_lines(f"{clean_line(each.cycle.name)}  {tally_words(each.tally)}")
        lines += _in_lines(f"  {_PART.join(said)}") if said else []
    blocks = ceil(len(found.cycles) / max(1, (width() - _NARROWEST) // (_COLUMN + 1)))
    across = ceil(len(found.cycles) / blocks)
    for first in range(0, len(found.cycles), across):
        lines += ["", *_table(found, slice(first, first + across))]
    return "\n".join(lines)


def _in_lines(said: str) -> list[str]:
    """A sentence on as many lines as it needs, broken between its parts, and within one where that is too long."""
    first, *parts = (f"{part};" for part in said.split(_PART))
    lines = [first]
    for part in parts:
        if width_of(f"{lines[-1]} {part}") <= width() + (part is parts[-1]):  # the last one ends without a semicolon
            lines[-1] += f" {part}"
        else:
            lines.append(f"  {part}")
    lines[-1] = lines[-1].removesuffix(";")
    return ["  " * (place > 0) + cut for line in lines for place, cut in enumerate(_cut(line))]


def _cut(line: str) -> list[str]:
    if width_of(line) <= width():
        return [line]
    return [line[start:end].rstrip() for start, end in wrap(line, width() - 4)]


def _table(found: Comparison, part: slice) -> list[str]:
    """The scores of some of the cycles beside each other; of what goes on in none of them there is no line."""
    cycles = found.cycles[part]
    lines = [_row("", [clean_line(each.cycle.name) for each in cycles])]
    lines.append(_row("mean of its own objectives", [_cell(each.mean) for each in cycles]))
    if any(each.mean_below != each.mean for each in found.cycles):
        lines.append(_row("mean with all below", [_cell(each.mean_below) for each in cycles]))
    for chain in found.chains:
        links = chain.links[part]
        if any(links):
            lines.append(_row(_chain_title(chain, found.unit), [_link_cell(link) for link in links]))
    return lines


def _chain_title(chain: Chain, unit: str) -> str:
    place = f"{chain.unit_name}: " if chain.unit != unit and chain.unit_name else ""
    return f"{place}{chain.title}"


def _link_cell(link: Link | None) -> str:
    if link is None:
        return ""
    return "-" if link.score is None else f"{link.score}{'' if link.is_final else '?'}"


def _cell(mean: Fraction | None) -> str:
    return "-" if mean is None else f"{shown(mean)}"


def _row(title: str, cells: Sequence[str]) -> str:
    look = rows.glyphs()
    room = width() - len(cells) * (_COLUMN + 1)
    shown_cells = " ".join(align_right(cell, _COLUMN, look.ellipsis) for cell in cells)
    return f"{align_left(fit(title, room, look.ellipsis), room)} {shown_cells}".rstrip()
