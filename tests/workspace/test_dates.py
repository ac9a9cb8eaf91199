"""What falls on which day for people and units."""

from datetime import date, timedelta

import pytest

from okrtui.okr.occasions import Days, Occasion, What
from okrtui.workspace.dates import dates_of, dates_of_unit
from okrtui.workspace.nudging import waiting
from okrtui.workspace.workspace import Workspace
from tests.workspace.team import Team, close, key_result, make, objective, set_fields


def of_kind(occasions: list[Occasion], what: What) -> list[Occasion]:
    return [each for each in occasions if each.what is what]


def unit(ana: Workspace, name: str, **fields: object) -> str:
    root = ana.company.child_units(None)[0].id
    return make(ana, "unit", **{"name": name, "level": "department", "parent": root, **fields})


@pytest.fixture
def sales(ana: Workspace) -> str:
    """Ana's department, which checks in every second Tuesday."""
    return unit(ana, "Sales", lead=ana.person, check_in_weekday="tuesday", check_in_weeks=2)


def test_the_dates_of_whoever_leads_the_company(ana: Workspace) -> None:
    goal = objective(ana, "Grow", owner=ana.person)
    for title in ("Close rate", "Calls"):
        key_result(ana, goal, title)
    found = dates_of(ana, ana.person)
    [check_in] = of_kind(found, What.CHECK_IN)
    assert check_in.title == "Check in: 2 key results"
    assert check_in.about == ("Close rate", "Calls")
    assert check_in.days == Days(date(2026, 10, 2), 1, date(2026, 12, 25), date(2026, 12, 31))
    assert [each.title for each in of_kind(found, What.MEETING)] == ["Meeting: Northwind"]
    reviews = of_kind(found, What.MONTHLY_REVIEW)
    assert [(each.title, each.days.first, each.about) for each in reviews] == [
        ("Review of October: Northwind", date(2026, 10, 31), ("to be held by 7 November 2026",)),
        ("Review of November: Northwind", date(2026, 11, 30), ("to be held by 7 December 2026",)),
        ("Review of December: Northwind", date(2026, 12, 31), ("to be held by 7 January 2027",)),
    ]
    [quarter] = of_kind(found, What.QUARTERLY_REVIEW)
    assert (quarter.title, quarter.about) == ("Review of 2026-Q4: Northwind", ("to be held by 14 January 2027",))
    ends = [each.title for each in found if each.what in (What.CYCLE_START, What.CYCLE_END)]
    assert ends == ["2026-Q4 begins", "2026-Q4 ends"]


def test_each_rhythm_has_a_series_of_its_own(ana: Workspace, sales: str) -> None:
    key_result(ana, objective(ana, "Grow", owner=ana.person))
    key_result(ana, objective(ana, "Sell", owner=ana.person, unit=sales))
    first, second = of_kind(dates_of(ana, ana.person), What.CHECK_IN)
    assert {first.days.first, second.days.first} == {date(2026, 10, 2), date(2026, 10, 13)}
    assert {first.days.weeks, second.days.weeks} == {1, 2}
    assert first.key != second.key
    [meeting] = [each for each in of_kind(dates_of(ana, ana.person), What.MEETING) if "Sales" in each.title]
    assert (meeting.days.first, meeting.days.weeks) == (date(2026, 10, 19), 2)


def test_another_day_moves_a_series_and_makes_no_other(ana: Workspace, sales: str) -> None:
    key_result(ana, objective(ana, "Sell", owner=ana.person, unit=sales))
    [before] = of_kind(dates_of(ana, ana.person), What.CHECK_IN)
    set_fields(ana, "unit", sales, check_in_weekday="monday", check_in_weeks=None)
    [after] = of_kind(dates_of(ana, ana.person), What.CHECK_IN)
    assert before.key == after.key
    assert before.days != after.days


def test_everyone_has_their_own(ana: Workspace, ben: Workspace, team: Team, sales: str) -> None:
    key_result(ana, objective(ana, "Sell", owner=ana.person, unit=sales))
    theirs = key_result(ana, objective(ana, "Grow", owner=ana.person), "Calls", owner=ben.person)
    found = dates_of(ana, ben.person)
    assert [each.about for each in of_kind(found, What.CHECK_IN)] == [("Calls",)]
    assert not of_kind(found, What.MEETING)
    assert {each.what for each in dates_of(ana, "f" * 16)} == {What.CYCLE_START, What.CYCLE_END}
    set_fields(ana, "key_result", theirs, due="2026-11-13")
    [due] = of_kind(dates_of(ana, ben.person), What.DUE)
    assert (due.title, due.days) == ("Due: Calls", Days(date(2026, 11, 13)))


def test_the_dates_of_a_unit(ana: Workspace, sales: str) -> None:
    key_result(ana, objective(ana, "Sell", unit=sales))
    found = dates_of_unit(ana, sales)
    assert [each.title for each in of_kind(found, What.CHECK_IN)] == ["Check in: 1 key result"]
    assert {each.what for each in found} >= {What.MEETING, What.MONTHLY_REVIEW, What.QUARTERLY_REVIEW}
    root = ana.company.child_units(None)[0].id
    ends = {What.CYCLE_START, What.CYCLE_END}
    assert {each.what for each in dates_of_unit(ana, root)} == ends  # it has no objectives of its own
    key_result(ana, objective(ana, "Grow"))
    [*_, last] = of_kind(dates_of_unit(ana, sales), What.QUARTERLY_REVIEW)
    assert last.about == ("if you hold one: Northwind looks back for all below it",)
    idle = unit(ana, "Idle")
    assert {each.what for each in dates_of_unit(ana, idle)} == ends
    assert dates_of_unit(ana, "f" * 16) == []


def test_the_planned_cycle_too_and_none_that_is_closed(ana: Workspace, team: Team) -> None:
    [running] = ana.company.cycles()
    planned = make(ana, "cycle", name="2027-Q1", start="2027-01-01", end="2027-03-31")
    make(ana, "cycle", name="2027", kind="year", start="2027-01-01", end="2027-12-31")
    for cycle in (running.id, planned):
        key_result(ana, objective(ana, "Grow", owner=ana.person, cycle=cycle))
    assert len(of_kind(dates_of(ana, ana.person), What.CHECK_IN)) == 2
    named = {each.title for each in dates_of(ana, ana.person)}
    assert {"2027 begins", "2027-Q1 begins", "Review of 2027-Q1: Northwind"} <= named
    assert "Review of 2027: Northwind" not in named
    close(ana, running.id)
    assert len(of_kind(dates_of(ana, ana.person), What.CHECK_IN)) == 1
    assert "2026-Q4 ends" not in {each.title for each in dates_of(ana, ana.person)}


def test_check_in_days_are_the_last_on_which_one_waits(ana: Workspace, sales: str, team: Team) -> None:
    """The calendar and the nudge agree, whatever the rhythm."""
    key_result(ana, objective(ana, "Sell", owner=ana.person, unit=sales))
    [check_in] = of_kind(dates_of(ana, ana.person), What.CHECK_IN)
    for day in check_in.days.each():
        team.said_today = None
        team.now = team.now.replace(year=day.year, month=day.month, day=day.day)
        for each in ana.company.live("key_result"):
            make(ana, "check_in", key_result=each[0], date=str(day), value=1)
        following = [period for each in waiting(ana) for period in each.due]
        assert all(period.start == day + timedelta(days=1) for period in following)


def test_a_cycle_of_a_thousand_years_is_no_burden(ana: Workspace) -> None:
    [cycle] = ana.company.cycles()
    set_fields(ana, "cycle", cycle.id, start="0001-01-01", end="9999-12-31")
    key_result(ana, objective(ana, "Grow", owner=ana.person))
    assert len(dates_of(ana, ana.person)) < 100
