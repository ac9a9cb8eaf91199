"""Localizing, sharing, taking improvements up, and a cycle's structure once more."""

import pytest

from okrtui.okr.kinds import ObjectiveKind, Stage
from okrtui.workspace.check_ins import check_in
from okrtui.workspace.edits import New, align, create
from okrtui.workspace.errors import NotFound, UsageError
from okrtui.workspace.planning import commit
from okrtui.workspace.planning_copies import duplicate
from okrtui.workspace.planning_cycles import plan_cycle
from okrtui.workspace.planning_links import (
    accept_share,
    decline_share,
    localize,
    localized_fields,
    share,
    take_up,
    take_up_as_objective,
)
from okrtui.workspace.undoing import undo
from okrtui.workspace.workspace import Workspace
from tests.workspace.planners import Planning, planning, stage
from tests.workspace.team import Team, conflict_fields, field, key_result, make, objective, visible


@pytest.fixture
def both(team: Team, ana: Workspace, ben: Workspace) -> Planning:
    return planning(team, ana, ben)


def lines(workspace: Workspace) -> int:
    return len(workspace.replica.own_lines())


# --- downwards


def test_a_unit_takes_up_an_objective_in_its_own_words(both: Planning) -> None:
    above = both.draft("Lead the market", unit=both.northwind, owner=both.ana.person, kind="aspirational")
    before = lines(both.ana)
    id = localize(both.ana, above, both.sales, {"title": "Win the big accounts"})
    assert lines(both.ana) == before + 1
    found = both.ana.company.objective(id)
    assert found
    assert (found.title, found.unit, found.cycle) == ("Win the big accounts", both.sales, both.cycle)
    assert (found.owner, found.kind, found.stage) == (both.ben.person, ObjectiveKind.ASPIRATIONAL, Stage.DRAFT)
    assert [alignment.parent for alignment in both.ana.company.serves(id)] == [above]
    undo(both.ana)
    assert both.ana.company.objective(id) is None
    assert both.ana.company.served_by(above) == []


def test_key_results_and_missions_are_localized_too(both: Planning) -> None:
    above = both.draft("Lead the market", unit=both.northwind)
    rate = key_result(both.ben, above, "Market share to 30 %")
    mission = make(both.ben, "mission", statement="Connect everyone")
    one, other = localize(both.ben, rate, both.sales), localize(both.ben, mission, both.sales)
    assert field(both.ben, "objective", one, "title") == "Market share to 30 %"
    assert [alignment.parent for alignment in both.ben.company.serves(one)] == [rate]
    assert field(both.ben, "objective", other, "cycle") == both.cycle
    with pytest.raises(NotFound, match="nothing to localize"):
        localize(both.ben, both.ben.person, both.sales)
    with pytest.raises(NotFound, match="no such unit"):
        localize(both.ben, above, above)


def test_what_takes_up_a_years_objective_is_of_the_cycle_in_planning(both: Planning) -> None:
    year = make(both.ana, "cycle", name="2027", kind="year", start="2027-01-01", end="2027-12-31", status="active")
    above = objective(both.ana, "Lead the market", cycle=year)
    assert localized_fields(both.ana, above, both.sales)["cycle"] == both.cycle


# --- sideways


def test_a_partner_is_asked_and_answers(both: Planning) -> None:
    id = both.draft("Traffic", unit=both.northwind)
    asked = share(both.ana, id, both.sales)
    assert share(both.ana, id, both.sales) == asked
    both.team.sync()
    accept_share(both.ben, asked)
    both.team.sync()
    assert field(both.ana, "share", asked, "state") == "accepted"
    assert share(both.ana, id, both.sales) == asked
    assert field(both.ana, "share", asked, "state") == "accepted"
    undo(both.ben)
    assert field(both.ben, "share", asked, "state") == "asked"
    decline_share(both.ben, asked)
    share(both.ben, id, both.sales)
    assert field(both.ben, "share", asked, "state") == "asked"


def test_a_unit_does_not_share_with_itself_and_only_what_is_there(both: Planning) -> None:
    id = both.draft()
    with pytest.raises(UsageError, match="own objective"):
        share(both.ben, id, both.sales)
    with pytest.raises(NotFound):
        share(both.ben, both.sales, both.northwind)
    with pytest.raises(NotFound):
        accept_share(both.ben, id)


def test_two_answers_at_once_are_a_conflict(both: Planning) -> None:
    asked = share(both.ana, both.draft("Traffic", unit=both.northwind), both.sales)
    both.team.sync()
    accept_share(both.ana, asked)
    decline_share(both.ben, asked)
    both.team.sync()
    assert (asked, "state") in conflict_fields(both.ana)
    assert visible(both.ana) == visible(both.ben)


# --- onwards


def test_an_improvement_is_taken_up_by_a_cycle(both: Planning) -> None:
    noted = make(both.ana, "improvement", text="Check in on Mondays")
    take_up(both.ana, noted, both.cycle)
    assert field(both.ana, "improvement", noted, "taken_up_in") == both.cycle
    undo(both.ana)
    assert field(both.ana, "improvement", noted, "taken_up_in") is None
    with pytest.raises(NotFound):
        take_up(both.ana, both.cycle, both.cycle)
    with pytest.raises(NotFound):
        take_up(both.ana, noted, both.sales)


def test_an_improvement_becomes_an_objective_in_one_act(both: Planning) -> None:
    noted = make(both.ana, "improvement", text="Talk to clients\nearlier", owner=both.ana.person)
    before = lines(both.ana)
    id = take_up_as_objective(both.ana, noted, both.cycle, both.sales)
    assert lines(both.ana) == before + 1
    found = both.ana.company.objective(id)
    assert found
    assert (found.title, found.owner) == ("Talk to clients earlier", both.ana.person)
    assert field(both.ana, "improvement", noted, "taken_up_in") == both.cycle
    undo(both.ana)
    assert both.ana.company.objective(id) is None
    assert field(both.ana, "improvement", noted, "taken_up_in") is None


# --- once more


def test_a_cycle_is_planned_as_the_last_one_was(both: Planning) -> None:
    ana = both.ana
    mission = make(ana, "mission", statement="Connect everyone")
    top = objective(ana, "Lead the market", stage="active", owner=ana.person, priority=True, persona="Clients")
    rate = key_result(ana, top, "Share", start=20, target=30, unit_of_measure="%", weight=2, due="2026-11-30")
    steps = key_result(ana, top, "Portal", metric="milestones", start=None, target=None)
    create(ana, New("milestone", {"key_result": steps, "title": "Live"}))
    make(ana, "measure", key_result=rate, name="Calls", target=12, unit_of_measure="calls")
    make(ana, "initiative", subject=top, title="Hire")
    below = objective(ana, "Win accounts", unit=both.sales)
    align(ana, top, mission)
    align(ana, below, rate)
    check_in(ana, rate, 25)
    commit(ana, top)
    source = ana.company.current_cycle(ana.today)
    assert source is not None
    before, were = lines(ana), visible(ana)
    copies = duplicate(ana, source.id, both.cycle)
    assert lines(ana) == before + 1
    company = ana.company
    copy = company.objective(copies[top])
    assert copy
    assert (copy.title, copy.cycle, copy.stage) == ("Lead the market", both.cycle, Stage.DRAFT)
    assert (copy.owner, copy.priority) == (ana.person, True)
    assert field(ana, "objective", copy.id, "persona") == "Clients"
    share_, portal = company.key_results_of(copy.id)
    assert [share_.title, share_.start, share_.target, share_.weight, share_.due] == ["Share", 20, 30, 2, None]
    assert [fields["title"] for _, fields in company.milestones_of(portal.id)] == ["Live"]
    (measure,) = company.pointing("measure", "key_result", share_.id)
    assert (company.fields("measure", measure) or {})["target"] == 12
    assert company.check_ins_of(share_.id) == []
    assert company.pointing("commitment", "objective", copy.id) == []
    assert company.pointing("initiative", "subject", copy.id) == []
    assert [alignment.parent for alignment in company.serves(copy.id)] == [mission]
    assert [alignment.parent for alignment in company.serves(copies[below])] == [share_.id]
    assert stage(ana, top) is Stage.ACTIVE
    undo(ana)
    assert all(company.objective(id) is None for id in copies.values())
    assert {key: value for key, value in visible(ana).items() if key in were} == were


def test_one_units_structure_alone_leaves_its_old_parent_behind(both: Planning) -> None:
    top = objective(both.ana, "Lead the market")
    below = objective(both.ana, "Win accounts", unit=both.sales)
    align(both.ana, below, top)
    source = both.ana.company.current_cycle(both.ana.today)
    assert source is not None
    copies = duplicate(both.ana, source.id, both.cycle, both.sales)
    assert list(copies) == [below]
    assert both.ana.company.serves(copies[below]) == []


def test_there_has_to_be_something_to_copy_and_another_cycle(both: Planning) -> None:
    source = both.ana.company.current_cycle(both.ana.today)
    assert source is not None
    with pytest.raises(UsageError, match="no objectives to copy"):
        duplicate(both.ana, source.id, both.cycle)
    with pytest.raises(UsageError, match="into itself"):
        duplicate(both.ana, source.id, source.id)
    with pytest.raises(NotFound):
        duplicate(both.ana, source.id, both.sales)


def test_a_large_cycle_is_copied_in_several_lines_and_taken_back_by_one_undo(both: Planning) -> None:
    source = plan_cycle(both.ana)
    for number in range(30):
        objective(both.ana, f"Objective {number}", cycle=source, rationale="Ω" * 9_000)
    target = make(both.ana, "cycle", name="Later", start="2027-04-01", end="2027-06-30")
    before = lines(both.ana)
    copies = duplicate(both.ana, source, target)
    assert len(copies) == 30
    assert lines(both.ana) > before + 1
    undo(both.ana)
    assert all(both.ana.company.objective(id) is None for id in copies.values())
