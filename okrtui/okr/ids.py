"""Ids of objects: 16 lower-case hex digits, drawn at random or derived from what they join."""

import re
from collections.abc import Callable
from hashlib import blake2b

_BYTES = 8
_ID = re.compile(r"[0-9a-f]{16}")


def derived_id(kind: str, a: str, b: str) -> str:
    """The id of an object that two people could make at once, so that both make the same one.

    It is blake2b-64 of `kind|a|b`, in hex.
    """
    return blake2b(f"{kind}|{a}|{b}".encode(), digest_size=_BYTES).hexdigest()


def new_id(rng: Callable[[int], bytes]) -> str:
    """A fresh id from `rng`, which gives as many random bytes as it is asked for (`os.urandom`)."""
    return rng(_BYTES).hex()


def is_id(text: str) -> bool:
    """Whether `text` is a well-formed id."""
    return _ID.fullmatch(text) is not None
