from collections.abc import Callable
from hashlib import blake2b

import pytest

from okrtui.okr.ids import derived_id, is_id, new_id


def counting() -> Callable[[int], bytes]:
    numbers = iter(range(1_000))
    return lambda size: next(numbers).to_bytes(size, "big")


def test_a_derived_id_is_blake2b_64_of_kind_and_both_ends() -> None:
    child, parent = "00000000000000aa", "00000000000000bb"
    digest = blake2b(b"alignment|00000000000000aa|00000000000000bb", digest_size=8).hexdigest()
    assert derived_id("alignment", child, parent) == digest
    assert is_id(digest)


def test_a_derived_id_never_changes_between_versions() -> None:
    assert derived_id("membership", "0123456789abcdef", "fedcba9876543210") == "de41198f8f51cded"


def test_kind_and_order_matter() -> None:
    ids = {derived_id("share", "a", "b"), derived_id("share", "b", "a"), derived_id("commitment", "a", "b")}
    assert len(ids) == 3


def test_new_ids_come_from_the_given_source() -> None:
    rng = counting()
    assert [new_id(rng), new_id(rng)] == ["0000000000000000", "0000000000000001"]


@pytest.mark.parametrize("text", ["0123456789abcdef", "ffffffffffffffff"])
def test_ids(text: str) -> None:
    assert is_id(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "0123456789abcde",
        "0123456789abcdef0",
        "0123456789ABCDEF",
        "0123456789abcdef\n",
        "../../etc/passwd..",
    ],
)
def test_not_ids(text: str) -> None:
    assert not is_id(text)
