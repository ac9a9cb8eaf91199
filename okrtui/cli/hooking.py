"""Hooks on the command line: they run when the command has said what it has to say, and never change how it ends."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from okrtui.cli.printing import note
from okrtui.workspace.workspace import Workspace

if TYPE_CHECKING:
    from okrtui.cli.session import Session
    from okrtui.workspace.hooks.keeper import Keeper

_FOLDER = "hooks"
_PATIENCE = 60.0
"""Seconds that all hooks of a command may take together."""


@contextmanager
def hooks_kept(session: "Session", workspace: Workspace, *, looks_at_all: bool = False) -> Iterator["Keeper | None"]:
    """Run the hooks for what happens in the block, when it is left; None where there are none.

    With `looks_at_all`, a status that has changed because time has passed counts, too.
    """
    if not os.path.lexists(workspace.home / _FOLDER):
        yield None
        return
    from okrtui.workspace.hooks.keeper import keep_hooks  # most people have none

    keeper = keep_hooks(workspace, session.environment, lambda text: note(text, as_json=session.as_json))
    if keeper is None:
        yield None
        return
    keeper.see()
    patience = _PATIENCE
    try:
        yield keeper
    except KeyboardInterrupt:
        patience = 0.0
        raise
    finally:
        if looks_at_all:
            keeper.look_at_all()
        keeper.finish(patience)
