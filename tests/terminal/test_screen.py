"""The screen shows what a modern terminal would."""

from hypothesis import given
from hypothesis import strategies as st

from tests.terminal.screen import Cell, Screen
from tests.terminal.sequences import Splitter

PIECES = [
    "text", "目標", "👩‍👩‍👧", "é", "\r\n", "\x1b", "[", "?", "2026", "25", "h", "l", "m", ";", "1", "2",
    "\x1b[2;31m", "\x1b[38;2;1;2;3m", "\x1b[0m", "\x1b[3;4H", "\x1b]22;default\x07", "\x1b]52;c;QQ==\x1b\\",
    "\x1b[?1049h", "\x1b[?1049l", "\x1b[>25u", "\x1b[<u", "\x1bP1$r0m\x1b\\", "\x1b[K", "\x1b[2J",
]  # fmt: skip


def shown(*written: str, columns: int = 12, lines: int = 3) -> Screen:
    screen = Screen(columns, lines, answer=lambda _: None)
    splitter = Splitter()
    for piece in written:
        screen.obey(splitter.feed(piece))
    return screen


@given(st.lists(st.sampled_from(PIECES)).map("".join), st.data())
def test_where_a_stream_is_cut_makes_no_difference(stream: str, data: st.DataObject) -> None:
    escapes = [place for place, character in enumerate(stream) if character in "\x1b[;\x07"]
    cut = data.draw(st.sampled_from([0, *escapes])) + data.draw(st.sampled_from([0, 1]))
    assert shown(stream[:cut], stream[cut:]).rows() == shown(stream).rows()


def test_sequences_a_terminal_need_not_know_leave_no_trace() -> None:
    unknown = "\x1b[>25u\x1b[<u\x1b[=1;1u\x1b[?2026$p\x1b[2 q\x1b]22;default\x07\x1bP1$r0m\x1b\\\x1b_G\x1b\\"
    assert shown(f"a{unknown}b").text()[0] == "ab"


def test_wide_characters_fill_two_cells() -> None:
    screen = shown("目é👩‍👩‍👧❤️|")
    assert [cell.data for cell in screen.rows()[0][:8]] == ["目", "", "é", "👩‍👩‍👧", "", "❤️", "", "|"]


def test_half_an_overwritten_wide_character_turns_blank() -> None:
    assert shown("目標", "\x1b[1;2Hx").text()[0] == " x標"
    assert shown("目標", "\x1b[1;1Hx").text()[0] == "x 標"


def test_colours_and_attributes() -> None:
    row = shown("\x1b[2;3;38;2;2;0;255;48;5;196ma\x1b[22;7mb\x1b[0mc").rows()[0]
    coloured = Cell(fg="0200ff", bg="ff0000", italics=True)
    assert row[:3] == [
        coloured._replace(data="a", dim=True),
        coloured._replace(data="b", reverse=True),
        Cell("c"),
    ]


def test_the_alternate_screen_gives_back_the_first() -> None:
    screen = shown("first", "\x1b[?1049h\x1b[2;1Hsecond")
    assert screen.text() == ["", "second", ""]
    screen.obey(Splitter().feed("\x1b[?1049l!"))
    assert screen.text() == ["first!", "", ""]


def test_a_synchronised_frame_is_shown_when_it_is_whole() -> None:
    assert shown("old\r\x1b[?2026hnew").text()[0] == "old"
    assert shown("old\r\x1b[?2026hnew", "\x1b[?2026l").text()[0] == "new"


def test_queries_are_answered() -> None:
    answers: list[str] = []
    screen = Screen(12, 3, answer=answers.append)
    screen.obey(Splitter().feed("ab\x1b[?2026$p\x1b[?2048$p\x1b[6n\x1b[c"))
    assert answers[:3] == ["\x1b[?2026;2$y", "\x1b[?2048;0$y", "\x1b[1;3R"]
