"""Hooks while the app is open: they run in a thread of their own, and what goes wrong is one quiet line."""

import os
from collections.abc import Callable
from typing import TYPE_CHECKING

from textual.message import Message

from okrtui.errands import ErrandApp
from okrtui.workspace.workspace import Workspace

if TYPE_CHECKING:
    from okrtui.workspace.hooks.keeper import Keeper

_LAST_HOOKS = 10.0
"""Seconds that the hooks which still run or wait may take once the app has closed."""


class HookedApp(ErrandApp):
    """An app that runs the hooks for what happens in it."""

    hooks: "Keeper | None" = None
    """What runs them; None where there are none."""
    farewell = ""
    """What is left to say when the app has closed."""

    class HookFailed(Message):
        """Something went wrong with a hook."""

        def __init__(self, trouble: str) -> None:
            super().__init__()
            self.trouble = trouble

    def begin_hooks(self, workspace: Workspace, is_receiving: Callable[[], bool]) -> None:
        """Run the hooks from now on; of what a long pull brings when it is over."""
        from okrtui.workspace.hooks.keeper import keep_hooks

        self.hooks = keep_hooks(workspace, os.environ, self._hook_failed, is_receiving=is_receiving)
        if self.hooks:
            self.hooks.look_at_all()
            self.hooks.start()

    def finish_hooks(self) -> None:
        """Let the hooks end that still run or wait, but not for long; the app has closed."""
        if self.hooks:
            self.hooks.finish(_LAST_HOOKS)

    def _hook_failed(self, trouble: str) -> None:
        if self.is_running:
            self.post_message(self.HookFailed(trouble))
        else:
            self.farewell = "\n".join(part for part in (self.farewell, trouble) if part)

    def on_hooked_app_hook_failed(self, message: HookFailed) -> None:
        """Say it quietly: what the hook was to tell of is done all the same, and is said before."""
        self.say_soon(message.trouble, "okrtui hooks")
