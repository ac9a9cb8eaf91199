"""The four methods: an example of each from nothing, its tree in its own words, and changing from one to another."""

import re
import shlex
from pathlib import Path

import pytest

from okrtui.okr.kinds import Preset
from okrtui.okr.presets import PRACTICES
from okrtui.workspace.founding import open_workspace
from okrtui.workspace.linting import linting
from tests.cli.conftest import Person, Team

EXAMPLES = Path(__file__).parents[2] / "docs" / "examples"


def build(team: Team, preset: str) -> Person:
    """Someone who has run the script of an example, command by command."""
    person = team.newcomer("ana")
    for line in (EXAMPLES / f"{preset}.sh").read_text(encoding="utf-8").splitlines():
        words = shlex.split(line, comments=True)
        if words and words != ["set", "-eu"]:
            assert words[0] == "okrtui", line
            person.run(*(word.replace("$FOLDER", str(team.folder)) for word in words[1:]))
    return person


@pytest.mark.parametrize("preset", list(Preset))
def test_the_example_is_built_from_nothing_and_its_tree_has_the_method_s_words(team: Team, preset: str) -> None:
    person = build(team, preset)
    expected = (EXAMPLES / f"{preset}.txt").read_text(encoding="utf-8")
    assert person.run("tree").out == expected
    facts = person.ask("tree")
    assert (facts["preset"], facts["by"]) == (preset, "organisation" if preset == "okr" else "method")
    errors = [found for found in linting(open_workspace(person.data, None)).coach.findings() if found.severity == "E"]
    assert errors == []


def test_the_tree_of_mokm_as_json_goes_from_mission_to_measure(team: Team) -> None:
    mission = build(team, "mokm").ask("tree")["tree"][0]
    objective = mission["below"][0]
    key_result = objective["below"][0]
    measure = key_result["below"][0]
    assert [each["word"] for each in (mission, objective, key_result, measure)] == [
        "mission",
        "objective",
        "key result",
        "measure",
    ]
    assert objective["said"] == "renewal rate 82 → 90 % by 2026-12-31"
    assert (key_result["figures"], measure["figures"]) == ("35 → 44 → 80 %", "12 calls a week")
    assert (mission["progress"], measure["below"]) == (objective["progress"], [])


def test_a_tree_can_be_asked_for_by_the_other_order(team: Team) -> None:
    person = build(team, "mokm")
    by_units = person.run("tree", "--by", "organisation").out
    assert re.search(r"^  Sales .*\n    O  Raise the renewal rate", by_units, re.MULTILINE)
    assert [each["kind"] for each in person.ask("tree", "Sales")["tree"]] == ["mission"] * 3
    assert person.ask("tree", "--by", "organisation")["units"][0]["title"] == "Borealis"


def test_what_is_set_for_a_year_shows_in_each_of_its_quarters(team: Team) -> None:
    person = build(team, "mokm")
    person.run("add", "cycle", "name=2026", "kind=year", "start=2026-01-01", "end=2026-12-31", "status=active")
    person.run("add", "cycle", "name=2025", "kind=year", "start=2025-01-01", "end=2025-12-31", "status=closed")
    person.run("set", "Sign 24 new contracts", "cycle=2026")
    person.run("set", "Grow existing contracts", "cycle=2025")
    shown = person.run("tree").out
    assert "Sign 24 new contracts" in shown
    assert "Grow existing contracts" not in shown
    assert "Grow existing contracts" in person.run("tree", "--cycle", "2025").out


def test_another_method_changes_no_data_and_back_again_none(team: Team) -> None:
    person = build(team, "mokm")
    before, tree = person.ask("export"), person.run("tree").out
    for preset in ("gokr", "sme", "okr"):
        person.run("set", "workspace", f"preset={preset}")
        now = person.ask("export")
        assert [each for each in now["objects"] if each["kind"] != "workspace"] == [
            each for each in before["objects"] if each["kind"] != "workspace"
        ]
        assert person.run("tree").out != tree
    person.run("set", "workspace", "preset=mokm")
    assert person.ask("export") == before
    assert person.run("tree").out == tree


def test_what_hangs_on_nothing_is_shown_behind(team: Team) -> None:
    person = build(team, "gokr")
    person.run("add", "objective", "title=Sort the shelves", "unit=Borealis")
    person.run("add", "objective", "title=Tidy the archive", "unit=Borealis")
    person.run("align", "Sort the shelves", "Tidy the archive")
    person.run("align", "Let partners", "Make the value")
    lines = person.run("tree").out.splitlines()
    behind = lines.index("serves no goal yet")
    assert lines[behind + 1].startswith("  objective    Tidy the archive")
    assert lines[behind + 2].startswith("    objective    Sort the shelves")
    assert sum("Sort the shelves" in line for line in lines) == 1
    assert sum("Let partners" in line for line in lines) == 2
    assert sum("stands above" in line for line in lines) == 1


_MOST_4 = ("objectives_min=", "objectives_max=4")


@pytest.mark.parametrize(
    ("said", "stored"),
    [
        ("key results 2-6, priority 3", ["priority_max=3", "key_results_min=2", "key_results_max=6"]),
        ("objectives at most 4; missions at least 2", [*_MOST_4, "missions_min=2", "missions_max="]),
        ("key results any", ["key_results_min=", "key_results_max="]),
        ("key_results_max=6", ["key_results_max=6"]),
    ],
)
def test_limits_are_said_in_words(ana: Person, said: str, stored: list[str]) -> None:
    ana.run("set", "workspace", f"limits={said}")
    assert ana.ask("show", "workspace")["fields"]["limits"] == stored
    [line] = [line for line in ana.run("show", "workspace").out.splitlines() if line.startswith("limits")]
    ana.run("set", "workspace", "limits=")
    ana.run("set", "workspace", f"limits={line.removeprefix('limits').strip()}")
    assert ana.ask("show", "workspace")["fields"]["limits"] == stored


@pytest.mark.parametrize(
    "said", ["bananas 3", "key results", "key results many", "priority 2-3", "objectives 5-3", "objectives 1234"]
)
def test_what_is_no_limit_is_refused_with_a_way_out(ana: Person, said: str) -> None:
    result = ana.run("set", "workspace", f"limits={said}", code=2)
    assert result.err.startswith("okrtui: workspace.limits: ")
    assert result.err.count("\n") == 1


def test_a_limit_of_one_s_own_is_what_the_coach_goes_by(team: Team) -> None:
    person = build(team, "sme")

    def found() -> list[str]:
        return [each.rule for each in linting(open_workspace(person.data, None)).coach.findings()]

    assert "KR-MAX" not in found()
    person.run("set", "workspace", "limits=key results at most 1")
    assert found().count("KR-MAX") == 2


def test_words_for_the_coach_are_said_in_a_line(ana: Person) -> None:
    ana.run("set", "workspace", "coach_words=task=roll out, ship it, vague=nice")
    assert ana.ask("show", "workspace")["fields"]["coach_words"] == ["task=roll out", "task=ship it", "vague=nice"]
    assert "task=roll out, ship it, vague=nice" in ana.run("show", "workspace").out
    assert "not a word like" in ana.run("set", "workspace", "coach_words=nice", code=2).err


def test_messages_and_figures_have_the_method_s_words(team: Team) -> None:
    person = build(team, "sme")
    assert "\nSMART objectives  " in person.run("status").out
    assert person.run("show", "Deliver to 30").out.startswith("SMART objective  ")
    assert person.run("show", "Takings per").out.startswith("KPI ")
    assert "no KPI is called 'Bread'" in person.run("set", "Deliver to 30", "kpi=Bread", code=2).err


def test_init_names_the_methods(team: Team) -> None:
    said = " ".join(team.newcomer("eva").run("init", "--help").out.split())
    for practice in PRACTICES.values():
        assert f"{practice.preset}: {practice.summary}" in said
