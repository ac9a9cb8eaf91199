"""How the strategy screen looks, at 80x24 and 120x40, in each practice, and with nothing in it yet."""

from collections.abc import Callable
from pathlib import Path

import pytest
from textual.pilot import Pilot

from okrtui.app import OkrtuiApp
from okrtui.workspace.edits import align
from okrtui.workspace.founding import init_workspace
from okrtui.workspace.moment import Moment
from tests.screens.pair import TODAY, Pair, settled
from tests.screens.strategy_world import StrategyWorld

SIZES = [(80, 24), (120, 40)]
Compare = Callable[..., bool]


def looks(app: OkrtuiApp, compare: Compare, size: tuple[int, int], *keys: str) -> bool:
    """Whether the strategy screen looks as it did after some keys."""

    async def use(pilot: Pilot[str]) -> None:
        await settled(pilot)
        for key in keys:
            await pilot.press(key)
            await settled(pilot)

    return compare(app, terminal_size=size, run_before=use)


def strategy(pair: Pair) -> OkrtuiApp:
    """The app, opened on the strategy."""
    return OkrtuiApp(pair.ana, pair.data, start="strategy", is_live=False)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("preset", ["okr", "gokr", "sme"])
def test_the_strategy(tmp_path: Path, snap_compare: Compare, preset: str, size: tuple[int, int]) -> None:
    world = StrategyWorld(Pair(tmp_path), preset)
    assert looks(strategy(world.pair), snap_compare, size, "Z", "G")


@pytest.mark.parametrize("size", SIZES)
def test_mokms_tree_with_its_phases(tmp_path: Path, snap_compare: Compare, size: tuple[int, int]) -> None:
    world = StrategyWorld(Pair(tmp_path), "mokm")
    kpi = {"kpi": world.win_rate, "kpi_target": 40, "kpi_due": "2026-12-31"}
    objective = world.pair.make("objective", title="Win rate from 28 to 40 %", unit=world.company, **kpi)
    align(world.pair.ana, objective, world.mission)
    assert looks(strategy(world.pair), snap_compare, size, "j")


@pytest.mark.parametrize("size", SIZES)
def test_what_a_transform_would_make(tmp_path: Path, snap_compare: Compare, size: tuple[int, int]) -> None:
    world = StrategyWorld(Pair(tmp_path), "mokm")
    kpi = {"kpi": world.win_rate, "kpi_target": 40, "kpi_due": "2026-12-31"}
    objective = world.pair.make("objective", title="Win rate from 28 to 40 %", unit=world.company, **kpi)
    align(world.pair.ana, objective, world.mission)
    assert looks(strategy(world.pair), snap_compare, size, "j", "t")


@pytest.mark.parametrize("size", SIZES)
def test_a_kpi_with_its_rate_explained(tmp_path: Path, snap_compare: Compare, size: tuple[int, int]) -> None:
    world = StrategyWorld(Pair(tmp_path))
    assert looks(strategy(world.pair), snap_compare, size, "G", "k", "x")


@pytest.mark.parametrize("size", SIZES)
def test_a_reading_being_typed(tmp_path: Path, snap_compare: Compare, size: tuple[int, int]) -> None:
    world = StrategyWorld(Pair(tmp_path))
    assert looks(strategy(world.pair), snap_compare, size, "G", "r", "4", "8")


@pytest.mark.parametrize("size", SIZES)
def test_the_form_of_a_kpi_with_the_catalogue(tmp_path: Path, snap_compare: Compare, size: tuple[int, int]) -> None:
    world = StrategyWorld(Pair(tmp_path))
    assert looks(strategy(world.pair), snap_compare, size, "n", "k", "down", "down")


@pytest.mark.parametrize("size", SIZES)
def test_nothing_yet(tmp_path: Path, snap_compare: Compare, size: tuple[int, int]) -> None:
    moment = Moment(clock=lambda: int(TODAY.timestamp() * 1000))
    workspace = init_workspace(tmp_path / "data", tmp_path / "shared", "Acme", "Ana <a@example.org>", moment=moment)
    app = OkrtuiApp(workspace, tmp_path / "data", start="strategy", is_live=False)
    assert looks(app, snap_compare, size)
