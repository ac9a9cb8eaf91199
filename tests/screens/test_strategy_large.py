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


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> threading.Event:
    """While it is closed, no strategy is read."""
    opening = threading.Event()
    opening.set()

    def slow(view: View, cycle: str | None, *, pause: float = 0) -> Strategy:
        assert opening.wait(20)
        return strategy(view, cycle, pause=pause)

    monkeypatch.setattr(strategy_list, "strategy", slow)
    return opening


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


async def typed_ahead(seat: Seat, gate: threading.Event, *keys: str) -> None:
    """Open the strategy and press keys before anything of it has been read."""
    gate.clear()
    await seat.pilot.press("5", *keys)
    assert seat.is_at(StrategyScreen)
    assert "Reading…" in seat.text
    gate.set()
    await settled(seat.pilot)


async def test_keys_typed_before_it_is_read_wait_in_their_order(pair: Pair, gate: threading.Event) -> None:
    keys = ("G", "k", "k", "k", "h", "j")
    async with opened(app(pair)) as pilot:
        seat = Seat(pilot, pair.ana)
        await seat.press("5", *keys)
        here = seat.line("▌")
    async with opened(app(pair)) as pilot:
        seat = Seat(pilot, pair.ana)
        await typed_ahead(seat, gate, *keys)
        assert seat.line("▌") == here


@pytest.mark.parametrize("keys", [("j", "e"), ("j", "n", "o")])
async def test_keys_for_a_form_or_a_question_wait_too(
    pair: Pair, gate: threading.Event, keys: tuple[str, ...]
) -> None:
    async with opened(app(pair)) as pilot:
        seat = Seat(pilot, pair.ana)
        await typed_ahead(seat, gate, *keys)
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
