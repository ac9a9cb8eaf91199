"""Recognition: who may be thanked, and who reads what on the wall."""

import pytest

from okrtui.okr.models import FieldError
from okrtui.storage.line import Op
from okrtui.workspace.comments import comment
from okrtui.workspace.deleting import delete
from okrtui.workspace.errors import NotFound, UsageError
from okrtui.workspace.past import Past
from okrtui.workspace.recognition import recognize, thanks_around, thanks_to, wall
from okrtui.workspace.undoing import undo
from okrtui.workspace.workspace import Workspace
from tests.workspace.team import Team, by_hand, make, ops


def company_of(workspace: Workspace) -> str:
    return workspace.company.child_units(None)[0].id


def test_thanks_stand_on_everybodys_wall_the_latest_first(team: Team, ana: Workspace, ben: Workspace) -> None:
    first = recognize(ana, ben.person, "For the demo\nthat saved the day")
    team.sync()
    second = recognize(ben, company_of(ben), "For the pizza")
    team.sync()
    for workspace in (ana, ben):
        found = wall(workspace)
        assert [each.id for each in found] == [second, first]
        assert found[1][1:7] == (
            ana.person, "Ana Ruiz", "person", ben.person, "Ben Okafor", "For the demo\nthat saved the day",
        )  # fmt: skip
        assert (found[0].giver, found[0].kind, found[0].name) == (ben.person, "unit", "Northwind")


def test_recognition_is_one_act_and_for_others(ana: Workspace, ben: Workspace) -> None:
    recognize(ana, ben.person, "For the demo")
    undo(ana)
    assert wall(ana) == []
    with pytest.raises(UsageError, match="for others"):
        recognize(ana, ana.person, "For me")
    with pytest.raises(NotFound, match="no such person or unit"):
        recognize(ana, "0" * 16, "For nobody")
    with pytest.raises(NotFound):
        recognize(ana, ana.company.cycles()[0].id, "For a cycle")
    with pytest.raises(FieldError, match=r"recognition\.text: is needed"):
        recognize(ana, ben.person, "  ")
    delete(ana, "person", ben.person)
    with pytest.raises(NotFound):
        recognize(ana, ben.person, "For having been here")


def test_the_wall_of_a_unit_has_those_below_and_their_people(team: Team, ana: Workspace, ben: Workspace) -> None:
    root = company_of(ana)
    sales = make(ana, "unit", name="Sales", level="department", parent=root)
    inside = make(ana, "unit", name="Inside sales", parent=sales, lead=ben.person)
    product = make(ana, "unit", name="Product", parent=root)
    eva = make(ana, "person", name="Eva Lind")
    make(ana, "membership", person=eva, unit=product)
    whom = (ben.person, inside, eva, product)
    to_ben, to_inside, to_eva, to_product = (recognize(ana, each, "Well done") for each in whom)
    assert {each.id for each in wall(ana, unit=sales)} == {to_ben, to_inside}
    assert {each.id for each in wall(ana, unit=root)} == {to_ben, to_inside, to_eva, to_product}
    assert [each.id for each in wall(ana, unit=product)] == [to_product, to_eva]
    assert [each.id for each in thanks_around(ana, inside)] == [to_inside, to_ben]
    assert thanks_around(ana, sales) == []
    assert [each.id for each in thanks_to(ana, eva)] == [to_eva]


def test_the_wall_of_a_cycle_has_what_was_given_on_its_days(team: Team, ana: Workspace, ben: Workspace) -> None:
    old = recognize(ana, ben.person, "In autumn")
    cycle = ana.company.cycles()[0].id
    later = make(ana, "cycle", name="2027-Q1", start="2027-01-01", end="2027-03-31")
    team.pass_days(100)
    new = recognize(ana, ben.person, "In winter")
    assert [each.id for each in wall(ana, cycle=cycle)] == [old]
    assert [each.id for each in wall(ana, cycle=later)] == [new]
    past = Past(ana).at(ana.company.cycles()[0].end)
    assert [each.id for each in wall(past)] == [old]


def test_the_wall_counts_comments_and_leaves_out_what_nobody_can_read(ana: Workspace, ben: Workspace) -> None:
    thanks = recognize(ana, ben.person, "For the demo")
    comment(ana, thanks, "From us all")
    by_hand(ana, *ops("recognition", "1" * 16, {"subject": "2" * 16, "text": "to nobody"}))
    by_hand(ana, *ops("recognition", "3" * 16, {"subject": ana.company.cycles()[0].id, "text": "to a cycle"}))
    by_hand(ana, *ops("recognition", "4" * 16, {"subject": [ben.person], "text": "to a list"}))
    by_hand(ana, Op("recognition", "5" * 16, "subject", ben.person), Op("recognition", "5" * 16, "text", "bare"))
    assert [(each.id, each.comments) for each in wall(ana)] == [(thanks, 1)]
