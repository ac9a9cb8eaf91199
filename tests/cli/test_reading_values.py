"""`okrtui reading METRIC VALUE`."""

import pytest

from tests.cli.conftest import Person


@pytest.fixture
def won(ana: Person) -> str:
    """A metric."""
    return str(ana.ask("add", "metric", "name=Won deals", "unit_of_measure=deals")["id"])


def test_a_reading_is_taken_by_title_and_told_with_the_last_one(ana: Person, won: str) -> None:
    first = ana.ask("reading", "Won", "8", "--date", "-3d")
    assert first["subject"] == {"kind": "metric", "id": won, "title": "Won deals"}
    assert (first["value"], first["date"], first["last"]) == (8, "2026-10-04", None)
    second = ana.ask("reading", won[:6], "+1.5")
    assert (second["value"], second["last"]) == (9.5, {"date": "2026-10-04", "value": 8})
    assert ana.run("reading", "won deals", "-2").out.strip() == "Won deals, 2026-10-07: 7.5 deals (before: 9.5 deals)"


def test_undo_takes_it_back(ana: Person, won: str) -> None:
    ana.ask("reading", "Won", "8")
    ana.run("undo")
    assert ana.ask("list", "reading")["objects"] == []


def test_a_goal_and_a_measure_have_readings_an_objective_has_none(ana: Person, sales: dict[str, str]) -> None:
    goal = ana.ask("add", "goal", "title=Revenue", "baseline=1", "target=2")["id"]
    assert ana.ask("reading", "Revenue", "1.5M")["subject"]["id"] == goal
    result = ana.attempt("reading", next(iter(sales.values())), "1")
    assert result.code == 2
    assert "no metric or measure or goal" in result.err


@pytest.mark.parametrize("value", ["ten", "1e9"])
def test_what_is_no_number_is_wrong_usage(ana: Person, won: str, value: str) -> None:
    result = ana.attempt("reading", "Won", value)
    assert result.code == 2
    assert "not a number" in result.err


def test_nothing_is_read_ahead_of_today(ana: Person, won: str) -> None:
    result = ana.attempt("reading", "Won", "1", "--date", "2026-12-01")
    assert result.code == 2
    assert ana.ask("list", "reading")["objects"] == []
