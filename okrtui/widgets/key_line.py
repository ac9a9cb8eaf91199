"""The one line at the bottom: the keys that count here, or for some seconds what has just happened."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from textual import events
from textual.reactive import reactive
from textual.screen import Screen
from textual.timer import Timer

from okrtui.widgets.keys import Act, acts_of
from okrtui.widgets.line import Line
from okrtui.widgets.tones import Segments, Tone, fit_segments, length

_GAPS = (3, 2)


def fitting_acts(acts: Sequence[Act], width: int) -> tuple[list[Act], int]:
    """The acts that a line of `width` cells has room for, and the gap between them.

    Acts give way from the right, but the last one stays: it is how one gets out.
    """
    needed = sum(length(_act_segments(act)) for act in acts)
    for gap in _GAPS:
        if needed + gap * (len(acts) - 1) <= width:
            return list(acts), gap
    *others, last = acts
    room = width - length(_act_segments(last))
    kept: list[Act] = []
    for act in others:
        room -= length(_act_segments(act)) + gap
        if room < 0:
            break
        kept.append(act)
    return [*kept, last], gap


def _act_segments(act: Act) -> Segments:
    return [(act.keys[0], Tone.STRONG), (f" {act.description}", Tone.MUTED)]


class Notice(NamedTuple):
    """What has just happened, and how to take it back."""

    text: str
    hint: str = ""
    tone: Tone = Tone.PLAIN


class KeyLine(Line):
    """The keys of the active bindings, as many as fit; `say` puts a quiet notice in their place."""

    DEFAULT_CSS = "KeyLine { dock: bottom; }"

    acts: reactive[tuple[Act, ...]] = reactive(())
    """What the line offers; taken from the screen's active bindings, which are shown in their order."""
    notice: reactive[Notice | None] = reactive(None)
    """What is said in place of the keys."""

    _silence: Timer | None = None

    def on_mount(self) -> None:
        """Follow the screen's bindings."""
        self.screen.bindings_updated_signal.subscribe(self, self._take_bindings)
        self._take_bindings(self.screen)

    def _take_bindings(self, screen: Screen[Any]) -> None:
        acts = acts_of(screen.active_bindings.values(), self.glyphs)
        self.acts = tuple(act for act in acts if act.show)

    def say(self, text: str, hint: str = "", tone: Tone = Tone.PLAIN, seconds: float | None = 6.0) -> None:
        """Say in one line what has happened: `Checked in 25.5 % · u undo`.

        Args:
            text: What has happened; cut where it is too long.
            hint: How to take it back or go on; kept whole while there is room for it.
            tone: The tone of the text.
            seconds: How long it stays; None: until something else is said.
        """
        if self._silence is not None:
            self._silence.stop()
        self.notice = Notice(text, hint, tone)
        self._silence = None if seconds is None else self.set_timer(seconds, self.hush)

    def hush(self) -> None:
        """Show the keys again."""
        self.notice = None

    def segments(self, width: int) -> Segments:
        """The notice or the keys, a blank cell at both ends."""
        inner = max(0, width - 2)
        line = self._keys(inner) if self.notice is None else self._said(self.notice, inner)
        return [(" ", Tone.PLAIN), *fit_segments(line, inner, self.glyphs.ellipsis)]

    def _said(self, notice: Notice, width: int) -> Segments:
        if not notice.hint:
            return [(notice.text, notice.tone)]
        hint: Segments = [(f" {self.glyphs.dot} ", Tone.FAINT), (notice.hint, Tone.MUTED)]
        text: Segments = [(notice.text, notice.tone)]
        return [*fit_segments(text, max(0, width - length(hint)), self.glyphs.ellipsis), *hint]

    def _keys(self, width: int) -> Segments:
        acts, gap = fitting_acts(self.acts, width) if self.acts else ([], 0)
        line: Segments = []
        for act in acts:
            line += [*_act_segments(act), (" " * gap, Tone.PLAIN)]
        return line[:-1]

    def on_click(self, event: events.Click) -> None:
        """Press the key that was clicked; a notice only goes away."""
        if self.notice is not None:
            self.hush()
            return
        if not self.acts:
            return
        acts, gap = fitting_acts(self.acts, max(0, self.size.width - 2))
        start = 1
        for act in acts:
            end = start + length(_act_segments(act))
            if start <= event.x < end:
                self.app.simulate_key(act.press)
            start = end + gap
