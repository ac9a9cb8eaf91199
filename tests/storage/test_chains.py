"""What is known of each writer's chain."""

import pytest

from okrtui.storage.chains import chains
from okrtui.storage.registers import Stamp
from tests.storage.builders import ANA, BEN, WRITER

OTHER = "bbbbbbbbbbbbbbbb"


def stamps(*seqs: int, writer: str = WRITER) -> list[Stamp]:
    """The lines of a writer with these numbers, each a second later."""
    return [Stamp(f"{n << 26:016x}", f"{n:032x}", ANA, writer, seq) for n, seq in enumerate(seqs)]


@pytest.mark.parametrize(
    ("seqs", "gaps"),
    [
        ([1, 2, 3], []),
        ([2], [(1, 1)]),
        ([1, 5, 3], [(2, 2), (4, 4)]),
        ([19, 1, 11], [(2, 10), (12, 18)]),
        ([1, 2, 2, 4], [(3, 3)]),
    ],
)
def test_what_has_not_arrived_is_between_what_has(seqs: list[int], gaps: list[tuple[int, int]]) -> None:
    (chain,) = chains(stamps(*seqs))
    assert (chain.length, chain.gaps) == (len(seqs), gaps)


@pytest.mark.parametrize(
    ("seqs", "forks"),
    [
        ([1, 2, 3], []),
        ([1, 2, 3, 2, 3], [2]),
        ([1, 2, 3, 4, 2, 3, 4, 3, 4], [2, 3]),
        ([1, 1, 2, 3, 3], [1, 3]),
        ([1, 2, 3, 4, 3], [3]),
    ],
)
def test_a_fork_begins_where_more_lines_than_before_go_by_one_number(seqs: list[int], forks: list[int]) -> None:
    (chain,) = chains(stamps(*seqs))
    assert chain.forks == forks


def test_each_writer_has_a_chain_that_ends_with_its_latest_line() -> None:
    lines = [*stamps(1, writer=OTHER), *stamps(1, 2, 3)]
    late = Stamp("f" * 16, "0" * 32, BEN, WRITER, 2)
    first, second = chains([late, *lines])
    assert (first.writer, first.length, first.last) == (WRITER, 4, late)
    assert (second.writer, second.length, second.last.seq) == (OTHER, 1, 1)
    assert chains([]) == []
