"""The fields of the forms that come before there is a workspace: a label, what is typed, and a word on it below."""

from collections.abc import Sequence
from typing import ClassVar, NamedTuple

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.getters import query_one
from textual.message import Message
from textual.reactive import reactive
from textual.widgets import Input, Static

from okrtui.widgets.glyphs import GlyphSet
from okrtui.widgets.line import Line
from okrtui.widgets.tones import Segments, Tone, fit_segments

_INDENT = 14


class Verdict(NamedTuple):
    """Whether what a field holds can be used, and what there is to say of it."""

    is_good: bool
    text: str = ""


class NoteLine(Line):
    """The line below a field."""

    verdict: reactive[Verdict] = reactive(Verdict(False))
    is_left = reactive(False)
    """Whether someone has been here and gone: before that, nothing is wrong yet."""

    def segments(self, width: int) -> Segments:
        """A quiet hint, a good word, or what is wrong."""
        verdict = self.verdict
        line: Segments = [(" " * _INDENT, Tone.PLAIN)]
        if verdict.text and verdict.is_good:
            line += [(f"{self.glyphs.achieved} ", Tone.GOOD), (verdict.text, Tone.MUTED)]
        elif verdict.text and self.is_left:
            line.append((f"{self.glyphs.attention} {verdict.text}", Tone.CAUTION))
        else:
            line.append((verdict.text, Tone.MUTED))
        return fit_segments(line, width, self.glyphs.ellipsis)


class _Entry(Input):
    """What is typed into."""

    async def on_key(self, event: events.Key) -> None:
        """Edit at once: a binding waits for the app, and the letters of one burst with it would overtake it.

        By then another field may have the focus, so that the bindings asked are those of this one.
        """
        for binding in self._bindings.key_to_bindings.get(event.key, ()):
            event.stop()
            event.prevent_default()
            await self.run_action(binding.action)


class Field(Vertical):
    """A line to type in. What it holds is judged by whoever owns it, as one types."""

    note = query_one(NoteLine)
    input = query_one(Input)

    def __init__(self, name: str, label: str, value: str, glyphs: GlyphSet) -> None:
        super().__init__(name=name)
        self._label = label
        self._value = value
        self._glyphs = glyphs

    def compose(self) -> ComposeResult:
        """Label and line, and the note below."""
        with Horizontal():
            yield Static(self._label, markup=False)
            yield _Entry(self._value, compact=True)
        yield NoteLine(glyphs=self._glyphs)

    @property
    def value(self) -> str:
        """What was typed."""
        return self.input.value

    def judge(self, verdict: Verdict) -> None:
        """Say what there is to say of the value."""
        self.note.verdict = verdict

    def on_descendant_blur(self) -> None:
        """From now on it counts what is wrong."""
        if self.value.strip():
            self.note.is_left = True


class ChoiceField(Line, can_focus=True):
    """One of a few words, changed with left and right."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left,h", "turn(-1)", "other", key_display="←→", id="choice.left"),
        Binding("right,l,space", "turn(1)", "other", show=False, id="choice.right"),
    ]
    DEFAULT_CSS = """
ChoiceField:focus { background: $primary 24%; }
ChoiceField:ansi:focus { background: $background; text-style: reverse; }
"""
    place = reactive(0)

    class Turned(Message):
        """Another word was chosen."""

    def __init__(self, label: str, answers: Sequence[tuple[str, str]], place: int, glyphs: GlyphSet) -> None:
        """`answers`: each a word, and what it means."""
        super().__init__(glyphs=glyphs)
        self._label = label
        self._answers = answers
        self.set_reactive(ChoiceField.place, place)

    def segments(self, width: int) -> Segments:
        """Label, the word between arrows, and what it means."""
        word, meaning = self._answers[self.place]
        return [
            (f"{self._label:<{_INDENT}}", Tone.MUTED),
            ("< ", Tone.FAINT),
            (word, Tone.STRONG),
            (" >", Tone.FAINT),
            (f"  {meaning}", Tone.MUTED),
        ]

    def action_turn(self, direction: int) -> None:
        """The next word, or the one before."""
        self.place = (self.place + direction) % len(self._answers)
        self.post_message(self.Turned())
