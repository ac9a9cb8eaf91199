"""Teams that edit, meet, crash and set their clocks wrong, in whatever order hypothesis comes up with."""

from collections.abc import Callable
from pathlib import Path

from tests.faults.conftest import Pace
from tests.faults.oracle import Proof
from tests.faults.team import found, lives

Prove = Callable[[str], Proof]


def test_a_team_in_any_circumstances(place: Path, prove: Prove, pace: Pace) -> None:
    found(place / "founded")
    lives(place / "founded", prove("a team's life: crashes, wrong clocks, any order"), pace.times(40, 2_000))
