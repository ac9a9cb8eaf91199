"""The index: who belongs where, what hangs on what, and that the order of arrival does not matter."""

from datetime import date
from itertools import pairwise, permutations

import pytest

from okrtui.okr.company import Company, Entry
from tests.okr.making import Making

TODAY = date(2026, 11, 18)


@pytest.fixture
def making() -> Making:
    return Making(TODAY)


def cycle(making: Making, id: str, start: str, end: str, kind: str = "quarter", status: str = "active") -> None:
    making.put("cycle", id, name=id, kind=kind, start=start, end=end, status=status)


def test_links_follow_what_is_written(making: Making) -> None:
    company = making.company
    making.objective("a")
    making.objective("b")
    making.key_result("k", "a")
    assert [kr.id for kr in company.key_results_of("a")] == ["k"]
    making.put("key_result", "k", objective="b")
    assert company.key_results_of("a") == []
    assert [kr.id for kr in company.key_results_of("b")] == ["k"]
    making.put("key_result", "k", objective=None)
    assert company.key_results_of("b") == []
    assert company.key_result("k") is not None


def test_what_points_somewhere_stands_in_the_order_it_was_made(making: Making) -> None:
    for id in ("c", "a", "b"):
        making.objective(id)
    making.put("objective", "c", title="written again")
    assert [o.id for o in making.company.objectives_of("co", "q4")] == ["c", "a", "b"]
    making.put("objective", "b", priority=True)
    assert [o.id for o in making.company.objectives_of("co", "q4")] == ["b", "c", "a"]
    assert making.company.objectives_of("co", "q3") == []
    assert len(making.company.objectives_of("co", None)) == 3


def test_ghosts_are_not_shown_and_come_back_with_all_that_hung_on_them(making: Making) -> None:
    company = making.company
    making.put("unit", "sales", name="Sales", parent="co")
    making.put("unit", "east", name="East", parent="sales")
    making.objective("top")
    making.objective("o", unit="sales")
    making.key_result("k", "o")
    making.check_in("i", "k", 40, TODAY)
    making.align("o", "top")
    making.delete("unit", "sales")
    making.delete("objective", "o")
    assert company.unit("sales") is None
    assert company.objective("o") is None
    assert [unit.id for unit in company.child_units(None)] == ["co"]
    assert [unit.id for unit in company.child_units("sales")] == ["east"], "it hangs below the ghost"
    assert company.ghosts("q4") == [("objective", "o"), ("unit", "sales")]
    assert company.parent_unit("east") is None
    assert [unit.id for unit in company.unit_path("east")] == ["east"]
    assert [alignment.child for alignment in company.served_by("top")] == ["o"]
    assert company.title("o") == "o", "a ghost keeps its name"
    assert dict(company.deleted("objective")).keys() == {"o"}
    making.restore("unit", "sales")
    making.restore("objective", "o")
    assert company.ghosts("q4") == []
    assert [unit.id for unit in company.unit_path("east")] == ["co", "sales", "east"]
    assert [kr.id for kr in company.key_results_of("o")] == ["k"]
    assert [check_in.id for check_in in company.check_ins_of("k")] == ["i"]


def test_units_that_contain_each_other_are_cut_at_the_last_edge(making: Making) -> None:
    company = making.company
    making.put("unit", "a", name="A", parent="co")
    making.put("unit", "b", name="B", parent="a")
    making.put("unit", "a", parent="b")
    assert company.parent_unit("a") is None
    assert [unit.id for unit in company.units_below("a")] == ["a", "b"]
    making.put("unit", "a", parent="co")
    assert [unit.id for unit in company.units_below("co")] == ["co", "a", "b"]
    making.put("unit", "a", parent="a")
    assert [unit.id for unit in company.child_units(None)] == ["co", "a"]


def test_a_chain_of_three_thousand_units(making: Making) -> None:
    chain = ["co", *(f"u{place:04}" for place in range(3000))]
    for above, below in pairwise(chain):
        making.put("unit", below, name=below, parent=above)
    assert [unit.id for unit in making.company.unit_path(chain[-1])] == chain
    assert [unit.id for unit in making.company.units_below("co")] == chain


def test_people_and_their_units(making: Making) -> None:
    company = making.company
    for id, name in (("ben", "ben"), ("ana", "Ana"), ("zoe", "Zoë")):
        making.put("person", id, name=name)
    making.put("unit", "sales", name="Sales", parent="co", lead="ana")
    making.put("membership", "m1", person="ana", unit="co")
    making.put("membership", "m2", person="ben", unit="sales")
    making.put("membership", "m3", person="ana", unit="sales")
    making.put("membership", "m4", person="gone", unit="sales")
    assert [person.id for person in company.people()] == ["ana", "ben", "zoe"]
    assert [person.id for person in company.members("sales")] == ["ana", "ben"]
    assert [unit.id for unit in company.units_of("ana")] == ["sales", "co"]
    making.delete("unit", "sales")
    assert [unit.id for unit in company.units_of("ana")] == ["co"]


@pytest.mark.parametrize(
    ("today", "current"),
    [
        ("2026-09-30", "q3"),
        ("2026-10-01", "q4"),
        ("2026-12-31", "q4"),
        ("2027-01-01", "q1"),
        ("2027-04-01", "q1"),
        ("2026-01-01", "q3"),
    ],
)
def test_the_current_cycle_runs_today_or_has_begun_last(making: Making, today: str, current: str) -> None:
    cycle(making, "y", "2026-01-01", "2026-12-31", kind="year")
    cycle(making, "q3", "2026-07-01", "2026-09-30", status="closed")
    cycle(making, "q1", "2027-01-01", "2027-03-31", status="planning")
    found = making.company.current_cycle(date.fromisoformat(today))
    assert found is not None
    assert found.id == current


def test_of_two_cycles_that_run_the_active_one_is_current(making: Making) -> None:
    cycle(making, "later", "2026-10-15", "2027-01-15", kind="custom", status="planning")
    assert (found := making.company.current_cycle(TODAY)) is not None
    assert found.id == "q4"
    making.put("cycle", "later", status="active")
    assert (found := making.company.current_cycle(TODAY)) is not None
    assert found.id == "later"
    making.delete("cycle", "later")
    making.delete("cycle", "q4")
    assert making.company.current_cycle(TODAY) is None
    cycle(making, "y", "2026-01-01", "2026-12-31", kind="year")
    assert (found := making.company.current_cycle(TODAY)) is not None
    assert found.id == "y"


def test_why_leads_up_to_the_mission(making: Making) -> None:
    making.put("mission", "m", statement="Sell well")
    making.objective("top")
    making.objective("mid")
    making.objective("low")
    making.key_result("k", "mid")
    making.align("top", "m")
    making.align("mid", "top")
    making.align("low", "k")
    assert making.company.why("low") == ["Sell well", "top", "mid"]
    assert making.company.why("top") == ["Sell well"]
    assert making.company.why("nobody") == []


def test_why_ends_where_a_key_result_leads_back(making: Making) -> None:
    making.objective("a")
    making.objective("b")
    making.key_result("k", "b")
    making.align("a", "k")
    making.align("b", "a")
    assert making.company.why("a") == ["b"]


def put_in_order(entries: list[tuple[str, str, Entry]]) -> Company:
    company = Company()
    for kind, id, entry in entries:
        company.put(kind, id, entry)
    return company


def seen(company: Company) -> object:
    return (
        company.kind_of("x"),
        company.title("x"),
        company.workspace().name,
        [check_in.id for check_in in company.check_ins_of("k")],
        [(a.id, a.mode) for a in company.served_by("b")],
        [a.id for a in company.served_by("a")],
        company.cut(),
    )


def test_the_order_of_arrival_does_not_matter_even_for_what_no_honest_replica_writes() -> None:
    early, late = ("2026-10-01|1", "h"), ("2026-10-02|1", "h")
    ends = {"child": "a", "parent": "b"}
    entries = [
        ("unit", "x", Entry({"name": "a unit"}, early, early)),
        ("comment", "x", Entry({"text": "the same id"}, late, late)),
        ("workspace", "v", Entry({"name": "first"}, early, early)),
        ("workspace", "w", Entry({"name": "second"}, late, late)),
        ("alignment", "p", Entry({**ends, "mode": "supports"}, early, early)),
        ("alignment", "q", Entry({**ends, "mode": "contributes"}, late, late)),
        ("alignment", "r", Entry({"child": "b", "parent": "a"}, late, ("2026-10-03|1", "h"))),
        ("check_in", "i", Entry({"key_result": "k", "date": "2026-10-02", "value": 1}, early, early)),
        ("check_in", "j", Entry({"key_result": "k", "date": "2026-10-02", "value": 2}, early, early)),
    ]
    expected = seen(put_in_order(entries))
    assert expected[:4] == ("unit", "a unit", "first", ["i", "j"])  # type: ignore[index]
    for order in permutations(range(4)):
        shuffled = [*entries[4:][:: 1 if order[0] % 2 else -1], *(entries[place] for place in order)]
        assert seen(put_in_order(shuffled)) == expected


def test_the_later_of_two_alignments_with_the_same_ends_counts(making: Making) -> None:
    making.put("alignment", "z", child="a", parent="b", mode="supports")
    making.put("alignment", "y", child="a", parent="b", mode="contributes")
    assert [a.id for a in making.company.served_by("b")] == ["y"]
    making.delete("alignment", "y")
    assert [a.id for a in making.company.served_by("b")] == ["z"]
