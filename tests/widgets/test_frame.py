"""The two lines on top: what they say, and what gives way when there is little room."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from okrtui.widgets.cells import one_line
from okrtui.widgets.frame import Tab, TabLine, Title, TitleLine, tab_segments, title_segments
from okrtui.widgets.tones import Segments, Tone, length
from tests.widgets.seen import Stage, lines_of
from tests.widgets.test_cells import TRICKY

TITLE = Title("Northwind", "2026-Q4 · week 8/14", "✓ in step", Tone.MUTED, "Ana Ruiz", "9:41")
NAMES = ("Week", "Cascade", "Check-in", "Plan", "Strategy", "Reviews", "Insights")
TABS = tuple(Tab(name.lower(), str(number), name) for number, name in enumerate(NAMES, 1))


def text_of(segments: Segments) -> str:
    return "".join(text for text, _ in segments)


def title(
    width: int, workspace: str = TITLE.workspace, person: str = TITLE.person, sync: str = TITLE.sync
) -> str:
    return text_of(title_segments(TITLE._replace(workspace=workspace, person=person, sync=sync), width))


def test_the_title_at_80() -> None:
    assert title(80) == (" Northwind   2026-Q4 · week 8/14                    ✓ in step · Ana Ruiz   9:41 ")


def test_long_names_are_cut_and_the_sync_never() -> None:
    shown = title(
        80,
        workspace="Österreichische Gesellschaft für Zielvereinbarungen",
        person="Maximilian von Hohenstein-Lichtenberg",
        sync="✗ the folder does not answer",
    )
    assert shown == " Österre…   2026-Q4 · week 8/14       ✗ the folder does not answer · Maximilia… "


@pytest.mark.parametrize("width", [60, 50, 40, 30, 20, 12])
def test_the_sync_outlasts_everything(width: int) -> None:
    assert "✓ in step" in title(width)


@given(TRICKY, TRICKY, TRICKY, TRICKY, TRICKY, st.integers(2, 130))
def test_the_title_has_exactly_its_width(
    workspace: str, period: str, sync: str, person: str, clock: str, width: int
) -> None:
    segments = title_segments(Title(workspace, period, sync, Tone.BAD, person, clock), width)
    assert length(segments) == width
    if length([(sync, Tone.BAD)]) <= width - 4:
        assert one_line(sync) in one_line(text_of(segments))


async def test_the_title_line_follows_its_title() -> None:
    line = TitleLine()
    app = Stage(line)
    async with app.run_test(size=(80, 5)) as pilot:
        line.title = TITLE._replace(sync="2 to send")
        await pilot.pause()
        assert "2 to send · Ana Ruiz" in lines_of(line)[0]


def tabs(width: int, current: str = "week") -> str:
    return text_of(tab_segments(TABS, current, "?", width)[0])


def test_tabs_at_80() -> None:
    assert tabs(80) == " 1·WEEK 2·Cascade 3·Check-in 4·Plan 5·Strategy 6·Reviews 7·Insights      ? help "


def test_tabs_give_way_help_first_then_the_names_of_others() -> None:
    assert tabs(70).rstrip() == " 1·WEEK 2·Cascade 3·Check-in 4·Plan 5·Strategy 6·Reviews 7·Insights"
    assert tabs(40, "plan").rstrip() == " 1 2 3 4·PLAN 5 6 7"


@given(st.lists(st.tuples(TRICKY, TRICKY), max_size=8), st.integers(2, 130))
def test_tabs_have_exactly_their_width(names: list[tuple[str, str]], width: int) -> None:
    made = [Tab(str(number), key, name) for number, (key, name) in enumerate(names)]
    assert length(tab_segments(made, "0", "?", width)[0]) == width


async def test_a_click_chooses_a_tab() -> None:
    chosen: list[str] = []

    class Owner(Stage):
        def on_tab_line_chosen(self, message: TabLine.Chosen) -> None:
            chosen.append(message.id)

    line = TabLine()
    app = Owner(line)
    async with app.run_test(size=(80, 5)) as pilot:
        line.tabs, line.current = TABS, "cascade"
        await pilot.pause()
        text = lines_of(line)[0]
        assert "2·CASCADE" in text
        await pilot.click(TabLine, offset=(text.index("Plan"), 0))
        await pilot.click(TabLine, offset=(text.index(" 5"), 0))
        await pilot.click(TabLine, offset=(text.index("7"), 0))
        assert chosen == ["plan", "insights"]


async def test_a_click_on_the_right_of_the_title_is_told() -> None:
    pressed: list[TitleLine] = []

    class Owner(Stage):
        def on_title_line_pressed(self, message: TitleLine.Pressed) -> None:
            pressed.append(message.line)

    line = TitleLine()
    app = Owner(line)
    async with app.run_test(size=(80, 5)) as pilot:
        line.title = TITLE
        await pilot.click(TitleLine, offset=(3, 0))
        assert pressed == []
        await pilot.click(TitleLine, offset=(60, 0))
        assert pressed == [line]
