"""The command line from outside. `okrtui nudge`, which runs at every login, goes its own short way."""

import gc
import os
import sys


def main(args: list[str] | None = None) -> int:
    """Run `okrtui` with some arguments (by default the process's own); the exit code."""
    words = list(sys.argv[1:] if args is None else args)
    if words[:1] == ["nudge"]:
        from okrtui.cli.nudge import nudge

        code = nudge(words[1:], dict(os.environ))
        if code is not None:
            return code
    gc.disable()  # What is imported stays: there is nothing to collect before the command begins, which enables it.
    from okrtui.cli.run import run

    return run(words)
