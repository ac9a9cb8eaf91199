"""Servers that a test runs: on this machine only, and gone with it."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

HOST = "127.0.0.1"
PATIENCE = 120.0
"""Seconds until something counts as not coming: machines are busy, and nobody waits longer than it takes."""
_TABLES = {"tcp": "0A", "tcp6": "0A", "udp": "07", "udp6": "07"}
"""The kernel's lists of sockets, and the state of one there that waits for others (see proc_pid_net(5))."""


def free_port() -> int:
    """A port of the loopback interface that nobody listens on at the moment."""
    with socket.socket() as asked:
        asked.bind((HOST, 0))
        port: int = asked.getsockname()[1]
        return port


def wait_until(done: Callable[[], object], what: str) -> None:
    """Ask again and again until the answer is yes. Raises AssertionError when patience has run out."""
    end = time.monotonic() + PATIENCE
    while not done():
        assert time.monotonic() < end, f"after {PATIENCE:g} s still not: {what}"
        time.sleep(0.1)


class Server:
    """A program that listens, with what it says in a log; the kernel ends it when this process dies."""

    def __init__(self, command: Sequence[str | Path], env: Mapping[str, str], log: Path) -> None:
        self.log = log
        with log.open("ab") as out:
            self._process = subprocess.Popen(
                ["setpriv", "--pdeathsig", "KILL", *command],
                env=env,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.STDOUT,
            )

    @property
    def is_up(self) -> bool:
        """Whether it still runs."""
        return self._process.poll() is None

    @property
    def listening(self) -> set[str]:
        """The addresses that it listens on."""
        own = _sockets(self._process.pid)
        found = set()
        for table, waiting in _TABLES.items():
            for line in Path(f"/proc/net/{table}").read_text().splitlines()[1:]:
                fields = line.split()
                if fields[9] in own and fields[3] == waiting:
                    found.add(_address(fields[1].partition(":")[0]))
        return found

    def stop(self) -> None:
        """End it, if need be by force."""
        self._process.terminate()
        try:
            self._process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


def _sockets(process: int) -> set[str]:
    """The inodes of a process's sockets."""
    found = set()
    for entry in Path(f"/proc/{process}/fd").iterdir():
        try:
            target = os.readlink(entry)
        except FileNotFoundError:  # closed meanwhile
            continue
        if target.startswith("socket:["):
            found.add(target[len("socket:[") : -1])
    return found


def _address(words: str) -> str:
    """An address of /proc/net, where each four bytes stand as a number of the machine's own order."""
    raw = b"".join(int(words[at : at + 8], 16).to_bytes(4, sys.byteorder) for at in range(0, len(words), 8))
    return socket.inet_ntop(socket.AF_INET if len(raw) == 4 else socket.AF_INET6, raw)
