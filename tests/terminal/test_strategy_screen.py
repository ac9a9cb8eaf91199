"""The strategy in a real terminal: a barometer that moves, and a reading in two keys and its value."""

import re

import pytest

from tests.terminal import Terminal
from tests.terminal.example import PATIENCE, at_home, demo

__all__ = ["at_home", "demo"]

pytestmark = pytest.mark.terminal


@pytest.fixture
def terminal(at_home: Terminal) -> Terminal:
    """Ana's okrtui, on the strategy."""
    at_home.keys("5")
    at_home.wait_for("Client relationship", PATIENCE)
    return at_home


def test_a_reading_takes_two_keys_besides_its_value_and_moves_the_barometer(terminal: Terminal) -> None:
    terminal.keys("G", "k", "k")
    terminal.wait_for("▌▸ K Renewal rate", PATIENCE)
    before = terminal.presses
    terminal.keys("r")
    terminal.wait_for("Contracts renewed  ", PATIENCE)
    terminal.wait_for("last 42 contracts, 3 d ago", PATIENCE)
    terminal.type("47")
    terminal.keys("enter")
    assert terminal.presses - before == 2  # besides what was typed
    terminal.wait_for("Contracts up for renewal", PATIENCE)
    terminal.keys("enter")
    terminal.wait_for("90.4 %", PATIENCE)
    terminal.keys("u", "u")
    terminal.wait_for("80.8 %", PATIENCE)


def test_the_chain_leads_from_the_goal_to_the_measure(terminal: Terminal) -> None:
    terminal.keys("g", "j", "j", "j", "j", "j", "l")
    terminal.wait_for("Six calls per rep", PATIENCE)
    terminal.keys("j", "l")
    terminal.wait_for("M Demos held", PATIENCE)
    terminal.keys("j")
    terminal.wait_for(re.compile("^▌ +M Demos held", re.MULTILINE), PATIENCE)
    terminal.keys("r")
    terminal.wait_for("last 11 demos", PATIENCE)
    terminal.type("12")
    terminal.keys("enter")
    terminal.wait_for("Read: Demos held 12 demos", PATIENCE)


def test_the_vision_is_written_where_it_stands(terminal: Terminal) -> None:
    terminal.keys("g", "e")
    terminal.wait_for("esc leaves it", PATIENCE)
    terminal.keys("ctrl+u")
    terminal.type("Nähe für alle")
    terminal.keys("enter")
    terminal.wait_for("Saved: the vision", PATIENCE)
    terminal.wait_for("Nähe für alle", PATIENCE)
