"""plan, propose, counter, withdraw, agree, commit, start, localize, share, accept, decline, takeup."""

import json

import pytest

from tests.cli.conftest import Person, Team


@pytest.fixture
def ben(team: Team, ana: Person) -> Person:
    """Ben, who leads Sales below Ana's Northwind; the next quarter is being planned."""
    ben = team.joiner()
    ana.run("sync")
    ana.add("unit", name="Sales", level="department", parent="Northwind", lead="Ben")
    ana.run("plan", "next")
    ben.run("sync")
    return ben


@pytest.fixture
def draft(ana: Person, ben: Person) -> str:
    """Ben's draft for Sales."""
    id = ben.add("objective", title="Sell more", unit="Sales", cycle="2027-Q1")
    ben.add("kr", objective=id, title="Close rate", start=22, target=27, unit_of_measure="%")
    ana.run("sync")
    return id


def met(*people: Person) -> None:
    for person in 2 * people:
        person.run("sync")


def test_plan_next_makes_the_quarter_after_the_last_one_once(ana: Person) -> None:
    made = ana.ask("plan", "next")
    assert (made["name"], made["start"], made["end"], made["status"], made["made"]) == (
        "2027-Q1",
        "2027-01-01",
        "2027-03-31",
        "planning",
        True,
    )
    assert ana.ask("plan", "next") == {**made, "made": False}
    assert "2027-Q1 (2027-01-01 to 2027-03-31) is being planned already" in ana.run("plan", "next").out
    ana.run("undo")
    assert ana.ask("plan")["cycle"]["name"] == "2026-Q4"
    assert "plan next" in ana.run("plan", "next", "--as-of", "today", code=2).err


def test_years_hold_the_quarters_that_are_planned_in_them(ana: Person) -> None:
    ana.run("plan", "next", "--year")
    ana.run("set", "2026", "status=active")
    year = ana.ask("plan", "next", "--year")
    assert (year["name"], year["start"], year["end"], year["kind"]) == ("2027", "2027-01-01", "2027-12-31", "year")
    quarter = ana.ask("plan", "next")
    assert ana.ask("show", quarter["id"])["fields"]["parent"] == year["id"]
    ana.add("objective", title="Double the business", unit="Northwind", cycle="2027")
    assert "  2027: Double the business" in ana.run("plan").out
    assert "plan next --year" in ana.run("plan", "--year", code=2).err


def test_the_board_as_text(ana: Person, ben: Person, draft: str) -> None:
    ben.run("propose", draft)
    met(ben, ana)
    said = ana.run("plan").out.splitlines()
    assert said[:2] == [
        "2027-Q1  planning, 2027-01-01 to 2027-03-31",
        "0 of 2 units agreed, 1 proposal for you to answer",
    ]
    assert said[2].startswith("Northwind ")
    assert said[2].endswith("Ana Ruiz  0 of 3-5 objectives")
    assert said[3].startswith("  Sales ")
    assert said[4].startswith("    proposed  Sell more ◆ ")
    assert said[4].endswith("  Ben Okafor, Ana Ruiz to answer, orphan")
    assert len(said) == 5
    assert len(ana.run("plan", "--unit", "Sales").out.splitlines()) == 4
    ana.run("agree", draft)
    assert ana.run("plan").out.splitlines()[4].endswith("  Ben Okafor committed, with Ana Ruiz, orphan")
    assert ana.run("plan", "--cycle", "2026-Q4").out.startswith("2026-Q4  active")


def test_the_board_as_json_with_the_keys_of_the_docs(ana: Person, ben: Person, draft: str) -> None:
    ben.run("propose", draft)
    found = ben.ask("plan")
    assert list(found) == ["cycle", "units", "improvements", "totals"]
    sales = found["units"][1]
    assert sales["limits"] == {"total": 1, "least": 3, "most": 5, "first": 0, "first_most": 3}
    (card,) = sales["objectives"]
    assert (card["id"], card["stage"], card["turn_name"], card["orphan"]) == (draft, "proposed", "Ana Ruiz", True)
    assert [word["name"] for word in card["commitments"]] == ["Ben Okafor"]
    assert (found["totals"]["units"], found["totals"]["objectives"]["proposed"]) == (2, 1)


def test_a_proposal_goes_back_and_forth_and_is_agreed(ana: Person, ben: Person, draft: str) -> None:
    lead = ana.ask("whoami")["id"]
    assert ben.ask("propose", "Sell more") == {"kind": "objective", "id": draft, "stage": "proposed", "turn": lead}
    met(ben, ana)
    said = ana.run("counter", "Close rate", "target=30", "-m", "aim higher").out
    assert said == "Sell more: proposed; Ben Okafor has to answer\n"
    met(ana, ben)
    assert ben.ask("show", "Close rate")["fields"]["target"] == 30
    assert [each["title"] for each in ben.ask("list", "comment")["objects"]] == ["counter-proposal: aim higher"]
    assert ben.ask("agree", "Sell more")["stages"] == {draft: "agreed"}
    met(ben, ana)
    assert ana.ask("plan")["totals"]["agreed"] == 1
    assert ben.run("withdraw", draft).out == "Sell more: draft\n"
    assert ben.run("undo").code == 0
    assert ben.ask("show", draft)["fields"]["stage"] == "agreed"


def test_everything_that_waits_is_agreed_to_at_once(ana: Person, ben: Person, draft: str) -> None:
    other = ben.add("objective", title="Sell better", unit="Sales", cycle="2027-Q1")
    for id in (draft, other):
        ben.run("propose", id)
    met(ben, ana)
    assert set(ana.ask("agree", "--all")["agreed"]) == {draft, other}
    assert "nothing waits for you" in ana.run("agree", "--all").out
    ana.run("undo")
    assert len(ana.ask("agree", "Sell more", "Sell better")["agreed"]) == 2
    assert "--all" in ana.run("agree", code=2).err
    assert "--all" in ana.run("agree", draft, "--all", code=2).err


def test_people_commit_by_name(ana: Person, ben: Person, draft: str) -> None:
    ben.run("propose", draft)
    met(ben, ana)
    made = ben.ask("commit", draft, "--on-behalf-of", "Ana")
    assert (made["kind"], made["objective"], made["stage"]) == ("commitment", draft, "agreed")
    assert ana.run("commit", draft).out == "Ana Ruiz commits to Sell more\n"


def test_start_lists_what_is_left(ana: Person, ben: Person, draft: str) -> None:
    ben.run("propose", draft)
    ben.add("objective", title="A mere idea", unit="Sales", cycle="2027-Q1")
    met(ben, ana)
    ana.run("agree", draft)
    started = ana.ask("start")
    assert (started["cycle"]["status"], started["active"]) == ("active", [draft])
    assert [(each["title"], each["stage"]) for each in started["left"]] == [("A mere idea", "draft")]
    ana.run("undo")
    assert ana.run("start", "--cycle", "2027-Q1").out.splitlines() == [
        "2027-Q1 (2027-01-01 to 2027-03-31) runs; 1 objective became active",
        "not agreed yet, and left as it is:",
        "  draft     A mere idea",
    ]


def test_a_parent_is_localized_and_a_partner_asked(ana: Person, ben: Person) -> None:
    top = ana.add("objective", title="Lead the market", unit="Northwind", cycle="2027-Q1")
    id = ana.run("localize", "Lead the", "Sales", "title=Win the big accounts", "priority=yes").out.strip()
    fields = ana.ask("show", id)["fields"]
    assert (fields["title"], fields["priority"], fields["stage"]) == ("Win the big accounts", True, "draft")
    assert ana.ask("show", id)["detail"]["serves"] == ["Lead the market"]
    shared = ana.ask("share", top, "Sales")
    assert (shared["state"], shared["objective"]) == ("asked", top)
    met(ana, ben)
    assert ben.run("accept", "Lead the market").out == "Sales shares Lead the market\n"
    assert ben.ask("decline", shared["id"], "--unit", "Sales")["state"] == "declined"
    met(ben, ana)
    assert ana.ask("plan")["units"][0]["objectives"][0]["shares"][0]["state"] == "declined"


def test_the_share_of_ones_own_unit_is_meant_where_several_were_asked(ana: Person, ben: Person) -> None:
    top = ana.add("objective", title="Lead", unit="Northwind", cycle="2027-Q1")
    for name in ("Marketing", "Product"):
        ana.add("unit", name=name, parent="Northwind")
        ana.run("share", top, name)
    assert "say --unit" in ana.run("accept", top, code=2).err
    assert ana.ask("accept", top, "--unit", "Product")["state"] == "accepted"
    ana.run("share", top, "Sales")
    met(ana, ben)
    assert ben.run("decline", top).out == "Sales does not share Lead\n"
    assert "nobody asked Northwind" in ana.run("accept", top, "--unit", "Northwind", code=2).err


def test_an_improvement_is_taken_up(ana: Person, ben: Person) -> None:
    one, other = (ana.add("improvement", text=text) for text in ("Fewer meetings", "More talks"))
    assert f"  {one}  Fewer meetings" in ana.run("plan").out
    made = ana.ask("takeup", one)
    assert ana.ask("list", "cycle")["objects"][1]["id"] == made["cycle"]
    objective = ana.run("takeup", other, "--unit", "Sales").out.strip()
    assert ana.ask("show", objective)["title"] == "More talks"
    assert ana.ask("plan")["improvements"] == []


def test_what_cannot_be_done_is_said(ana: Person, ben: Person, draft: str) -> None:
    assert "is a draft" in ana.run("counter", draft, "-m", "no", code=2).err
    assert "has to be proposed first" in ana.run("agree", draft, code=2).err
    assert json.loads(ana.run("propose", "nothing", "--json", code=2).err)["exit_code"] == 2
    assert "--as-of" in ana.run("propose", draft, "--as-of", "today", code=2).err
