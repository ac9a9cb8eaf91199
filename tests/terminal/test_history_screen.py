"""The history of an object in a real terminal: opened with one key, from the week and from a day in the past."""

import re

import pytest

from tests.terminal import Terminal
from tests.terminal.example import PATIENCE, at_home, demo

__all__ = ["at_home", "demo"]

pytestmark = pytest.mark.terminal


@pytest.fixture
def terminal(at_home: Terminal) -> Terminal:
    """Ana's okrtui, on My week."""
    at_home.wait_for("In the last seven days", PATIENCE)
    return at_home


def test_one_key_shows_who_changed_what_of_a_key_result_and_esc_leads_back(terminal: Terminal) -> None:
    terminal.keys("j", "H")
    terminal.wait_for("History of Close rate to 27 %", PATIENCE)
    terminal.wait_for("Ana Ruiz checked in 23.6 → 23.5 %", PATIENCE)
    assert terminal.presses == 2
    terminal.keys("G")
    terminal.wait_for("title           Close rate to 27 %", PATIENCE)
    terminal.keys("escape")
    terminal.wait_for("Due this week", PATIENCE)


def test_a_change_shows_in_it_at_once_and_so_does_taking_it_back(terminal: Terminal) -> None:
    terminal.keys("j", "c")
    terminal.wait_for("last time", PATIENCE)
    terminal.type("25.5")
    terminal.keys("enter", "7")
    terminal.wait_for("Done this week", PATIENCE)
    terminal.keys("2")
    terminal.wait_for("all statuses", PATIENCE)
    terminal.keys("slash")
    terminal.type("close rate to 27")
    terminal.wait_for(re.compile("^ +Close rate", re.MULTILINE), PATIENCE)
    terminal.keys("enter", "G")
    terminal.wait_for(re.compile("^▌ +Close rate", re.MULTILINE), PATIENCE)
    terminal.keys("H")
    terminal.wait_for("9:41  Ana Ruiz checked in 23.5 → 25.5 %", PATIENCE)
    terminal.keys("u")
    terminal.wait_for("Ana Ruiz deleted check-in on Close rate to 27 % (an undo)", PATIENCE)


def test_from_a_day_in_the_past_it_ends_there(terminal: Terminal) -> None:
    terminal.keys("2")
    terminal.wait_for("all statuses", PATIENCE)
    terminal.keys("t")
    terminal.wait_for("as of 15 Nov 2026", PATIENCE)
    terminal.keys("H")
    terminal.wait_for("History of Northwind   as of 15 Nov 2026", PATIENCE)
    terminal.keys("u")
    terminal.wait_for("This is 15 Nov 2026: nothing can be changed there", PATIENCE)
    terminal.keys("escape")
    terminal.wait_for("< > week", PATIENCE)
