"""Long looks at a workspace, portion by portion: between two of them others get the lock."""

import time
from collections.abc import Iterator
from itertools import islice
from typing import TypeVar

from okrtui.workspace.view import View

_T = TypeVar("_T")
BREATH = 0.0005
"""Seconds in which others can take the lock."""


def in_portions(view: View, found: Iterator[_T], size: int, pause: float) -> Iterator[_T]:
    """What an iterator finds under the lock, `size` at a time; `pause` seconds lie between two portions."""
    while True:
        with view.lock:
            portion = list(islice(found, size))
        yield from portion
        if len(portion) < size:
            return
        if pause:
            time.sleep(pause)
