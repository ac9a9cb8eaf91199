"""The chain from mission to measure, and how much of a company ladders up."""

from fractions import Fraction

import pytest

from okrtui.okr.chain import coverage, coverage_words, hypothesis, ladder, reached_by, steps_to
from okrtui.okr.readiness import readiness
from tests.okr.making import END, Making


@pytest.fixture
def making() -> Making:
    """Mission ‹ a ‹ b's key result ‹ c; d serves the goal; e serves nothing."""
    making = Making()
    making.put("mission", "m", statement="Why", unit="co")
    making.put("goal", "g", title="Revenue")
    for id in "abcde":
        making.objective(id)
    making.key_result("kb", "b")
    making.put("measure", "calls", name="Calls", key_result="kb")
    for child, parent in (("a", "m"), ("b", "a"), ("c", "kb"), ("d", "g")):
        making.align(child, parent)
    return making


def test_each_thing_is_reached_by_what_stands_right_below_it(making: Making) -> None:
    making.put("kpi", "k", name="Win rate", goal="g", metrics=["x", "gone"])
    making.put("metric", "x", name="Won")
    company = making.company
    assert reached_by(company, "mission", "m") == [("objective", "a")]
    assert reached_by(company, "objective", "b") == [("key_result", "kb")]
    assert reached_by(company, "key_result", "kb") == [("measure", "calls"), ("objective", "c")]
    assert reached_by(company, "goal", "g") == [("objective", "d"), ("kpi", "k")]
    assert reached_by(company, "kpi", "k") == [("metric", "x")]
    assert reached_by(company, "measure", "calls") == []


def test_an_objective_of_another_cycle_is_left_out_but_not_one_of_the_year_around_it_or_of_none(making: Making) -> None:
    making.put("cycle", "year", name="2026", start="2026-01-01", end=str(END), status="active")
    making.put("cycle", "q4", parent="year")
    making.put("cycle", "q3", name="2026-Q3", start="2026-07-01", end="2026-09-30", status="closed")
    for id, cycle in (("old", "q3"), ("annual", "year"), ("timeless", None)):
        making.objective(id, cycle=cycle)
        making.align(id, "m")
    found = [id for _, id in reached_by(making.company, "mission", "m", "q4")]
    assert sorted(found) == ["a", "annual", "timeless"]


def test_a_key_result_is_no_step_of_its_own(making: Making) -> None:
    assert steps_to(ladder(making.company), ["m"]) == {"a": 1, "b": 2, "c": 3}


def test_the_shortest_way_counts(making: Making) -> None:
    making.align("c", "m")
    assert steps_to(ladder(making.company), ["m"])["c"] == 1


def test_coverage_counts_the_cycles_objectives_that_reach_a_mission_or_goal(making: Making) -> None:
    found = coverage(making.company, "q4")
    assert (found.objectives, found.reaching, found.share) == (5, 4, Fraction(4, 5))
    assert found.within(1) == Fraction(2, 5)
    assert coverage(making.company, "q4", ["m"]).share == Fraction(3, 5)
    assert coverage_words(found) == "80 % of objectives reach the mission in at most three steps"


def test_coverage_says_in_how_many_steps_the_farthest_reach_it(making: Making) -> None:
    making.align("e", "c")
    words = coverage_words(coverage(making.company, "q4", ["m"]))
    assert words == "60 % of objectives reach the mission in at most three steps, 80 % in at most four"


def test_coverage_of_nothing_says_so(making: Making) -> None:
    assert coverage_words(coverage(Making().company, "q4")) == ""
    making.put("mission", "other", statement="Else")
    assert coverage_words(coverage(making.company, "q4", ["other"]), "it") == "no objective reaches it yet"


def test_a_goal_and_its_objective_read_as_a_hypothesis() -> None:
    told = hypothesis("Revenue to $2.4M.", "Make the value obvious", "A client decides without fear.")
    assert told == (
        "To reach “Revenue to $2.4M”, we believe that “Make the value obvious” will take us there, "
        "because: A client decides without fear."
    )
    assert hypothesis("G", "O").endswith("“O” will take us there.")


def test_readiness_names_what_is_missing_until_nothing_is(making: Making) -> None:
    def lacking() -> list[str]:
        return [check.id for check in readiness(making.company, making.standings.today) if check.lacking]

    assert lacking() == ["vision", "leads", "leaders", "owners"]
    making.put("workspace", "ws", vision="Connect everyone")
    making.put("person", "ana", name="Ana", email="a@example.org")
    making.put("unit", "co", lead="ana")
    assert lacking() == ["leaders", "owners"]
    for id in "abcde":
        making.put("objective", id, owner="ana")
    assert lacking() == []


def test_without_a_cycle_nothing_is_planned() -> None:
    making = Making(END.replace(year=2027))
    assert "cycle" in [check.id for check in readiness(making.company, making.standings.today) if check.lacking]
