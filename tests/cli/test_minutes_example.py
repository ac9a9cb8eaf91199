"""The minutes and the review pack in docs/examples are what the scripts beside them print."""

import shlex
from datetime import datetime
from pathlib import Path

import pytest

from tests.cli.conftest import Team

EXAMPLES = Path(__file__).parents[2] / "docs" / "examples"
OF_THE_SHELL = ("set", "exec")


@pytest.mark.parametrize("name", ["minutes", "pack"])
def test_what_is_shown_is_what_the_script_makes(team: Team, name: str) -> None:
    person = team.newcomer("ana")
    said = ""
    for line in (EXAMPLES / f"{name}.sh").read_text(encoding="utf-8").splitlines():
        words = shlex.split(line, comments=True)
        if not words or words[0] in OF_THE_SHELL:
            continue
        if words[0] == "export":
            person.wait_until(datetime.fromisoformat(words[1].removeprefix("OKRTUI_NOW=")))
            continue
        assert words[0] == "okrtui", line
        said = person.run(*(word.replace("$FOLDER", str(team.folder)) for word in words[1:])).out
    assert said == (EXAMPLES / f"{name}.md").read_text(encoding="utf-8")
