"""Finding things by what people call them."""

import pytest

from okrtui.workspace.deleting import delete
from okrtui.workspace.edits import New, create
from okrtui.workspace.errors import Ambiguous, NotFound
from okrtui.workspace.find import find, find_any
from okrtui.workspace.workspace import Workspace
from tests.workspace.team import close, key_result, make, objective


def named(workspace: Workspace, id: str, title: str) -> str:
    unit = workspace.company.child_units(None)[0].id
    return create(workspace, New("objective", {"title": title, "unit": unit}, id)).ids[0]


SELL = "aaaa000000000000"
MORE = "aaaa111111111111"
BACK = "dddd000000000000"


@pytest.fixture
def three(ana: Workspace) -> Workspace:
    """Three objectives: one begins as another is called, one is called by the other's id."""
    named(ana, SELL, "Sell")
    named(ana, MORE, "Sell more")
    named(ana, BACK, SELL)
    return ana


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        (SELL, SELL),
        (SELL.upper(), BACK),
        ("sell", SELL),
        ("  SELL ", SELL),
        ("sell m", MORE),
        ("aaaa1", MORE),
        ("AAAA1", MORE),
        ("dd", BACK),
    ],
)
def test_an_exact_id_then_an_exact_title_then_what_begins_so(three: Workspace, said: str, meant: str) -> None:
    assert find(three.company, said, ["objective"]) == ("objective", meant)


def test_what_may_be_several_things_is_refused_with_the_candidates(three: Workspace) -> None:
    with pytest.raises(Ambiguous) as refused:
        find(three.company, "sel")
    assert f"'Sell' (objective {SELL})" in str(refused.value)
    assert f"'Sell more' (objective {MORE})" in str(refused.value)
    assert BACK not in str(refused.value)
    assert refused.value.exit_code == 2


def test_many_candidates_are_counted(ana: Workspace) -> None:
    for number in range(9):
        objective(ana, f"Sell {number}")
    with pytest.raises(Ambiguous, match="and 3 more"):
        find(ana.company, "Sell")


@pytest.mark.parametrize("said", ["", "  ", "zzz", "ffffffffffffffff", "d", "ell"])
def test_what_is_nothing_is_not_found(three: Workspace, said: str) -> None:
    with pytest.raises(NotFound):
        find(three.company, said, ["objective"])


def test_the_kind_limits_what_is_meant(three: Workspace) -> None:
    unit = make(three, "unit", name="Sell")
    with pytest.raises(Ambiguous):
        find(three.company, "Sell")
    assert find(three.company, "Sell", ["unit"]) == ("unit", unit)
    with pytest.raises(NotFound, match="no person is called"):
        find(three.company, SELL, ["person"])
    assert find(three.company, "sell", ["objective"], among={MORE}) == ("objective", MORE)


def test_deleted_objects_are_meant_only_where_they_are_asked_for(three: Workspace) -> None:
    delete(three, "objective", MORE)
    with pytest.raises(NotFound):
        find(three.company, "Sell m")
    assert find(three.company, "Sell m", deleted=True) == ("objective", MORE)
    assert find(three.company, "aaaa1", deleted=True) == ("objective", MORE)
    with pytest.raises(NotFound, match=f"'Sell more' is deleted; `okrtui restore {MORE}` brings it back"):
        find(three.company, MORE)
    assert find_any(three.company, "sell") == ("objective", SELL)
    assert find_any(three.company, MORE) == find_any(three.company, "Sell more") == ("objective", MORE)


def test_what_is_asked_for_is_quoted_cleanly(ana: Workspace) -> None:
    with pytest.raises(NotFound) as refused:
        find(ana.company, "\x1b[31mred\x1b[0m\nline")
    assert str(refused.value).startswith("no object is called 'red line'")


def test_what_is_carried_over_is_meant_and_not_what_it_goes_on_with(ana: Workspace) -> None:
    before = objective(ana, "Sell")
    rate = key_result(ana, before, "Close rate")
    now = make(ana, "cycle", name="2027-Q1", start="2027-01-01", end="2027-03-31")
    after = objective(ana, "Sell", cycle=now)
    again = key_result(ana, after, "Close rate")
    with pytest.raises(Ambiguous):
        find(ana.company, "Close", ["key_result"])
    [running] = [cycle.id for cycle in ana.company.cycles() if cycle.id != now]
    close(ana, running)
    assert find(ana.company, "Close", ["key_result"]) == ("key_result", again)
    assert find(ana.company, "sell") == ("objective", after)
    assert find(ana.company, rate) == ("key_result", rate)
    delete(ana, "key_result", again)
    assert find(ana.company, "Close", ["key_result"]) == ("key_result", rate)


def test_a_blocker_or_an_improvement_is_called_by_its_text_where_one_is_asked_for(ana: Workspace) -> None:
    improvement = make(ana, "improvement", text="Ask Legal first")
    taken_up = objective(ana, "Ask Legal first")
    blocker = make(ana, "blocker", subject=taken_up, description="Ask Legal first\nThey do not answer")
    assert find(ana.company, "ask legal", ["improvement"]) == ("improvement", improvement)
    assert find(ana.company, "ask legal", ["blocker"]) == ("blocker", blocker)
    assert find(ana.company, "ask legal") == ("objective", taken_up)
