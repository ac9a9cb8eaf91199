"""What a quick hand types does what a slow one's does: the keys may all be there before the first has done anything."""

from collections.abc import Callable
from pathlib import Path

import pytest

from okrtui.screens.forms import FormScreen
from okrtui.widgets.form import Form
from tests.screens.closing_world import Closing
from tests.screens.pair import opened, settled
from tests.screens.seat import Seat


@pytest.fixture
def closing(tmp_path: Path) -> Closing:
    return Closing(tmp_path)


@pytest.mark.parametrize(
    "keys",
    [
        "2 slash r e n e w enter enter j",
        "2 j j enter j j enter",
        "2 Z l",
        "2 z Z l l j space space",
        "2 o a W l enter",
        "2 question_mark j j k j",
        "2 F j j escape l",
        "5 F j enter",
        "4 F n i",
        "3 k slash question_mark j escape",
        "6 slash s a l e s enter m v j escape",
        "1 j n o tab a b",
        "2 j e tab shift+tab x",
        "1 K a n a",
        "2 H j escape at h i space",
    ],
)
async def test_a_quick_hand_gets_where_a_slow_one_gets(closing: Closing, keys: str) -> None:
    assert await after(closing, keys, is_quick=True) == await after(closing, keys, is_quick=False)


async def after(closing: Closing, keys: str, *, is_quick: bool) -> str:
    """What shows when keys have been pressed in the app opened anew."""
    async with opened(closing.opened()) as pilot:
        seat = Seat(pilot, closing.ana)
        await (seat.at_once if is_quick else seat.press)(*keys.split())
        await settled(pilot)
        await pilot.wait_for_scheduled_animations()
        return f"{pilot.app.screen!r}\n{seat.text}"


async def test_leaving_waits_for_nothing(closing: Closing) -> None:
    async with opened(closing.opened()) as pilot:
        with closing.ana.lock:  # which the page cannot be read without
            await pilot.press("6", "m", "t", "r", "ctrl+q")
            assert not pilot.app.is_running


@pytest.mark.parametrize("lost", ["call_later", "call_after_refresh"])
async def test_keys_go_on_though_what_they_went_through_has_gone(
    closing: Closing, monkeypatch: pytest.MonkeyPatch, lost: str
) -> None:
    scheduled = getattr(Form, lost)

    def lose(form: Form, callback: Callable[..., object], *args: object) -> bool:
        is_of_keys = getattr(callback, "__self__", None) is form.app
        return is_of_keys or scheduled(form, callback, *args)

    async with opened(closing.opened()) as pilot:
        seat = Seat(pilot, closing.ana)
        monkeypatch.setattr(Form, lost, lose)
        await seat.at_once("2", "j", "j", "e", "x", "y")
        assert seat.is_at(FormScreen)
        assert "xy" in seat.text
