"""Ana's okrtui on her example company, in a real terminal of either size."""

import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from okrtui.demo.build import build_demo
from tests.conftest import ROOT
from tests.terminal.terminal import Terminal

NOW = "2026-11-22T09:41"
OKRTUI = [sys.executable, "-m", "okrtui"]
PATIENCE = 30.0
"""Seconds to wait for what is to show, on a busy machine."""


@pytest.fixture
def demo(tmp_path: Path) -> Path:
    """The data directory of Ana's example company."""
    return build_demo(tmp_path, today=date.fromisoformat(NOW[:10])).data


@pytest.fixture(params=[(80, 24), (120, 40)], ids=["80x24", "120x40"])
def at_home(demo: Path, request: pytest.FixtureRequest) -> Iterator[Terminal]:
    """Ana's okrtui, as it opens: on My week, in step with the folder."""
    env = {"OKRTUI_DATA_DIR": str(demo), "OKRTUI_NOW": NOW}
    with Terminal(OKRTUI, request.param, env, ROOT) as terminal:
        terminal.wait_for("in step", PATIENCE)
        yield terminal
