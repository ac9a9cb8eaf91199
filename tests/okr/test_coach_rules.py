"""Where the rules of the coach draw their lines. The table of all of them is `tests/cli/coached`."""

from datetime import date

import pytest

from okrtui.okr.coach.coach import Coach
from okrtui.okr.kinds import Preset
from tests.okr.making import Making

MID = date(2026, 11, 18)


@pytest.fixture
def making() -> Making:
    """A company in the middle of its cycle, with a department and two teams, one in the other."""
    made = Making(MID)
    made.put("person", "ana", name="Ana")
    made.put("unit", "sales", name="Sales", level="department", parent="co", lead="ana")
    made.put("unit", "east", name="East", level="team", parent="sales", lead="ana")
    made.put("unit", "shore", name="Shore", level="team", parent="east", lead="ana")
    return made


def said(making: Making, id: str) -> dict[str, str]:
    return {finding.rule: finding.message for finding in Coach(making.standings).of(id)}


# --- levels


def test_a_team_may_serve_the_team_that_it_is_part_of(making: Making) -> None:
    making.objective("wide", unit="east")
    making.objective("near", unit="shore")
    making.align("near", "wide")
    assert "AL-LEVEL" not in said(making, "near")
    making.objective("beside", unit="shore")
    making.align("beside", "near")
    assert "stands no higher" in said(making, "beside")["AL-LEVEL"]


def test_what_stands_below_is_no_parent(making: Making) -> None:
    making.objective("low", unit="shore")
    making.objective("high", unit="east")
    making.key_result("rate", "low")
    making.align("high", "rate")
    assert "AL-LEVEL" in said(making, "high")


def test_a_quarter_may_serve_the_year_of_the_same_unit(making: Making) -> None:
    making.put("cycle", "year", name="2026", kind="year", start="2026-01-01", end="2026-12-31", status="active")
    making.objective("annual", cycle="year")
    making.objective("quarterly")
    making.align("quarterly", "annual")
    assert "AL-LEVEL" not in said(making, "quarterly")


# --- limits


@pytest.mark.parametrize(("count", "rule"), [(1, "O-MIN"), (2, "O-MIN"), (3, None), (5, None), (6, "O-MAX")])
def test_both_ends_of_a_limit_are_still_good(making: Making, count: int, rule: str | None) -> None:
    for number in range(count):
        making.objective(f"o{number}")
    assert {"O-MIN", "O-MAX"} & said(making, "co").keys() == ({rule} if rule else set())


def test_a_workspace_has_its_own_limits(making: Making) -> None:
    for number in range(6):
        making.objective(f"o{number}")
    making.put("workspace", "ws", limits=["objectives_max=6"])
    assert "O-MAX" not in said(making, "co")
    making.put("workspace", "ws", limits=["objectives_max=2"])
    assert "at most 2" in said(making, "co")["O-MAX"]


def test_few_key_results_matter_less_in_okr(making: Making) -> None:
    making.objective("sell")
    making.key_result("rate", "sell")
    severities = {}
    for preset in Preset:
        making.put("workspace", "ws", preset=str(preset))
        found = [each for each in Coach(making.standings).of("sell") if each.rule == "KR-MIN"]
        severities[preset] = str(found[0].severity)
    assert severities == {Preset.OKR: "I", Preset.MOKM: "W", Preset.GOKR: "W", Preset.SME: "W"}


# --- what is not worked on any more


def test_the_coach_is_silent_about_what_is_closed(making: Making) -> None:
    making.objective("sell")
    making.key_result("task", "sell", title="Launch it")
    making.put("blocker", "wall", subject="task", description="No access")
    making.put("initiative", "step", subject="task", title="Ask")
    making.put("blocker", "other", subject="step", description="No answer")
    assert all(said(making, id) for id in ("sell", "task", "wall", "other"))
    making.put("objective", "sell", stage="closed")
    assert not any(said(making, id) for id in ("sell", "task", "wall", "other"))
    making.put("objective", "sell", stage="active")
    making.put("cycle", "q4", status="closed")
    assert not any(said(making, id) for id in ("sell", "task", "wall", "other"))


def test_a_blocker_wants_someone_who_solves_it_and_then_a_week(making: Making) -> None:
    making.objective("sell")
    making.put("blocker", "wall", subject="sell", raised="2026-11-11")
    assert said(making, "wall")["BLK-OLD"] == "Nobody is named to solve it."
    making.put("blocker", "wall", solver="ana")
    assert said(making, "wall") == {}
    making.put("blocker", "wall", raised="2026-11-10")
    assert said(making, "wall")["BLK-OLD"] == "It has been open for 8 days."
    making.put("blocker", "wall", resolved="2026-11-18")
    assert said(making, "wall") == {}


# --- key results


def test_what_is_held_or_done_needs_no_start_and_steps_no_number(making: Making) -> None:
    making.objective("sell")
    making.key_result("held", "sell", title="Churn", metric="at_most", start=None, target=2, unit_of_measure="%")
    making.key_result("steps", "sell", title="Portal", metric="milestones", start=None, target=None)
    making.key_result("span", "sell", title="Heat", metric="between", start=None, target=None, low=1, high=2)
    assert not {"KR-BASE", "KR-NUM"} & said(making, "held").keys()
    assert not {"KR-BASE", "KR-NUM", "KR-TASK"} & said(making, "steps").keys()
    assert said(making, "span")["KR-NUM"] == "It has no unit of measure: quantify it."


def test_yes_or_no_is_a_task_unless_something_measures_it(making: Making) -> None:
    making.objective("sell")
    making.key_result("signed", "sell", title="Contract with Acme", metric="yes_no", start=None, target=None)
    assert "Done or not done" in said(making, "signed")["KR-TASK"]
    making.put("measure", "calls", key_result="signed", name="Calls", target=3)
    assert "KR-TASK" not in said(making, "signed")


def test_a_next_step_or_a_blocker_is_an_answer_to_a_risk(making: Making) -> None:
    making.objective("sell")
    making.key_result("rate", "sell")
    making.check_in("c1", "rate", 1, MID)
    assert "RISK-NOACT" in said(making, "rate")
    making.put("check_in", "c1", next_step="Call them")
    assert "RISK-NOACT" not in said(making, "rate")
    making.put("check_in", "c1", next_step=" ")
    making.put("blocker", "wall", subject="sell", description="No access")
    assert "RISK-NOACT" not in said(making, "rate")
    making.put("blocker", "wall", resolved=str(MID))
    assert "RISK-NOACT" in said(making, "rate")


def test_the_first_confidence_is_the_earliest_days(making: Making) -> None:
    making.objective("sell")
    making.key_result("rate", "sell")
    making.check_in("later", "rate", 60, date(2026, 11, 16))
    making.put("check_in", "later", confidence=9)
    assert "KR-EASY" in said(making, "rate")
    making.check_in("first", "rate", 50, date(2026, 10, 5), on=MID)
    making.put("check_in", "first", confidence=2)
    assert {"KR-EASY", "KR-HARD"} & said(making, "rate").keys() == {"KR-HARD"}


# --- strategy and rhythm


def test_an_objective_is_proven_by_a_lagging_kpi(making: Making) -> None:
    making.put("workspace", "ws", preset="mokm")
    making.objective("sell", kpi="k", kpi_target=90, kpi_due="2026-12-31")
    assert said(making, "sell")["O-NUMBER"] == "It has no lagging KPI."
    making.put("kpi", "k", name="Renewals", indicator="leading")
    assert said(making, "sell")["O-NUMBER"] == "It has no lagging KPI."
    making.put("kpi", "k", indicator="lagging")
    assert "O-NUMBER" not in said(making, "sell")


def test_a_goal_says_from_to_and_by(making: Making) -> None:
    making.put("workspace", "ws", preset="gokr")
    making.put("goal", "g", title="Revenue")
    assert said(making, "g")["G-RANGE"] == "It does not say from what, to what and by when."
    making.put("goal", "g", baseline=1, target=2)
    assert said(making, "g")["G-RANGE"] == "It does not say by when."


def test_a_cycle_that_is_over_wants_its_own_review_and_no_months(making: Making) -> None:
    making.objective("sell")
    assert said(making, "co")["REVIEW-MISS"] == "The monthly review of October has not been held."
    making.standings.set_today(date(2027, 1, 20))
    assert said(making, "co")["REVIEW-MISS"] == "The review of 2026-Q4 has not been held."
    making.put("review", "r", kind="quarterly", unit="co", cycle="q4", date="2027-01-05")
    assert "REVIEW-MISS" not in said(making, "co")


def test_who_stands_higher_looks_back_for_all_below(making: Making) -> None:
    making.objective("sell", unit="east")
    assert "REVIEW-MISS" in said(making, "east")
    making.put("review", "r", kind="monthly", unit="sales", date="2026-11-02")
    assert "REVIEW-MISS" not in said(making, "east")
