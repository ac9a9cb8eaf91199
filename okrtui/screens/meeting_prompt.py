"""Writing down what goes into the minutes: a decision, or with tab a note. It may have several lines."""

from collections.abc import Callable

from textual import events

from okrtui.screens.write import WriteScreen
from okrtui.widgets.glyphs import GlyphSet
from okrtui.widgets.tones import Segments, Tone, fit_segments
from okrtui.widgets.writing import Writing

Written = Callable[[bool, str], None]
"""Told whether it is a decision, and what was written."""


class MinutePrompt(WriteScreen):
    """Asks for a decision or a note. What is written and left is told to `left`."""

    BINDING_GROUP_TITLE = "For the minutes"

    def __init__(
        self, about: str, written: Written, *, glyphs: GlyphSet, text: str = "", left: Callable[[str], None]
    ) -> None:
        """`about` is what it is said of; `text` what it begins with."""
        self._about = about
        self._is_decision = True
        super().__init__("", Writing(text), lambda said: written(self._is_decision, said), glyphs=glyphs, left=left)
        self._ask()

    def _ask(self) -> None:
        self._question = f"{'Decision' if self._is_decision else 'Note'}: {self._about}"

    def on_key(self, event: events.Key) -> None:
        """Tab changes what it is."""
        if event.key == "tab":
            event.stop()
            event.prevent_default()
            self._is_decision = not self._is_decision
            self._ask()
            self._show()

    def _foot(self, width: int) -> Segments:
        if self._error:
            return super()._foot(width)
        other = "a note" if self._is_decision else "a decision"
        hints = (("enter", "keeps it"), ("tab", f"makes it {other}"), ("ctrl+j", "new line"), ("esc", "leaves it"))
        found: Segments = []
        for key, words in hints:
            found += [(key, Tone.STRONG), (f" {words}   ", Tone.MUTED)]
        return fit_segments(found, width, self._glyphs.ellipsis)
