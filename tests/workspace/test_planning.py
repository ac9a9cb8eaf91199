"""From draft to agreed, between two replicas; each step is one act, and one undo."""

from collections.abc import Callable

import pytest

from okrtui.okr.kinds import Stage
from okrtui.okr.models import FieldError
from okrtui.workspace.edits import align
from okrtui.workspace.errors import NotFound, UsageError
from okrtui.workspace.forms import open_form
from okrtui.workspace.planning import (
    agree,
    approver_of,
    commit,
    commit_all,
    commitments_of,
    counter_propose,
    propose,
    turn_of,
    withdraw,
)
from okrtui.workspace.resolving import resolve
from okrtui.workspace.saving import Edit
from okrtui.workspace.undoing import redo, undo
from okrtui.workspace.workspace import Workspace
from tests.workspace.planners import Planning, planning, stage
from tests.workspace.team import CLEO, Team, conflict_fields, field, key_result, make, set_fields, visible


@pytest.fixture
def both(team: Team, ana: Workspace, ben: Workspace) -> Planning:
    return planning(team, ana, ben)


def turn(workspace: Workspace, id: str) -> str | None:
    found = workspace.company.objective(id)
    assert found is not None
    return turn_of(workspace, found)


def lines(workspace: Workspace) -> int:
    return len(workspace.replica.own_lines())


def counter(workspace: Workspace, id: str, why: str = "", /, **changes: object) -> str:
    return counter_propose(workspace, id, [Edit(open_form(workspace, "objective", id), changes)], why)


def test_a_proposal_is_the_owners_word_and_the_lead_above_has_to_answer(both: Planning) -> None:
    id = both.draft()
    before = lines(both.ben)
    propose(both.ben, id)
    assert lines(both.ben) == before + 1
    both.team.sync()
    for each in (both.ana, both.ben):
        assert stage(each, id) is Stage.PROPOSED
        assert turn(each, id) == both.ana.person
        assert list(commitments_of(each, id)) == [both.ben.person]


def test_whoever_agrees_gives_their_word_with_the_day(both: Planning) -> None:
    id = both.draft()
    propose(both.ben, id)
    both.team.sync()
    assert agree(both.ana, [id]) == [id]
    both.team.sync()
    assert stage(both.ben, id) is Stage.AGREED
    words = commitments_of(both.ben, id)
    assert set(words) == {both.ana.person, both.ben.person}
    assert field(both.ben, "commitment", words[both.ana.person], "date") == "2026-10-01"
    assert turn(both.ben, id) is None


def test_a_counter_proposal_changes_says_why_and_gives_the_owner_the_turn(both: Planning) -> None:
    id = both.draft()
    rate = key_result(both.ben, id, "Close rate", unit_of_measure="%")
    propose(both.ben, id)
    both.team.sync()
    edits = [
        Edit(open_form(both.ana, "objective", id), {"title": "Sell much more"}),
        Edit(open_form(both.ana, "key_result", rate), {"target": 120}),
    ]
    before = lines(both.ana)
    comment = counter_propose(both.ana, id, edits, "aim higher")
    assert lines(both.ana) == before + 1
    both.team.sync()
    assert stage(both.ben, id) is Stage.PROPOSED
    assert turn(both.ben, id) == both.ben.person
    assert field(both.ben, "objective", id, "title") == "Sell much more"
    assert field(both.ben, "key_result", rate, "target") == 120
    assert field(both.ben, "comment", comment, "text") == "counter-proposal: aim higher"
    assert list(commitments_of(both.ben, id)) == [both.ana.person]
    assert agree(both.ben, [id]) == [id]
    assert set(commitments_of(both.ben, id)) == {both.ana.person, both.ben.person}


def test_the_owner_may_propose_again_in_return(both: Planning) -> None:
    id = both.draft()
    propose(both.ben, id)
    both.team.sync()
    counter(both.ana, id, title="Sell twice as much")
    both.team.sync()
    set_fields(both.ben, "objective", id, title="Sell half as much more")
    propose(both.ben, id)
    both.team.sync()
    assert turn(both.ana, id) == both.ana.person
    assert list(commitments_of(both.ana, id)) == [both.ben.person]


def test_a_counter_proposal_without_a_word_says_what_it_changes(both: Planning) -> None:
    id = both.draft()
    propose(both.ben, id)
    both.team.sync()
    comment = counter(both.ana, id, title="Sell twice as much", pain_or_opportunity="None")
    assert field(both.ana, "comment", comment, "text") == "counter-proposal: objective pain or opportunity, title"
    with pytest.raises(UsageError, match="changes something, or says why"):
        counter(both.ana, id)
    with pytest.raises(FieldError, match="kind"):
        counter(both.ana, id, kind="bold")


def test_only_a_proposal_is_countered_and_only_what_is_not_active_is_withdrawn(both: Planning) -> None:
    id = both.draft()
    with pytest.raises(UsageError, match="is a draft"):
        counter(both.ana, id, "no")
    with pytest.raises(UsageError, match="is a draft"):
        withdraw(both.ben, id)
    set_fields(both.ben, "objective", id, stage="active")
    with pytest.raises(UsageError, match="is active"):
        withdraw(both.ben, id)
    with pytest.raises(UsageError, match="is active"):
        propose(both.ben, id)
    with pytest.raises(NotFound):
        propose(both.ben, "0" * 16)


def test_who_withdraws_frees_everyone(both: Planning) -> None:
    id = both.draft()
    propose(both.ben, id)
    both.team.sync()
    agree(both.ana, [id])
    both.team.sync()
    withdraw(both.ben, id)
    assert stage(both.ben, id) is Stage.DRAFT
    assert commitments_of(both.ben, id) == {}


def test_nobody_agrees_to_their_own_proposal_nor_to_anothers_draft(both: Planning) -> None:
    id = both.draft()
    with pytest.raises(UsageError, match="has to be proposed first"):
        agree(both.ana, [id])
    propose(both.ben, id)
    with pytest.raises(UsageError, match="waits for Ana Ruiz to answer"):
        agree(both.ben, [id])
    assert stage(both.ben, id) is Stage.PROPOSED


def test_who_has_no_part_in_it_neither_agrees_nor_counters(both: Planning) -> None:
    cleo = both.team.join(CLEO)
    id = both.draft()
    propose(both.ben, id)
    both.team.sync()
    with pytest.raises(UsageError, match="waits for Ana Ruiz"):
        agree(cleo, [id])
    with pytest.raises(UsageError, match="a comment reaches them"):
        counter(cleo, id, "more")
    with pytest.raises(UsageError, match="proposed already: Ana Ruiz has to answer"):
        propose(cleo, id)


def test_a_lead_further_up_may_answer_too(both: Planning) -> None:
    cleo = both.team.join(CLEO)
    team = make(both.ana, "unit", name="Inside sales", parent=both.sales, lead=cleo.person)
    both.team.sync()
    id = both.draft(unit=team, owner=cleo.person)
    propose(cleo, id)
    both.team.sync()
    assert turn(both.ana, id) == both.ben.person
    counter(both.ana, id, "more", title="Sell much more")
    assert turn(both.ana, id) == cleo.person
    undo(both.ana)
    agree(both.ana, [id])
    assert set(commitments_of(both.ana, id)) == {both.ana.person, cleo.person}


def test_at_the_top_one_agrees_with_oneself(both: Planning) -> None:
    id = both.draft(unit=both.northwind, owner=both.ana.person)
    found = both.ana.company.objective(id)
    assert found
    assert approver_of(both.ana, found) == both.ana.person
    assert agree(both.ana, [id]) == [id]
    assert list(commitments_of(both.ana, id)) == [both.ana.person]


def test_where_a_unit_has_no_lead_the_next_one_above_is_asked(both: Planning) -> None:
    team = make(both.ana, "unit", name="Inside sales", parent=both.sales)
    squad = make(both.ana, "unit", name="Squad", parent=team)
    found = both.ana.company.objective(make(both.ana, "objective", title="Call", unit=squad, cycle=both.cycle))
    assert found
    assert approver_of(both.ana, found) == both.ben.person


def test_a_lead_above_proposes_to_the_owner(both: Planning) -> None:
    id = both.draft()
    propose(both.ana, id)
    assert turn(both.ana, id) == both.ben.person
    assert list(commitments_of(both.ana, id)) == [both.ana.person]


def test_many_are_agreed_in_one_act_or_none(both: Planning) -> None:
    ids = [both.draft(f"Objective {number}") for number in range(3)]
    for id in ids:
        propose(both.ben, id)
    both.team.sync()
    loose = both.draft("Not proposed")
    with pytest.raises(UsageError, match="Not proposed"):
        agree(both.ana, [*ids, loose])
    assert {stage(both.ana, id) for id in ids} == {Stage.PROPOSED}
    before = lines(both.ana)
    assert agree(both.ana, [*ids, ids[0]]) == ids
    assert lines(both.ana) == before + 1
    assert agree(both.ana, ids) == []
    undo(both.ana)
    assert {stage(both.ana, id) for id in ids} == {Stage.PROPOSED}
    assert all(list(commitments_of(both.ana, id)) == [both.ben.person] for id in ids)


def test_many_are_proposed_committed_to_and_withdrawn_in_one_act_or_none(both: Planning) -> None:
    ids = [both.draft(f"Objective {number}") for number in range(3)]
    propose(both.ben, ids[2])
    before = lines(both.ben)
    with pytest.raises(UsageError, match="Objective 2' is proposed already"):
        propose(both.ben, *ids)
    assert lines(both.ben) == before
    propose(both.ben, *ids[:2])
    assert lines(both.ben) == before + 1
    assert len(set(commit_all(both.ben, ids))) == 3
    assert lines(both.ben) == before + 1  # each proposal was Ben's word already
    withdraw(both.ben, *ids)
    assert lines(both.ben) == before + 2
    assert {stage(both.ben, id) for id in ids} == {Stage.DRAFT}
    commit_all(both.ben, ids)
    undo(both.ben)
    assert all(not commitments_of(both.ben, id) for id in ids)
    undo(both.ben)
    assert {stage(both.ben, id) for id in ids} == {Stage.PROPOSED}


def test_whoever_commits_to_what_waits_for_them_agrees(both: Planning) -> None:
    id = both.draft()
    propose(both.ben, id)
    both.team.sync()
    word = commit(both.ana, id)
    assert stage(both.ana, id) is Stage.AGREED
    assert commit(both.ana, id) == word


def test_others_commit_without_ending_the_talk(both: Planning) -> None:
    cleo = both.team.join(CLEO)
    both.team.sync()
    id = both.draft()
    propose(both.ben, id)
    both.team.sync()
    commit(cleo, id)
    assert stage(cleo, id) is Stage.PROPOSED
    assert turn(cleo, id) == both.ana.person
    commit(cleo, id, both.ana.person)
    assert stage(cleo, id) is Stage.AGREED
    with pytest.raises(NotFound):
        commit(cleo, id, "0" * 16)


STEPS: dict[str, Callable[[Planning, str], object]] = {
    "propose again": lambda both, id: propose(both.ana, id),
    "counter": lambda both, id: counter(both.ana, id, "less", title="Sell less"),
    "agree": lambda both, id: agree(both.ana, [id]),
    "commit": lambda both, id: commit(both.ana, id),
    "withdraw": lambda both, id: withdraw(both.ana, id),
}


@pytest.mark.parametrize("step", STEPS.values(), ids=STEPS)
def test_undo_takes_a_step_back_with_the_turn_and_redo_does_it_again(
    both: Planning, step: Callable[[Planning, str], object]
) -> None:
    id = both.draft()
    propose(both.ben, id)
    both.team.sync()
    before, whose = visible(both.ana), turn(both.ana, id)
    step(both, id)
    after, theirs = visible(both.ana), turn(both.ana, id)
    undo(both.ana)
    assert stage(both.ana, id) is Stage.PROPOSED
    assert turn(both.ana, id) == whose == both.ana.person
    assert list(commitments_of(both.ana, id)) == [both.ben.person]
    assert all(visible(both.ana)[key] == value for key, value in before.items())
    redo(both.ana)
    assert turn(both.ana, id) == theirs
    assert all(visible(both.ana)[key] == value for key, value in after.items())


def test_counter_proposals_at_once_are_a_conflict_and_both_are_kept(both: Planning) -> None:
    id = both.draft()
    propose(both.ben, id)
    both.team.sync()
    counter(both.ana, id, "up", title="Sell more to clients")
    counter(both.ben, id, "down", title="Sell more to partners")
    both.team.sync()
    for each in (both.ana, both.ben):
        assert (id, "title") in conflict_fields(each)
        assert (id, "stage") not in conflict_fields(each)
        register = each.state.register("objective", id, "title")
        assert register
        assert {head.value for head in register.heads} == {
            "Sell more to clients",
            "Sell more to partners",
        }
        comments = each.company.pointing("comment", "subject", id)
        assert len(comments) == 2
    assert visible(both.ana) == visible(both.ben)
    resolve(both.ana, "objective", id, "title", "Sell more to clients")
    both.team.sync()
    assert conflict_fields(both.ben) == []


def test_a_proposal_and_an_edit_at_once_are_both_kept(both: Planning) -> None:
    id = both.draft()
    propose(both.ben, id)
    set_fields(both.ana, "objective", id, rationale="Clients gain")
    both.team.sync()
    for each in (both.ana, both.ben):
        assert stage(each, id) is Stage.PROPOSED
        assert field(each, "objective", id, "rationale") == "Clients gain"
        assert conflict_fields(each) == []


def test_agreeing_while_it_is_withdrawn_is_a_conflict(both: Planning) -> None:
    id = both.draft()
    propose(both.ben, id)
    both.team.sync()
    agree(both.ana, [id])
    withdraw(both.ben, id)
    both.team.sync()
    assert (id, "stage") in conflict_fields(both.ana)
    assert (id, "stage") in conflict_fields(both.ben)


def test_a_form_that_was_open_meets_the_change_it_had_not_seen(both: Planning) -> None:
    id = both.draft()
    propose(both.ben, id)
    both.team.sync()
    form = open_form(both.ana, "objective", id)
    set_fields(both.ben, "objective", id, title="Sell better")
    both.team.sync()
    counter_propose(both.ana, id, [Edit(form, {"title": "Sell sooner"})], "in time")
    assert (id, "title") in conflict_fields(both.ana)


def test_alignments_stay_when_a_draft_is_proposed(both: Planning) -> None:
    above = both.draft("Lead the market", unit=both.northwind, owner=both.ana.person)
    id = both.draft()
    align(both.ben, id, above)
    propose(both.ben, id)
    assert [alignment.parent for alignment in both.ben.company.serves(id)] == [above]


def test_a_draft_that_both_propose_at_once_waits_for_the_lead(both: Planning) -> None:
    id = both.draft()
    propose(both.ana, id)
    propose(both.ben, id)
    both.team.sync()
    for each in (both.ana, both.ben):
        assert conflict_fields(each) == []
        assert set(commitments_of(each, id)) == {both.ana.person, both.ben.person}
        assert turn(each, id) == both.ana.person
    assert agree(both.ana, [id]) == [id]
    assert set(commitments_of(both.ana, id)) == {both.ana.person, both.ben.person}
