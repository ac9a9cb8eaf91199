"""Markdown: nobody's text is anything but text in it."""

import re
from html import unescape

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from okrtui.exchange.markdown import bullet, paragraphs, plain, table
from okrtui.storage.clean import clean, clean_line

READER = MarkdownIt("gfm-like")
"""Much as GitHub reads it: with tables, strikethrough, HTML, and addresses made into links."""
assert READER.linkify is not None
READER.linkify.set({"fuzzy_email": True})
TRICKS = (
    "# heading",
    "- item",
    "+ item",
    "12) item",
    "1. item",
    "===",
    "--- ",
    "***",
    "> quote",
    "    code",
    "```",
    "~~~",
    "*a* _b_ __c__ ~~d~~ `e`",
    "[text](https://evil.example)",
    "![picture](https://evil.example/p.png)",
    "<https://evil.example>",
    "<b onclick=x>bold</b>",
    "https://evil.example and HTTP://EVIL.example/x",
    "www.evil.example",
    "mallory@evil.com",
    "mailto:mallory@evil.com",
    "&lt;script&gt; &#65; &amp;",
    "| a | b |\n| --- | --- |",
    "[ref]: https://evil.example",
    "back\\slash\\",
    "ends with two spaces  \nnext",
    "a\n\n\n- b\n\n# c",
    "\u3000全角",
)
TEXTS = st.one_of(st.sampled_from(TRICKS), st.text(), st.text(alphabet="#-+*_~`<>[]()!|\\&@:/. \n0aw"))


def words(html: str) -> str:
    """What a reader sees, spaces and line breaks alike."""
    return " ".join(unescape(re.sub("<[^>]*>", " ", html)).split())


def tags(html: str) -> set[str]:
    return set(re.findall("</?([a-z0-9]+)", html))


@given(TEXTS)
@example("a\u2028b")
def test_paragraphs_are_read_as_they_were_written(text: str) -> None:
    text = clean(text)
    html = READER.render("\n".join(paragraphs(text)))
    assert tags(html) <= {"p", "br"}
    assert words(html) == " ".join(text.split())


@given(TEXTS)
def test_so_are_titles_items_and_cells(text: str) -> None:
    text = clean_line(text)
    rows = table(("Head", ">Right"), [("a", f"b {text} c")])
    html = READER.render("\n".join([f"# A {plain(text)}", "", bullet(f"a {plain(text)}"), "", *rows]))
    assert tags(html) <= {"h1", "ul", "li", "table", "thead", "tbody", "tr", "th", "td"}
    once = " ".join(text.split())
    assert words(html) == " ".join(f"A {once} a {once} Head Right a b {once} c".split())


@pytest.mark.parametrize("text", TRICKS)
def test_the_tricks_are_tricks(text: str) -> None:
    """Unescaped, most of them are something else than a paragraph: the reader knows them."""
    harmless = ("www.evil.example", "back\\slash\\", "ends with two spaces  \nnext", "\u3000全角")
    html = READER.render(f"{text}\n" if text != "===" else "over\n===\n")
    assert (tags(html) <= {"p", "br"} and words(html) == " ".join(text.split())) == (text in harmless)


def test_what_only_github_makes_a_link_of_is_none() -> None:
    assert plain("see WWW.evil.example") == "see WWW\\.evil.example"


def test_lines_and_blank_lines_stay() -> None:
    assert paragraphs("\n\none\ntwo\n\n\nthree\n") == ["one\\", "two", "", "three"]
    assert paragraphs(" \n ") == []
