"""Texts put into one to be edited."""

import pytest

from okrtui.workspace.merging import merged


@pytest.mark.parametrize(
    ("texts", "whole"),
    [
        (["Sell more", "Sell better"], "Sell more / Sell better"),
        (["Sell more", "", "Sell more"], "Sell more"),
        ([], ""),
    ],
)
def test_short_texts_stand_beside_one_another(texts: list[str], whole: str) -> None:
    assert merged(texts, is_long=False) == whole


@pytest.mark.parametrize(
    ("texts", "whole"),
    [
        (["a\nb\nc", "a\nx\nc"], "a\nb\nx\nc"),
        (["a\nb", "a\nb\nc"], "a\nb\nc"),
        (["日本\nb", "🎯\nb", "z"], "日本\n🎯\nb\nz"),
        (["one", ""], "one"),
    ],
)
def test_lines_that_long_texts_share_stand_there_once(texts: list[str], whole: str) -> None:
    assert merged(texts, is_long=True) == whole
