"""Undo and redo of one's own acts, also among the acts of others."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from okrtui.okr.kinds import Mode
from okrtui.storage.line import Value
from okrtui.workspace.check_ins import check_in
from okrtui.workspace.deleting import delete, restore
from okrtui.workspace.edits import New, align, create
from okrtui.workspace.errors import NothingToUndo
from okrtui.workspace.undoing import redo, undo
from okrtui.workspace.workspace import Workspace
from tests.workspace.acts import ACTS, Act, do, fresh_team
from tests.workspace.team import CLEO, Team, conflict_fields, field, key_result, make, objective, set_fields, visible


def title(workspace: Workspace, id: str) -> Value:
    return field(workspace, "objective", id, "title")


# --- alone


def test_undo_puts_back_every_field_of_the_last_act_and_redo_does_it_again(ana: Workspace) -> None:
    id = objective(ana, "Sell", rationale="for us")
    before = visible(ana)
    set_fields(ana, "objective", id, title="Sell more", rationale=None, persona="buyers", priority=True)
    after = visible(ana)
    assert undo(ana).objects == [("objective", id)]
    assert visible(ana) == before
    redo(ana)
    assert visible(ana) == after


def test_a_second_undo_goes_one_further_back_also_on_the_same_field(ana: Workspace) -> None:
    id = objective(ana, "One")
    for said in ("Two", "Three", "Four"):
        set_fields(ana, "objective", id, title=said)
    for expected in ("Three", "Two", "One"):
        undo(ana)
        assert title(ana, id) == expected
    for expected in ("Two", "Three"):
        redo(ana)
        assert title(ana, id) == expected
    set_fields(ana, "objective", id, title="Five")
    with pytest.raises(NothingToUndo, match="nothing to redo"):
        redo(ana)
    for expected in ("Three", "Two", "One"):
        undo(ana)
        assert title(ana, id) == expected


def test_undo_of_a_creation_deletes_all_that_was_made_and_redo_brings_it_back(ana: Workspace) -> None:
    company = ana.company.child_units(None)[0].id
    objective_id, key_result_id = "00000000000000aa", "00000000000000bb"
    create(
        ana,
        New("objective", {"title": "Sell", "unit": company}, objective_id),
        New("key_result", {"title": "Rate", "objective": objective_id}, key_result_id),
    )
    undo(ana)
    assert ana.company.objective(objective_id) is None
    assert ana.company.key_result(key_result_id) is None
    redo(ana)
    assert [kr.id for kr in ana.company.key_results_of(objective_id)] == [key_result_id]


def test_undo_of_a_deletion_and_of_a_restoration(ana: Workspace) -> None:
    id = objective(ana, "Sell")
    rate = key_result(ana, id)
    delete(ana, "objective", id)
    undo(ana)
    assert ana.company.key_result(rate) is not None
    redo(ana)
    assert ana.company.objective(id) is None
    restore(ana, "objective", id)
    undo(ana)
    assert ana.company.objective(id) is None
    undo(ana)
    assert ana.company.objective(id) is not None


def test_undo_of_what_was_made_anew_after_its_deletion_deletes_it_again(ana: Workspace) -> None:
    top, low = objective(ana, "Top"), objective(ana, "Low")
    alignment = align(ana, low, top, Mode.CONTRIBUTES, 5)
    delete(ana, "alignment", alignment)
    align(ana, low, top)
    undo(ana)
    assert ana.company.served_by(top) == []
    undo(ana)
    assert ana.company.served_by(top)[0].weight == 5


def test_a_batch_is_taken_back_and_done_again_together(ana: Workspace) -> None:
    before = objective(ana, "Before")
    company = ana.company.child_units(None)[0].id
    for number in range(3):
        create(ana, New("objective", {"title": f"O{number}", "unit": company}), batch="0000000000000abc")
    after = objective(ana, "After")
    assert len(undo(ana).objects) == 1
    assert ana.company.objective(after) is None
    assert len(undo(ana).objects) == 3
    assert [o.id for o in ana.company.objectives_of(company, None)] == [before]
    assert len(redo(ana).objects) == 3
    assert len(ana.company.objectives_of(company, None)) == 4
    assert len(undo(ana).objects) == 3
    assert len(ana.company.objectives_of(company, None)) == 1


def test_undo_reaches_back_behind_the_last_time_it_was_opened(team: Team, ana: Workspace) -> None:
    id = objective(ana, "Sell")
    set_fields(ana, "objective", id, title="Sell more")
    ana.meet()
    ana.close()
    again = team.reopened(ana)
    undo(again)
    assert title(again, id) == "Sell"
    redo(team.reopened(again))
    assert title(team.reopened(again), id) == "Sell more"


def test_founding_joining_and_claiming_are_behind_all_undoing(team: Team, ana: Workspace, ben: Workspace) -> None:
    make(ana, "person", name="Cleo Tan", email="cleo@example.org")
    ana.meet()
    claimed = team.join(CLEO)
    for workspace in (ben, claimed):
        before = visible(workspace)
        with pytest.raises(NothingToUndo, match="nothing to undo") as nothing:
            undo(workspace)
        assert nothing.value.exit_code == 1
        with pytest.raises(NothingToUndo, match="nothing to redo"):
            redo(workspace)
        assert visible(workspace) == before
    undo(ana)
    with pytest.raises(NothingToUndo):
        undo(ana)
    assert ana.company.person(ana.person) is not None


def test_undo_of_a_check_in_brings_back_the_figure_before(ana: Workspace) -> None:
    id = key_result(ana, objective(ana, "Sell"))
    check_in(ana, id, 40)
    check_in(ana, id, 60)
    undo(ana)
    assert ana.standings.key_result(id).value == 40
    undo(ana)
    assert ana.standings.key_result(id).value is None


# --- among others


def test_what_someone_changed_since_stays_and_is_named(team: Team, ana: Workspace, ben: Workspace) -> None:
    id = objective(ana, "Sell", rationale="for us")
    set_fields(ana, "objective", id, title="Sell more", rationale="for all")
    team.sync()
    set_fields(ben, "objective", id, title="Sell better")
    team.sync()
    outcome = undo(ana)
    assert outcome.kept == [("objective", id, "title", ben.person)]
    team.sync()
    assert field(ben, "objective", id, "rationale") == "for us"
    assert title(ben, id) == "Sell better"
    assert conflict_fields(ben) == []
    redo(ana)
    assert (title(ana, id), field(ana, "objective", id, "rationale")) == ("Sell better", "for all")


def test_what_someone_deleted_since_stays_deleted(team: Team, ana: Workspace, ben: Workspace) -> None:
    id = objective(ana, "Sell")
    set_fields(ana, "objective", id, title="Sell more")
    team.sync()
    delete(ben, "objective", id)
    team.sync()
    assert undo(ana).kept == [("objective", id, "deleted", ben.person)]
    team.sync()
    for workspace in (ana, ben):
        assert workspace.company.objective(id) is None
        assert conflict_fields(workspace) == []
    restore(ben, "objective", id)
    assert title(ben, id) == "Sell"


def test_what_someone_restored_since_stays(team: Team, ana: Workspace, ben: Workspace) -> None:
    id = objective(ana, "Sell")
    delete(ana, "objective", id)
    team.sync()
    restore(ben, "objective", id)
    delete(ben, "objective", id)
    restore(ben, "objective", id)
    team.sync()
    assert undo(ana).kept == [("objective", id, "deleted", ben.person)]
    assert ana.company.objective(id) is not None


def test_undo_of_an_edit_leaves_the_conflict_with_a_deletion(team: Team, ana: Workspace, ben: Workspace) -> None:
    id = objective(ana, "Sell")
    team.sync()
    delete(ben, "objective", id)
    set_fields(ana, "objective", id, title="Sell more")
    team.sync()
    undo(ana)
    team.sync()
    assert conflict_fields(ana) == conflict_fields(ben) == [(id, "deleted")]


def test_undo_of_a_deletion_ends_its_conflict_with_an_edit(team: Team, ana: Workspace, ben: Workspace) -> None:
    id = objective(ana, "Sell")
    team.sync()
    delete(ana, "objective", id)
    set_fields(ben, "objective", id, title="Sell more")
    team.sync()
    undo(ana)
    team.sync()
    for workspace in (ana, ben):
        assert conflict_fields(workspace) == []
        assert title(workspace, id) == "Sell more"
        assert workspace.company.objective(id) is not None


def test_undo_of_one_side_of_a_conflict_leaves_both(team: Team, ana: Workspace, ben: Workspace) -> None:
    id = objective(ana, "Sell")
    team.sync()
    set_fields(ana, "objective", id, title="Sell more")
    set_fields(ben, "objective", id, title="Sell better")
    team.sync()
    assert undo(ana).kept == [("objective", id, "title", ben.person)]
    assert conflict_fields(ana) == [(id, "title")]


def test_undo_takes_back_only_ones_own(team: Team, ana: Workspace, ben: Workspace) -> None:
    mine, theirs = objective(ana, "Mine"), objective(ben, "Theirs")
    team.sync()
    undo(ana)
    team.sync()
    assert ben.company.objective(mine) is None
    assert ben.company.objective(theirs) is not None


# --- laws

STEPS = st.lists(st.one_of(ACTS, st.sampled_from(["undo", "undo", "redo"])), max_size=8)


def standing(workspace: Workspace) -> dict[tuple[str, str, str], Value]:
    """Every value that shows of what is not deleted."""
    gone = {key[:2] for key, value in visible(workspace).items() if key[2] == "deleted" and value is True}
    return {key: value for key, value in visible(workspace).items() if key[:2] not in gone}


def states_after(workspace: Workspace, acts: list[Act]) -> list[dict[tuple[str, str, str], Value]]:
    """Do some acts; what stood after each line that came of them."""
    seen: list[dict[tuple[str, str, str], Value]] = []
    stop = workspace.subscribe(lambda change: seen.append(standing(workspace)))
    for act in acts:
        do(workspace, act)
    stop()
    return seen


@settings(max_examples=25)
@given(STEPS)
def test_undo_and_redo_walk_through_the_states_as_they_were(steps: list[list[Act] | str]) -> None:
    with fresh_team() as team:
        ana = team.found()
        states, here = [standing(ana)], 0
        for step in steps:
            if step == "undo" and here > 0:
                undo(ana)
                here -= 1
            elif step == "redo" and here + 1 < len(states):
                redo(ana)
                here += 1
            elif isinstance(step, list) and (seen := states_after(ana, step)):
                states[here + 1 :] = seen
                here += len(seen)
            assert standing(ana) == states[here]
        while here > 0:
            undo(ana)
            here -= 1
        assert standing(ana) == states[0]
        for _ in states[1:]:
            redo(ana)
        assert standing(ana) == states[-1]
        assert standing(team.reopened(ana)) == states[-1]


TURNS = st.lists(st.tuples(st.sampled_from(["ana", "ben", "sync", "undo", "redo"]), ACTS), max_size=8)


@settings(max_examples=25)
@given(TURNS)
def test_undo_never_takes_back_what_another_did_and_replicas_meet(turns: list[tuple[str, list[Act]]]) -> None:
    with fresh_team() as team:
        ana, ben = team.found(), team.join()
        shared = objective(ana, "shared")
        team.sync()
        for who, acts in turns:
            match who:
                case "sync":
                    team.sync()
                case "undo" | "redo":
                    with_nothing_left(undo if who == "undo" else redo, ana)
                case _:
                    for act in acts:
                        do(ana if who == "ana" else ben, act)
        team.sync()
        before, bens = visible(ana), written_by(ana, ben.person)
        for _ in range(200):
            if not with_nothing_left(undo, ana):
                break
        assert not with_nothing_left(undo, ana)
        team.sync()
        made_by_ana = {key[:2] for key in written_by(ana, ana.person) if key[2] == "deleted"}
        for key in bens:
            if key[:2] not in made_by_ana or key[2] != "deleted":
                assert visible(ana).get(key) == before.get(key), key
        assert visible(ana) == visible(ben)
        assert conflict_fields(ana) == conflict_fields(ben)
        assert ana.replica.state.state_hash() == ben.replica.state.state_hash()
        assert shared


def with_nothing_left(step: Callable[[Workspace], object], workspace: Workspace) -> bool:
    """Undo or redo, if there is anything; whether there was."""
    try:
        step(workspace)
    except NothingToUndo:
        return False
    return True


def written_by(workspace: Workspace, person: str) -> set[tuple[str, str, str]]:
    """The registers that show what a person wrote, and nothing else."""
    return {
        (kind, id, name)
        for (kind, id), registers in workspace.replica.state.objects.items()
        for name, register in registers.items()
        if all(head.line.by == person for head in register.heads)
    }
