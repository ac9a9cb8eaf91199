"""Reviews: every unit, what has its turn there, and what it has held."""

from pathlib import Path

import pytest
from textual.pilot import Pilot

from okrtui.app import OkrtuiApp
from okrtui.screens.reviews_sheet import ReviewsSheet
from okrtui.workspace.closing import close_cycle
from okrtui.workspace.deleting import delete
from tests.screens.pair import opened, set_field, settled, shown
from tests.screens.quarter import Quarter


@pytest.fixture
def quarter(tmp_path: Path) -> Quarter:
    found = Quarter(tmp_path)
    set_field(found.ana, "unit", found.sales, "lead", found.ana.person)
    return found


def reviews(quarter: Quarter) -> OkrtuiApp:
    return OkrtuiApp(quarter.ana, quarter.data, start="reviews", is_live=False)


async def press(pilot: Pilot[str], *keys: str) -> None:
    for key in keys:
        await pilot.press(key)
        await settled(pilot)


def text(pilot: Pilot[str]) -> str:
    assert isinstance(pilot.app, OkrtuiApp)
    return shown(pilot.app)


def line(pilot: Pilot[str], part: str) -> str:
    """The one line of the screen that has a text."""
    (found,) = [each for each in text(pilot).splitlines() if part in each]
    return found


async def test_every_unit_says_what_has_its_turn(quarter: Quarter) -> None:
    quarter.make("blocker", subject=quarter.rate, description="No budget", raised="2026-11-10")
    quarter.make("review", kind="weekly", unit=quarter.sales, date="2026-11-16")
    async with opened(reviews(quarter)) as pilot:
        sales = line(pilot, "Sales  Ana Ruiz")
        assert "✓ 16 Nov  ■ Oct late · 31 Dec        0/2      1 ▲1" in sales
        assert "▾ Northwind" in text(pilot)
        assert "プロダクト" in text(pilot)


async def test_m_goes_to_ones_own_units_one_after_the_other(quarter: Quarter) -> None:
    async with opened(reviews(quarter)) as pilot:
        for own in ("▌  ▾ Sales", "▌▾ Northwind", "▌  ▾ Sales"):
            await press(pilot, "m")
            assert own in text(pilot)


async def test_enter_reads_what_was_held(quarter: Quarter) -> None:
    quarter.make("review", kind="weekly", unit=quarter.sales, date="2026-11-16", decisions="Ship it", notes="Long talk")
    async with opened(reviews(quarter)) as pilot:
        await press(pilot, "m", "enter")
        assert "Has its turn" in text(pilot)
        await press(pilot, "j", "enter")
        assert "Monday 16 November 2026" in text(pilot)
        assert "Long talk" in text(pilot)
        await press(pilot, "escape", "escape")
        assert "▌  ▾ Sales" in text(pilot)


async def test_with_room_the_reviews_stand_beside(quarter: Quarter) -> None:
    quarter.make("review", kind="weekly", unit=quarter.sales, date="2026-11-16", decisions="Ship it", notes="Long talk")
    async with opened(reviews(quarter), (120, 40)) as pilot:
        await press(pilot, "m")
        assert "16 Nov 2026 Meeting" in text(pilot)
        await press(pilot, "enter", "j", "enter")
        assert "Long talk" in text(pilot)
        assert isinstance(pilot.app.screen, ReviewsSheet)
        await press(pilot, "escape", "escape")
        assert "▌  ▾ Sales" in text(pilot)


async def test_what_others_do_shows_and_the_cursor_stays(quarter: Quarter) -> None:
    async with opened(reviews(quarter)) as pilot:
        await press(pilot, "m", "enter")
        assert "w holds the first meeting" in text(pilot)
        review = quarter.make("review", kind="weekly", unit=quarter.sales, date="2026-11-20")
        await settled(pilot)
        assert "✓ 20 Nov" in text(pilot)
        await press(pilot, "escape")
        assert "▌  ▾ Sales" in text(pilot)
        delete(quarter.ana, "review", review)
        await settled(pilot)
        assert "✓ 20 Nov" not in text(pilot)


async def test_what_happened_behind_another_mode_shows_where_one_comes_back_to(quarter: Quarter) -> None:
    async with opened(reviews(quarter)) as pilot:
        await press(pilot, "m", "enter")
        assert "w holds the first meeting" in text(pilot)
        await press(pilot, "1")
        quarter.make("review", kind="weekly", unit=quarter.sales, date="2026-11-20")
        await settled(pilot)
        await press(pilot, "6")
        assert isinstance(pilot.app.screen, ReviewsSheet)
        assert "✓ 20 Nov" in text(pilot)


async def test_a_review_is_deleted_where_it_is_read_and_brought_back(quarter: Quarter) -> None:
    quarter.make("review", kind="weekly", unit=quarter.sales, date="2026-11-20", notes="Long talk")
    async with opened(reviews(quarter)) as pilot:
        await press(pilot, "m", "enter", "j", "enter", "d")
        assert "Delete the review 'weekly review of Sales, 2026-11-20'?" in text(pilot)
        await press(pilot, "d")
        assert "Deleted" in text(pilot)
        assert "w holds the first meeting" in text(pilot)
        await press(pilot, "u")
        assert "✓ 20 Nov" in text(pilot)


async def test_filter_keeps_the_way_to_what_fits(quarter: Quarter) -> None:
    async with opened(reviews(quarter)) as pilot:
        await press(pilot, "slash", *"inside", "enter")
        assert "Northwind" in text(pilot)
        assert "Inside sales" in text(pilot)
        assert "プロダクト" not in text(pilot)
        await press(pilot, "escape")
        assert "プロダクト" in text(pilot)
        await press(pilot, "slash", *"nowhere", "enter")
        assert "No unit is called so" in text(pilot)


async def test_units_of_persons_are_folded_until_asked_for(quarter: Quarter) -> None:
    quarter.make("unit", name="Eva", level="individual", parent=quarter.inside, lead=quarter.eva)
    async with opened(reviews(quarter)) as pilot:
        assert "▸ Inside sales" in text(pilot)
        await press(pilot, "Z")
        assert "▾ Inside sales" in text(pilot)
        await press(pilot, "z")
        assert "▸ Sales" in text(pilot)


async def test_a_score_that_something_came_after_is_flagged(quarter: Quarter) -> None:
    cycle = quarter.make("cycle", name="2026-Q3", start="2026-07-01", end="2026-09-30", status="active")
    own = {"unit": quarter.inside, "cycle": cycle, "owner": quarter.eva, "stage": "active"}
    old = quarter.make("objective", title="Answer sooner", **own)
    days = quarter.make("key_result", objective=old, title="Days to answer", start=0, target=10)
    quarter.make("score", key_result=days, role="agreed", value=0.5, proposed=0.5)
    close_cycle(quarter.ana, cycle)
    quarter.make("check_in", key_result=days, date="2026-09-29", value=7)
    async with opened(reviews(quarter), (120, 40)) as pilot:
        assert "Inside sales ▲1 " in line(pilot, "Inside sales")
        assert "▲1 late" in line(pilot, "▾ Sales")
        await press(pilot, "m")
        assert "Came after the score" in text(pilot)
        assert "a check-in for 2026-09-29 by Ana Ruiz after 0.50 was agreed; 0.70 is proposed now" in " ".join(
            "".join(each.partition("│")[2].strip() + " " for each in text(pilot).splitlines()).split()
        )
        await press(pilot, "enter", "j", "enter")
        assert "Days to answer" in text(pilot)


async def test_a_meeting_that_was_held_goes_into_a_file(
    quarter: Quarter, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    quarter.make("review", kind="weekly", unit=quarter.sales, date="2026-11-16", decisions="Ship *it*")
    quarter.make("review", kind="monthly", unit=quarter.sales, date="2026-11-02", worked="Much")
    async with opened(reviews(quarter), (110, 24)) as pilot:
        await press(pilot, "m", "enter", "j", "enter", "m")
        assert "The minutes are in" in text(pilot)
        await press(pilot, "escape", "j", "enter", "m")
        assert "Much" in text(pilot)
    assert [path.name for path in tmp_path.glob("*.md")] == ["minutes-sales-2026-11-16.md"]
    assert "- Ship \\*it\\*" in (tmp_path / "minutes-sales-2026-11-16.md").read_text(encoding="utf-8")


async def test_a_quick_hand_need_not_wait_for_the_list(quarter: Quarter) -> None:
    app = OkrtuiApp(quarter.ana, quarter.data, is_live=False)
    async with opened(app) as pilot:
        app.action_go("reviews")
        await pilot.press("m", "w")
        await settled(pilot)
        assert "Roster" in text(pilot)
        await press(pilot, "escape")
        own = [unit.name for unit in quarter.ana.company.units_of(quarter.ana.person)]
        cursor = next(each for each in text(pilot).splitlines() if each.startswith("▌"))
        assert any(name in cursor for name in own)
