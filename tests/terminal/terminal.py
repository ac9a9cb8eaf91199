"""A program in a pseudo-terminal, and the person in front of it."""

import codecs
import contextlib
import errno
import os
import re
import shlex
import signal
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Self

from ptyprocess import PtyProcess

from tests.terminal import picture
from tests.terminal.keys import encode
from tests.terminal.screen import Cell, Screen
from tests.terminal.sequences import Splitter

PATIENCE = 10.0
"""Seconds that a wait lasts unless told otherwise; a wait ends as soon as it is fulfilled."""


class NotShown(AssertionError):
    """What was waited for did not come; the message holds the screen."""


class Terminal:
    """Starts a program in a terminal of its own.

    Args:
        command: The program with its arguments; a string is split as a shell would.
        size: Columns and rows.
        env: Changes to this process's environment; None takes a variable away: without COLORTERM the terminal
            has 256 colours.
        cwd: Where it starts.

    As a context manager it kills the program at the end.
    """

    def __init__(
        self,
        command: str | Sequence[str],
        size: tuple[int, int] = (80, 24),
        env: Mapping[str, str | None] | None = None,
        cwd: Path | None = None,
    ) -> None:
        self.presses = 0
        """Key presses so far, typed text not counted."""
        self.typed = 0
        """Characters typed so far."""
        self.frames: list[float] = []
        """When, in seconds of `time.monotonic`, the program finished each synchronised frame."""
        self._heard = bytearray()
        self._over = False
        self._changed = threading.Condition(threading.RLock())
        self._screen = Screen(*size, answer=self._send)
        arguments = shlex.split(command) if isinstance(command, str) else list(command)
        self._process = PtyProcess.spawn(
            arguments, cwd=cwd, env=_environment(env or {}), dimensions=(size[1], size[0])
        )
        self._reader = threading.Thread(target=self._listen, name=f"terminal {arguments[0]}", daemon=True)
        self._reader.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # What the person does

    def keys(self, *names: str) -> None:
        """Presses keys one after the other: `keys("j", "enter", "shift+tab", "ctrl+p")`."""
        for name in names:
            self._send(encode(name, kitty=self._screen.kitty_keyboard))
            self.presses += 1

    def type(self, text: str) -> None:
        """Types text, character by character."""
        self._send(text)
        self.typed += len(text)

    def resize(self, columns: int, rows: int) -> None:
        """Pulls the window to another size."""
        with self._changed:
            self._screen.resize(lines=rows, columns=columns)
        self._process.setwinsize(rows, columns)

    # What the person sees

    @property
    def text(self) -> list[str]:
        """The screen's rows, without the blanks at their ends."""
        with self._changed:
            return self._screen.text()

    @property
    def cells(self) -> list[list[Cell]]:
        """The screen's cells with their colours, row by row."""
        with self._changed:
            return self._screen.rows()

    @property
    def cursor(self) -> tuple[int, int] | None:
        """Column and row of the cursor, from 0; None while it is hidden."""
        with self._changed:
            cursor = self._screen.cursor
            return None if cursor.hidden else (min(cursor.x, self._screen.columns - 1), cursor.y)

    @property
    def raw(self) -> bytes:
        """Every byte that the program wrote."""
        with self._changed:
            return bytes(self._heard)

    def wait_for(self, sought: str | re.Pattern[str], timeout: float = PATIENCE) -> None:
        """Waits until a text, or a match of a pattern, is on the screen (rows are joined by newlines).

        Raises:
            NotShown: It did not come within `timeout` seconds, or the program ended without it.
        """
        self._wait(lambda: _shows(self._screen, sought), timeout, f"never showed {sought!r}")

    def wait_gone(self, sought: str | re.Pattern[str], timeout: float = PATIENCE) -> None:
        """Waits until a text, or a match of a pattern, is no longer on the screen.

        Raises:
            NotShown: It stayed.
        """
        self._wait(lambda: not _shows(self._screen, sought), timeout, f"went on showing {sought!r}")

    def settle(self, quiet: float = 0.2, timeout: float = PATIENCE) -> None:
        """Waits until the program has written nothing for `quiet` seconds, as before a picture.

        Raises:
            NotShown: It never paused.
        """
        end = time.monotonic() + timeout
        with self._changed:
            while self._changed.wait(quiet) and not self._over:
                if time.monotonic() > end:
                    raise NotShown(self._told("never paused"))

    def picture(self, path: Path, title: str = "okrtui") -> None:
        """Writes the screen as a PNG file; needs what scripts/install-system-parts.sh installs."""
        picture.write_png(picture.svg(self.cells, self.cursor, title), path)

    # The end

    def wait(self, timeout: float = PATIENCE) -> int:
        """Waits until the program has ended by itself.

        Returns:
            Its exit code; minus the signal's number if a signal ended it.

        Raises:
            NotShown: It still runs.
        """
        self._wait(lambda: self._over, timeout, "still runs")
        self._reader.join()
        self._process.wait()
        killed_by: int | None = self._process.signalstatus
        status: int | None = self._process.exitstatus
        return -killed_by if killed_by is not None else status or 0

    def kill(self, number: int = signal.SIGKILL) -> None:
        """Sends a signal to the program; `wait` then tells how it ended."""
        self._process.kill(number)

    def close(self) -> None:
        """Kills the program, and what it has started, if it still runs; gives the terminal back."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._reader.join(PATIENCE)
        self._process.close()

    # Behind the glass

    def _listen(self) -> None:
        """Reads until the program and its children have let go of the terminal."""
        decoder = codecs.getincrementaldecoder("utf-8")("replace")
        splitter = Splitter()
        while heard := _read(self._process.fd):
            now = time.monotonic()
            with self._changed:
                self._heard += heard
                self._screen.obey(splitter.feed(decoder.decode(heard)))
                self.frames += [now] * (self._screen.frames - len(self.frames))
                self._changed.notify_all()
        with self._changed:
            self._screen.release()
            self._over = True
            self._changed.notify_all()

    def _send(self, text: str) -> None:
        rest = text.encode()
        try:
            while rest:
                rest = rest[os.write(self._process.fd, rest) :]
        except OSError as error:
            if error.errno not in (errno.EIO, errno.EBADF):  # nobody listens any more
                raise

    def _wait(self, done: Callable[[], bool], timeout: float, complaint: str) -> None:
        with self._changed:
            self._changed.wait_for(lambda: done() or self._over, timeout)
            if not done():
                raise NotShown(self._told(complaint))

    def _told(self, complaint: str) -> str:
        ended = " (the program has ended)" if self._over else ""
        return "\n".join([f"{complaint}{ended}; the screen:", *(f"| {row}" for row in self._screen.text())])


def _environment(changes: Mapping[str, str | None]) -> dict[str, str]:
    own = {"TERM": "xterm-256color", "COLORTERM": "truecolor"}
    # COLUMNS and LINES would speak louder than the terminal's real size.
    merged = {**os.environ, **own, "COLUMNS": None, "LINES": None, **changes}
    return {name: value for name, value in merged.items() if value is not None}


def _shows(screen: Screen, sought: str | re.Pattern[str]) -> bool:
    shown = "\n".join(screen.text())
    return sought in shown if isinstance(sought, str) else sought.search(shown) is not None


def _read(descriptor: int) -> bytes:
    try:
        return os.read(descriptor, 1 << 16)
    except OSError:  # EIO: the last one has let go; EBADF: closed from this side
        return b""
