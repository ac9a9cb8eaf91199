"""A list with a detail beside it: keys that come in one burst reach what they would reach one after the other."""

from pathlib import Path

import pytest

from okrtui.app import OkrtuiApp
from okrtui.screens.pane import PaneScreen
from tests.screens.pair import opened
from tests.screens.quarter import Quarter
from tests.screens.seat import Seat

LISTS = {"week": 2, "cascade": 1, "plan": 2, "strategy": 1, "reviews": 1, "findings": 1}
"""How far down the first row is that enter goes in from."""
BURSTS = (("enter", "j", "j"), ("x", "enter", "j", "escape", "j"))


async def ends(root: Path, place: str, keys: tuple[str, ...], *, is_burst: bool) -> str:
    """What shows at the end, and where one is."""
    quarter = Quarter(root)
    quarter.half()
    start = "week" if place == "findings" else place
    async with opened(OkrtuiApp(quarter.ana, quarter.data, start=start, is_live=False), (140, 40)) as pilot:
        seat = Seat(pilot, quarter.ana)
        if place == "findings":
            await seat.press("F")
        if is_burst:
            await seat.at_once(*keys)
        else:
            for key in keys:
                await seat.press(key)
        screen = pilot.app.screen
        return f"{type(screen).__name__} {isinstance(screen, PaneScreen) and screen.is_in_pane}\n{seat.text}"


@pytest.mark.parametrize("keys", BURSTS, ids=" ".join)
@pytest.mark.parametrize("place", LISTS)
async def test_a_burst_ends_where_the_same_keys_end_one_by_one(
    tmp_path: Path, place: str, keys: tuple[str, ...]
) -> None:
    keys = (*["j"] * LISTS[place], *keys)
    one_by_one = await ends(tmp_path / "one", place, keys, is_burst=False)
    assert await ends(tmp_path / "burst", place, keys, is_burst=True) == one_by_one
