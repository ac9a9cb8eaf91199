"""Reminding: who has the app open while a day begins is told once what that day brings, as soon as they are there."""

from functools import partial

from textual import events

from okrtui.hooked import HookedApp
from okrtui.workspace.workspace import Workspace


class RemindingApp(HookedApp):
    """An app that may be left open over night."""

    _unsaid = ""
    """What is to be said at the next key."""

    def day_begins(self, workspace: Workspace) -> None:
        """Find out what the day brings."""
        from okrtui.workspace.reminders import reminder

        self.act(partial(reminder, workspace), self._take_reminder)

    def _take_reminder(self, words: str) -> None:
        self._unsaid = words

    async def on_event(self, event: events.Event) -> None:
        """Say it once somebody is there: at midnight nobody reads it."""
        await super().on_event(event)
        if self._unsaid and isinstance(event, events.Key | events.MouseDown):
            words, self._unsaid = self._unsaid, ""
            self.say_soon(words)
