"""The wall in a real terminal: thanking by keys, typed in one go, from the week; reading, finding and commenting."""

import re

import pytest

from tests.terminal import Terminal
from tests.terminal.example import PATIENCE, at_home, demo

__all__ = ["at_home", "demo"]

pytestmark = pytest.mark.terminal


def test_three_keys_and_a_text_thank_someone_and_one_shows_the_wall(at_home: Terminal) -> None:
    terminal = at_home
    terminal.wait_for("Due this week", PATIENCE)
    terminal.keys("K")
    terminal.wait_for("Whom do you thank?", PATIENCE)
    terminal.type("eva l")
    terminal.wait_for(re.compile("^ *▌ +Eva Lind", re.MULTILINE), PATIENCE)
    terminal.keys("enter")
    terminal.wait_for("What do you thank Eva Lind for?", PATIENCE)
    terminal.type("For the calm. K and V are letters, and @ is, too.")
    terminal.wait_for("@ is, too.", PATIENCE)
    terminal.keys("enter")
    terminal.wait_for("Thanked Eva Lind", PATIENCE)
    assert terminal.presses == 3
    terminal.keys("V")
    terminal.wait_for(re.compile("^▌ +Ana Ruiz → Eva Lind +9:41", re.MULTILINE), PATIENCE)
    terminal.wait_for("For the calm. K and V are letters, and @ is, too.", PATIENCE)
    terminal.keys("@")
    terminal.wait_for("Comment on recognition of Eva Lind", PATIENCE)
    terminal.type("And for the cake")
    terminal.keys("enter")
    terminal.wait_for("And for the cake", PATIENCE)
    terminal.wait_for("Commented on", PATIENCE)
    terminal.keys("slash")
    terminal.type("cake")
    terminal.wait_gone("explained the new figures", PATIENCE)
    terminal.keys("escape", "escape")
    terminal.wait_for("Due this week", PATIENCE)
    assert terminal.presses == 9
