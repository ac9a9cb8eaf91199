"""Printing: results as text or JSON on stdout, notes and errors as one line each on stderr."""

import os
import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Any

import click

from okrtui.workspace.reading import clean, clean_line

WIDTH_WITHOUT_TERMINAL = 100
_LONG = 20
"""Steps from which on something shows how far it is."""


def emit(as_json: bool, facts: Any, text: Callable[[], str]) -> None:
    """Print facts as JSON, or as text, which is cleaned on its way."""
    click.echo(json_of(facts) if as_json else clean(text()))


def json_of(facts: Any) -> str:
    """Facts as indented JSON."""
    import orjson

    return orjson.dumps(facts, option=orjson.OPT_INDENT_2).decode()


def note(message: str, *, as_json: bool) -> None:
    """Say something in passing, on stderr."""
    _stderr({"note": clean_line(message)} if as_json else f"okrtui: {clean_line(message)}")


def complain(message: str, exit_code: int, *, as_json: bool) -> None:
    """Say what went wrong, on stderr."""
    _stderr({"error": message, "exit_code": exit_code} if as_json else f"okrtui: {message}")


def _stderr(said: str | dict[str, object]) -> None:
    if isinstance(said, dict):
        import orjson

        said = orjson.dumps(said).decode()
    with suppress(OSError):  # nobody listens
        click.echo(said, err=True)


def width() -> int:
    """The cells that a line may take."""
    if not sys.stdout.isatty():
        return WIDTH_WITHOUT_TERMINAL
    return max(40, shutil.get_terminal_size((WIDTH_WITHOUT_TERMINAL, 24)).columns)


def is_coloured() -> bool:
    """Whether colours are welcome: on a terminal that has them, unless NO_COLOR asks for none."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM", "dumb") != "dumb"


def pairs(rows: Sequence[tuple[str, str]]) -> str:
    """Names and what they are, one under the other; blank ones left out."""
    shown = [(name, said) for name, said in rows if said]
    column = max((len(name) for name, _ in shown), default=0) + 2
    indent = "\n" + " " * column
    return "\n".join(f"{name:{column}}{said.replace(chr(10), indent)}" for name, said in shown)


def count(number: int, one: str, many: str | None = None) -> str:
    """`1 conflict`, `2 conflicts`."""
    return f"{number} {one if number == 1 else many or one + 's'}"


@contextmanager
def progress_bar(label: str, *, shown: bool) -> Iterator[Callable[[int, int], None] | None]:
    """What shows on stderr how far something is (steps done, steps to do), where it is long and somebody looks."""
    if not shown or not sys.stderr.isatty():
        yield None
        return
    bars: list[Any] = []

    def show(done: int, total: int) -> None:
        if not bars and total >= _LONG:
            bars.append(click.progressbar(length=total, label=label, file=sys.stderr))
        for bar in bars:
            bar.update(done - bar.pos)

    try:
        yield show
    finally:
        for bar in bars:
            bar.render_finish()


@contextmanager
def receiving(way_on: str, *, as_json: bool) -> Iterator[Callable[[int, int], None] | None]:
    """Shows how far a pull is. Where it is interrupted, it says that what has come is kept, and how to go on."""
    try:
        with progress_bar("receiving", shown=not as_json) as progress:
            yield progress
    except KeyboardInterrupt:
        note(f"what has come is kept; {way_on}", as_json=as_json)
        raise
