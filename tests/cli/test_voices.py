"""recognize, wall, comment, comments."""

import pytest

from tests.cli.conftest import Person, Team


@pytest.fixture
def ben(team: Team, ana: Person, sales: dict[str, str]) -> Person:
    """Ben, who has joined Ana's Northwind."""
    ben = team.joiner()
    ana.run("sync")
    return ben


def test_recognizing_a_person_and_reading_the_wall(ana: Person, ben: Person) -> None:
    id = ana.run("recognize", "Ben", "For the demo").out.strip()
    ben.run("sync")
    [thanks] = ben.ask("wall")["thanks"]
    assert thanks["id"] == id
    assert (thanks["name"], thanks["subject"]["title"], thanks["text"]) == ("Ana Ruiz", "Ben Okafor", "For the demo")
    assert thanks["at"].startswith("2026-10-07T09:")
    said = ben.run("wall").out.splitlines()
    assert said[0].endswith("  Ana Ruiz thanks Ben Okafor")
    assert said[1] == "    For the demo"


@pytest.mark.parametrize("who", ["ben okafor", "@Ben", "ben@example.org", "Northwind"])
def test_whom_one_can_say(ana: Person, ben: Person, who: str) -> None:
    made = ana.ask("recognize", who, "Thanks")
    assert made["subject"]["title"] in ("Ben Okafor", "Northwind")


def test_the_wall_by_unit_and_cycle(ana: Person, ben: Person) -> None:
    ana.add("unit", name="Sales", parent="Northwind", lead="Ben")
    ana.run("plan", "next")
    ana.run("recognize", "Ben", "One")
    ana.run("recognize", "Northwind", "Two")
    assert [each["text"] for each in ana.ask("wall")["thanks"]] == ["One", "Two"]
    assert [each["text"] for each in ana.ask("wall", "--limit", 1)["thanks"]] == ["Two"]
    assert [each["text"] for each in ana.ask("wall", "--unit", "Sales")["thanks"]] == ["One"]
    assert ana.ask("wall", "--cycle", "2027-Q1") == {"thanks": []}
    assert "okrtui recognize WHO TEXT" in ana.run("wall", "--cycle", "2027-Q1").out


def test_commenting_names_people(ana: Person, ben: Person, sales: dict[str, str]) -> None:
    made = ana.ask("comment", "Close rate", "@Ben: why 27?\nIt was 25.")
    assert [each["name"] for each in made["mentions"]] == ["Ben Okafor"]
    ben.run("sync")
    [comment] = ben.ask("comments", sales["rate"])["comments"]
    assert (comment["name"], comment["own"], comment["edited"]) == ("Ana Ruiz", False, False)
    assert comment["subject"] == {"kind": "key_result", "id": sales["rate"], "title": "Close rate to 27 %"}
    said = ben.run("comments").out.splitlines()
    assert said[0].endswith("  Ana Ruiz on key result Close rate to 27 %")
    assert said[1:] == ["    @Ben: why 27?", "    It was 25."]
    ana.run("set", made["id"], "text=@Ben: why not?")
    assert ana.run("comments").out.splitlines()[0].endswith("(edited)")
    assert "okrtui comment ON TEXT" in ana.run("comments", "Calls per rep").out


def test_what_cannot_be(ana: Person, ben: Person) -> None:
    assert "for others" in ana.run("recognize", "Ana", "Me", code=2).err
    assert "no person or unit is called 'Zoe'" in ana.run("recognize", "Zoe", "x", code=2).err
    assert "recognition.text: is needed" in ana.run("recognize", "Ben", "", code=2).err
    assert "comment.text: is needed" in ana.run("comment", "Close rate", " ", code=2).err
    assert "no object is called 'Nothing'" in ana.run("comment", "Nothing", "x", code=2).err
    assert ana.ask("comments") == {"comments": []}
