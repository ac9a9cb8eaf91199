"""Laws of closing: whatever comes later and however it travels, scores stay, and flags are the same everywhere."""

import tempfile
import threading
from datetime import date, timedelta
from pathlib import Path
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from okrtui.okr.coach.scene import never_moved
from okrtui.okr.kinds import Disposition, Role
from okrtui.workspace.carrying import carry_over
from okrtui.workspace.check_ins import check_in
from okrtui.workspace.closing import close_cycle
from okrtui.workspace.deleting import delete
from okrtui.workspace.late import late_check_ins
from okrtui.workspace.past import state_of
from okrtui.workspace.scores import Scores, scores_of
from okrtui.workspace.scoring import score
from okrtui.workspace.view import View
from okrtui.workspace.workspace import Workspace
from tests.workspace.closers import Quarter, quarter
from tests.workspace.team import Team, make, set_fields, visible

LATER = st.lists(
    st.tuples(
        st.sampled_from(["check in", "target", "start", "withdraw", "weight", "sync"]),
        st.booleans(),
        st.booleans(),
        st.integers(0, 40),
    ),
    max_size=6,
)


def do(q4: Quarter, act: tuple[str, bool, bool, int]) -> None:
    what, is_ana, is_rate, number = act
    who, id = (q4.ana if is_ana else q4.ben), (q4.rate if is_rate else q4.calls)
    match what:
        case "check in":
            check_in(who, id, number, on=date(2026, 12, 1) + timedelta(days=number))
        case "withdraw":
            for each in who.company.check_ins_of(id)[-1:]:
                delete(who, "check_in", each.id)
        case "sync":
            q4.team.sync()
        case field:
            set_fields(who, "key_result", id, **{field: number + 50})


def agreed(found: Scores) -> object:
    return found.agreed and (found.agreed.value, found.agreed.versions, found.agreed.based_on, found.agreed.by)


def seen(view: View, q4: Quarter) -> object:
    scores = [scores_of(view, id, never_moved) for id in (q4.rate, q4.calls)]
    return scores, late_check_ins(view, q4.cycle)


@settings(max_examples=15)
@given(LATER, st.randoms(use_true_random=False))
def test_closed_scores_never_change_by_what_comes_later_and_flags_are_the_same_everywhere(
    later: list[tuple[str, bool, bool, int]], random: Random
) -> None:
    with tempfile.TemporaryDirectory() as place:
        team = Team(Path(place))
        q4 = quarter(team, team.found(), team.join())
        q4.end()
        q4.agree()
        close_cycle(q4.ana, q4.cycle)
        frozen = [agreed(scores_of(q4.ana, id, never_moved)) for id in (q4.rate, q4.calls)]
        for act in later:
            do(q4, act)
        team.sync()
        for who in (q4.ana, q4.ben):
            assert [agreed(scores_of(who, id, never_moved)) for id in (q4.rate, q4.calls)] == frozen
        assert seen(q4.ana, q4) == seen(q4.ben, q4)
        lines = list(q4.ana.replica.history())
        random.shuffle(lines)
        other = View(q4.ben.config, state_of(lines), threading.RLock(), q4.ben.moment)
        assert seen(other, q4) == seen(q4.ana, q4)


SCORINGS = st.lists(
    st.tuples(st.booleans(), st.sampled_from([*Role, None]), st.integers(0, 10), st.integers(20, 30)), max_size=8
)


def scored(who: Workspace, q4: Quarter, role: Role | None, tenths: int, value: int) -> None:
    if role is None:
        check_in(who, q4.rate, value, on=date(2026, 11, 21))
    else:
        score(who, q4.rate, role, tenths / 10)


@settings(max_examples=15)
@given(SCORINGS, st.randoms(use_true_random=False))
def test_scores_are_equal_on_every_replica_whatever_the_order_in_which_lines_come(
    steps: list[tuple[bool, Role | None, int, int]], random: Random
) -> None:
    with tempfile.TemporaryDirectory() as place:
        team = Team(Path(place))
        q4 = quarter(team, team.found(), team.join())
        make(q4.ana, "score", key_result=q4.calls, role="agreed", value=0.5)
        for is_ana, role, tenths, value in steps:
            scored(q4.ana if is_ana else q4.ben, q4, role, tenths, value)
        team.sync()
        lines = list(q4.ben.replica.history())
        random.shuffle(lines)
        other = View(q4.ben.config, state_of(lines), threading.RLock(), q4.ben.moment)
        assert seen(q4.ana, q4) == seen(q4.ben, q4) == seen(other, q4)


CARRYING = st.lists(
    st.tuples(st.booleans(), st.sampled_from(["carry", "carry", "rename", "target", "measure", "sync"])), max_size=6
)


@settings(max_examples=15)
@given(CARRYING)
def test_carrying_over_is_done_once_however_often_by_whomever_and_leaves_edits_alone(
    steps: list[tuple[bool, str]],
) -> None:
    with tempfile.TemporaryDirectory() as place:
        team = Team(Path(place))
        q4 = quarter(team, team.found(), team.join())
        for id in (q4.rate, q4.calls):
            score(q4.ana, id, Role.AGREED, 1, disposition=Disposition.CARRIED_OVER)
        team.sync()
        carried = None
        for number, (is_ana, what) in enumerate(steps):
            who = q4.ana if is_ana else q4.ben
            if what == "sync":
                team.sync()
            elif what == "carry":
                carried = carry_over(who, q4.cycle)
            elif carried and (new := who.company.key_result(carried.key_results[q4.rate])):
                match what:
                    case "rename":
                        set_fields(who, "key_result", new.id, title=f"Named {number}")
                    case "target":
                        set_fields(who, "key_result", new.id, target=100 + number)
                    case "measure":
                        make(who, "measure", key_result=new.id, name=f"Measure {number}")
        team.sync()
        assert visible(q4.ana) == visible(q4.ben)
        first = carry_over(q4.ana, q4.cycle)
        before = visible(q4.ana)
        again = carry_over(q4.ana, q4.cycle)
        assert visible(q4.ana) == before
        assert again == first._replace(made=[])
        for id in (q4.rate, q4.calls):
            assert len(q4.ana.company.pointing("key_result", "carried_from", id)) == 1
        if carried is not None:
            assert first.made == []
