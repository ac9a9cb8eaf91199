"""The Cascade: folding, finding, going somewhere, and staying where one is while others work."""

import re
from pathlib import Path

import pytest
from textual.pilot import Pilot

from okrtui.app import OkrtuiApp
from okrtui.screens.cascade import CascadeScreen
from okrtui.screens.detail import DetailScreen
from okrtui.screens.forms import FormScreen
from okrtui.workspace.check_ins import check_in
from okrtui.workspace.deleting import delete
from okrtui.workspace.edits import New, create
from okrtui.workspace.own_unit import individual_unit_id
from tests.screens.pair import Pair, opened, set_field, settled, shown
from tests.screens.seat import Seat

FIGURES = re.compile(r"(?<=[^\s▌])\s{2,}.*|\s[━─┿┃]{3,}.*")
COACH = re.compile(" [✗!]$")


@pytest.fixture
def pair(tmp_path: Path) -> Pair:
    return Pair(tmp_path)


def cascade(pair: Pair) -> OkrtuiApp:
    return OkrtuiApp(pair.ana, pair.data, start="cascade", is_live=False)


def screen(pilot: Pilot[str]) -> CascadeScreen:
    found = pilot.app.screen
    assert isinstance(found, CascadeScreen)
    return found


def lines(pilot: Pilot[str]) -> list[str]:
    """The rows of the list, without their figures and what the coach thinks of them."""
    outline = screen(pilot).tree_list
    found = [outline.render_line(y).text.rstrip() for y in range(outline.size.height)]
    return [COACH.sub("", FIGURES.sub("", line).rstrip()) for line in found if line]


def here(pilot: Pilot[str]) -> str:
    """The row that the cursor is on."""
    return next((line.strip("▌ ▸▾") for line in lines(pilot) if line.startswith("▌")), "")


async def press(pilot: Pilot[str], *keys: str) -> None:
    for key in keys:
        await pilot.press(key)
        await settled(pilot)


async def test_the_company_is_open_down_to_its_departments(pair: Pair) -> None:
    team = pair.make("unit", name="Inside sales", level="team", parent=pair.sales)
    pair.make("unit", name="Nights", level="team", parent=team)
    async with opened(cascade(pair)) as pilot:
        assert lines(pilot) == [
            "▌▾ Northwind",
            "   ▾ Sales",
            "     ▸ O Improve sales across the team ◆★",
            "     ▸ Inside sales",
        ]


async def test_folding_is_kept_when_things_change(pair: Pair) -> None:
    async with opened(cascade(pair)) as pilot:
        await press(pilot, "j", "j", "l", "k", "h")
        assert lines(pilot)[1:] == ["▌  ▸ Sales"]
        pair.make("objective", title="Another", unit=pair.sales)
        check_in(pair.ana, pair.rate, 26)
        await settled(pilot)
        assert lines(pilot)[1:] == ["▌  ▸ Sales"]
        await press(pilot, "space")
        assert "         Close rate to 27 %" in lines(pilot)


async def test_everything_is_folded_and_unfolded_at_once(pair: Pair) -> None:
    async with opened(cascade(pair)) as pilot:
        await press(pilot, "Z")
        assert any("Six calls per rep" in line for line in lines(pilot))
        await press(pilot, "z")
        assert [line.strip("▌ ") for line in lines(pilot)][1:] == ["▸ Sales"]


async def test_one_filters_while_typing_and_keeps_ones_place(pair: Pair) -> None:
    async with opened(cascade(pair)) as pilot:
        await press(pilot, "slash", "s", "i", "x")
        assert any("Six calls" in line for line in lines(pilot))
        assert not any("Close rate" in line for line in lines(pilot))
        await press(pilot, "enter", "G")
        assert here(pilot).startswith("Six calls")
        await press(pilot, "escape")
        assert here(pilot).startswith("Six calls")
        assert any("Close rate" in line for line in lines(pilot))


async def test_a_slash_and_letters_in_one_burst_filter_and_command_nothing(pair: Pair) -> None:
    async with opened(cascade(pair)) as pilot:
        screen(pilot).show("key_result", pair.rate)
        await settled(pilot)
        for key in ("slash", "c", "l", "o", "s", "e"):  # without waiting between
            pilot.app.simulate_key(key)
        await settled(pilot)
        assert screen(pilot).filter_line.text == "close"
        assert not any("Six calls" in line for line in lines(pilot))


async def test_the_filter_knows_owners(pair: Pair) -> None:
    async with opened(cascade(pair)) as pilot:
        await press(pilot, "slash", *"ana")
        assert any("Improve sales" in line for line in lines(pilot))
        await press(pilot, *"xx")
        assert lines(pilot) == [" Nothing here fits. esc shows everything again."]
        await press(pilot, "escape")
        assert any("Improve sales" in line for line in lines(pilot))


async def test_the_statuses_go_round(pair: Pair) -> None:
    app = cascade(pair)
    async with opened(app) as pilot:
        seen = []
        for _ in range(5):
            await press(pilot, "f")
            seen.append(next(words for words in _STATUS_WORDS if f"f {words}" in shown(app)))
        assert seen == ["off track", "not started", "stale", "done", "all statuses"]


_STATUS_WORDS = ("off track", "not started", "stale", "done", "all statuses")


async def test_off_track_shows_the_way_down_to_what_is(pair: Pair) -> None:
    async with opened(cascade(pair)) as pilot:
        check_in(pair.ana, pair.rate, 22)
        await press(pilot, "f")
        assert [line.strip("▌ ▸▾") for line in lines(pilot)] == [
            "Northwind",
            "Sales",
            "O Improve sales across the team ◆★",
            "Close rate to 27 %",
        ]


async def test_another_cycle(pair: Pair) -> None:
    fields = {"name": "2027-Q1", "start": "2027-01-01", "end": "2027-03-31"}
    later = pair.make("cycle", **fields)
    pair.make("objective", title="Next year", unit=pair.sales, cycle=later)
    app = cascade(pair)
    async with opened(app) as pilot:
        await press(pilot, "right_square_bracket")
        assert "[ 2027-Q1 ]" in shown(app)
        assert any("Next year" in line for line in lines(pilot))
        await press(pilot, "right_square_bracket")
        assert "There is no cycle after this one" in shown(app)
        await press(pilot, "left_square_bracket")
        assert any("Improve sales" in line for line in lines(pilot))


async def test_a_jump_unfolds_the_way(pair: Pair) -> None:
    async with opened(cascade(pair)) as pilot:
        await press(pilot, "z")
        screen(pilot).show("key_result", pair.calls)
        await settled(pilot)
        assert here(pilot).startswith("Six calls per rep")


async def test_a_jump_goes_to_the_objects_own_cycle_and_past_a_filter(pair: Pair) -> None:
    later = pair.make("cycle", name="2027-Q1", start="2027-01-01", end="2027-03-31")
    next_year = pair.make("objective", title="Next year", unit=pair.sales, cycle=later)
    app = cascade(pair)
    async with opened(app) as pilot:
        await press(pilot, "slash", *"six", "enter")
        screen(pilot).show("objective", next_year)
        await settled(pilot)
        assert here(pilot).startswith("O Next year")
        assert "[ 2027-Q1 ]" in shown(app)
        assert "/ filter" in shown(app)


async def test_my_units_one_after_the_other(pair: Pair) -> None:
    create(pair.ana, New("unit", {"name": "Ana", "level": "individual"}, individual_unit_id(pair.ana.person)))
    set_field(pair.ana, "unit", individual_unit_id(pair.ana.person), "lead", pair.ana.person)
    async with opened(cascade(pair)) as pilot:
        await press(pilot, "m")
        assert here(pilot).startswith("Ana")
        await press(pilot, "m")
        assert here(pilot).startswith("Northwind")


async def test_the_cursor_stays_on_its_object_when_a_teammate_adds_rows(pair: Pair) -> None:
    async with opened(cascade(pair)) as pilot:
        await press(pilot, "j", "j", "l", "j", "j")
        assert here(pilot).startswith("Six calls")
        create(pair.ben, New("unit", {"name": "Alpha", "level": "department", "parent": _company(pair)}))
        create(pair.ben, New("key_result", {"title": "Third", "objective": pair.objective, "start": 0, "target": 1}))
        pair.sync()
        await settled(pilot)
        assert here(pilot).startswith("Six calls")
        assert any("Alpha" in line for line in lines(pilot))
        assert any("Third" in line for line in lines(pilot))


def _company(pair: Pair) -> str:
    return pair.ana.company.child_units(None)[0].id


async def test_the_cursor_goes_to_an_heir_when_its_object_is_deleted(pair: Pair) -> None:
    async with opened(cascade(pair)) as pilot:
        await press(pilot, "j", "j", "l", "j")
        delete(pair.ana, "key_result", pair.rate)
        await settled(pilot)
        assert here(pilot).startswith("Six calls")


async def test_what_changed_while_another_screen_was_open_is_there_afterwards(pair: Pair) -> None:
    async with opened(cascade(pair)) as pilot:
        await press(pilot, "1")
        pair.make("unit", name="Legal", level="department", parent=_company(pair))
        await settled(pilot)
        await press(pilot, "2")
        assert any("Legal" in line for line in lines(pilot))


async def test_enter_opens_the_detail_on_a_narrow_screen(pair: Pair) -> None:
    async with opened(cascade(pair)) as pilot:
        await press(pilot, "j", "j", "enter")
        assert isinstance(pilot.app.screen, DetailScreen)
        await press(pilot, "escape")
        assert here(pilot).startswith("O Improve sales")


async def test_the_detail_follows_the_cursor_on_a_wide_one(pair: Pair) -> None:
    app = cascade(pair)
    async with opened(app, (120, 40)) as pilot:
        await press(pilot, "j", "j")
        assert "Key results" in shown(app)
        await press(pilot, "enter", "j", "enter")
        assert here(pilot).startswith("Close rate to 27 %")
        assert "Check-ins" in shown(app)
        assert screen(pilot).focused is screen(pilot).pane
        await press(pilot, "escape", "j")
        assert here(pilot).startswith("Six calls")


async def test_the_keys_are_about_what_the_cursor_is_on_in_the_pane(pair: Pair) -> None:
    async with opened(cascade(pair), (120, 40)) as pilot:
        await press(pilot, "j", "j", "enter", "j", "j", "e")
        assert isinstance(pilot.app.screen, FormScreen)
        assert "Six calls per rep" in shown_text(pilot)


def shown_text(pilot: Pilot[str]) -> str:
    app = pilot.app
    assert isinstance(app, OkrtuiApp)
    return shown(app)


async def test_x_explains_the_number(pair: Pair) -> None:
    app = cascade(pair)
    async with opened(app, (120, 40)) as pilot:
        screen(pilot).show("key_result", pair.rate)
        await press(pilot, "x")
        assert "(24 - 22) / (27 - 22) = 40 %" in shown(app)
        await press(pilot, "x")
        assert "(24 - 22) / (27 - 22) = 40 %" not in shown(app)


async def test_deleting_asks_first_and_undo_brings_back(pair: Pair) -> None:
    app = cascade(pair)
    async with opened(app) as pilot:
        await press(pilot, "j", "j", "d")
        assert "Its 2 key results will go, and come back, with it." in shown(app)
        await press(pilot, "escape")
        assert any("Improve sales" in line for line in lines(pilot))
        await press(pilot, "d", "d")
        assert not any("Improve sales" in line for line in lines(pilot))
        assert "Deleted: Improve sales across the team · u undo" in shown(app)
        await press(pilot, "u")
        assert any("Improve sales" in line for line in lines(pilot))


async def test_a_deleted_unit_with_something_below_it_can_be_brought_back_where_it_stands(pair: Pair) -> None:
    app = cascade(pair)
    async with opened(app) as pilot:
        await press(pilot, "j", "d", "d")
        assert any("Sales (deleted)" in line for line in lines(pilot))
        screen(pilot).tree_list.move_to(pair.sales)
        await press(pilot, "e")
        assert "it is deleted" in shown(app)
        await press(pilot, "d", "b")
        assert not any("(deleted)" in line for line in lines(pilot))
        assert any("Sales" in line for line in lines(pilot))


@pytest.mark.parametrize("units", [0, 150], ids=["few", "many"])
@pytest.mark.parametrize(
    ("keys", "mark"),
    [
        ("space space", "▾"),
        ("space space space", "▸"),
        ("z space", "▸"),
        ("z space space", "▾"),
        ("z Z space", "▸"),
        ("h l", "▾"),
        ("h l h", "▸"),
    ],
)
async def test_each_of_many_quick_keys_folds_or_unfolds(pair: Pair, units: int, keys: str, mark: str) -> None:
    company = _company(pair)
    if units:
        create(pair.ana, *(New("unit", {"name": f"Unit {n}", "parent": company}) for n in range(units)))
    async with opened(cascade(pair)) as pilot:
        await Seat(pilot, pair.ana).at_once(*keys.split())
        assert lines(pilot)[0][1:2] == mark


async def test_many_units_show_their_names_at_once_and_their_figures_when_they_are_made(pair: Pair) -> None:
    company = _company(pair)
    create(pair.ana, *(New("unit", {"name": f"Unit {n}", "parent": company}) for n in range(150)))
    app = cascade(pair)
    async with opened(app) as pilot:
        assert any("Unit 1" in line for line in lines(pilot))
        assert "▲ attention" in shown(app)
