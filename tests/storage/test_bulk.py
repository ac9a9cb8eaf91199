"""The short way and the careful one: what is read all at once is what is read line by line, or it is not read."""

import json
from collections.abc import Iterable
from contextlib import suppress

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from okrtui.storage.bulk import BulkReader
from okrtui.storage.errors import Refused
from okrtui.storage.line import MAX_LINE, NAMES, Line, Op, follow, h_of
from tests.storage.builders import ANA, BEN, OBJECTIVE, UNSEEN, WRITER, chain, title, titles
from tests.storage.forging import BAD, GOOD, OP, PREV, VALUES, body, forged, with_value


@pytest.fixture(autouse=True, scope="module")
def only_names_that_are_met_here() -> None:
    """Another test fills the memory for names."""
    NAMES.clear()


def all_at_once(raws: Iterable[bytes], prev: str = PREV, first: int = 1) -> list[Line] | None:
    """Lines as a reader takes them that begins at once."""
    raws = list(raws)
    return BulkReader(after=0).lines(b"".join(raw + b"\n" for raw in raws), raws, prev, first)


def one_by_one(raws: Iterable[bytes], prev: str = PREV, first: int = 1) -> list[Line] | None:
    """The same lines, read with care; None where they are refused. It teaches the names, too."""
    lines = []
    with suppress(Refused):
        for seq, raw in enumerate(raws, first):
            line = follow(prev, raw)
            if line.seq != seq:
                return None
            lines.append(line)
            prev = line.h
        return lines
    return None


NEWER = body(tomorrow={"deep": [[[[1]]]]})
"""A good line that is read with care only, as it has a member that nobody knows."""
ODD = {
    "spaces": body().replace(": ", " :\t "),
    "an integer beyond 64 bits": with_value("18446744073709551616"),
    "an integer between": with_value("9223372036854775808"),
    "an endless integer": with_value("1" * 5000),
    "a minus zero": with_value("-0"),
    "a minus zero with a point": with_value("-0.0"),
    "a number too small for a float": with_value("1e-400"),
    "a control character": with_value('"a\x01b"'),
    "a control character, escaped": with_value(r'"a\u0001b\u0000"'),
    "a delete character": with_value('"\x7f"'),
    "line ends of other worlds": with_value('"\u2028\u2029\x85"'),
    "an escaped slash": with_value(r'"\/"'),
    "half a pair": with_value(r'"\udc00\ud800"'),
    "a member twice": body() + ',"by":"' + BEN + '"',
    "a member twice, ill the first time": body(by=7) + ',"by":"' + BEN + '"',
    "a member twice, ill the second time": body() + ',"by":7',
    "an h before the h": body(h=UNSEEN),
    "an h of another kind before the h": body(h=7),
    "a member in other letters": body().replace('"by"', r'"\u0062y"'),
    "batch null": body() + ',"batch":null',
    "batch empty": body(batch=""),
    "capitals in an id": body(ops=[["objective", OBJECTIVE.upper(), *OP[2:]]]),
    "another alphabet's digits": body(by="١" * 16),
    "letters that are no digits": body(by="g" * 16),
    "spaces between digits": body(by="11 1111111111111"),
    "capitals in batch": body(batch="ABCDEF" * 2 + "0000"),
    "capitals in undoes": body(undoes="F" * 32),
    "capitals in redoes": body(redoes="F" * 32),
    "capitals in replaced": body(ops=[[*OP[:4], ["F" * 32]]]),
    "two objects": body(ops=[OP, ["goal", ANA, "title", "x", []]]),
    "one id, two kinds": body(ops=[OP, ["goal", *OP[1:]]]),
    "an object, another, the first again": body(ops=[OP, ["goal", ANA, "title", "x", []], [*OP[:2], "notes", "x", []]]),
    "a register twice in a row": body(ops=[OP, OP]),
    "a register twice, replacing": body(ops=[OP, [*OP[:4], [UNSEEN]]]),
    "too long": with_value(json.dumps("x" * MAX_LINE)),
}


@pytest.mark.parametrize("text", [*GOOD, *BAD.values(), *ODD.values()], ids=[*map(str, range(len(GOOD))), *BAD, *ODD])
def test_a_line_read_at_once_is_what_it_is_when_read_with_care(text: str) -> None:
    raws = [forged(text)]
    careful = one_by_one(raws)
    assert all_at_once(raws) in (careful, None)
    assert repr(all_at_once(raws)) in (repr(careful), "None")  # which also tells 1 from 1.0 and True


def test_ordinary_lines_are_read_at_once() -> None:
    """Else the others say nothing."""
    three = [title("Grow"), Op("goal", ANA, "title", 7), title(["x", None], id=ANA)]
    raws = chain(WRITER, [three, [title("Shrink", replaced=[UNSEEN])]])
    assert all_at_once(raws) == one_by_one(raws) is not None
    for text in GOOD:
        assert one_by_one([forged(text)])
        assert (all_at_once([forged(text)]) is None) == (text == NEWER)


@given(st.lists(st.tuples(VALUES, st.lists(st.sampled_from([UNSEEN, PREV]), max_size=2)), min_size=1, max_size=6))
def test_whatever_can_be_written_is_read_at_once(said: list[tuple[object, list[str]]]) -> None:
    raws = chain(WRITER, [[title(value, replaced)] for value, replaced in said])  # type: ignore[arg-type]  # a Value
    careful = one_by_one(raws)
    assert repr(all_at_once(raws)) == repr(careful)


NUMBERS = st.from_regex(r"-?[0-9]{1,24}(\.[0-9]{1,24})?([eE][+-]?[0-9]{1,3})?", fullmatch=True)


@given(NUMBERS)
@example("9007199254740993")
@example("2.2250738585072011e-308")
def test_both_ways_read_the_same_number(text: str) -> None:
    raws = [forged(with_value(text))]
    careful = one_by_one(raws)
    assert repr(all_at_once(raws)) in (repr(careful), "None")


@given(st.data())
def test_a_forged_text_is_read_the_same_or_not_at_once(data: st.DataObject) -> None:
    """Any few characters put anywhere into a body, before it gets its `h`."""
    text = body(ops=[OP, ["goal", ANA, "note_1", [1, None], [UNSEEN]]])
    at = data.draw(st.integers(0, len(text)))
    gone = data.draw(st.integers(0, 3))
    put = data.draw(st.text('{}[]",:\\u0019.eE-+ntf \t\r\n\x00é\ud800', max_size=4))
    raws = forged(text[:at] + put + text[at + gone :]).split(b"\n")
    careful = one_by_one(raws)
    assert repr(all_at_once(raws)) in (repr(careful), "None")


def test_an_object_and_a_line_must_end_together() -> None:
    """Also where there are as many of the ones as of the others."""
    first, second = titles(2)
    assert one_by_one([first, second])
    over_two_lines = forged(body().replace(" ", "\n", 1)).split(b"\n")
    assert all_at_once(over_two_lines) is None
    assert all_at_once([first + second, b""]) is None
    assert all_at_once([first, second, b""]) is None
    assert all_at_once([*over_two_lines, first + second]) is None


def test_a_chain_that_is_broken_anywhere_is_not_read() -> None:
    raws = titles(4)
    assert all_at_once(raws) is not None
    assert all_at_once(raws[1:]) is None
    assert all_at_once(raws, prev=UNSEEN) is None
    assert all_at_once(raws, first=2) is None
    assert all_at_once([*raws[:2], raws[3]]) is None
    assert all_at_once([raws[0], *raws]) is None
    assert all_at_once(raws[2:], prev=h_of(raws[1]), first=3) == one_by_one(raws)[2:]  # type: ignore[index]  # good


def test_a_name_that_is_new_is_left_to_the_careful_reader_once() -> None:
    reader = BulkReader(after=0)
    raws = [forged(body(ops=[["objective", OBJECTIVE, "never_seen_before", 1, []]]))]
    content = raws[0] + b"\n"
    assert reader.lines(content, raws, PREV, 1) is None
    careful = one_by_one(raws)
    assert reader.lines(content, raws, PREV, 1) == careful is not None


def test_where_no_name_is_known_nothing_is_read_at_once() -> None:
    """As after a folder of nothing but ill-formed lines."""
    NAMES.clear()
    raws = [forged(body())]
    assert all_at_once(raws) is None
    assert one_by_one(raws) == all_at_once(raws) is not None


def test_few_lines_are_not_worth_a_parser() -> None:
    reader = BulkReader(after=3)
    raws = titles(2)
    content = b"".join(raw + b"\n" for raw in raws)
    careful = one_by_one(raws)
    assert [reader.lines(content, raws, PREV, 1) for _ in range(3)] == [None, None, careful]
