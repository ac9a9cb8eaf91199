"""The quarterly review and the comparison of cycles."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from okrtui.okr.discipline import Kept
from okrtui.okr.kinds import Disposition, Role
from okrtui.okr.score import Band
from okrtui.workspace.carrying import carry_over
from okrtui.workspace.check_ins import check_in
from okrtui.workspace.closing import close_cycle
from okrtui.workspace.comparison import compare
from okrtui.workspace.errors import NotFound
from okrtui.workspace.holding import about_cycle, hold_review
from okrtui.workspace.planning_cycles import start_cycle
from okrtui.workspace.planning_links import take_up
from okrtui.workspace.quarter_review import quarter_review
from okrtui.workspace.scoring import Scoring, score_all
from okrtui.workspace.workspace import Workspace
from tests.workspace.closers import Quarter, quarter
from tests.workspace.team import Team, make, set_fields


@pytest.fixture
def q4(team: Team, ana: Workspace, ben: Workspace) -> Quarter:
    return quarter(team, ana, ben)


def closed(q4: Quarter) -> None:
    q4.end()
    over = Scoring(q4.rate, Role.AGREED, 0.6, None, Disposition.CARRIED_OVER)
    score_all(q4.ana, [over, Scoring(q4.calls, Role.AGREED, 1, None, Disposition.ACHIEVED)])
    hold_review(q4.ana, about_cycle(q4.ana, q4.sales, q4.cycle), {"learned": "Call early"}, ["Call on Mondays", "Rest"])
    close_cycle(q4.ana, q4.cycle)
    q4.team.sync()


def test_what_came_of_a_quarter(q4: Quarter) -> None:
    check_in(q4.ben, q4.rate, 25, notes={"learned": "They read mails at noon", "challenge": "Sick leave"})
    check_in(q4.ben, q4.rate, 24, on=date(2026, 10, 20), notes={"learned": "Nobody answers on Fridays"})
    q4.team.sync()
    closed(q4)
    found = quarter_review(q4.ana, q4.northwind, q4.cycle)
    assert (found.unit_name, found.cycle.name, found.review) == ("Northwind", "2026-Q4", None)
    counts = found.tally
    assert (counts.objectives, counts.met, counts.closed_short) == (1, 0, 1)
    assert (counts.key_results, counts.bands, counts.unscored) == (2, {Band.RED: 0, Band.YELLOW: 1, Band.GREEN: 1}, 0)
    assert counts.dispositions == {Disposition.ACHIEVED: 1, Disposition.CARRIED_OVER: 1, Disposition.DROPPED: 0}
    assert [(each.field, each.text) for each in found.remembered] == [
        ("learned", "They read mails at noon"),
        ("challenge", "Sick leave"),
        ("learned", "Nobody answers on Fridays"),
    ]
    own = quarter_review(q4.ana, q4.sales, q4.cycle)
    assert own.review
    assert (own.review.learned, [each.text for each in own.improvements]) == ("Call early", ["Call on Mondays", "Rest"])
    assert own.late == ()
    check_in(q4.ana, q4.rate, 27, on=date(2026, 12, 31))
    assert [each.title for each in quarter_review(q4.ana, q4.sales, q4.cycle).late] == ["Close rate"]
    with pytest.raises(NotFound):
        quarter_review(q4.ana, "0" * 16, q4.cycle)


def test_cycle_over_cycle(q4: Quarter) -> None:
    closed(q4)
    done = carry_over(q4.ana, q4.cycle)
    new = done.objectives[q4.objective]
    set_fields(q4.ana, "objective", new, stage="agreed", title="Sell better")
    start_cycle(q4.ana, done.cycle)
    improvement = q4.ana.company.pointing("improvement", "review", _review(q4))[0]
    take_up(q4.ana, improvement, done.cycle)
    other = make(q4.ana, "objective", title="New here", unit=q4.northwind, cycle=done.cycle, stage="active")
    score_all(q4.ana, [Scoring(done.key_results[q4.rate], Role.AGREED, 1)])
    found = compare(q4.ana, q4.sales)
    assert [each.cycle.name for each in found.cycles] == ["2026-Q4", "2027-Q1"]
    assert [each.mean for each in found.cycles] == [Fraction(4, 5), Fraction(1)]
    assert [(each.tally.met, each.tally.closed_short) for each in found.cycles] == [(0, 1), (1, 0)]
    assert [(each.improvements, each.taken_up) for each in found.cycles] == [(2, 1), (0, 0)]
    [chain] = found.chains
    assert (chain.title, chain.unit_name) == ("Sell better", "Sales")
    assert [link and (link.title, link.score, link.band) for link in chain.links] == [
        ("Sell more", Decimal("0.80"), Band.GREEN),
        ("Sell better", Decimal("1.00"), Band.GREEN),
    ]
    whole = compare(q4.ana, q4.northwind)
    assert [chain.title for chain in whole.chains] == ["New here", "Sell better"], "its own first"
    assert [link and link.score for link in whole.chains[0].links] == [None, None]
    assert whole.chains[0].links[0] is None
    assert (whole.cycles[0].mean, whole.cycles[0].mean_below) == (None, Fraction(4, 5))
    assert [each.cycle.id for each in compare(q4.ana, q4.sales, [done.cycle]).cycles] == [done.cycle]
    assert other
    with pytest.raises(NotFound):
        compare(q4.ana, "0" * 16)
    with pytest.raises(NotFound):
        compare(q4.ana, q4.sales, ["0" * 16])


def test_two_that_go_on_with_the_same_one_are_both_there(q4: Quarter) -> None:
    closed(q4)
    done = carry_over(q4.ana, q4.cycle)
    twin = make(
        q4.ana, "objective", title="Twin", unit=q4.sales, cycle=done.cycle, stage="active", carried_from=q4.objective
    )
    set_fields(q4.ana, "objective", done.objectives[q4.objective], stage="active")
    set_fields(q4.ana, "objective", q4.objective, carried_from=twin)  # a loop, made by hand
    set_fields(q4.ana, "cycle", done.cycle, status="active")
    assert len(compare(q4.ana, q4.sales).chains) >= 2


def test_how_well_the_rhythm_was_kept(q4: Quarter) -> None:
    # On Sunday, 22 November; made on 1 October, of whose eight Fridays one has a check-in of each.
    found = compare(q4.ana, q4.sales)
    assert found.cycles[0].kept == Kept(2, 16)


def _review(q4: Quarter) -> str:
    [id] = q4.ana.company.pointing("review", "cycle", q4.cycle)
    return id
