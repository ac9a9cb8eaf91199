"""What one looks at: status, tree, mine, list, show, export."""

import json
from pathlib import Path

import pytest

from okrtui.storage.line import Op
from okrtui.storage.replica import Act, Replica
from tests.cli.conftest import Person, Team

STATUS_KEYS = [
    "workspace",
    "cycle",
    "today",
    "progress",
    "expected",
    "objectives",
    "key_results",
    "stale",
    "due_mine",
    "conflicts",
    "sync",
]


def test_status_has_exactly_the_promised_keys(ana: Person, sales: dict[str, str]) -> None:
    status = ana.ask("status")
    assert list(status) == STATUS_KEYS
    assert status["today"] == "2026-10-07"
    assert status["cycle"]["week"] == 1
    assert status["objectives"] == {"not_started": 1}
    assert status["key_results"] == {"not_started": 4}
    assert ana.ask("status", "--today", "2026-12-30")["key_results"] == {"at_risk": 3, "not_holding": 1}


def test_status_in_words(ana: Person, sales: dict[str, str]) -> None:
    said = ana.run("status").out
    assert "cycle        2026-Q4, 2026-10-01 to 2026-12-31, week 1 of 14" in said
    assert "key results  4 not started" in said
    assert "sync         in step" in said


def test_tree_nests_units_objectives_and_key_results(ana: Person, sales: dict[str, str]) -> None:
    team = ana.add("unit", name="Sales", parent="Northwind", level="team")
    ana.run("set", sales["objective"], "unit=Sales")
    ana.run("checkin", sales["rate"], "24.5")
    tree = ana.ask("tree")
    (company,) = tree["units"]
    assert (tree["cycle"]["name"], company["level"]) == ("2026-Q4", "company")
    node = next(unit for unit in company["units"] if unit["id"] == team)
    (objective,) = node["objectives"]
    assert objective["title"] == "Improve sales"
    rate = next(each for each in objective["key_results"] if each["id"] == sales["rate"])
    assert (rate["progress"], rate["value"], rate["target"], rate["unit_of_measure"]) == (50, 24.5, 27, "%")
    assert rate["owner_name"] == "Ana Ruiz"
    assert [unit["title"] for unit in ana.ask("tree", "sales")["units"]] == ["Sales"]


def test_tree_in_text_is_aligned_and_fits(ana: Person, sales: dict[str, str]) -> None:
    ana.run("set", sales["rate"], "title=" + "A very long title " * 12)
    ana.run("checkin", sales["rate"], "24.5")
    lines = ana.run("tree").out.splitlines()
    assert [line.split()[0] for line in lines] == ["Northwind", "Ana", "O", "KR", "KR", "KR", "KR"]
    assert all(len(line) <= 100 for line in lines)
    rate = next(line for line in lines if "very long" in line)
    assert "… 24.5 of 27 %" in rate
    assert "50%  ● on track" in rate
    columns = {line.index("● ") if "● " in line else line.index("○ ") for line in lines[2:]}
    assert len(columns) == 1


def test_tree_without_utf8_draws_in_ascii(ana: Person, sales: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    ana.run("checkin", sales["rate"], "24.5")
    monkeypatch.setenv("TERM", "dumb")
    line = next(line for line in ana.run("tree").out.splitlines() if "Close rate" in line)
    assert "|#####------   50%  * on track" in line
    assert line.isascii()


def test_a_tree_may_be_deeper_than_json_likes(ana: Person) -> None:
    above = "Northwind"
    for number in range(70):
        above = ana.add("unit", name=f"Unit {number:03}", parent=above)
    depth, node = 1, ana.ask("tree")["units"][0]
    while node["units"]:
        depth, node = depth + 1, node["units"][0]
    assert depth == 60
    assert "Unit 069" in ana.run("tree").out


def test_tree_says_how_to_begin(ana: Person) -> None:
    assert "`okrtui add objective title=…`" in ana.run("tree").out


def test_mine_has_what_is_due_and_what_is_done(ana: Person, sales: dict[str, str]) -> None:
    ana.run("checkin", sales["rate"], 24)
    week = ana.ask("mine")
    assert {row["id"] for row in week["due"]} == {sales["calls"], sales["signed"], sales["steps"]}
    assert [row["id"] for row in week["done"]] == [sales["rate"]]
    assert [row["title"] for row in week["objectives"]] == ["Improve sales"]
    said = ana.run("mine").out
    assert said.startswith("Due: 3 of 4 key results, by Fri\n")
    assert "24 of 27 %" in said


def test_list_shows_ids_and_what_things_are_called(ana: Person, sales: dict[str, str]) -> None:
    assert f"{sales['rate']}  Close rate to 27 %\n" in ana.run("list", "kr").out
    assert "person Ana Ruiz, unit Northwind" in ana.run("list", "membership").out
    assert ana.run("list", "blocker").out == "none\n"


def test_show_explains_a_figure(ana: Person, sales: dict[str, str]) -> None:
    ana.run("checkin", sales["rate"], 24.5, "-c", 7, "-m", "two demos")
    detail = ana.ask("show", "Close rate")["detail"]
    assert detail["arithmetic"] == ["(24.5 - 22) / (27 - 22) = 50 %"]
    assert detail["due"] == "2026-12-31"
    said = ana.run("show", "Close rate").out
    assert "(24.5 - 22) / (27 - 22) = 50 %" in said
    assert "2026-10-07  24.5 %   confidence 7   Ana Ruiz   two demos" in said
    assert "made of" in ana.run("show", "Improve sales").out
    assert "detail" not in ana.ask("show", ana.ask("whoami")["id"])


def test_hostile_text_does_not_reach_the_terminal(team: Team) -> None:
    ana = team.founder()
    objective = ana.add("objective", title="Sell")
    ana.run("set", objective, "rationale=fine")
    # The models refuse control characters, so a stranger writes them straight into a replica of the workspace.
    stranger = Replica(team.place / "stranger", ana.home.name, clock=lambda: 1_800_000_000_000)
    stranger.append(
        "5" * 16, [Act([Op("objective", objective, "title", "red \x1b[31m\x1b]0;pwned\x07 \u202e now", ())])]
    )
    for name in stranger.seal():
        (team.folder / "segments" / str(name)).write_bytes(stranger.read_segment(name))
    ana.run("sync")
    for command in (["show", objective], ["tree"], ["list", "objective"], ["conflicts"], ["export"]):
        for flags in ([], ["--json"]):
            code = 1 if command == ["conflicts"] else 0
            said = ana.run(*command, *flags, code=code).out
            assert "\x1b" not in said
            assert "\u202e" not in said
            assert "pwned" not in said


def test_export_holds_every_object(ana: Person, sales: dict[str, str], tmp_path: Path) -> None:
    ana.run("rm", sales["signed"])
    export = json.loads(ana.run("export", "--format", "json").out)
    assert export["okrtui_export"] == 1
    assert export["workspace"] == ana.home.name
    by_id = {each["id"]: each for each in export["objects"]}
    assert by_id[sales["rate"]]["fields"]["title"] == "Close rate to 27 %"
    assert by_id[sales["rate"]]["fields"]["start"] == 22
    assert sales["signed"] not in by_id
    file = tmp_path / "export.json"
    said = ana.ask("export", "-o", file, "--deleted")
    written = json.loads(file.read_text())
    assert said["objects"] == len(written["objects"]) == len(by_id) + 1
    assert next(each for each in written["objects"] if each["id"] == sales["signed"])["deleted"] is True
    assert "no such file" in ana.run("export", "-o", tmp_path / "no" / "where.json", code=3).err.lower()
