"""The agreed score in the detail of an objective and of a key result."""

from datetime import date
from pathlib import Path

import pytest

from okrtui.okr.kinds import Disposition, Role
from okrtui.workspace.agreed import agreed_score
from okrtui.workspace.check_ins import check_in
from okrtui.workspace.scoring import agree_scores
from tests.screens.closing_world import OWNERS, Closing
from tests.screens.pair import opened
from tests.screens.seat import Seat


@pytest.fixture
def closing(tmp_path: Path) -> Closing:
    return Closing(tmp_path)


async def test_a_detail_shows_what_was_agreed_and_what_came_after(closing: Closing) -> None:
    closing.score(closing.ben, Role.OWNER, *OWNERS, assessment="Well")
    assert agreed_score(closing.ana, "objective", closing.bens) is None
    agree_scores(closing.ana, closing.five[:2], dispositions={closing.five[1]: Disposition.CARRIED_OVER})
    async with opened(closing.opened(start="cascade")) as pilot:
        seat = Seat(pilot, closing.ana)
        await seat.press("slash", *"Win", "enter", "Z", "G", "enter")
        assert "score 0.75: not all agreed yet" in seat.line("score 0.7")
        agree_scores(closing.ana, closing.five[2:])
        check_in(closing.ana, closing.five[1], 90, on=date(2026, 12, 31))
        await seat.press("escape", "escape", "slash", *"Renew", "enter", "G", "enter")
        assert "score 0.70: excellent, aspirational is met from 0.70 · carried over" in seat.line("score 0.70")
        assert "“Well”" in seat.text
        assert "by Ana Ruiz after 0.70 was agreed; 1.00 is proposed now" in " ".join(seat.text.split())
        await seat.press("escape", "k", "enter")
        assert "score 0.63: closed short, aspirational is met from 0.70" in seat.line("score 0.63")
