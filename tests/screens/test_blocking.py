"""Blockers by keys: raised on what the cursor is on, and in the detail assigned, handed up and solved."""

from datetime import timedelta
from pathlib import Path

import pytest
from textual.pilot import Pilot

from okrtui.app import OkrtuiApp
from okrtui.screens.detail import DetailScreen
from okrtui.workspace.blockers import Blocked, blockers_on, raise_blocker
from okrtui.workspace.check_ins import check_in
from tests.screens.pair import Pair, opened, rows, set_field, settled, shown


@pytest.fixture
def pair(tmp_path: Path) -> Pair:
    pair = Pair(tmp_path)
    pair.sync()
    return pair


def app_of(pair: Pair) -> OkrtuiApp:
    return OkrtuiApp(pair.ana, pair.data, start="cascade", is_live=False)


async def press(pilot: Pilot[str], *keys: str) -> None:
    """Press keys; what is longer than one and no name of a key is typed."""
    for key in keys:
        if key in ("enter", "escape") or len(key) == 1:
            await pilot.press(key)
        else:
            await pilot.press(*("space" if letter == " " else letter for letter in key))
        await settled(pilot)


async def look_at(pilot: Pilot[str], kind: str, id: str, *, explained: bool = False) -> None:
    await pilot.app.push_screen(DetailScreen(kind, id, explained=explained))
    await settled(pilot)


def found(pair: Pair) -> list[Blocked]:
    return blockers_on(pair.ana, pair.objective)


async def test_b_asks_what_is_in_the_way_and_who_solves_it(pair: Pair) -> None:
    app = app_of(pair)
    async with opened(app) as pilot:
        await press(pilot, "j", "j", "l", "j", "b")
        assert "What is in the way of 'Close rate to 27 %'?" in shown(app)
        await press(pilot, "enter")
        assert "say it in a few words" in shown(app)
        await press(pilot, "No demo account", "enter", "ben", "enter")
        assert "Blocker raised, for Ben Okafor · u undo" in shown(app)
    (blocked,) = found(pair)
    assert (blocked.description, blocked.solver_name) == ("No demo account", "Ben Okafor")
    assert blocked.subject.id == pair.rate


async def test_what_is_typed_and_left_is_kept(pair: Pair) -> None:
    app = app_of(pair)
    async with opened(app) as pilot:
        await look_at(pilot, "key_result", pair.rate)
        await press(pilot, "b", "No demo", "escape", "b")
        assert "No demo" in shown(app)
        await press(pilot, " account", "enter", "escape")
        assert "The blocker is not raised yet · b takes it up again" in shown(app)
        assert found(pair) == []
        await press(pilot, "b", "enter", "nobody", "enter")
        assert [(each.description, each.solver) for each in found(pair)] == [("No demo account", None)]
        await press(pilot, "b")
        assert "No demo account" not in shown(app).partition("What is in the way")[2]


async def test_only_what_can_be_blocked_has_blockers(pair: Pair) -> None:
    app = app_of(pair)
    async with opened(app) as pilot:
        await press(pilot, "g", "b")
        assert "A unit has no blockers · objectives and key results have them" in shown(app)


async def test_the_detail_shows_age_solver_and_unit(pair: Pair) -> None:
    pair.now -= timedelta(days=12)
    raise_blocker(pair.ana, pair.rate, "No demo account 新規 " + "and nobody who would know whom to ask " * 3)
    pair.now += timedelta(days=12)
    raise_blocker(pair.ana, pair.objective, "No budget", pair.ben.person)
    app = app_of(pair)
    async with opened(app, (80, 40)) as pilot:
        await look_at(pilot, "objective", pair.objective)
        said = rows(app)
        place = next(place for place, row in enumerate(said) if row.startswith(" Blockers"))
        assert said[place].endswith("enter solves, assigns, hands up")
        assert said[place + 1].split()[:3] == ["12", "d", "No"]
        assert said[place + 3].split() == ["ask"]
        assert said[place + 4].strip() == "nobody to solve it · Sales · Close rate to 27 %"
        assert said[place + 5 : place + 7] == ["      0 d  No budget", "           Ben Okafor · Sales"]


async def test_enter_on_a_blocker_asks_what_becomes_of_it(pair: Pair) -> None:
    raise_blocker(pair.ana, pair.rate, "No demo account")
    northwind = next(id for id, fields in pair.ana.company.live("unit") if fields["name"] == "Northwind")
    set_field(pair.ana, "unit", northwind, "lead", pair.ana.person)
    app = app_of(pair)
    async with opened(app) as pilot:
        await look_at(pilot, "key_result", pair.rate)
        await press(pilot, "j", "enter")
        assert "What becomes of 'No demo account'?" in shown(app)
        assert "Sales has it, nobody is named to solve it" in shown(app)
        assert "h  hand it up   to Northwind: Ana Ruiz is to solve it" in shown(app)
        await press(pilot, "a", "ben", "enter")
        assert "Ben Okafor is to solve it · u undo" in shown(app)
        await press(pilot, "b", "a", "ben", "enter")  # the cursor is on the blocker still
        assert "Ben Okafor was to solve it already" in shown(app)
        await press(pilot, "b", "h")
        assert "Handed up to Northwind · u undo" in shown(app)
        assert "Ana Ruiz · Northwind, handed up" in shown(app)
        await press(pilot, "enter")
        assert "hand it up" not in shown(app)
        await press(pilot, "s", "enter", "the vendor made one", "enter")
        assert "Solved: No demo account · u undo" in shown(app)
        assert found(pair) == []
        await press(pilot, "u")
        assert [each.solver_name for each in found(pair)] == ["Ana Ruiz"]


async def test_beside_the_list_enter_does_the_same(pair: Pair) -> None:
    raise_blocker(pair.ana, pair.rate, "No demo account")
    app = app_of(pair)
    async with opened(app, (120, 40)) as pilot:
        await press(pilot, "j", "j", "l", "j", "enter", "j", "enter")
        assert "What becomes of 'No demo account'?" in shown(app)


# --- what else the rhythm left on a key result


async def test_a_moved_target_shows_with_both_scores_and_explained(pair: Pair) -> None:
    set_field(pair.ana, "key_result", pair.rate, "target", 25)
    app = app_of(pair)
    async with opened(app, (80, 40)) as pilot:
        await look_at(pilot, "key_result", pair.rate, explained=True)
        said = rows(app)
        place = said.index("   moved, first aimed at 27 %: 40 %, score 0.40")
        assert said[place + 1] == "   now aimed at 25 %: 67 %, score 0.67"
        assert any(row.startswith("   (24 - 22) / (25 - 22) = ") and row.endswith("shown as 67 %") for row in said)
        place = said.index("   By what it was first aimed at, 27 %:")
        assert said[place + 1] == "   (24 - 22) / (27 - 22) = 40 %"


async def test_a_check_in_shows_all_that_was_said_and_for_whom(pair: Pair) -> None:
    notes = {"achievement": "Two wins", "next_step": "Call the ten oldest leads", "learned": "Ask early"}
    check_in(pair.ana, pair.rate, 25, notes=notes, on_behalf_of=pair.ben.person)
    app = app_of(pair)
    async with opened(app, (80, 40)) as pilot:
        await look_at(pilot, "key_result", pair.rate)
        said = [row.strip() for row in rows(app)]
        place = next(place for place, row in enumerate(said) if row.startswith("today") and row.endswith("Ana Ruiz"))
        assert said[place + 1 : place + 5] == [
            "for  Ben Okafor",
            "achievement  Two wins",
            "next step  Call the ten oldest leads",
            "learned  Ask early",
        ]
