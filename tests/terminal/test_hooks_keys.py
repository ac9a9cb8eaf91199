"""Hooks in a real terminal: the wizard is left with the last key, and what it did is told all the same."""

import sys
from pathlib import Path

import pytest

from tests.screens.checkin_world import World
from tests.terminal import Terminal
from tests.workspace.hooks.programs import listener, put, told

pytestmark = pytest.mark.terminal

NOW = "2026-11-20T09:41"


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World(tmp_path)


def okrtui(world: World, *words: str) -> Terminal:
    world.workspace.close()
    environment: dict[str, str | None] = {"OKRTUI_NOW": NOW, "OKRTUI_DATA_DIR": str(world.data)}
    return Terminal([sys.executable, "-m", "okrtui", *words], (80, 24), environment)


def test_the_wizard_ends_and_the_hook_has_heard(world: World) -> None:
    world.calls()
    heard = listener(world.workspace.home, "after-check-in", "status-change")
    with okrtui(world, "checkin") as terminal:
        terminal.wait_for("1 of 1")
        terminal.type("5.9")
        terminal.keys("enter", "9")
        assert terminal.wait() == 0
        assert "Checked in" in " ".join(terminal.text)
    [first, *_] = told(heard)
    assert (first["event"], first["check_in"]["value"], first["check_in"]["confidence"]) == ("after-check-in", 5.9, 9)


def test_a_hook_that_fails_leaves_the_screen_whole(world: World) -> None:
    world.calls()
    script = "#!/bin/sh\nprintf '\\033[2Jgarbage' > /dev/tty\nprintf '\\033[2Jno network' >&2\nexit 7\n"
    put(world.workspace.home, "after-check-in", script)
    with okrtui(world) as terminal:
        terminal.wait_for("to go")
        terminal.keys("3")
        terminal.wait_for("last time")
        terminal.type("5.9")
        terminal.keys("enter", "9")
        terminal.wait_for("hook after-check-in: exit code 7: no network")
        assert "garbage" not in "".join(terminal.text)
        assert "okrtui hooks" in "".join(terminal.text)
        terminal.keys("q")
        assert terminal.wait() == 0
