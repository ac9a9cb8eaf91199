"""The strategy in a real terminal: a barometer that moves, and a reading in two keys and its value."""

import re
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
    """Ana's okrtui, on the strategy."""
    env = {"OKRTUI_DATA_DIR": str(demo), "OKRTUI_NOW": NOW}
    with Terminal(OKRTUI, request.param, env, ROOT) as terminal:
        terminal.wait_for("in step", PATIENCE)
        terminal.keys("5")
        terminal.wait_for("Client relationship", PATIENCE)
        yield terminal


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
