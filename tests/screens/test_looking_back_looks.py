"""How the looks back look, at 80x24 and 120x40."""

from datetime import date
from pathlib import Path

import pytest

from okrtui.okr.kinds import Role
from okrtui.workspace.edits import New, create
from okrtui.workspace.holding import about_cycle, about_month, hold_review
from okrtui.workspace.recognition import recognize
from okrtui.workspace.scoring import agree_scores
from tests.screens.closing_world import OWNERS, Closing
from tests.screens.pair import set_field
from tests.screens.test_scoring_looks import SIZES, TITLE, Compare, looks


@pytest.fixture
def closing(tmp_path: Path) -> Closing:
    found = Closing(tmp_path)
    ana = found.ana
    set_field(ana, "objective", found.bens, "title", TITLE)
    found.sync()
    found.score(found.ben, Role.OWNER, *OWNERS, assessment="Spät, aber wir wissen warum")
    agree_scores(ana, [*found.five, found.rate, found.calls])
    earlier = found.make("cycle", name="2026-Q3", start="2026-07-01", end="2026-09-30", status="closed")
    hold_review(ana, about_cycle(ana, found.sales, earlier), {"worked": "x"}, ["Den Betriebsrat früher fragen 🙋"])
    hold_review(ana, about_month(ana, found.sales, date(2026, 11, 3)), {"decisions": "Ben calls the ten largest"})
    by = {"raised": "2026-12-10", "solver": ana.person}
    text = "Der Betriebsrat hat der neuen Schichtregelung noch nicht zugestimmt 🙈 労使協議会"
    found.make("blocker", subject=found.five[0], description=text, **by)
    fields = {"key_result": found.rate, "date": "2026-12-30", "value": 26, "learned": "Der Preis ist nicht der Grund"}
    create(ana, New("check_in", fields))
    recognize(ana, found.ben.person, "Für das Portal 🎉, das alle zwei Wochen vor der Zeit nutzen konnten")
    found.sync()
    return found


@pytest.mark.parametrize("size", SIZES)
def test_a_month(closing: Closing, snap_compare: Compare, size: tuple[int, int]) -> None:
    assert looks(closing.ana, closing, snap_compare, size, "m", "t")


@pytest.mark.parametrize("size", SIZES)
def test_the_end_of_a_month(closing: Closing, snap_compare: Compare, size: tuple[int, int]) -> None:
    assert looks(closing.ana, closing, snap_compare, size, "m", "t", "left_square_bracket", "G")


@pytest.mark.parametrize("size", SIZES)
def test_a_month_is_written(closing: Closing, snap_compare: Compare, size: tuple[int, int]) -> None:
    keys = ("m", "t", "r", "tab", *"Zu viele Ziele")
    assert looks(closing.ana, closing, snap_compare, size, *(key.replace(" ", "space") for key in keys))


@pytest.mark.parametrize("size", SIZES)
def test_a_quarter(closing: Closing, snap_compare: Compare, size: tuple[int, int]) -> None:
    assert looks(closing.ana, closing, snap_compare, size, "m", "v")


@pytest.mark.parametrize("size", SIZES)
def test_a_quarter_is_written(closing: Closing, snap_compare: Compare, size: tuple[int, int]) -> None:
    keys = ("m", "v", "r", *"Vorlage", *["tab"] * 4, *"Früher fragen", "tab", "B", "e")
    assert looks(closing.ana, closing, snap_compare, size, *(key.replace(" ", "space") for key in keys))


@pytest.mark.parametrize("size", SIZES)
def test_cycle_over_cycle(closing: Closing, snap_compare: Compare, size: tuple[int, int]) -> None:
    assert looks(closing.ana, closing, snap_compare, size, "m", "D")


@pytest.mark.parametrize("size", SIZES)
def test_a_persons_pack(closing: Closing, snap_compare: Compare, size: tuple[int, int]) -> None:
    assert looks(closing.ana, closing, snap_compare, size, "P", "B", "e", "enter")
