"""The monthly and quarterly reviews that units have to hold: due, overdue or held, from the top down."""

from collections.abc import Iterator
from typing import NamedTuple

from okrtui.okr.kinds import Level, ReviewKind
from okrtui.storage.clean import clean_line
from okrtui.workspace.due_reviews import Looking, State, Turn, cycles_of, look
from okrtui.workspace.view import View

_SHOWN = (State.DUE, State.OVERDUE, State.HELD)


class ReviewDue(NamedTuple):
    """A review that has its turn in a unit which has to hold it, or has held it."""

    unit: str
    unit_name: str
    level: Level
    kind: ReviewKind
    turn: Turn


def reviews_due(view: View) -> list[ReviewDue]:
    """The monthly and quarterly reviews of all units; as in the coach's REVIEW-MISS, who stands higher holds them."""
    with view.lock:
        return list(_due(view))


def _due(view: View) -> Iterator[ReviewDue]:
    cycles = cycles_of(view)
    open_ends = [(unit.id, Looking()) for unit in reversed(view.company.child_units(None))]
    while open_ends:
        id, above = open_ends.pop()
        unit = view.company.unit(id)
        if unit is None:
            continue
        turns, handed = look(view, id, cycles, above)
        for kind, turn in ((ReviewKind.MONTHLY, turns.month), (ReviewKind.QUARTERLY, turns.quarter)):
            if turn.state in _SHOWN and turn.is_asked and turn.above is None:
                yield ReviewDue(id, clean_line(unit.name), unit.level, kind, turn)
        open_ends += [(below.id, handed) for below in reversed(view.company.child_units(id))]
