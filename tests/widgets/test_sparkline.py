"""The sparkline: the last values, eight levels, exactly as wide as asked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from okrtui.widgets.glyphs import ASCII, UNICODE
from okrtui.widgets.sparkline import sparkline

VALUES = st.lists(st.none() | st.floats(allow_nan=False, allow_infinity=False), max_size=20)


@pytest.mark.parametrize(
    ("values", "width", "picture"),
    [
        ([0, 1, 2, 3, 4, 5, 6, 7], 8, "▁▂▃▄▅▆▇█"),
        ([7, 0], 2, "█▁"),
        ([100, 0, 7], 2, "▁█"),
        ([3, 5], 4, "  ▁█"),
        ([5, 5, 5], 3, "▁▁▁"),
        ([1, None, 3], 3, "▁ █"),
        ([None], 2, "  "),
        ([], 3, "   "),
        ([1, 2], 0, ""),
    ],
)
def test_pictures(values: list[float | None], width: int, picture: str) -> None:
    assert sparkline(values, width) == picture


def test_ascii() -> None:
    assert sparkline([0, 7], 2, ASCII) == "_#"


@given(VALUES, st.integers(-1, 25))
def test_exactly_as_wide_as_asked(values: list[float | None], width: int) -> None:
    assert len(sparkline(values, width)) == max(width, 0)


@given(VALUES)
def test_a_higher_value_never_stands_lower(values: list[float | None]) -> None:
    picture = sparkline(values, len(values))
    known = sorted(
        (value, UNICODE.levels.index(level))
        for value, level in zip(values, picture, strict=True)
        if value is not None
    )
    assert [level for _, level in known] == sorted(level for _, level in known)
