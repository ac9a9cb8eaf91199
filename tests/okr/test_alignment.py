from collections.abc import Mapping
from graphlib import CycleError, TopologicalSorter
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from okrtui.okr import alignment
from okrtui.okr.alignment import Admitted, Edge, admit
from tests.okr.making import Making

names = st.sampled_from("abcdefgh")
stamps = st.tuples(st.sampled_from(["01", "02", "03", "04"]), st.sampled_from(["x", "y"]))
edge_lists = st.lists(st.builds(Edge, names, names, stamps), max_size=40)


def acyclic(edges: list[Edge]) -> bool:
    sorter: TopologicalSorter[str] = TopologicalSorter()
    for edge in edges:
        sorter.add(edge.child, edge.parent)
    try:
        sorter.prepare()
    except CycleError:
        return False
    return True


def by_the_definition(edges: list[Edge], part_of: Mapping[str, str]) -> Admitted:
    """One edge after the other, each of which looks for a way back to itself."""
    above: dict[str, set[str]] = {}
    outcome = Admitted([], [])
    for edge in sorted(edges, key=lambda edge: (edge.stamp, edge.child, edge.parent)):
        low, high = part_of.get(edge.child, edge.child), part_of.get(edge.parent, edge.parent)
        seen, open_ends = {high}, [high]
        while open_ends and low not in seen:
            fresh = above.get(open_ends.pop(), set()) - seen
            seen |= fresh
            open_ends += fresh
        if low in seen:
            outcome.cut.append(edge)
        else:
            above.setdefault(low, set()).add(high)
            outcome.admitted.append(edge)
    return outcome


def edge(child: str, parent: str, time: int, line: str = "x") -> Edge:
    return Edge(child, parent, (f"{time:016x}", line))


def test_the_edge_that_closes_the_loop_is_cut() -> None:
    first, second, closing = edge("a", "b", 1), edge("b", "c", 2), edge("c", "a", 3)
    assert admit([closing, first, second]) == ([first, second], [closing])


def test_an_edge_to_itself_is_cut() -> None:
    assert admit([edge("a", "a", 1)]) == ([], [edge("a", "a", 1)])


def test_several_parents_are_no_loop() -> None:
    diamond = [edge("a", "b", 1), edge("a", "c", 2), edge("b", "d", 3), edge("c", "d", 4)]
    assert admit(diamond) == (diamond, [])


def test_a_cut_edge_takes_no_part_in_later_loops() -> None:
    edges = [edge("a", "b", 1), edge("b", "a", 2), edge("b", "c", 3), edge("c", "d", 4)]
    assert admit(edges).cut == [edges[1]]


def test_the_hash_decides_at_one_time() -> None:
    assert admit([edge("a", "b", 1, "y"), edge("b", "a", 1, "x")]).cut == [edge("a", "b", 1, "y")]


def test_the_ends_decide_within_one_line() -> None:
    both = [edge("b", "a", 1), edge("a", "b", 1)]
    assert admit(both) == admit(both[::-1]) == ([both[1]], [both[0]])


@given(edge_lists)
def test_what_is_admitted_has_no_loop_and_what_is_cut_would_close_one(edges: list[Edge]) -> None:
    outcome = admit(edges)
    assert acyclic(outcome.admitted)
    for cut in outcome.cut:
        assert not acyclic([edge for edge in outcome.admitted if edge.stamp <= cut.stamp] + [cut])
    assert sorted(outcome.admitted + outcome.cut) == sorted(edges)
    for part in outcome:
        assert [edge.stamp for edge in part] == sorted(edge.stamp for edge in part)


@given(edge_lists, st.randoms(use_true_random=False))
def test_the_order_of_arrival_does_not_matter(edges: list[Edge], random: object) -> None:
    shuffled = list(edges)
    random.shuffle(shuffled)  # type: ignore[attr-defined]  # hypothesis types its Random as object
    assert admit(shuffled) == admit(edges)


@given(edge_lists, st.dictionaries(names, names, max_size=3))
def test_whole_runs_give_what_one_edge_after_the_other_gives(edges: list[Edge], part_of: dict[str, str]) -> None:
    assert admit(edges, part_of) == by_the_definition(edges, part_of)


@pytest.mark.parametrize("at_once", [1, 3])
@given(edges=edge_lists, part_of=st.dictionaries(names, names, max_size=3))
def test_how_long_the_runs_are_does_not_matter(at_once: int, edges: list[Edge], part_of: dict[str, str]) -> None:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(alignment, "_AT_ONCE", at_once)
        assert admit(edges, part_of) == by_the_definition(edges, part_of)


@pytest.mark.parametrize("nodes", [60, 3_000, 7_000])
def test_thousands_of_edges_at_random_are_cut_by_the_definition(nodes: int) -> None:
    rng = Random(nodes)
    edges = [edge(str(rng.randrange(nodes)), str(rng.randrange(nodes)), at) for at in range(12_000)]
    assert admit(edges) == by_the_definition(edges, {})


def test_a_hundred_thousand_edges_that_mean_harm_are_cut() -> None:
    """Half of them close a loop as long as the chain that the others make."""
    size = 50_000
    chain = [edge(str(at), str(at + 1), at) for at in range(size)]
    back = [edge(str(size - at // 200), str(at % 200), size + at) for at in range(size)]
    assert admit(chain + back) == (chain, back)


def test_a_key_result_stands_for_its_objective() -> None:
    edges = [edge("a", "kb", 1), edge("b", "ka", 2), edge("a", "ka", 3), edge("c", "ka", 4)]
    outcome = admit(edges, {"ka": "a", "kb": "b"})
    assert outcome == ([edges[0], edges[3]], [edges[1], edges[2]])
    assert admit(edges).cut == []


# --- in a company


@pytest.fixture
def crossed() -> Making:
    """Two objectives, each aligned to the other's key result."""
    making = Making()
    for objective in ("a", "b"):
        making.objective(objective)
        making.key_result(f"k{objective}", objective)
    making.align("a", "kb")
    making.align("b", "ka")
    return making


def test_a_loop_through_key_results_is_cut(crossed: Making) -> None:
    assert [each.id for each in crossed.company.cut()] == ["b>ka"]
    assert [each.id for each in crossed.company.aligned()] == ["a>kb"]


def test_a_key_result_that_moves_opens_a_loop_or_closes_one(crossed: Making) -> None:
    crossed.objective("c")
    crossed.standings.take_touched()
    crossed.put("key_result", "kb", objective="c")
    assert crossed.company.cut() == []
    assert {"b", "ka"} <= crossed.standings.take_touched()
    crossed.put("key_result", "kb", objective="b")
    assert [each.id for each in crossed.company.cut()] == ["b>ka"]
    crossed.delete("key_result", "kb")
    assert crossed.company.cut() == []


def test_a_key_result_that_arrives_after_its_alignments_closes_the_loop() -> None:
    making = Making()
    making.objective("a")
    making.objective("b")
    making.align("a", "kb")
    making.align("b", "ka")
    assert making.company.cut() == []
    making.key_result("ka", "a")
    assert making.company.cut() == []
    making.key_result("kb", "b")
    assert [each.id for each in making.company.cut()] == ["b>ka"]


@pytest.mark.parametrize("step", [1, -1, 7919])
def test_a_ring_of_a_hundred_thousand_loses_just_its_last_edge(step: int) -> None:
    size = 100_000
    ring = [edge(str(at), str((at + 1) % size), at * step % size) for at in range(size)]
    outcome = admit(ring)
    assert outcome.cut == [max(ring, key=lambda edge: edge.stamp)]
    assert len(outcome.admitted) == size - 1
