"""Stores with a bug, planted here: the laws that every team's life is held to catch each of them."""

from pathlib import Path

import pytest
from hypothesis import Phase

from okrtui.storage.registers import Write, Writes
from tests.faults.oracle import Proof
from tests.faults.team import found, lives

ENOUGH = 1_000
"""Lives within which a bug shows; most show in the first few."""


def shows_the_smallest(self: Writes) -> Write:
    """The tie is broken the other way round."""
    return min(self.heads, key=lambda head: head.line[:2])


def shows_the_greatest_name(self: Writes) -> Write:
    """Time is left out of the tie-break."""
    return max(self.heads, key=lambda head: head.line.h)


def forgets_gone(self: Writes, write: Write) -> None:
    """What was replaced leaves, but a replaced write that comes late stands again."""
    for h in write.replaced:
        self._heads.pop(h, None)
    self._heads[write.line.h] = write


def forgets_the_others(self: Writes, write: Write) -> None:
    """The last to arrive wins."""
    self.gone.update(write.replaced)
    self._heads = {write.line.h: write}


def keeps_what_is_replaced(self: Writes, write: Write) -> None:
    """Every edit is a conflict with the one before it."""
    self.gone.update(write.replaced)
    self._heads[write.line.h] = write


@pytest.mark.parametrize(
    ("name", "bug"),
    [
        ("shown", property(shows_the_smallest)),
        ("shown", property(shows_the_greatest_name)),
        ("add", forgets_gone),
        ("add", forgets_the_others),
        ("add", keeps_what_is_replaced),
    ],
    ids=[
        "the smallest is shown",
        "the greatest name is shown",
        "gone is dropped",
        "the last to arrive wins",
        "the replaced stays",
    ],
)
def test_a_planted_bug_is_caught(place: Path, monkeypatch: pytest.MonkeyPatch, name: str, bug: object) -> None:
    found(place / "founded")
    monkeypatch.setattr(Writes, name, bug)
    with pytest.raises(AssertionError):
        lives(place / "founded", Proof("", lambda *_: None), ENOUGH, phases=(Phase.generate,))
