"""What a quick hand types does what a slow one's does: the keys may all be there before the first has done anything."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from okrtui import keys_in_order
from okrtui.screens import voices
from okrtui.screens.forms import FormScreen
from okrtui.screens.history import HistoryScreen
from okrtui.screens.week import WeekScreen
from okrtui.widgets.form import Form
from okrtui.workspace import undoing
from okrtui.workspace.comments import comment
from okrtui.workspace.undoing import TakenBack, undo
from okrtui.workspace.workspace import Workspace
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
        "2 ctrl+p r e n e w enter j",
        "2 ctrl+p h e l p enter j j k j",
    ],
)
async def test_a_quick_hand_gets_where_a_slow_one_gets(closing: Closing, keys: str) -> None:
    assert await after(closing, keys, is_quick=True) == await after(closing, keys, is_quick=False)


@pytest.mark.parametrize(
    "keys", ["2 j e x ctrl+s j enter", "2 j e x ctrl+s ctrl+p a", "2 j e x escape s j", "2 E x ctrl+s j l"]
)
async def test_what_is_typed_behind_saving_is_for_what_lies_below(tmp_path: Path, keys: str) -> None:
    quick, slow = Closing(tmp_path / "quick"), Closing(tmp_path / "slow")
    assert await after(quick, keys, is_quick=True) == await after(slow, keys, is_quick=False)


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


async def test_what_was_undone_is_there_when_it_is_done_again(
    closing: Closing, monkeypatch: pytest.MonkeyPatch
) -> None:
    def slow(workspace: Workspace) -> TakenBack:
        time.sleep(0.1)
        return undo(workspace)

    monkeypatch.setattr(undoing, "undo", slow)
    async with opened(closing.opened()) as pilot:
        seat = Seat(pilot, closing.ana)
        await seat.at_once("u", "U")
        assert "Done again" in seat.text


async def test_keys_wait_no_longer_for_a_disk_that_hangs(closing: Closing, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keys_in_order, "_LONGEST", 0.1)
    async with opened(closing.opened()) as pilot:
        with closing.ana.lock:
            for key in ("u", "1"):
                await pilot.press(key)
            await pilot.pause(0.5)
            assert isinstance(pilot.app.screen, WeekScreen)


async def test_what_is_undone_behind_a_comment_is_the_comment(
    closing: Closing, monkeypatch: pytest.MonkeyPatch
) -> None:
    def slow(workspace: Workspace, subject: str, text: str) -> str:
        time.sleep(0.1)
        return comment(workspace, subject, text)

    monkeypatch.setattr(voices, "comment", slow)
    async with opened(closing.opened()) as pilot:
        seat = Seat(pilot, closing.ana)
        await seat.at_once("2", "j", "at", "h", "i", "enter", "u")
        assert "Taken back" in seat.text
        assert not any(closing.ana.company.live("comment"))


async def test_a_history_that_was_left_before_it_was_read_is_no_trouble(closing: Closing) -> None:
    async with opened(closing.opened(start="cascade")) as pilot:
        seat = Seat(pilot, closing.ana)
        with closing.ana.lock:
            await pilot.press("j", "H")
            assert seat.is_at(HistoryScreen)
            pilot.app.pop_screen()  # as where one clicks a tab
            await pilot.pause()
        await settled(pilot)
        assert "stumbled" not in seat.text
