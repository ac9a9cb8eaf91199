"""Long looks at a workspace, portion by portion: between two of them others get the lock."""

import time
from collections.abc import Callable, Iterator
from itertools import islice
from typing import TypeVar

from okrtui.storage.breath import BREATH as BREATH
from okrtui.workspace.view import View

_T = TypeVar("_T")


def glance(view: View, look: Callable[[], _T], pause: float) -> _T:
    """What a look finds under the lock; then others have `pause` seconds to get it."""
    with view.lock:
        found = look()
    if pause:
        time.sleep(pause)
    return found


def has_many(view: View, kind: str, most: int) -> bool:
    """Whether there are more than `most` of a kind, so that a key press shall not wait for what is made of them."""
    with view.lock:
        return next(islice(view.company.live(kind), most, None), None) is not None


def portions_of(view: View, found: Iterator[_T], size: int, pause: float) -> Iterator[_T]:
    """What an iterator finds under the lock, `size` at a time; `pause` seconds lie between two portions."""
    while True:
        with view.lock:
            portion = list(islice(found, size))
        yield from portion
        if len(portion) < size:
            return
        if pause:
            time.sleep(pause)
