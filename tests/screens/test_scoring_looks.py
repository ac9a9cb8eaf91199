"""How scoring, agreeing, the completion board and carrying over look, at 80x24 and 120x40."""

from collections.abc import Awaitable, Callable
from datetime import date
from pathlib import Path

import pytest
from textual.pilot import Pilot

from okrtui.okr.kinds import Disposition, Role
from okrtui.workspace.check_ins import check_in
from okrtui.workspace.closing import close_cycle
from okrtui.workspace.scoring import agree_scores
from okrtui.workspace.workspace import Workspace
from tests.screens.closing_world import OWNERS, Closing
from tests.screens.pair import set_field, settled

SIZES = [(80, 24), (120, 40)]
Compare = Callable[..., bool]
TITLE = "Verlorene Großkunden zurückgewinnen 🎯 und ihnen zeigen, dass wir zuhören – 顧客の声"


@pytest.fixture
def closing(tmp_path: Path) -> Closing:
    found = Closing(tmp_path)
    set_field(found.ana, "objective", found.bens, "title", TITLE)
    found.sync()
    return found


@pytest.fixture
def scored(closing: Closing) -> Closing:
    closing.score(closing.ben, Role.OWNER, *OWNERS, assessment="Spät, aber wir wissen warum: zu wenige Gespräche 🙈")
    return closing


@pytest.fixture
def closed(scored: Closing) -> Closing:
    scored.score(scored.ana, Role.LEAD, 0.8, 0.5, 1, 0.6, 0)
    becomes = {scored.five[3]: Disposition.CARRIED_OVER, scored.rate: Disposition.CARRIED_OVER}
    agree_scores(scored.ana, [*scored.five, scored.rate, scored.calls], dispositions=becomes)
    close_cycle(scored.ana, scored.cycle)
    scored.sync()
    check_in(scored.ben, scored.rate, 27, on=date(2026, 12, 31))
    scored.sync()
    return scored


def looks(who: Workspace, closing: Closing, compare: Compare, size: tuple[int, int], *keys: str) -> bool:
    """Whether Reviews, after some keys, looks as it did."""

    async def use(pilot: Pilot[str]) -> None:
        await settled(pilot)
        for key in keys:
            await pilot.press(key)
            await settled(pilot)

    run: Callable[[Pilot[str]], Awaitable[None]] = use
    return compare(closing.opened(who), terminal_size=size, run_before=run)


@pytest.mark.parametrize("size", SIZES)
def test_a_key_result_is_scored(closing: Closing, snap_compare: Compare, size: tuple[int, int]) -> None:
    assert looks(closing.ben, closing, snap_compare, size, "s", *["j"] * 4, "s", "equals_sign")


@pytest.mark.parametrize("size", SIZES)
def test_a_moved_target_and_a_score_being_typed(closing: Closing, snap_compare: Compare, size: tuple[int, int]) -> None:
    set_field(closing.ben, "key_result", closing.five[1], "target", 94)
    keys = ("s", *["j"] * 4, "s", "tab", "equals_sign", "full_stop", "6")
    assert looks(closing.ben, closing, snap_compare, size, *keys)


@pytest.mark.parametrize("size", SIZES)
def test_the_self_assessment_is_typed(closing: Closing, snap_compare: Compare, size: tuple[int, int]) -> None:
    keys = ("s", *["j"] * 4, "s", "enter", "s", *"Spät 🎉 新規")
    assert looks(closing.ben, closing, snap_compare, size, *keys)


@pytest.mark.parametrize("size", SIZES)
def test_the_scores_are_agreed_on(scored: Closing, snap_compare: Compare, size: tuple[int, int]) -> None:
    keys = ("s", *["j"] * 4, "s", "enter", "5", "enter", "enter", "enter", "enter")
    assert looks(scored.ana, scored, snap_compare, size, *keys)


@pytest.mark.parametrize("size", SIZES)
def test_what_was_scored(scored: Closing, snap_compare: Compare, size: tuple[int, int]) -> None:
    assert looks(scored.ana, scored, snap_compare, size, "s", "s", *["enter"] * 8, "o", "enter")


@pytest.mark.parametrize("size", SIZES)
def test_the_board(scored: Closing, snap_compare: Compare, size: tuple[int, int]) -> None:
    assert looks(scored.ana, scored, snap_compare, size, "m", "s", *["j"] * 6)


@pytest.mark.parametrize("size", SIZES)
def test_a_closed_cycle_with_something_that_came_late(
    closed: Closing, snap_compare: Compare, size: tuple[int, int]
) -> None:
    assert looks(closed.ana, closed, snap_compare, size, "C", "enter")


@pytest.mark.parametrize("size", SIZES)
def test_closing_is_asked_about(scored: Closing, snap_compare: Compare, size: tuple[int, int]) -> None:
    agree_scores(scored.ana, [*scored.five, scored.rate, scored.calls])
    assert looks(scored.ana, scored, snap_compare, size, "C", "C")


@pytest.mark.parametrize("size", SIZES)
def test_what_goes_on(closed: Closing, snap_compare: Compare, size: tuple[int, int]) -> None:
    assert looks(closed.ana, closed, snap_compare, size, "O", "j", "space")


@pytest.mark.parametrize("size", SIZES)
def test_what_it_served_is_offered_again(closed: Closing, snap_compare: Compare, size: tuple[int, int]) -> None:
    assert looks(closed.ana, closed, snap_compare, size, "O", "enter", "j")
