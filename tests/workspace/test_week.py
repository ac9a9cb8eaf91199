"""My week: what wants a check-in, and what has had the one that this period wanted."""

from datetime import timedelta

from okrtui.workspace.check_ins import check_in
from okrtui.workspace.week import my_week
from okrtui.workspace.workspace import Workspace
from tests.workspace.team import Team, key_result, objective


def test_done_is_what_was_checked_in_this_period_and_nothing_else(team: Team, ana: Workspace, ben: Workspace) -> None:
    made = objective(ana, "Sell", owner=ana.person)
    said, silent = key_result(ana, made, "Said"), key_result(ana, made, "Silent")
    team.now += timedelta(hours=20)
    to_come = key_result(ana, made, "Made by a clock that is ahead", owner=ana.person)
    team.now -= timedelta(hours=20)
    ana.pass_day()
    check_in(ana, said, 40)
    week = my_week(ana)
    assert [row.id for row in week.due] == [silent]
    assert [row.id for row in week.done] == [said]
    assert to_come not in {row.id for row in (*week.due, *week.done)}
    team.pass_days(7)
    week = my_week(ana)
    assert {row.id for row in week.due} == {said, silent, to_come}
    assert week.done == []
