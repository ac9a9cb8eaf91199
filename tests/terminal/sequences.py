"""Splits what a program writes into text and control sequences (ECMA-48, xterm's ctlseqs)."""

import re
from collections.abc import Iterator
from typing import NamedTuple


class Text(NamedTuple):
    """Characters to show."""

    text: str


class Control(NamedTuple):
    """One control character, such as a line feed."""

    character: str


class Csi(NamedTuple):
    """`ESC [ prefix numbers intermediates final`, for example `ESC [ ? 25 l`; a number left out is 0."""

    prefix: str
    numbers: tuple[int, ...]
    intermediates: str
    final: str


class String(NamedTuple):
    """`ESC introducer text ST`: an operating system command (`]`), a device control string (`P`) …"""

    introducer: str
    text: str


class Escape(NamedTuple):
    """Any other escape sequence: `ESC 7`, `ESC ( B`."""

    intermediates: str
    final: str


Token = Text | Control | Csi | String | Escape

_TOKEN = re.compile(
    r"""
      (?P<text>[^\x00-\x1f\x7f-\x9f]+)
    | (?P<control>[\x00-\x1a\x1c-\x1f\x7f-\x9f])
    | \x1b\[(?P<prefix>[<=>?]?)(?P<numbers>[\d;:]*)(?P<between>[ -/]*)(?P<csi>[@-~])
    | \x1b(?P<string>[\]PX^_])(?P<payload>[^\x07\x1b]*)(?:\x07|\x1b\\)
    | \x1b(?P<intermediates>[ -/]*)(?P<escape>[0-OQ-WYZ\\`-~])
    """,
    re.VERBOSE,
)
_UNFINISHED = re.compile(r"\x1b(?:\[[<=>?]?[\d;:]*[ -/]*|[\]PX^_][^\x07\x1b]*\x1b?|[ -/]*)\Z")


class Splitter:
    """Splits a stream that arrives in pieces; a sequence cut in two waits for its rest."""

    def __init__(self) -> None:
        self._rest = ""

    def feed(self, piece: str) -> Iterator[Token]:
        """The tokens that `piece` completes. A malformed sequence loses its escape and is read as text."""
        stream, self._rest = self._rest + piece, ""
        position = 0
        while position < len(stream):
            if match := _TOKEN.match(stream, position):
                yield _token(match)
                position = match.end()
            elif _UNFINISHED.match(stream, position):
                self._rest = stream[position:]
                return
            else:
                position += 1


def _token(match: re.Match[str]) -> Token:
    match match.lastgroup:
        case "text":
            return Text(match["text"])
        case "control":
            return Control(match["control"])
        case "csi":
            return Csi(match["prefix"], _numbers(match["numbers"]), match["between"], match["csi"])
        case "payload":
            return String(match["string"], match["payload"])
    return Escape(match["intermediates"], match["escape"])


def _numbers(written: str) -> tuple[int, ...]:
    """Sub-parameters (`4:3`, a curly underline) are read as their first number."""
    if not written:
        return ()
    return tuple(int(number.partition(":")[0] or 0) for number in written.split(";"))
