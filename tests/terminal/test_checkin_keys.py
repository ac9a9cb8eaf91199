"""The check-in wizard in a real terminal: a week in a few key presses, bursts of keys, and a sudden end."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from okrtui.workspace.founding import open_workspace
from tests.screens.checkin_world import World
from tests.terminal import Terminal

pytestmark = pytest.mark.terminal

COMMAND = [sys.executable, "-m", "okrtui", "checkin"]
NOW = "2026-11-20T09:41"


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World(tmp_path)


def wizard(world: World, size: tuple[int, int] = (80, 24), **env: str | None) -> Terminal:
    """The wizard of a world that is closed: from here on only the program writes."""
    world.workspace.close()
    return Terminal(COMMAND, size, {"OKRTUI_NOW": NOW, "OKRTUI_DATA_DIR": str(world.data), **env})


def values(world: World, key_result: str) -> list[object]:
    """The values of all its check-ins, read anew from the disk."""
    workspace = open_workspace(world.data, None)
    return [check_in.value for check_in in workspace.company.check_ins_of(key_result)]


def test_a_week_of_four_key_results_in_twelve_presses(world: World) -> None:
    rate, calls, pipeline, response = world.close_rate(), world.calls(), world.pipeline(), world.response()
    with wizard(world) as terminal:
        terminal.wait_for("1 of 4")
        for number, (value, sure) in enumerate((("8", "4"), ("24.5", "5"), ("5.2", "9"), ("640k", "x")), 1):
            terminal.wait_for(f"{number} of 4")
            terminal.type(value)
            terminal.keys("enter", sure)
            if number == 1:  # the only one that stays off track
                terminal.wait_for("What now?")
                terminal.keys("enter")
        assert terminal.wait() == 0
        assert terminal.presses == 9
        said = " ".join(" ".join(terminal.text).split())
        assert "Checked in all 4 key results." in said
        assert "Close rate to 27 %: 24 % → 24.5 % (attention → on track)" in said
    assert [values(world, each)[-1] for each in (rate, calls, pipeline, response)] == [24.5, 5.2, 640_000, 8]


def test_keys_that_come_in_one_burst_land_where_they_belong(world: World) -> None:
    rate, calls = world.close_rate(), world.calls()
    with wizard(world) as terminal:
        terminal.wait_for("1 of 2")
        terminal.type("25.5\ro5 signatures, 7 more?\ra3\r7" + "5.5\r9")
        assert terminal.wait() == 0
    workspace = open_workspace(world.data, None)
    fields = workspace.company.fields("check_in", workspace.company.check_ins_of(rate)[-1].id) or {}
    assert (fields["value"], fields["confidence"]) == (25.5, 7)
    assert (fields["note"], fields["achievement"]) == ("5 signatures, 7 more?", "3")
    last = workspace.company.check_ins_of(calls)[-1]
    assert (last.value, last.confidence) == (5.5, 9)


def test_a_burst_goes_back_and_edits(world: World) -> None:
    rate, calls = world.close_rate(), world.calls()
    with wizard(world) as terminal:
        terminal.wait_for("1 of 2")
        terminal.type("25.5\r7" + "\x1b[Z" + "26\r8" + "5.5\r9")
        assert terminal.wait() == 0
    assert values(world, rate) == [22.5, 23, 24, 26]
    assert values(world, calls) == [5, 5.5]


def test_what_is_checked_in_survives_a_sudden_end(world: World) -> None:
    rate, calls = world.close_rate(), world.calls()
    with wizard(world) as terminal:
        terminal.wait_for("1 of 2")
        terminal.type("25.5\r7")
        terminal.wait_for("Checked in 25.5 %")
        terminal.kill()
        terminal.wait()
    assert values(world, rate)[-1] == 25.5
    with wizard(world) as terminal:
        terminal.wait_for("Six calls per rep and week")
        terminal.wait_for("1 of 1")
    assert values(world, calls) == [5]


def test_text_of_every_kind_is_typed_and_kept(world: World) -> None:
    text = "Größe 新製品 👩‍👩‍👧 ok?"
    rate = world.close_rate()
    with wizard(world, COLORTERM=None) as terminal:
        terminal.wait_for("1 of 1")
        terminal.type(f"o{text}\r")
        terminal.wait_for("Größe 新製品")
        terminal.keys("enter", "7", "enter")
        assert terminal.wait() == 0
    workspace = open_workspace(world.data, None)
    assert workspace.company.check_ins_of(rate)[-1].note == text


def test_escape_ends_it_with_a_word(world: World) -> None:
    world.close_rate(), world.calls()
    with wizard(world) as terminal:
        terminal.wait_for("1 of 2")
        terminal.keys("escape")
        assert terminal.wait() == 0
        assert any("Checked in 0 of 2 key results, 2 are left." in row for row in terminal.text)


def test_a_week_with_a_note_and_a_blocker_in_twenty_presses(world: World) -> None:
    rate, calls, pipeline, response = world.close_rate(), world.calls(), world.pipeline(), world.response()
    with wizard(world) as terminal:
        terminal.wait_for("1 of 4")
        terminal.type("8")
        terminal.keys("enter", "4")
        terminal.wait_for("What now?")
        terminal.keys("b")
        terminal.type("no demo account")
        terminal.keys("enter", "enter")
        terminal.wait_for("Blocker raised, for Ana Ruiz")
        terminal.keys("enter")
        terminal.wait_for("2 of 4")
        terminal.keys("o")
        terminal.type("a good week")
        terminal.keys("enter")
        for number, (value, sure) in enumerate((("24.5", "5"), ("5.2", "9"), ("640k", "x")), 2):
            terminal.wait_for(f"{number} of 4")
            terminal.type(value)
            terminal.keys("enter", sure)
        assert terminal.wait() == 0
        assert terminal.presses <= 20
    assert [values(world, each)[-1] for each in (rate, calls, pipeline, response)] == [24.5, 5.2, 640_000, 8]
    workspace = open_workspace(world.data, None)
    assert [fields["description"] for _, fields in workspace.company.live("blocker")] == ["no demo account"]


def test_last_weeks_step_another_day_and_the_history(world: World) -> None:
    rate = world.lively()
    with wizard(world) as terminal:
        terminal.wait_for("1 of 1")
        terminal.wait_for("d done")
        terminal.keys("d")
        terminal.wait_for("d not yet")
        terminal.keys("D")
        terminal.type("yesterday")
        terminal.keys("enter")
        terminal.wait_for("Check-in for 19 Nov")
        terminal.type("25.")
        terminal.keys("h")
        terminal.wait_for("History of Close rate to 27 %")
        terminal.keys("escape")
        terminal.wait_for("[ 25.")
        terminal.type("5\r7")
        assert terminal.wait() == 0
    workspace = open_workspace(world.data, None)
    last = workspace.company.check_ins_of(rate)[-1]
    assert (str(last.date), last.value) == ("2026-11-19", 25.5)
    steps = [fields for _, fields in workspace.company.live("check_in") if fields.get("next_step")]
    assert [fields.get("next_step_done") for fields in steps] == [True]


def test_a_dumb_terminal_is_asked_line_by_line(world: World) -> None:
    rate, calls = world.close_rate(), world.calls()
    with wizard(world, TERM="dumb") as terminal:
        for answer in ("25.5\r", "\r", "a good week\r", "\r", "9\r", "\r"):
            terminal.type(answer)
        assert terminal.wait() == 0
        assert "Checked in all 2 key results." in terminal.text
        assert b"\x1b" not in terminal.raw
    workspace = open_workspace(world.data, None)
    first, second = (workspace.company.check_ins_of(each)[-1] for each in (rate, calls))
    assert (first.value, first.confidence, first.note) == (25.5, 6, "a good week")
    assert (second.value, second.confidence) == (5, 9)


def test_through_a_pipe_it_is_the_same(world: World) -> None:
    rate, calls = world.close_rate(), world.calls()
    world.workspace.close()
    environment = {**os.environ, "OKRTUI_NOW": NOW, "OKRTUI_DATA_DIR": str(world.data)}
    answers = "25.5\n7\n\n+0.5\n8\nthree more\n"
    done = subprocess.run(COMMAND, input=answers, env=environment, capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.endswith("Checked in all 2 key results.\n")
    lines = '"Close rate" 26 8\nnobody 3\nSix 5.7\n'
    script = subprocess.run(
        [*COMMAND, "--stdin"], input=lines, env=environment, capture_output=True, text=True, timeout=60
    )
    assert script.returncode == 2
    assert script.stderr.startswith("okrtui: line 2: no key result is called 'nobody'")
    assert values(world, rate)[-2:] == [25.5, 26]
    assert values(world, calls)[-2:] == [5.5, 5.7]
