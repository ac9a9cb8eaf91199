"""Finding people, units, objectives and key results by a few letters."""

from pathlib import Path

import pytest

from okrtui.workspace.edits import New, create
from okrtui.workspace.jumps import find_jumps, shown_at
from okrtui.workspace.own_unit import individual_unit
from tests.screens.pair import Pair


@pytest.fixture
def pair(tmp_path: Path) -> Pair:
    return Pair(tmp_path)


def titles(pair: Pair, said: str) -> list[str]:
    """What is found, in order."""
    return [jump.title for jump in find_jumps(pair.ana, said)]


def test_every_word_must_be_part_of_the_title_in_whatever_order_and_case(pair: Pair) -> None:
    assert titles(pair, "TEAM sales") == ["Improve sales across the team"]
    assert titles(pair, "team sailing") == []
    assert titles(pair, " ") == []


def test_beginnings_come_before_word_beginnings_and_those_before_the_rest(pair: Pair) -> None:
    for title in ("Resale of licences", "Sales training", "Better sales pages"):
        pair.make("objective", title=title, unit=pair.sales)
    found = titles(pair, "sale")
    assert found == [
        "Sales",
        "Sales training",
        "Better sales pages",
        "Improve sales across the team",
        "Resale of licences",
    ]


def test_what_is_of_another_cycle_comes_last_and_says_so(pair: Pair) -> None:
    cycle = pair.make("cycle", name="2026-Q3", kind="quarter", start="2026-07-01", end="2026-09-30", status="closed")
    pair.make("objective", title="Improve", unit=pair.sales, cycle=cycle)
    *_, last = find_jumps(pair.ana, "improve")
    assert (last.title, last.place) == ("Improve", "2026-Q3, Sales")


def test_each_says_where_it_belongs(pair: Pair) -> None:
    create(pair.ana, New("membership", {"person": pair.ana.person, "unit": pair.sales}))
    places = {jump.title: jump.place for said in ("ana", "sales", "close") for jump in find_jumps(pair.ana, said)}
    assert places["Ana Ruiz"] == "Northwind, Sales"
    assert places["Sales"] == "Northwind"
    assert places["Improve sales across the team"] == "Sales, Ana Ruiz"
    assert places["Close rate to 27 %"] == "Improve sales across the team"


def test_a_person_is_shown_at_their_own_unit_else_at_their_first_one(pair: Pair) -> None:
    pair.sync()
    assert shown_at(pair.ana, "person", pair.ben.person) is None
    create(pair.ana, New("membership", {"person": pair.ben.person, "unit": pair.sales}))
    assert shown_at(pair.ana, "person", pair.ben.person) == ("unit", pair.sales)
    [own] = individual_unit(pair.ana, pair.ben.person)
    create(pair.ana, own)
    assert shown_at(pair.ana, "person", pair.ben.person) == ("unit", own.id)
    assert titles(pair, "ben okafor") == ["Ben Okafor"]
    assert shown_at(pair.ana, "objective", pair.objective) == ("objective", pair.objective)


def test_no_more_than_asked_for(pair: Pair) -> None:
    assert len(find_jumps(pair.ana, "e", limit=2)) == 2
