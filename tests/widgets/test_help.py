"""The help is made from the bindings themselves."""

from collections.abc import Callable
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.pilot import Pilot

from okrtui.widgets.glyphs import ASCII
from okrtui.widgets.help import HelpPanel, help_groups, help_lines
from okrtui.widgets.outline import Outline
from okrtui.widgets.rows import Row
from okrtui.widgets.tones import length
from tests.widgets.seen import Stage, lines_of


class Desk(Stage):
    """An app whose outline has the focus."""

    BINDING_GROUP_TITLE = "Everywhere"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("u,ctrl+z", "undo", "undo", tooltip="Take back the last act", id="undo"),
        Binding("question_mark", "show_help", "help", show=False, id="help"),
    ]

    def __init__(self) -> None:
        super().__init__(Outline(lambda row, width: []))
        self.closed = 0

    def on_mount(self) -> None:
        self.query_one(Outline).set_rows([Row("a")])

    def action_undo(self) -> None: ...

    async def action_show_help(self) -> None:
        panel = HelpPanel(self.screen.active_bindings.values())
        await self.screen.mount(panel)
        panel.focus()

    def on_help_panel_closed(self) -> None:
        self.closed += 1
        self.query(HelpPanel).remove()


async def test_groups_follow_the_bindings_the_focus_first_and_the_app_last() -> None:
    app = Desk()
    async with app.run_test(size=(80, 24)):
        groups = dict(help_groups(app.screen.active_bindings.values()))
        assert next(iter(groups)) == "In a list"
        assert list(groups)[-1] == "Everywhere"
        moves = {act.description: act.keys for act in groups["In a list"]}
        assert moves["Down"] == ("j", "↓")
        assert moves["Open"] == ("enter",)
        undo = next(act for act in groups["Everywhere"] if act.description == "undo")
        assert (undo.keys, undo.tooltip) == (("u", "ctrl+z"), "Take back the last act")


async def test_lines_stand_in_columns_and_fit() -> None:
    app = Desk()
    async with app.run_test(size=(80, 24)):
        groups = help_groups(app.screen.active_bindings.values(), ASCII)
        lines = ["".join(text for text, _ in line) for line in help_lines(groups, 60, ASCII)]
        assert lines[0] == "In a list"
        down, undo = (next(line for line in lines if word in line) for word in ("Down", "undo"))
        assert down.index("Down") == undo.index("undo")
        assert undo.endswith("undo  Take back the last act")
        assert "" in lines
        assert all(length(line) <= 30 for line in help_lines(groups, 30, ASCII))


async def come(pilot: Pilot[None], done: Callable[[], bool]) -> None:
    """Wait until a panel has come: into being, and to where it glides."""
    for _ in range(200):
        if done():
            return
        await pilot.pause(0.05)
    raise AssertionError("it never came there")


async def test_the_panel_opens_over_the_list_scrolls_and_closes() -> None:
    app = Desk()
    async with app.run_test(size=(80, 12)) as pilot:
        width = app.query_one(Outline).size.width
        await pilot.press("question_mark")
        panel = app.query_one(HelpPanel)
        # On a busy machine it takes keys, and scrolls, only a moment after it is there.
        await come(pilot, lambda: panel.has_focus and panel.allow_vertical_scroll)
        assert app.query_one(Outline).size.width == width
        assert app.screen.region.contains_region(panel.region)
        assert lines_of(panel)[0] == "In a list"
        await pilot.press("j")
        await come(pilot, lambda: lines_of(panel)[0].endswith("Down"))
        await pilot.press("end")
        await come(pilot, lambda: lines_of(panel)[-1].startswith("ctrl+p"))
        await pilot.press("escape")
        await pilot.pause()
        assert app.closed == 1
        assert not app.query(HelpPanel)
