"""The sync screen in a terminal, of two people who meet in a folder that is wiped, and filled anew by one of them."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from okrtui.storage.folder import SEGMENTS
from tests.conftest import ROOT
from tests.screens.arrivals import pour
from tests.screens.pair import Pair, set_field
from tests.terminal import Terminal

pytestmark = pytest.mark.terminal

OKRTUI = [sys.executable, "-m", "okrtui"]
SIZE = (80, 24)
PATIENCE = 30.0
MANY = 2_000
BAR = "receiving [━─]{8} [0-9]+%"


@pytest.fixture
def pair(tmp_path: Path) -> Pair:
    """Ana and Ben, in step, with nothing open."""
    pair = Pair(tmp_path)
    pair.sync()
    for workspace in (pair.ana, pair.ben):
        workspace.close()
    return pair


def environment(data: Path) -> dict[str, str | None]:
    return {"OKRTUI_DATA_DIR": str(data), "OKRTUI_NOW": "2026-11-20T09:41"}


def app(data: Path) -> Terminal:
    """Someone's okrtui."""
    return Terminal(OKRTUI, SIZE, environment(data), ROOT)


def state_hash(data: Path) -> bytes:
    """What someone's replica holds, in one word."""
    own = {name: value for name, value in environment(data).items() if value is not None}
    said = subprocess.run([*OKRTUI, "doctor"], cwd=ROOT, env={**os.environ, **own}, stdout=subprocess.PIPE, check=True)
    return said.stdout.splitlines()[0]


def test_a_wiped_folder_is_said_refilled_and_both_are_in_step(pair: Pair) -> None:
    bens = pair.folder.parent / "ben"
    with app(pair.data) as ana, app(bens) as ben:
        for terminal in (ana, ben):
            terminal.wait_for("✓ in step", PATIENCE)
            terminal.keys("S")
            terminal.wait_for("All you did is in the folder", PATIENCE)

        shutil.rmtree(pair.folder)
        pair.folder.mkdir()
        for terminal in (ana, ben):
            terminal.keys("s")
            terminal.wait_for("○ folder away", PATIENCE)
            terminal.wait_for("it has no okrtui.json: it was emptied", PATIENCE)
        assert not list(pair.folder.iterdir())

        ana.keys("R")
        ana.wait_for(re.compile(r"okrtui\.json and [0-9]+ files, [0-9]+ kB"), PATIENCE)
        ana.keys("f")
        ana.wait_for("All you did is in the folder", PATIENCE)
        ben.keys("s")
        ben.wait_for("All you did is in the folder", PATIENCE)
        for terminal in (ana, ben):
            terminal.wait_for("✓ in step", PATIENCE)
            terminal.keys("q")
            assert terminal.wait(PATIENCE) == 0
    assert (pair.folder / "okrtui.json").exists()
    assert state_hash(pair.data) == state_hash(bens)


def test_a_folder_that_moved_is_followed_while_the_app_is_open(pair: Pair) -> None:
    moved = pair.folder.with_name("moved")
    with app(pair.data) as ana:
        ana.wait_for("✓ in step", PATIENCE)
        pair.folder.rename(moved)
        ana.keys("S", "s")
        ana.wait_for("There is no such folder", PATIENCE)
        ana.keys("p")
        ana.wait_for("Where is the folder now?", PATIENCE)
        ana.keys("ctrl+u")
        ana.wait_for("your team's folder", PATIENCE)
        ana.type(str(moved))
        ana.wait_for("✓ Northwind, 2 files", PATIENCE)
        ana.keys("enter")
        ana.wait_for("✓ in step", PATIENCE)
        pair.ben.move_to(pair.ben.config._replace(folder=str(moved)))
        set_field(pair.ben, "objective", pair.objective, "title", "Sell in the new place")
        pair.ben.meet()
        ana.keys("escape")
        ana.wait_for("Sell in the new place", PATIENCE)


def test_keys_are_answered_while_two_thousand_segments_arrive_and_the_rest_can_wait(pair: Pair) -> None:
    pour(pair.ana, pair.folder, [pair.rate, pair.calls], MANY)
    with app(pair.data) as ana:
        ana.wait_for(re.compile(BAR), PATIENCE)
        ana.keys("2")
        ana.wait_for("2·CASCADE", PATIENCE)
        ana.keys("S")
        ana.wait_for(re.compile("[0-9,]+ of 2,00[0-9] files"), PATIENCE)
        ana.keys("x")
        ana.wait_for(re.compile("… stopped at [0-9]+%"), PATIENCE)  # all of that, and it was not over yet
        ana.keys("s")
        ana.wait_for("✓ in step", 2 * PATIENCE)
        ana.wait_for("All you did is in the folder", PATIENCE)
    assert len(list((pair.ana.home / SEGMENTS).iterdir())) > MANY


def test_at_a_terminal_sync_and_join_show_how_far_they_are_and_go_on_after_ctrl_c(pair: Pair, tmp_path: Path) -> None:
    pour(pair.ana, pair.folder, [pair.rate, pair.calls], MANY)
    eva = tmp_path / "eva"
    for data, words, done in (
        (pair.data, ["sync"], "changes received"),
        (eva, ["join", str(pair.folder), "--me", "Eva Lind <eva@example.org>"], "joined"),
    ):
        with Terminal([*OKRTUI, *words], SIZE, environment(data), ROOT) as terminal:
            terminal.wait_for(re.compile(r"receiving +\[#+-+\] +[1-9][0-9]?%"), PATIENCE)
            terminal.keys("ctrl+c")
            assert terminal.wait(PATIENCE) == 130
            assert "what has come is kept; the same command goes on with the rest" in "\n".join(terminal.text)
        kept = len(list((data / pair.ana.config.workspace / SEGMENTS).iterdir()))
        assert 0 < kept < MANY
        with Terminal([*OKRTUI, *words], SIZE, environment(data), ROOT) as terminal:
            assert terminal.wait(2 * PATIENCE) == 0
            assert done in "\n".join(terminal.text)
        assert len(list((data / pair.ana.config.workspace / SEGMENTS).iterdir())) > MANY
