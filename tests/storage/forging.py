"""Lines whose only fault can be their form: any text for a body, with an `h` that fits it."""

import json
from hashlib import blake2b
from typing import Any

from hypothesis import strategies as st

from okrtui.storage.line import root
from tests.storage.builders import ANA, OBJECTIVE, UNSEEN, WORKSPACE, WRITER, stamp

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
