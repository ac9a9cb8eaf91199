"""Blockers in a real terminal: raised, handed to another and solved by keys; what was typed and left is there again."""

import sys
from pathlib import Path

import pytest

from okrtui.workspace.founding import open_workspace
from tests.conftest import ROOT
from tests.screens.checkin_world import World
from tests.terminal import Terminal

pytestmark = pytest.mark.terminal

NOW = "2026-11-20T09:41"
PATIENCE = 30.0


def test_a_blocker_from_raised_to_solved(tmp_path: Path) -> None:
    world = World(tmp_path)
    rate = world.close_rate()
    world.workspace.close()
    environment = {"OKRTUI_NOW": NOW, "OKRTUI_DATA_DIR": str(world.data)}
    with Terminal([sys.executable, "-m", "okrtui"], (80, 24), environment, ROOT) as terminal:
        terminal.wait_for("Close rate to 27 %", PATIENCE)
        terminal.keys("b")
        terminal.wait_for("What is in the way of 'Close rate to 27 %'?", PATIENCE)
        terminal.type("no demo")
        terminal.keys("escape")
        terminal.settle(quiet=0.2)
        terminal.keys("b")
        terminal.wait_for("no demo", PATIENCE)
        terminal.type(" account 新規")
        terminal.keys("enter")
        terminal.wait_for("Who takes it out of the way?", PATIENCE)
        terminal.type("ben")
        terminal.keys("enter")
        terminal.wait_for("Blocker raised, for Ben Okafor", PATIENCE)
        terminal.keys("enter")
        terminal.wait_for("no demo account 新規", PATIENCE)
        terminal.keys("j")
        terminal.settle(quiet=0.2)
        terminal.keys("enter")
        terminal.wait_for("What becomes of", PATIENCE)
        terminal.keys("s")
        terminal.wait_for("How was", PATIENCE)
        terminal.type("the vendor made one")
        terminal.keys("enter")
        terminal.wait_for("Solved: no demo account", PATIENCE)
        assert terminal.presses <= 14
        terminal.keys("q")
        assert terminal.wait(PATIENCE) == 0
    workspace = open_workspace(world.data, None)
    (fields,) = (fields for _, fields in workspace.company.live("blocker"))
    assert (fields["subject"], fields["description"]) == (rate, "no demo account 新規")
    assert (fields["solver"], fields["resolution"]) == (world.person("Ben Okafor"), "the vendor made one")
