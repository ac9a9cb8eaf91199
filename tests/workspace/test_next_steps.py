"""Next steps: what a check-in said comes next comes back until it is done."""

from datetime import timedelta

import pytest

from okrtui.workspace.check_ins import check_in
from okrtui.workspace.errors import NotFound, UsageError
from okrtui.workspace.next_steps import last_steps, open_steps, step_before, take_step
from okrtui.workspace.undoing import undo
from okrtui.workspace.workspace import Workspace
from tests.workspace.team import Team, field, key_result, objective


@pytest.fixture
def rate(ana: Workspace) -> str:
    return key_result(ana, objective(ana, "Sell more"))


def said(workspace: Workspace, key_result: str, step: str = "", days_ago: int = 0, **more: str) -> str:
    day = workspace.today - timedelta(days=days_ago)
    notes = {"next_step": step} if step else {}
    return check_in(workspace, key_result, 5, notes=notes, on=day, on_behalf_of=more.get("of")).id


def texts(workspace: Workspace, *key_results: str) -> list[str]:
    return [step.text for step in open_steps(workspace, key_results)]


def test_the_step_comes_back_until_it_is_ticked(ana: Workspace, rate: str) -> None:
    id = said(ana, rate, "Call the ten oldest leads", 7)
    said(ana, rate, days_ago=1)  # which names none
    (found,) = open_steps(ana, [rate])
    assert (found.check_in, found.key_result, found.title, found.text) == (
        id,
        rate,
        "Close rate",
        "Call the ten oldest leads",
    )
    assert (found.person, found.name, found.date) == (ana.person, "Ana Ruiz", ana.today - timedelta(days=7))
    before = len(ana.replica.own_lines())
    assert take_step(ana, id)
    assert not take_step(ana, id)
    assert len(ana.replica.own_lines()) == before + 1
    assert texts(ana, rate) == []
    assert [step.is_done for step in last_steps(ana, [rate])] == [True]
    undo(ana)
    assert texts(ana, rate) == ["Call the ten oldest leads"]
    take_step(ana, id)
    assert take_step(ana, id, is_done=False)
    assert texts(ana, rate) == ["Call the ten oldest leads"]


def test_a_later_step_takes_its_place_but_one_of_tomorrow_does_not(ana: Workspace, rate: str) -> None:
    said(ana, rate, "First", 14)
    second = said(ana, rate, "Second", 7)
    said(ana, rate, "Tomorrow's", -1)
    assert texts(ana, rate) == ["Second"]
    take_step(ana, second)
    assert texts(ana, rate) == []  # the first one was given up for it


def test_of_one_days_check_ins_the_later_counts(ana: Workspace, rate: str) -> None:
    said(ana, rate, "In the morning")
    said(ana, rate, "In the evening")
    assert texts(ana, rate) == ["In the evening"]


def test_steps_stand_in_the_order_of_the_key_results(ana: Workspace, rate: str) -> None:
    other = key_result(ana, objective(ana, "Grow"), "Calls")
    said(ana, rate, "Call")
    said(ana, other, "Write")
    assert texts(ana, other, rate, other) == ["Write", "Call"]


def test_a_step_is_whose_check_in_it_is(team: Team, ana: Workspace, ben: Workspace, rate: str) -> None:
    team.sync()
    said(ana, rate, "Call", of=ben.person)
    assert [step.name for step in open_steps(ana, [rate])] == ["Ben Okafor"]


def test_the_step_before_a_check_in_is_another_ones(ana: Workspace, rate: str) -> None:
    first, second = said(ana, rate, "First", 7), said(ana, rate, "Second")
    (now, then) = (step_before(ana, rate), step_before(ana, rate, second))
    assert now is not None
    assert then is not None
    assert (now.check_in, then.check_in) == (second, first)
    at = step_before(ana, rate, on=ana.today - timedelta(days=1))
    assert at is not None
    assert at.check_in == first


def test_only_a_step_can_be_ticked(ana: Workspace, rate: str) -> None:
    id = said(ana, rate)
    with pytest.raises(UsageError, match="names no next step"):
        take_step(ana, id)
    with pytest.raises(NotFound, match="no such check in"):
        take_step(ana, rate)
    assert field(ana, "check_in", id, "next_step_done") is None
