"""The strategy of a company with many objectives: read in a worker, and the keys wait for it."""

import threading
from pathlib import Path

import pytest

from okrtui.app import OkrtuiApp
from okrtui.screens import strategy_list
from okrtui.screens.forms import FormScreen
from okrtui.screens.strategy import StrategyScreen
from okrtui.workspace.edits import New, create
from okrtui.workspace.strategy import Strategy, strategy
from okrtui.workspace.view import View
from tests.screens.pair import Pair, opened, set_field, settled
from tests.screens.seat import Seat
from tests.screens.strategy_world import StrategyWorld

MANY = 210
"""So many objectives are followed in a worker."""


@pytest.fixture
def pair(tmp_path: Path) -> Pair:
    world = StrategyWorld(Pair(tmp_path))
    own = {"unit": world.pair.sales, "cycle": world.pair.ana.company.cycles()[0].id, "stage": "active"}
    create(world.pair.ana, *(New("objective", {"title": f"Objective {n}", **own}) for n in range(MANY)))
    return world.pair


@pytest.fixture
def read_in(monkeypatch: pytest.MonkeyPatch) -> list[threading.Thread]:
    """The threads in which the strategy was read, one for each time."""
    threads: list[threading.Thread] = []

    def read(view: View, cycle: str | None, *, pause: float = 0) -> Strategy:
        threads.append(threading.current_thread())
        return strategy(view, cycle, pause=pause)

    monkeypatch.setattr(strategy_list, "strategy", read)
    return threads


def app(pair: Pair) -> OkrtuiApp:
    return OkrtuiApp(pair.ana, pair.data, is_live=False)


async def test_it_is_read_once_beside_the_screen_and_not_for_a_fold_or_a_filter(
    pair: Pair, read_in: list[threading.Thread]
) -> None:
    async with opened(app(pair), (120, 40)) as pilot:
        seat = Seat(pilot, pair.ana)
        await seat.press("5")
        assert "Deliver" in seat.text
        assert len(read_in) == 1
        await seat.press("Z", "z", "slash", "w", "i", "n", "enter", "escape")
        assert len(read_in) == 1
        set_field(pair.ana, "workspace", pair.ana.config.workspace, "vision", "Closer to everyone.")
        await settled(pilot)
        assert "Closer to everyone." in seat.text
    assert len(read_in) > 1
    assert threading.main_thread() not in read_in


async def test_keys_typed_before_it_is_read_wait_in_their_order(pair: Pair) -> None:
    keys = ("G", "k", "k", "k")
    async with opened(app(pair)) as pilot:
        seat = Seat(pilot, pair.ana)
        await seat.press("5", *keys)
        here = seat.line("▌")
    async with opened(app(pair)) as pilot:
        seat = Seat(pilot, pair.ana)
        await seat.at_once("5", *keys)
        assert seat.is_at(StrategyScreen)
        assert seat.line("▌") == here


@pytest.mark.parametrize("keys", [("j", "e"), ("j", "n", "o")])
async def test_what_comes_before_all_others_or_answers_a_question_waits_too(pair: Pair, keys: tuple[str, ...]) -> None:
    async with opened(app(pair)) as pilot:
        seat = Seat(pilot, pair.ana)
        await seat.at_once("5", *keys)
        assert seat.is_at(FormScreen)
        assert "Deliver cutting-edge technology" in seat.text


async def test_what_is_made_has_the_cursor_though_it_lies_folded(pair: Pair) -> None:
    async with opened(app(pair)) as pilot:
        seat = Seat(pilot, pair.ana)
        await seat.press("5", "j")
        assert "Deliver" in seat.line("▌")
        await seat.press("n", "enter")
        await seat.write("Nearer to clients")
        await seat.press("ctrl+s")
        assert "Nearer to clients" in seat.line("▌")
