"""Plain questions, a line each: for terminals that can do no more, for pipes and for files."""

import sys
from collections.abc import Callable
from typing import TypeVar

import click

from okrtui.workspace.errors import UsageError
from okrtui.workspace.reading import clean_line

T = TypeVar("T")


class Stopped(Exception):
    """There is no more input."""


def say(text: str = "") -> None:
    """Print a line."""
    click.echo(clean_line(text))


def ask(question: str, default: str = "") -> str:
    """What is answered, without blanks around it; `default` for a blank line. Raises Stopped at the input's end."""
    shown = f" [{default}]" if default else ""
    click.echo(f"{clean_line(f'{question}{shown}')}: ", nl=False)
    raw = sys.stdin.buffer.readline()
    if not raw:
        click.echo()
        raise Stopped
    answer = clean_line(raw.decode(errors="replace")).strip()
    if not sys.stdin.isatty():  # nobody has typed it where one reads
        click.echo(answer)
    return answer or default


def ask_until(question: str, read: Callable[[str], T], default: str = "") -> T:
    """What `read` makes of the answer. While it raises ValueError or UsageError, that is said, and it is asked again.

    Raises Stopped.
    """
    while True:
        try:
            return read(ask(question, default))
        except (ValueError, UsageError) as error:
            say(f"  {getattr(error, 'why', error)}")
