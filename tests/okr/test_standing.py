"""The figures: from check-ins up to the company, on a day."""

from collections.abc import Iterable
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise

import pytest

from okrtui.okr.kinds import Status
from okrtui.okr.standing import children_first
from tests.okr.making import END, START, Making

NOV_18 = date(2026, 11, 18)  # a Wednesday, in the period from Saturday 14 to Friday 20 November
DAY = timedelta(days=1)


@pytest.fixture
def making() -> Making:
    return Making(NOV_18)


# --- key results


def test_the_value_is_the_latest_check_ins_by_date_then_stamp(making: Making) -> None:
    making.objective("o")
    making.key_result("k", "o")
    making.check_in("late", "k", 30, NOV_18, on=NOV_18)
    making.check_in("early", "k", 90, NOV_18 - DAY, on=NOV_18)
    assert making.standings.key_result("k").value == 30
    making.check_in("again", "k", 35, NOV_18, on=NOV_18)
    standing = making.standings.key_result("k")
    assert standing.value == 35
    assert standing.progress == Fraction(35, 100)
    key_result = making.company.key_result("k")
    assert key_result is not None
    assert making.standings.trend(key_result) == (Fraction(90, 100), Fraction(30, 100), Fraction(35, 100))
    making.delete("check_in", "again")
    assert making.standings.key_result("k").value == 30


def test_a_check_in_of_a_later_day_is_not_current_until_then(making: Making) -> None:
    making.objective("o")
    making.key_result("k", "o")
    making.check_in("now", "k", 30, NOV_18)
    making.check_in("then", "k", 60, NOV_18 + DAY, on=NOV_18)
    assert making.standings.key_result("k").value == 30
    making.standings.set_today(NOV_18 + DAY)
    assert making.standings.key_result("k").value == 60


def test_progress_is_raw_and_clamped_where_it_is_rolled_up(making: Making) -> None:
    making.objective("o")
    making.key_result("over", "o")
    making.key_result("under", "o")
    making.check_in("i", "over", 125, NOV_18)
    making.check_in("j", "under", -50, NOV_18)
    assert making.standings.key_result("over").progress == Fraction(5, 4)
    assert making.standings.key_result("under").progress == Fraction(-1, 2)
    assert making.standings.objective("o").progress == Fraction(1, 2)


def test_milestones_count_by_their_weights(making: Making) -> None:
    making.objective("o")
    making.key_result("k", "o", metric="milestones")
    making.put("milestone", "a", key_result="k", weight=3)
    making.put("milestone", "b", key_result="k")
    making.check_in("i", "k", ["a", "of another"], NOV_18)
    assert making.standings.key_result("k").progress == Fraction(3, 4)
    making.put("milestone", "b", weight=0)
    assert making.standings.key_result("k").progress == 1
    making.delete("milestone", "a")
    assert making.standings.key_result("k").progress == 0


def test_nobody_has_started_until_the_first_check_in_is_overdue(making: Making) -> None:
    making.objective("o")
    making.put_on(date(2026, 11, 12), "key_result", "k", objective="o", start=0, target=100)
    standings = making.standings
    first_friday = date(2026, 11, 13)
    for today, status in [
        (date(2026, 11, 12), Status.NOT_STARTED),
        (first_friday, Status.NOT_STARTED),
        (first_friday + DAY, Status.AT_RISK),
    ]:
        standings.set_today(today)
        standing = standings.key_result("k")
        assert (standing.status, standing.is_due) == (status, True)
        assert standing.is_overdue is (today > first_friday)


def test_due_overdue_and_stale(making: Making) -> None:
    making.objective("o")
    making.put_on(START, "key_result", "k", objective="o", start=0, target=100)
    making.check_in("i", "k", 40, date(2026, 11, 4))  # in the period that ends on Friday 6 November
    asked = [
        ("2026-11-05", False, False, False),
        ("2026-11-06", False, False, False),
        ("2026-11-07", True, False, False),
        ("2026-11-13", True, False, False),
        ("2026-11-14", True, True, True),
        ("2026-12-31", True, True, True),
        ("2027-01-01", False, False, False),
    ]
    for today, *expected in asked:
        making.standings.set_today(date.fromisoformat(today))
        standing = making.standings.key_result("k")
        assert [standing.is_due, standing.is_overdue, standing.is_stale] == expected, today
    assert making.standings.key_result("k").status is Status.CLOSED_SHORT


def test_the_check_in_weekday_is_the_workspaces(making: Making) -> None:
    making.objective("o")
    making.put_on(START, "key_result", "k", objective="o", start=0, target=100)
    making.check_in("i", "k", 40, NOV_18 - DAY)
    assert not making.standings.key_result("k").is_due
    making.put("workspace", "ws", check_in_weekday="tuesday")
    assert making.standings.key_result("k").is_due


def test_a_unit_may_have_a_rhythm_of_its_own_which_those_below_keep(making: Making) -> None:
    making.put("unit", "dept", name="Sales", level="department")
    making.put("unit", "team", name="Inside sales", parent="dept")
    making.objective("o", unit="team")
    making.put_on(START, "key_result", "k", objective="o", start=0, target=100)
    making.check_in("i", "k", 40, NOV_18 - DAY)
    assert not making.standings.key_result("k").is_due
    making.put("unit", "dept", name="Sales", level="department", check_in_weekday="tuesday")
    assert making.standings.key_result("k").is_due
    making.put("unit", "dept", name="Sales", level="department", check_in_weekday="tuesday", check_in_weeks=13)
    assert not making.standings.key_result("k").is_due
    making.put("unit", "team", name="Inside sales", parent="dept", check_in_weeks=1)
    assert making.standings.key_result("k").is_due
    making.put("unit", "team", parent="dept", check_in_weeks=None)
    assert not making.standings.key_result("k").is_due


def test_an_override_holds_until_the_next_check_in(making: Making) -> None:
    making.objective("o")
    making.key_result("k", "o")
    making.check_in("i", "k", 60, NOV_18)
    assert making.standings.key_result("k").status is Status.ON_TRACK
    making.put("key_result", "k", status_override="at_risk", override_reason="the supplier is broke")
    making.put("key_result", "k", title="another title")
    standing = making.standings.key_result("k")
    assert (standing.status, standing.is_overridden) == (Status.AT_RISK, True)
    assert making.standings.objective("o").status is Status.AT_RISK
    making.check_in("j", "k", 61, NOV_18 - DAY, on=NOV_18)
    assert making.standings.key_result("k").status is Status.ON_TRACK
    making.delete("check_in", "j")
    assert making.standings.key_result("k").is_overridden, "the check-in that ended it is gone"


def test_a_key_result_with_a_date_of_its_own_is_expected_by_then(making: Making) -> None:
    making.objective("o")
    making.key_result("k", "o", due=str(NOV_18))
    assert making.standings.key_result("k").expected == 1
    making.put("key_result", "k", due=str(START - DAY))
    assert making.standings.key_result("k").expected == 1
    making.put("key_result", "k", due=None)
    assert making.standings.key_result("k").expected == Fraction(49, 92)
    making.put("objective", "o", kind="aspirational")
    assert making.standings.key_result("k").expected == Fraction(49, 92) * Fraction(7, 10)


def test_without_an_objective_or_a_cycle_nothing_is_expected_or_due(making: Making) -> None:
    making.key_result("k", "nowhere")
    making.check_in("i", "k", 40, NOV_18)
    standing = making.standings.key_result("k")
    assert standing.value == 40
    assert (standing.is_due, standing.status) == (False, Status.ON_TRACK)
    assert standing.expected == 0
    with pytest.raises(KeyError):
        making.standings.key_result("nowhere")
    with pytest.raises(KeyError):
        making.standings.objective("nowhere")


# --- objectives


def test_the_weighted_mean_of_key_results_and_what_contributes(making: Making) -> None:
    making.objective("o")
    making.key_result("k", "o", weight=3)
    making.key_result("out", "o", weight=0)
    making.check_in("i", "k", 40, NOV_18)
    assert making.standings.objective("o").progress == Fraction(40, 100)
    making.objective("below")
    making.key_result("done", "below")
    making.check_in("j", "done", 100, NOV_18)
    making.align("below", "o", mode="contributes")
    assert making.standings.objective("o").progress == Fraction(3 * 40 + 100, 400)
    making.put("alignment", "below>o", weight=0)
    assert making.standings.objective("o").progress == Fraction(40, 100)
    making.put("alignment", "below>o", mode="supports")
    standing = making.standings.objective("o")
    assert standing.progress == Fraction(40, 100)
    assert standing.below == 1
    assert standing.supporting == 1


def test_what_is_below_is_no_part_of_the_status(making: Making) -> None:
    making.objective("o")
    making.key_result("k", "o")
    making.check_in("i", "k", 100, NOV_18)
    making.objective("below")
    making.key_result("bad", "below")
    making.check_in("j", "bad", 0, NOV_18)
    making.align("below", "o", mode="contributes")
    standing = making.standings.objective("o")
    assert (standing.status, standing.progress) == (Status.ACHIEVED, Fraction(1, 2))


def test_an_objective_is_as_its_weakest_key_result_that_has_weight(making: Making) -> None:
    making.objective("o")
    for id, value, weight in (("good", 100, 1), ("bad", 0, 0), ("fair", 35, 1)):
        making.key_result(id, "o", weight=weight)
        making.check_in(f"i{id}", id, value, NOV_18)
    assert making.standings.key_result("bad").status is Status.AT_RISK
    assert making.standings.objective("o").status is Status.NEEDS_ATTENTION


def test_an_objective_in_which_nothing_has_weight_has_no_figure(making: Making) -> None:
    making.objective("o")
    assert making.standings.objective("o")[:3] == (None, Fraction(49, 92), None)
    making.key_result("k", "o", weight=0)
    assert making.standings.objective("o").status is None
    making.objective("below")
    making.align("below", "o")
    standing = making.standings.objective("o")
    assert (standing.below, standing.supporting) == (None, 1)
    making.delete("objective", "below")
    assert making.standings.objective("o").supporting == 0


def test_a_loop_is_cut_and_figures_come_of_it(making: Making) -> None:
    making.objective("a")
    making.objective("b")
    making.key_result("k", "a")
    making.check_in("i", "k", 50, NOV_18)
    making.align("a", "b", mode="contributes")
    making.align("b", "a", mode="contributes")
    assert [alignment.id for alignment in making.company.cut()] == ["b>a"]
    assert making.standings.objective("b").progress == Fraction(1, 2)
    making.delete("alignment", "a>b")
    assert making.company.cut() == []
    assert making.standings.objective("b").progress is None
    assert making.standings.objective("a").progress == Fraction(1, 2)


# --- units


def test_a_unit_is_the_mean_of_its_own_objectives_and_counts_its_subtree(making: Making) -> None:
    making.put("unit", "sales", name="Sales", parent="co")
    for id, unit, value in (("a", "co", 100), ("b", "co", 0), ("c", "sales", 100)):
        making.objective(id, unit=unit)
        making.key_result(f"k{id}", id)
        making.check_in(f"i{id}", f"k{id}", value, NOV_18)
    making.objective("empty")
    making.objective("old", cycle="q3")
    standing = making.standings.unit("co", "q4")
    assert (standing.progress, standing.expected) == (Fraction(1, 2), Fraction(49, 92))
    assert standing.counts == {Status.ACHIEVED: 2, Status.AT_RISK: 1}
    assert making.standings.unit("sales", "q4").counts == {Status.ACHIEVED: 1}
    assert making.standings.unit("sales", "q3") == (None, None, {})
    making.put("unit", "sales", parent=None)
    assert making.standings.unit("co", "q4").counts == {Status.ACHIEVED: 1, Status.AT_RISK: 1}


# --- long chains


def test_three_thousand_objectives_that_contribute_to_each_other(making: Making) -> None:
    chain = [f"o{place}" for place in range(3000)]
    puts = []
    for place, id in enumerate(chain):
        puts.append(("objective", id, {"unit": "co", "cycle": "q4"}))
        if place:
            alignment = {"child": id, "parent": chain[place - 1], "mode": "contributes"}
            puts.append(("alignment", f"a{place}", alignment))
    making.put_all(puts)
    making.key_result("k", chain[-1])
    assert making.standings.objective(chain[0]).progress == 0
    making.standings.take_touched()
    making.check_in("i", "k", 40, NOV_18)
    assert making.standings.take_touched() >= {*chain, "k", "co"}
    assert making.standings.objective(chain[0]).progress == Fraction(40, 100)


def test_three_thousand_units_below_each_other(making: Making) -> None:
    chain = ["co", *(f"u{place}" for place in range(3000))]
    pairs = pairwise(chain)
    making.put_all(("unit", below, {"name": below, "parent": above}) for above, below in pairs)
    making.objective("o", unit=chain[-1])
    making.key_result("k", "o")
    making.check_in("i", "k", 100, NOV_18)
    assert making.standings.unit("co", "q4").counts == {Status.ACHIEVED: 1}


def order_of(tree: dict[str, list[str]], top: str) -> list[str]:
    return children_first(top, lambda id: tree.get(id, []))


@pytest.mark.parametrize("children", [["a", "b"], ["b", "a"]])
def test_each_stands_behind_all_its_children_even_if_two_share_one(children: Iterable[str]) -> None:
    order = order_of({"top": list(children), "a": ["b"], "b": ["c"]}, "top")
    assert order == ["c", "b", "a", "top"]


def test_the_end_of_the_cycle_belongs_to_it(making: Making) -> None:
    making.objective("o", kind="aspirational")
    making.key_result("k", "o")
    making.check_in("i", "k", 70, END)
    making.standings.set_today(END)
    assert making.standings.key_result("k").status is Status.ON_TRACK
    making.standings.set_today(END + DAY)
    assert making.standings.key_result("k").status is Status.ACHIEVED
