"""The lines above the Cascade: what makes the tree, which cycle and statuses show, and the keys that change that."""

from typing import NamedTuple

from textual.reactive import reactive

from okrtui.widgets.cells import fit, width_of
from okrtui.widgets.line import Line
from okrtui.widgets.tones import Segments, Tone, length, spread


class Scope(NamedTuple):
    """What shows; what is not as usual stands out."""

    by: str = "organisation"
    cycle: str = ""
    is_other_cycle: bool = False
    has_cycles: bool = False
    """Whether there is another cycle to go to."""
    statuses: str = ""
    is_by_status: bool = False
    is_typing: bool = False


class ScopeLine(Line):
    """`a by organisation   [ 2026-Q4 ]   f all statuses   / filter`; a, the brackets and f are the keys."""

    scope: reactive[Scope] = reactive(Scope(), layout=True)

    def get_content_width(self, *_: object) -> int:
        """As wide as what it says."""
        return length(self.segments(0))

    def segments(self, width: int) -> Segments:
        """The parts, each with its key."""
        scope = self.scope
        tone = Tone.MUTED if scope.by == Scope().by else Tone.ACCENT
        line: Segments = [(" a ", Tone.STRONG), (f"by {scope.by}", tone)]
        if scope.cycle:
            tone = Tone.ACCENT if scope.is_other_cycle else Tone.MUTED
            brackets = ("[ ", " ]") if scope.has_cycles else ("", "")
            line += [(f"   {brackets[0]}", Tone.STRONG), (scope.cycle, tone), (brackets[1], Tone.STRONG)]
        tone = Tone.ACCENT if scope.is_by_status else Tone.MUTED
        line += [("   f ", Tone.STRONG), (scope.statuses, tone), ("   ", Tone.PLAIN)]
        return line if scope.is_typing else [*line, ("/", Tone.STRONG), (" filter", Tone.MUTED)]


class LadderLine(Line):
    """Above the tree by alignment: how much of the company ladders up, or whose way alone is shown."""

    DEFAULT_CSS = "LadderLine { display: none; }"

    words: reactive[str] = reactive("")
    """What it says; nothing hides it."""
    whose: reactive[str] = reactive("")
    """The title of what alone is looked at."""

    def watch_words(self) -> None:
        """Come and go."""
        self.display = bool(self.words or self.whose)

    def watch_whose(self) -> None:
        """Come and go."""
        self.display = bool(self.words or self.whose)

    def segments(self, width: int) -> Segments:
        """The words, or the focus and the way out."""
        if not self.whose:
            keys: Segments = [("o", Tone.STRONG), (" up and down   ", Tone.MUTED)]
            keys += [("W", Tone.STRONG), (" who works with whom ", Tone.MUTED)]
            said: Segments = [(f" {self._words_in(width - 1)}", Tone.MUTED)]
            return spread(said, keys, width) if length(said) + length(keys) < width else said
        before, behind = " up and down from ", "   esc everything"
        title = fit(self.whose, max(1, width - len(before) - len(behind) - 1), self.glyphs.ellipsis)
        key, words = behind[:6], behind[6:]
        return [(before, Tone.MUTED), (title, Tone.ACCENT), (key, Tone.STRONG), (words, Tone.MUTED)]

    def _words_in(self, width: int) -> str:
        """The words; where there is little room, without what follows a comma, and then without saying of what."""
        whole, short = self.words, self.words.partition(",")[0]
        shortest = short.replace(" of objectives", "")
        fitting = next((words for words in (whole, short) if width_of(words) <= width), shortest)
        return fit(fitting, width, self.glyphs.ellipsis)
