"""The planning board of a company with many units: read in a worker, and the keys wait for it."""

from pathlib import Path
from threading import Event

import pytest

from okrtui.okr.kinds import Stage
from okrtui.screens import plan
from okrtui.screens.plan import PlanScreen
from okrtui.workspace.board import Board, board
from okrtui.workspace.edits import New, create
from okrtui.workspace.view import View
from tests.screens.pair import opened, rows, settled
from tests.screens.quarter import Quarter
from tests.screens.seat import Seat

MANY = 110
"""So many units' cards are made in a worker."""


@pytest.fixture
def quarter(tmp_path: Path) -> Quarter:
    found = Quarter(tmp_path)
    found.half()
    create(found.ana, *(New("unit", {"name": f"Team {n}", "parent": found.sales}) for n in range(MANY)))
    return found


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Event:
    """Until it is opened, no board is read to its end."""
    opening = Event()

    def slow(view: View, cycle: str, *, pause: float = 0) -> Board | None:
        assert opening.wait(20)
        return board(view, cycle, pause=pause)

    monkeypatch.setattr(plan, "board", slow)
    return opening


async def test_keys_typed_before_the_board_is_read_wait_in_their_order(quarter: Quarter, gate: Event) -> None:
    async with opened(quarter.app()) as pilot:
        seat = Seat(pilot, quarter.ana)
        for key in ("4", "m", "m", "j", "p"):
            pilot.app.simulate_key(key)
        for _ in range(20):
            await pilot.pause(0.01)
        assert seat.is_at(PlanScreen)
        assert "Reading…" in seat.text
        gate.set()
        await settled(pilot)
        assert "Proposed: Improve sales" in seat.text
    objective = quarter.ana.company.objective(quarter.mine)
    assert objective
    assert objective.stage is Stage.PROPOSED


async def test_a_list_folded_in_part_is_as_one_laid_out_anew(quarter: Quarter) -> None:
    app = quarter.planning()
    async with opened(app, (100, 40)) as pilot:
        seat = Seat(pilot, quarter.ana)
        for keys in (("m", "h"), ("g", "h", "l"), ("Z",), ("m", "h"), ("m", "l"), ("g", "h"), ("m",)):
            await seat.press(*keys)
            spliced = rows(app)
            quarter.make("person", name="Who", email=f"{''.join(keys)}@example.org")
            await settled(pilot)
            assert rows(app) == spliced
