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

PREV = root(WORKSPACE, WRITER)
OP = ["objective", OBJECTIVE, "title", "Grow", []]
SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(min_value=-(1 << 63), max_value=(1 << 63) - 1),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(st.characters(exclude_categories=["Cs"])),
)
VALUES = st.one_of(SCALARS, st.lists(SCALARS, max_size=4))


def encoded(*ops: Op, **members: str) -> bytes:
    return encode(PREV, 1, stamp(0), ANA, ops, **members)


def forged(text: str) -> bytes:
    """A line with any text for a body and an `h` that fits it: only its form can be wrong."""
    body = text.encode("utf-8", "surrogatepass")
    h = blake2b(PREV.encode() + body + b"}", digest_size=16).hexdigest()
    return body + f',"h":"{h}"}}'.encode()


def body(**changed: object) -> str:
    """The body of a good line without its closing brace, members changed (None: left out)."""
    members: dict[str, Any] = {"seq": 1, "ts": stamp(0), "by": ANA, "ops": [OP], **changed}
    return json.dumps({name: value for name, value in members.items() if value is not None})[:-1]


def with_value(text: str) -> str:
    """A body whose one value is this JSON."""
    return body().replace('"Grow"', text)


@given(VALUES, st.lists(st.just(UNSEEN) | st.just(PREV), max_size=2))
def test_what_is_encoded_comes_back(value: Value, replaced: list[str]) -> None:
    raw = encoded(title(value, replaced), batch=ANA, undoes=UNSEEN, redoes=PREV)
    line = decode(raw)
    assert b"\n" not in raw
    assert (line.seq, line.ts, line.by) == (1, stamp(0), ANA)
    assert line.ops == [["objective", OBJECTIVE, "title", value, replaced]]
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


GOOD = [
    body(),
    body(tomorrow={"deep": [[[[1]]]]}),
    body(batch=ANA),
    body(ops=[["hologram", OBJECTIVE, "colour_2", ["red", None, 1.5, True], []]]),
    with_value('""'),
    with_value("[]"),
    with_value("-1e-300"),
    with_value(r'"\ud83c\udfaf"'),
]


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


BAD = {
    "NaN": with_value("NaN"),
    "Infinity": with_value("Infinity"),
    "minus Infinity": with_value("-Infinity"),
    "a number too great for a float": with_value("1e999"),
    "a lone surrogate, escaped": with_value(r'"\ud800"'),
    "a lone surrogate, raw": with_value('"\ud800"'),
    "an object as value": with_value('{"a":1}'),
    "a list in a list": with_value("[[1]]"),
    "an object in a list": with_value('[{"a":1}]'),
    "lists without end": with_value("[" * 3000 + "]" * 3000),
    "too deep": body(tomorrow=[[[[[[[[1]]]]]]]]),
    "no JSON": body()[:-1],
    "two values": body() + "}" + body(),
    "a list": "[1",
    "no seq": body(seq=None),
    "no ts": body(ts=None),
    "no by": body(by=None),
    "no ops": body(ops=None),
    "seq 0": body(seq=0),
    "seq true": body(seq=True),
    "seq 1.0": body(seq=1.0),
    "seq as text": body(seq="1"),
    "ts in capitals": body(ts="019AB3C2D1E40000"),
    "ts too short": body(ts="019ab3c2d1e4"),
    "ts with a newline": body(ts=stamp(0)[:-1] + "\n"),
    "ts a number": body(ts=1),
    "by a name": body(by="Ana Ruiz"),
    "by a list": body(by=[ANA]),
    "ops empty": body(ops=[]),
    "ops an object": body(ops={"a": OP}),
    "op a text": body(ops=["abcde"]),
    "op an object": body(ops=[{"objective": 1, OBJECTIVE: 2, "title": 3, "d": 4, "e": 5}]),
    "op a number": body(ops=[5]),
    "op null": body(ops=[None]),
    "op of four": body(ops=[OP[:4]]),
    "op of six": body(ops=[[*OP, 1]]),
    "kind in capitals": body(ops=[["Objective", *OP[1:]]]),
    "kind empty": body(ops=[["", *OP[1:]]]),
    "kind a path": body(ops=[["../objective", *OP[1:]]]),
    "kind a list": body(ops=[[["objective"], *OP[1:]]]),
    "kind too long": body(ops=[["k" * 65, *OP[1:]]]),
    "id too short": body(ops=[["objective", "0b1e", *OP[2:]]]),
    "id with a newline": body(ops=[["objective", OBJECTIVE[:-1] + "\n", *OP[2:]]]),
    "id null": body(ops=[["objective", None, *OP[2:]]]),
    "field with a dash": body(ops=[["objective", OBJECTIVE, "the-title", "x", []]]),
    "field a number": body(ops=[["objective", OBJECTIVE, 1, "x", []]]),
    "field a list": body(ops=[["objective", OBJECTIVE, ["title"], "x", []]]),
    "field true": body(ops=[["objective", OBJECTIVE, True, "x", []]]),
    "replaced null": body(ops=[[*OP[:4], None]]),
    "replaced a text": body(ops=[[*OP[:4], UNSEEN]]),
    "replaced empty text": body(ops=[[*OP[:4], ""]]),
    "replaced an object": body(ops=[[*OP[:4], {}]]),
    "replaced of numbers": body(ops=[[*OP[:4], [1]]]),
    "replaced not an h": body(ops=[[*OP[:4], ["f" * 31]]]),
    "two ops on one register": body(ops=[OP, ["goal", ANA, "title", "x", []], OP]),
    "batch too short": body(batch="00ff"),
    "batch a number": body(batch=7),
    "undoes not an h": body(undoes="f" * 16),
    "redoes a list": body(redoes=[UNSEEN]),
}


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
