"""The coach in a workspace: it keeps up with everybody's changes and with the day, and forgets what is set aside."""

from collections.abc import Iterator

import pytest

from okrtui.okr.coach.finding import Finding
from okrtui.workspace.check_ins import check_in
from okrtui.workspace.linting import Linting, about_cycle, dismiss, home_of, linting, set_aside, title_of, within
from okrtui.workspace.past import Past
from okrtui.workspace.undoing import undo
from okrtui.workspace.workspace import Change, Workspace
from tests.workspace.team import Team, key_result, make, objective, set_fields


@pytest.fixture
def coached(ana: Workspace) -> Iterator[Linting]:
    """Ana's coach, which hears of every change."""
    coach = linting(ana)

    def heard(change: Change) -> None:
        coach.follow(change)

    stop = ana.subscribe(heard)
    yield coach
    stop()


def rules(coach: Linting, id: str) -> set[str]:
    return {finding.rule for finding in coach.coach.of(id)}


def same(coach: Linting, workspace: Workspace) -> bool:
    return coach.coach.findings() == linting(workspace).coach.findings()


def test_it_follows_ones_own_changes_and_others(team: Team, ana: Workspace, coached: Linting, ben: Workspace) -> None:
    team.sync()
    sell = objective(ben, "Sell")
    task = key_result(ben, sell, "Launch the portal")
    team.sync()
    assert {"KR-TASK", "KR-NUM"} <= rules(coached, task)
    set_fields(ana, "key_result", task, title="Close rate", unit_of_measure="%")
    assert not {"KR-TASK", "KR-NUM"} & rules(coached, task)
    make(ben, "mission", statement="Why")
    team.sync()
    assert same(coached, ana)


def test_another_day_says_other_things(team: Team, ana: Workspace, coached: Linting) -> None:
    rate = key_result(ana, objective(ana, "Sell"), unit_of_measure="%")
    check_in(ana, rate, 5)
    assert "CI-STALE" not in rules(coached, rate)
    team.pass_days(30)
    assert {"CI-STALE", "RISK-NOACT"} <= rules(coached, rate)
    assert same(coached, ana)


def test_a_target_that_moves_is_seen_and_forgotten_when_it_is_put_back(
    team: Team, ana: Workspace, coached: Linting
) -> None:
    rate = key_result(ana, objective(ana, "Sell"), unit_of_measure="%")
    team.pass_days(10)
    set_fields(ana, "key_result", rate, target=50)
    assert "TARGET-MOVED" in rules(coached, rate)
    undo(ana)
    assert "TARGET-MOVED" not in rules(coached, rate)


def test_what_is_set_aside_is_set_aside_for_everybody(
    team: Team, ana: Workspace, coached: Linting, ben: Workspace
) -> None:
    task = key_result(ana, objective(ana, "Sell"), "Launch the portal")
    team.sync()
    [finding] = [each for each in linting(ben).coach.of(task) if each.rule == "KR-TASK"]
    dismiss(ben, finding, "It is the outcome here")
    team.sync()
    assert "KR-TASK" not in rules(coached, task)
    [aside] = set_aside(ana, coached.coach)
    assert (aside.finding, aside.reason, aside.person) == (finding, "It is the outcome here", "Ben Okafor")
    undo(ben)
    team.sync()
    assert "KR-TASK" in rules(coached, task)
    assert set_aside(ana, coached.coach) == []


def of(coach: Linting, rule: str) -> Finding:
    return next(finding for finding in coach.coach.findings() if finding.rule == rule)


def test_everything_has_its_unit_and_its_name(ana: Workspace, coached: Linting) -> None:
    company = ana.company.child_units(None)[0].id
    sales = make(ana, "unit", name="Sales", parent=company, lead=ana.person)
    sell = objective(ana, "Sell", unit=sales)
    rate = key_result(ana, sell, "Close rate", unit_of_measure="%")
    step = make(ana, "initiative", subject=rate, title="Ask")
    make(ana, "blocker", subject=step, description="No access")
    goal = make(ana, "goal", title="Revenue", unit=sales)
    make(ana, "kpi", name="Weather", goal=goal)
    assert {home_of(ana, of(coached, rule)) for rule in ("BLK-OLD", "KPI-TREND", "AL-ORPHAN", "O-MIN")} == {sales}
    assert home_of(ana, of(coached, "MV-EMPTY")) is None
    assert title_of(ana, of(coached, "BLK-OLD")) == "No access"
    inside = within(ana, coached.coach.findings(), sales)
    assert {finding.rule for finding in inside} >= {"BLK-OLD", "KPI-TREND"}
    assert within(ana, coached.coach.findings(), company) == inside
    assert "MV-EMPTY" not in {finding.rule for finding in inside}


def test_one_cycle_is_looked_at_by_itself(ana: Workspace) -> None:
    later = make(ana, "cycle", name="2027-Q1", start="2027-01-01", end="2027-03-31")
    now, then = objective(ana, "Sell"), objective(ana, "Help", cycle=later)
    coach = Linting(ana, ana.replica.history, later).coach
    found = about_cycle(ana, coach.findings(), later)
    assert {finding.id for finding in found} == {then, ana.company.child_units(None)[0].id}
    assert coach.of(now) == ()


def test_the_past_is_looked_at_as_it_was(team: Team, ana: Workspace) -> None:
    task = key_result(ana, objective(ana, "Sell"), "Launch the portal")
    begun = ana.today
    team.pass_days(5)
    set_fields(ana, "key_result", task, title="Close rate")
    past = Past(ana)
    then = Linting(past.at(begun), lambda: past.until(begun))
    assert "KR-TASK" in rules(then, task)
    assert "KR-TASK" not in rules(linting(ana), task)
