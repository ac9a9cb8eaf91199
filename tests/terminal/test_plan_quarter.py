"""A CEO and eight leads plan a quarter by keys alone: from an empty board to everything agreed, each on a replica."""

import re
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.terminal import Terminal
from tests.terminal.quarter import OURS, WISHES, YEAR, Seat, Wish, seats, stages

pytestmark = pytest.mark.terminal

NOW = "2026-11-23T09:00"
WALL = (118, 50)
PATIENCE = 30.0
BETTER = "Name who solves a blocker"
"""What the last review wanted to be better, and this quarter takes up."""
CHAIR_KEYS = 27
"""What the CEO may press, from an empty board to all agreed, typed titles not counted."""
LEAD_KEYS = 16
"""What a lead may press to take up the company's objective and propose that."""
AGREEING_KEYS = 5
"""What a head may press besides, to give her word on that objective and agree to what her teams propose."""


@pytest.fixture
def table(tmp_path: Path) -> list[Seat]:
    """The CEO and eight leads of the example company, the departments' first."""
    return seats(tmp_path, NOW)


@pytest.fixture
def desks(table: list[Seat]) -> Iterator[list[Terminal]]:
    """The okrtui of each of them, all in step."""
    with ExitStack() as stack:
        found = []
        for seat in table:
            env: dict[str, str | None] = {"OKRTUI_DATA_DIR": str(seat.data), "OKRTUI_NOW": NOW}
            found.append(stack.enter_context(Terminal([sys.executable, "-m", "okrtui"], WALL, env, ROOT)))
        for terminal in found:
            terminal.wait_for("in step", PATIENCE)
        yield found


def under_cursor(text: str) -> re.Pattern[str]:
    return re.compile(f"^ ?▌ *(▾ |O |2027  )?{re.escape(text)}", re.MULTILINE)


def on_board(wish: Wish, stage: str) -> re.Pattern[str]:
    return re.compile(f"O {re.escape(wish.title)}.* {stage} ")


def committed(wish: Wish, people: int) -> re.Pattern[str]:
    return re.compile(f"O {re.escape(wish.title)}.* {people} committed")


def go_down_to(terminal: Terminal, title: str) -> None:
    """Press j until the cursor is on a line of the board that stands still above."""
    rows = terminal.text
    here = next(place for place, row in enumerate(rows) if row.startswith("▌"))
    there = next(place for place, row in enumerate(rows) if title in row)
    terminal.keys(*["j"] * (there - here))
    terminal.wait_for(under_cursor(title), PATIENCE)


def localize(terminal: Terminal, unit: str, wish: Wish) -> None:
    """Let one's own unit take up the objective under the cursor; the first steps of the wizard are left out."""
    terminal.keys("l")
    terminal.wait_for(under_cursor(unit), PATIENCE)
    terminal.keys("enter")
    terminal.wait_for("1 KEY POINTS", PATIENCE)
    terminal.keys("pagedown", "pagedown")
    terminal.wait_for("3 OBJECTIVE", PATIENCE)
    terminal.type(wish.title)
    terminal.keys("pagedown", "pagedown")
    terminal.wait_for("5 KEY RESULTS", PATIENCE)
    terminal.type(wish.key_result)
    terminal.keys("ctrl+s")
    terminal.wait_for(under_cursor(wish.title), PATIENCE)


def propose(seat: Seat, terminal: Terminal) -> None:
    """A lead takes the company's objective up for their own unit, and proposes that."""
    terminal.keys("4")
    terminal.wait_for(on_board(OURS, "agreed"), PATIENCE)
    go_down_to(terminal, OURS.title)
    localize(terminal, seat.unit, seat.wish)
    terminal.keys("p")
    terminal.wait_for(on_board(seat.wish, "proposed"), PATIENCE)


def leave(terminal: Terminal, at_most: int) -> None:
    """Close the app, everything pushed; it took no more keys than that."""
    terminal.keys("q")
    assert terminal.wait(PATIENCE) == 0
    assert terminal.presses <= at_most


def test_from_an_empty_board_to_all_agreed(table: list[Seat], desks: list[Terminal]) -> None:
    chair, hers, *theirs = desks
    ceo, amelie, *others = table
    onboarding, support, infrastructure = (seat.wish for seat in others[-3:])

    chair.keys("4")
    chair.wait_for("Nobody has begun to plan", PATIENCE)
    chair.keys("C")
    chair.wait_for("0 of 16 units agreed", PATIENCE)
    chair.wait_for("To do better, from the last review (3)", PATIENCE)
    go_down_to(chair, BETTER)
    chair.keys("i")
    chair.wait_for("To do better, from the last review (2)", PATIENCE)
    chair.keys("m")
    chair.wait_for(under_cursor(ceo.unit), PATIENCE)
    go_down_to(chair, YEAR)
    localize(chair, ceo.unit, OURS)
    chair.keys("a")
    chair.wait_for(on_board(OURS, "agreed"), PATIENCE)

    # A lead at another desk proposes, and gives her word on the company's objective.
    propose(amelie, hers)
    chair.wait_for(on_board(amelie.wish, "proposed"), PATIENCE)
    chair.wait_for("1 for you", PATIENCE)
    hers.keys("k", "k")
    hers.wait_for(under_cursor(OURS.title), PATIENCE)
    hers.keys("x")
    for terminal in (hers, chair):
        terminal.wait_for(committed(OURS, 2), PATIENCE)
        terminal.wait_gone(BETTER, PATIENCE)

    for seat, terminal in zip(others, theirs, strict=True):
        propose(seat, terminal)
        leave(terminal, LEAD_KEYS)

    # She agrees to what her teams propose, the CEO to what the departments do, and in the place of a head who has left.
    hers.wait_for("2 for you", PATIENCE)
    hers.keys("m", "A")
    chair.wait_for("5 for you", PATIENCE)
    for terminal in (hers, chair):
        for wish in (onboarding, support):
            terminal.wait_for(on_board(wish, "agreed"), PATIENCE)
    chair.keys("A")
    chair.wait_for("8 of 16 units agreed", PATIENCE)
    go_down_to(chair, infrastructure.title)
    chair.keys("a")
    for terminal in (chair, hers):
        terminal.wait_for("9 of 16 units agreed", PATIENCE)
        assert not re.search("O .* (draft|proposed) |orphan", "\n".join(terminal.text))
    leave(chair, CHAIR_KEYS)
    leave(hers, LEAD_KEYS + AGREEING_KEYS)

    agreed = {wish.title: "agreed" for wish in (OURS, *WISHES)}
    assert stages(ceo.data, NOW) == stages(amelie.data, NOW) == agreed
