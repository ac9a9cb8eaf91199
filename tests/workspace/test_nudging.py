"""What is left behind for `okrtui nudge`: right on every later day, and written only when it says something else."""

import json
import os
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest

from okrtui.okr.kinds import CycleKind, Weekday
from okrtui.workspace.check_ins import check_in, due_for
from okrtui.workspace.founding import init_workspace
from okrtui.workspace.moment import Moment
from okrtui.workspace.nudging import NUDGE, keep_nudge, leave_nudge, waiting
from okrtui.workspace.view import View
from okrtui.workspace.workspace import Workspace
from tests.workspace.team import Team, key_result, make, objective, set_fields


def on(workspace: Workspace, day: date) -> View:
    """The workspace as it is, looked at on another day."""
    return View(workspace.config, workspace.state, workspace.lock, Moment(workspace.moment.clock, day))


def left(workspace: Workspace) -> Any:
    """What was left behind."""
    return json.loads((workspace.home.parent / NUDGE).read_bytes())


def due_by(workspace: Workspace, day: date) -> set[str]:
    """What is due on a day by what was left behind."""
    shown = day.isoformat()
    return {
        each["id"]
        for each in left(workspace)["key_results"]
        if any(start <= shown <= end for start, end in each["due"])
    }


@pytest.mark.parametrize("seed", range(6))
def test_it_is_right_on_every_later_day(team: Team, seed: int) -> None:
    """Whatever was checked in when, in whichever cycle: as `due_for` says on that day, without any recomputation."""
    rng = Random(seed)
    ana = team.found()
    set_fields(ana, "workspace", ana.config.workspace, check_in_weekday=rng.choice(list(Weekday)))
    first = date(2026, 10, 1)
    for _ in range(2):
        start = first + timedelta(days=rng.randint(0, 150))
        end = start + timedelta(days=rng.randint(1, 90))
        make(ana, "cycle", name=str(start), kind=CycleKind.CUSTOM, start=start.isoformat(), end=end.isoformat())
    for cycle in ana.company.cycles():
        own = objective(ana, "Sell", cycle=cycle.id, owner=ana.person)
        key_result(ana, objective(ana, "Hers", cycle=cycle.id), "Not mine")
        for each in (key_result(ana, own), key_result(ana, own, owner=ana.person)):
            for _ in range(rng.randint(0, 6)):
                check_in(ana, each, 40, on=first + timedelta(days=rng.randint(-10, 150)))
    team.pass_days(rng.randint(0, 30))
    leave_nudge(ana)
    seen = set()
    for days in range(300):
        day = ana.today + timedelta(days=days)
        due = set(due_for(on(ana, day), ana.person))
        assert due_by(ana, day) == due, day
        seen.add(len(due))
    assert len(seen) > 1


def test_it_says_how_each_stands_the_worst_first(team: Team, ana: Workspace) -> None:
    own = objective(ana, "Sell", owner=ana.person)
    good, bad = key_result(ana, own, "Good"), key_result(ana, own, "Bad")
    check_in(ana, good, 60)
    check_in(ana, bad, 1)
    team.pass_days(30)
    leave_nudge(ana)
    assert [(each["id"], each["title"], each["status"], each["off_track"]) for each in left(ana)["key_results"]] == [
        (bad, "Bad", "at_risk", True),
        (good, "Good", "on_track", False),
    ]
    assert left(ana)["workspace"] == {"id": ana.config.workspace, "name": "Northwind"}
    assert left(ana)["time_zone"] == "UTC"


def test_a_day_that_was_said_for_one_run_is_not_taken_for_today(team: Team, ana: Workspace) -> None:
    rate = key_result(ana, objective(ana, "Sell", owner=ana.person))
    leave_nudge(ana)
    before = left(ana)
    assert [each.id for each in waiting(on(ana, date(2027, 3, 1)))] == [rate]
    ana.moment = ana.moment._replace(said_today=date(2027, 3, 1))
    leave_nudge(ana)
    assert left(ana) == before
    assert before["key_results"][0]["status"] == "not_started"


def test_it_is_written_only_when_it_says_something_else(team: Team, ana: Workspace) -> None:
    rate = key_result(ana, objective(ana, "Sell", owner=ana.person))
    leave_nudge(ana)
    path = ana.home.parent / NUDGE
    os.utime(path, (1, 1))
    team.pass_days(1)
    leave_nudge(ana)
    assert path.stat().st_mtime == 1
    check_in(ana, rate, 40)
    leave_nudge(ana)
    assert path.stat().st_mtime > 1
    assert [name for name in os.listdir(ana.home.parent) if name.startswith(".")] == []


def test_after_a_check_in_it_is_left_at_once(ana: Workspace) -> None:
    rate = key_result(ana, objective(ana, "Sell", owner=ana.person))
    stop = keep_nudge(ana)
    check_in(ana, rate, 40)
    assert due_by(ana, ana.today) == set()
    stop()
    check_in(ana, key_result(ana, objective(ana, "More", owner=ana.person)), 1)
    assert [each["id"] for each in left(ana)["key_results"]] == [rate]


def test_it_is_about_the_workspace_that_opens_when_none_is_named(team: Team, ana: Workspace) -> None:
    leave_nudge(ana)
    data, folder = ana.home.parent, team.root / "demo"
    demo = init_workspace(data, folder, "Demo", "Ana <ana@example.org>", moment=team.moment(), is_demo=True)
    leave_nudge(demo)
    assert left(ana)["workspace"]["name"] == "Northwind"
    other = init_workspace(data, team.root / "other", "Contoso", "Ana <ana@example.org>", moment=team.moment())
    leave_nudge(ana)
    assert left(ana)["workspace"]["name"] == "Northwind"
    leave_nudge(other)
    assert left(ana)["workspace"]["name"] == "Contoso"
    leave_nudge(ana)
    assert left(ana)["workspace"]["name"] == "Contoso"


def test_a_demo_leaves_it_where_it_is_the_only_one(team: Team) -> None:
    demo = init_workspace(
        team.root / "data", team.folder, "Demo", "Ana <ana@example.org>", moment=team.moment(), is_demo=True
    )
    leave_nudge(demo)
    assert left(demo)["workspace"]["name"] == "Demo"
    init_workspace(
        team.root / "data", team.root / "2", "Other", "Ana <ana@example.org>", moment=team.moment(), is_demo=True
    )
    (team.root / "data" / NUDGE).unlink()
    leave_nudge(demo)  # nobody knows which one would open
    assert not (team.root / "data" / NUDGE).exists()


def test_that_it_cannot_be_written_is_nobodys_trouble(ana: Workspace) -> None:
    path: Path = ana.home.parent / NUDGE
    path.mkdir()
    leave_nudge(ana)
    assert path.is_dir()
