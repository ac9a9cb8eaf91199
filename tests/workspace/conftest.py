"""What most tests of the workspace begin with."""

from pathlib import Path

import pytest

from okrtui.workspace.workspace import Workspace
from tests.workspace.team import Team


@pytest.fixture
def team(tmp_path: Path) -> Team:
    """A folder that nobody has made yet."""
    return Team(tmp_path)


@pytest.fixture
def ana(team: Team) -> Workspace:
    """Ana, who has made the workspace on 1 October 2026."""
    return team.found()


@pytest.fixture
def ben(team: Team, ana: Workspace) -> Workspace:
    """Ben, who has joined it."""
    return team.join()
