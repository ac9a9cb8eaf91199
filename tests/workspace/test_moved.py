"""A key result whose target has moved: by what it was first aimed at, and by what it is aimed at now."""

from decimal import Decimal
from fractions import Fraction

import pytest

from okrtui.workspace.check_ins import check_in
from okrtui.workspace.originals import figures_of, moved_of
from okrtui.workspace.undoing import undo
from okrtui.workspace.workspace import Workspace
from tests.workspace.team import Team, key_result, objective, set_fields


@pytest.fixture
def rate(team: Team, ana: Workspace) -> str:
    """From 22 to 27 %, at 25 after ten days."""
    id = key_result(ana, objective(ana, "Sell"), "Close rate", start=22, target=27, unit_of_measure="%")
    team.pass_days(10)
    check_in(ana, id, 25)
    return id


def test_both_targets_have_their_progress_and_score(ana: Workspace, rate: str) -> None:
    assert moved_of(ana, rate) is None
    set_fields(ana, "key_result", rate, target=26)
    found = moved_of(ana, rate)
    assert found is not None
    assert (found.target, found.target_now) == ("27 %", "26 %")
    assert (found.progress, found.progress_now) == (Fraction(3, 5), Fraction(3, 4))
    assert (found.score, found.score_now) == (Decimal("0.60"), Decimal("0.75"))
    assert found.arithmetic == ("(25 - 22) / (27 - 22) = 60 %",)
    undo(ana)
    assert moved_of(ana, rate) is None


def test_beyond_the_target_progress_is_raw_and_the_score_is_not(ana: Workspace, rate: str) -> None:
    set_fields(ana, "key_result", rate, target=24)
    found = moved_of(ana, rate)
    assert found is not None
    assert (found.progress_now, found.score_now) == (Fraction(3, 2), Decimal("1.00"))


def test_a_start_that_moved_is_named_with_the_target(ana: Workspace, rate: str) -> None:
    set_fields(ana, "key_result", rate, start=20)
    found = moved_of(ana, rate)
    assert found is not None
    assert (found.target, found.target_now) == ("22 to 27 %", "20 to 27 %")


def test_the_ends_of_a_range_and_a_bound_move_too(team: Team, ana: Workspace) -> None:
    goal = objective(ana, "Answer")
    days = key_result(ana, goal, "Days", metric="between", start=None, target=None, low=5, high=7)
    floor = key_result(ana, goal, "Pipeline", metric="at_least", start=None, target=500)
    team.pass_days(10)
    check_in(ana, days, 8)
    check_in(ana, floor, 450)
    set_fields(ana, "key_result", days, high=9)
    set_fields(ana, "key_result", floor, target=400)
    first, second = moved_of(ana, days), moved_of(ana, floor)
    assert first is not None
    assert second is not None
    assert (first.target, first.target_now, second.target, second.target_now) == ("5–7", "5–9", "≥ 500", "≥ 400")
    assert [int(share) for each in (first, second) for share in (each.progress, each.progress_now)] == [0, 1, 0, 1]


def test_to_write_down_what_was_missing_is_not_to_move_it(team: Team, ana: Workspace) -> None:
    rate = key_result(ana, objective(ana, "Sell"), start=None)
    team.pass_days(10)
    set_fields(ana, "key_result", rate, start=5)
    assert moved_of(ana, rate) is None
    set_fields(ana, "key_result", rate, start=6)  # what was there from the outset was nothing
    assert moved_of(ana, rate) is None
    set_fields(ana, "key_result", rate, target=50)
    found = moved_of(ana, rate)
    key_result_now = ana.company.key_result(rate)
    assert found is not None
    assert key_result_now is not None
    assert found.figures == figures_of(key_result_now)._replace(target=Decimal(100))
