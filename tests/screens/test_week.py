"""My week: its sections, its keys, and the news."""

from collections.abc import Callable
from pathlib import Path

import pytest

from okrtui.app import OkrtuiApp
from okrtui.screens.detail_view import DetailView
from okrtui.widgets.outline import Outline
from okrtui.workspace.check_ins import check_in
from okrtui.workspace.founding import init_workspace, open_workspace
from okrtui.workspace.moment import Moment
from tests.screens.pair import TODAY, Pair, opened, rows, set_field, settled, shown


@pytest.fixture
def pair(tmp_path: Path) -> Pair:
    return Pair(tmp_path)


def titles(app: OkrtuiApp) -> list[str]:
    """The section headings, with what stands at their right."""
    headings = ("Due", "Mine", "Done", "In the", "Since")
    return [" ".join(row.split()) for row in rows(app) if row.strip().startswith(headings)]


async def test_the_sections_say_what_is_due_mine_done_and_new(pair: Pair) -> None:
    check_in(pair.ana, pair.calls, 6, confidence=8)
    check_in(pair.ben, pair.rate, 25)
    pair.ben.meet()
    app = pair.app()
    async with opened(app) as pilot:
        pair.ana.meet()
        await settled(pilot)
        assert titles(app) == [
            "Due this week all 2 done",
            "Mine 1 objective",
            "Done this week 2 of 2",
            "In the last seven days 2",
        ]
        assert any("Ben Okafor" in row and "checked in" in row and "24 → 25 %" in row for row in rows(app))


async def test_a_check_in_moves_its_row_and_the_cursor_goes_to_the_next_that_is_due(pair: Pair) -> None:
    app = pair.app()
    async with opened(app) as pilot:
        assert "Due this week 2 of 2 to go, by today" in titles(app)
        assert "Close rate" in _under_cursor(app)
        check_in(pair.ana, pair.rate, 25)
        await settled(pilot)
        assert "Due this week 1 of 2 to go, by today" in titles(app)
        assert "Six calls" in _under_cursor(app)


def _under_cursor(app: OkrtuiApp) -> str:
    return next(row for row in rows(app) if row.startswith("▌"))


async def test_a_teammates_change_is_told_quietly_and_moves_nothing(pair: Pair) -> None:
    app = pair.app()
    async with opened(app) as pilot:
        await pilot.press("j")
        before = _under_cursor(app)
        set_field(pair.ben, "key_result", pair.rate, "title", "Close rate to 27 % of all offers")
        pair.ben.meet()
        pair.ana.meet()
        await settled(pilot)
        assert _under_cursor(app) == before
        assert "Ben Okafor changed Close rate to 27 % of all offers (title)" in shown(app)


async def test_a_slash_and_letters_in_one_burst_filter_and_command_nothing(pair: Pair) -> None:
    app = pair.app()
    async with opened(app) as pilot:
        for key in ("slash", "c", "a", "l", "l"):  # without waiting between
            app.simulate_key(key)
        await settled(pilot)
        assert [row for row in rows(app) if "Close rate" in row] == []
        assert "Six calls" in _under_cursor(app)
        await pilot.press("enter")
        assert app.screen.focused is app.screen.query_one(Outline)
        await pilot.press("escape")
        await settled(pilot)
        assert any("Close rate" in row for row in rows(app))


async def test_a_filter_that_nothing_fits_says_how_to_see_everything(pair: Pair) -> None:
    app = pair.app()
    async with opened(app) as pilot:
        await pilot.press("slash", "x", "y", "z")
        await settled(pilot)
        assert any("esc shows everything" in row for row in rows(app))


async def test_what_was_seen_once_is_no_news_the_next_time(pair: Pair) -> None:
    check_in(pair.ben, pair.rate, 25)
    pair.sync()
    app = pair.app()
    async with opened(app):
        assert any("24 → 25 %" in row for row in rows(app))
    workspace = open_workspace(pair.data, None, moment=pair.ana.moment)
    again = OkrtuiApp(workspace, pair.data, is_live=False)
    async with opened(again):
        assert "Since 9:41" in titles(again)
        assert any("Nothing new from the others" in row for row in rows(again))


async def test_an_empty_workspace_says_which_key_makes_the_first_objective(tmp_path: Path) -> None:
    moment = Moment(clock=lambda: int(TODAY.timestamp() * 1000))
    workspace = init_workspace(tmp_path / "data", tmp_path / "shared", "Acme", "Ana <a@example.org>", moment=moment)
    app = OkrtuiApp(workspace, tmp_path / "data", is_live=False)
    async with opened(app) as pilot:
        assert any("n  makes your first objective" in row for row in rows(app))
        await pilot.press("n")
        await settled(pilot)
        assert len(app.screen_stack) == 2


async def test_enter_opens_the_key_result_and_esc_comes_back(pair: Pair) -> None:
    app = pair.app()
    async with opened(app) as pilot:
        await pilot.press("enter")
        await settled(pilot)
        assert len(app.screen_stack) == 2
        assert "Close rate to 27 %" in shown(app)
        await pilot.press("escape")
        await settled(pilot)
        assert "Close rate" in _under_cursor(app)


async def test_c_checks_in_what_is_under_the_cursor(pair: Pair) -> None:
    app = pair.app()
    async with opened(app) as pilot:
        await pilot.press("j", "c")
        await settled(pilot)
        assert "Six calls per rep" in shown(app)
        assert "Close rate" not in shown(app)


async def test_where_there_is_room_the_detail_stands_beside_and_follows_the_cursor(pair: Pair) -> None:
    app = pair.app()
    async with opened(app, (120, 40)) as pilot:
        assert "22 ▸ 24 ▸ 27 %" in shown(app)
        await pilot.press("j")
        await settled(pilot)
        assert "22 ▸ 24 ▸ 27 %" not in shown(app)
        assert "3 ▸ 5 ▸ 6 calls" in shown(app)
        check_in(pair.ana, pair.calls, 6, confidence=8)
        await pilot.press("k")
        await settled(pilot)
        await pilot.resize_terminal(80, 24)
        await settled(pilot)
        assert "22 ▸ 24 ▸ 27 %" not in shown(app)
        assert len(app.screen_stack) == 1


async def test_enter_goes_into_the_detail_beside_and_esc_back_to_the_list(pair: Pair) -> None:
    app = pair.app()
    async with opened(app, (120, 40)) as pilot:
        await pilot.press("enter")
        await settled(pilot)
        assert app.screen.focused is app.screen.query_one(DetailView)
        await pilot.press("x")
        await settled(pilot)
        assert "(24 - 22) / (27 - 22) = 40 %" in shown(app)
        await pilot.press("escape")
        await settled(pilot)
        assert app.screen.focused is app.screen.query_one(Outline)
        assert len(app.screen_stack) == 1


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
def test_it_looks_as_it_did(pair: Pair, size: tuple[int, int], snap_compare: Callable[..., bool]) -> None:
    pair.clash("rationale", "for us", "for those we serve")
    long = "Donaudampfschifffahrtskapitäne in 日本 und 🎯 sonst überall besser bedienen als je zuvor"
    set_field(pair.ana, "objective", pair.objective, "title", long)
    check_in(pair.ana, pair.calls, 6, confidence=9)
    check_in(pair.ben, pair.rate, 24.5)
    set_field(pair.ben, "objective", pair.objective, "kind", "aspirational")
    pair.sync()
    assert snap_compare(pair.app(), terminal_size=size, run_before=settled)


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
def test_an_empty_week_looks_as_it_did(
    tmp_path: Path, size: tuple[int, int], snap_compare: Callable[..., bool]
) -> None:
    moment = Moment(clock=lambda: int(TODAY.timestamp() * 1000))
    workspace = init_workspace(tmp_path / "data", tmp_path / "shared", "Acme", "Ana <a@example.org>", moment=moment)
    app = OkrtuiApp(workspace, tmp_path / "data", is_live=False)
    assert snap_compare(app, terminal_size=size, run_before=settled)


async def test_an_objective_is_called_as_the_practice_calls_it(pair: Pair) -> None:
    set_field(pair.ana, "workspace", pair.ana.config.workspace, "preset", "sme")
    app = pair.app()
    async with opened(app) as pilot:
        assert any("SMART objective" in row for row in rows(app) if "Mine" in row)
        await pilot.press("2", "g", "n")
        await settled(pilot)
        assert any("o  SMART objective" in row for row in rows(app))
