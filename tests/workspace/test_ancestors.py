"""Conflicts with their past: what stood there before, who wrote instead of what, and what a deletion met."""

from okrtui.workspace.ancestors import with_past
from okrtui.workspace.conflicts import Conflict, conflict_in, conflicts, settled_words
from okrtui.workspace.deleting import delete
from okrtui.workspace.resolving import resolve
from okrtui.workspace.surroundings import surroundings
from okrtui.workspace.undoing import redo, undo
from okrtui.workspace.workspace import Workspace
from tests.workspace.team import CLEO, Team, conflict_fields, field, key_result, make, objective, set_fields


def past(workspace: Workspace) -> Conflict:
    """The only conflict, with its past."""
    (found,) = with_past(workspace, conflicts(workspace))
    return found


def test_what_all_had_before_is_told_however_often_each_wrote_since(team: Team, ana: Workspace, ben: Workspace) -> None:
    id = objective(ana, "Sell")
    team.sync()
    for title in ("Sell more", "Sell much more"):
        set_fields(ana, "objective", id, title=title)
    set_fields(ben, "objective", id, title="Sell better")
    team.sync()
    for workspace in (ana, ben):
        conflict = past(workspace)
        assert conflict.before == "Sell"
        assert [(each.text, each.person, each.instead_of) for each in conflict.versions] == [
            ("Sell better", "Ben Okafor", ""),
            ("Sell much more", "Ana Ruiz", "Sell more"),
        ]


def test_where_nobody_had_written_there_was_nothing(team: Team, ana: Workspace, ben: Workspace) -> None:
    id = objective(ana, "Sell")
    team.sync()
    set_fields(ana, "objective", id, rationale="for us")
    set_fields(ben, "objective", id, rationale="for them")
    assert with_past(ana, []) == []
    team.sync()
    assert past(ben).before == "nothing"


def test_everyone_who_wrote_the_same_is_named(team: Team, ana: Workspace, ben: Workspace) -> None:
    cleo = team.join(CLEO)
    id = key_result(ana, objective(ana, "Sell"))
    team.sync()
    for workspace, target in ((ana, 27), (ben, 30), (cleo, 27.0)):
        set_fields(workspace, "key_result", id, target=target)
    team.sync()
    authors = [[author.name for author in version.authors] for version in past(ana).versions]
    assert authors == [["Cleo Tan", "Ana Ruiz"], ["Ben Okafor"]]


def test_a_deletion_that_met_edits_is_told_as_such(team: Team, ana: Workspace, ben: Workspace) -> None:
    id = key_result(ana, objective(ana, "Sell"))
    team.sync()
    delete(ben, "key_result", id)
    set_fields(ana, "key_result", id, target=30)
    set_fields(ana, "key_result", id, target=31, weight=2)
    team.sync()
    for workspace in (ana, ben):
        conflict = past(workspace)
        assert conflict.told == "Ben Okafor deleted it; Ana Ruiz, who did not know, changed its target and weight"
        assert {version.text for version in conflict.versions} == {"deleted", "stays"}
    assert settled_words(past(ana), "stays") == "It stays: Close rate"


def test_what_stays_has_all_its_parts_again(team: Team, ana: Workspace, ben: Workspace) -> None:
    id = objective(ana, "Sell")
    part = key_result(ana, id)
    team.sync()
    delete(ben, "objective", id)
    set_fields(ana, "objective", id, title="Sell more")
    team.sync()
    conflict = past(ana)
    resolve(ana, *conflict.key, False, conflict.heads)
    team.sync()
    for workspace in (ana, ben):
        assert workspace.company.objective(id) is not None
        assert workspace.company.key_result(part) is not None
        assert conflict_fields(workspace) == []


def test_undo_of_a_choice_brings_all_values_back(team: Team, ana: Workspace, ben: Workspace) -> None:
    cleo = team.join(CLEO)
    id = objective(ana, "Sell")
    team.sync()
    for workspace, title in ((ana, "A"), (ben, "B"), (cleo, "C")):
        set_fields(workspace, "objective", id, title=title)
    team.sync()
    for chosen in ("A", "C", "all three"):
        conflict = past(ana)
        resolve(ana, *conflict.key, chosen, conflict.heads)
        assert conflict_fields(ana) == []
        undo(ana)
        team.sync()
        for workspace in (ana, ben, cleo):
            assert field(workspace, "objective", id, "title") == "C"
            again = past(workspace)
            assert again.before == "Sell"
            assert {(each.text, each.authors[0].name) for each in again.versions} == {
                ("A", "Ana Ruiz"),
                ("B", "Ben Okafor"),
                ("C", "Cleo Tan"),
            }
        redo(ana)
        team.sync()
        for workspace in (ana, ben, cleo):
            assert conflict_fields(workspace) == []
            assert field(workspace, "objective", id, "title") == chosen
        undo(ana)
        assert {each.text for each in past(ana).versions} == {"A", "B", "C"}


def test_undo_of_a_choice_about_a_deletion_brings_the_question_back(
    team: Team, ana: Workspace, ben: Workspace
) -> None:
    id = objective(ana, "Sell")
    team.sync()
    delete(ben, "objective", id)
    set_fields(ana, "objective", id, title="Sell more")
    team.sync()
    for stays in (True, False):
        conflict = past(ana)
        resolve(ana, *conflict.key, not stays, conflict.heads)
        team.sync()
        assert (ben.company.objective(id) is not None) is stays
        undo(ana)
        team.sync()
        for workspace in (ana, ben):
            assert conflict_fields(workspace) == [(id, "deleted")]


def test_the_place_of_a_conflict_leads_from_the_vision_to_the_unit(team: Team, ana: Workspace) -> None:
    set_fields(ana, "workspace", ana.config.workspace, vision="A connected world")
    id = objective(ana, "Sell")
    rate = key_result(ana, id, unit_of_measure="%", owner=ana.person)
    step = make(ana, "milestone", key_result=rate, title="Plan")
    place = surroundings(ana, "key_result", rate, "target")
    assert (place.noun, place.title) == ("key result", "Close rate")
    assert place.why == ["A connected world", "Sell", "Northwind"]
    assert place.facts == [("owner", "Ana Ruiz")]
    assert place.row is not None
    assert surroundings(ana, "key_result", rate, "owner").facts == []
    assert surroundings(ana, "milestone", step, "title").why == ["A connected world", "Sell", "Northwind", "Close rate"]
    delete(ana, "key_result", rate)
    gone = surroundings(ana, "key_result", rate, "deleted")
    assert (gone.is_deleted, gone.row, gone.title) == (True, None, "Close rate")


def test_no_conflict_is_none(ana: Workspace) -> None:
    assert conflict_in(ana, "objective", objective(ana, "Sell"), "title") is None
