from graphlib import CycleError, TopologicalSorter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from okrtui.okr.alignment import Edge, admit

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


@pytest.mark.parametrize("step", [1, -1, 7919])
def test_a_ring_of_a_hundred_thousand_loses_just_its_last_edge(step: int) -> None:
    size = 100_000
    ring = [edge(str(at), str((at + 1) % size), at * step % size) for at in range(size)]
    outcome = admit(ring)
    assert outcome.cut == [max(ring, key=lambda edge: edge.stamp)]
    assert len(outcome.admitted) == size - 1
