"""A whole Monday meeting by keys in a real terminal, from Reviews to the saved minutes; and a sudden end."""

import sys
import time
from pathlib import Path

import pytest

from okrtui.workspace.blockers import blockers_in
from okrtui.workspace.founding import open_workspace
from okrtui.workspace.next_steps import open_steps
from okrtui.workspace.workspace import Workspace
from tests.conftest import ROOT
from tests.screens.monday import Monday
from tests.terminal import Terminal

pytestmark = pytest.mark.terminal

NOW = "2026-11-23T09:00"
PATIENCE = 30.0
MEETING_KEYS = 30
"""What a meeting of three people and four key results may take, with all that is said in it, typed text not counted."""


@pytest.fixture
def monday(tmp_path: Path) -> Monday:
    found = Monday(tmp_path)
    found.ana.close()
    return found


def okrtui(monday: Monday) -> Terminal:
    env: dict[str, str | None] = {"OKRTUI_DATA_DIR": str(monday.data), "OKRTUI_NOW": NOW}
    return Terminal([sys.executable, "-m", "okrtui"], (80, 24), env, ROOT)


def enter(terminal: Terminal) -> None:
    """From My week into the meeting of Sales."""
    terminal.wait_for("in step", PATIENCE)
    terminal.keys("6")
    terminal.wait_for("Blockers", PATIENCE)
    terminal.keys("m", "w")
    terminal.wait_for("of 3 here", PATIENCE)


def held(monday: Monday) -> tuple[Workspace, dict[str, object]]:
    """The workspace read anew, and this week's minutes."""
    workspace = open_workspace(monday.data, None)
    reviews = [workspace.company.fields("review", id) or {} for id, _ in workspace.company.live("review")]
    return workspace, next((dict(each) for each in reviews if each.get("date") == NOW[:10]), {})


def wait_until_kept(monday: Monday, text: bytes) -> None:
    """Until a text is in the draft on the disk."""
    end = time.monotonic() + PATIENCE
    while not any(text in path.read_bytes() for path in monday.ana.home.glob("meeting-*.json")):
        assert time.monotonic() < end
        time.sleep(0.02)


def test_from_the_roster_to_the_saved_minutes(monday: Monday) -> None:
    with okrtui(monday) as terminal:
        enter(terminal)
        terminal.keys("A")
        terminal.wait_for("3 of 3 here", PATIENCE)
        terminal.keys("n", "n")
        terminal.wait_for("24 → 23.5 % of 27 %", PATIENCE)
        terminal.keys("t")
        terminal.wait_for("Decision: Close rate", PATIENCE)
        terminal.type("Ask Legal once more")
        terminal.keys("enter")
        terminal.wait_for("decision    Ask Legal once more", PATIENCE)
        terminal.keys("j", "j", "c")  # for whom nobody has checked in
        terminal.wait_for("from 3 calls", PATIENCE)
        terminal.keys("enter", "7")
        terminal.wait_for("4 of 4 in", PATIENCE)
        terminal.keys("b")
        terminal.wait_for("What is in the way", PATIENCE)
        terminal.type("No phones")
        terminal.keys("enter")
        terminal.wait_for("Who takes it out of the way", PATIENCE)
        terminal.type("Ben")
        terminal.keys("enter")
        terminal.wait_for("2 open", PATIENCE)
        terminal.keys("n", "d")
        terminal.wait_for("1 of 1 done", PATIENCE)
        terminal.keys("n", "b")
        terminal.wait_for("What becomes of", PATIENCE)
        terminal.keys("s")
        terminal.wait_for("How was", PATIENCE)
        terminal.type("They answered")
        terminal.keys("enter")
        terminal.wait_for("1 open", PATIENCE)
        terminal.keys("g", "j", "K")
        terminal.wait_for("Whom do you thank", PATIENCE)
        terminal.keys("enter")
        terminal.wait_for("What do you thank Eva Lind for", PATIENCE)
        terminal.type("For the portal")
        terminal.keys("enter")
        terminal.wait_for("Thanked Eva Lind", PATIENCE)
        terminal.keys("ctrl+s")
        terminal.wait_for("Minutes saved, 3 people present", PATIENCE)
        terminal.keys("escape")
        terminal.wait_for("✓ 23 Nov", PATIENCE)
        terminal.keys("q")
        assert terminal.wait(PATIENCE) == 0
        assert terminal.presses <= MEETING_KEYS
    workspace, minutes = held(monday)
    assert (minutes["decisions"], len(minutes["present"])) == ("Close rate to 27 %: Ask Legal once more", 3)  # type: ignore[arg-type]
    assert open_steps(workspace, [monday.rate]) == []
    assert [(each.description, each.solver_name) for each in blockers_in(workspace, monday.sales)] == [
        ("No phones", "Ben Okafor")
    ]
    assert len(list(workspace.company.live("recognition"))) == 2


def test_what_was_typed_survives_a_sudden_end(monday: Monday) -> None:
    with okrtui(monday) as terminal:
        enter(terminal)
        terminal.keys("space", "n", "n", "t")
        terminal.wait_for("Decision: Close rate", PATIENCE)
        terminal.type("Ask Legal once more")
        terminal.keys("enter")
        terminal.wait_for("decision    Ask Legal once more", PATIENCE)
        wait_until_kept(monday, b"Ask Legal")
        terminal.kill()
        terminal.wait()
    assert held(monday)[1] == {}
    with okrtui(monday) as terminal:
        enter(terminal)
        terminal.wait_for("1 of 3 here", PATIENCE)
        terminal.keys("ctrl+s")
        terminal.wait_for("Minutes saved, 1 person present", PATIENCE)
    assert held(monday)[1]["decisions"] == "Close rate to 27 %: Ask Legal once more"
