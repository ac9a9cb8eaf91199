"""The time slider in a real terminal: t , . < > lead through the cycle and back, and nothing can be changed there."""

import pytest

from tests.terminal import Terminal
from tests.terminal.example import PATIENCE, at_home, demo

__all__ = ["at_home", "demo"]

pytestmark = pytest.mark.terminal


@pytest.fixture
def terminal(at_home: Terminal) -> Terminal:
    """Ana's okrtui, in the Cascade, on her team."""
    at_home.keys("2")
    at_home.wait_for("all statuses", PATIENCE)
    at_home.keys("m")
    at_home.wait_for("▌    ▸ Inside Sales", PATIENCE)
    at_home.settle()
    return at_home


def below_the_frame(terminal: Terminal) -> list[str]:
    """What the screen shows below its two frame lines and above the keys."""
    return terminal.text[2:-1]


def test_t_goes_a_week_back_and_the_same_key_comes_back_to_the_same_place(terminal: Terminal) -> None:
    before = below_the_frame(terminal)
    terminal.keys("t")
    terminal.wait_for("as of 15 Nov 2026", PATIENCE)
    terminal.wait_for("▌    ▸ Inside Sales", PATIENCE)
    terminal.settle()
    assert below_the_frame(terminal) != before
    terminal.keys("t")
    terminal.wait_gone("as of", PATIENCE)
    terminal.settle()
    assert below_the_frame(terminal) == before


def test_days_and_weeks_in_one_burst_end_where_they_add_up_to(terminal: Terminal) -> None:
    terminal.type(",,<<.>,<")  # 3 days and two weeks in all
    terminal.wait_for("as of  6 Nov 2026", PATIENCE)
    terminal.type("<" * 6)
    terminal.wait_for("as of  8 Oct 2026", PATIENCE)  # the cycle's first day
    terminal.type(">" * 6 + "." * 3)
    terminal.wait_for("as of 22 Nov 2026", PATIENCE)
    terminal.type(".")
    terminal.wait_gone("as of", PATIENCE)


def test_nothing_can_be_changed_in_the_past_and_it_says_how_to_come_back(terminal: Terminal) -> None:
    terminal.keys("t")
    terminal.wait_for("as of 15 Nov 2026", PATIENCE)
    for key in ("c", "e", "n", "d", "u"):
        terminal.keys(key)
        terminal.wait_for("This is 15 Nov 2026: nothing can be changed there · t comes back to today", PATIENCE)
    terminal.keys("escape")
    terminal.wait_gone("as of", PATIENCE)
