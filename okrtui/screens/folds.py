"""Which places of the Cascade are folded, and lists of its nodes folded and unfolded in place."""

from collections.abc import Callable, Iterable

from okrtui.workspace.cascade import Node

_OPEN_AT_FIRST = 2

Below = Callable[[Node], list[Node]]
"""The nodes below one, with its depth counted in."""


class Folds:
    """What a person folded and unfolded, by id; the rest is as it is at first: open down to the departments."""

    def __init__(self) -> None:
        self._said: dict[str, bool] = {}
        self._rest: bool | None = None

    def is_folded(self, kind: str, id: str, depth: int) -> bool:
        """Whether a place is folded; the one on top of everything stays open unless it was folded itself."""
        said = self._said.get(id)
        if said is not None:
            return said
        if self._rest is not None:
            return self._rest and depth > 0
        return kind != "unit" or depth >= _OPEN_AT_FIRST

    def fold(self, id: str, folded: bool) -> None:
        """Fold or unfold one place."""
        self._said[id] = folded

    def fold_all(self, folded: bool) -> None:
        """Fold or unfold everything."""
        self._said.clear()
        self._rest = folded

    @property
    def is_all_open(self) -> bool:
        """Whether everything was unfolded at once."""
        return self._rest is False


def folded(nodes: list[Node], id: str) -> list[Node]:
    """The nodes without those below one of them."""
    place = _find(nodes, id)
    if place is None or nodes[place].is_folded:
        return nodes
    end = place + 1
    while end < len(nodes) and nodes[end].depth > nodes[place].depth:
        end += 1
    return [*nodes[:place], nodes[place]._replace(is_folded=True), *nodes[end:]]


def unfolded(nodes: list[Node], id: str, below: Below) -> list[Node]:
    """The nodes with those below one of them."""
    place = _find(nodes, id)
    if place is None or not nodes[place].is_folded:
        return nodes
    return [*nodes[:place], nodes[place]._replace(is_folded=False), *below(nodes[place]), *nodes[place + 1 :]]


def refolded(nodes: list[Node], said: Iterable[tuple[str, bool]], below: Below) -> list[Node]:
    """The nodes with what a person folded and unfolded among them, in that order."""
    for id, is_folded in said:
        nodes = folded(nodes, id) if is_folded else unfolded(nodes, id, below)
    return nodes


def _find(nodes: list[Node], id: str) -> int | None:
    return next((place for place, node in enumerate(nodes) if node.id == id), None)
