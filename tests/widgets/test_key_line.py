"""The key line: the active bindings, as many as fit, and quiet notices in their place."""

from typing import ClassVar

import pytest
from textual.binding import Binding, BindingType

from okrtui.widgets.glyphs import ASCII, UNICODE, GlyphSet
from okrtui.widgets.key_line import KeyLine
from okrtui.widgets.keys import key_name
from okrtui.widgets.tones import Tone
from tests.widgets.seen import Stage, lines_of


class Desk(Stage):
    """An app with the usual bindings."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("c", "note('check in')", "check in", id="c"),
        Binding("enter", "note('open')", "open", id="open"),
        Binding("slash", "note('filter')", "filter", id="filter"),
        Binding("u", "note('undo')", "undo", id="undo"),
        Binding("x", "note('hidden')", "hidden", show=False, id="hidden"),
        Binding("d", "off", "disabled", id="off"),
        Binding("ctrl+p", "command_palette", "anything", id="palette"),
        Binding("q", "quit", "quit", id="quit"),
    ]

    def __init__(self) -> None:
        self.line = KeyLine()
        super().__init__(self.line)
        self.noted: list[str] = []

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return None if action == "off" else True

    def action_note(self, word: str) -> None:
        self.noted.append(word)

    def action_off(self) -> None:
        self.noted.append("off")


ALL = " c check in   enter open   / filter   u undo   ctrl+p anything   q quit"


@pytest.mark.parametrize(
    ("width", "shown"),
    [
        (80, ALL),
        (len(ALL) + 1, ALL),
        (len(ALL), ALL.replace("   ", "  ")),
        (60, " c check in  enter open  / filter  u undo  q quit"),
        (32, " c check in  enter open  q quit"),
        (20, " c check in  q quit"),
        (10, " q quit"),
        (6, " q q…"),
    ],
)
async def test_keys_give_way_from_the_right_but_the_last_stays(width: int, shown: str) -> None:
    app = Desk()
    async with app.run_test(size=(width, 5)):
        assert lines_of(app.line) == [shown]


async def test_the_line_follows_the_keymap() -> None:
    app = Desk()
    async with app.run_test(size=(80, 5)) as pilot:
        app.set_keymap({"undo": "ctrl+z"})
        await pilot.pause()
        app.screen.refresh_bindings()
        await pilot.pause()
        assert "ctrl+z undo" in lines_of(app.line)[0]


async def test_a_click_presses_the_key() -> None:
    app = Desk()
    async with app.run_test(size=(80, 5)) as pilot:
        await pilot.click(KeyLine, offset=(ALL.index("filter"), 0))
        await pilot.click(KeyLine, offset=(ALL.index("   u") + 1, 0))
        await pilot.pause()
        assert app.noted == ["filter"]


async def test_a_notice_takes_the_place_of_the_keys_for_a_while() -> None:
    app = Desk()
    async with app.run_test(size=(80, 5)) as pilot:
        app.line.say("Checked in [b]25.5 %[/b]", "u undo", Tone.GOOD, seconds=None)
        assert lines_of(app.line) == [" Checked in [b]25.5 %[/b] · u undo"]
        app.line.say("Checked in", seconds=0.01)
        while app.line.notice is not None:
            await pilot.pause(0.01)
        assert lines_of(app.line) == [ALL]


async def test_a_new_notice_does_not_inherit_the_time_of_the_old() -> None:
    app = Desk()
    async with app.run_test(size=(80, 5)) as pilot:
        app.line.say("first", seconds=0.01)
        app.line.say("second", seconds=None)
        await pilot.pause(0.1)
        assert lines_of(app.line) == [" second"]
        await pilot.click(KeyLine, offset=(3, 0))
        assert lines_of(app.line) == [ALL]


async def test_a_long_notice_is_cut_before_its_hint() -> None:
    app = Desk()
    async with app.run_test(size=(30, 5)) as pilot:
        app.line.say("Moved Zufriedenheit größer als acht", "u undo")
        await pilot.pause()
        assert lines_of(app.line) == [" Moved Zufriedenhei… · u undo"]


@pytest.mark.parametrize(
    ("key", "glyphs", "name"),
    [
        ("c", UNICODE, "c"),
        ("G", UNICODE, "G"),
        ("slash", UNICODE, "/"),
        ("question_mark", UNICODE, "?"),
        ("enter", UNICODE, "enter"),
        ("escape", UNICODE, "esc"),
        ("space", UNICODE, "space"),
        ("tab", UNICODE, "tab"),
        ("shift+tab", UNICODE, "⇧tab"),
        ("shift+tab", ASCII, "shift+tab"),
        ("ctrl+p", UNICODE, "ctrl+p"),
        ("pageup", UNICODE, "pgup"),
        ("up", UNICODE, "↑"),
        ("up", ASCII, "up"),
        ("f5", UNICODE, "f5"),
    ],
)
def test_keys_have_the_names_people_know(key: str, glyphs: GlyphSet, name: str) -> None:
    assert key_name(Binding(key, "act"), glyphs) == name
