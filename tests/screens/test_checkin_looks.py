"""How the check-in wizard looks, at 80x24 and 120x40."""

from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from textual.pilot import Pilot

from okrtui.app import OkrtuiApp
from tests.screens.checkin_world import World

SIZES = [(80, 24), (120, 40)]
NOTE = "Großer Auftrag 🎉 新規顧客 unterschreibt, und zwei weitere haben für nächste Woche um ein Angebot gebeten"

Compare = Callable[..., bool]


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World(tmp_path)


def looks(
    world: World, compare: Compare, size: tuple[int, int], *keys: str, start: str = "checkin", typed: str = ""
) -> bool:
    """Whether the wizard, after some keys and then a text, looks as it did."""
    world.arrive()

    async def use(pilot: Pilot[str]) -> None:
        for key in (*keys, *typed):
            await pilot.press({" ": "space", ",": "comma"}.get(key, key))
            while any(worker.is_running for worker in pilot.app.workers):
                await pilot.app.workers.wait_for_complete()
                await pilot.pause()
        await pilot.pause()

    app = OkrtuiApp(world.workspace, world.data, start=start, is_live=False)
    run: Callable[[Pilot[str]], Awaitable[None]] = use
    return compare(app, terminal_size=size, run_before=run)


@pytest.mark.parametrize("size", SIZES)
def test_a_value_is_typed(world: World, snap_compare: Compare, size: tuple[int, int]) -> None:
    world.close_rate(), world.calls()
    assert looks(world, snap_compare, size, "2", "5", "full_stop", "5")


@pytest.mark.parametrize("size", SIZES)
def test_off_track_within_the_app(world: World, snap_compare: Compare, size: tuple[int, int]) -> None:
    world.response(), world.calls()
    assert looks(world, snap_compare, size, "3", "8", "enter", "5", start="week")


@pytest.mark.parametrize("size", SIZES)
def test_milestones_and_a_long_note(world: World, snap_compare: Compare, size: tuple[int, int]) -> None:
    world.launch()
    assert looks(world, snap_compare, size, "2", "o", typed=NOTE)


@pytest.mark.parametrize("size", SIZES)
def test_who_solves_it(world: World, snap_compare: Compare, size: tuple[int, int]) -> None:
    world.close_rate()
    assert looks(world, snap_compare, size, "enter", "6", "b", "x", "enter")


@pytest.mark.parametrize("size", SIZES)
def test_the_summary(world: World, snap_compare: Compare, size: tuple[int, int]) -> None:
    world.calls(), world.response(), world.launch()
    assert looks(world, snap_compare, size, "3", "2", "enter", "7", "enter", "6", "enter", "9", "s", start="week")


def test_nothing_is_due(world: World, snap_compare: Compare) -> None:
    world.checked_in(world.close_rate(), 25, 20, 7)
    assert looks(world, snap_compare, (80, 24), "3", start="week")


@pytest.mark.parametrize("size", SIZES)
def test_everything_that_a_card_can_have(world: World, snap_compare: Compare, size: tuple[int, int]) -> None:
    world.lively()
    assert looks(world, snap_compare, size, "d")


@pytest.mark.parametrize("size", SIZES)
def test_it_stays_whole_while_something_is_asked(world: World, snap_compare: Compare, size: tuple[int, int]) -> None:
    world.lively()
    assert looks(world, snap_compare, size, "3", "b", "x", "enter", start="week")


@pytest.mark.parametrize("size", SIZES)
def test_an_earlier_day(world: World, snap_compare: Compare, size: tuple[int, int]) -> None:
    world.lively()
    assert looks(world, snap_compare, size, "D", *"12 Nov", "enter", "2", "3")


@pytest.mark.parametrize("size", SIZES)
def test_a_target_that_was_adapted(world: World, snap_compare: Compare, size: tuple[int, int]) -> None:
    world.close_rate()
    assert looks(world, snap_compare, size, "3", "enter", "4", "t", "2", "6", "enter", start="week")
