"""Two people, each with okrtui open in a terminal: what one says, the other sees, and is not disturbed by it."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest

from okrtui.demo.build import build_demo
from okrtui.storage.clock import milliseconds
from okrtui.workspace.founding import join_workspace, open_workspace
from okrtui.workspace.moment import Moment
from tests.conftest import ROOT
from tests.terminal import Terminal

pytestmark = pytest.mark.terminal

NOW = "2026-10-05T09:00"
MOMENT = Moment(clock=lambda: milliseconds(NOW))
OKRTUI = [sys.executable, "-m", "okrtui"]
KEY_RESULT = "New client conversion from partner leads to 10 %"
VALUE, SHOWN = "8.9", re.compile("New client conv.* 45%")
"""From 8 to 10 %, 8.9 is 45 % of the way."""
OTHER_OBJECTIVE = "O Improve sales"
WALL = (110, 60)
"""Narrower than what opens a second pane, and high enough for a whole department."""
PATIENCE = 30.0


class Team(NamedTuple):
    """The data directories of Ana and of a colleague in her team."""

    ana: Path
    colleague: Path


@pytest.fixture
def team(tmp_path: Path) -> Team:
    """Ana's example company, joined by someone of her team."""
    demo = build_demo(tmp_path, today=date.fromisoformat(NOW[:10]))
    company = open_workspace(demo.data, None, moment=MOMENT)
    [unit] = company.company.units_of(company.person)
    person = next(each for each in company.company.members(unit.id) if each.id != company.person)
    data = tmp_path / "colleague"
    joined = join_workspace(data, demo.shared, f"{person.name} <{person.email}>", moment=MOMENT)
    assert joined.person == person.id
    joined.close()
    return Team(demo.data, data)


@pytest.fixture
def apps(team: Team) -> Iterator[tuple[Terminal, Terminal]]:
    """Ana's okrtui and her colleague's, both in step."""
    with ExitStack() as stack:
        both = [stack.enter_context(Terminal(OKRTUI, WALL, environment(data), ROOT)) for data in team]
        for terminal in both:
            terminal.wait_for("in step", PATIENCE)
            terminal.wait_for("Due this week", PATIENCE)
        yield both[0], both[1]


def environment(data: Path) -> dict[str, str | None]:
    return {"OKRTUI_DATA_DIR": str(data), "OKRTUI_NOW": NOW}


def look_around(terminal: Terminal) -> None:
    """Unfold the Cascade, fold one objective of Ana's team near its end, and leave the cursor there."""
    terminal.keys("2")
    terminal.wait_for(under_cursor("▾ Northwind"), PATIENCE)
    terminal.keys("Z")
    terminal.wait_for("▾ O Lead the industry", PATIENCE)
    terminal.keys("G")
    terminal.wait_for("New client conv", PATIENCE)
    while not under_cursor(f"▾ {OTHER_OBJECTIVE}").search("\n".join(terminal.text)):
        terminal.keys("k")
        terminal.settle()
    terminal.keys("space")
    terminal.wait_for(under_cursor(f"▸ {OTHER_OBJECTIVE}"), PATIENCE)
    terminal.settle()


def under_cursor(text: str) -> re.Pattern[str]:
    return re.compile(f"^▌ *{text}", re.MULTILINE)


def outline(terminal: Terminal) -> list[str]:
    """Cursor, folds and titles of the list, line by line."""
    return [row[:36] for row in terminal.text[3:-1]]


def test_a_value_entered_in_one_app_shows_in_the_other(apps: tuple[Terminal, Terminal]) -> None:
    ana, colleague = apps
    look_around(colleague)
    before = outline(colleague)

    ana.wait_for(under_cursor(" KR New client conv"), PATIENCE)
    ana.keys("c")
    ana.wait_for(KEY_RESULT, PATIENCE)
    ana.type(VALUE)
    ana.wait_for(f"[ {VALUE} ", PATIENCE)
    ana.keys("enter")
    ana.wait_for("one key; enter keeps", PATIENCE)
    ana.type("7")
    ana.wait_for("Done this week", PATIENCE)

    colleague.wait_for(SHOWN, PATIENCE)
    colleague.settle()
    assert outline(colleague) == before


def test_a_command_shows_in_ones_own_app_and_in_the_other(team: Team, apps: tuple[Terminal, Terminal]) -> None:
    for terminal in apps:
        look_around(terminal)
    before = [outline(terminal) for terminal in apps]

    command = [*OKRTUI, "checkin", KEY_RESULT, VALUE, "-c", "7"]
    own = {name: value for name, value in environment(team.ana).items() if value is not None}
    subprocess.run(command, cwd=ROOT, env={**os.environ, **own}, stdout=subprocess.DEVNULL, check=True)

    for terminal in apps:
        terminal.wait_for(SHOWN, PATIENCE)
        terminal.settle()
    assert [outline(terminal) for terminal in apps] == before


def test_who_is_named_in_a_comment_is_told_and_finds_it_in_their_week(apps: tuple[Terminal, Terminal]) -> None:
    """Ana is looking around, and goes to it by two keys; her colleague has pressed four besides what was written."""
    ana, colleague = apps
    look_around(ana)
    before = outline(ana)
    keys = ana.presses

    colleague.keys("@")
    colleague.wait_for("Comment on key result", PATIENCE)
    colleague.type("@ana ru")
    colleague.wait_for("[Ana Ruiz]", PATIENCE)
    colleague.keys("tab")
    colleague.type("is this right?")
    colleague.wait_for("@Ana Ruiz is this right?", PATIENCE)
    colleague.keys("enter")
    colleague.wait_for("Commented on", PATIENCE)

    ana.wait_for(re.compile("named you on .*@Ana Ruiz is this right\\?.* 1 My week"), PATIENCE)
    ana.settle()
    assert outline(ana) == before
    ana.keys("1")
    ana.wait_for(re.compile("^ For you +4$", re.MULTILINE), PATIENCE)
    assert ana.presses == keys + 1
    while not under_cursor(" .*named you on").search("\n".join(ana.text)):
        ana.keys("j")
        ana.settle()
    ana.keys("enter")
    ana.wait_for(under_cursor("."), PATIENCE)
    ana.wait_for("     @Ana Ruiz is this right?", PATIENCE)
    ana.keys("escape")
    ana.wait_for("For you", PATIENCE)
    ana.keys("x")
    ana.wait_for(re.compile("^ For you +3$", re.MULTILINE), PATIENCE)
