"""`okrtui checkin KR VALUE`: one line, scriptable."""

from datetime import datetime
from typing import Any

import pytest

from tests.cli.conftest import Person, Team


def value_of(ana: Person, key_result: str) -> Any:
    return ana.ask("show", key_result)["detail"]["row"]["value"]


@pytest.mark.parametrize(
    ("typed", "after"),
    [
        ("24", 24),
        ("-3", 21),
        ("+1.5", 25.5),
        ("=-3", -3),
        ("=24", 24),
        ("1,5", 1.5),
        ("27%", 27),
        ("−3", 21),
        ("-$3", 21),
    ],
)
def test_numbers_absolute_and_relative_without_dashes(
    ana: Person, sales: dict[str, str], typed: str, after: float
) -> None:
    ana.run("checkin", sales["rate"], 24)
    assert ana.ask("checkin", sales["rate"], typed)["value"] == after
    assert value_of(ana, sales["rate"]) == after


@pytest.mark.parametrize(("typed", "value"), [("+3", 3), ("-3", -3)])
def test_without_a_last_value_a_sign_is_the_numbers_own(
    ana: Person, sales: dict[str, str], typed: str, value: int
) -> None:
    assert ana.ask("checkin", sales["rate"], typed)["value"] == value


def test_options_stand_anywhere(ana: Person, sales: dict[str, str]) -> None:
    ana.run("checkin", sales["rate"], 24)
    made = ana.ask(
        "checkin", "-c", "7", "--json", "Close rate", "-m", "two demos slipped", "-3", "--learned", "ask early"
    )
    fields = ana.ask("show", made["id"])["fields"]
    assert (fields["value"], fields["confidence"], fields["note"]) == (21, 7, "two demos slipped")
    assert fields["learned"] == "ask early"


def test_json_says_what_was_and_what_is(ana: Person, sales: dict[str, str]) -> None:
    ana.run("checkin", sales["rate"], 23)
    said = ana.ask("checkin", sales["rate"], 25)
    assert said["before"]["value"] == 23
    assert (said["before"]["progress"], said["after"]["progress"]) == (20, 60)
    assert said["key_result"] == {"id": sales["rate"], "title": "Close rate to 27 %"}


def test_text_shows_both_bars(ana: Person, sales: dict[str, str]) -> None:
    lines = ana.run("checkin", sales["rate"], "24.5").out.splitlines()
    assert lines[0] == "Close rate to 27 %"
    assert lines[1].split() == ["before", "┿───────────", "0%", "○", "not", "started"]
    assert lines[2].split() == ["after", "┃━━━━━──────", "50%", "●", "on", "track", "24.5", "%"] or "50%" in lines[2]


def test_a_date_in_the_past_leaves_the_latest_current(ana: Person, sales: dict[str, str]) -> None:
    ana.run("checkin", sales["rate"], 25)
    ana.run("checkin", sales["rate"], 22.5, "--date", "-3d")
    assert value_of(ana, sales["rate"]) == 25
    dates = [each["date"] for each in ana.ask("show", sales["rate"])["detail"]["check_ins"]]
    assert dates == ["2026-10-07", "2026-10-04"]


def test_today_dates_the_check_in(ana: Person, sales: dict[str, str]) -> None:
    made = ana.ask("checkin", sales["rate"], 25, "--today", "2026-10-20")
    assert ana.ask("show", made["id"])["fields"]["date"] == "2026-10-20"


def test_other_metrics_take_yes_and_milestones(ana: Person, sales: dict[str, str]) -> None:
    assert ana.ask("checkin", "Contract signed", "yes")["value"] is True
    design = ana.add("milestone", key_result=sales["steps"], title="Design")
    ana.add("milestone", key_result=sales["steps"], title="Launch")
    other = ana.add("kr", objective=sales["objective"], title="Other portal", metric="milestones")
    ana.add("milestone", key_result=other, title="Design")
    assert ana.ask("checkin", "Portal live", "design")["value"] == [design]
    assert "1 of 2" in ana.run("show", "Portal live").out
    assert ana.ask("checkin", "Portal live", "none")["value"] == []
    assert "no milestone is called 'Tests'" in ana.run("checkin", "Portal live", "Tests", code=2).err


def test_on_behalf_of_names_whom_it_is_for(team: Team) -> None:
    ana = team.founder()
    objective = ana.add("objective", title="Sell")
    rate = ana.add("kr", objective=objective, title="Rate", target=3)
    team.joiner()
    ana.run("sync")
    made = ana.ask("checkin", rate, 1, "--on-behalf-of", "Ben")
    ben = next(each for each in ana.ask("list", "person")["objects"] if each["title"] == "Ben Okafor")
    assert ana.ask("show", made["id"])["fields"]["on_behalf_of"] == ben["id"]


@pytest.mark.parametrize(
    ("args", "why"),
    [
        (["24", "-c", "11"], "check_in.confidence: is 11, it must be between 0"),
        (["24", "-c", "x"], "'x' is not a valid integer"),
        (["abc"], "check_in.value: not a number: 'abc' (try 27, 1.5, 500k)"),
        (["1234,567"], "can be read in two ways"),
        (["1e400"], "not a number"),
        (["24", "--date", "31 Juno"], "--date: not a date: '31 Juno'"),
        (["24", "--on-behalf-of", "Nobody"], "no person is called 'Nobody'"),
        (["24", "--frobnicate"], "No such option"),
        ([], "`okrtui checkin KR VALUE`"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_written(
    ana: Person, sales: dict[str, str], args: list[str], why: str
) -> None:
    before = ana.everything()
    said = ana.run("checkin", sales["rate"], *args, code=2)
    assert why in said.err
    assert said.err.count("\n") == 1
    assert said.out == ""
    assert ana.everything() == before


# --- a target that has moved


def test_a_moved_target_shows_with_both_scores(ana: Person, sales: dict[str, str]) -> None:
    ana.run("checkin", sales["rate"], 24)
    assert ana.ask("show", sales["rate"])["detail"]["moved"] is None
    ana.wait_until(datetime(2026, 11, 2, 9))
    ana.run("set", sales["rate"], "target=25")
    moved = ana.ask("show", sales["rate"])["detail"]["moved"]
    assert moved == {
        "first": {
            "start": 22,
            "target": 27,
            "low": None,
            "high": None,
            "target_text": "27 %",
            "progress": 40,
            "score": 0.4,
            "arithmetic": ["(24 - 22) / (27 - 22) = 40 %"],
        },
        "score": 0.67,
    }
    said = ana.run("show", sales["rate"]).out
    assert "first aimed at  27 %: 40 %, score 0.40; now score 0.67" in said
    assert "                (24 - 22) / (27 - 22) = 40 %" in said.splitlines()
    assert ana.ask("show", sales["rate"], "--as-of", "2026-11-01")["detail"]["moved"] is None
    ana.wait_until(datetime(2026, 11, 5, 9))
    ana.run("set", sales["rate"], "target=27")
    assert ana.ask("show", sales["rate"])["detail"]["moved"] is None
    assert ana.ask("show", sales["rate"], "--as-of", "2026-11-04")["detail"]["moved"] == moved
