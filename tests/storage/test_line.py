"""Lines: what is written comes back, and whatever is ill-formed is refused."""

import json
from hashlib import blake2b
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from okrtui.storage.errors import Refused
from okrtui.storage.line import MAX_LINE, Op, Value, chained, decode, encode, follow, root
from okrtui.storage.segment import verify
from tests.storage.builders import ANA, OBJECTIVE, UNSEEN, WORKSPACE, WRITER, chain, sealed, stamp, title
from tests.storage.forging import BAD, GOOD, PREV, VALUES, body, forged, with_value


def encoded(*ops: Op, **members: str) -> bytes:
    return encode(PREV, 1, stamp(0), ANA, ops, **members)


@given(VALUES, st.lists(st.just(UNSEEN) | st.just(PREV), max_size=2))
def test_what_is_encoded_comes_back(value: Value, replaced: list[str]) -> None:
    raw = encoded(title(value, replaced), batch=ANA, undoes=UNSEEN, redoes=PREV)
    line = decode(raw)
    assert b"\n" not in raw
    assert (line.seq, line.ts, line.by) == (1, stamp(0), ANA)
    assert line.ops == [("objective", OBJECTIVE, "title", value, replaced)]
    assert (line.batch, line.undoes, line.redoes) == (ANA, UNSEEN, PREV)
    assert chained(PREV, raw) == line.h


def test_the_bytes_are_those_of_the_format() -> None:
    raw = encoded(title("Größer 🎯"))
    text = f'{{"seq":1,"ts":"{stamp(0)}","by":"{ANA}","ops":[["objective","{OBJECTIVE}","title","Größer 🎯",[]]]'
    h = blake2b(PREV.encode() + text.encode() + b"}", digest_size=16).hexdigest()
    assert raw == text.encode() + f',"h":"{h}"}}'.encode()


def test_before_line_1_stands_the_hash_of_workspace_and_writer() -> None:
    assert root(WORKSPACE, WRITER) == blake2b((WORKSPACE + WRITER).encode(), digest_size=16).hexdigest()


@pytest.mark.parametrize(
    "value",
    [
        float("nan"),
        float("inf"),
        [1, float("-inf")],
        1 << 64,
        {"a": 1},
        [["nested"]],
        [{"a": 1}],
        "lone \ud800 surrogate",
        b"bytes",
    ],
)
def test_a_writer_cannot_write_what_a_reader_refuses(value: Any) -> None:
    with pytest.raises(Refused):
        encoded(title(value))


def test_a_writer_cannot_write_an_empty_act_or_two_ops_on_one_register() -> None:
    with pytest.raises(Refused):
        encoded()
    with pytest.raises(Refused, match="two ops on one register"):
        encoded(title("one"), title("other", id=ANA), title("two"))


def test_the_same_field_of_two_objects_is_two_registers() -> None:
    third, back = Op("goal", ANA, "title", "third"), Op("objective", OBJECTIVE, "deleted", False)
    assert len(decode(encoded(title("one"), title("other", id=ANA), third, back)).ops) == 4


@pytest.mark.parametrize(
    ("text", "is_newer"),
    [
        (body(), False),
        (body(batch=ANA, undoes=UNSEEN, redoes=UNSEEN), False),
        (body(signature="x"), True),
        (body(batch=ANA, signature="x"), True),
    ],
)
def test_a_line_with_members_of_a_newer_version_says_so(text: str, is_newer: bool) -> None:
    assert decode(forged(text)).is_newer is is_newer


@pytest.mark.parametrize("text", GOOD)
def test_a_good_line_is_read(text: str) -> None:
    assert chained(PREV, forged(text)) == decode(forged(text)).h
    assert follow(PREV, forged(text)) == decode(forged(text))


@pytest.mark.parametrize("text", BAD.values(), ids=BAD)
def test_an_ill_formed_line_is_refused(text: str) -> None:
    with pytest.raises(Refused):
        decode(forged(text))
    with pytest.raises(Refused):
        follow(PREV, forged(text))


TAILS: dict[str, bytes] = {
    "no h": body().encode() + b"}",
    "h in capitals": body().encode() + b',"h":"' + b"A" * 32 + b'"}',
    "h too short": body().encode() + b',"h":"' + b"a" * 31 + b'"}',
    "h not last": body(h="a" * 32, seq=None).encode() + b',"seq":1}',
    "a space before the brace": forged(body())[:-1] + b" }",
    "a newline after the brace": forged(body()) + b"\n",
    "only a tail": b',"h":"' + b"a" * 32 + b'"}',
    "nothing": b"",
    "not UTF-8": forged(with_value('"?"')).replace(b'"?"', b'"\xff"'),
}


@pytest.mark.parametrize("raw", TAILS.values(), ids=TAILS)
def test_a_line_that_does_not_end_as_one_is_refused(raw: bytes) -> None:
    with pytest.raises(Refused):
        decode(raw)
    with pytest.raises(Refused):
        follow(PREV, raw)


def test_a_line_after_another_than_it_names_is_refused() -> None:
    with pytest.raises(Refused, match="does not follow"):
        follow(root(WORKSPACE, ANA), encoded(title("x")))


def test_a_line_may_have_256_kib_and_not_a_byte_more() -> None:
    room = MAX_LINE - len(encoded(title("")))
    assert len(encoded(title("x" * room))) == MAX_LINE
    with pytest.raises(Refused, match="more than"):
        encoded(title("x" * (room + 1)))
    with pytest.raises(Refused, match="more than"):
        decode(forged(with_value(json.dumps("x" * (room + 1)))))


def test_only_a_newline_ends_a_line() -> None:
    """U+2028, U+0085 and a carriage return end a line for `str.splitlines`, not for the store."""
    said = "one\u2028two\u2029three\x85four\x0bfive\rsix\nseven"
    _, content = sealed(chain(WRITER, [[title(said)]]))
    assert [line.ops[0][3] for line in verify(content, WORKSPACE).lines] == [said]


def test_field_names_without_end_are_still_read() -> None:
    """More names than any schema has, and more than are remembered."""
    for start in range(0, 3000, 500):
        ops = [Op("objective", OBJECTIVE, f"field_{n}", n) for n in range(start, start + 500)]
        assert len(decode(encoded(*ops)).ops) == 500
    with pytest.raises(Refused):
        encoded(Op("objective", OBJECTIVE, "Field", 1))
