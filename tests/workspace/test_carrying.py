"""Carrying over: the next cycle goes on where the last one ended, once however often and by however many it is done."""

from decimal import Decimal

import pytest

from okrtui.okr.kinds import CycleStatus, Disposition, Mode, Role, Stage
from okrtui.okr.records import KeyResult
from okrtui.workspace.carrying import Carried, carry_over, next_of, to_carry
from okrtui.workspace.check_ins import check_in
from okrtui.workspace.closing import close_cycle
from okrtui.workspace.conflicts import conflicts
from okrtui.workspace.deleting import delete
from okrtui.workspace.errors import NotFound, UsageError
from okrtui.workspace.offers import align_again, offers_in
from okrtui.workspace.planning_cycles import plan_cycle, start_cycle
from okrtui.workspace.scoring import Scoring, score, score_all
from okrtui.workspace.undoing import undo
from okrtui.workspace.workspace import Workspace
from tests.workspace.closers import Quarter, quarter
from tests.workspace.team import Team, field, key_result, make, objective, set_fields, visible


@pytest.fixture
def q4(team: Team, ana: Workspace, ben: Workspace) -> Quarter:
    found = quarter(team, ana, ben)
    found.end()
    found.agree()
    over = Disposition.CARRIED_OVER
    score(ana, found.rate, Role.AGREED, disposition=over)
    score(ana, found.calls, Role.OWNER, disposition=over)
    score(ana, found.calls, Role.AGREED, disposition=Disposition.ACHIEVED)
    team.sync()
    return found


def carried(q4: Quarter, who: Workspace | None = None) -> Carried:
    return carry_over(who or q4.ana, q4.cycle)


def one(who: Workspace, id: str) -> KeyResult:
    found = who.company.key_result(id)
    assert found
    return found


def test_a_key_result_starts_at_its_last_value(q4: Quarter) -> None:
    set_fields(q4.ana, "key_result", q4.rate, owner=q4.ana.person, weight=2, due="2026-12-15")
    close_cycle(q4.ana, q4.cycle)
    assert to_carry(q4.ana, q4.cycle) == [q4.rate], "the agreed word counts"
    assert to_carry(q4.ana, q4.cycle, q4.northwind) == [q4.rate]
    assert next_of(q4.ana, q4.cycle) is None
    before = len(q4.ana.replica.own_lines())
    done = carried(q4)
    assert len(q4.ana.replica.own_lines()) == before + 1
    cycle = q4.ana.company.cycle(done.cycle)
    assert cycle
    assert (cycle.name, cycle.status) == ("2027-Q1", CycleStatus.PLANNING)
    new = q4.ana.company.objective(done.objectives[q4.objective])
    assert new
    assert (new.title, new.unit, new.owner, new.stage) == ("Sell more", q4.sales, q4.ben.person, Stage.DRAFT)
    assert field(q4.ana, "objective", new.id, "carried_from") == q4.objective
    found = one(q4.ana, done.key_results[q4.rate])
    assert (found.start, found.target, found.unit_of_measure, found.weight) == (
        Decimal(25),
        Decimal(27),
        "%",
        Decimal(2),
    )
    assert (found.objective, found.owner, found.due) == (new.id, q4.ana.person, None)
    assert field(q4.ana, "key_result", found.id, "carried_from") == q4.rate
    assert [each.id for each in q4.ana.company.key_results_of(new.id)] == [found.id]
    assert set(done.made) == {new.id, found.id}
    undo(q4.ana)
    assert q4.ana.company.cycle(done.cycle) is None
    assert q4.ana.company.objective(new.id) is None
    again = carried(q4)
    assert (again.objectives, again.key_results) == (done.objectives, done.key_results)
    assert one(q4.ana, found.id) == found


def test_what_is_left_to_do_goes_along(q4: Quarter) -> None:
    portal = make(q4.ben, "key_result", objective=q4.objective, title="Portal", metric="milestones")
    steps = [make(q4.ben, "milestone", key_result=portal, title=each, weight=2) for each in ("Draw", "Build", "Open")]
    check_in(q4.ben, portal, [steps[0]])
    make(q4.ben, "measure", key_result=portal, name="Reviews", target=2)
    make(q4.ben, "initiative", subject=portal, title="Ask Eva", owner=q4.ben.person)
    make(q4.ben, "initiative", subject=portal, title="Asked Ian", done=True)
    make(q4.ben, "initiative", subject=q4.objective, title="Hire")
    q4.team.sync()
    done = carry_over(q4.ana, q4.cycle, key_results=[portal, q4.calls])
    company, new = q4.ana.company, done.key_results[portal]
    assert [(f["title"], f["weight"]) for _, f in company.milestones_of(new)] == [("Build", 2), ("Open", 2)]
    assert [company.title(id) for id in company.pointing("measure", "key_result", new)] == ["Reviews"]
    assert [company.title(id) for id in company.pointing("initiative", "subject", new)] == ["Ask Eva"]
    above = done.objectives[q4.objective]
    assert [company.title(id) for id in company.pointing("initiative", "subject", above)] == ["Hire"]
    assert (one(q4.ana, done.key_results[q4.calls]).start, one(q4.ana, done.key_results[q4.calls]).target) == (
        None,
        Decimal(6),
    )
    undo(q4.ana)
    assert company.milestones_of(new) == []


@pytest.mark.parametrize("value", [27, 30])
def test_what_has_reached_its_target_needs_another(q4: Quarter, value: float) -> None:
    q4.say(q4.ana, q4.rate, value, "2026-12-31")
    done = carried(q4)
    new = one(q4.ana, done.key_results[q4.rate])
    assert (new.start, new.target) == (Decimal(value), None)
    assert done.reached == [new.id]


def test_without_a_check_in_it_starts_as_before(q4: Quarter) -> None:
    third = key_result(q4.ana, q4.objective, "Third", start=5, target=9)
    done = carry_over(q4.ana, q4.cycle, key_results=[third])
    assert one(q4.ana, done.key_results[third]).start == 5


def test_twice_makes_nothing_twice_and_later_edits_stay(q4: Quarter) -> None:
    first = carried(q4)
    new = first.key_results[q4.rate]
    set_fields(q4.ana, "key_result", new, target=30, title="Closing rate")
    lines = len(q4.ana.replica.own_lines())
    again = carried(q4)
    assert len(q4.ana.replica.own_lines()) == lines
    assert again == first._replace(made=[])
    assert (one(q4.ana, new).target, one(q4.ana, new).title) == (Decimal(30), "Closing rate")
    score(q4.ana, q4.calls, Role.AGREED, disposition=Disposition.CARRIED_OVER)
    more = carried(q4)
    assert more.made == [more.key_results[q4.calls]]
    assert len(q4.ana.company.key_results_of(more.objectives[q4.objective])) == 2
    delete(q4.ana, "key_result", new)
    last = carried(q4)
    assert (last.made, last.passed_over) == ([], [q4.rate]), "what somebody deleted stays deleted"
    delete(q4.ana, "objective", more.objectives[q4.objective])
    assert carried(q4).passed_over == [q4.rate, q4.calls]


def test_two_who_carry_over_at_once_do_it_once(q4: Quarter) -> None:
    make(q4.ana, "measure", key_result=q4.rate, name="Calls", target=2)
    q4.team.sync()
    one_way, other = carried(q4, q4.ana), carried(q4, q4.ben)
    assert one_way == other
    q4.team.sync()
    assert visible(q4.ana) == visible(q4.ben)
    assert not conflicts(q4.ana)
    assert len(q4.ana.company.pointing("objective", "carried_from", q4.objective)) == 1
    assert len(q4.ana.company.pointing("measure", "key_result", one_way.key_results[q4.rate])) == 1


def test_it_goes_into_the_cycle_that_follows_or_into_the_one_that_is_named(q4: Quarter) -> None:
    q1 = plan_cycle(q4.ana)
    start_cycle(q4.ana, q1)
    assert next_of(q4.ana, q4.cycle) == q1
    assert next_of(q4.ana, "0" * 16) is None
    q2 = plan_cycle(q4.ana)
    assert carried(q4).cycle == q1
    assert carry_over(q4.ana, q4.cycle, q2).cycle == q2
    with pytest.raises(UsageError, match="does not come after"):
        carry_over(q4.ana, q4.cycle, q4.cycle)
    close_cycle(q4.ana, q2)
    with pytest.raises(UsageError, match="2027-Q2 is closed"):
        carry_over(q4.ana, q4.cycle, q2)


def test_what_cannot_be_carried(q4: Quarter) -> None:
    with pytest.raises(NotFound):
        carry_over(q4.ana, "0" * 16)
    with pytest.raises(NotFound, match="is no key result of 2026-Q4"):
        carry_over(q4.ana, q4.cycle, key_results=["0" * 16])
    score(q4.ana, q4.rate, Role.AGREED, disposition=Disposition.DROPPED)
    with pytest.raises(UsageError, match="nothing is to be carried over"):
        carried(q4)
    assert [cycle.name for cycle in q4.ana.company.cycles()] == ["2026-Q4"]


def test_alignments_are_offered_again(q4: Quarter) -> None:
    mission = make(q4.ana, "mission", statement="Connect", unit=q4.northwind)
    above = objective(q4.ana, "Lead the market", unit=q4.northwind, stage="active", cycle=q4.cycle)
    lead = key_result(q4.ana, above, "Share", start=0, target=10)
    beside = objective(q4.ana, "Beside", unit=q4.northwind, stage="active", cycle=q4.cycle)
    make(q4.ana, "alignment", child=q4.objective, parent=mission)
    make(q4.ana, "alignment", child=q4.objective, parent=lead, mode="contributes", weight=2)
    make(q4.ana, "alignment", child=q4.objective, parent=beside)
    given = [Scoring(lead, Role.AGREED, 0.5, None, Disposition.CARRIED_OVER)]
    score_all(q4.ana, given)
    done = carried(q4)
    mine = done.objectives[q4.objective]
    assert [(each.child, each.parent, each.mode, each.weight, each.is_over) for each in done.offers] == [
        (mine, mission, Mode.SUPPORTS, Decimal(1), False),
        (mine, done.key_results[lead], Mode.CONTRIBUTES, Decimal(2), False),
        (mine, beside, Mode.SUPPORTS, Decimal(1), True),
    ]
    assert (done.offers[1].child_title, done.offers[1].parent_title) == ("Sell more", "Share")
    good = [each for each in done.offers if not each.is_over]
    before = len(q4.ana.replica.own_lines())
    assert align_again(q4.ana, good) == 2
    assert len(q4.ana.replica.own_lines()) == before + 1
    served = {a.parent: a.weight for a in q4.ana.company.serves(mine)}
    assert served == {mission: Decimal(1), done.key_results[lead]: Decimal(2)}
    assert [each.parent for each in offers_in(q4.ana, done.cycle)] == [beside]
    undo(q4.ana)
    undo(q4.ana)
    lines = len(q4.ana.replica.own_lines())
    whole = carry_over(q4.ana, q4.cycle, align=True)
    assert len(q4.ana.replica.own_lines()) == lines + 1, "one act, too"
    assert (whole.aligned, [each.parent for each in whole.offers]) == (2, [beside])
    assert {a.parent for a in q4.ana.company.serves(mine)} == set(served)
    undo(q4.ana)
    assert q4.ana.company.serves(mine) == []
    assert align_again(q4.ana, []) == 0
