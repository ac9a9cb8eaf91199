"""What the tests in a terminal have in common."""

from datetime import date

import pytest

from okrtui.demo.build import Demo, build_demo
from tests.terminal.example import NOW


@pytest.fixture(scope="session")
def example(tmp_path_factory: pytest.TempPathFactory) -> Demo:
    """The example company, built once. Not to be changed."""
    return build_demo(tmp_path_factory.mktemp("example"), today=date.fromisoformat(NOW[:10]))
