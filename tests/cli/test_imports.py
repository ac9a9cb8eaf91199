"""What a command drags in: `okrtui status` must not wait for what only others need."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Person

ROOT = Path(__file__).parents[2]
HEAVY = {"textual", "pydantic", "watchfiles"}
PRINT_MODULES = """
import json, sys
from okrtui.cli.main import main
code = main(json.loads(sys.argv[1]))
print(json.dumps([code, sorted(name.partition(".")[0] for name in sys.modules)]), file=sys.stderr)
"""


def modules_of(ana: Person, *args: str) -> set[str]:
    """The top-level modules that a command has imported by its end."""
    done = subprocess.run(
        [sys.executable, "-c", PRINT_MODULES, json.dumps(args)],
        capture_output=True,
        check=True,
        cwd=ROOT,
        env=os.environ | {"OKRTUI_DATA_DIR": str(ana.data)},
        text=True,
    )
    code, names = json.loads(done.stderr.splitlines()[-1])
    assert code == 0, done.stderr
    return set(names)


@pytest.mark.parametrize(
    "command",
    [
        "status",
        "tree",
        "mine",
        "list kr",
        "show Close",
        "log",
        "log Close",
        "blame Close title",
        "conflicts",
        "whoami",
        "tree --as-of 2099-12-31",
    ],
)
@pytest.mark.parametrize("flags", [[], ["--json"]])
def test_reading_needs_nothing_heavy(ana: Person, sales: dict[str, str], command: str, flags: list[str]) -> None:
    assert not modules_of(ana, *command.split(), *flags) & HEAVY


def test_status_needs_no_drawing_either(ana: Person, sales: dict[str, str]) -> None:
    assert "rich" not in modules_of(ana, "status", "--json")


def test_the_doctor_needs_no_screen(ana: Person, sales: dict[str, str]) -> None:
    assert not modules_of(ana, "doctor") & {"textual", "watchfiles"}


def test_a_check_in_needs_no_screen(ana: Person, sales: dict[str, str]) -> None:
    found = modules_of(ana, "checkin", "Close", "24")
    assert "pydantic" in found
    assert not found & {"textual", "watchfiles"}
