"""Text on several lines: nothing lost, nothing too wide."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from okrtui.widgets.wrapped import wrap, wrapped

TEXTS = st.text(alphabet="ab 日本é👍", max_size=40)


def lines(text: str, width: int) -> list[str]:
    return [text[start:end] for start, end in wrap(text, width)]


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        ("", 5, [""]),
        ("one two three", 7, ["one two ", "three"]),
        ("one two three", 8, ["one two ", "three"]),
        ("abcdefgh", 3, ["abc", "def", "gh"]),
        ("新製品の発売", 5, ["新製", "品の", "発売"]),
        ("an 👩‍👩‍👧 b", 4, ["an ", "👩‍👩‍👧 b"]),
    ],
)
def test_lines(text: str, width: int, expected: list[str]) -> None:
    assert lines(text, width) == expected


@given(TEXTS, st.integers(2, 12))
def test_nothing_is_lost_and_nothing_is_too_wide(text: str, width: int) -> None:
    found = lines(text, width)
    assert "".join(found) == text
    assert all(cell_len(line.rstrip()) <= width for line in found)


@given(st.text(alphabet="ab  ", max_size=40), st.integers(1, 12))
def test_letters_of_every_alphabet_break_alike(text: str, width: int) -> None:
    """Plain ones go a shorter way."""
    assert wrap(text, width) == wrap(text.replace("a", "á"), width)


def test_what_is_too_long_ends_with_an_ellipsis() -> None:
    assert wrapped("one two three four", 8, 2, "…") == ["one two", "three f…"]
