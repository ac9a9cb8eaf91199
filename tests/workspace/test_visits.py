"""What is news, and what has been seen."""

from datetime import timedelta
from pathlib import Path

import pytest

from okrtui.workspace.check_ins import check_in
from okrtui.workspace.visits import VISIT, last_visit, news_since, note_visit, since_when
from tests.screens.pair import Pair, set_field


@pytest.fixture
def pair(tmp_path: Path) -> Pair:
    return Pair(tmp_path)


def sentences(pair: Pair) -> list[str]:
    """What is news to Ana."""
    return [item.sentence for item in news_since(pair.ana, last_visit(pair.ana))]


def test_what_others_did_since_the_last_visit_is_news_the_latest_first(pair: Pair) -> None:
    pair.sync()
    note_visit(pair.ana)
    check_in(pair.ben, pair.rate, 25)
    pair.now += timedelta(minutes=1)
    set_field(pair.ben, "key_result", pair.calls, "title", "Seven calls per rep")
    check_in(pair.ana, pair.calls, 6)
    pair.sync()
    assert sentences(pair) == [
        "Ben Okafor changed Seven calls per rep (title)",
        "Ben Okafor checked in Close rate to 27 % 24 → 25 %",
    ]
    note_visit(pair.ana)
    assert sentences(pair) == []


def test_what_was_written_before_the_visit_and_came_after_it_is_news(pair: Pair) -> None:
    pair.sync()
    check_in(pair.ben, pair.rate, 25)
    pair.now += timedelta(days=1)
    note_visit(pair.ana)
    pair.sync()
    assert sentences(pair) == ["Ben Okafor checked in Close rate to 27 % 24 → 25 %"]


def test_before_the_first_visit_the_last_seven_days_are_news(pair: Pair) -> None:
    check_in(pair.ben, pair.rate, 25)
    pair.now += timedelta(days=6)
    check_in(pair.ben, pair.calls, 6)
    pair.sync()
    pair.now += timedelta(days=2)
    assert sentences(pair) == ["Ben Okafor checked in Six calls per rep 5 → 6 calls"]


@pytest.mark.parametrize(
    "content", [b"", b"{}", b"[1]", b'{"stamp":"zz","seen":{}}', b'{"stamp":"00","seen":[]}', b"\xff"]
)
def test_a_visit_that_cannot_be_read_counts_as_none(pair: Pair, content: bytes) -> None:
    (pair.ana.home / VISIT).write_bytes(content)
    assert last_visit(pair.ana) is None


@pytest.mark.parametrize(
    ("ago", "words"),
    [
        (timedelta(hours=1), "Since 9:41"),
        (timedelta(days=1), "Since yesterday"),
        (timedelta(days=3), "Since Friday"),
        (timedelta(days=7), "Since 7 d ago"),
        (timedelta(days=40), "Since 20 Nov"),
    ],
)
def test_the_heading_says_since_when(pair: Pair, ago: timedelta, words: str) -> None:
    note_visit(pair.ana)
    pair.now += ago
    assert since_when(pair.ana, last_visit(pair.ana)) == words


def test_the_heading_before_the_first_visit(pair: Pair) -> None:
    assert since_when(pair.ana, None) == "In the last seven days"
