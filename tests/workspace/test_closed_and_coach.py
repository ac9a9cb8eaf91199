"""What the coach says of a closed cycle and of what was carried over, and that nobody is asked to check in on it."""

from collections.abc import Iterator

import pytest

from okrtui.okr.coach.coach import Coach
from okrtui.okr.kinds import Disposition, Role
from okrtui.workspace.carrying import carry_over
from okrtui.workspace.check_ins import due_for
from okrtui.workspace.closing import close_cycle, reopen_cycle
from okrtui.workspace.deleting import delete
from okrtui.workspace.holding import about_cycle, hold_review
from okrtui.workspace.nudging import waiting
from okrtui.workspace.planning_cycles import start_cycle
from okrtui.workspace.scoring import Scoring, score, score_all
from okrtui.workspace.workspace import Workspace
from tests.workspace.closers import Quarter, quarter
from tests.workspace.team import Team, make, set_fields


@pytest.fixture
def q4(team: Team, ana: Workspace, ben: Workspace) -> Quarter:
    found = quarter(team, ana, ben)
    mission = make(ana, "mission", statement="Connect", unit=found.northwind)
    make(ana, "alignment", child=found.objective, parent=mission)
    make(ana, "commitment", person=ben.person, objective=found.objective, date="2026-10-01")
    team.sync()
    return found


def found(who: Workspace) -> set[str]:
    return {finding.rule for finding in Coach(who.standings).findings()}


def on(who: Workspace, id: str) -> Iterator[str]:
    return (finding.rule for finding in Coach(who.standings).of(id))


def test_a_cycle_of_which_everything_was_scored_1_is_sandbagged(q4: Quarter) -> None:
    q4.end()
    make(q4.ana, "score", key_result=q4.rate, role="lead", value=0.3)
    q4.agree(1, 1)
    assert "SANDBAG" not in found(q4.ana), "it is not closed"
    close_cycle(q4.ana, q4.cycle)
    assert {"SANDBAG", "REVIEW-NOACT"} <= found(q4.ana)
    hold_review(q4.ana, about_cycle(q4.ana, q4.sales, q4.cycle), {}, ["Aim higher"])
    assert "REVIEW-NOACT" not in found(q4.ana)
    reopen_cycle(q4.ana, q4.cycle)
    assert "SANDBAG" not in found(q4.ana)
    score(q4.ana, q4.rate, Role.AGREED, 0.9)
    close_cycle(q4.ana, q4.cycle)
    assert "SANDBAG" not in found(q4.ana)


def test_what_is_closed_is_left_in_peace_and_what_is_carried_over_is_looked_at(q4: Quarter) -> None:
    q4.say(q4.ana, q4.rate, 27, "2026-12-31")
    q4.end()
    given = [Scoring(id, Role.AGREED, 1, None, Disposition.CARRIED_OVER) for id in (q4.rate, q4.calls)]
    score_all(q4.ana, given)
    close_cycle(q4.ana, q4.cycle)
    done = carry_over(q4.ana, q4.cycle)
    assert not list(on(q4.ana, q4.objective))
    assert not list(on(q4.ana, q4.rate))
    new = done.objectives[q4.objective]
    assert "KR-NUM" in on(q4.ana, done.key_results[q4.rate]), "it has reached its target"
    assert "AL-ORPHAN" in on(q4.ana, new)
    assert "AL-COPY" not in on(q4.ana, new)
    assert "TARGET-MOVED" not in found(q4.ana)
    delete(q4.ana, "objective", new)
    carry_over(q4.ana, q4.cycle, key_results=[q4.calls], align=True)
    assert "AL-ORPHAN" not in on(q4.ana, new)


def test_nobody_is_asked_to_check_in_on_what_is_closed(q4: Quarter) -> None:
    q4.team.pass_days(8)
    assert set(due_for(q4.ben, q4.ben.person)) == {q4.rate, q4.calls} == {each.id for each in waiting(q4.ben)}
    set_fields(q4.ben, "objective", q4.objective, stage="closed")
    assert due_for(q4.ben, q4.ben.person) == []
    assert waiting(q4.ben) == []
    set_fields(q4.ben, "objective", q4.objective, stage="active")
    q4.team.sync()
    q4.agree()
    close_cycle(q4.ben, q4.cycle)  # early
    assert due_for(q4.ben, q4.ben.person) == []
    assert waiting(q4.ben) == []
    assert not q4.ben.standings.key_result(q4.rate).is_stale
    reopen_cycle(q4.ben, q4.cycle)
    assert len(due_for(q4.ben, q4.ben.person)) == 2


def test_the_next_cycle_runs_with_what_was_carried_over(q4: Quarter) -> None:
    q4.end()
    q4.agree()
    score(q4.ben, q4.rate, Role.OWNER, disposition=Disposition.CARRIED_OVER)
    close_cycle(q4.ben, q4.cycle)
    done = carry_over(q4.ben, q4.cycle, align=True)
    set_fields(q4.ben, "objective", done.objectives[q4.objective], stage="agreed")
    start_cycle(q4.ben, done.cycle)
    assert due_for(q4.ben, q4.ben.person) == [done.key_results[q4.rate]]
