"""What goes wrong, in one line for a person and an exit code for a script."""

import os
import traceback
from typing import NamedTuple

import click

from okrtui.workspace.errors import StoreError, UsageError
from okrtui.workspace.reading import clean_line

DONE = 0
FINDINGS = 1
"""There are findings, or the answer is no."""
WRONG_USAGE = 2
DAMAGED = 3
"""Data is damaged, or cannot be read or written."""
FOLDER_AWAY = 4
BUG = 70
INTERRUPTED = 130
BROKEN_PIPE = 141


class Failure(NamedTuple):
    """One line, and the exit code."""

    message: str
    exit_code: int
    is_bug: bool = False


def failure_of(error: BaseException) -> Failure:
    """What to say and to return for an exception."""
    if isinstance(error, UsageError | StoreError):
        return Failure(_line(str(error)), error.exit_code)
    if isinstance(error, click.ClickException):
        return Failure(_usage(error), WRONG_USAGE)
    if isinstance(error, KeyboardInterrupt | click.Abort):
        return Failure("interrupted", INTERRUPTED)
    if isinstance(error, OSError):
        where = f"{error.filename}: " if error.filename else ""
        words = os.strerror(error.errno).lower() if error.errno else str(error)
        way_out = "; check its owner and mode" if isinstance(error, PermissionError) else ""
        return Failure(_line(f"{where}{words}{way_out}"), DAMAGED)
    if isinstance(error, ValueError) and _is_of_a_field(error):
        return Failure(_line(str(error)), WRONG_USAGE)
    place = traceback.extract_tb(error.__traceback__)[-1]
    where = f"{os.path.basename(place.filename)}:{place.lineno}"
    why = f"{type(error).__name__}: {error}"
    return Failure(_line(f"a bug in okrtui, at {where}: {why}; OKRTUI_DEBUG=1 shows more"), BUG, is_bug=True)


def _usage(error: click.ClickException) -> str:
    message = _line(error.format_message()).rstrip(".")
    context = error.ctx if isinstance(error, click.UsageError) else None
    return f"{message}; `{context.command_path} --help` shows how" if context else message


def _is_of_a_field(error: ValueError) -> bool:
    """Whether it is what someone wrote that is wrong. Imported only now: most commands never need the models."""
    from okrtui.okr.kinds import KindError, WordError
    from okrtui.okr.models import DayError, FieldError
    from okrtui.okr.number import NumberError
    from okrtui.settings_file import SettingsError

    return isinstance(error, FieldError | NumberError | KindError | WordError | DayError | SettingsError)


def _line(text: str) -> str:
    return " ".join(clean_line(text).split())
