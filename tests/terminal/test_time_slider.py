"""The time slider in a real terminal: t , . < > lead through the cycle and back, and nothing can be changed there."""

import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from okrtui.demo.build import build_demo
from tests.conftest import ROOT
from tests.terminal import Terminal

pytestmark = pytest.mark.terminal

NOW = "2026-11-22T09:41"
OKRTUI = [sys.executable, "-m", "okrtui"]
PATIENCE = 30.0


@pytest.fixture
def demo(tmp_path: Path) -> Path:
    """The data directory of Ana's example company."""
    return build_demo(tmp_path, today=date.fromisoformat(NOW[:10])).data


@pytest.fixture(params=[(80, 24), (120, 40)], ids=["80x24", "120x40"])
def terminal(demo: Path, request: pytest.FixtureRequest) -> Iterator[Terminal]:
    """Ana's okrtui, in the Cascade, on her team."""
    env = {"OKRTUI_DATA_DIR": str(demo), "OKRTUI_NOW": NOW}
    with Terminal(OKRTUI, request.param, env, ROOT) as terminal:
        terminal.wait_for("in step", PATIENCE)
        terminal.keys("2")
        terminal.wait_for("all statuses", PATIENCE)
        terminal.keys("m")
        terminal.wait_for("▌    ▸ Inside Sales", PATIENCE)
        terminal.settle()
        yield terminal


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
