"""Text is cut and aligned by cells, and nothing that belongs together is cut apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from okrtui.widgets.cells import align_left, align_right, cut, fit, one_line, width_of

FAMILY = "👩‍👩‍👧"
TRICKY = st.text(
    st.one_of(
        st.sampled_from("abc ÄöŁ世界ｱ한é🚀❤⚡\u200d\ufe0f\u0301\u0308\n\t🇩🇪👩💻"),
        st.characters(exclude_categories=["Cs", "Cc"]),
    ),
    max_size=40,
)
WIDTHS = st.integers(-2, 45)


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        ("Close rate", 10, "Close rate"),
        ("Close rate", 9, "Close ra…"),
        ("Close rate", 7, "Close…"),
        ("Größe über alles", 8, "Größe ü…"),
        ("新しい顧客", 10, "新しい顧客"),
        ("新しい顧客", 9, "新しい顧…"),
        ("新しい顧客", 8, "新しい…"),
        ("e\u0301e\u0301e\u0301", 2, "e\u0301…"),
        (f"a{FAMILY}b", 4, f"a{FAMILY}b"),
        (f"a{FAMILY}bc", 4, f"a{FAMILY}…"),
        (f"a{FAMILY}bc", 3, "a…"),
        ("two\nlines", 20, "two lines"),
        ("abc", 1, "…"),
        ("abc", 0, ""),
        ("abc", -1, ""),
        ("[bold]x[/bold]", 20, "[bold]x[/bold]"),
    ],
)
def test_cuts_at_the_end(text: str, width: int, expected: str) -> None:
    assert fit(text, width) == expected


def test_a_wide_ellipsis_takes_its_room() -> None:
    assert fit("Close rate", 6, "..") == "Clos.."
    assert fit("Close rate", 1, "..") == "."


@given(TRICKY, WIDTHS)
def test_never_wider_than_allowed(text: str, width: int) -> None:
    assert width_of(fit(text, width)) <= max(width, 0)
    assert width_of(cut(text, width)) <= max(width, 0)


@given(TRICKY, WIDTHS)
def test_what_is_cut_is_a_beginning(text: str, width: int) -> None:
    assert one_line(text).startswith(cut(text, width))


@given(TRICKY, st.integers(0, 45))
def test_aligned_text_has_exactly_its_width(text: str, width: int) -> None:
    assert width_of(align_left(text, width)) == width
    assert width_of(align_right(text, width)) == width


@given(TRICKY)
def test_what_fits_stays_as_it_is(text: str) -> None:
    assert fit(text, width_of(text)) == one_line(text)
