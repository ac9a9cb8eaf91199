"""Whenever a process is killed: what it has confirmed is there, every line verifies, and nothing is half done."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from random import Random

import pytest

from okrtui.storage.check import check_folder, check_replica, same
from okrtui.workspace.edits import New, create
from okrtui.workspace.founding import init_workspace, open_workspace
from tests.conftest import ROOT

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
        self.kills = 0

    def work_until_killed(self, rng: Random) -> int:
        """Let someone work, kill them, and note what was confirmed; how many check-ins that were."""
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
        before = len(self.confirmed)
        for line in said:
            id, value = line.split()
            self.confirmed[id] = float(value)
        self.kills += 1
        return len(self.confirmed) - before

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

    def check(self) -> None:
        """Open the workspace anew and compare: with what was confirmed, and with what the lines alone make."""
        workspace = open_workspace(self.data, None)
        found = {each.id: each.value for each in workspace.company.check_ins_of(self.key_result)}
        assert {id: found.get(id) for id in self.confirmed} == self.confirmed
        assert len(found) <= len(self.confirmed) + self.kills  # a kill may fall between the journal and the word
        rebuilt = check_replica(workspace.home, workspace.config.workspace)
        assert rebuilt.damage == {}
        assert same(workspace.replica.state, rebuilt.state)
        assert check_folder(workspace.folder, workspace.config.workspace) == {}


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A workspace in which nobody has checked in yet."""
    return Desk(tmp_path)


def kill_often(desk: Desk, times: int, rng: Random) -> None:
    """Kill a worker, and check, over and over on the same workspace."""
    confirmed = 0
    for _ in range(times):
        confirmed += desk.work_until_killed(rng)
        desk.check()
    assert confirmed >= times  # most were killed amid work, not before it


def kill_commands(desk: Desk, delays: Sequence[float]) -> None:
    """Kill `okrtui checkin` after each delay, in seconds, and check; the last word is the doctor's."""
    for value, delay in enumerate(delays, 1):
        desk.command_killed(value, delay)
        desk.check()
    environment = {**os.environ, "OKRTUI_DATA_DIR": str(desk.data)}
    subprocess.run([sys.executable, "-m", "okrtui", "doctor"], cwd=ROOT, env=environment, check=True)


def test_fifty_kills_lose_nothing(desk: Desk) -> None:
    kill_often(desk, 50, Random(1))


def test_killed_commands_lose_nothing(desk: Desk) -> None:
    rng = Random(2)
    kill_commands(desk, [60, *(rng.uniform(0, START_UP) for _ in range(11))])


@pytest.mark.faults
@pytest.mark.parametrize("seed", range(10, 16))
def test_hundreds_of_kills_lose_nothing(desk: Desk, seed: int) -> None:
    kill_often(desk, 150, Random(seed))


@pytest.mark.faults
def test_a_hundred_killed_commands_lose_nothing(desk: Desk) -> None:
    rng = Random(3)
    kill_commands(desk, [rng.uniform(0, START_UP) for _ in range(100)])
