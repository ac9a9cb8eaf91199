"""The Cascade as a list: units, their objectives, and the key results of those, folded and filtered."""

from collections.abc import Callable, Collection
from typing import NamedTuple

from okrtui.okr.kinds import Status
from okrtui.storage.breath import in_portions
from okrtui.workspace.rows import Mark
from okrtui.workspace.view import View

AT_ONCE = 500
"""So many nodes are found, or looked at, before others may have the lock."""


class Node(NamedTuple):
    """A place in the Cascade."""

    kind: str
    id: str
    depth: int
    has_children: bool
    is_folded: bool
    path: str = ""
    """Where it stands, if its id alone does not say so: an object may show more than once."""
    mark: Mark = Mark.NONE

    @property
    def key(self) -> str:
        """What tells it from every other node."""
        return self.path or self.id

    @property
    def is_again(self) -> bool:
        """Whether it is at home elsewhere."""
        return self.mark is Mark.AGAIN


def nodes(
    workspace: View,
    cycle: str | None,
    is_folded: Callable[[str, str, int], bool],
    *,
    matching: str = "",
    statuses: Collection[Status] = (),
    is_stale: bool = False,
    root: str | None = None,
) -> list[Node]:
    """The visible nodes, top down, from the unit `root` or from all that have none above them.

    `is_folded` gets kind, id and depth; what is folded is not walked into. With `matching` (part of a title, of an
    owner's or a unit's name), `statuses` or `is_stale`, what fits is shown with everything above it; what fits
    with nothing below it that does is folded.

    They are found portion by portion, and the lock is free in between: in a large company nobody shall wait for all.
    """
    if not (matching.strip() or statuses or is_stale):
        return _walk(workspace, cycle, is_folded, root)
    order = _walk(workspace, cycle, lambda *_: False, root)
    return fitting(workspace, order, fitness(workspace, matching.strip().casefold(), statuses, is_stale))


def children(workspace: View, cycle: str | None, kind: str, id: str) -> list[tuple[str, str]]:
    """What hangs below a node: a unit's objectives, then its sub-units; an objective's key results."""
    company = workspace.company
    if kind == "unit":
        objectives = [("objective", objective.id) for objective in company.objectives_of(id, cycle)]
        return objectives + [("unit", unit.id) for unit in company.child_units(id)]
    if kind == "objective":
        return [("key_result", key_result.id) for key_result in company.key_results_of(id)]
    return []


def _walk(
    workspace: View, cycle: str | None, is_folded: Callable[[str, str, int], bool], root: str | None
) -> list[Node]:
    company = workspace.company
    found: list[Node] = []
    with workspace.lock:
        tops = [("unit", root)] if root is not None else [("unit", unit.id) for unit in company.child_units(None)]
        if root is None:
            tops += company.ghosts(cycle)
    open_ends = [(kind, id, 0) for kind, id in reversed(tops)]

    def some() -> bool:
        enough = len(found) + AT_ONCE
        while open_ends and len(found) < enough:
            kind, id, depth = open_ends.pop()
            below = children(workspace, cycle, kind, id)
            folded = bool(below) and is_folded(kind, id, depth)
            found.append(Node(kind, id, depth, bool(below), folded))
            if not folded:
                open_ends.extend((kind, id, depth + 1) for kind, id in reversed(below))
        return bool(open_ends)

    in_portions(workspace.lock, some)
    return found


def fitting(workspace: View, order: list[Node], fits: Callable[[str, str], bool]) -> list[Node]:
    """Those of all nodes, top down, that fit or have something below them that does; the latter unfolded."""
    kept: list[Node] = []
    left = order.copy()
    wanted_depth = -1

    def some() -> bool:
        nonlocal wanted_depth
        for node in [left.pop() for _ in range(min(AT_ONCE, len(left)))]:
            is_above = node.depth < wanted_depth
            if is_above or fits(node.kind, node.id):
                kept.append(node._replace(is_folded=node.has_children and not is_above))
                wanted_depth = node.depth
        return bool(left)

    in_portions(workspace.lock, some)
    return kept[::-1]


def fitness(workspace: View, folded: str, statuses: Collection[Status], is_stale: bool) -> Callable[[str, str], bool]:
    """Whether an object (kind, id) has a text, casefolded, in its title or its owner's name, and stands so."""
    company, standings = workspace.company, workspace.standings

    def fits(kind: str, id: str) -> bool:
        if folded and folded not in _searched(kind, id):
            return False
        if not statuses and not is_stale:
            return True
        if kind not in ("objective", "key_result") or company.fields(kind, id) is None:
            return False
        standing = standings.objective(id) if kind == "objective" else standings.key_result(id)
        return (not statuses or standing.status in statuses) and (not is_stale or standing.is_stale)

    def _searched(kind: str, id: str) -> str:
        owner = {"unit": "lead"}.get(kind, "owner")
        fields = company.fields(kind, id) or {}
        name = fields.get(owner)
        return f"{company.title(id)} {company.title(name) if isinstance(name, str) else ''}".casefold()

    return fits
