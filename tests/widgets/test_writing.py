"""A text of several lines as it is written: what each key does to it, and whom it offers."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from okrtui.okr.mentions import Names
from okrtui.okr.records import Person
from okrtui.widgets.cells import width_of
from okrtui.widgets.named_words import named_words
from okrtui.widgets.tones import Tone
from okrtui.widgets.wrapped import paragraphs
from okrtui.widgets.writing import Writing

WIDTH = 12
ANA = Person("ana", "Ana Ruiz", "ana@example.org")
ANTON = Person("anton", "Anton Berg", "")
BEN = Person("ben", "Ben Okafor", "ben@example.org")
NAMES = Names([ANA, ANTON, BEN])


def press(writing: Writing, *keys: str) -> Writing:
    for key in keys:
        writing.pressed(key, key if len(key) == 1 else None, WIDTH)
    return writing


def typed(text: str, apart_from: str = "") -> Writing:
    return press(Writing("", NAMES, apart_from=apart_from), *text)


@pytest.mark.parametrize(
    ("start", "keys", "text"),
    [
        ("", "a ctrl+j b", "a\nb"),
        ("one\ntwo", "up x", "onex\ntwo"),
        ("one\ntwo", "home x", "one\nxtwo"),
        ("one\ntwo", "up home x", "xone\ntwo"),
        ("one\ntwo", "up ctrl+a down end x", "one\ntwox"),
        ("a long line that is wrapped", "up x", "a long line that isx wrapped"),
        ("ab", "up x", "xab"),
        ("ab", "home down x", "abx"),
        ("one\n\ntwo", "up x", "one\nx\ntwo"),
        ("one\ntwo", "ctrl+w x", "one\nx"),
        ("one\n", "backspace x", "onex"),
        ("日本語で書く文章はここで\nab", "up x", "日本語で書く文x章はここで\nab"),
    ],
)
def test_keys(start: str, keys: str, text: str) -> None:
    assert press(Writing(start), *keys.split()).text == text


def test_a_paste_keeps_its_lines_and_brings_no_controls() -> None:
    writing = Writing("ab")
    writing.pasted("c\r\nd\te\x1b[31m\rf")
    assert writing.text == "abc\nd e[31m\nf"
    short = Writing("ab", most=4)
    short.pasted("c\nd\ne")
    assert short.text == "abc\n"


def test_a_key_that_means_nothing_is_told() -> None:
    assert not Writing("ab").pressed("f5", None, WIDTH)


def test_behind_an_at_it_offers_names_and_one_key_takes_one() -> None:
    writing = typed("dear @an")
    assert writing.offers == [ANA, ANTON]
    press(writing, "down")
    assert writing.take()
    assert writing.text == "dear @Anton Berg "
    assert writing.offers == []
    assert not writing.take()
    assert [each.person for each in writing.mentions] == ["anton"]


def test_a_name_is_taken_in_the_middle_of_a_text() -> None:
    writing = Writing("see  later", NAMES)
    press(writing, *["home", *["right"] * 4, "@", "b"])
    assert writing.take()
    assert writing.text == "see @Ben Okafor later"
    press(writing, "!")
    assert writing.text == "see @Ben Okafor! later"


def test_nobody_is_offered_any_more_when_the_name_is_there_or_the_offer_was_closed() -> None:
    assert typed("@Ben Okafor").offers == []
    assert typed("@ben okafo").offers == [BEN]
    writing = typed("@an")
    assert writing.close()
    assert not writing.close()
    assert press(writing, "end").offers == []
    assert press(writing, "t").offers == [ANTON]


def test_nobody_is_offered_where_one_only_moves_or_names_nobody() -> None:
    assert press(typed("@an"), "left").offers == []
    assert press(Writing("@a"), "n").offers == []
    assert typed("x@an").offers == []
    assert typed("@an", apart_from="ana").offers == [ANTON]


def test_those_who_are_named_stand_out() -> None:
    writing = typed("dear @ben and @an")
    text = writing.text
    assert named_words(text, 0, len(text), writing.mentions) == [
        ("dear ", Tone.PLAIN),
        ("@ben", Tone.ACCENT),
        (" and @an", Tone.PLAIN),
    ]
    assert named_words(text, 7, 9, writing.mentions) == [("en", Tone.ACCENT)]


# --- laws

texts = st.text(st.sampled_from("ab 日é\n@"), max_size=40)
KEYS = [*"a@ ", *["up", "down", "left", "right", "home", "end", "backspace", "delete", "ctrl+w", "ctrl+j", "ctrl+k"]]


@given(texts, st.integers(min_value=2, max_value=9))
def test_lines_fit_and_nothing_but_breaks_is_between_them(text: str, width: int) -> None:
    lines = paragraphs(text, width)
    assert all(width_of(text[start:end].rstrip()) <= width for start, end in lines)
    assert lines[0][0] == 0
    assert lines[-1][1] == len(text)
    for (_, end), (start, _) in pairwise(lines):
        assert text[end:start] in ("", "\n")


@given(texts, st.lists(st.sampled_from(KEYS), max_size=20))
def test_the_cursor_stays_within_the_text_and_on_a_line(text: str, keys: list[str]) -> None:
    writing = press(Writing(text, NAMES), *keys)
    lines = writing.lines(WIDTH)
    assert 0 <= writing.entry.cursor <= len(writing.text)
    start, end = lines[writing.line_of(lines)]
    assert start <= writing.entry.cursor <= end
