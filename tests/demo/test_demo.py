"""The example company: the same for the same options, lifelike, and four key results due for its lead."""

import shutil
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from okrtui.demo.build import Demo, Options, build_demo, open_demo
from okrtui.okr.alerts import Sort
from okrtui.okr.cadence import week_of
from okrtui.okr.kinds import CycleKind, CycleStatus, Level, ShareState, Status
from okrtui.okr.score import Band
from okrtui.workspace.alerting import Alerting
from okrtui.workspace.board import board
from okrtui.workspace.carrying import carry_over, to_carry
from okrtui.workspace.carrying_act import carried_id
from okrtui.workspace.check_ins import check_in, due_for, is_off_track
from okrtui.workspace.comments import all_comments
from okrtui.workspace.completion import Missing, completion
from okrtui.workspace.founding import open_workspace
from okrtui.workspace.history import blame
from okrtui.workspace.late import late_check_ins
from okrtui.workspace.linting import linting
from okrtui.workspace.matrix import matrix
from okrtui.workspace.moment import Moment
from okrtui.workspace.past import Past
from okrtui.workspace.planning_cycles import next_cycle, plan_cycle
from okrtui.workspace.workspace import Workspace

TODAY = date(2026, 11, 22)


def opened(demo: Demo, today: date = TODAY) -> Workspace:
    return open_workspace(demo.data, None, moment=Moment(said_today=today))


def state_hash(demo: Demo) -> str:
    return opened(demo).replica.state.state_hash()


def test_the_same_options_make_the_same_company(tmp_path: Path) -> None:
    one = build_demo(tmp_path / "one", people=40, seed=7, today=TODAY)
    other = build_demo(tmp_path / "other", people=40, seed=7, today=TODAY)
    assert state_hash(one) == state_hash(other)
    assert sorted(p.name for p in (one.shared / "segments").iterdir()) == sorted(
        p.name for p in (other.shared / "segments").iterdir()
    )


@pytest.mark.parametrize(
    ("options", "today"),
    [
        (Options(20, seed=8), TODAY),
        (Options(21), TODAY),
        (Options(20, cycles=1), TODAY),
        (Options(20), TODAY - timedelta(days=1)),
    ],
)
def test_other_options_make_another(tmp_path: Path, options: Options, today: date) -> None:
    one = open_demo(tmp_path / "one", Options(20), TODAY)
    other = open_demo(tmp_path / "other", options, today)
    assert state_hash(one) != state_hash(other)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 1000), day=st.integers(0, 800), people=st.sampled_from([8, 13, 40]))
def test_the_lead_has_four_due_two_of_them_off_track(tmp_path: Path, seed: int, day: int, people: int) -> None:
    today = date(2026, 1, 1) + timedelta(days=day)
    directory = tmp_path / f"{seed}-{day}-{people}"
    workspace = opened(build_demo(directory, people=people, seed=seed, cycles=1, today=today), today)
    due = due_for(workspace, workspace.person)
    statuses = [workspace.standings.key_result(id).status for id in due]
    assert len(due) == 4
    assert sum(is_off_track(status) for status in statuses) == 2
    assert workspace.company.title(workspace.person) == "Ana Ruiz"
    assert [unit.level for unit in workspace.company.units_of(workspace.person)] == [Level.TEAM]
    shutil.rmtree(directory)


def test_a_lifelike_company_of_forty(tmp_path: Path) -> None:
    workspace = opened(build_demo(tmp_path, people=40, today=TODAY))
    company, standings = workspace.company, workspace.standings
    assert len(company.people()) == 40
    cycle = company.current_cycle(TODAY)
    assert cycle is not None
    assert week_of(TODAY, cycle.start, cycle.end) == (7, 13)
    levels = {unit.level for root in company.child_units(None) for unit in company.units_below(root.id)}
    assert levels == set(Level)
    objectives = company.pointing("objective", "cycle", cycle.id)
    statuses = {standings.objective(id).status for id in objectives}
    assert {Status.ON_TRACK, Status.AT_RISK} <= statuses
    assert any(standings.objective(id).is_stale for id in objectives), "nobody is silent"
    assert all(company.serves(id) for id in objectives), "everything serves something"
    assert not list(workspace.replica.state.contested())


def test_departments_share_objectives_were_asked_to_and_declined(tmp_path: Path) -> None:
    workspace = opened(build_demo(tmp_path, people=40, today=TODAY))
    company = workspace.company
    shares = [fields for _, fields in company.live("share")]
    units = [company.unit(str(fields["unit"])) for fields in shares]
    assert {fields["state"] for fields in shares} == set(ShareState)
    assert all(unit and unit.level is Level.DEPARTMENT for unit in units)
    shared = matrix(workspace, None).cells.values()
    assert sum(cell.shared(ShareState.ACCEPTED) for cell in shared) >= 2


def test_some_of_it_was_put_differently_at_first_and_nothing_is_contested_by_that(tmp_path: Path) -> None:
    workspace = opened(build_demo(tmp_path, people=40, today=TODAY))
    company, lines = workspace.company, Past(workspace).lines
    first: dict[str, set[str]] = {}
    for kind in ("workspace", "objective", "key_result"):
        for id, _ in company.live(kind):
            for field in ("vision", "title", "rationale", "target", "owner"):
                said = blame(workspace, lines, kind, id, field) if field in (company.fields(kind, id) or {}) else []
                if len(said) > 1 or (kind == "key_result" and field == "owner" and said):
                    assert said[0].is_shown
                    first.setdefault(field, set()).add(company.title(id))
    assert {field: len(titles) for field, titles in first.items()} == {
        "vision": 1,
        "title": 5,
        "rationale": 1,
        "target": 3,
        "owner": 1,
    }
    moved = [each for each in linting(workspace).coach.findings() if each.rule == "TARGET-MOVED"]
    assert [company.title(each.id) for each in moved] == ["100 new leads a month"]


def test_people_speak_and_the_one_who_plays_is_named_in_the_last_days(tmp_path: Path) -> None:
    demo = build_demo(tmp_path, people=40, today=TODAY)
    noon = datetime.combine(TODAY, time(12), UTC).timestamp() * 1000
    workspace = open_workspace(demo.data, None, moment=Moment(clock=lambda: int(noon)))
    said = all_comments(workspace)
    assert len(said) == 11
    assert len({each.author for each in said}) == 6
    named = {mention.person for each in said for mention in each.mentions}
    assert all(each.mentions for each in said if "@" in each.text), "an @ names nobody"
    assert len(named) >= 5
    mine = [alert for alert in Alerting(workspace).look().current if alert.sort is Sort.COMMENT]
    assert [alert.title for alert in mine] == [
        "Close rate to 27 %",
        "New client conversion from partner leads to 10 %",
    ]


def test_in_a_small_company_nobody_speaks_for_a_department_that_is_not_there(tmp_path: Path) -> None:
    workspace = opened(build_demo(tmp_path, people=8, cycles=1, today=TODAY))
    said = all_comments(workspace)
    assert len({each.author for each in said}) == 3
    assert all(each.mentions for each in said if "@" in each.text)


def test_the_next_quarter_can_be_planned_from_the_year_and_the_last_review(tmp_path: Path) -> None:
    workspace = opened(build_demo(tmp_path, people=40, today=TODAY))
    assert next_cycle(workspace, TODAY).id is None, "nobody has begun to plan"
    planned = board(workspace, plan_cycle(workspace))
    assert planned is not None
    assert not list(planned.cards())
    assert [len(lane.above) for lane in planned.lanes if lane.above] == [2]
    assert sorted(each.unit_name for each in planned.improvements) == ["Northwind", "Northwind", "Sales"]
    assert all(each.owner_name for each in planned.improvements)


def test_the_quarter_before_was_closed_properly_and_some_of_it_goes_on(tmp_path: Path) -> None:
    workspace = opened(build_demo(tmp_path, people=40, today=TODAY))
    company = workspace.company
    before, now = (cycle for cycle in company.cycles() if cycle.kind is not CycleKind.YEAR)
    assert before.status is CycleStatus.CLOSED
    found = completion(workspace, before.id)
    assert not found.blocking
    assert {missing for each in found.key_results() for missing in each.missing} == {Missing.SELF_ASSESSMENT}
    assert all(not unit.missing for unit in found.units), "a review is missing"
    assert late_check_ins(workspace, before.id) == []
    scores = {each.scores.agreed.band for each in found.key_results() if each.scores.agreed}
    assert scores == set(Band)
    over = to_carry(workspace, before.id)
    assert len(over) == len([unit for unit in found.units if unit.level is Level.DEPARTMENT])
    for id in over:
        [new] = company.pointing("key_result", "carried_from", id)
        key_result, source = company.key_result(new), company.key_result(id)
        assert key_result
        assert source
        assert key_result.objective == carried_id("objective", source.objective or "", now.id)
        assert new == carried_id("key_result", id, key_result.objective)
        assert key_result.start == company.check_ins_of(id, before.end)[-1].number
    assert carry_over(workspace, before.id).made == [], "all that is to be carried over has been"
    rules = {finding.rule for finding in linting(workspace).coach.findings()}
    assert not {"REVIEW-NOACT", "SANDBAG"} & rules


def test_whoever_plays_begins_with_an_empty_writer_and_the_others_write_for_themselves(tmp_path: Path) -> None:
    workspace = opened(build_demo(tmp_path, people=12, today=TODAY))
    assert workspace.replica.own_lines() == []
    writers = {stamp.writer: stamp.by for stamp in workspace.replica.state.lines.values()}
    assert len(set(writers.values())) == len(writers) == 12


def test_a_demo_is_taken_up_as_it_was_left(tmp_path: Path) -> None:
    demo = open_demo(tmp_path / "demo", Options(people=12), TODAY)
    workspace = opened(demo)
    check_in(workspace, due_for(workspace, workspace.person)[0], 25)
    workspace.close()
    again = open_demo(tmp_path / "demo", Options(people=12), TODAY)
    assert len(due_for(opened(again), workspace.person)) == 3


def test_another_demo_sets_the_one_before_aside(tmp_path: Path) -> None:
    first = state_hash(open_demo(tmp_path / "demo", Options(people=12), TODAY))
    second = open_demo(tmp_path / "demo", Options(people=12, seed=8), TODAY)
    assert state_hash(second) != first
    assert (tmp_path / "demo" / "old-1" / "shared").is_dir()


def test_what_lies_in_the_directory_is_not_touched(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("dear")
    with pytest.raises(FileExistsError, match="holds something else"):
        open_demo(tmp_path, Options(people=12), TODAY)
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


@pytest.mark.parametrize("options", [Options(people=7), Options(people=10**6), Options(cycles=0), Options(cycles=99)])
def test_options_out_of_range_are_refused(tmp_path: Path, options: Options) -> None:
    with pytest.raises(ValueError, match="--"):
        open_demo(tmp_path / "demo", options, TODAY)
    assert not (tmp_path / "demo" / "data").exists()
