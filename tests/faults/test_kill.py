"""Whenever a process is killed: what it has confirmed is there, every line verifies, and nothing is half done."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from okrtui.storage.check import check_folder
from okrtui.workspace.edits import New, create
from okrtui.workspace.founding import init_workspace, open_workspace
from tests.conftest import ROOT
from tests.faults.conftest import Pace
from tests.faults.oracle import Proof

Prove = Callable[[str], Proof]

START_UP = 0.5
"""Seconds within which a process has surely begun to work, even on a busy machine it is about that."""
ACT = 0.02
"""Seconds of some acts."""


class Desk:
    """A workspace with one key result, and all that was confirmed in it, whatever happened then."""

    def __init__(self, place: Path) -> None:
        self.data = place / "data"
        workspace = init_workspace(self.data, place / "shared", "Northwind", "Ana Ruiz <ana@example.org>")
        with workspace.lock:
            unit = workspace.company.child_units(None)[0].id
            cycle = workspace.company.cycles()[0].id
        objective = create(workspace, New("objective", {"title": "Improve sales", "unit": unit, "cycle": cycle})).ids[0]
        fields = {"objective": objective, "title": "Clients", "metric": "increase", "start": 0, "target": 1_000_000}
        self.key_result = create(workspace, New("key_result", fields)).ids[0]
        workspace.meet()
        workspace.close()
        self.confirmed: dict[str, float] = {}
        self.lines: set[str] = set()
        self.kills = 0

    def work_until_killed(self, rng: Random) -> None:
        """Let someone work, kill them, most often amid work and not before it, and note what was confirmed."""
        command = [sys.executable, "-m", "tests.faults.busy", str(self.data), self.key_result, str(rng.random())]
        with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout is not None
            said = []
            if rng.random() < 0.2:
                time.sleep(rng.uniform(0, START_UP))
            else:
                said = [process.stdout.readline() for _ in range(rng.randint(1, 10))]
                time.sleep(rng.uniform(0, ACT))
            process.kill()
            said += process.stdout.readlines()
        assert process.returncode == -signal.SIGKILL
        for line in said:
            id, value, h = line.split()
            self.confirmed[id] = float(value)
            self.lines.add(h)
        self.kills += 1

    def command_killed(self, value: int, delay: float) -> None:
        """Check in with the real command, killed after a delay; a check-in that it prints is confirmed."""
        arguments = ["checkin", self.key_result, str(value), "--json"]
        environment = {**os.environ, "OKRTUI_DATA_DIR": str(self.data)}
        with subprocess.Popen(
            [sys.executable, "-m", "okrtui", *arguments],
            cwd=ROOT,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        ) as process:
            try:
                said, complaint = process.communicate(timeout=delay)
            except subprocess.TimeoutExpired:
                process.kill()
                said, complaint = process.communicate()
        assert process.returncode in (0, -signal.SIGKILL), complaint
        if said:
            self.confirmed[json.loads(said)["id"]] = value
        self.kills += 1

    def check(self, proof: Proof, faults: int = 1) -> None:
        """Open the workspace anew and compare: with what was confirmed, and with what the lines alone make."""
        workspace = open_workspace(self.data, None)
        found = {each.id: each.value for each in workspace.company.check_ins_of(self.key_result)}
        assert {id: found.get(id) for id in self.confirmed} == self.confirmed
        assert len(found) <= len(self.confirmed) + self.kills  # a kill may fall between the journal and the word
        self.lines.update(*(workspace.state.heads("check_in", id, "value") for id in self.confirmed))
        key = workspace.config.workspace
        proof.holds(workspace.home, self.lines, faults=faults, live=workspace.replica, workspace=key)
        assert check_folder(workspace.folder, key) == []


@pytest.fixture
def desk(place: Path) -> Desk:
    """A workspace in which nobody has checked in yet."""
    return Desk(place)


@pytest.mark.parametrize("seed", range(6))
def test_a_process_that_is_killed_at_any_moment(place: Path, prove: Prove, pace: Pace, seed: int) -> None:
    """Over and over in the same workspaces, amid appending, sealing, pushing and writing the snapshot."""
    proof, rng = prove("kill -9 at any moment"), Random(seed)
    for number in range(pace.times(1, 5)):
        desk = Desk(place / str(number))
        for _ in range(pace.times(4, 30)):
            desk.work_until_killed(rng)
            desk.check(proof)
        assert desk.confirmed


def test_a_command_that_is_killed_at_any_moment(desk: Desk, prove: Prove, pace: Pace) -> None:
    """`okrtui checkin`; the first comes to its end, and the last word is the doctor's."""
    proof = prove("kill -9 at any moment")
    desk.command_killed(1, 60)
    assert desk.confirmed
    desk.check(proof, faults=0)
    rng = Random(2)
    for value in range(2, 2 + pace.times(8, 100)):
        desk.command_killed(value, rng.uniform(0, START_UP))
        desk.check(proof)
    environment = {**os.environ, "OKRTUI_DATA_DIR": str(desk.data)}
    subprocess.run([sys.executable, "-m", "okrtui", "doctor"], cwd=ROOT, env=environment, check=True)
