"""Calls to the operating system that fail, or are the process's last, at the k-th of them."""

import builtins
import errno
import fcntl
import io
import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

CALLS = (
    (os, "write"),
    (os, "fsync"),
    (os, "rename"),
    (os, "unlink"),
    (os, "open"),
    (os, "ftruncate"),
    (os, "mkdir"),
    (os, "scandir"),
    (os, "read"),
    (os, "pread"),
    (io, "open"),
    (fcntl, "flock"),
)
"""Everything that the store asks of a disk, by which module and name."""

Fault = Callable[[str, Callable[..., Any], tuple[Any, ...]], None]


class Counted:
    """Counts the calls; the fault comes at number `at`, or from there on."""

    def __init__(self, at: int, fault: Fault, *, lasting: bool = False) -> None:
        self.at = at
        self.calls = 0
        self._fault = fault
        self._lasting = lasting

    @property
    def struck(self) -> bool:
        """Whether the fault has come."""
        return self.calls >= self.at

    def around(self, name: str, genuine: Callable[..., Any]) -> Callable[..., Any]:
        """A call that may fail."""

        def call(*args: Any, **kwargs: Any) -> Any:
            self.calls += 1
            if self.calls == self.at or (self._lasting and self.calls > self.at):
                self._fault(name, genuine, args)
            return genuine(*args, **kwargs)

        return call


@contextmanager
def breaking(at: int, fault: Fault, *, lasting: bool = False) -> Iterator[Counted]:
    """Let the fault come at the call number `at` of those within."""
    counted = Counted(at, fault, lasting=lasting)
    genuine = [(module, name, getattr(module, name)) for module, name in CALLS]
    try:
        for module, name, call in genuine:
            setattr(module, name, counted.around(name, call))
        yield counted
    finally:
        for module, name, call in genuine:
            setattr(module, name, call)


def fails(number: int) -> Fault:
    """The call fails with an error number; a write has then written half."""

    def fail(name: str, genuine: Callable[..., Any], args: tuple[Any, ...]) -> None:
        if name == "write" and number == errno.ENOSPC:
            genuine(args[0], bytes(args[1])[: len(args[1]) // 2])
        raise OSError(number, os.strerror(number))

    return fail


def dies(name: str, genuine: Callable[..., Any], args: tuple[Any, ...]) -> None:
    """The process is killed before the call; a write has then written half."""
    if name == "write":
        genuine(args[0], bytes(args[1])[: len(args[1]) // 2])
    os.kill(os.getpid(), signal.SIGKILL)


class Killed:
    """What a process that was killed had said before, line by line; `at_work` is false if it came to its end."""

    def __init__(self, said: list[str], *, at_work: bool) -> None:
        self.said = said
        self.at_work = at_work


Work = Callable[[Callable[[str], None]], None]
"""Something to do in a process of its own, which is given a voice."""


def spoken(work: Work, fault_at: int = 0) -> tuple[int, int]:
    """Do the work in a process of its own, killed at its call number `fault_at`: its id, and where it is heard."""
    ear, voice = os.pipe()
    child = os.fork()
    if child == 0:
        _work_and_die(fault_at, work, voice)
    os.close(voice)
    return child, ear


def killed_at(call: int, work: Work) -> Killed:
    """Do the work in a process of its own, which is killed at its call number `call`."""
    child, ear = spoken(work, call)
    with builtins.open(ear) as heard:
        said = heard.read().splitlines()
    status = os.waitpid(child, 0)[1]
    if os.WIFSIGNALED(status):
        assert os.WTERMSIG(status) == signal.SIGKILL
        return Killed(said, at_work=True)
    assert os.WEXITSTATUS(status) == 0, "\n".join(said)
    return Killed(said, at_work=False)


def _work_and_die(call: int, work: Work, voice: int) -> None:
    write = os.write
    try:
        with breaking(call, dies):
            work(lambda word: (write(voice, word.encode() + b"\n"), None)[1])
        os._exit(0)
    except BaseException as error:
        write(voice, repr(error).encode())
        os._exit(1)
