"""Lines of toned text keep their width: the left gives way, the right stays."""

from hypothesis import given
from hypothesis import strategies as st

from okrtui.widgets.cells import one_line
from okrtui.widgets.tones import Segment, Tone, fit_segments, joined, length, spread
from tests.widgets.test_cells import TRICKY

LINES = st.lists(st.tuples(TRICKY, st.sampled_from(Tone)), max_size=5)


def text_of(segments: list[Segment]) -> str:
    return "".join(text for text, _ in segments)


def test_the_ellipsis_takes_the_tone_of_what_it_cuts() -> None:
    line = [("Close rate", Tone.STRONG), (" to 27 %", Tone.MUTED)]
    assert fit_segments(line, 14) == [("Close rate", Tone.STRONG), (" to…", Tone.MUTED)]
    assert fit_segments(line, 10) == [("Close rat…", Tone.STRONG)]


def test_a_line_that_ends_where_a_piece_ends_still_shows_that_more_was_there() -> None:
    line = [("abc", Tone.STRONG), ("def", Tone.MUTED)]
    assert text_of(fit_segments(line, 4)) == "abc…"


def test_spread_keeps_the_right_and_cuts_the_left() -> None:
    line = spread([("Close rate to 27 %", Tone.PLAIN)], [("40%", Tone.GOOD)], 15)
    assert text_of(line) == "Close rate… 40%"
    assert line[-1] == ("40%", Tone.GOOD)


@given(LINES, st.integers(-1, 60))
def test_a_fitted_line_is_never_too_wide(line: list[Segment], width: int) -> None:
    assert length(fit_segments(line, width)) <= max(width, 0)


@given(LINES, LINES, st.integers(0, 60))
def test_a_spread_line_has_exactly_its_width(left: list[Segment], right: list[Segment], width: int) -> None:
    line = spread(left, right, width)
    assert length(line) == width
    if length(right) <= width:
        assert one_line(text_of(line)).endswith(one_line(text_of(right)))


def test_blanks_go_with_what_is_beside_them() -> None:
    line = [(" ", Tone.PLAIN), ("O ", Tone.MUTED), ("Sell", Tone.PLAIN), ("  ", Tone.MUTED), ("more", Tone.PLAIN)]
    assert joined(line) == [(" O ", Tone.MUTED), ("Sell  more", Tone.PLAIN)]


@given(LINES)
def test_a_joined_line_shows_the_same(line: list[Segment]) -> None:
    def letters(segments: list[Segment]) -> list[tuple[str, Tone]]:
        return [(letter, tone) for text, tone in segments for letter in text if not letter.isspace()]

    found = joined(line)
    assert text_of(found) == text_of(line)
    assert letters(found) == letters(line)
    assert length(found) == length(line)
    assert len(found) <= len(line)
