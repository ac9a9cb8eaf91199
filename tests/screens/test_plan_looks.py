"""How the planning board, the setting wizard and the findings look, at 80x24 and 120x40."""

from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from textual.pilot import Pilot

from okrtui.app import OkrtuiApp
from okrtui.workspace.planning import agree, commit
from tests.screens.pair import set_field, settled
from tests.screens.quarter import TASKS, Quarter

SIZES = [(80, 24), (120, 40)]
KEYS = {" ": "space", "%": "percent_sign", ",": "comma"}
Compare = Callable[..., bool]


@pytest.fixture
def quarter(tmp_path: Path) -> Quarter:
    return Quarter(tmp_path)


@pytest.fixture
def half(quarter: Quarter) -> Quarter:
    quarter.half()
    year = quarter.make("cycle", name="2027", kind="year", start="2027-01-01", end="2027-12-31", status="planning")
    quarter.make("objective", title="世界で一番選ばれる会社になる", unit=quarter.sales, cycle=year, kind="aspirational")
    quarter.make("key_result", objective=quarter.mine, title=TASKS[0], metric="yes_no")
    return quarter


def looks(quarter: Quarter, compare: Compare, size: tuple[int, int], *keys: str) -> bool:
    """Whether the app, from the planning board on, looks as it did after some keys."""

    async def use(pilot: Pilot[str]) -> None:
        await settled(pilot)
        for key in keys:
            await pilot.press(KEYS.get(key, key))
            await settled(pilot)

    run: Callable[[Pilot[str]], Awaitable[None]] = use
    app = OkrtuiApp(quarter.ana, quarter.data, start="plan", is_live=False)
    return compare(app, terminal_size=size, run_before=run)


@pytest.mark.parametrize("size", SIZES)
def test_nothing_planned_yet(quarter: Quarter, snap_compare: Compare, size: tuple[int, int]) -> None:
    assert looks(quarter, snap_compare, size)


@pytest.mark.parametrize("size", SIZES)
def test_an_empty_board(quarter: Quarter, snap_compare: Compare, size: tuple[int, int]) -> None:
    quarter.begin()
    assert looks(quarter, snap_compare, size)


@pytest.mark.parametrize("size", SIZES)
def test_half_planned(half: Quarter, snap_compare: Compare, size: tuple[int, int]) -> None:
    assert looks(half, snap_compare, size, "Z", "G", "space")


@pytest.mark.parametrize("size", SIZES)
def test_all_agreed(half: Quarter, snap_compare: Compare, size: tuple[int, int]) -> None:
    agree(half.ana, [half.bens, half.mine])
    commit(half.ana, half.evas, half.eva)
    set_field(half.ana, "objective", half.evas, "stage", "agreed")
    assert looks(half, snap_compare, size, *["j"] * 3)


@pytest.mark.parametrize("size", SIZES)
def test_beginning_the_cycle(half: Quarter, snap_compare: Compare, size: tuple[int, int]) -> None:
    assert looks(half, snap_compare, size, "B")


@pytest.mark.parametrize("size", SIZES)
def test_whom_to_ask_to_share(half: Quarter, snap_compare: Compare, size: tuple[int, int]) -> None:
    assert looks(half, snap_compare, size, *["j"] * 3, "s", "s")


@pytest.mark.parametrize("size", SIZES)
def test_the_wizard_with_the_coach_on_an_objective(half: Quarter, snap_compare: Compare, size: tuple[int, int]) -> None:
    keys = (*["j"] * 3, "n", *"Für alle", "enter", *"Zu langsam", "enter", *"Raise the NPS by 20")
    assert looks(half, snap_compare, size, *keys)


@pytest.mark.parametrize("size", SIZES)
def test_the_wizard_with_the_coach_on_a_task(half: Quarter, snap_compare: Compare, size: tuple[int, int]) -> None:
    keys = (*["j"] * 3, "l", "enter", "pagedown", "pagedown", *"Ein Ziel 🎯", "pagedown", "pagedown")
    assert looks(half, snap_compare, size, *keys, *"Hold focus groups", "ctrl+g", *TASKS[0])


@pytest.mark.parametrize("size", SIZES)
def test_the_findings(half: Quarter, snap_compare: Compare, size: tuple[int, int]) -> None:
    assert looks(half, snap_compare, size, "F", "j")


@pytest.mark.parametrize("size", SIZES)
def test_what_the_coach_says_in_a_detail(half: Quarter, snap_compare: Compare, size: tuple[int, int]) -> None:
    assert looks(half, snap_compare, size, *["j"] * 6, "enter", "j")


@pytest.mark.parametrize("size", SIZES)
def test_a_counter_proposal(half: Quarter, snap_compare: Compare, size: tuple[int, int]) -> None:
    assert looks(half, snap_compare, size, "G", "o", *"Rather 85")
