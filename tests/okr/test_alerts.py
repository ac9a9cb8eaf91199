"""What a person watches, and why; and how what is watched stands."""

from datetime import date

import pytest

from okrtui.okr.alerts import Sort, Tie, aim_of, status_of, watch
from okrtui.okr.kinds import Mode, Status
from tests.okr.making import Making

TODAY = date(2026, 11, 20)
ME, YOU = "me", "you"


@pytest.fixture
def making() -> Making:
    """A quarter, a unit that I lead and one that I do not."""
    found = Making(TODAY)
    found.put("unit", "mine", name="Mine", lead=ME, parent="co")
    found.put("unit", "yours", name="Yours", lead=YOU, parent="co")
    found.objective("own", owner=ME, unit="mine")
    found.key_result("own-kr", "own")
    return found


def watched(making: Making) -> tuple[dict[str, Tie], dict[str, Tie]]:
    return watch(making.company, ME, TODAY)


def test_one_watches_the_key_results_of_what_one_owns(making: Making) -> None:
    making.key_result("given-away", "own", owner=YOU)
    making.objective("old", owner=ME, cycle="q3")
    making.key_result("old-kr", "old")
    making.objective("closed", owner=ME, stage="closed")
    making.key_result("closed-kr", "closed")
    own = {"own-kr": Tie.OWN, "given-away": Tie.OWN}
    assert watched(making) == (own, own)


def test_of_anothers_objective_one_watches_ones_own_key_result_and_the_whole(making: Making) -> None:
    making.objective("theirs", owner=YOU)
    making.key_result("my-part", "theirs", owner=ME)
    making.key_result("their-part", "theirs")
    making.objective("below", owner=YOU)
    making.align("below", "theirs")
    statuses, aims = watched(making)
    assert statuses == {"own-kr": Tie.OWN, "my-part": Tie.OWN, "theirs": Tie.SERVED}
    assert aims == {"own-kr": Tie.OWN, "my-part": Tie.OWN}


def test_one_watches_what_ones_own_serves_with_its_targets_and_what_serves_it(making: Making) -> None:
    making.objective("parent", owner=YOU)
    making.key_result("parent-kr", "parent")
    making.objective("other", owner=YOU)
    making.key_result("other-kr", "other")
    making.put("goal", "goal", title="Earn", baseline=1, target=2)
    making.put("mission", "mission", statement="Connect")
    making.objective("child", owner=YOU)
    making.key_result("child-kr", "child")
    making.objective("grandchild", owner=YOU)
    for child, parent in [
        ("own", "parent"), ("own", "other-kr"), ("own", "goal"), ("own", "mission"),
        ("child", "own-kr"), ("grandchild", "child"),
    ]:  # fmt: skip
        making.align(child, parent, mode=Mode.SUPPORTS)
    statuses, aims = watched(making)
    assert statuses == {"own-kr": Tie.OWN, "parent": Tie.SERVED, "other-kr": Tie.SERVED, "child": Tie.SERVING}
    assert aims == {"own-kr": Tie.OWN, "parent-kr": Tie.SERVED, "other-kr": Tie.SERVED, "goal": Tie.SERVED}


def test_one_watches_what_a_unit_of_ones_own_has_agreed_to_share(making: Making) -> None:
    making.put("membership", "m", person=ME, unit="yours")
    for state in ("asked", "accepted", "declined"):
        making.objective(state, owner=YOU)
        making.key_result(f"{state}-kr", state)
        making.put("share", f"share {state}", objective=state, unit="yours", state=state)
    statuses, aims = watched(making)
    assert statuses == {"own-kr": Tie.OWN, "accepted": Tie.SHARED}
    assert aims == {"own-kr": Tie.OWN, "accepted-kr": Tie.SHARED}


def test_what_is_ones_own_is_that_before_all_else(making: Making) -> None:
    making.objective("also", owner=ME)
    making.key_result("also-kr", "also")
    making.align("own", "also-kr")
    assert watched(making)[0] == {"own-kr": Tie.OWN, "also-kr": Tie.OWN, "own": Tie.SERVING}


def test_who_owns_nothing_watches_nothing(making: Making) -> None:
    assert watch(making.company, "nobody", TODAY) == ({}, {})
    making.delete("cycle", "q4")
    assert watch(making.company, ME, TODAY) == ({}, {})


def test_an_objective_stands_as_its_weakest_key_result_does(making: Making) -> None:
    making.key_result("good", "own")
    making.check_in("i", "own-kr", 5, TODAY)
    making.check_in("j", "good", 90, TODAY)
    assert status_of(making.standings, "own-kr") is Status.AT_RISK
    assert status_of(making.standings, "own") is making.standings.objective("own").status is Status.AT_RISK
    making.put("key_result", "own-kr", weight=0)
    assert status_of(making.standings, "own") is making.standings.objective("own").status is not Status.AT_RISK
    assert status_of(making.standings, "nothing") is None


def test_where_something_is_to_get(making: Making) -> None:
    making.put("goal", "goal", title="Earn", baseline=1, target="a lot", due="2026-12-31")
    assert aim_of(making.company, "own-kr") == {"start": 0, "target": 100}
    assert aim_of(making.company, "goal") == {"baseline": 1}
    assert aim_of(making.company, "own") == aim_of(making.company, "nothing") == {}
    making.put("key_result", "own-kr", target=True)
    assert aim_of(making.company, "own-kr") == {"start": 0}


def test_every_sort_says_when_one_is_told() -> None:
    assert len({sort.said for sort in Sort}) == len(Sort)
    assert Sort.of("at-risk") is Sort.AT_RISK
