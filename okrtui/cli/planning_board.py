"""The planning board as JSON with stable keys, and as lines of text."""

from collections.abc import Sequence
from typing import Any

from okrtui.cli import rows
from okrtui.cli.printing import count, width
from okrtui.okr.kinds import ObjectiveKind, Stage
from okrtui.okr.records import Cycle
from okrtui.widgets.glyphs import GlyphSet
from okrtui.widgets.tones import Segment, Segments, Tone, fit_segments, length
from okrtui.workspace.board import Board, Card, Lane, Meter
from okrtui.workspace.reading import clean_line

_STAGE_WIDTH = 10
_BINDING = (Stage.AGREED, Stage.ACTIVE)


def cycle_facts(cycle: Cycle) -> dict[str, Any]:
    """A cycle with stable keys."""
    return {
        "id": cycle.id,
        "name": clean_line(cycle.name),
        "kind": cycle.kind,
        "status": cycle.status,
        "start": cycle.start.isoformat(),
        "end": cycle.end.isoformat(),
    }


def facts(board: Board) -> dict[str, Any]:
    """The board with stable keys."""
    return {
        "cycle": cycle_facts(board.cycle),
        "units": [_lane_facts(lane) for lane in board.lanes],
        "improvements": [
            {**each._asdict(), "date": each.date.isoformat() if each.date else None} for each in board.improvements
        ],
        "totals": {
            **board.totals._asdict(),
            "objectives": {str(stage): number for stage, number in board.totals.objectives.items()},
        },
    }


def _lane_facts(lane: Lane) -> dict[str, Any]:
    return {
        "id": lane.id,
        "name": lane.name,
        "level": lane.level,
        "depth": lane.depth,
        "lead": lane.lead,
        "lead_name": lane.lead_name,
        "agreed": lane.is_agreed,
        "limits": lane.meter._asdict(),
        "objectives": [_card_facts(card) for cards in lane.cards.values() for card in cards],
        "above": [each._asdict() for each in lane.above],
        "asked": [each._asdict() for each in lane.asked],
    }


def _card_facts(card: Card) -> dict[str, Any]:
    return {
        "id": card.id,
        "title": card.title,
        "stage": card.stage,
        "objective_kind": card.kind,
        "priority": card.is_priority,
        "owner": card.owner,
        "owner_name": card.owner_name,
        "turn": card.turn,
        "turn_name": card.turn_name,
        "parents": [link._asdict() for link in card.parents],
        "commitments": [
            {"id": word.id, "person": word.person, "name": word.name, "date": word.date and word.date.isoformat()}
            for word in card.commitments
        ],
        "shares": [partner._asdict() for partner in card.shares],
        "key_results": card.key_results,
        "orphan": card.is_orphan,
        "contested": card.is_contested,
    }


# --- in words


def text(board: Board) -> str:
    """The board, unit by unit, and the improvements that wait to be taken up."""
    cycle, totals, look = board.cycle, board.totals, rows.glyphs()
    span = f"{cycle.start} to {cycle.end}"
    lines = [
        f"{clean_line(cycle.name)}  {cycle.status.words}, {span}",
        f"{totals.agreed} of {count(totals.units, 'unit')} agreed{_waiting(totals.mine)}",
    ]
    for lane in board.lanes:
        lines += _lane_lines(lane, look)
    if board.improvements:
        lines += ["", "Improvements to take up"]
        for each in board.improvements:
            lines.append(f"  {each.id}  {each.text}{f' ({each.unit_name})' if each.unit else ''}")
    return "\n".join(lines)


def _waiting(mine: int) -> str:
    return f", {count(mine, 'proposal')} for you to answer" if mine else ""


def _lane_lines(lane: Lane, look: GlyphSet) -> list[str]:
    cells = width()
    indent = "  " * lane.depth
    beside: Segments = [(f"{lane.lead_name}  " if lane.lead_name else "", Tone.MUTED), *_meter(lane.meter)]
    lines = [_spread([(indent + (lane.name or lane.id), Tone.STRONG)], beside, cells, look)]
    for each in lane.above:
        lines.append(_spread([(f"{indent}  {each.cycle}: {each.title}", Tone.MUTED)], [], cells, look))
    for cards in lane.cards.values():
        lines += [_card_line(card, indent, cells, look) for card in cards]
    for asked in lane.asked:
        said = f"{indent}  {asked.state.words:{_STAGE_WIDTH}}{asked.title} (with {asked.unit})"
        lines.append(_spread([(said, Tone.PLAIN)], [], cells, look))
    return lines


def _meter(meter: Meter) -> Segments:
    ends = [str(end) for end in (meter.least, meter.most) if end is not None]
    tone = Tone.CAUTION if meter.is_over or meter.is_under else Tone.MUTED
    of = f" of {'-'.join(ends)}" if ends else ""
    return [(f"{meter.total}{of} objectives", tone)]


def _card_line(card: Card, indent: str, cells: int, look: GlyphSet) -> str:
    mark = look.aspirational if card.kind is ObjectiveKind.ASPIRATIONAL else look.committed
    left: Segments = [
        (f"{indent}  {card.stage.words:{_STAGE_WIDTH}}", Tone.MUTED),
        (card.title or card.id, Tone.PLAIN),
    ]
    marks: Segments = [(f" {mark}{look.priority if card.is_priority else ''}", Tone.ACCENT)]
    return _spread(left, [(_aside(card), Tone.MUTED)], cells, look, marks)


def _aside(card: Card) -> str:
    """Whose it is, whose turn it is or who has committed, and what is missing."""
    words = {word.person: word.name for word in card.commitments} if card.stage in _BINDING else {}
    said = [f"{card.owner_name or 'nobody'}{' committed' if card.owner in words else ''}"]
    if card.stage is Stage.PROPOSED and card.turn_name:
        said.append(f"{card.turn_name} to answer")
    others = [name for person, name in words.items() if person != card.owner]
    if others:
        said.append(f"with {', '.join(others)}")
    if card.is_orphan:
        said.append("orphan")
    return ", ".join(said)


def _spread(left: Segments, right: Segments, cells: int, look: GlyphSet, marks: Sequence[Segment] = ()) -> str:
    """Two pieces at the ends of a line. Where they do not fit, the left one is cut first, to no less than half.

    The marks behind the left one stay.
    """
    room = max(min(length(left) + length(marks), cells // 2), cells - length(right) - 2)
    shown = [*fit_segments(left, room - length(marks), look.ellipsis), *marks]
    gap = " " * (room - length(shown) + 2)
    return rows.paint([*shown, (gap, Tone.PLAIN), *fit_segments(right, cells - room - 2, look.ellipsis)])
