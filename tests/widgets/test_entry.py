"""A text being typed: what each key does to it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from okrtui.widgets.entry import Entry, opened, printable, selected

FAMILY = "👩‍👩‍👧"
KEYS = st.sampled_from(
    ["left", "right", "home", "end", "backspace", "delete", "ctrl+w", "ctrl+u", "ctrl+k", "ctrl+left", "ctrl+right"]
)


def after(entry: Entry, *keys: str) -> Entry:
    for key in keys:
        entry = entry.pressed(key) or entry.typed(key)
    return entry


@pytest.mark.parametrize(
    ("start", "keys", "text", "cursor"),
    [
        (selected("24"), "2 5 . 5", "25.5", 4),
        (selected("24"), "end . 5", "24.5", 4),
        (selected("24"), "left 1", "124", 1),
        (selected("24"), "backspace", "", 0),
        (opened("ab"), "left c", "acb", 2),
        (opened("one two"), "ctrl+w", "one ", 4),
        (opened("one two"), "ctrl+left ctrl+k", "one ", 4),
        (opened("one two"), "home ctrl+right delete", "onetwo", 3),
        (opened("one"), "left ctrl+u", "e", 0),
        (opened(f"a{FAMILY}"), "backspace", "a", 1),
        (opened(f"{FAMILY}b"), "left left x", f"x{FAMILY}b", 1),
        (opened("ne\u0301e"), "left left x", "nxe\u0301e", 2),
        (opened("a\n"), "backspace", "a", 1),
        (opened("a\nb"), "left left x", "ax\nb", 2),
    ],
)
def test_keys(start: Entry, keys: str, text: str, cursor: int) -> None:
    entry = after(start, *keys.split())
    assert (entry.text, entry.cursor, entry.is_selected) == (text, cursor, False)


def test_a_key_that_edits_nothing_is_none() -> None:
    assert opened("ab").pressed("enter") is None


def test_what_is_too_long_is_left_out() -> None:
    assert Entry().typed("abcdef", most=4).text == "abcd"


def test_a_paste_stays_on_one_line_and_brings_no_controls() -> None:
    assert printable(f"a\r\nb\tc\x1b[31m\u202ed {FAMILY}") == f"a b c[31md {FAMILY}"


@given(st.text(max_size=12), st.lists(KEYS | st.characters(categories=["L", "M", "So"]), max_size=12))
def test_the_cursor_stays_within_the_text(text: str, keys: list[str]) -> None:
    entry = after(opened(printable(text)), *keys)
    assert 0 <= entry.cursor <= len(entry.text)
