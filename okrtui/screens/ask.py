"""A question with a few answers, each one key away, in a panel at the bottom; what it is about stays in sight."""

from collections.abc import Sequence
from typing import ClassVar, NamedTuple

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen

from okrtui.widgets.glyphs import GlyphSet
from okrtui.widgets.line import Line
from okrtui.widgets.outline import Outline
from okrtui.widgets.rows import Row
from okrtui.widgets.tones import Segments, Tone, fit_segments


class Answer(NamedTuple):
    """An answer: its key, its word, and what it means."""

    key: str
    word: str
    hint: str = ""


class _Said(Line):
    """A line of text."""

    def __init__(self, text: str, tone: Tone, glyphs: GlyphSet) -> None:
        super().__init__(glyphs=glyphs)
        self._text = text
        self._tone = tone

    def segments(self, width: int) -> Segments:
        """The text behind a blank cell."""
        return fit_segments([(" ", Tone.PLAIN), (self._text, self._tone)], width - 1, self.glyphs.ellipsis)


class AskScreen(ModalScreen[str | None]):
    """Ends with the key of the answer, None for none: the first answer is the one that enter gives."""

    CSS_PATH = "ask.tcss"
    BINDING_GROUP_TITLE = "A question"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss_none", "back", id="ask.back"),
    ]

    def __init__(self, question: str, answers: Sequence[Answer], more: str = "", *, glyphs: GlyphSet) -> None:
        """`more` says in further lines what one should know before one answers."""
        super().__init__()
        self._question = question
        self._answers = {answer.key: answer for answer in answers}
        self._more = more
        self._glyphs = glyphs

    def compose(self) -> ComposeResult:
        """The question above its answers."""
        with Vertical():
            yield _Said(self._question, Tone.STRONG, self._glyphs)
            for line in self._more.splitlines():
                yield _Said(line, Tone.MUTED, self._glyphs)
            yield Outline(self._line, glyphs=self._glyphs)

    def on_mount(self) -> None:
        """Offer the answers."""
        outline = self.query_one(Outline)
        outline.styles.height = len(self._answers)
        outline.set_rows([Row(key) for key in self._answers])
        outline.focus()

    def _line(self, row: Row, width: int) -> Segments:
        answer = self._answers[row.key]
        words = max(len(each.word) for each in self._answers.values())
        line: Segments = [(f"{answer.key}  ", Tone.HERE), (f"{answer.word:<{words}}", Tone.PLAIN)]
        return [*line, (f"   {answer.hint}", Tone.MUTED)] if answer.hint else line

    def on_key(self, event: events.Key) -> None:
        """An answer's key gives it at once; no other key goes through to the app."""
        if event.character in self._answers:
            event.stop()
            self._give(event.character)
        elif event.is_printable:
            event.stop()

    def on_outline_selected(self, message: Outline.Selected) -> None:
        """Enter gives the answer under the cursor."""
        self._give(message.key)

    def action_dismiss_none(self) -> None:
        """Give no answer."""
        self._give(None)

    def _give(self, answer: str | None) -> None:
        """End with an answer; a key pressed twice ends it once."""
        if self.is_current:
            self.dismiss(answer)
