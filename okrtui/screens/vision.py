"""Writing the vision, where it stands."""

from functools import partial

from okrtui.screens.base import OkrScreen
from okrtui.screens.prompt import Asked, PromptScreen
from okrtui.widgets.entry import opened
from okrtui.workspace.edits import change
from okrtui.workspace.forms import open_form
from okrtui.workspace.strategy import found_vision


def edit_vision(screen: OkrScreen, top: int | None) -> None:
    """Write the vision where it stands: `top` is its line of the screen, None where it is out of sight."""
    id, written = found_vision(screen.workspace)
    form = open_form(screen.workspace, "workspace", id)
    entry = opened(" ".join(written.split("\n")))

    def save(_: int, said: str) -> None:
        screen.okrtui.carry_out(
            partial(change, screen.workspace, form, {"vision": said.strip() or None}),
            lambda changed: screen.okrtui.say("Saved: the vision" if changed else "Nothing was changed", "u undo"),
        )

    asked = Asked("" if top is not None else "Vision", entry)
    screen.app.push_screen(PromptScreen([asked], save, glyphs=screen.glyphs, top=top))
