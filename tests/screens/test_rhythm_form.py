"""When check-ins are due, in the forms of a unit and of the workspace."""

from collections.abc import Callable
from pathlib import Path

import pytest
from textual.pilot import Pilot

from okrtui.screens.forms import edit
from okrtui.workspace.rhythms import rhythm_words
from tests.screens.pair import Pair, opened, set_field, settled, shown, until


@pytest.fixture
def pair(tmp_path: Path) -> Pair:
    return Pair(tmp_path)


async def press(pilot: Pilot[str], *keys: str) -> None:
    await pilot.press(*keys)
    await settled(pilot)


async def test_a_unit_has_days_of_its_own_and_gives_them_up_again(pair: Pair) -> None:
    app = pair.app()
    async with opened(app) as pilot:
        edit(app, "unit", pair.sales, then=lambda kind, id: None)
        await until(pilot, "[as above]")
        assert "1, from the workspace" in shown(app)
        await press(pilot, "tab", "tab", "tab", "tab")
        await until(pilot, "as above: Friday, from the workspace")
        await press(pilot, "t", "tab", "2", "ctrl+s")
        await until(pilot, "Saved")
        assert rhythm_words(pair.ana, pair.sales) == "every second Tuesday"
        edit(app, "unit", pair.sales, then=lambda kind, id: None)
        await until(pilot, "[tue]")
        await press(pilot, "tab", "tab", "tab", "tab", "a", "tab", "delete", "ctrl+s")
        await until(pilot, "Saved")
    assert rhythm_words(pair.ana, pair.sales) == "every Friday, from the workspace"


async def test_another_unit_above_has_other_days(pair: Pair) -> None:
    other = pair.make("unit", name="Abroad", level="department", check_in_weekday="monday", check_in_weeks=4)
    app = pair.app()
    async with opened(app) as pilot:
        edit(app, "unit", pair.sales, then=lambda kind, id: None)
        await until(pilot, "1, from the workspace")
        await press(pilot, "tab", "tab", "tab", *"Abroad", "tab", "tab")
        await until(pilot, "4, from Abroad")
        await press(pilot, "shift+tab")
        await until(pilot, "as above: Monday, from Abroad")
    assert pair.ana.company.unit(other) is not None


async def test_the_weeks_of_all(pair: Pair) -> None:
    app = pair.app()
    async with opened(app) as pilot:
        await press(pilot, "E")
        await until(pilot, "Settings of the workspace")
        await press(pilot, *["tab"] * 6, "1", "4", "tab")
        await until(pilot, "13")
        await press(pilot, "shift+tab", "2", "ctrl+s")
        await until(pilot, "Saved")
    assert pair.ana.company.workspace().weeks == 2


async def test_a_unit_says_so_where_it_differs(pair: Pair) -> None:
    app = pair.app()
    async with opened(app, (120, 40)) as pilot:
        await press(pilot, "2", "G")
        while "checks in" not in shown(app):
            set_field(pair.ana, "unit", pair.sales, "check_in_weekday", "tuesday")
            await press(pilot, "k")
        assert "checks in every Tuesday" in " ".join(shown(app).split())


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
def test_it_looks_as_it_did(pair: Pair, size: tuple[int, int], snap_compare: Callable[..., bool]) -> None:
    title = "Verkäufer und Außendienst für alle, 売上チーム 🎯 und noch viel mehr davon"
    pair.make("unit", name=title, level="company", check_in_weekday="monday", check_in_weeks=2)
    app = pair.app()

    async def open_it(pilot: Pilot[str]) -> None:
        await settled(pilot)
        edit(app, "unit", pair.sales, then=lambda kind, id: None)
        await until(pilot, "[as above]")
        await press(pilot, "tab", "tab", "tab", *"Verk", "tab")
        await until(pilot, "as above: Monday")

    assert snap_compare(app, terminal_size=size, run_before=open_it)
