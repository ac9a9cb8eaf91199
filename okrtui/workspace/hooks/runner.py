"""Running a hook: what happened on its standard input, a few seconds, and nothing that it does gets in anyone's way."""

import os
import selectors
import signal
import subprocess
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from okrtui.storage.clean import clean, clean_line

IN_HOOK = "OKRTUI_IN_HOOK"
"""Set for hooks, to the name of the one that runs: what is done in a hook starts no hook."""
TIME_LIMIT = 10.0
"""Seconds that a hook may take."""
_KEPT = 4096
"""Bytes of its output that are kept, the last ones."""
_CHUNK = 65_536
_LOOK_EVERY = 0.01
_SHOWN = 160


class Outcome(NamedTuple):
    """What came of a run: why it failed ("" where it did not), the end of its output, and how long it took, seconds."""

    failure: str
    output: str
    seconds: float


def run(path: Path, event: bytes, environment: Mapping[str, str], stop_at: Callable[[], float]) -> Outcome:
    """Run a hook with an event on its standard input. What it leaves running is ended with it.

    Args:
        path: the hook; the folder it lies in is where it runs.
        event: what happened, as JSON.
        environment: the environment it gets, in which IN_HOOK says which one it is.
        stop_at: until when it may run, by `time.monotonic`; asked again and again.
    """
    begun = time.monotonic()
    try:
        process = subprocess.Popen(
            [path],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            cwd=path.parent,
            env=dict(environment) | {IN_HOOK: path.name},
            start_new_session=True,  # its own group, to be ended whole; and no terminal that it could write to
        )
    except (OSError, ValueError) as error:
        why = clean_line(str(getattr(error, "strerror", None) or error)).lower()
        aside = " (a script begins with #!)" if "exec format" in why else ""
        return Outcome(f"it cannot be run: {why}{aside}", "", 0.0)
    output = _Output()
    try:
        is_over = _attend(process, event, output, lambda: min(stop_at(), begun + TIME_LIMIT))
    finally:
        _end(process)
    seconds = time.monotonic() - begun
    said = clean(output.text).strip()
    return Outcome(_failure(process.returncode, said, seconds, is_over=is_over), said, seconds)


class _Output:
    """The end of what was printed."""

    def __init__(self) -> None:
        self._kept = bytearray()

    def add(self, more: bytes) -> None:
        self._kept += more
        del self._kept[:-_KEPT]

    @property
    def text(self) -> str:
        return self._kept.decode("utf-8", "replace")


def _attend(process: "subprocess.Popen[bytes]", event: bytes, output: _Output, stop_at: Callable[[], float]) -> bool:
    """Give the event and take the output until the hook has ended, which is then True, or its time has."""
    assert process.stdin is not None
    assert process.stdout is not None
    with selectors.DefaultSelector() as selector:
        left = memoryview(event)
        for stream, what in ((process.stdin, selectors.EVENT_WRITE), (process.stdout, selectors.EVENT_READ)):
            os.set_blocking(stream.fileno(), False)
            selector.register(stream, what)
        while True:
            has_ended = process.poll() is not None
            for key, _ in selector.select(0 if has_ended else _LOOK_EVERY):
                if key.fileobj is process.stdout:
                    _take(process, output, selector)
                else:
                    left = _give(process, left, selector)
            if has_ended:
                return True
            if time.monotonic() >= stop_at():
                return False


def _take(process: "subprocess.Popen[bytes]", output: _Output, selector: selectors.BaseSelector) -> None:
    assert process.stdout is not None
    with suppress(BlockingIOError):
        more = os.read(process.stdout.fileno(), _CHUNK)
        if more:
            output.add(more)
        else:
            selector.unregister(process.stdout)


def _give(process: "subprocess.Popen[bytes]", left: memoryview, selector: selectors.BaseSelector) -> memoryview:
    """Give what can be given at once; what is left. A hook need not read it."""
    assert process.stdin is not None
    try:
        left = left[os.write(process.stdin.fileno(), left[:_CHUNK]) :]
    except BlockingIOError:
        return left
    except BrokenPipeError:
        left = left[:0]
    if not left:
        selector.unregister(process.stdin)
        process.stdin.close()
    return left


def _end(process: "subprocess.Popen[bytes]") -> None:
    """End everything that it has started and that is still there."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    for stream in (process.stdin, process.stdout):
        with suppress(OSError):
            if stream is not None:
                stream.close()
    process.wait()


def _failure(code: int, said: str, seconds: float, *, is_over: bool) -> str:
    if not is_over:
        return f"it took longer than {seconds:.0f} s and was ended"
    if code == 0:
        return ""
    last = said.splitlines()[-1][:_SHOWN] if said else ""
    what = f"exit code {code}" if code > 0 else f"ended by signal {-code}"
    return f"{what}: {last}" if last else what
