"""Making the figures of a whole cycle a little at a time, so that no screen waits for all of them at once."""

from collections.abc import Iterator

from okrtui.okr.standing import children_first
from okrtui.workspace.view import View


def warming(workspace: View, cycle: str | None) -> Iterator[bool]:
    """Make the figures of every unit, the lower ones first; each step makes those of one unit, and is true.

    The lock is held only during a step. What is made already costs next to nothing.
    """
    company, standings = workspace.company, workspace.standings
    with workspace.lock:
        order = [
            unit
            for root in company.child_units(None)
            for unit in children_first(root.id, lambda id: [child.id for child in company.child_units(id)])
        ]
    for unit in order:
        with workspace.lock:
            if company.unit(unit) is not None:
                standings.unit(unit, cycle)
        yield True
