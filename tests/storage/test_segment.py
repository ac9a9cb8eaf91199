"""Segments: a file that was changed in any way is refused, or means the same."""

import json
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from okrtui.storage.errors import Refused
from okrtui.storage.line import MAX_LINE, root
from okrtui.storage.registers import State
from okrtui.storage.segment import MAX_FILE, MAX_SEGMENT, SegmentName, parse_name, portions, seal, verify
from tests.storage.builders import OTHER_WORKSPACE, WORKSPACE, WRITER, chain, merged, sealed, title, titles


def with_header(content: bytes, **changed: object) -> bytes:
    """The file with members of its header changed, or taken out (None)."""
    head, _, rest = content.partition(b"\n")
    header = {**json.loads(head), **changed}
    return json.dumps({k: v for k, v in header.items() if v is not None}).encode() + b"\n" + rest


def with_body(content: bytes, body: bytes, **changed: object) -> bytes:
    """The file with another body and the hash that fits it."""
    head = content.partition(b"\n")[0]
    return with_header(head + b"\n" + body, sha256=sha256(body).hexdigest(), **changed)


def later_segment() -> bytes:
    """Lines 3 to 4 of a writer."""
    raws = titles(4)
    prev = verify(sealed(raws[:2])[1], WORKSPACE).lines[-1].h
    return seal(WORKSPACE, WRITER, prev, 3, raws[2:])[1]


def hash_of(content: bytes) -> str:
    return merged([content]).state_hash()


def test_what_is_sealed_verifies() -> None:
    name, content = sealed(titles(3))
    segment = verify(content, WORKSPACE)
    assert segment.name == name
    assert (segment.writer, segment.first, segment.last) == (WRITER, 1, 3)
    assert segment.prev == root(WORKSPACE, WRITER)
    assert [line.seq for line in segment.lines] == [1, 2, 3]
    assert parse_name(str(name)) == name


def test_a_segment_may_begin_anywhere_in_the_chain() -> None:
    assert [line.seq for line in verify(later_segment(), WORKSPACE).lines] == [3, 4]


@pytest.mark.parametrize("content", [sealed(titles(2))[1], later_segment()], ids=["first", "later"])
@pytest.mark.parametrize("flip", [0x01, 0x20, 0x80])
def test_every_flipped_byte_is_refused_or_harmless(content: bytes, flip: int) -> None:
    truth = hash_of(content)
    for at in range(len(content)):
        flipped = content[:at] + bytes([content[at] ^ flip]) + content[at + 1 :]
        try:
            assert hash_of(flipped) == truth, f"byte {at} changed the state"
        except Refused:
            continue


def test_every_flipped_byte_in_the_lines_is_refused() -> None:
    content = sealed(titles(2))[1]
    for at in range(content.index(b"\n") + 1, len(content)):
        with pytest.raises(Refused):
            verify(content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :], WORKSPACE)


def test_every_truncation_is_refused() -> None:
    content = sealed(titles(3))[1]
    for size in range(len(content)):
        with pytest.raises(Refused):
            verify(content[:size], WORKSPACE)


@given(st.binary(min_size=1, max_size=200))
def test_noise_is_refused(noise: bytes) -> None:
    content = sealed(titles(1))[1]
    for hostile in (noise, noise + b"\n", noise + content, content + noise):
        with pytest.raises(Refused):
            verify(hostile, WORKSPACE)


CONTENT = sealed(titles(3))[1]
BODY = CONTENT.partition(b"\n")[2]
HEADERS = {
    "another workspace's": with_header(CONTENT, workspace=OTHER_WORKSPACE),
    "a newer format": with_header(CONTENT, okrtui=2),
    "format 0": with_header(CONTENT, okrtui=0),
    "format true": with_header(CONTENT, okrtui=True),
    "format as text": with_header(CONTENT, okrtui="1"),
    "no format": with_header(CONTENT, okrtui=None),
    "no workspace": with_header(CONTENT, workspace=None),
    "writer a path": with_header(CONTENT, writer="../../etc/passwd"),
    "writer a number": with_header(CONTENT, writer=1),
    "another writer": with_header(CONTENT, writer="b" * 16),
    "from 0": with_header(CONTENT, **{"from": 0}),
    "from 2": with_header(CONTENT, **{"from": 2}),
    "from true": with_header(CONTENT, **{"from": True}),
    "from a float": with_header(CONTENT, **{"from": 1.0}),
    "to before from": with_header(CONTENT, to=0),
    "to too far": with_header(CONTENT, to=4),
    "another prev": with_header(CONTENT, prev="0" * 32),
    "prev missing": with_header(CONTENT, prev=None),
    "hash in capitals": with_header(CONTENT, sha256=sha256(BODY).hexdigest().upper()),
    "hash of something else": with_header(CONTENT, sha256="0" * 64),
    "hash missing": with_header(CONTENT, sha256=None),
    "too deep": with_header(CONTENT, extra=[[[[[[[[1]]]]]]]]),
    "too long": with_header(CONTENT, extra="x" * 65536),
    "a list": b"[1]\n" + BODY,
    "no JSON": b"okrtui\n" + BODY,
    "no header": BODY,
}


@pytest.mark.parametrize("content", HEADERS.values(), ids=HEADERS)
def test_a_wrong_header_is_refused(content: bytes) -> None:
    with pytest.raises(Refused):
        verify(content, WORKSPACE)


def test_a_foreign_workspace_and_a_newer_format_are_named() -> None:
    with pytest.raises(Refused, match=OTHER_WORKSPACE):
        verify(HEADERS["another workspace's"], WORKSPACE)
    with pytest.raises(Refused, match="needs a newer okrtui"):
        verify(HEADERS["a newer format"], WORKSPACE)


def test_members_of_a_later_header_are_passed_over() -> None:
    content = with_header(CONTENT, host="ana-laptop", signature={"by": ["ed25519", "…"]})
    assert len(verify(content, WORKSPACE).lines) == 3


RAWS = titles(3)
BODIES = {
    "empty": b"",
    "an empty line": b"\n".join([RAWS[0], b"", *RAWS[1:], b""]),
    "a line missing": b"\n".join([RAWS[0], RAWS[2], b""]),
    "lines swapped": b"\n".join([RAWS[1], RAWS[0], RAWS[2], b""]),
    "a line twice": b"\n".join([RAWS[0], RAWS[0], RAWS[1], b""]),
    "another writer's": b"".join(raw + b"\n" for raw in titles(3, writer="b" * 16)),
    "wrong numbers": b"".join(raw + b"\n" for raw in chain(WRITER, [[title(n)] for n in range(3)], first=2)),
    "returns before newlines": b"".join(raw + b"\r\n" for raw in RAWS),
    "a changed line": BODY.replace(b"Title 2", b"Tidle 2"),
    "a line too long": b"\n".join([b" " * MAX_LINE + RAWS[0], *RAWS[1:], b""]),
}


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES)
def test_a_body_that_is_no_chain_is_refused_though_its_hash_fits(body: bytes) -> None:
    with pytest.raises(Refused):
        verify(with_body(CONTENT, body), WORKSPACE)


def test_a_file_has_at_most_8_mib() -> None:
    with pytest.raises(Refused, match="larger than"):
        verify(CONTENT + b" " * MAX_FILE + b"\n", WORKSPACE)


def test_portions_stay_under_a_mebibyte_and_keep_every_line() -> None:
    raws = chain(WRITER, [[title("x" * (n % 7) * 30_000, id=f"{n:016x}")] for n in range(1, 60)])
    runs = portions(raws)
    assert [raw for run in runs for raw in run] == raws
    assert len(runs) > 3
    for run in runs:
        assert len(seal(WORKSPACE, WRITER, "0" * 32, 1, run)[1]) < MAX_SEGMENT
    assert portions([]) == []


@pytest.mark.parametrize(
    "name",
    [
        f"{WRITER}-1-3-0123456789abcdef.sync-conflict-20261122-112804-KR6TD3Q.jsonl",
        f"{WRITER}-1-3-0123456789abcdef (Ana's conflicted copy).jsonl",
        f"{WRITER}-0-3-0123456789abcdef.jsonl",
        f"{WRITER}-01-3-0123456789abcdef.jsonl",
        f"{WRITER}-1-3-0123456789abcdef.jsonl\n",
        f"../{WRITER}-1-3-0123456789abcdef.jsonl",
        f"{WRITER}-1-3-0123456789ABCDEF.jsonl",
        "okrtui.json",
        "",
    ],
)
def test_what_is_not_a_name_of_a_segment_is_none(name: str) -> None:
    assert parse_name(name) is None


def test_the_header_counts_and_not_the_name() -> None:
    name, content = sealed(titles(3))
    assert verify(content, WORKSPACE).name == name == SegmentName(WRITER, 1, 3, sha256(BODY).hexdigest()[:16])


def test_the_same_lines_in_other_segments_are_the_same_state() -> None:
    raws = titles(4)
    whole, start = sealed(raws)[1], sealed(raws[:2])[1]
    assert merged([start, later_segment()]).state_hash() == merged([whole]).state_hash()
    assert merged([later_segment(), whole, start]).state_hash() == merged([whole]).state_hash()
    assert merged([start]).state_hash() != merged([whole]).state_hash() != State().state_hash()
