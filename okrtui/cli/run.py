"""Running a command: whatever goes wrong becomes one line and an exit code."""

import os
import sys

import click

from okrtui.cli.failure import BROKEN_PIPE, failure_of
from okrtui.cli.group import okrtui
from okrtui.cli.printing import complain
from okrtui.cli.session import Session


def run(words: list[str]) -> int:
    """Run `okrtui` with some arguments; the exit code."""
    _print_what_can_be_printed()
    try:
        try:
            with okrtui.make_context("okrtui", list(words), obj=Session(os.environ)) as context:
                okrtui.invoke(context)
            code = 0
        except click.exceptions.Exit as leaving:
            code = leaving.exit_code
        sys.stdout.flush()
    except BrokenPipeError:  # whoever read the output has heard enough
        _let_go_of_output()
        return BROKEN_PIPE
    except (Exception, KeyboardInterrupt) as error:
        failure = failure_of(error)
        if failure.is_bug and os.environ.get("OKRTUI_DEBUG"):
            raise
        complain(failure.message, failure.exit_code, as_json="--json" in words)
        try:
            sys.stdout.flush()
        except OSError:  # as when the disk is full
            _let_go_of_output()
        return failure.exit_code
    return code


def _let_go_of_output() -> None:
    """Let what could not be written be lost: Python writes it once more at the process's end, and would stumble."""
    sys.stdout = open(os.devnull, "w")  # noqa: SIM115  # it ends with the process


def _print_what_can_be_printed() -> None:
    """Where the terminal's encoding lacks a character, let a `?` stand for it."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")
