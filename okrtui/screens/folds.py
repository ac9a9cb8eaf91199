"""Which places of the Cascade are folded, and what changes in its list when one of them is."""

from collections.abc import Callable
from typing import NamedTuple

from okrtui.workspace.cascade import Node

Below = Callable[[Node], list[Node]]
"""The nodes below one, with its depth counted in."""


class Folds:
    """What a person folded and unfolded, by the key of the place; the rest is as it is at first."""

    def __init__(self) -> None:
        self._said: dict[str, bool] = {}
        self._rest: bool | None = None

    def is_folded(self, key: str, depth: int, at_first: bool, *, is_apart: bool = False) -> bool:
        """Whether a place is folded; the one on top of everything stays open unless it was folded itself.

        One that stands apart is not unfolded with everything else.
        """
        said = self._said.get(key)
        if said is not None:
            return said
        if self._rest is not None and not is_apart:
            return self._rest and depth > 0
        return at_first

    def fold(self, key: str, folded: bool) -> None:
        """Fold or unfold one place."""
        self._said[key] = folded

    def fold_all(self, folded: bool) -> None:
        """Fold or unfold everything."""
        self._said.clear()
        self._rest = folded

    @property
    def is_all_open(self) -> bool:
        """Whether everything was unfolded at once."""
        return self._rest is False


class Splice(NamedTuple):
    """A stretch of a list of nodes, and what takes its place."""

    start: int
    end: int
    nodes: list[Node]


def folding(nodes: list[Node], place: int) -> Splice | None:
    """Take away the nodes below one of them; None where there is nothing to fold."""
    if nodes[place].is_folded:
        return None
    end = place + 1
    while end < len(nodes) and nodes[end].depth > nodes[place].depth:
        end += 1
    return Splice(place, end, [nodes[place]._replace(is_folded=True)])


def unfolding(nodes: list[Node], place: int, below: Below) -> Splice | None:
    """Show the nodes below one of them; None where there is nothing to unfold."""
    if not nodes[place].is_folded:
        return None
    return Splice(place, place + 1, [nodes[place]._replace(is_folded=False), *below(nodes[place])])
