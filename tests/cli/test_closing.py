"""score, scores, close, reopen, carry, review, compare and pack at the command line."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.cli.conftest import Person, Team


class Quarter(NamedTuple):
    """Ana leads Northwind and Sales; an objective of Sales is Ben's."""

    ana: Person
    ben: Person
    objective: str
    rate: str
    calls: str

    def meet(self) -> None:
        for person in 2 * (self.ana, self.ben):
            person.run("sync")


@pytest.fixture
def q4(team: Team, ana: Person) -> Quarter:
    """The quarter on 5 January, with check-ins, unscored."""
    ben = team.joiner()
    ana.run("sync")
    ana.add("unit", name="Sales", level="department", parent="Northwind", lead="me")
    objective = ana.add("objective", title="Sell more", unit="Sales", owner="Ben", stage="active")
    rate = ana.add("kr", objective=objective, title="Close rate", start=22, target=27, unit_of_measure="%")
    calls = ana.add("kr", objective=objective, title="Calls per rep", metric="at least", target=6)
    made = Quarter(ana, ben, objective, rate, calls)
    made.meet()
    ben.wait_until(datetime(2026, 11, 20, 9))
    ben.run("checkin", rate, 25, "-c", 6, "--learned", "They read mails at noon")
    ben.run("checkin", calls, 7)
    ben.wait_until(datetime(2027, 1, 5, 9))
    made.meet()
    return made


def test_scoring_as_owner_as_lead_and_together(q4: Quarter) -> None:
    said = q4.ben.run("score", "Close rate", "0.7", "--self", "Late", "--disposition", "carried-over")
    assert said.out.splitlines() == [
        "Close rate, as its owner: 0.70: closed short, committed is met at 1.0",
        "  proposed by the check-ins: 0.60",
        "  carried over",
    ]
    made = q4.ana.ask("score", q4.rate, "60%")
    q4.meet()
    assert made["role"] == "lead"
    [shown] = q4.ben.ask("score", q4.rate, "--as", "agreed")["scores"]
    assert (shown["source"], shown["scores"]["agreed"]["score"], shown["scores"]["owner"]["score"]) == (
        "lead",
        0.6,
        0.7,
    )
    assert shown["scores"]["agreed"]["person_name"] == "Ben Okafor"
    assert (shown["proposed"]["score"], shown["proposed"]["figures"]) == (0.6, "22 → 27 %")
    assert (shown["self_assessment"], shown["disposition"], shown["missing"]) == ("Late", "carried_over", [])
    whole = q4.ben.run("score", q4.objective, "--as", "agreed").out
    assert "Calls per rep, agreed as the check-ins propose: 1.00: met" in whole
    assert "Close rate, agreed: 0.60" in whole


@pytest.mark.parametrize(
    ("args", "why"),
    [
        (["Close rate", "7"], "7 is not from 0 to 1 (try 0.7 or 70%)"),
        (["Close rate", "-0.1"], "-0.1 is not from 0 to 1"),
        (["Close rate", "well"], "score.value"),
        (["Sell more", "0.7"], "an objective's score is made of its key results'"),
        (["Close rate", "0.7", "--keep"], "--keep: it leaves the score as it is"),
        (["Nothing", "0.7"], "no key result or objective"),
    ],
)
def test_what_cannot_be_scored(q4: Quarter, args: list[str], why: str) -> None:
    assert why in q4.ben.run("score", *args, code=2).err


def test_somebody_who_neither_owns_nor_leads_says_as_whom(q4: Quarter, team: Team) -> None:
    cleo = team.newcomer("cleo")
    cleo.run("join", team.folder, "--me", "Cleo Tan <cleo@example.org>")
    assert "say --as owner, lead or agreed" in cleo.run("score", "Close rate", "1", code=2).err
    assert cleo.ask("score", "Close rate", "1", "--as", "lead")["role"] == "lead"


def test_the_completion_board_shows_what_is_missing(q4: Quarter) -> None:
    q4.ben.run("score", q4.rate)
    found = q4.ben.ask("scores")
    assert (found["cycle"]["name"], found["complete"], found["closable"], found["late"]) == (
        "2026-Q4",
        False,
        False,
        [],
    )
    [unit] = found["units"]
    assert (unit["name"], unit["missing"]) == ("Sales", ["review"])
    assert [each["missing"] for each in unit["objectives"][0]["key_results"]] == [
        ["lead", "agreed", "self_assessment", "disposition"],
        ["owner", "lead", "agreed", "self_assessment", "disposition"],
    ]
    assert found["totals"]["owner"] == 1
    lines = q4.ben.run("scores", "Sales").out.splitlines()
    assert lines[0] == "2026-Q4  active, 2026-10-01 to 2026-12-31"
    assert "Sales  Ana Ruiz  (the quarterly review is missing)" in lines
    [line] = [line for line in lines if "Close rate" in line]
    assert line.split() == ["Close", "rate", "0.60", "0.60", "-", "-"]
    assert [o["title"] for u in q4.ben.ask("scores", "Close rate")["units"] for o in u["objectives"]] == ["Sell more"]
    assert q4.ben.ask("scores", "Northwind", "--cycle", "2026-Q4") == found
    assert q4.ben.ask("scores", "--as-of", "2026-12-01")["totals"]["owner"] == 0


def test_closing_reopening_and_what_comes_late(q4: Quarter) -> None:
    refused = q4.ana.run("close", code=2).err
    assert "no agreed score for 'Close rate', 'Calls per rep'" in refused
    q4.ana.run("score", q4.objective, "--as", "agreed", "--disposition", "carried-over")
    q4.meet()
    closed = q4.ana.run("close").out.splitlines()
    assert closed == [
        "2026-Q4 (2026-10-01 to 2026-12-31) is closed, with 1 objective; scores are frozen",
        "2 key results to be carried over: `okrtui carry 2026-Q4`",
    ]
    said = q4.ben.run("checkin", q4.rate, 27, "--date", "2026-12-30")
    assert said.err == ""
    q4.meet()
    assert "its scores are frozen; `okrtui reopen 2026-Q4`" in q4.ben.run("score", q4.rate, "1", code=2).err
    told = q4.ben.run("checkin", q4.rate, 27, "--date", "2026-12-31").err
    assert "2026-Q4 is closed: the score stays, this check-in shows as late" in told
    q4.meet()
    flags = [who.ask("scores")["late"] for who in (q4.ana, q4.ben)]
    assert flags[0] == flags[1]
    [flag] = flags[0]
    assert (flag["title"], flag["score"], flag["now"]) == ("Close rate", 0.6, 1.0)
    assert "late         1 agreed score: `okrtui scores`" in q4.ana.run("status").out
    assert "1 agreed score: `okrtui scores`" in q4.ana.run("status").out
    assert "a check-in for 2026-12-31 by Ben Okafor after 0.60 was agreed" in q4.ana.run("scores").out
    assert q4.ana.ask("score", q4.rate, "--keep") == {"kept": [q4.rate]}
    assert q4.ana.ask("scores")["late"] == []
    assert "late  " not in q4.ana.run("status").out
    assert q4.ana.run("score", q4.rate, "--keep").out == "nothing came after what was agreed\n"
    assert q4.ana.ask("reopen")["active"] == [q4.objective]
    assert "no cycle is closed" in q4.ana.run("reopen", code=2).err


def test_carrying_over(q4: Quarter) -> None:
    mission = q4.ana.add("mission", statement="Connect people", unit="Northwind")
    q4.ana.run("align", q4.objective, mission)
    q4.ana.run("score", q4.rate, "0.6", "--as", "agreed", "--disposition", "carried-over")
    done = q4.ana.ask("carry")
    new = done["key_results"][q4.rate]
    assert (done["cycle"]["name"], done["to"]["name"], done["aligned"]) == ("2026-Q4", "2027-Q1", 0)
    assert [(each["parent_title"], each["over"]) for each in done["offers"]] == [("Connect people", False)]
    fields = q4.ana.ask("show", new)["fields"]
    assert (fields["start"], fields["target"], fields["carried_from"]) == (25, 27, q4.rate)
    assert q4.ana.run("carry", "2026-Q4", "--align").out.splitlines() == [
        "2027-Q1: 0 key results carried over; 1 was there already",
        "  Sell more",
        "    Close rate",
        "aligned again: 1",
    ]
    q4.ana.run("undo")
    q4.ana.run("undo")
    assert "2027-Q1: 2 key results carried over" in q4.ana.run("carry", "--kr", q4.rate, "--kr", "Calls").out
    assert "nothing is to be carried over" in q4.ben.run("carry", code=2).err


def test_reviews_are_shown_and_held(q4: Quarter) -> None:
    due = q4.ana.ask("review")["reviews"]
    assert [(each["unit_name"], each["kind"], each["state"], each["month"]) for each in due] == [
        ("Sales", "monthly", "overdue", "2026-10"),
        ("Sales", "quarterly", "due", None),
    ]
    assert q4.ana.run("review").out.splitlines() == [
        "overdue  Sales: monthly review October  2026-10-31",
        "due      Sales: quarterly review  2026-12-31",
    ]
    month = q4.ana.ask("review", "monthly", "Sales", "--month", "2026-11")
    assert month["about"]["month"] == "2026-11"
    rate = next(each for each in month["key_results"] if each["id"] == q4.rate)
    assert (rate["then"]["value_text"], rate["now"]["value_text"], rate["change"]) == ("22 %", "25 %", 60)
    shown = q4.ana.run("review", "monthly", "Sales", "--month", "2026-11").out
    assert shown.startswith("Sales, November 2026: by how many points it moved, and how it stands\n")
    assert "+60  22 → 25 of 27 %  on track" in shown
    held = q4.ana.ask(
        "review", "quarterly", "Sales", "learned=Call early", "improvement=Call first", "improvement=Rest"
    )
    assert (held["new"], len(held["improvements"])) == (True, 2)
    assert q4.ana.run("review", "quarterly", "Sales", "worked=Calls").out == (
        "quarterly review of Sales, 2026-Q4: gone on with\n"
    )
    quarter = q4.ana.ask("review", "quarterly", "Sales")
    assert (quarter["review"]["worked"], quarter["review"]["learned"]) == ("Calls", "Call early")
    assert [each["text"] for each in quarter["improvements"]] == ["Call first", "Rest"]
    assert [each["text"] for each in quarter["remembered"]] == ["They read mails at noon"]
    text = q4.ana.run("review", "quarterly", "Sales").out
    assert "What was learned\n  Call early\n" in text
    assert "To be done better\n  Call first (Ana Ruiz)" in text
    assert [each["text"] for each in q4.ana.ask("plan")["improvements"]] == ["Call first", "Rest"]
    q4.ana.run("review", "monthly", "Sales", "present=Ana Ruiz, Ben", "decisions=Hire")
    assert q4.ana.ask("review", "monthly", "Sales")["about"]["month"] == "2026-12"


@pytest.mark.parametrize(
    ("args", "why"),
    [
        (["monthly", "Sales", "wurked=x"], "wurked: a review has no such field"),
        (["monthly", "Sales", "More"], "'More' is one word too many"),
        (["monthly", "--cycle", "2026-Q4"], "--cycle: a monthly review is about a --month"),
        (["quarterly", "--month", "2026-11"], "--month: a quarterly review is about a --cycle"),
        (["monthly", "--month", "November"], "'November' is not a month like 2026-11"),
        (["monthly", "--month", "2027-11"], "November 2027 has not begun yet"),
        (["monthly", "worked="], "the review says nothing yet"),
        (["monthly", "worked=a", "worked=b"], "worked: it is said twice"),
        (["--month", "2026-11"], "say which review"),
        (["monthly", "worked=x", "--as-of", "2026-12-01"], "a review is held now"),
    ],
)
def test_what_no_review_is(q4: Quarter, args: list[str], why: str) -> None:
    assert why in q4.ana.run("review", *args, code=2).err


def test_cycles_are_compared(q4: Quarter) -> None:
    q4.ana.run("score", q4.objective, "--as", "agreed", "--disposition", "carried-over")
    q4.ana.run("close")
    q4.ana.run("carry")
    q4.ana.run("set", "2027-Q1", "status=active")
    found = q4.ana.ask("compare", "Sales")
    assert [each["cycle"]["name"] for each in found["cycles"]] == ["2026-Q4", "2027-Q1"]
    assert (found["cycles"][0]["score"], found["cycles"][0]["tally"]["closed_short"]) == (0.8, 1)
    assert found["cycles"][0]["check_ins"] == {"made": 2, "wanted": 26}
    assert found["chains"][0]["links"][0]["score"] == 0.8
    lines = q4.ana.run("compare", "Sales").out.splitlines()
    assert "1 objective: 1 closed short; 2 key results: 1 yellow, 1 green; of these: 2 carried over" in lines[1]
    assert lines[-1].split() == ["Sell", "more", "0.80"]
    assert [each["title"] for each in q4.ana.ask("compare", "Northwind", "--below")["chains"]] == ["Sell more"]
    assert q4.ana.ask("compare", "Northwind")["chains"] == []


def test_a_pack_is_printed_and_noted(q4: Quarter, tmp_path: Path) -> None:
    text = q4.ana.run("pack", "Ben").out
    assert text.startswith("# Ben Okafor, 2026-Q4\n")
    assert "- 2026-11-20, Close rate: They read mails at noon" in text
    file = tmp_path / "pack.md"
    assert q4.ana.run("pack", "Ben", "-o", file).out == f"{file}: the pack of Ben Okafor\n"
    assert file.read_text("utf-8") == text
    facts = q4.ben.ask("pack", "--save", "--cycle", "2026-Q4")
    assert (facts["name"], facts["objectives"][0]["key_results"][0]["proposed"]) == ("Ben Okafor", 0.6)
    assert q4.ben.ask("show", facts["review"])["fields"]["kind"] == "quarterly"
    assert "a pack is noted as made now" in q4.ben.run("pack", "--save", "--as-of", "2026-12-01", code=2).err
    before = q4.ben.ask("pack", "--as-of", "2026-11-01")
    assert before["objectives"][0]["key_results"][0]["check_ins"] == []


def test_a_moved_target_shows_both(q4: Quarter) -> None:
    q4.ben.run("set", q4.rate, "target=32")
    [scores] = q4.ben.ask("score", q4.rate)["scores"]
    assert (scores["proposed"]["score"], scores["begun"]["score"], scores["begun"]["figures"]) == (
        0.3,
        0.6,
        "22 → 27 %",
    )
    assert "as it began: 22 → 27 %" in q4.ben.run("scores").out
    q4.ben.wait_until(datetime(2027, 1, 5, 9) + timedelta(days=2))
    assert q4.ben.ask("scores", "--as-of", "2027-01-06")["units"][0]["objectives"][0]["key_results"][0]["begun"]


def test_a_cycle_is_not_closed_or_opened_by_its_status_alone(q4: Quarter) -> None:
    said = q4.ana.run("set", "2026-Q4", "status=closed", code=2)
    assert said.err.splitlines() == [
        "okrtui: cycle.status: a cycle is closed with its objectives, once all is agreed: `okrtui close 2026-Q4`"
    ]
    assert q4.ana.ask("show", "2026-Q4")["fields"]["status"] == "active"
    q4.ana.run("score", q4.objective, "--as", "agreed")
    q4.ana.run("set", "2026-Q4", "status=closed", code=2)
    assert q4.ana.ask("show", q4.objective)["fields"]["stage"] == "active"
    q4.ana.run("close", "2026-Q4")
    assert "`okrtui reopen 2026-Q4`" in q4.ana.run("set", "2026-Q4", "status=active", code=2).err
    assert q4.ana.ask("set", "2026-Q4", "status=closed", "name=2026 Q4")["changed"] == ["name"]


def contested(q4: Quarter) -> None:
    """Ana has closed the quarter, and Ben, who has not heard of it, has gone back to planning it."""
    q4.ana.run("score", q4.objective, "--as", "agreed")
    q4.meet()
    q4.ana.run("close")
    q4.ben.run("set", "2026-Q4", "status=planning")


def stands(who: Person, q4: Quarter) -> tuple[str, str]:
    """The status of the cycle, and the stage of its objective."""
    return who.ask("show", "2026-Q4")["fields"]["status"], who.ask("show", q4.objective)["fields"]["stage"]


def test_where_all_is_agreed_a_conflict_can_be_settled_as_closed(q4: Quarter) -> None:
    done = q4.ana.add("objective", title="Done early", unit="Sales", stage="closed")
    q4.ana.add("kr", objective=done, title="Never scored", start=1, target=2)
    contested(q4)
    other = q4.ben.add("objective", title="Lose fewer", unit="Sales", owner="Ben", stage="active")
    q4.meet()
    said = q4.ben.run("resolve", "2026-Q4", "status", "closed").out
    assert said == "status of 2026-Q4: closed, with 2 objectives\n"
    q4.meet()
    assert stands(q4.ana, q4) == ("closed", "closed")
    assert q4.ana.ask("show", other)["fields"]["stage"] == "closed"
    assert "its scores are frozen" in q4.ana.run("score", q4.rate, "1", code=2).err
    q4.ben.run("undo")
    assert q4.ben.ask("show", other)["fields"]["stage"] == "active"
    assert [each["field"] for each in q4.ben.ask("conflicts", code=1)["conflicts"]] == ["status"]


def test_where_something_is_not_agreed_a_conflict_is_settled_as_anything_but_closed(q4: Quarter) -> None:
    contested(q4)
    late = q4.ben.add("kr", objective=q4.objective, title="Renewals", start=82, target=90)
    q4.meet()
    refused = q4.ana.run("resolve", "2026-Q4", "status", "closed", code=2).err
    assert refused == (
        "okrtui: 2026-Q4 cannot be closed before all is agreed: no agreed score for 'Renewals'; "
        "choose another status, agree, and `okrtui close 2026-Q4` closes it\n"
    )
    said = q4.ana.ask("resolve", "2026-Q4", "status", "active")
    assert (said["value"], said["objectives"]) == ("active", [q4.objective])
    assert stands(q4.ana, q4) == ("active", "active")
    q4.ana.run("score", late, "0.5", "--as", "agreed")
    q4.ana.run("close", "2026-Q4")
    assert stands(q4.ana, q4) == ("closed", "closed")


def test_settling_what_nobody_has_closed_takes_no_objective_along(q4: Quarter) -> None:
    done = q4.ana.add("objective", title="Done early", unit="Sales", stage="closed")
    q4.meet()
    q4.ana.run("set", "2026-Q4", "status=planning")
    q4.ana.run("set", "2026-Q4", "status=active")
    q4.ben.run("set", "2026-Q4", "status=planning")
    q4.meet()
    assert q4.ana.run("resolve", "2026-Q4", "status", "active").out == "status of 2026-Q4: active\n"
    assert q4.ana.ask("show", done)["fields"]["stage"] == "closed"


def test_a_cycle_of_the_past_can_be_added_as_closed_for_nothing_in_it_waits_for_a_score(q4: Quarter) -> None:
    q4.ana.add("cycle", name="2026-Q3", start="2026-07-01", end="2026-09-30", status="closed")
    assert q4.ana.ask("reopen", "2026-Q3")["active"] == []
    assert q4.ana.ask("close", "2026-Q3")["closed"] == []
