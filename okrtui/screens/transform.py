"""The OKRs that would be made of a mission's tree: looked at first, made with one key, taken back with one."""

from functools import partial
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.getters import query_one

from okrtui.screens.base import OkrScreen
from okrtui.widgets.outline import Outline
from okrtui.widgets.rows import Row
from okrtui.widgets.tones import Segments, Tone, fit_segments, spread
from okrtui.workspace.transform import Transformed, preview, transform
from okrtui.workspace.workspace import Change


class TransformScreen(OkrScreen):
    """What would be made, objective by objective, each with its key results."""

    BINDING_GROUP_TITLE = "Mission to OKRs"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "make", "make them", id="transform.make", priority=True),
        Binding("escape", "back", "back", id="screen.back"),
    ]

    outline = query_one(Outline)

    def __init__(self, mission: str, cycle: str) -> None:
        super().__init__()
        self._mission = mission
        self._cycle = cycle
        self._lines: dict[str, Segments] = {}
        self._count = 0
        self._is_making = False

    def compose_body(self) -> ComposeResult:
        """Everything is one list."""
        yield Outline(self._draw, glyphs=self.glyphs)

    def on_mount(self) -> None:
        """Show what would be made."""
        self._show()
        self.outline.focus()

    def _draw(self, row: Row, width: int) -> Segments:
        return fit_segments(self._lines[row.key], width - 1, self.glyphs.ellipsis)

    def _show(self) -> None:
        with self.workspace.lock:
            made = preview(self.workspace, self._mission, self._cycle)
            mission = self.workspace.company.title(self._mission)
            cycle = self.workspace.company.title(self._cycle)
        self._count = len(made)
        head: list[Segments] = [
            spread([("From mission to OKRs", Tone.STRONG)], [(cycle, Tone.MUTED)], self.app.size.width - 4),
            [(mission, Tone.MUTED)],
            [],
        ]
        if not made:
            head.append([("There is nothing to make: each objective of this mission is an OKR already.", Tone.MUTED)])
        self._lines = {f"head {number}": line for number, line in enumerate(head)}
        rows = [Row(key, selectable=False) for key in self._lines]
        for each in made:
            rows += self._rows_of(each)
        self.outline.set_rows(rows)

    def _rows_of(self, each: Transformed) -> list[Row]:
        """An objective with what it was called, and its key results below."""
        marks: Segments = [("O ", Tone.MUTED), (each.title, Tone.STRONG), (f"  {each.unit}", Tone.MUTED)]
        found = {each.source: marks}
        if each.was != each.title:
            found[f"{each.source} was"] = [(f"  was: {each.was}", Tone.MUTED)]
        for number, key_result in enumerate(each.key_results):
            new: Segments = [("  from its KPI", Tone.ACCENT)] if each.from_kpi and number == 0 else []
            figures = f"  {key_result.figures}" if key_result.figures else ""
            line: Segments = [("  KR ", Tone.MUTED), (key_result.title, Tone.PLAIN), (figures, Tone.MUTED), *new]
            found[f"{each.source} {number}"] = line
            for place, measure in enumerate(key_result.measures):
                found[f"{each.source} {number} {place}"] = [("    M ", Tone.MUTED), (measure, Tone.PLAIN)]
        self._lines |= found
        return [Row(key, selectable=key == each.source) for key in found]

    def workspace_changed(self, change: Change) -> None:
        """What would be made may be another now."""
        if self.is_mounted and not self._is_making:
            self._show()

    def action_make(self) -> None:
        """Make them, as drafts, in one act."""
        if not self._count or self._is_making:
            return
        self._is_making = True
        self.okrtui.carry_out(partial(transform, self.workspace, self._mission, self._cycle), self._made, self._failed)

    def _made(self, ids: list[str]) -> None:
        self.app.pop_screen()
        self.okrtui.say(f"Made: {len(ids)} objective{'' if len(ids) == 1 else 's'}, as drafts", "u undo")

    def _failed(self, why: str) -> None:
        self._is_making = False
        self.say(why, tone=Tone.BAD)
