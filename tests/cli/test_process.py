"""okrtui as a process: terminals, pipes, signals, encodings, help."""

import os
import subprocess
import sys
from pathlib import Path

import click
import ptyprocess
import pytest

from okrtui.cli.failure import failure_of
from okrtui.cli.group import COMMANDS
from okrtui.widgets.cells import width_of
from tests.cli.conftest import Person, Team

ROOT = Path(__file__).parents[2]
COMMAND = [sys.executable, "-m", "okrtui"]


def environment(person: Person, **more: str) -> dict[str, str]:
    return os.environ | {"OKRTUI_DATA_DIR": str(person.data), "OKRTUI_NOW": "2026-10-07T12:00"} | more


def on_terminal(person: Person, *args: str, columns: int, **more: str) -> str:
    """What a command prints on a terminal of some width."""
    terminal = ptyprocess.PtyProcess.spawn(
        [*COMMAND, *args], cwd=str(ROOT), env=environment(person, **more), dimensions=(24, columns)
    )
    said = b""
    while True:
        try:
            said += terminal.read()
        except EOFError:
            break
    assert terminal.wait() == 0, said
    return said.decode()


@pytest.mark.parametrize("columns", [50, 80, 140])
def test_a_tree_fits_the_terminal(ana: Person, sales: dict[str, str], columns: int) -> None:
    ana.run("set", sales["rate"], "title=" + "A very long title " * 12)
    said = on_terminal(ana, "tree", columns=columns, COLUMNS=str(columns), NO_COLOR="1")
    assert "\x1b" not in said
    lines = said.splitlines()
    assert len(lines) == 7
    assert all(len(line) <= columns for line in lines)


def test_a_comparison_fits_the_terminal(ana: Person) -> None:
    years = [str(year) for year in range(2017, 2025)]
    for year in years:
        cycle = ana.add("cycle", name=year, start=f"{year}-01-01", end=f"{year}-12-31", status="active")
        title = f"Wachsen {year} – 新規顧客も含む " + "and on " * 9
        objective = ana.add("objective", title=title, unit="Northwind", cycle=cycle, stage="active")
    for value in (0, 0.5, 1):
        kr = ana.add("kr", objective=objective, title=f"To {value}", start=0, target=1)
        ana.run("score", kr, value, "--as", "agreed", "--disposition", "dropped" if value < 1 else "achieved")
    for columns, blocks in ((40, 8), (80, 2), (140, 1)):
        said = on_terminal(ana, "compare", "Northwind", columns=columns, COLUMNS=str(columns), NO_COLOR="1")
        lines = said.splitlines()
        assert [line for line in lines if width_of(line) > columns] == []
        assert (
            f"{years[-1]} 1 objective: 1 closed short; 3 key results: 1 red, 1 yellow, 1 green; "
            "of these: 1 achieved, 2 dropped"
        ) in " ".join(said.split())
        assert lines.count("") == blocks
        assert [word for place, line in enumerate(lines) if not line for word in lines[place + 1].split()] == years
        assert [line[8:12] for line in lines if line.startswith("Wachsen")] == years


def test_colours_only_where_they_are_welcome(ana: Person, sales: dict[str, str]) -> None:
    assert "\x1b[" in on_terminal(ana, "tree", columns=100)
    assert "\x1b[" not in on_terminal(ana, "tree", columns=100, TERM="dumb")
    assert "\x1b[" not in ana.run("tree").out


def test_a_dumb_terminal_gets_words(ana: Person, team: Team) -> None:
    assert "sync         in step" in on_terminal(ana, columns=80, TERM="dumb")
    assert "Three ways in" in on_terminal(team.newcomer("eva"), columns=80, TERM="dumb")


def test_whoever_reads_the_output_may_stop_early(ana: Person, sales: dict[str, str]) -> None:
    with subprocess.Popen(
        [*COMMAND, "export"], cwd=ROOT, env=environment(ana), stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.close()
        assert running.stderr.read() == b""
        assert running.wait() == 141


@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_an_output_that_cannot_be_written_is_said(ana: Person, unbuffered: str) -> None:
    """In one line, whether Python writes at once or at the end."""
    own = environment(ana, PYTHONUNBUFFERED=unbuffered)
    with Path("/dev/full").open("w") as full:
        done = subprocess.run([*COMMAND, "status"], cwd=ROOT, env=own, stdout=full, stderr=subprocess.PIPE)
    assert done.returncode == 3
    assert done.stderr.decode() == "okrtui: no space left on device\n"


def test_a_poor_encoding_is_no_reason_to_fail(ana: Person, sales: dict[str, str]) -> None:
    ana.run("set", sales["rate"], "title=Größe – 李娜")
    poor = environment(ana, PYTHONIOENCODING="latin-1")
    done = subprocess.run([*COMMAND, "tree"], cwd=ROOT, env=poor, capture_output=True, check=True)
    assert "Größe ? ??" in done.stdout.decode("latin-1")


def test_interrupting_has_its_own_exit_code() -> None:
    assert failure_of(KeyboardInterrupt()).exit_code == 130
    assert failure_of(click.Abort()).exit_code == 130


def test_a_bug_is_one_line_with_its_place() -> None:
    try:
        raise RuntimeError("first\nsecond")
    except RuntimeError as error:
        failure = failure_of(error)
    assert failure.exit_code == 70
    assert failure.message.startswith("a bug in okrtui, at test_process.py:")
    assert "\n" not in failure.message


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_and_the_common_options(ana: Person, command: str) -> None:
    said = ana.run(command, "--help").out
    assert said.startswith(f"Usage: okrtui {command}")
    assert all(option in said for option in ("--json", "--today", "--workspace"))


def test_help_lists_every_command(ana: Person) -> None:
    said = ana.run("--help").out
    assert all(f"\n  {command} " in said for command in COMMANDS)
    assert ana.run("--version").out.startswith("okrtui ")
