"""When a program in a terminal had painted what: found afterwards, so that looking does not slow the painting."""

import codecs
from collections.abc import Sequence

from tests.terminal import NotShown, Terminal
from tests.terminal.screen import Screen
from tests.terminal.sequences import Splitter


def first_frame(terminal: Terminal, size: tuple[int, int], wanted: Sequence[str]) -> float:
    """When (`time.monotonic`) the first frame was whole that shows every wanted text.

    Raises:
        NotShown: No frame does.
    """
    screen = Screen(*size, answer=lambda _: None)
    frames = list(terminal.frames)
    written = codecs.decode(terminal.raw, "utf-8", "replace")
    for token in Splitter().feed(written):
        before = screen.frames
        screen.obey([token])
        if screen.frames > before and all(text in "\n".join(screen.text()) for text in wanted):
            return frames[before]
    raise NotShown(f"no frame shows {wanted}")
