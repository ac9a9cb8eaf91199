"""Readings: what is read of a metric, measure or goal."""

from datetime import timedelta
from decimal import Decimal

import pytest

from okrtui.okr.models import FieldError
from okrtui.workspace.edits import New, create
from okrtui.workspace.errors import NotFound, UsageError
from okrtui.workspace.reading_values import enter_reading, gauge, gauges, read_value
from okrtui.workspace.undoing import undo
from okrtui.workspace.workspace import Workspace


@pytest.fixture
def won(ana: Workspace) -> str:
    """A metric that was never read."""
    return create(ana, New("metric", {"name": "Won", "unit_of_measure": "deals"})).ids[0]


def test_a_reading_is_of_today_and_one_undo_takes_it_back(ana: Workspace, won: str) -> None:
    before = gauge(ana, "metric", won)
    assert (before.last, before.on, before.last_text) == (None, None, "")
    enter_reading(ana, before, 8)
    found = gauge(ana, "metric", won)
    assert (found.last, found.on, found.last_text) == (Decimal(8), ana.today, "8 deals")
    undo(ana)
    assert gauge(ana, "metric", won).last is None


@pytest.mark.parametrize(("typed", "value"), [("84", 84), ("1.2M", 1_200_000), ("+3", 11), ("-0,5", 7.5), ("=-3", -3)])
def test_a_value_is_typed_as_in_a_check_in(ana: Workspace, won: str, typed: str, value: float) -> None:
    enter_reading(ana, gauge(ana, "metric", won), 8)
    assert read_value(gauge(ana, "metric", won), typed) == value


@pytest.mark.parametrize("typed", ["", " ", "ten", "1e5"])
def test_what_is_no_number_is_refused(ana: Workspace, won: str, typed: str) -> None:
    with pytest.raises(FieldError):
        read_value(gauge(ana, "metric", won), typed)


def test_the_last_value_is_the_latest_days_and_of_one_day_the_one_made_last(ana: Workspace, won: str) -> None:
    for value, back in ((1, 0), (2, 0), (3, 5)):
        enter_reading(ana, gauge(ana, "metric", won), value, ana.today - timedelta(days=back))
    assert gauge(ana, "metric", won).last == Decimal(2)


def test_nothing_is_read_ahead_of_today(ana: Workspace, won: str) -> None:
    with pytest.raises(UsageError, match="lies ahead of today"):
        enter_reading(ana, gauge(ana, "metric", won), 1, ana.today + timedelta(days=1))


def test_of_a_kpi_each_of_its_metrics_is_read(ana: Workspace, won: str) -> None:
    offers = create(ana, New("metric", {"name": "Offers"})).ids[0]
    kpi = create(ana, New("kpi", {"name": "Win rate", "metrics": [won, offers]})).ids[0]
    assert [each.title for each in gauges(ana, "kpi", kpi)] == ["Won", "Offers"]
    assert [each.title for each in gauges(ana, "metric", won)] == ["Won"]
    assert gauges(ana, "objective", won) == []


def test_what_is_not_there_cannot_be_read(ana: Workspace) -> None:
    with pytest.raises(NotFound):
        gauge(ana, "metric", "0" * 16)
