"""The screen of a modern terminal: pyte's, with what programs of today rely on besides.

pyte keeps the grid, the cursor and the classic sequences. Added here: dim text, the alternate screen,
synchronised output, grapheme clusters (a family emoji fills two cells), answers to queries, and silence about
sequences it does not know.
"""

from collections.abc import Callable, Iterable
from typing import Any, Final, NamedTuple

import pyte
import wcwidth

from tests.terminal.sequences import Control, Csi, Escape, Text, Token

ALTERNATE_SCREEN: Final = 1049
SYNCHRONISED_OUTPUT: Final = 2026

# What a mode query (DECRQM) is told: a mode that can be set, or one that this terminal does not have.
MODE_CAN_BE_SET: Final = 2
MODE_UNKNOWN: Final = 0


class Cell(NamedTuple):
    """One cell as pyte's `Char`, which pyte changes only by `_replace`, and dim.

    `data` is a whole grapheme cluster; the second cell of a wide one is empty. Colours are "default", one of
    pyte's 16 names, or six hex digits.
    """

    data: str = " "
    fg: str = "default"
    bg: str = "default"
    bold: bool = False
    italics: bool = False
    underscore: bool = False
    strikethrough: bool = False
    reverse: bool = False
    blink: bool = False
    dim: bool = False


class Screen(pyte.Screen):
    """A grid of `Cell`s that obeys tokens.

    Args:
        columns: Width in cells.
        lines: Height in cells.
        answer: Is called with what the terminal says to the program.
    """

    def __init__(self, columns: int, lines: int, answer: Callable[[str], None]) -> None:
        self.frames = 0
        """How many synchronised frames were shown."""
        self.kitty_keyboard = False
        """The program asked for the kitty keyboard protocol."""
        self._answer = answer
        self._held: list[Token] | None = None
        self._main_buffer: dict[int, Any] | None = None
        super().__init__(columns, lines)

    @property
    def default_char(self) -> Any:
        return Cell()

    def reset(self) -> None:
        super().reset()
        self.cursor.attrs = self.default_char

    def write_process_input(self, data: str) -> None:
        self._answer(data)

    def obey(self, tokens: Iterable[Token]) -> None:
        """Does what the tokens say; a synchronised frame is held back until it is whole, as terminals do."""
        for token in tokens:
            if token == Csi("?", (SYNCHRONISED_OUTPUT,), "", "h"):
                self._held = []
            elif token == Csi("?", (SYNCHRONISED_OUTPUT,), "", "l"):
                self.release()
                self.frames += 1
            elif self._held is not None:
                self._held.append(token)
            else:
                self._obey_one(token)

    def release(self) -> None:
        """Shows what is held back."""
        held, self._held = self._held or [], None
        for token in held:
            self._obey_one(token)

    def _obey_one(self, token: Token) -> None:
        match token:
            case Text(text):
                self.draw(text)
            case Control(character):
                self._call(pyte.Stream.basic.get(character))
            case Escape("", final):
                self._call(pyte.Stream.escape.get(final))
            case Csi("?", (mode,), "$", "p"):
                known = MODE_CAN_BE_SET if mode == SYNCHRONISED_OUTPUT else MODE_UNKNOWN
                self._answer(f"\x1b[?{mode};{known}$y")
            case Csi(">" | "<" as direction, _, "", "u"):
                self.kitty_keyboard = direction == ">"
            case Csi("?", modes, "", "h" | "l" as final):
                self._set_private_modes(modes, on=final == "h")
            case Csi("", numbers, "", final):
                self._call(pyte.Stream.csi.get(final), *numbers)

    def _call(self, name: str | None, *numbers: int) -> None:
        if name:
            getattr(self, name)(*numbers)

    def _set_private_modes(self, modes: tuple[int, ...], *, on: bool) -> None:
        if ALTERNATE_SCREEN in modes:
            self._use_alternate_screen(on)
        (self.set_mode if on else self.reset_mode)(*modes, private=True)

    def _use_alternate_screen(self, on: bool) -> None:
        if on and self._main_buffer is None:
            self.save_cursor()
            self._main_buffer = dict(self.buffer)
            self.buffer.clear()
        elif not on and self._main_buffer is not None:
            self.buffer.clear()
            self.buffer.update(self._main_buffer)
            self._main_buffer = None
            self.restore_cursor()

    def select_graphic_rendition(self, *attrs: int) -> None:
        super().select_graphic_rendition(*attrs)
        skip = 0
        for position, attr in enumerate(attrs):
            if skip:
                skip -= 1
            elif attr in (38, 48):  # a colour's own numbers are no attributes
                skip = {5: 2, 2: 4}.get(attrs[position + 1] if position + 1 < len(attrs) else 0, 0)
            elif attr in (0, 2, 22):
                dimmed: Any = self.cursor.attrs
                self.cursor.attrs = dimmed._replace(dim=attr == 2)

    def draw(self, data: str) -> None:
        for cluster in wcwidth.iter_graphemes(data):
            width = wcwidth.wcswidth(cluster)
            if width > 0:
                self._put(cluster, min(width, 2))
            elif self.cursor.x:
                line = self.buffer[self.cursor.y]
                before = self.cursor.x - (1 if line[self.cursor.x - 1].data else 2)
                line[before] = line[before]._replace(data=line[before].data + cluster)
        self.dirty.add(self.cursor.y)

    def _put(self, cluster: str, width: int) -> None:
        if self.cursor.x + width > self.columns:
            if pyte.modes.DECAWM in self.mode:
                self.carriage_return()
                self.linefeed()
            else:
                self.cursor.x = self.columns - width
        line, x = self.buffer[self.cursor.y], self.cursor.x
        # A wide character of which one half is overwritten leaves a blank in the other.
        if not line[x].data and x:
            line[x - 1] = line[x - 1]._replace(data=" ")
        if x + width < self.columns and not line[x + width].data:
            line[x + width] = line[x + width]._replace(data=" ")
        line[x] = self.cursor.attrs._replace(data=cluster)
        if width == 2:
            line[x + 1] = self.cursor.attrs._replace(data="")
        self.cursor.x = x + width

    def rows(self) -> list[list[Cell]]:
        """A copy of what is shown, row by row."""
        return [[Cell(*self.buffer[y][x]) for x in range(self.columns)] for y in range(self.lines)]

    def text(self) -> list[str]:
        """The rows as text, without the blanks at their ends."""
        lines = (self.buffer[y] for y in range(self.lines))
        return ["".join(line[x].data for x in range(self.columns)).rstrip() for line in lines]
