"""Goals: from, to, by; and the phases of MOKM."""

from datetime import date
from fractions import Fraction

from okrtui.okr import phases
from okrtui.okr.goals import goal_standing
from okrtui.okr.kinds import Status
from tests.okr.making import END, START, Making


def a_goal(today: date, **fields: object) -> Making:
    making = Making(today)
    given = {"title": "Revenue", "baseline": 100, "target": 200, "due": "2026-10-30", **fields}
    making.put_on(START, "goal", "g", **given)  # type: ignore[arg-type]  # any field
    return making


def test_a_goal_stands_as_a_committed_key_result_from_its_first_day_on() -> None:
    making = a_goal(date(2026, 10, 15))
    making.put("reading", "r", subject="g", date="2026-10-14", value=145)
    found = goal_standing(making.standings, "g")
    # 45 of 100; 15 of the 30 days from 1 to 30 October.
    assert (found.value, found.progress, found.expected) == (Fraction(145), Fraction(45, 100), Fraction(1, 2))
    assert found.status is Status.ON_TRACK


def test_it_begins_with_its_first_reading_where_that_is_earlier() -> None:
    making = a_goal(date(2026, 10, 15))
    making.put("reading", "r", subject="g", date="2026-09-01", value=100)
    found = goal_standing(making.standings, "g")
    # 45 of the 60 days from 1 September to 30 October.
    assert (found.progress, found.expected, found.status) == (Fraction(0), Fraction(3, 4), Status.AT_RISK)


def test_without_reading_or_due_day_there_is_no_status() -> None:
    assert goal_standing(a_goal(START).standings, "g").status is None
    making = a_goal(START, due=None)
    making.put("reading", "r", subject="g", date=str(START), value=150)
    found = goal_standing(making.standings, "g")
    assert (found.progress, found.expected, found.status) == (Fraction(1, 2), None, None)


def test_what_should_fall_makes_progress_as_it_falls() -> None:
    making = a_goal(START, baseline=50, target=30)
    making.put("reading", "r", subject="g", date=str(START), value=40)
    assert goal_standing(making.standings, "g").progress == Fraction(1, 2)


def test_mokm_goes_through_its_phases_one_after_the_other() -> None:
    making = Making(START)
    seen = [phases.phase(making.standings)]

    def then() -> None:
        seen.append(phases.phase(making.standings))

    making.put("workspace", "ws", vision="Connect everyone")
    then()
    making.put("mission", "m", statement="Why")
    then()
    making.objective("o", stage="draft")
    making.key_result("k", "o")
    making.align("o", "m")
    then()
    making.put("objective", "o", stage="agreed")
    then()
    making.standings.set_today(date(2027, 1, 4))
    then()
    making.put("template", "t", title="Win renewals")
    then()
    vision, strategy, execution = phases.VISION, phases.STRATEGY, phases.EXECUTION
    after = [phases.STANDARDIZATION, phases.IMPROVEMENT]
    assert seen == [vision, vision, strategy, strategy, execution, *after]


def test_a_closed_cycle_is_no_longer_executed() -> None:
    making = Making(START)
    making.put("workspace", "ws", vision="Connect everyone")
    making.put("mission", "m", statement="Why")
    making.objective("o", stage="active")
    making.key_result("k", "o")
    making.align("o", "m")
    making.put("cycle", "q4", status="closed", end=str(END))
    assert phases.phase(making.standings) == phases.STANDARDIZATION
