"""Between the portions of long work, others get the lock."""

import threading

from okrtui.storage.breath import in_portions


def test_portions_are_done_until_one_is_the_last() -> None:
    left = [1, 2, 3]
    done: list[int] = []

    def portion() -> bool:
        done.append(left.pop())
        return bool(left)

    in_portions(threading.RLock(), portion)
    assert done == [3, 2, 1]


def test_who_waits_for_the_lock_gets_it_in_a_breath() -> None:
    lock = threading.RLock()
    waits, has_it = threading.Event(), threading.Event()

    def other() -> None:
        waits.set()
        with lock:
            has_it.set()

    waiting = threading.Thread(target=other)

    def portion() -> bool:
        if not waiting.ident:
            waiting.start()
            waits.wait()
        return not has_it.is_set()

    in_portions(lock, portion)
    waiting.join()
    assert has_it.is_set()
