"""Create, change, delete, restore, align: each is one act, and nobody is overwritten unseen."""

import pytest

from okrtui.okr.ids import derived_id
from okrtui.okr.kinds import Mode, Status
from okrtui.okr.models import FieldError
from okrtui.storage.errors import StoreError
from okrtui.workspace.check_ins import check_in
from okrtui.workspace.conflicts import conflicts
from okrtui.workspace.deleting import delete, restore
from okrtui.workspace.edits import New, align, change, create
from okrtui.workspace.errors import NotFound, UsageError
from okrtui.workspace.forms import open_form
from okrtui.workspace.own_unit import individual_unit, individual_unit_id
from okrtui.workspace.resolving import chosen_value, resolve
from okrtui.workspace.workspace import Workspace
from tests.workspace.team import CLEO, Team, conflict_fields, field, key_result, make, objective, set_fields, visible

NOWHERE = "0123456789abcdef"


def lines(workspace: Workspace) -> int:
    return len(workspace.replica.own_lines())


# --- create


def test_what_is_made_at_once_is_one_line_and_points_to_each_other(ana: Workspace) -> None:
    before = lines(ana)
    company = ana.company.child_units(None)[0].id
    made = create(
        ana,
        New("objective", {"title": "Sell", "unit": company}, "00000000000000aa"),
        New("key_result", {"title": "Second", "objective": "00000000000000aa", "target": 2}),
        New("key_result", {"title": "Third", "objective": "00000000000000aa", "target": 3}),
    )
    assert lines(ana) == before + 1
    assert ana.replica.own_lines()[-1].h == made.h
    assert [ana.company.title(id) for id in made.ids] == ["Sell", "Second", "Third"]
    assert [kr.title for kr in ana.company.key_results_of(made.ids[0])] == ["Second", "Third"]


@pytest.mark.parametrize("bad", [{"title": ""}, {"title": "x", "colour": "red"}, {"title": "x", "target": "many"}])
def test_when_one_of_them_is_refused_none_is_made(ana: Workspace, bad: dict[str, object]) -> None:
    before, bytes_before = visible(ana), lines(ana)
    with pytest.raises(FieldError):
        create(ana, New("metric", {"name": "Revenue"}), New("key_result", {"objective": NOWHERE, **bad}))
    assert (visible(ana), lines(ana)) == (before, bytes_before)


def test_references_must_be_there_and_of_the_right_kind(ana: Workspace) -> None:
    before = lines(ana)
    with pytest.raises(NotFound, match="there is no objective or template 0123456789abcdef"):
        key_result(ana, NOWHERE)
    with pytest.raises(NotFound, match="there is no objective or template"):
        key_result(ana, ana.person)
    top = objective(ana, "Top")
    with pytest.raises(NotFound, match="there is no person"):
        set_fields(ana, "objective", top, owner=top)
    with pytest.raises(NotFound, match="there is no objective"):
        align(ana, ana.person, top)
    with pytest.raises(NotFound, match="there is no milestone"):
        make(ana, "check_in", key_result=key_result(ana, top), date="2026-10-01", value=[top])
    assert lines(ana) == before + 2


def test_two_people_who_make_the_same_thing_make_one(team: Team, ana: Workspace, ben: Workspace) -> None:
    unit = ana.company.child_units(None)[0].id
    mine = make(ana, "membership", person=ben.person, unit=unit, role="rep")
    theirs = make(ben, "membership", person=ben.person, unit=unit, role="head")
    assert mine == theirs == derived_id("membership", ben.person, unit)
    team.sync()
    assert conflict_fields(ana) == conflict_fields(ben) == [(mine, "role")]
    assert [person.id for person in ana.company.members(unit)] == [ana.person, ben.person]


def test_what_is_made_anew_after_its_deletion_holds_nothing_of_before(ana: Workspace) -> None:
    top, low = objective(ana, "Top"), objective(ana, "Low")
    alignment = align(ana, low, top, Mode.CONTRIBUTES, 5)
    delete(ana, "alignment", alignment)
    assert align(ana, low, top, Mode.CONTRIBUTES) == alignment
    assert ana.company.served_by(top)[0].weight == 1


def test_ones_own_unit_is_made_once_and_lies_in_the_first_membership(ana: Workspace, ben: Workspace) -> None:
    assert individual_unit(ana, ana.person)[0].fields["parent"] == ana.company.child_units(None)[0].id
    create(ana, *individual_unit(ana, ana.person))
    assert individual_unit(ana, ana.person) == []
    unit = ana.company.unit(individual_unit_id(ana.person))
    assert unit is not None
    assert (unit.name, unit.lead) == ("Ana Ruiz", ana.person)


def test_a_line_that_is_too_long_is_refused_and_nothing_is_written(ana: Workspace) -> None:
    before, state_before = lines(ana), visible(ana)
    many = [New("metric", {"name": "x" * 500}) for _ in range(600)]
    with pytest.raises(StoreError, match="262144"):
        create(ana, *many)
    assert (lines(ana), visible(ana)) == (before, state_before)
    assert ana.company.entry("metric", "x") is None
    create(ana, *many[:100])
    assert lines(ana) == before + 1


# --- change


def test_only_what_differs_is_written_with_the_heads_that_were_shown(ana: Workspace) -> None:
    id = objective(ana, "Sell", rationale="for us")
    form = open_form(ana, "objective", id)
    made = ana.replica.own_lines()[-1].h
    assert change(ana, form, {"title": "Sell more", "rationale": "for us", "priority": False}) == ["title"]
    ops = [op[2:] for op in ana.replica.own_lines()[-1].ops]
    assert ops == [("title", "Sell more", [made]), ("deleted", False, [made])]
    before = lines(ana)
    assert change(ana, open_form(ana, "objective", id), {"title": "Sell more"}) == []
    assert lines(ana) == before


def test_a_form_that_was_opened_before_a_teammates_change_makes_a_conflict(
    team: Team, ana: Workspace, ben: Workspace
) -> None:
    id = objective(ana, "Sell", rationale="for us")
    team.sync()
    form = open_form(ana, "objective", id)
    set_fields(ben, "objective", id, title="Sell better", rationale="for them")
    team.sync()
    assert field(ana, "objective", id, "title") == "Sell better", "it is shown, but the form saw another"
    change(ana, form, {"title": "Sell more"})
    team.sync()
    for workspace in (ana, ben):
        assert conflict_fields(workspace) == [(id, "title")]
        assert field(workspace, "objective", id, "title") == "Sell more"
        assert field(workspace, "objective", id, "rationale") == "for them"


def test_a_field_that_is_saved_as_it_was_shown_does_not_undo_a_teammates_change(
    team: Team, ana: Workspace, ben: Workspace
) -> None:
    id = objective(ana, "Sell", rationale="for us")
    team.sync()
    form = open_form(ana, "objective", id)
    set_fields(ben, "objective", id, rationale="for them")
    team.sync()
    change(ana, form, {"title": "Sell more", "rationale": "for us"})
    team.sync()
    assert field(ben, "objective", id, "rationale") == "for them"
    assert conflict_fields(ben) == []


def test_the_ends_of_what_is_derived_from_them_cannot_be_changed(ana: Workspace) -> None:
    top, low = objective(ana, "Top"), objective(ana, "Low")
    alignment = align(ana, low, top)
    with pytest.raises(UsageError, match="cannot be changed"):
        set_fields(ana, "alignment", alignment, parent=objective(ana, "Other"))
    assert set_fields(ana, "alignment", alignment, mode="contributes") == ["mode"]


def test_a_status_that_a_check_in_has_ended_can_be_set_again(ana: Workspace) -> None:
    id = key_result(ana, objective(ana, "Sell"))
    said = {"status_override": "at_risk", "override_reason": "the supplier is broke"}
    set_fields(ana, "key_result", id, **said)
    assert ana.standings.key_result(id).status is Status.AT_RISK
    check_in(ana, id, 50)
    assert ana.standings.key_result(id).status is Status.ON_TRACK
    assert set_fields(ana, "key_result", id, title="Win rate") == ["title"]
    assert set_fields(ana, "key_result", id, **said) == ["override_reason", "status_override"]
    assert ana.standings.key_result(id).status is Status.AT_RISK


# --- delete and restore


def test_delete_and_restore(team: Team, ana: Workspace, ben: Workspace) -> None:
    id = objective(ana, "Sell")
    rate = key_result(ana, id)
    check_in(ana, rate, 40)
    before = visible(ana)
    delete(ana, "objective", id)
    team.sync()
    with pytest.raises(NotFound, match="no such objective, or it is deleted"):
        open_form(ben, "objective", id)
    with pytest.raises(NotFound, match="deleted already"):
        delete(ben, "objective", id)
    assert ben.company.key_result(rate) is None
    restore(ben, "objective", id)
    team.sync()
    assert visible(ana) == visible(ben) == before
    assert ana.standings.key_result(rate).value == 40
    with pytest.raises(NotFound, match="not deleted"):
        restore(ana, "objective", id)
    with pytest.raises(NotFound, match="not there"):
        delete(ana, "objective", NOWHERE)
    with pytest.raises(UsageError, match="cannot be deleted"):
        delete(ana, "workspace", ana.config.workspace)


def test_delete_and_a_concurrent_edit_meet_in_a_conflict(team: Team, ana: Workspace, ben: Workspace) -> None:
    id = objective(ana, "Sell")
    team.sync()
    delete(ana, "objective", id)
    set_fields(ben, "objective", id, title="Sell more")
    team.sync()
    assert conflict_fields(ana) == conflict_fields(ben) == [(id, "deleted")]
    assert field(ana, "objective", id, "title") == "Sell more"
    (conflict,) = conflicts(ana)
    assert [(version.text, version.person) for version in conflict.versions] == [
        ("stays", "Ben Okafor"),
        ("deleted", "Ana Ruiz"),
    ]
    resolve(ana, "objective", id, "deleted", True, conflict.heads)
    team.sync()
    assert conflicts(ana) == conflicts(ben) == []
    assert ben.company.objective(id) is None


# --- resolve


def clash(team: Team, ana: Workspace, ben: Workspace) -> str:
    """An objective that Ana calls Sell more and Ben, later, Sell better."""
    id = objective(ana, "Sell")
    team.sync()
    set_fields(ana, "objective", id, title="Sell more")
    set_fields(ben, "objective", id, title="Sell better")
    team.sync()
    return id


def test_a_choice_replaces_all_heads_on_both_replicas(team: Team, ana: Workspace, ben: Workspace) -> None:
    id = clash(team, ana, ben)
    (conflict,) = conflicts(ben)
    resolve(ben, "objective", id, "title", "Sell more", conflict.heads)
    team.sync()
    assert conflicts(ana) == conflicts(ben) == []
    assert field(ana, "objective", id, "title") == field(ben, "objective", id, "title") == "Sell more"


def test_a_choice_replaces_only_what_was_shown(team: Team, ana: Workspace, ben: Workspace) -> None:
    cleo = team.join(CLEO)
    id = objective(ana, "Sell")
    team.sync()
    for workspace, title in ((ana, "Sell more"), (ben, "Sell better"), (cleo, "Sell most")):
        set_fields(workspace, "objective", id, title=title)
    ben.meet()
    ana.meet()
    (seen,) = conflicts(ana)
    team.sync()
    resolve(ana, "objective", id, "title", "Sell more", seen.heads)
    team.sync()
    (conflict,) = conflicts(ben)
    assert [version.text for version in conflict.versions] == ["Sell more", "Sell most"]


def test_both_may_choose_at_once(team: Team, ana: Workspace, ben: Workspace) -> None:
    id = clash(team, ana, ben)
    resolve(ana, "objective", id, "title", "Sell more")
    resolve(ben, "objective", id, "title", "Sell more")
    team.sync()
    assert conflicts(ana) == conflicts(ben) == []
    with pytest.raises(NotFound, match="nothing to resolve"):
        resolve(ana, "objective", id, "persona", "x")


@pytest.mark.parametrize(
    ("said", "chosen"), [("Sell more", "Sell more"), ("#1", "Sell better"), ("#2", "Sell more"), ("#3", "#3")]
)
def test_a_choice_may_be_said_as_it_reads_by_its_number_or_anew(
    team: Team, ana: Workspace, ben: Workspace, said: str, chosen: str
) -> None:
    assert chosen_value(ana, "objective", clash(team, ana, ben), "title", said) == chosen


# --- align


def test_a_loop_is_refused_and_nothing_is_written(ana: Workspace) -> None:
    top, mid, low = objective(ana, "Top"), objective(ana, "Mid"), objective(ana, "Low")
    rate = key_result(ana, low)
    align(ana, low, mid)
    align(ana, mid, top)
    before = lines(ana)
    for child, parent in ((top, low), (top, mid), (top, rate), (top, top)):
        with pytest.raises(UsageError, match="loop"):
            align(ana, child, parent)
    assert lines(ana) == before
    align(ana, low, top)


def test_a_loop_that_two_people_close_is_cut_alike_on_both(team: Team, ana: Workspace, ben: Workspace) -> None:
    a, b, c = (objective(ana, title) for title in "abc")
    key_result(ana, a)
    align(ana, b, c)
    team.sync()
    align(ana, a, b, Mode.CONTRIBUTES)
    align(ben, c, a, Mode.CONTRIBUTES)
    team.sync()
    for workspace in (ana, ben, team.reopened(ana), team.reopened(ben)):
        assert [(edge.child, edge.parent) for edge in workspace.company.cut()] == [(c, a)]
        assert workspace.company.why(a) == ["c", "b"]
    assert ana.standings.objective(b) == ben.standings.objective(b)
    delete(ben, "alignment", derived_id("alignment", a, b))
    team.sync()
    for workspace in (ana, ben):
        assert workspace.company.cut() == []
        assert workspace.company.why(b) == ["a", "c"]
