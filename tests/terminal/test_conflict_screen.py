"""Two people edit the same things while the folder is away; one of them then chooses by keys, and both are in step."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from okrtui.storage.clock import milliseconds
from okrtui.workspace.conflicts import conflicts
from okrtui.workspace.deleting import delete
from okrtui.workspace.edits import New, change, create
from okrtui.workspace.forms import open_form
from okrtui.workspace.founding import init_workspace, join_workspace
from okrtui.workspace.moment import Moment
from okrtui.workspace.workspace import Workspace
from tests.conftest import ROOT
from tests.terminal import Terminal

pytestmark = pytest.mark.terminal

NOW = "2026-10-05T09:00"
MOMENT = Moment(clock=lambda: milliseconds(NOW))
OKRTUI = [sys.executable, "-m", "okrtui"]
PATIENCE = 30.0


class Office:
    """Ana's replica and Ben's, of one small company, with a folder that can be taken away."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.folder = root / "shared"
        self.ana = init_workspace(root / "ana", self.folder, "Northwind", "Ana Ruiz <ana@example.org>", moment=MOMENT)
        unit = self.ana.company.child_units(None)[0].id
        cycle = self.ana.company.cycles()[0].id
        own = {"unit": unit, "cycle": cycle, "owner": self.ana.person}
        (self.objective,) = create(self.ana, New("objective", {"title": "Sell", **own})).ids
        self.rate, self.calls = create(
            self.ana,
            New("key_result", {"objective": self.objective, "title": "Close rate", "start": 0, "target": 27}),
            New("key_result", {"objective": self.objective, "title": "Calls", "start": 0, "target": 6}),
        ).ids
        self.ana.meet()
        self.ben = join_workspace(root / "ben", self.folder, "Ben Okafor <ben@example.org>", moment=MOMENT)
        self.ana.meet()
        self.ben.meet()

    def edit(self, workspace: Workspace, kind: str, id: str, field: str, value: object) -> None:
        """Change a field as a form does."""
        change(workspace, open_form(workspace, kind, id), {field: value})

    def meet(self) -> None:
        """The folder is there, and everyone meets everyone."""
        for workspace in (self.ana, self.ben, self.ana, self.ben):
            workspace.meet()

    def environment(self, who: str) -> dict[str, str | None]:
        return {"OKRTUI_DATA_DIR": str(self.root / who), "OKRTUI_NOW": NOW}

    def state_hash(self, who: str) -> str:
        """What `okrtui doctor` says the replica stands at."""
        own = {name: value for name, value in self.environment(who).items() if value is not None}
        command = [*OKRTUI, "sync"], [*OKRTUI, "doctor", "--json"]
        for each in command:
            said = subprocess.run(each, cwd=ROOT, env={**os.environ, **own}, capture_output=True, check=True).stdout
        found: str = json.loads(said)["state_hash"]
        return found


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """Where both have edited without seeing each other's, and have met since."""
    office = Office(tmp_path)
    away = tmp_path / "away"
    office.folder.rename(away)
    office.edit(office.ana, "objective", office.objective, "title", "Sell more")
    office.edit(office.ana, "key_result", office.rate, "target", 30)
    office.edit(office.ana, "key_result", office.calls, "target", 8)
    office.edit(office.ben, "objective", office.objective, "title", "Sell better")
    office.edit(office.ben, "key_result", office.rate, "target", 33)
    delete(office.ben, "key_result", office.calls)
    away.rename(office.folder)
    office.meet()
    assert len(conflicts(office.ana)) == len(conflicts(office.ben)) == 3
    for workspace in (office.ana, office.ben):
        workspace.close()
    return office


def test_conflicts_are_settled_by_keys_on_one_replica_and_both_are_in_step(office: Office) -> None:
    with Terminal(OKRTUI, (80, 24), office.environment("ana"), ROOT) as terminal:
        terminal.wait_for("3 conflicts", PATIENCE)
        terminal.keys("!")
        terminal.wait_for("! all conflicts", PATIENCE)
        terminal.keys("!")
        terminal.wait_for("Calls  deleted or not", PATIENCE)
        terminal.keys("g")
        terminal.keys("enter")
        terminal.wait_for("Ben Okafor deleted it; Ana Ruiz, who did not know, changed its target", PATIENCE)
        terminal.keys("2" if "2  it stays" in "\n".join(terminal.text) else "1")
        terminal.wait_for("It stays: Calls", PATIENCE)

        terminal.wait_for("before: 27", PATIENCE)
        terminal.keys("e")
        terminal.wait_for("Another value", PATIENCE)
        terminal.type("31")
        terminal.wait_for("31", PATIENCE)
        terminal.keys("ctrl+s")

        terminal.wait_for("before: Sell", PATIENCE)
        terminal.keys("m")
        terminal.wait_for("Sell more / Sell better", PATIENCE)
        terminal.keys("ctrl+u")
        terminal.type("Sell more, and better")
        terminal.wait_for("Sell more, and better", PATIENCE)
        terminal.keys("ctrl+s")
        terminal.wait_for("No conflicts", PATIENCE)
        terminal.wait_for("in step", PATIENCE)
        terminal.keys("q")
        assert terminal.wait(PATIENCE) == 0

    with Terminal(OKRTUI, (80, 24), office.environment("ben"), ROOT) as terminal:
        terminal.wait_for("in step", PATIENCE)
        terminal.keys("2")
        terminal.wait_for("all statuses", PATIENCE)
        terminal.keys("Z")
        terminal.wait_for("Sell more, and better", PATIENCE)
        terminal.wait_for("Calls", PATIENCE)
        terminal.wait_for("31", PATIENCE)
        terminal.keys("!")
        terminal.wait_for("No conflicts", PATIENCE)
        terminal.keys("q")
        assert terminal.wait(PATIENCE) == 0

    assert office.state_hash("ana") == office.state_hash("ben")
