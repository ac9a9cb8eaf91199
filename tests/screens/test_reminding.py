"""The day begins while the app is open: one quiet line, once, when somebody is there to read it."""

from datetime import timedelta
from pathlib import Path

import pytest

from okrtui.workspace.check_ins import check_in
from okrtui.workspace.reminders import reminder
from tests.screens.pair import Pair, opened, set_field, settled, shown, until


@pytest.fixture
def pair(tmp_path: Path) -> Pair:
    """It is Friday 20 November, and nothing has been checked in for a week."""
    pair = Pair(tmp_path)
    set_field(pair.ana, "unit", pair.sales, "lead", pair.ana.person)
    return pair


WORDS = "Check-in day: 2 key results wait"


async def test_the_check_in_day_is_told_at_the_first_key_and_never_again(pair: Pair) -> None:
    pair.now -= timedelta(days=1)
    pair.ana.pass_day()
    app = pair.app()
    async with opened(app) as pilot:
        pair.now += timedelta(days=1)
        app._tick()
        await settled(pilot)
        assert WORDS not in shown(app)
        await pilot.press("j")
        await until(pilot, WORDS)
        app.screen.say("")  # type: ignore[attr-defined]  # something else has been said since
        app._tick()
        await settled(pilot)
        await pilot.press("j")
        await settled(pilot)
        assert WORDS not in shown(app)


@pytest.mark.parametrize(
    ("day", "words"),
    [
        ("11-20", WORDS),
        ("11-21", ""),
        ("11-23", "Meeting: Sales"),
        ("11-30", "Meeting: Sales. Review of November: Sales"),
        ("12-04", WORDS),
        ("12-31", f"{WORDS}. Review of 2026-Q4: Sales. Review of December: Sales. 2026-Q4 ends"),
    ],
)
def test_what_a_day_brings(pair: Pair, day: str, words: str) -> None:
    month, number = map(int, day.split("-"))
    pair.now = pair.now.replace(month=month, day=number)
    pair.ana.pass_day()
    found = reminder(pair.ana)
    assert sorted(found.split(". ")) == sorted(words.split(". "))
    assert not words.startswith("Check-in") or found.startswith("Check-in")


def test_who_has_checked_in_is_not_reminded(pair: Pair) -> None:
    check_in(pair.ana, pair.rate, 25)
    assert reminder(pair.ana) == WORDS.replace("2 key results wait", "1 key result waits")
    check_in(pair.ana, pair.calls, 5)
    assert reminder(pair.ana) == ""
