"""What is known of each writer's chain: how far it reaches, what of it has not arrived, and where it branches."""

from collections import Counter
from collections.abc import Iterable
from itertools import pairwise
from typing import NamedTuple

from okrtui.storage.registers import Stamp


class Chain(NamedTuple):
    """A writer's lines. `gaps` are the first and last number of each run that is missing, because a later line is here.

    `forks` are the numbers from which on several lines go by the same ones: a restored backup wrote on.
    """

    writer: str
    length: int
    last: Stamp
    """The line of the latest stamp."""
    gaps: list[tuple[int, int]]
    forks: list[int]


def chains(stamps: Iterable[Stamp]) -> list[Chain]:
    """The chain of every writer, by writer."""
    by_writer: dict[str, list[Stamp]] = {}
    for stamp in stamps:
        by_writer.setdefault(stamp.writer, []).append(stamp)
    return [_chain(writer, found) for writer, found in sorted(by_writer.items())]


def _chain(writer: str, stamps: list[Stamp]) -> Chain:
    numbers = Counter(stamp.seq for stamp in stamps)
    gaps = [(before + 1, after - 1) for before, after in pairwise([0, *sorted(numbers)]) if after > before + 1]
    forks = [seq for seq in sorted(numbers) if numbers[seq] > 1 and numbers.get(seq - 1, 0) < numbers[seq]]
    return Chain(writer, len(stamps), max(stamps), gaps, forks)


def unarrived(spans: list[tuple[int, int]], beyond: list[tuple[int, int]]) -> int:
    """How many numbers from 1 to the last lie in none of the spans, and how many after that `beyond` names."""
    reach = gaps = 0
    for first, last in sorted(spans):
        gaps += max(0, first - reach - 1)
        reach = max(reach, last)
    for first, last in sorted(beyond):
        gaps += max(0, last - max(reach, first - 1))
        reach = max(reach, last)
    return gaps
