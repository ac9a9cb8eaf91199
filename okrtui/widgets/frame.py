"""The two lines on top of every screen: where and who one is, and the screens there are."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from textual import events
from textual.message import Message
from textual.reactive import reactive

from okrtui.widgets.cells import fit, width_of
from okrtui.widgets.glyphs import UNICODE, GlyphSet
from okrtui.widgets.line import Line
from okrtui.widgets.tones import Segment, Segments, Tone, length, spread

# How the parts of the title give way where there is too little room: which, and down to how many cells.
_GIVING_WAY = (
    ("workspace", 16),
    ("person", 10),
    ("workspace", 8),
    ("clock", 0),
    ("person", 0),
    ("period", 0),
    ("workspace", 0),
)


class Title(NamedTuple):
    """What the title line says. The word about the sync is never cut while anything else is left."""

    workspace: str = ""
    period: str = ""
    """The cycle and its week: `2026-Q4 · week 8/14`."""
    sync: str = ""
    """How this replica stands to the others, glyph and all: `✓ in step`."""
    sync_tone: Tone = Tone.MUTED
    person: str = ""
    clock: str = ""


def title_segments(title: Title, width: int, glyphs: GlyphSet = UNICODE) -> Segments:
    """The title in exactly `width` cells, a blank cell at both ends."""
    parts = {
        "workspace": title.workspace,
        "period": title.period,
        "person": title.person,
        "clock": title.clock,
    }
    sync = (title.sync, title.sync_tone)
    left, right = _title_sides(parts, sync, glyphs)
    inner = max(0, width - 2)
    for part, least in _GIVING_WAY:
        over = length(left) + length(right) + 2 - inner
        if over <= 0:
            break
        kept = max(least, width_of(parts[part]) - over) if least else 0
        parts[part] = fit(parts[part], kept, glyphs.ellipsis)
        left, right = _title_sides(parts, sync, glyphs)
    return [(" ", Tone.PLAIN), *spread(left, right, inner, glyphs.ellipsis), (" ", Tone.PLAIN)]


def _title_sides(parts: Mapping[str, str], sync: Segment, glyphs: GlyphSet) -> tuple[Segments, Segments]:
    left: Segments = [(parts["workspace"], Tone.STRONG)]
    if parts["period"]:
        left += [("   " if parts["workspace"] else "", Tone.PLAIN), (parts["period"], Tone.MUTED)]
    right: Segments = [sync]
    if parts["person"]:
        right += [(f" {glyphs.dot} " if sync[0] else "", Tone.FAINT), (parts["person"], Tone.PLAIN)]
    if parts["clock"]:
        right.append((f"{parts['clock']:>7}", Tone.MUTED))
    return left, right


class TitleLine(Line):
    """The first line: workspace and cycle at the left; sync, person and clock at the right."""

    title: reactive[Title] = reactive(Title())

    class Pressed(Message):
        """The line was clicked, where it speaks of sync and person."""

        def __init__(self, line: "TitleLine") -> None:
            super().__init__()
            self.line = line

        @property
        def control(self) -> "TitleLine":
            """The line that sent the message."""
            return self.line

    def segments(self, width: int) -> Segments:
        """The title, as much of it as fits."""
        return title_segments(self.title, width, self.glyphs)

    def on_click(self, event: events.Click) -> None:
        """Tell of a click on the right side."""
        if event.x >= self.size.width // 2:
            self.post_message(self.Pressed(self))


class Tab(NamedTuple):
    """A screen that exists: its id, the key that opens it, its name."""

    id: str
    key: str
    name: str


def tab_segments(
    tabs: Sequence[Tab], current: str, help_key: str, width: int, glyphs: GlyphSet = UNICODE
) -> tuple[Segments, list[tuple[int, int, str]]]:
    """The tabs in exactly `width` cells, and where each one stands: first cell, cell after the last, id.

    The current one is in capitals. Where there is too little room, first the help gives way, then
    the names of the other tabs.
    """
    hint: Segments = [(help_key, Tone.STRONG), (" help", Tone.MUTED)] if help_key else []
    inner = max(0, width - 2)
    labels = [_tab_label(tab, tab.id == current, glyphs) for tab in tabs]
    needed = sum(length(label) + 1 for label in labels)
    if needed + length(hint) > inner:
        hint = []
    if needed > inner:
        labels = [
            label if tab.id == current else [(tab.key, Tone.MUTED)] for tab, label in zip(tabs, labels, strict=True)
        ]
    left: Segments = []
    places: list[tuple[int, int, str]] = []
    for tab, label in zip(tabs, labels, strict=True):
        start = 1 + length(left)
        left += [*label, (" ", Tone.PLAIN)]
        places.append((start, start + length(label), tab.id))
    line = spread(left[:-1], hint, inner, glyphs.ellipsis)
    return [(" ", Tone.PLAIN), *line, (" ", Tone.PLAIN)], places


def _tab_label(tab: Tab, is_current: bool, glyphs: GlyphSet) -> Segments:
    if is_current:
        return [(f"{tab.key}{glyphs.dot}{tab.name.upper()}", Tone.HERE)]
    return [(f"{tab.key}{glyphs.dot}", Tone.FAINT), (tab.name, Tone.MUTED)]


class TabLine(Line):
    """The second line: the screens that exist, the current one in capitals, and the key for help."""

    tabs: reactive[tuple[Tab, ...]] = reactive(())
    current = reactive("")
    """The id of the current tab."""
    help_key = reactive("?")
    """The key that opens the help; empty where there is none."""

    class Chosen(Message):
        """A tab was clicked."""

        def __init__(self, line: "TabLine", id: str) -> None:
            super().__init__()
            self.line = line
            self.id = id

        @property
        def control(self) -> "TabLine":
            """The line that sent the message."""
            return self.line

    def segments(self, width: int) -> Segments:
        """The tabs, as much of them as fits."""
        return tab_segments(self.tabs, self.current, self.help_key, width, self.glyphs)[0]

    def on_click(self, event: events.Click) -> None:
        """Tell which tab was clicked."""
        _, places = tab_segments(self.tabs, self.current, self.help_key, self.size.width, self.glyphs)
        for start, end, tab in places:
            if start <= event.x < end:
                self.post_message(self.Chosen(self, tab))
