"""alerts, and what is for oneself in mine."""

from pathlib import Path

import pytest

from okrtui.settings_file import settings_path
from tests.cli.conftest import Person, Team


@pytest.fixture
def ben(team: Team, ana: Person, sales: dict[str, str]) -> Person:
    """Ben, who has joined Ana's Northwind, which has no alerts for her yet."""
    ben = team.joiner()
    ana.run("sync")
    assert ana.ask("alerts")["alerts"] == []
    return ben


def test_a_comment_reaches_whom_it_names(ana: Person, ben: Person, sales: dict[str, str]) -> None:
    id = ben.run("comment", sales["rate"], "@Ana: why 27?").out.strip()
    ben.run("recognize", "Ana", "For the demo")
    ana.run("sync")
    found = ana.ask("alerts")["alerts"]
    assert [each["sort"] for each in found] == ["recognition", "comment"]
    assert found[1]["id"] == f"comment:{id}"
    assert found[1]["subject"] == {"kind": "key_result", "id": sales["rate"], "title": "Close rate to 27 %"}
    assert (found[1]["name"], found[1]["detail"]) == ("Ben Okafor", "@Ana: why 27?")
    assert found[1]["sentence"] == "Ben Okafor named you on Close rate to 27 %: @Ana: why 27?"
    assert ana.ask("mine")["for_you"] == found
    said = ana.run("alerts").out.splitlines()
    assert said[0] == "For you: 2"
    assert said[2].endswith("Ben Okafor named you on Close rate to 27 %: @Ana: why 27?")
    assert "  comment      told   a comment names you" in said
    mine = ana.run("mine").out.splitlines()
    start = mine.index("For you: 2")
    assert mine[start + 1].endswith("  Ben Okafor thanks you: For the demo")
    assert mine[start - 1].startswith("  KR ")
    assert ben.ask("mine")["for_you"] == []


def test_being_done_with_alerts(ana: Person, ben: Person, sales: dict[str, str]) -> None:
    ids = [ben.run("comment", sales["rate"], f"@Ana: {number}?").out.strip() for number in range(3)]
    ana.run("sync")
    left = ana.ask("alerts", "--done", ids[0][:8])["alerts"]
    assert {each["id"] for each in left} == {f"comment:{id}" for id in ids[1:]}
    assert len(ana.ask("alerts", "--done", f"comment:{ids[1]}")["alerts"]) == 1
    assert "no one alert is called 'zz'" in ana.run("alerts", "--done", "zz", code=2).err
    assert ana.run("alerts", "--done", "all").out.startswith("Nothing is for you just now.")
    assert ana.ask("mine")["for_you"] == []


def test_muting_a_sort(ana: Person, ben: Person, sales: dict[str, str]) -> None:
    ben.run("comment", sales["rate"], "@Ana: one?")
    ana.run("sync")
    muted = ana.ask("alerts", "--mute", "comment", "--mute", "at-risk")
    assert muted["alerts"] == []
    assert [each["sort"] for each in muted["sorts"] if each["muted"]] == ["at_risk", "comment"]
    assert Path(settings_path()).read_text() == 'muted = ["at_risk", "comment"]\n'
    assert ana.ask("mine")["for_you"] == []
    assert "  comment      muted  a comment names you" in ana.run("alerts").out
    assert len(ana.ask("alerts", "--unmute", "Comment")["alerts"]) == 1
    assert "none of at risk, target, blocker" in ana.run("alerts", "--mute", "everything", code=2).err
    Path(settings_path()).write_text("muted = 7")
    assert "settings.toml: muted: " in ana.run("alerts", code=2).err


def test_what_turns_at_risk_between_two_looks(ana: Person, ben: Person, sales: dict[str, str]) -> None:
    ana.run("checkin", sales["rate"], 26, "--date", "2026-10-07")
    ana.run("alerts")
    ben.run("sync")
    ben.run("set", sales["rate"], "status_override=at_risk", "override_reason=no clients")
    ana.run("sync")
    for _ in range(2):  # looking at one's week remembers nothing
        [alert] = ana.ask("mine")["for_you"]
        assert alert["sentence"] == "Close rate to 27 % turned at risk (was on track)"
    assert [each["sort"] for each in ana.ask("alerts")["alerts"]] == ["at_risk"]
    assert (alert["person"], alert["name"]) == (None, None)


def test_the_past_has_nothing_for_one(ana: Person, ben: Person, sales: dict[str, str]) -> None:
    ben.run("comment", sales["rate"], "@Ana: one?")
    ana.run("sync")
    assert ana.ask("mine", "--as-of", "today")["for_you"] == []
    assert "--as-of" in ana.run("alerts", "--as-of", "today", code=2).err
