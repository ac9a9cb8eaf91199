"""Stamps and the wall clock."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from okrtui.storage.clock import DAY_MS, is_far_ahead, milliseconds, stamp_ms, tick, wall_clock
from tests.storage.builders import START_MS

MOMENTS = st.integers(min_value=0, max_value=(1 << 47) - 1)


def test_a_first_stamp_is_the_wall_clock_and_a_counter_of_zero() -> None:
    assert tick(None, 0x019AB3C2D1E4) == "019ab3c2d1e40000"


def test_a_standing_clock_counts_and_the_counter_flows_into_the_milliseconds() -> None:
    first = tick(None, START_MS)
    assert tick(first, START_MS) == f"{int(first, 16) + 1:016x}"
    full = f"{START_MS << 16 | 0xFFFF:016x}"
    assert stamp_ms(tick(full, START_MS)) == START_MS + 1


def test_a_clock_set_back_does_not_turn_stamps_back() -> None:
    ahead = tick(None, START_MS)
    assert tick(ahead, START_MS - 60_000) > ahead


@given(st.lists(MOMENTS, min_size=2))
def test_own_stamps_always_rise_and_sort_as_text(clock: list[int]) -> None:
    stamps: list[str] = []
    for now in clock:
        stamps.append(tick(stamps[-1] if stamps else None, now))
    assert stamps == sorted(set(stamps))
    assert all(len(stamp) == 16 for stamp in stamps)
    assert all(stamp_ms(stamp) >= now for stamp, now in zip(stamps, clock, strict=True))


@pytest.mark.parametrize("now", [-1, 1 << 60])
def test_an_absurd_clock_still_gives_sixteen_digits(now: int) -> None:
    assert len(tick(None, now)) == 16


def test_far_ahead_is_more_than_a_day() -> None:
    stamp = tick(None, START_MS + DAY_MS)
    assert not is_far_ahead(stamp, START_MS)
    assert is_far_ahead(stamp, START_MS - 1)
    assert not is_far_ahead(tick(None, START_MS - 9 * DAY_MS), START_MS)


@pytest.mark.parametrize(
    ("iso", "ms"),
    [
        ("1970-01-01T00:00:00", 0),
        ("2026-11-22T11:28:04.123", 1_795_346_884_123),
        ("2026-11-22T11:28:04.123Z", 1_795_346_884_123),
        ("2026-11-22T12:28:04.123+01:00", 1_795_346_884_123),
        ("2026-11-22", 1_795_305_600_000),
    ],
)
def test_an_iso_time_is_exact_to_the_millisecond(iso: str, ms: int, monkeypatch: pytest.MonkeyPatch) -> None:
    assert milliseconds(iso) == ms
    monkeypatch.setenv("OKRTUI_NOW", iso)
    assert wall_clock() == ms


def test_every_millisecond_of_a_second_is_kept() -> None:
    start = milliseconds("2026-11-22T11:28:04")
    assert [milliseconds(f"2026-11-22T11:28:04.{ms:03}") - start for ms in range(1000)] == list(range(1000))


def test_what_is_no_time_is_refused() -> None:
    with pytest.raises(ValueError, match="tomorrow"):
        milliseconds("tomorrow")
