"""Long work beside a screen: a portion under the lock, then a breath, in which others get lock and interpreter."""

import time
from collections.abc import Callable
from contextlib import AbstractContextManager

BREATH = 0.0005
"""Seconds of rest. Without it, who has just let go of a lock has it again before anyone who waits."""


def in_portions(lock: AbstractContextManager[object], portion: Callable[[], bool]) -> None:
    """Do portions of some work, each under the lock, until one says that nothing is left: that it is false.

    Not to be called with the lock: nobody would get it in the breaths.
    """
    while True:
        with lock:
            if not portion():
                return
        time.sleep(BREATH)
