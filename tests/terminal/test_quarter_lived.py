"""One person lives a quarter by keys: plan, thirteen check-ins, three months, score, close, carry over, plan on."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from okrtui.okr.kinds import CycleStatus, Disposition
from okrtui.storage.clock import milliseconds
from okrtui.workspace.founding import init_workspace, open_workspace
from okrtui.workspace.moment import Moment
from okrtui.workspace.scores import scores_of
from okrtui.workspace.workspace import Workspace
from tests.terminal import Terminal

pytestmark = pytest.mark.terminal

OKRTUI = [sys.executable, "-m", "okrtui"]
PATIENCE = 30.0
FIRST_FRIDAY = date(2026, 10, 2)
WEEKS = 13
SCORING_KEYS = 15
"""What may be pressed from Reviews on to score, and agree on, an objective of this size."""


class Life:
    """A person, and the days that pass."""

    def __init__(self, root: Path) -> None:
        self.data = root / "data"
        self.folder = root / "shared"
        self.folder.mkdir()
        init_workspace(
            self.data, self.folder, "Borealis", "Ana Ruiz <ana@example.org>", moment=moment("2026-09-24T09:00")
        ).close()

    @contextmanager
    def at(self, now: str, *arguments: str) -> Iterator[Terminal]:
        """okrtui on a day; it ends with the block."""
        env = {"OKRTUI_DATA_DIR": str(self.data), "OKRTUI_NOW": now}
        with Terminal([*OKRTUI, *arguments], (100, 34), env) as terminal:
            yield terminal
            if not arguments:
                terminal.keys("q")
            assert terminal.wait(PATIENCE) == 0

    def look(self, now: str) -> Workspace:
        """The workspace, read from the disk."""
        return open_workspace(self.data, None, moment=moment(now))

    def said(self, now: str, *arguments: str) -> str:
        """What a command says."""
        env = {"OKRTUI_DATA_DIR": str(self.data), "OKRTUI_NOW": now, "PATH": "", "HOME": str(self.data.parent)}
        done = subprocess.run([*OKRTUI, *arguments], env=env, capture_output=True, text=True, check=False)
        assert done.returncode in (0, 1), done.stderr
        return done.stdout


def moment(now: str) -> Moment:
    """A moment that stands still."""
    return Moment(clock=lambda: milliseconds(now))


def see(terminal: Terminal, text: str | re.Pattern[str]) -> None:
    terminal.wait_for(text, PATIENCE)


def plan(life: Life) -> None:
    """The next quarter, made and agreed on; then it begins."""
    with life.at("2026-09-24T09:00") as terminal:
        see(terminal, "in step")
        terminal.keys("4")
        see(terminal, "Nobody has begun to plan 2026-Q4")
        terminal.keys("C")
        see(terminal, "2026-Q4 can be planned")
        terminal.keys("n")
        see(terminal, "1 KEY POINTS")
        terminal.keys("pagedown", "pagedown")
        see(terminal, "3 OBJECTIVE")
        terminal.type("Win back the clients we lost")
        terminal.keys("pagedown", "pagedown")
        see(terminal, "5 KEY RESULTS")
        terminal.type("Clients who came back from 0 to 26 clients")
        terminal.keys("ctrl+s")
        see(terminal, re.compile("O Win back the clients we lost.* draft "))
        terminal.keys("a")
        see(terminal, re.compile("O Win back the clients we lost.* agreed "))
    with life.at("2026-10-01T09:00") as terminal:
        see(terminal, "in step")
        terminal.keys("4", "B")
        see(terminal, "Begin 2026-Q4?")
        terminal.keys("b")
        see(terminal, "2026-Q4 has begun: 1 objective active")


def check_in(life: Life, day: date, value: int) -> None:
    """A week in three key presses and the value."""
    with life.at(f"{day}T15:00", "checkin") as terminal:
        see(terminal, "1 of 1")
        terminal.type(str(value))
        terminal.keys("enter", "7")
        if value < 26 and not terminal_ends(terminal):
            terminal.keys("enter")  # what now? keep going


def terminal_ends(terminal: Terminal) -> bool:
    """Whether the wizard is done, or asks what to do about a key result that is off track."""
    terminal.wait_for(re.compile("Checked in (all )?1|What now"), PATIENCE)
    return any("What now" not in row and "Checked in 1" in row for row in terminal.text)


def hold_month(life: Life, now: str, decision: str) -> None:
    """A month looked back on, and what is decided."""
    with life.at(now) as terminal:
        see(terminal, "in step")
        terminal.keys("6", "t")
        see(terminal, "not written yet")
        terminal.keys("r")
        see(terminal, "Bottlenecks")
        terminal.keys("tab", "tab")
        terminal.type(decision)
        terminal.keys("ctrl+s")
        see(terminal, "Saved: Monthly review")


def end(life: Life, now: str) -> None:
    """Scored, agreed, looked back on, closed, carried over, planned on."""
    with life.at(now) as terminal:
        see(terminal, "in step")
        terminal.keys("6")
        see(terminal, "Quarter")
        before = terminal.presses
        terminal.keys("s")
        see(terminal, "1 for you")
        terminal.keys("s")
        see(terminal, "one key; enter takes 0.92")
        terminal.keys("9")
        see(terminal, "Agree")
        terminal.keys("c", "enter", "enter")
        see(terminal, "agreed on 1 score")
        assert terminal.presses - before <= SCORING_KEYS
        terminal.keys("r")
        see(terminal, "not written yet")
        terminal.keys("r")
        see(terminal, "What worked")
        terminal.type("The first call came from me")
        terminal.keys(*["tab"] * 4)
        terminal.type("Name who solves a blocker")
        terminal.keys("ctrl+s")
        see(terminal, "Saved: Quarterly review")
        terminal.keys("s")
        see(terminal, "1 of 1 scores agreed")
        terminal.keys("C")
        see(terminal, "A cycle is closed for everyone")
        terminal.keys("C")
        see(terminal, "Close 2026-Q4?")
        terminal.keys("c")
        see(terminal, "2026-Q4 is closed: 1 objective")
        terminal.keys("O")
        see(terminal, "Carry over from 2026-Q4 to 2027-Q1")
        terminal.keys("enter")
        see(terminal, "1 key result in 2027-Q1, as drafts")
        terminal.keys("4")
        see(terminal, re.compile("O Win back the clients we lost.* draft "))
        see(terminal, "To do better, from the last review (1)")
        see(terminal, "Name who solves a blocker")


def test_a_quarter_by_keys(tmp_path: Path) -> None:
    life = Life(tmp_path)
    plan(life)
    for week in range(WEEKS):
        check_in(life, FIRST_FRIDAY + timedelta(weeks=week), 2 * week)
        if week in (4, 8):
            hold_month(life, f"{FIRST_FRIDAY + timedelta(weeks=week, days=4)}T09:00", "Ana calls the ten largest")
    hold_month(life, "2027-01-04T09:00", "Fewer reports")
    end(life, "2027-01-05T09:00")

    now = "2027-01-05T10:00"
    workspace = life.look(now)
    company = workspace.company
    [cycle] = [each for each in company.cycles() if each.name == "2026-Q4"]
    assert cycle.status is CycleStatus.CLOSED
    [objective] = company.pointing("objective", "cycle", cycle.id)
    [key_result] = company.key_results_of(objective)
    assert len(company.check_ins_of(key_result.id)) == WEEKS
    agreed = scores_of(workspace, key_result.id).agreed
    assert agreed is not None
    assert (str(agreed.shown), agreed.disposition) == ("0.90", Disposition.CARRIED_OVER)
    [again] = [company.key_result(id) for id in company.pointing("key_result", "carried_from", key_result.id)]
    assert again is not None
    figures = (again.start, again.target)
    assert figures == (Decimal(24), Decimal(26)), "it starts where it stood, and its target is still ahead"
    months = [company.fields("review", id) or {} for id, _ in company.live("review")]
    assert sorted(str(each["kind"]) for each in months) == ["monthly", "monthly", "monthly", "quarterly"]
    workspace.close()
    found = json.loads(life.said(now, "lint", "--json"))
    assert not [each["id"] for each in found["findings"] if each["id"].startswith("REVIEW")]
    checked = json.loads(life.said(now, "doctor", "--json"))
    assert (checked["bad_files"], checked["damage"], checked["missing"]) == ({}, [], 0), "every line verifies"
