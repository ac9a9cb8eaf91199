"""The choke point for text: nothing that a terminal obeys gets through, and nothing that people write is lost."""

import re
import subprocess
import sys
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from okrtui.storage.clean import clean, clean_line

HOSTILE = st.text(
    st.one_of(
        st.sampled_from(
            "\x1b\x9b\x9d\x90\x98\x9e\x9f\x9c\x07\r\n\t\x00\x7f[]P_^X\\;?0m\u202e\u2066\u2069\u200f\u2028\ufeff"
        ),
        st.characters(),
    )
)


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("\x1b[31mred\x1b[0m", "red"),
        ("\x9b31mred\x9b0m", "red"),
        ("\x1b[?1049h\x1b[2J\x1b[38:2::1:2:3mwiped", "wiped"),
        ("\x1b]0;a title\x07after", "after"),
        ("\x1b]52;c;c2VjcmV0\x1b\\after", "after"),
        ("\x9d8;;https://evil.example\x9clink\x9d8;;\x9c", "link"),
        ("\x1bPq#0~~\x1b\\sixel", "sixel"),
        ("\x1b_Gf=100;AAAA\x1b\\picture", "picture"),
        ("\x1b^private\x1b\\\x1bXstring\x1b\\kept", "kept"),
        ("\x1bcreset\x1b(0charset", "resetcharset"),
        ("ends in \x1b", "ends in "),
        ("ends in \x1b[3", "ends in "),
        ("bell\x07 back\x08 nul\x00 del\x7f next\x85", "bell back nul del next"),
        ("one\r\ntwo\rthree\tfour", "one\ntwothree four"),
        ("a\u202eb\u2066c\u2069d\u200ee\u200ff\u061cg\ufeffh", "abcdefgh"),
        ("line\u2028paragraph\u2029end", "line\nparagraph\nend"),
        ("lone \ud800 surrogate", "lone  surrogate"),
    ],
)
def test_what_a_terminal_would_obey_is_gone(text: str, cleaned: str) -> None:
    assert clean(text) == cleaned


def test_an_unended_string_hides_nothing_behind_it() -> None:
    assert clean("\x1b]0;title that never ends, and more") == "0;title that never ends, and more"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Größer werden 🎯, naïve — “quotes”",
        "目標と主要な成果",
        "家族 👨‍👩‍👧‍👦, flag 🏴󠁧󠁢󠁥󠁮󠁧󠁿, heart ❤️, skin 👍🏽",
        "می‌خواهم",  # a zero-width non-joiner is spelling
        "שלום עולם",
        "e\u0301 combined",
        "one\ntwo",
        "[red]markup[/red] <b>&amp;</b>",
    ],
)
def test_what_people_write_is_untouched(text: str) -> None:
    assert clean(text) == text


@given(HOSTILE)
@example("\x1b\x1b[31m[31mred")
@example("\x1b]0;\x1b]0;\x07\x07")
@example("\r\r\n")
def test_clean_text_is_safe_and_stays_as_it_is(text: str) -> None:
    cleaned = clean(text)
    assert clean(cleaned) == cleaned
    assert not re.search("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\u2028\u2029\ufeff]", cleaned)
    assert {unicodedata.category(char) for char in cleaned if char != "\n"}.isdisjoint({"Cc", "Cs", "Zl", "Zp"})


@given(HOSTILE)
def test_a_clean_line_is_one_line(text: str) -> None:
    assert "\n" not in clean_line(text)
    assert clean_line(clean_line(text)) == clean_line(text)


@pytest.mark.parametrize("opener", ["\x9d", "\x1b]", "\x90", "\x9b", "\x1b", "\x1bP\x9e", "\x1b["])
def test_a_line_full_of_openers_is_cleaned_in_one_go(opener: str) -> None:
    """A search that began anew at each opener would take the better part of an hour."""
    script = f"from okrtui.storage.clean import clean; print(clean({opener!r} * 500_000 + 'end'))"
    said = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=120, check=True)
    assert said.stdout in ("end\n", "nd\n")
