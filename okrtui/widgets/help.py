"""The help: every key that does something here, made from the bindings themselves."""

from collections.abc import Iterable
from typing import ClassVar

from textual.binding import ActiveBinding, Binding, BindingType
from textual.geometry import Size
from textual.message import Message
from textual.strip import Strip

from okrtui.widgets.cells import align_left, width_of
from okrtui.widgets.glyphs import UNICODE, GlyphSet
from okrtui.widgets.keys import Act, acts_of
from okrtui.widgets.paint import paint
from okrtui.widgets.scrolled import Scrolled
from okrtui.widgets.tones import Segments, Tone, fit_segments

_WIDEST_KEYS = 14


def help_groups(bindings: Iterable[ActiveBinding], glyphs: GlyphSet = UNICODE) -> list[tuple[str, list[Act]]]:
    """What the bindings let one do, by the title of the widget, screen or app that binds them.

    Groups and acts keep the order of the bindings: what has the focus comes first, the app last.
    """
    groups: dict[str, list[Act]] = {}
    for act in acts_of(bindings, glyphs):
        groups.setdefault(act.group, []).append(act)
    return list(groups.items())


def help_lines(groups: Iterable[tuple[str, list[Act]]], width: int, glyphs: GlyphSet = UNICODE) -> list[Segments]:
    """The help as lines of at most `width` cells: keys at the left, what they do beside them."""
    groups = list(groups)
    keys = max((width_of(" ".join(act.keys)) for _, acts in groups for act in acts), default=0)
    column = min(keys, _WIDEST_KEYS)
    lines: list[Segments] = []
    for title, acts in groups:
        if lines:
            lines.append([])
        if title:
            lines.append([(title, Tone.STRONG)])
        for act in acts:
            line: Segments = [
                (align_left(" ".join(act.keys), column, glyphs.ellipsis), Tone.HERE),
                (f"  {act.description}", Tone.PLAIN),
            ]
            if act.tooltip:
                line.append((f"  {act.tooltip}", Tone.MUTED))
            lines.append(fit_segments(line, width, glyphs.ellipsis))
    return lines


class HelpPanel(Scrolled):
    """The help, over the right side of the screen that it is about.

    It scrolls, and posts `Closed` when one has read it. Its layer keeps what lies below from moving.
    """

    BINDING_GROUP_TITLE = "Help"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j,down", "step(1)", "Down", show=False, id="help.down"),
        Binding("k,up", "step(-1)", "Up", show=False, id="help.up"),
        Binding("pagedown,space", "page(1)", "Page down", show=False, id="help.page_down"),
        Binding("pageup", "page(-1)", "Page up", show=False, id="help.page_up"),
        Binding("g,home", "end(-1)", "First", show=False, id="help.first"),
        Binding("G,end", "end(1)", "Last", show=False, id="help.last"),
        Binding("escape,question_mark", "close", "close help", id="help.close"),
    ]
    DEFAULT_CSS = """
HelpPanel {
    dock: right;
    layer: help;
    width: 44;
    max-width: 100%;
    padding: 0 1;
    background: $surface;
    scrollbar-background: $surface;
    scrollbar-background-hover: $surface;
    scrollbar-background-active: $surface;
}
"""

    class Closed(Message):
        """The help was read."""

    def __init__(
        self,
        bindings: Iterable[ActiveBinding],
        legend: Iterable[tuple[str, str]] = (),
        *,
        glyphs: GlyphSet = UNICODE,
        name: str | None = None,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        """The help on `bindings`, usually `screen.active_bindings.values()` from before it opens.

        `legend`: marks, each with what it means, that stand below the keys.
        """
        super().__init__(name=name, id=id, classes=classes)
        self._glyphs = glyphs
        self._groups = help_groups(bindings, glyphs)
        self._legend = list(legend)
        self._lines: list[Segments] = []

    @property
    def _width(self) -> int:
        return self.size.width - self.scrollbar_size_vertical

    def on_resize(self) -> None:
        """Lay the lines out anew."""
        self._lines = help_lines(self._groups, self._width, self._glyphs)
        if self._legend:
            self._lines += [[], [("Marks", Tone.STRONG)]]
            self._lines += [[(f"{mark}  ", Tone.HERE), (words, Tone.PLAIN)] for mark, words in self._legend]
        self.virtual_size = Size(0, len(self._lines))

    def render_line(self, y: int) -> Strip:
        """One line of the view."""
        position = y + self.scroll_offset.y
        line = self._lines[position] if position < len(self._lines) else []
        return paint(self, line, self._width)

    def action_step(self, lines: int) -> None:
        """Move by lines: at once, for quick keys lose their way while it glides, and before the scrollbar shows."""
        self.scroll_to(y=self.scroll_offset.y + lines, animate=False, force=True)

    def action_page(self, direction: int) -> None:
        """Move by what fits."""
        self.action_step(direction * self.size.height)

    def action_end(self, direction: int) -> None:
        """Move to the first or the last line."""
        self.action_step(direction * len(self._lines))

    def action_close(self) -> None:
        """Ask to be taken away."""
        self.post_message(self.Closed())
