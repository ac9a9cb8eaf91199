"""A question that opens below the card of the check-in wizard with one key: a note, a number, a choice."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from okrtui.widgets.entry import Entry, opened, selected

_SHOWN = 4


class Choice(NamedTuple):
    """Something to choose: its id, what it is called, and a few words that tell it from others."""

    id: str
    title: str
    aside: str = ""


class Ask:
    """One question and the answer that is being typed."""

    def __init__(
        self,
        label: str,
        done: Callable[[str], None],
        *,
        text: str = "",
        hint: str = "",
        replaces: bool = False,
        choices: Sequence[Choice] = (),
        left: Callable[[str], None] | None = None,
    ) -> None:
        """A question.

        Args:
            label: What is asked.
            done: Gets the answer, the id of the choice where there are choices. It may raise ValueError: then its
                message is shown, and the question stays open.
            text: What the answer begins with.
            hint: A word on how to answer.
            replaces: Whether typing replaces the text.
            choices: What can be chosen by typing a part of it; empty: any text goes.
            left: Gets the text when the question is left with esc.
        """
        self.label = label
        self.hint = hint
        self.entry: Entry = selected(text) if replaces else opened(text)
        self.error = ""
        self.line = 0
        self._choices = choices
        self._done = done
        self._left = left

    @property
    def has_choices(self) -> bool:
        """Whether one of several is chosen."""
        return bool(self._choices)

    @property
    def choices(self) -> list[Choice]:
        """The choices that what was typed fits: those that begin so, then those with a word that does."""
        typed = self.entry.text.strip().casefold()
        first = [each for each in self._choices if each.title.casefold().startswith(typed)]
        second = [each for each in self._choices if f" {typed}" in each.title.casefold() and each not in first]
        return first + second

    def shown(self) -> tuple[list[Choice], int]:
        """Some choices around the chosen one, and which of them it is."""
        top = max(0, min(self.line - _SHOWN // 2, len(self.choices) - _SHOWN))
        return self.choices[top : top + _SHOWN], self.line - top

    def move(self, lines: int) -> None:
        """Choose another one."""
        self.line = max(0, min(self.line + lines, len(self.choices) - 1))

    def take(self, entry: Entry) -> None:
        """Another text was typed."""
        if entry.text != self.entry.text:
            self.line = 0
        self.entry, self.error = entry, ""

    def answer(self) -> bool:
        """Give the answer; False where it does not do, and the question stays."""
        try:
            self._done(self._chosen() if self._choices else self.entry.text.strip())
        except ValueError as error:
            self.error = str(getattr(error, "why", error))
            return False
        return True

    def _chosen(self) -> str:
        found = self.choices
        if not found:
            raise ValueError(f"nothing is called {self.entry.text.strip()!r}")
        return found[self.line].id

    def leave(self) -> None:
        """Leave it without an answer."""
        if self._left is not None:
            self._left(self.entry.text.strip())
