"""Somebody in front of the app: presses keys, counts them, reads what the screen says."""

from typing import Any

from textual.events import Key
from textual.keys import key_to_character
from textual.pilot import Pilot
from textual.screen import Screen

from okrtui.app import OkrtuiApp
from okrtui.workspace.scores import Scores, scores_of
from okrtui.workspace.workspace import Workspace
from tests.screens.pair import settled, shown


class Seat:
    """Somebody in front of the app."""

    def __init__(self, pilot: Pilot[str], workspace: Workspace) -> None:
        self.pilot = pilot
        self.workspace = workspace
        self.presses = 0

    async def press(self, *keys: str) -> None:
        """Press keys one after the other, and wait until they have done their work."""
        for key in keys:
            self.presses += 1
            await self.pilot.press(key)
        await settled(self.pilot)

    async def burst(self, *keys: str) -> None:
        """Press keys without a breath between them."""
        await self.pilot.press(*keys)
        await settled(self.pilot)

    async def at_once(self, *keys: str) -> None:
        """Press keys, each before anything was done about the one before."""
        for key in keys:
            self.pilot.app.post_message(Key(key, key_to_character(key)))
        await settled(self.pilot)

    async def write(self, text: str) -> None:
        """Type a text; it does not count as key presses."""
        for letter in text:
            await self.pilot.press({" ": "space", ",": "comma"}.get(letter, letter))
        await settled(self.pilot)

    @property
    def text(self) -> str:
        assert isinstance(self.pilot.app, OkrtuiApp)
        return shown(self.pilot.app)

    def line(self, part: str) -> str:
        """The first line of the screen that has a text, its words one blank apart."""
        return next((" ".join(each.split()) for each in self.text.splitlines() if part in each), "")

    def is_at(self, kind: type[Screen[Any]]) -> bool:
        """Whether a screen of a kind is uppermost."""
        return isinstance(self.pilot.app.screen, kind)

    def scores(self, key_result: str) -> Scores:
        return scores_of(self.workspace, key_result)
