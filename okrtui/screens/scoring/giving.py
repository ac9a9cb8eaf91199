"""A score as it is given: with one key or with its decimals, and what becomes of the key result with it."""

from collections.abc import Mapping
from fractions import Fraction

from okrtui.okr.kinds import Disposition, ObjectiveKind
from okrtui.okr.number import NumberError, exact, parse_number
from okrtui.okr.score import met, shown

Heads = Mapping[str, tuple[str, ...]]
TENTHS: Mapping[str, Fraction] = {
    "x": Fraction(1),
    "X": Fraction(1),
    **{str(number): Fraction(number, 10) for number in range(10)},
}
"""The score that one key gives."""


def becomes(kind: ObjectiveKind, value: Fraction) -> Disposition:
    """What becomes of a key result with a score, unless somebody says otherwise: what was not met goes on."""
    return Disposition.ACHIEVED if met(kind, value) else Disposition.CARRIED_OVER


def read_score(text: str) -> Fraction:
    """The score that was typed: `0.65`, `.65`, `65%`. Raises NumberError."""
    if not text.strip(" .,"):
        raise NumberError("type a score from 0 to 1")
    value = exact(parse_number(text))
    share = value / 100 if text.rstrip().endswith("%") else value
    if not 0 <= share <= 1:
        raise NumberError("a score lies between 0 and 1, as 0.65 does")
    return share


def words_for(value: Fraction) -> str:
    """A score as one reads it: two places."""
    return f"{shown(value)}"
