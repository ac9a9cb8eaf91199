"""The detail: what it says of an object, and what its keys are about."""

from datetime import date
from pathlib import Path

import pytest
from textual.pilot import Pilot

from okrtui.app import OkrtuiApp
from okrtui.okr.kinds import Mode
from okrtui.screens.checkin import CheckinScreen
from okrtui.screens.detail import DetailScreen
from okrtui.screens.detail_view import DetailView
from okrtui.workspace.check_ins import check_in
from okrtui.workspace.edits import New, align, create
from tests.screens.pair import Pair, opened, rows, set_field, settled, shown

NOTE = "Zwei große Vorführungen sind verschoben worden, 来月まで, und der Einkauf wartet auf das Angebot"


@pytest.fixture
def pair(tmp_path: Path) -> Pair:
    return Pair(tmp_path)


def detail(pair: Pair) -> OkrtuiApp:
    return OkrtuiApp(pair.ana, pair.data, start="cascade", is_live=False)


async def look_at(pilot: Pilot[str], kind: str, id: str, *, explained: bool = False) -> DetailView:
    screen = DetailScreen(kind, id, explained=explained)
    await pilot.app.push_screen(screen)
    await settled(pilot)
    return screen.view


async def press(pilot: Pilot[str], *keys: str) -> None:
    for key in keys:
        await pilot.press(key)
        await settled(pilot)


async def test_an_objective_says_why_it_is_there_and_how_it_stands(pair: Pair) -> None:
    pair.sync()
    set_field(pair.ana, "workspace", pair.ana.config.workspace, "vision", "Connectivity for everyone")
    mission = pair.make("mission", statement="Transform lives", unit=pair.sales)
    align(pair.ana, pair.objective, mission)
    below = pair.make("objective", title="Sell in the north", unit=pair.sales, owner=pair.ben.person)
    align(pair.ana, below, pair.objective, Mode.SUPPORTS)
    set_field(pair.ana, "objective", pair.objective, "rationale", "Clients get their answer the same day.")
    app = detail(pair)
    async with opened(app, (80, 40)) as pilot:
        await look_at(pilot, "objective", pair.objective)
        said = rows(app)
        assert "▌  Improve sales across the team ◆★" in said
        assert "   Connectivity for everyone › Transform lives" in said
        assert "   Northwind › Sales · Ana Ruiz · until 31 Dec" in said
        assert any("53 % of 55 % expected" in row for row in said)
        assert "   Clients get their answer the same day." in said
        assert "   mission Transform lives" in said
        assert any(row.startswith("   O Sell in the north") for row in said)
        assert any("below, 1 supporting" in row for row in said)
        assert "   last change Ana Ruiz, 9:41" in said


async def test_a_key_result_lists_its_check_ins_latest_first(pair: Pair) -> None:
    check_in(pair.ben, pair.rate, 25.5, confidence=7, notes={"note": NOTE}, on=date(2026, 11, 19))
    pair.sync()
    app = detail(pair)
    async with opened(app, (100, 40)) as pilot:
        await look_at(pilot, "key_result", pair.rate)
        said = rows(app)
        assert "   22 ▸ 25.5 ▸ 27 %   ▁█   confidence 7" in said
        first = next(place for place, row in enumerate(said) if "25.5 %" in row and "Ben" in row)
        assert said[first].split()[:2] == ["yesterday", "25.5"]
        assert "24 %" in "".join(said[first + 1 : first + 5])
        noted = " ".join(" ".join(said[first : first + 3]).split())
        assert NOTE in noted


async def test_milestones_show_what_is_done(pair: Pair) -> None:
    build = pair.make("key_result", objective=pair.objective, title="Portal", metric="milestones")
    steps = create(pair.ana, *(New("milestone", {"key_result": build, "title": t}) for t in ("Plan", "Build"))).ids
    check_in(pair.ana, build, [steps[0]])
    app = detail(pair)
    async with opened(app) as pilot:
        await look_at(pilot, "key_result", build)
        assert "   ✓ Plan" in rows(app)
        assert "   ○ Build" in rows(app)


async def test_empty_places_say_what_belongs_there(pair: Pair) -> None:
    bare = pair.make("objective", title="Bare", unit=pair.sales)
    app = detail(pair)
    async with opened(app) as pilot:
        await look_at(pilot, "objective", bare)
        assert "   None yet: n makes the first." in rows(app)


async def test_the_number_is_explained_and_put_away_again(pair: Pair) -> None:
    app = detail(pair)
    async with opened(app) as pilot:
        await look_at(pilot, "objective", pair.objective, explained=True)
        assert "Close rate to 27 %: 40 %, weight 1" in shown(app)
        await press(pilot, "equals_sign")
        assert "weight 1" not in shown(app)


async def test_a_conflict_is_named(pair: Pair) -> None:
    pair.clash("title", "Sell more", "Sell better")
    app = detail(pair)
    async with opened(app) as pilot:
        await look_at(pilot, "objective", pair.objective)
        assert "⚡ title  ! chooses  Ana Ruiz, 9:39: Sell more" in shown(app)


async def test_enter_goes_deeper_and_escape_comes_back(pair: Pair) -> None:
    app = detail(pair)
    async with opened(app) as pilot:
        await look_at(pilot, "objective", pair.objective)
        await press(pilot, "j", "j", "enter")
        assert rows(app)[0] == "▌  Six calls per rep"
        await press(pilot, "escape")
        assert any(row.startswith("▌  Six calls per rep") for row in rows(app))


async def test_keys_are_about_the_line_under_the_cursor(pair: Pair) -> None:
    app = detail(pair)
    async with opened(app) as pilot:
        await look_at(pilot, "objective", pair.objective)
        await press(pilot, "e")
        assert "▌  Objective    Improve sales" in shown(app)
        await press(pilot, "escape", "j", "e")
        assert "Close rate to 27 %" in shown(app)
        await press(pilot, "escape", "c")
        assert isinstance(app.screen, CheckinScreen)


async def test_n_makes_a_key_result_below_and_the_cursor_goes_there(pair: Pair) -> None:
    app = detail(pair)
    async with opened(app) as pilot:
        await look_at(pilot, "objective", pair.objective)
        await press(pilot, "n", *"Wins", "ctrl+s")
        assert any(row.startswith("▌  Wins") for row in rows(app))


async def test_a_check_in_can_be_deleted(pair: Pair) -> None:
    app = detail(pair)
    async with opened(app) as pilot:
        await look_at(pilot, "key_result", pair.rate)
        await press(pilot, "j", "d")
        assert "Delete the check-in 'Close rate to 27 %, 2026-11-12'?" in shown(app)
        await press(pilot, "d")
        assert "   None yet: c makes the first." in rows(app)


async def test_deleting_the_object_itself_leaves(pair: Pair) -> None:
    app = detail(pair)
    async with opened(app) as pilot:
        await look_at(pilot, "objective", pair.objective)
        await press(pilot, "d", "d")
        assert not isinstance(app.screen, DetailScreen)
        assert "Deleted: Improve sales across the team · u undo" in shown(app)


async def test_the_cursor_keeps_its_line_when_the_object_changes(pair: Pair) -> None:
    app = detail(pair)
    async with opened(app) as pilot:
        await look_at(pilot, "objective", pair.objective)
        await press(pilot, "j", "j")
        set_field(pair.ana, "objective", pair.objective, "rationale", "Because. " * 20)
        await settled(pilot)
        assert any(row.startswith("▌  Six calls per rep") for row in rows(app))


async def test_text_below_the_last_line_with_a_cursor_can_be_read(pair: Pair) -> None:
    for day in range(1, 20):
        check_in(pair.ana, pair.rate, 23, on=date(2026, 10, day))
    app = detail(pair)
    async with opened(app) as pilot:
        await look_at(pilot, "key_result", pair.rate)
        assert "last change" not in shown(app)
        await press(pilot, *["j"] * 24)
        assert "last change" in shown(app)
        await press(pilot, "g")
        assert rows(app)[0] == "▌  Close rate to 27 %"


async def test_a_units_people_and_objectives(pair: Pair) -> None:
    pair.sync()
    create(pair.ana, New("membership", {"person": pair.ben.person, "unit": pair.sales}))
    app = detail(pair)
    async with opened(app) as pilot:
        await look_at(pilot, "unit", pair.sales)
        said = rows(app)
        assert any(row.startswith("   Improve sales across the team") for row in said)
        assert "   Ben Okafor" in said
        await press(pilot, "j", "j", "enter")
        assert "E-mail       ben@example.org" in shown(app)


async def test_an_initiative_is_made_done_and_deleted_by_keys(pair: Pair) -> None:
    app = detail(pair)
    async with opened(app) as pilot:
        await look_at(pilot, "key_result", pair.rate)
        await press(pilot, "n", "i", *"Rehearse", "ctrl+s")
        assert any(row.startswith("▌  ○ Rehearse") for row in rows(app))
        await press(pilot, "enter", "tab", "tab", "right", "ctrl+s")
        assert any(row.startswith("▌  ✓ Rehearse") for row in rows(app))
        await press(pilot, "d", "d")
        assert not any("Rehearse" in row for row in rows(app) if "Deleted" not in row)
    assert not list(pair.ana.company.live("initiative"))
