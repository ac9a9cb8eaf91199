"""`okrtui log`, `blame` and `--as-of`: who changed what, and how things stood on another day."""

import json
from datetime import datetime
from pathlib import Path

import pytest

from okrtui.cli.group import COMMANDS
from tests.cli.conftest import Person, Team

LOOKING = [
    "tree",
    "status",
    "mine",
    "list kr",
    "show Sell",
    "conflicts",
    "lint --rule KR-PCT",
    "export",
    "plan",
    "template list",
    "blockers",
    "meeting",
    "scores",
    "review",
    "review monthly",
    "compare",
    "pack",
    "log",
    "log Sell",
    "blame Sell title",
    "wall",
    "comments",
]
NOT_LOOKING = [name for name in COMMANDS if name not in {words.split()[0] for words in LOOKING}]
ARGUMENTS = {
    "init": ["there", "--name", "N", "--me", "A <a@b>"],
    "join": ["there", "--me", "A <a@b>"],
    "checkin": ["Rate", "3"],
    "add": ["objective", "title=x"],
    "set": ["Sell", "title=x"],
    "align": ["Sell", "Sell"],
    "rm": ["Sell"],
    "restore": ["Sell"],
    "resolve": ["Sell", "title", "x"],
    "propose": ["Sell"],
    "counter": ["Sell", "title=x"],
    "withdraw": ["Sell"],
    "agree": ["Sell"],
    "commit": ["Sell"],
    "localize": ["Sell", "Northwind"],
    "share": ["Sell", "Northwind"],
    "accept": ["Sell"],
    "decline": ["Sell"],
    "takeup": ["Sell"],
    "duplicate": ["2026-Q4", "2027-Q1"],
    "transform": ["Why"],
    "reading": ["Rate", "3"],
    "block": ["Rate", "Fog"],
    "unblock": ["Rate", "Sun"],
    "escalate": ["Rate"],
    "score": ["Rate", "0.5"],
    "mend": ["KR-TASK", "Rate"],
    "dismiss": ["KR-TASK", "Rate", "It is none"],
    "demo": ["--no-open"],
    "recognize": ["Northwind", "It helps"],
    "comment": ["Sell", "Good"],
}


@pytest.fixture
def quarter(team: Team) -> Person:
    """Ana, who on 7, 14 and 21 October made, renamed and deleted an objective; now it is the 28th."""
    ana = team.founder()
    sell = ana.add("objective", title="Sell")
    rate = ana.add("kr", objective=sell, title="Rate", start=0, target=10)
    ana.run("checkin", rate, 1)
    ana.wait_until(datetime(2026, 10, 14, 9))
    ana.run("set", sell, "title=Sell more", "rationale=It pays")
    ana.run("checkin", rate, 4, "-m", "two demos")
    ana.wait_until(datetime(2026, 10, 21, 9))
    ana.run("rm", sell)
    ana.wait_until(datetime(2026, 10, 28, 9))
    return ana


def test_the_log_is_one_line_for_each_act(quarter: Person) -> None:
    said = quarter.run("log").out.splitlines()
    assert [line.partition("  ")[0][:10] for line in said] == [
        "2026-10-21",
        "2026-10-14",
        "2026-10-14",
        "2026-10-07",
        "2026-10-07",
        "2026-10-07",
        "2026-10-07",
    ]
    assert said[0] == "2026-10-21 09:01  Ana Ruiz deleted Sell more"
    assert said[1].endswith("Ana Ruiz checked in Rate 1 → 4")
    assert said[-1].endswith("Ana Ruiz added Northwind")
    assert quarter.run("log", "--limit", 2).out.splitlines() == said[:2]


def test_the_log_of_an_object_goes_into_its_fields(quarter: Person) -> None:
    said = quarter.run("log", "Sell more").out.splitlines()
    assert said[:4] == [
        "2026-10-21 09:01  Ana Ruiz deleted Rate",
        "2026-10-21 09:01  Ana Ruiz deleted Sell more",
        "2026-10-14 09:01  Ana Ruiz changed Sell more (title, rationale)",
        "                  title: Sell → Sell more",
    ]
    assert said[4] == "                  rationale: It pays"
    assert "                  owner: Ana Ruiz" in said
    quarter.run("undo")
    assert quarter.run("log", "Sell more", "--limit", 2).out.endswith("restored Sell more  (undo)\n")


def test_the_log_as_json(quarter: Person) -> None:
    log = quarter.ask("log", "Sell more")["log"]
    assert list(log[1]) == [
        "ts",
        "at",
        "person",
        "name",
        "sentence",
        "kind",
        "id",
        "changes",
        "line",
        "undoes",
        "redoes",
    ]
    assert log[2]["at"] == "2026-10-14T09:01:00+00:00"
    assert log[2]["person"] == quarter.ask("whoami")["id"]
    assert log[2]["changes"] == [
        {"field": "title", "before": "Sell", "after": "Sell more"},
        {"field": "rationale", "before": None, "after": "It pays"},
    ]
    assert [each["changes"] for each in quarter.ask("log")["log"]] == [[]] * 7


def test_times_are_those_of_the_workspaces_zone(quarter: Person) -> None:
    quarter.run("set", quarter.home.name, "time_zone=Asia/Tokyo")
    assert "2026-10-21 18:01  Ana Ruiz deleted Sell more" in quarter.run("log").out
    assert quarter.ask("log")["log"][1]["at"] == "2026-10-21T18:01:00+09:00"


def test_blame_lists_every_value(quarter: Person) -> None:
    assert quarter.run("blame", "Sell more", "title").out.splitlines() == [
        "2026-10-14 09:01  Ana Ruiz: Sell more  (shown)",
        "2026-10-07 09:02  Ana Ruiz: Sell",
    ]
    blamed = quarter.ask("blame", "Rate", "target")
    assert list(blamed) == ["kind", "id", "field", "writes"]
    (write,) = blamed["writes"]
    assert list(write) == ["ts", "at", "person", "name", "value", "text", "stands", "shown", "line"]
    assert (write["value"], write["text"], write["stands"], write["shown"]) == (10, "10", True, True)
    unwritten = quarter.run("blame", "Rate", "unit-of-measure", code=2)
    assert "nobody has written its 'unit_of_measure'; there is " in unwritten.err


def test_both_values_of_a_conflict_stand(team: Team) -> None:
    ana = team.founder()
    sell = ana.add("objective", title="Sell")
    ben = team.joiner()
    ana.run("set", sell, "title=By Ana")
    ben.run("set", sell, "title=By Ben")
    ana.run("sync")
    said = ana.run("blame", sell, "title").out
    assert "Ben Okafor: By Ben  (shown)\n" in said
    assert "Ana Ruiz: By Ana  (stands beside it)\n" in said


# --- looking back


def test_the_tree_of_another_day(quarter: Person) -> None:
    assert "no objectives in this cycle yet" in quarter.run("tree").out
    (unit,) = quarter.ask("tree", "--as-of", "2026-10-10")["units"][0]["units"]
    (sell,) = unit["objectives"]
    assert (sell["title"], sell["key_results"][0]["value"]) == ("Sell", 1)
    then = quarter.run("tree", "--as-of", "20 Oct").out
    assert "Sell more" in then
    assert "4 of 10" in then
    assert quarter.run("--as-of", "2026-10-20", "tree").out == then
    assert quarter.run("tree", "--as-of=-8d").out == then
    assert quarter.run("tree", "--as-of", "-8d").out == then
    assert quarter.run("tree", "--as-of", "yesterday", "--today", "2026-10-21").out == then


def test_every_reading_command_looks_back(quarter: Person) -> None:
    def then(*args: object) -> object:
        return quarter.ask(*args, "--as-of", "2026-10-10")

    status = quarter.ask("status", "--as-of", "2026-10-10")
    assert (status["today"], status["key_results"]) == ("2026-10-10", {"on_track": 1})
    assert quarter.ask("mine", "--as-of", "2026-10-10")["today"] == "2026-10-10"
    assert [each["title"] for each in quarter.ask("mine", "--as-of", "2026-10-10")["objectives"]] == ["Sell"]
    assert [each["title"] for each in quarter.ask("list", "kr", "--as-of", "2026-10-10")["objects"]] == ["Rate"]
    assert quarter.ask("show", "Sell", "--as-of", "2026-10-10")["detail"]["changed_on"] == "2026-10-07"
    assert quarter.run("show", "Sell more", "--as-of", "2026-10-10", code=2).out == ""
    assert then("conflicts") == {"conflicts": []}
    export = json.loads(quarter.run("export", "--as-of", "2026-10-10").out)
    assert {each["fields"]["title"] for each in export["objects"] if each["kind"] == "objective"} == {"Sell"}
    assert quarter.ask("log", "--as-of", "2026-10-10")["log"][0]["sentence"] == "Ana Ruiz checked in Rate 1"
    (write,) = quarter.ask("blame", "Sell", "title", "--as-of", "2026-10-10")["writes"]
    assert (write["value"], write["shown"]) == ("Sell", True)


def test_a_conflict_of_the_past_is_shown_without_a_way_to_settle_it(team: Team) -> None:
    ana = team.founder()
    sell = ana.add("objective", title="Sell")
    ben = team.joiner()
    ana.run("set", sell, "title=By Ana")
    ben.run("set", sell, "title=By Ben")
    ana.run("sync")
    ana.wait_until(datetime(2026, 10, 9, 9))
    ana.run("resolve", sell, "title", "By Ana")
    assert ana.run("conflicts").out == "no conflicts\n"
    said = ana.run("conflicts", "--as-of", "2026-10-08", code=1).out
    assert "By Ben" in said
    assert "okrtui resolve" not in said


@pytest.mark.parametrize("command", LOOKING)
@pytest.mark.parametrize("flags", [[], ["--json"]])
def test_looking_back_changes_nothing(quarter: Person, command: str, flags: list[str]) -> None:
    before = quarter.everything()
    quarter.run(*command.split(), "--as-of", "2026-10-10", *flags)
    assert quarter.everything() == before


@pytest.mark.parametrize("command", NOT_LOOKING)
@pytest.mark.parametrize("is_before", [True, False])
def test_what_does_not_only_read_cannot_look_back(quarter: Person, command: str, is_before: bool) -> None:
    before = quarter.everything()
    words = [command, *ARGUMENTS.get(command, [])]
    as_of = ["--as-of", "2026-10-10"]
    said = quarter.run(*(as_of + words if is_before else words + as_of), code=2)
    assert said.out == ""
    assert said.err == (
        f"okrtui: --as-of: `okrtui {command}` is about now; what only reads looks back (`okrtui tree`)\n"
    )
    assert quarter.everything() == before
    assert not Path("there").exists()


@pytest.mark.parametrize(
    ("day", "why"),
    [
        ("soon", "--as-of: not a date: 'soon' (try 2026-12-31, yesterday, -3d, 2 Oct)"),
        ("2026-02-30", "not a date: '2026-02-30'"),
        ("", "not a date: ''"),
        ("2026-10-06", "nobody had written anything by 2026-10-06; the first change is of 2026-10-07"),
        ("0001-01-01", "nobody had written anything by 0001-01-01"),
    ],
)
def test_a_day_that_one_cannot_look_back_to(quarter: Person, day: str, why: str) -> None:
    assert why in quarter.run("tree", "--as-of", day, code=2).err


def test_a_day_to_come_is_as_all_stands_now(quarter: Person) -> None:
    assert quarter.ask("list", "objective", "--as-of", "9999-12-31") == quarter.ask("list", "objective")
    assert quarter.ask("status", "--as-of", "2026-11-11")["today"] == "2026-11-11"
