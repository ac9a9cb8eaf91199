"""Ana's okrtui on her example company, in a real terminal of either size."""

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from okrtui.demo.build import Demo
from tests.conftest import ROOT
from tests.terminal.terminal import Terminal

NOW = "2026-11-22T09:41"
OKRTUI = [sys.executable, "-m", "okrtui"]
PATIENCE = 30.0
"""Seconds to wait for what is to show, on a busy machine."""


@pytest.fixture
def demo(example: Demo, tmp_path: Path) -> Path:
    """The data directory of Ana's example company, in a copy that is the test's own."""
    shutil.copytree(example.directory, tmp_path, dirs_exist_ok=True)
    data = tmp_path / example.data.relative_to(example.directory)
    for replica in data.glob("*/replica.json"):
        replica.write_text(replica.read_text().replace(str(example.directory), str(tmp_path)))
    return data


@pytest.fixture(params=[(80, 24), (120, 40)], ids=["80x24", "120x40"])
def at_home(demo: Path, request: pytest.FixtureRequest) -> Iterator[Terminal]:
    """Ana's okrtui, as it opens: on My week, in step with the folder."""
    env = {"OKRTUI_DATA_DIR": str(demo), "OKRTUI_NOW": NOW}
    with Terminal(OKRTUI, request.param, env, ROOT) as terminal:
        terminal.wait_for("in step", PATIENCE)
        yield terminal
