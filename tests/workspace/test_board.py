"""The planning board: lanes, cards, limits, what is above, what is asked, what is to be taken up."""

from datetime import date

import pytest

from okrtui.okr.kinds import ShareState, Stage
from okrtui.workspace.board import Board, Card, Lane, Meter, board
from okrtui.workspace.deleting import delete
from okrtui.workspace.edits import align
from okrtui.workspace.past import Past
from okrtui.workspace.planning import agree, propose
from okrtui.workspace.planning_links import accept_share, share, take_up
from okrtui.workspace.view import View
from okrtui.workspace.workspace import Workspace
from tests.workspace.planners import Planning, planning
from tests.workspace.team import Team, key_result, make, objective, set_fields


@pytest.fixture
def both(team: Team, ana: Workspace, ben: Workspace) -> Planning:
    return planning(team, ana, ben)


def shown(view: View, cycle: str, **more: object) -> Board:
    found = board(view, cycle, **more)  # type: ignore[arg-type]  # the tests name them
    assert found is not None
    return found


def lane(found: Board, name: str) -> Lane:
    return next(lane for lane in found.lanes if lane.name == name)


def card(found: Board, id: str) -> Card:
    return next(card for card in found.cards() if card.id == id)


def test_units_stand_in_the_order_of_the_cascade(both: Planning) -> None:
    make(both.ana, "unit", name="Inside sales", level="team", parent=both.sales)
    make(both.ana, "unit", name="Marketing", level="department", parent=both.northwind)
    make(both.ana, "unit", name="Ben", level="individual", parent=both.sales, lead=both.ben.person)
    found = shown(both.ana, both.cycle)
    assert [(lane.name, lane.depth, lane.lead_name) for lane in found.lanes] == [
        ("Northwind", 0, "Ana Ruiz"),
        ("Marketing", 1, ""),
        ("Sales", 1, "Ben Okafor"),
        ("Inside sales", 2, ""),
    ]
    assert [lane.name for lane in shown(both.ana, both.cycle, unit=both.sales).lanes] == ["Sales", "Inside sales"]
    assert board(both.ana, "0" * 16) is None


def test_a_card_tells_all_that_planning_needs(both: Planning) -> None:
    mission = make(both.ana, "mission", statement="Connect everyone")
    both.team.sync()
    id = both.draft("Sell more", kind="aspirational", priority=True)
    key_result(both.ben, id)
    align(both.ben, id, mission)
    propose(both.ben, id)
    asked = share(both.ben, id, both.northwind)
    found = card(shown(both.ben, both.cycle, findings={id: 2}), id)
    assert (found.title, found.stage, found.kind, found.is_priority) == (
        "Sell more",
        Stage.PROPOSED,
        "aspirational",
        True,
    )
    assert (found.owner_name, found.turn, found.turn_name) == ("Ben Okafor", both.ana.person, "Ana Ruiz")
    assert [(link.kind, link.title) for link in found.parents] == [("mission", "Connect everyone")]
    assert [(word.name, word.date) for word in found.commitments] == [("Ben Okafor", date(2026, 10, 1))]
    assert found.shares == ((asked, both.northwind, "Northwind", ShareState.ASKED),)
    assert (found.key_results, found.is_orphan, found.findings, found.is_contested) == (1, False, 2, False)


def test_both_boards_show_what_either_lead_does(both: Planning) -> None:
    id = both.draft()
    propose(both.ben, id)
    both.team.sync()
    assert shown(both.ana, both.cycle).totals.mine == 1
    assert shown(both.ben, both.cycle).totals.mine == 0
    agree(both.ana, [id])
    both.team.sync()
    for each in (both.ana, both.ben):
        totals = shown(each, both.cycle).totals
        assert (totals.units, totals.agreed, totals.mine) == (2, 1, 0)
        assert {stage: number for stage, number in totals.objectives.items() if number} == {Stage.AGREED: 1}
        assert lane(shown(each, both.cycle), "Sales").is_agreed
        assert not lane(shown(each, both.cycle), "Northwind").is_agreed


def test_others_drafts_are_folded_until_they_are_proposed(both: Planning) -> None:
    id = both.draft()
    assert card(shown(both.ana, both.cycle), id).is_folded
    assert not card(shown(both.ben, both.cycle), id).is_folded
    propose(both.ben, id)
    both.team.sync()
    assert not card(shown(both.ana, both.cycle), id).is_folded


def test_the_meter_has_the_limits_of_the_workspace(both: Planning) -> None:
    for number in range(4):
        both.draft(f"Objective {number}", priority=True)
    both.draft("Closed", stage="closed")
    settings = next(id for id, _ in both.ana.company.live("workspace"))
    meter = lane(shown(both.ana, both.cycle), "Sales").meter
    assert meter == Meter(4, 3, 5, 4, 3)
    assert (meter.is_under, meter.is_over, meter.is_first_over) == (False, False, True)
    set_fields(both.ana, "workspace", settings, limits=["objectives_max=3", "priority_max="])
    meter = lane(shown(both.ana, both.cycle), "Sales").meter
    assert (meter.is_over, meter.is_first_over) == (True, False)
    assert lane(shown(both.ana, both.cycle), "Northwind").meter.is_under


def test_orphans_reach_no_mission(both: Planning) -> None:
    mission = make(both.ana, "mission", statement="Connect everyone")
    both.team.sync()
    one, other = both.draft("One"), both.draft("Other")
    align(both.ben, one, mission)
    assert [each.id for each in shown(both.ben, both.cycle).orphans] == [other]
    delete(both.ben, "mission", mission)
    assert len(shown(both.ben, both.cycle).orphans) == 2


def test_the_years_objectives_are_seen_in_a_quarter(both: Planning) -> None:
    year = make(both.ana, "cycle", name="2027", kind="year", start="2027-01-01", end="2027-12-31", status="active")
    id = objective(both.ana, "Double the business", unit=both.sales, cycle=year)
    found = lane(shown(both.ana, both.cycle), "Sales")
    assert [(above.id, above.title, above.cycle) for above in found.above] == [(id, "Double the business", "2027")]
    assert found.total == 0
    assert lane(shown(both.ana, year), "Sales").above == ()
    assert lane(shown(both.ana, year), "Sales").meter.least is None


def test_a_unit_sees_what_it_is_asked_to_share(both: Planning) -> None:
    id = both.draft("Traffic", unit=both.northwind, owner=both.ana.person)
    asked = share(both.ana, id, both.sales)
    both.team.sync()
    assert lane(shown(both.ben, both.cycle), "Sales").asked == ((asked, id, "Traffic", "Northwind", ShareState.ASKED),)
    accept_share(both.ben, asked)
    assert lane(shown(both.ben, both.cycle), "Sales").asked[0].state is ShareState.ACCEPTED
    set_fields(both.ben, "share", asked, state="declined")
    assert lane(shown(both.ben, both.cycle), "Sales").asked == ()


def test_improvements_wait_until_a_cycle_takes_them_up(both: Planning) -> None:
    current = both.ana.company.current_cycle(both.ana.today)
    assert current is not None
    held = {"kind": "quarterly", "unit": both.sales, "cycle": current.id}
    early = make(both.ana, "review", date="2026-10-01", **held)
    late = make(both.ana, "review", date="2026-12-20", **held)
    first = make(both.ana, "improvement", text="Fewer meetings", review=early, owner=both.ben.person)
    last = make(both.ana, "improvement", text="Talk to clients", review=late)
    loose = make(both.ana, "improvement", text="Say thanks")
    found = shown(both.ana, both.cycle)
    assert [each.id for each in found.improvements] == [last, first, loose]
    assert (found.improvements[1].unit_name, found.improvements[1].owner_name) == ("Sales", "Ben Okafor")
    assert [each.id for each in shown(both.ana, both.cycle, unit=both.sales).improvements] == [last, first]
    take_up(both.ana, last, both.cycle)
    assert [each.id for each in shown(both.ana, both.cycle).improvements] == [first, loose]


def test_individuals_appear_once_they_plan(both: Planning) -> None:
    own = make(both.ana, "unit", name="Ana", level="individual", parent=both.northwind, lead=both.ana.person)
    assert shown(both.ana, both.cycle).totals.units == 2
    objective(both.ana, "Learn to sell", unit=own, cycle=both.cycle)
    found = shown(both.ana, both.cycle)
    assert found.totals.units == 3
    assert lane(found, "Ana").meter.least is None


def test_objectives_of_a_deleted_unit_stay_on_the_board(both: Planning) -> None:
    id = both.draft()
    delete(both.ben, "unit", both.sales)
    found = shown(both.ben, both.cycle)
    assert [lane.is_ghost for lane in found.lanes] == [False, True]
    assert lane(found, "Sales").cards[Stage.DRAFT][0].id == id
    assert card(found, id).turn is None


def test_the_board_of_another_day_is_as_it_stood(both: Planning) -> None:
    id = both.draft()
    both.team.pass_days(2)
    propose(both.ben, id)
    both.team.pass_days(2)
    past = Past(both.ben)
    assert card(shown(past.at(date(2026, 10, 2)), both.cycle), id).stage is Stage.DRAFT
    then = card(shown(past.at(date(2026, 10, 3)), both.cycle), id)
    assert (then.stage, then.turn_name) == (Stage.PROPOSED, "Ana Ruiz")
