"""How Reviews, a review that was held, and the Monday meeting look, at 80x24 and 120x40."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from pathlib import Path

import pytest
from textual.pilot import Pilot

from okrtui.screens.meeting import MeetingScreen
from tests.screens.monday import Monday, go_to, press

SIZES = [(80, 24), (120, 40)]
Compare = Callable[..., bool]
Use = Callable[[Pilot[str]], Awaitable[None]]


@pytest.fixture
def monday(tmp_path: Path) -> Monday:
    return Monday(tmp_path)


def looks(monday: Monday, compare: Compare, size: tuple[int, int], use: Use) -> bool:
    """Whether the app, from Reviews on, looks as it did after some use."""
    return compare(monday.reviews(), terminal_size=size, run_before=use)


def at(monday: Monday, part: str, *keys: str, seconds: int = 45) -> Use:
    """Go to a line of the meeting of Sales, stay there for a while, and press keys."""

    async def use(pilot: Pilot[str]) -> None:
        await press(pilot, "m", "w")
        await go_to(pilot, part)
        screen = pilot.app.screen
        assert isinstance(screen, MeetingScreen)
        monday.now += timedelta(seconds=seconds)
        screen.show_time()
        await press(pilot, *keys)

    return use


@pytest.mark.parametrize("size", SIZES)
def test_reviews(monday: Monday, snap_compare: Compare, size: tuple[int, int]) -> None:
    async def use(pilot: Pilot[str]) -> None:
        await press(pilot, "m")

    assert looks(monday, snap_compare, size, use)


@pytest.mark.parametrize("size", SIZES)
def test_a_unit_and_what_it_has_held(monday: Monday, snap_compare: Compare, size: tuple[int, int]) -> None:
    async def use(pilot: Pilot[str]) -> None:
        await press(pilot, "m", "enter", "j")

    assert looks(monday, snap_compare, size, use)


@pytest.mark.parametrize("size", SIZES)
def test_a_meeting_that_was_held(monday: Monday, snap_compare: Compare, size: tuple[int, int]) -> None:
    async def use(pilot: Pilot[str]) -> None:
        await press(pilot, "m", "enter", "j", "enter")

    assert looks(monday, snap_compare, size, use)


@pytest.mark.parametrize("size", SIZES)
def test_the_roster(monday: Monday, snap_compare: Compare, size: tuple[int, int]) -> None:
    assert looks(monday, snap_compare, size, at(monday, "Ana Ruiz", "space"))


@pytest.mark.parametrize("size", SIZES)
def test_a_key_result_over_its_time(monday: Monday, snap_compare: Compare, size: tuple[int, int]) -> None:
    keys = ("t", *"Ask Legal once more", "enter")
    assert looks(monday, snap_compare, size, at(monday, "Close rate", *keys, seconds=150))


@pytest.mark.parametrize("size", SIZES)
def test_a_long_title(monday: Monday, snap_compare: Compare, size: tuple[int, int]) -> None:
    assert looks(monday, snap_compare, size, at(monday, "Kürzere"))


@pytest.mark.parametrize("size", SIZES)
def test_a_blocker(monday: Monday, snap_compare: Compare, size: tuple[int, int]) -> None:
    assert looks(monday, snap_compare, size, at(monday, "No answer"))


@pytest.mark.parametrize("size", SIZES)
def test_writing_a_decision(monday: Monday, snap_compare: Compare, size: tuple[int, int]) -> None:
    assert looks(monday, snap_compare, size, at(monday, "Close rate", "t", *"Ask Legal once more"))
