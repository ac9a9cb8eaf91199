"""meeting: the agenda, keeping the minutes, printing them."""

from datetime import datetime
from pathlib import Path

import pytest

from tests.cli.conftest import Person


@pytest.fixture
def monday(ana: Person, sales: dict[str, str]) -> dict[str, str]:
    """Monday 19 October; Eva is in Ana's company, and last Friday there was a check-in and a blocker."""
    ana.add("unit", name="Inside", level="team", parent="Northwind")
    eva = ana.add("person", name="Eva Lind", email="eva@example.org")
    ana.add("membership", person="Eva Lind", unit="Inside")
    ana.run("checkin", "Close rate", 23, "-c", 6, "--date", "2026-10-09")
    ana.wait_until(datetime(2026, 10, 16, 9, 0))
    ana.run("checkin", "Close rate", 24, "-c", 4, "-m", "Two *demos*", "--next-step", "Call Legal")
    ana.run("checkin", "Calls", 7, "--achievement", "Everybody called")
    ana.run("block", "Close rate", "No answer from Legal", "--solver", "Eva")
    ana.run("recognize", "Eva", "For the tent")
    ana.wait_until(datetime(2026, 10, 19, 9, 0))
    return {**sales, "eva": eva}


def test_the_agenda_goes_from_who_is_there_to_what_went_well(ana: Person, monday: dict[str, str]) -> None:
    said = ana.run("meeting", "Northwind").out
    headings = [line for line in said.splitlines() if line and not line.startswith(" ")]
    assert headings == [
        "Meeting of Northwind  week of 19 Oct 2026",
        "2 of 4 key results checked in since 10 Oct",
        "Roster",
        "Key results, worst first",
        "Next steps",
        "In the way",
        "What went well",
        "Recognition",
    ]
    for words in (
        "Ana Ruiz",
        "2 of 4, 3 d ago",
        "nothing to check in",
        "23 → 24 %",
        "confidence 4 (-2)",
        "Two *demos*",
        "○ Call Legal",
        "No answer from Legal",
        "is holding",
        "Everybody called",
        "Ana Ruiz to Eva Lind",
    ):
        assert words in said
    assert "Close rate to 27 %" not in ana.run("meeting", "Inside").out


def test_the_agenda_as_json_has_stable_keys(ana: Person, monday: dict[str, str]) -> None:
    facts = ana.ask("meeting")
    assert set(facts) == {
        *("unit", "today", "week", "cycle", "period", "wanted", "made", "review", "decided"),
        *("roster", "key_results", "next_steps", "blockers", "wins", "thanks"),
    }
    assert facts["week"] == {"start": "2026-10-19", "end": "2026-10-25"}
    assert facts["period"] == {"start": "2026-10-10", "end": "2026-10-16"}
    rate = next(each for each in facts["key_results"] if each["id"] == monday["rate"])
    assert (rate["value_before"], rate["value_text"], rate["confidence_before"]) == ("23 %", "24 %", 6)
    assert (rate["said"], rate["said_by"]) == ({"note": "Two *demos*", "next_step": "Call Legal"}, "Ana Ruiz")
    assert (rate["wanted"], rate["checked_in"]) == (True, True)
    assert facts["blockers"][0]["solver_name"] == "Eva Lind"
    assert [each["text"] for each in facts["next_steps"]] == ["Call Legal"]
    assert [each["status"] for each in facts["wins"]] == ["holding", None]


def test_it_looks_back(ana: Person, monday: dict[str, str]) -> None:
    assert ana.ask("meeting", "--as-of", "2026-10-09")["blockers"] == []
    assert "looks back" in ana.run("meeting", "--save", "note=x", "--as-of", "2026-10-09", code=2).err


def test_minutes_grow_by_what_is_said_each_in_one_act(ana: Person, monday: dict[str, str]) -> None:
    first = ana.ask("meeting", "Inside", "--save", "decision=Ship it", "decision=Call them", "present=me, Eva")
    assert (first["decisions"], first["notes"], first["present"][1]) == ("Ship it\nCall them", None, monday["eva"])
    again = ana.ask("meeting", "Inside", "--save", "note=We talked\nfor long", "present=Eva Lind")
    assert (again["id"], again["decisions"], again["present"]) == (first["id"], first["decisions"], first["present"])
    assert ana.ask("meeting", "Inside")["review"] == first["id"]
    ana.run("undo")
    assert ana.ask("show", first["id"])["fields"].get("notes") is None
    ana.run("undo")
    assert ana.ask("meeting", "Inside")["review"] is None


def test_the_minutes_are_printed_with_all_as_it_stood_that_day(ana: Person, monday: dict[str, str]) -> None:
    ana.run("meeting", "Northwind", "--save", "decision=Ask *Legal* | <b>", "note=# No heading", "present=Eva")
    ana.wait_until(datetime(2026, 10, 21, 9, 0))
    ana.run("checkin", "Close rate", 27)
    ana.run("unblock", "Close rate", "They answered")
    said = ana.run("meeting", "Northwind", "--minutes").out
    assert said.startswith("# Meeting of Northwind, 19 October 2026\n\n2026-Q4, week 3 of 14\n\nPresent: Eva Lind.\n")
    assert "- Ask \\*Legal\\* \\| \\<b\\>\n" in said
    assert "\n\\# No heading\n" in said
    assert "| Close rate to 27 % | Ana Ruiz | 23 → 24 % | 27 % | 40 % |" not in said, "it was on track"
    assert "- No answer from Legal (Close rate to 27 %, 3 days old, Eva Lind)" in said
    assert "- [ ] Call Legal (Ana Ruiz, Close rate to 27 %)" in said
    assert said == ana.ask("meeting", "Northwind", "--minutes", "--date", "2026-10-25")["markdown"]
    elsewhere = ana.run("meeting", "Northwind", "--minutes", "--date", "2026-10-18", code=2).err
    assert "no meeting of Northwind was held in the week of 2026-10-12" in elsewhere


def test_minutes_go_into_a_file(ana: Person, monday: dict[str, str], tmp_path: Path) -> None:
    ana.run("meeting", "--save", "decision=Ship it")
    path = tmp_path / "minutes.md"
    facts = ana.ask("meeting", "--minutes", "-o", path)
    assert facts["output"] == str(path)
    assert path.read_text(encoding="utf-8") == ana.run("meeting", "--minutes").out


def test_without_a_name_it_is_the_meeting_of_the_unit_one_leads(ana: Person, monday: dict[str, str]) -> None:
    ana.run("set", "Northwind", "lead=")
    ana.run("set", "Inside", "lead=me")
    assert ana.ask("meeting")["unit"]["title"] == "Inside"


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (["Inside", "decision=x"], "goes with --save"),
        (["Inside", "Sales"], "one unit at a time"),
        (["--date", "2026-10-19"], "goes with --minutes"),
        (["--save"], "nothing to save"),
        (["--save", "present="], "nothing to save"),
        (["--save", "present=Nobody"], "no person is called"),
        (["--save", "--minutes"], "one after the other"),
        (["--minutes"], "no meeting of Northwind was held"),
        (["--minutes", "--date", "soon"], "--date"),
        (["Nowhere"], "no unit is called"),
    ],
)
def test_what_is_wrong_is_said_in_one_line(ana: Person, monday: dict[str, str], words: list[str], why: str) -> None:
    said = ana.run("meeting", *words, code=2).err
    assert why in said
    assert said.count("\n") == 1
