"""The progress bar: exact in width, honest about full and ahead."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from okrtui.widgets.bar import bar, percent_column
from okrtui.widgets.glyphs import ASCII
from okrtui.widgets.tones import Tone, length

RAW = st.fractions(-3, 4)
SHARES = st.fractions(0, 1)
WIDTHS = st.integers(1, 60)


def drawn(progress: Fraction | None, expected: Fraction | None, width: int) -> str:
    return "".join(text for text, _ in bar(progress, expected, width))


@pytest.mark.parametrize(
    ("progress", "expected", "picture"),
    [
        ("0.4", "0.7", "━━━━───┿──"),
        ("0.7", "0.4", "━━━━┃━━───"),
        ("0.5", "0.5", "━━━━━┿────"),
        ("0", "0", "┿─────────"),
        ("1", "1", "━━━━━━━━━┃"),
        ("0.99", "1", "━━━━━━━━━┿"),
        ("1.25", "0.5", "━━━━━┃━━━━"),
        ("-0.5", "0.5", "─────┿────"),
        ("0.3", None, "━━━───────"),
        (None, "0.5", "          "),
    ],
)
def test_pictures(progress: str | None, expected: str | None, picture: str) -> None:
    assert drawn(_share(progress), _share(expected), 10) == picture


def _share(text: str | None) -> Fraction | None:
    return None if text is None else Fraction(text)


def test_tones_tell_fill_mark_and_rest_apart() -> None:
    assert bar(Fraction(1, 4), Fraction(1, 2), 4, Tone.GOOD) == [
        ("━", Tone.GOOD),
        ("─", Tone.FAINT),
        ("┿", Tone.PLAIN),
        ("─", Tone.FAINT),
    ]


def test_ascii() -> None:
    assert "".join(text for text, _ in bar(Fraction(2, 5), Fraction(7, 10), 10, glyphs=ASCII)) == "####---|--"


@given(st.none() | RAW, st.none() | SHARES, st.integers(-2, 60))
def test_exactly_as_wide_as_asked(progress: Fraction | None, expected: Fraction | None, width: int) -> None:
    assert length(bar(progress, expected, width)) == max(width, 0)


@given(RAW, WIDTHS)
def test_full_means_done(progress: Fraction, width: int) -> None:
    assert (drawn(progress, None, width) == "━" * width) == (progress >= 1)


@given(RAW, SHARES, WIDTHS)
def test_a_mark_over_the_fill_means_at_or_ahead_of_it(
    progress: Fraction, expected: Fraction, width: int
) -> None:
    if "┃" in drawn(progress, expected, width):
        assert progress >= expected


@given(RAW, RAW, WIDTHS)
def test_more_progress_never_fills_less(one: Fraction, other: Fraction, width: int) -> None:
    less, more = sorted((one, other))
    assert drawn(less, None, width).count("━") <= drawn(more, None, width).count("━")


@pytest.mark.parametrize(
    ("progress", "column"),
    [("0.4", "  40%"), ("1.25", " 125%"), ("-0.1", " -10%"), ("0.695", "  70%"), (None, "     ")],
)
def test_percent_stands_at_the_right(progress: str | None, column: str) -> None:
    assert percent_column(_share(progress)) == column
