"""One form, one act: everything in it is written together, and one undo takes it back."""

from pathlib import Path

import pytest

from okrtui.okr.models import FieldError
from okrtui.workspace.edits import New, change, create
from okrtui.workspace.errors import UsageError
from okrtui.workspace.forms import open_form
from okrtui.workspace.saving import Edit, save
from okrtui.workspace.undoing import undo
from tests.screens.pair import Pair


@pytest.fixture
def pair(tmp_path: Path) -> Pair:
    return Pair(tmp_path)


def lines(pair: Pair) -> int:
    return sum(1 for _ in pair.ana.replica.own_lines())


def test_changes_new_objects_and_deletions_are_one_line(pair: Pair) -> None:
    before = lines(pair)
    form = open_form(pair.ana, "objective", pair.objective)
    measure = New("measure", {"key_result": pair.rate, "name": "Demos"})
    assert save(pair.ana, [Edit(form, {"title": "Sell more"})], [measure], [("key_result", pair.calls)])
    assert lines(pair) == before + 1
    assert pair.ana.company.title(pair.objective) == "Sell more"
    assert [each.id for each in pair.ana.company.key_results_of(pair.objective)] == [pair.rate]
    assert len(pair.ana.company.pointing("measure", "key_result", pair.rate)) == 1
    undo(pair.ana)
    assert pair.ana.company.title(pair.objective) == "Improve sales across the team"
    assert len(pair.ana.company.key_results_of(pair.objective)) == 2
    assert pair.ana.company.pointing("measure", "key_result", pair.rate) == []


def test_only_what_differs_is_written(pair: Pair) -> None:
    before = lines(pair)
    form = open_form(pair.ana, "objective", pair.objective)
    assert not save(pair.ana, [Edit(form, {"title": "Improve sales across the team", "priority": True})])
    assert lines(pair) == before


def test_a_change_that_came_meanwhile_meets_this_one_as_a_conflict(pair: Pair) -> None:
    form = open_form(pair.ana, "objective", pair.objective)
    change(pair.ben, open_form(pair.ben, "objective", pair.objective), {"title": "Ben's"})
    pair.ben.meet()
    pair.ana.meet()
    save(pair.ana, [Edit(form, {"title": "Ana's"})])
    register = pair.ana.replica.state.register("objective", pair.objective, "title")
    assert register is not None
    assert sorted(str(head.value) for head in register.heads) == ["Ana's", "Ben's"]


def test_an_alignment_that_would_close_a_loop_is_refused_and_nothing_is_written(pair: Pair) -> None:
    above = create(pair.ana, New("objective", {"title": "Above", "unit": pair.sales})).ids[0]
    create(pair.ana, New("alignment", {"child": pair.objective, "parent": above}))
    form = open_form(pair.ana, "objective", above)
    back = New("alignment", {"child": above, "parent": pair.objective})
    with pytest.raises(UsageError, match="loop"):
        save(pair.ana, [Edit(form, {"title": "Changed"})], [back])
    assert pair.ana.company.title(above) == "Above"


def test_what_the_models_refuse_is_not_written(pair: Pair) -> None:
    before = lines(pair)
    with pytest.raises(FieldError):
        save(pair.ana, news=[New("unit", {"name": "Legal"}), New("unit", {"name": ""})])
    assert lines(pair) == before
