"""How blockers, a moved target and all that a check-in says look in the detail, at 80x24 and 120x40."""

from collections.abc import Awaitable, Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from textual.pilot import Pilot

from okrtui.app import OkrtuiApp
from okrtui.screens.detail import DetailScreen
from okrtui.workspace.blockers import raise_blocker
from okrtui.workspace.check_ins import check_in
from tests.screens.pair import Pair, set_field, settled

SIZES = [(80, 24), (120, 40)]

Compare = Callable[..., bool]


@pytest.fixture
def pair(tmp_path: Path) -> Pair:
    """A key result whose target has moved, with blockers old and new, and a check-in that says everything."""
    pair = Pair(tmp_path)
    pair.sync()
    set_field(pair.ana, "key_result", pair.rate, "target", 26)
    notes = {"note": "Großer Auftrag 🎉", "next_step": "Call the ten oldest leads 新規", "learned": "Ask early"}
    check_in(pair.ana, pair.rate, 24.5, confidence=7, notes=notes, on=date(2026, 11, 19), on_behalf_of=pair.ben.person)
    pair.now -= timedelta(days=12)
    what = "Kein Testzugang für Großkunden in Österreich, und niemand weiß, wer ihn einrichtet"
    raise_blocker(pair.ana, pair.rate, what)
    pair.now += timedelta(days=12)
    raise_blocker(pair.ana, pair.rate, "試用アカウントがない 🤷", pair.ben.person)
    return pair


def looks(pair: Pair, compare: Compare, size: tuple[int, int], *keys: str) -> bool:
    """Whether the detail of the key result, after some keys, looks as it did."""

    async def use(pilot: Pilot[str]) -> None:
        await settled(pilot)
        await pilot.app.push_screen(DetailScreen("key_result", pair.rate))
        for key in ("", *keys):
            if key:
                await pilot.press(key)
            await settled(pilot)

    app = OkrtuiApp(pair.ana, pair.data, start="cascade", is_live=False)
    run: Callable[[Pilot[str]], Awaitable[None]] = use
    return compare(app, terminal_size=size, run_before=run)


@pytest.mark.parametrize("size", SIZES)
def test_a_detail_with_blockers_and_a_moved_target(pair: Pair, snap_compare: Compare, size: tuple[int, int]) -> None:
    assert looks(pair, snap_compare, size, "j")


@pytest.mark.parametrize("size", SIZES)
def test_the_arithmetic_of_both_targets(pair: Pair, snap_compare: Compare, size: tuple[int, int]) -> None:
    assert looks(pair, snap_compare, size, "x")


@pytest.mark.parametrize("size", SIZES)
def test_what_becomes_of_a_blocker(pair: Pair, snap_compare: Compare, size: tuple[int, int]) -> None:
    assert looks(pair, snap_compare, size, "j", "enter")


@pytest.mark.parametrize("size", SIZES)
def test_who_takes_it_out_of_the_way(pair: Pair, snap_compare: Compare, size: tuple[int, int]) -> None:
    assert looks(pair, snap_compare, size, "b", "x", "enter")
