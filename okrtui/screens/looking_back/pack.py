"""A person's review pack, for the performance talk: looked at, and written as a Markdown file."""

import re
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import ClassVar

from textual.binding import Binding, BindingType

from okrtui.exchange.pack_markdown import Pack, pack_markdown
from okrtui.screens.detail_line import DetailLine, Setting
from okrtui.screens.looking_back.pack_lines import pack_lines
from okrtui.screens.looking_back.screen import LookBackScreen
from okrtui.screens.prompt import Asked, PromptScreen
from okrtui.widgets.entry import opened
from okrtui.workspace.pack import make_pack, review_pack
from okrtui.workspace.places import write_file

_NOT_IN_A_NAME = re.compile(r"[^\w.-]+")


class PackScreen(LookBackScreen[Pack]):
    """One person's cycle; nobody else's scores are in it."""

    BINDING_GROUP_TITLE = "Review pack"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("w", "write", "write the file", id="pack.write", tooltip="as Markdown"),
        Binding("n", "note", "note it as made", id="pack.note", tooltip="as the person's own review of the cycle"),
        Binding("left_square_bracket", "other_cycle(-1)", "cycle before", show=False, id="pack.cycle_before"),
        Binding("right_square_bracket", "other_cycle(1)", "next cycle", show=False, id="pack.cycle_next"),
    ]

    def __init__(self, person: str, cycle: str) -> None:
        super().__init__()
        self._person = person
        self._cycle = cycle

    def look(self) -> Pack:
        """The person's cycle."""
        return review_pack(self.workspace, self._person, self._cycle, self.original)

    def lines(self, content: Pack, setting: Setting) -> Sequence[DetailLine]:
        """Own words, objectives, recognition."""
        return pack_lines(content, setting)

    def cycle_here(self) -> str | None:
        """The cycle of the pack."""
        return self._cycle

    def action_write(self) -> None:
        """Ask where to, and write it there."""
        if self.content is None:
            return
        path = str(Path.cwd() / _file_name(self.content))
        asked = Asked("Write the review pack to", opened(path), label="file")
        prompt = PromptScreen([asked], lambda _, text: self._write(text), glyphs=self.glyphs)
        self.app.push_screen(prompt)

    def _write(self, typed: str) -> None:
        path, content = Path(typed.strip()).expanduser(), self.content
        if content is None or not typed.strip():
            return

        def work() -> Path:
            write_file(path, pack_markdown(content).encode())
            return path.absolute()

        self.okrtui.act(work, lambda written: self.okrtui.say(f"Written: {written}", seconds=12.0))

    def action_note(self) -> None:
        """Note that the pack was made: the coach asks for it no more."""
        if self.content is not None:
            name = self.content.name
            work = partial(make_pack, self.workspace, self._person, self._cycle)
            self.okrtui.carry_out(work, lambda _: self.okrtui.say(f"Noted as {name}'s own review", "u undo"))

    def action_other_cycle(self, step: int) -> None:
        """Look at the cycle before or after."""
        cycles = [each.id for each in self.workspace.company.cycles()]
        place = cycles.index(self._cycle) + step if self._cycle in cycles else -1
        if 0 <= place < len(cycles):
            self._cycle = cycles[place]
            self.forget()
        else:
            self.say("There is no cycle before this one" if step < 0 else "There is no cycle after this one")


def _file_name(pack: Pack) -> str:
    """`review-pack-Ana-Ruiz-2026-Q4.md`."""
    return f"review-pack-{_NOT_IN_A_NAME.sub('-', f'{pack.name}-{pack.cycle_name}').strip('-')}.md"
