"""The catalogues of lagging and leading indicators."""

from okrtui.okr.catalogue import CATALOGUE, entry
from okrtui.okr.kinds import Combine, Direction, Indicator


def test_every_indicator_has_a_name_of_its_own_and_two_metrics_of_their_own() -> None:
    assert len({each.name.casefold() for each in CATALOGUE}) == len(CATALOGUE)
    assert all(len({metric.name for metric in each.metrics}) == 2 for each in CATALOGUE)
    assert {each.indicator for each in CATALOGUE} == {Indicator.LAGGING, Indicator.LEADING}


def test_an_indicator_is_found_by_its_name_whatever_its_case() -> None:
    found = entry(" renewal RATE ")
    assert found is not None
    assert (found.indicator, found.unit, found.combine) == (Indicator.LAGGING, "%", Combine.RATIO)
    assert entry("something else") is None


def test_what_should_fall_says_so() -> None:
    falling = {each.name for each in CATALOGUE if each.direction is Direction.DECREASE}
    assert falling == {"Discount", "Acquisition cost", "Sales cycle length", "Opportunities lost"}
