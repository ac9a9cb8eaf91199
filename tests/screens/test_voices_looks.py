"""How the wall, comments in a detail and the panel in which one writes look, at 80x24 and 120x40."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from pathlib import Path

import pytest
from textual.pilot import Pilot

from okrtui.app import OkrtuiApp
from okrtui.workspace.alerting import Alerting
from okrtui.workspace.comments import comment
from okrtui.workspace.recognition import recognize
from tests.screens.pair import TODAY, Pair, settled

SIZES = [(80, 24), (120, 40)]
KEYS = {" ": "space", "@": "at", "\n": "ctrl+j", ",": "comma", ".": "full_stop"}
LONG = "Für die Donaudampfschifffahrtskapitäne, die bei Sturm und Nacht 渋谷 und Hamburg verbunden haben 🎯\nDanke!"
Compare = Callable[..., bool]


@pytest.fixture
def pair(tmp_path: Path) -> Pair:
    """Thanks and comments of the last days, some long and some from afar."""
    found = Pair(tmp_path)
    found.sync()
    taro = found.make("person", name="山田 太郎")
    found.make("person", name="Beate Öst", email="beate@example.org")
    found.sync()
    thanks = (
        (found.ben, found.ana.person, LONG),
        (found.ana, taro, "For the calm"),
        (found.ana, found.sales, "For six calls a week, every week"),
    )
    comments = (
        (found.ben, "@Ana Ruiz why 27? We said 25 % in Hamburg."),
        (found.ana, f"@Ben: because.\n{LONG} @山田 太郎さん knows"),
    )
    found.now -= timedelta(days=2)
    for who, whom, what_for in thanks:
        recognize(who, whom, what_for)
        who.meet()
        found.now += timedelta(hours=9)
    for who, text in comments:
        comment(who, found.rate, text)
        who.meet()
        found.now += timedelta(hours=9)
    found.now = TODAY
    found.sync()
    comment(found.ana, next(id for id, _ in found.ana.company.live("recognition")), "Me too")
    Alerting(found.ana).look()  # what is for her was told before: no line at the bottom comes and goes
    return found


def looks(pair: Pair, compare: Compare, size: tuple[int, int], *keys: str) -> bool:
    """Whether the app looks as it did after some keys."""

    async def use(pilot: Pilot[str]) -> None:
        await settled(pilot)
        for key in keys:
            await pilot.press(KEYS.get(key, key))
            await settled(pilot)

    run: Callable[[Pilot[str]], Awaitable[None]] = use
    return compare(OkrtuiApp(pair.ana, pair.data, is_live=False), terminal_size=size, run_before=run)


@pytest.mark.parametrize("size", SIZES)
def test_the_wall(pair: Pair, snap_compare: Compare, size: tuple[int, int]) -> None:
    assert looks(pair, snap_compare, size, "V", "j")


@pytest.mark.parametrize("size", SIZES)
def test_a_detail_with_comments(pair: Pair, snap_compare: Compare, size: tuple[int, int]) -> None:
    assert looks(pair, snap_compare, size, "enter", "G")


@pytest.mark.parametrize("size", SIZES)
def test_a_name_that_completes_itself(pair: Pair, snap_compare: Compare, size: tuple[int, int]) -> None:
    assert looks(pair, snap_compare, size, "@", *LONG[:60], "\n", *"Ask @ana, @be", "down")


@pytest.mark.parametrize("size", SIZES)
def test_whom_to_thank(pair: Pair, snap_compare: Compare, size: tuple[int, int]) -> None:
    assert looks(pair, snap_compare, size, "K", "b")
