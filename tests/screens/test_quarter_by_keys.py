"""A whole quarter lived by one person, by keys alone: planned, checked in on, reviewed, scored, closed, carried on."""

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from textual.pilot import Pilot

from okrtui.app import OkrtuiApp
from okrtui.workspace.founding import init_workspace
from okrtui.workspace.health import examine
from okrtui.workspace.linting import linting
from okrtui.workspace.moment import Moment
from okrtui.workspace.workspace import Workspace
from tests.screens.pair import opened, settled
from tests.screens.seat import Seat

WEEKS = 13
MONTHS = (date(2027, 1, 29), date(2027, 2, 26), date(2027, 3, 31))
"""The last check-in days of the months."""
MOST_PRESSES = 160
"""Keys pressed in all the quarter, the typed texts not counted, but the values are."""


class Year:
    """Ana alone with her company, and a clock that she turns."""

    def __init__(self, root: Path) -> None:
        self.now = datetime(2026, 12, 21, 9, 0, tzinfo=UTC)
        moment = Moment(clock=lambda: int(self.now.timestamp() * 1000))
        me = "Ana Ruiz <ana@example.org>"
        self.ana: Workspace = init_workspace(root / "ana", root / "shared", "Northwind", me, moment=moment)

    def app(self) -> OkrtuiApp:
        return OkrtuiApp(self.ana, self.ana.home.parent, is_live=False)

    async def wait_until(self, pilot: Pilot[str], day: date) -> None:
        """Leave the app open until the afternoon of a day."""
        self.now = datetime.combine(day, time(15), UTC)
        assert isinstance(pilot.app, OkrtuiApp)
        pilot.app._tick()
        await settled(pilot)


@pytest.fixture
def year(tmp_path: Path) -> Year:
    return Year(tmp_path)


async def plan(seat: Seat) -> None:
    """Make the next quarter, an objective with its key result, and give one's word."""
    await seat.press("4", "C", "n", "pagedown", "pagedown")
    await seat.write("Be the place where clients stay")
    await seat.press("pagedown", "pagedown")
    await seat.write("Close rate from 22 to 27 ")
    await seat.press("percent_sign", "ctrl+s", "a")
    assert "Agreed: Be the place where clients stay" in seat.text


async def check_in(seat: Seat, value: str) -> None:
    await seat.press("3", *("full_stop" if letter == "." else letter for letter in value), "enter", "7")
    assert f"Checked in {value} % · u undo" in seat.text


async def look_back(seat: Seat, month: str) -> None:
    """Write the review of a month, and go back to Reviews."""
    await seat.press("6", "t")
    assert f"Northwind: {month}" in seat.text
    await seat.press("r", "tab", "tab")
    await seat.write("Go on as we do")
    await seat.press("ctrl+s")
    assert "Saved: Monthly review" in seat.text
    await seat.press("escape")


async def end(seat: Seat) -> None:
    """Score, agree, look back on the quarter, close it, and let what is left go on."""
    await seat.press("s", "s", "enter", "enter", "A")
    assert "Agreed on 1 score" in seat.text
    await seat.press("enter", "r")
    await seat.press("r")
    await seat.write("Calling twice")
    await seat.press(*["tab"] * 4)
    await seat.write("Start earlier")
    await seat.press("ctrl+s")
    assert "Saved: Quarterly review" in seat.text
    await seat.press("s", "C", "C", "c")
    assert "2027-Q1 is closed: 1 objective; O carries over" in seat.text
    await seat.press("O", "enter")
    assert "1 key result in 2027-Q2" in seat.text


async def test_a_quarter_from_planning_to_the_next_plan(year: Year) -> None:
    async with opened(year.app()) as pilot:
        seat = Seat(pilot, year.ana)
        await plan(seat)
        await year.wait_until(pilot, date(2027, 1, 1))
        await seat.press("B", "b")
        assert "2027-Q1 has begun: 1 objective active" in seat.text
        for week in range(1, WEEKS + 1):
            day = min(date(2027, 1, 1) + week * timedelta(days=7), date(2027, 3, 31))
            await year.wait_until(pilot, day)
            await check_in(seat, f"{22 + 0.37 * week:g}")
            if day in MONTHS:
                await year.wait_until(pilot, day.replace(day=1, month=day.month + 1))
                await look_back(seat, f"{day:%B %Y}")
        await end(seat)
        await seat.press("4", "j", "a")
        assert "To do better, from the last review (1)" in seat.text
        assert "Start earlier" in seat.text
        await seat.press("B", "b")
        assert "2027-Q2 has begun: 1 objective active" in seat.text
        assert seat.presses <= MOST_PRESSES
    company = year.ana.company
    before, now = [each for id, _ in company.live("key_result") if (each := company.key_result(id))]
    assert company.pointing("key_result", "carried_from", before.id) == [now.id]
    assert (now.start, now.target) == (Decimal("26.81"), Decimal(27))
    found = {finding.rule for finding in linting(year.ana).coach.findings()}
    assert not {rule for rule in found if rule.startswith("REVIEW-")}
    year.ana.meet()
    assert examine(year.ana).is_sound
