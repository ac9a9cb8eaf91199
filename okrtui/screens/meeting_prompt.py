"""Typing what goes into the minutes: a decision, or with tab a note."""

from collections.abc import Callable

from textual import events

from okrtui.screens.prompt import Asked, PromptScreen
from okrtui.widgets.entry import opened
from okrtui.widgets.glyphs import GlyphSet

Written = Callable[[bool, str], None]
"""Told whether it is a decision, and what was typed."""


class MinutePrompt(PromptScreen):
    """Asks for one line of the minutes. What is typed and left is told to `left`."""

    BINDING_GROUP_TITLE = "For the minutes"

    def __init__(
        self,
        about: str,
        written: Written,
        *,
        glyphs: GlyphSet,
        is_decision: bool = True,
        text: str = "",
        left: Callable[[str], None],
    ) -> None:
        """`about` is what it is said of; `text` what it begins with."""
        self._about = about
        self._is_decision = is_decision
        asked = self._asked_now(text)
        super().__init__([asked], lambda _, said: written(self._is_decision, said), glyphs=glyphs, left=left)

    def _asked_now(self, text: str) -> Asked:
        word, other = ("Decision", "a note") if self._is_decision else ("Note", "a decision")
        return Asked(
            self._about,
            opened(text),
            label=word,
            hints=(("enter", "keeps it"), ("tab", f"makes it {other}"), ("esc", "leaves it")),
            check=lambda said: "" if said.strip() else "say it in a few words, or esc leaves it",
        )

    def on_key(self, event: events.Key) -> None:
        """Tab changes what it is."""
        if event.key == "tab":
            event.stop()
            event.prevent_default()
            self._is_decision = not self._is_decision
            self._asked = [self._asked_now("")]
            self._show()
