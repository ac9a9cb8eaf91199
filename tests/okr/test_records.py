"""Reading forgives: whatever a register holds, a record comes of it."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from okrtui.okr import records
from okrtui.okr.kinds import CycleKind, Level, Metric, Mode, ObjectiveKind, Stage, Status, Weekday
from okrtui.okr.records import Fields, Value
from tests.okr.making import Making, figures

SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.integers(10**14, 10**300),
    st.floats(),
    st.text(),
    st.sampled_from(["q4", "o", "k", "m", "ws", "co", "milestones", "between", "yes_no", "at_risk", "contributes"]),
    st.sampled_from(["0001-01-01", "9999-12-31", "9999-12-30", "2026-02-30", "2026-W01-1", "20260101", "٢٠٢٦-01-01"]),
)
GARBAGE = st.one_of(SCALARS, st.lists(SCALARS, max_size=3))
READ = {
    "workspace": ("name", "vision", "check_in_weekday", "time_zone", "limits"),
    "unit": ("name", "level", "parent", "lead"),
    "cycle": ("name", "kind", "status", "start", "end"),
    "objective": ("title", "unit", "cycle", "owner", "kind", "priority", "stage"),
    "key_result": ("objective", "metric", "start", "target", "low", "high", "weight", "due", "status_override"),
    "check_in": ("key_result", "date", "value", "confidence", "note"),
    "milestone": ("key_result", "weight"),
    "alignment": ("child", "parent", "mode", "weight"),
}


@given(st.fixed_dictionaries({}, optional={name: GARBAGE for names in READ.values() for name in names}))
def test_reading_never_raises(fields: Fields) -> None:
    records.workspace(fields)
    records.unit("u", fields)
    records.person("p", fields)
    records.cycle("c", fields)
    records.objective("o", fields)
    records.key_result("k", fields)
    records.alignment("a", fields)
    check_in = records.check_in("i", fields, "")
    assert check_in is None or isinstance(check_in.number, Decimal | None)
    assert records.key_result("k", fields).weight >= 0


GARBLED = st.sampled_from([(kind, name) for kind, names in READ.items() for name in names])


@given(st.lists(st.tuples(GARBLED, GARBAGE), min_size=1, max_size=4))
def test_no_figure_stumbles_over_a_register_that_holds_anything(garbled: list[tuple[tuple[str, str], Value]]) -> None:
    making = Making(date(2026, 11, 18))
    making.objective("o", owner="p")
    making.key_result("k", "o", metric="milestones")
    making.put("milestone", "m", key_result="k")
    making.check_in("i", "k", ["m"], date(2026, 11, 4))
    making.objective("below")
    making.align("below", "o", mode="contributes")
    ids = {"workspace": "ws", "unit": "co", "cycle": "q4", "objective": "o", "key_result": "k", "milestone": "m"}
    ids |= {"check_in": "i", "alignment": "below>o"}
    for (kind, name), value in garbled:
        making.put(kind, ids[kind], **{name: value})
    assert figures(making.standings)
    assert making.company.why("below") is not None
    assert making.company.workspace().weekday in Weekday


@pytest.mark.parametrize("weekday", ["monday", "sunday"])
@pytest.mark.parametrize("edge", ["0001-01-01", "0001-01-05", "9999-12-27", "9999-12-31"])
def test_a_cycle_may_lie_at_the_end_of_the_calendar(edge: str, weekday: str) -> None:
    for today in (date.min, date(2026, 11, 18), date.max):
        making = Making(today)
        making.put("workspace", "ws", check_in_weekday=weekday)
        making.put("cycle", "q4", start=edge, end="9999-12-31")
        making.objective("o")
        making.key_result("k", "o")
        assert figures(making.standings)
        making.check_in("i", "k", 40, date.fromisoformat(edge))
        assert figures(making.standings)


def test_what_is_absent_has_its_default() -> None:
    bare_workspace = records.workspace({})
    assert (bare_workspace.weekday, bare_workspace.time_zone, bare_workspace.limits) == (Weekday.FRIDAY, "UTC", ())
    assert records.unit("u", {}) == ("u", "", Level.TEAM, None, None, None, None)
    assert records.person("p", {}) == ("p", "", "")
    committed = (ObjectiveKind.COMMITTED, False, Stage.DRAFT)
    assert records.objective("o", {}) == ("o", "", "", None, None, None, *committed)
    bare = records.key_result("k", {})
    assert bare == ("k", "", None, Metric.INCREASE, None, None, None, None, "", None, Decimal(1), None, None, "")


def test_what_is_there_is_read() -> None:
    cycle = records.cycle("c", {"name": "Q4", "kind": "custom", "start": "2026-10-01", "end": "2026-10-01"})
    assert cycle is not None
    assert (cycle.kind, cycle.start, cycle.end) == (CycleKind.CUSTOM, date(2026, 10, 1), date(2026, 10, 1))
    key_result = records.key_result("k", {"metric": "at_most", "target": 0.1, "status_override": "at_risk"})
    assert (key_result.metric, key_result.target) == (Metric.AT_MOST, Decimal("0.1"))
    assert key_result.override is Status.AT_RISK
    alignment = records.alignment("a", {"child": "x", "parent": "y", "mode": "contributes", "weight": 2})
    assert alignment == ("a", "x", "y", Mode.CONTRIBUTES, Decimal(2))
    check_in = records.check_in("i", {"date": "2026-10-02", "value": True, "confidence": 7}, "s")
    assert check_in is not None
    assert (check_in.value, check_in.number, check_in.confidence) == (True, Decimal(1), 7)


@pytest.mark.parametrize(
    "fields",
    [
        {"start": "2026-10-02", "end": "2026-10-01"},
        {"start": "2026-10-01"},
        {"start": 20261001, "end": "2026-12-31"},
        {"start": "2026-W40-1", "end": "2026-12-31"},
        {"start": "2026-02-30", "end": "2026-12-31"},
    ],
)
def test_a_cycle_without_a_first_and_a_last_day_is_none(fields: Fields) -> None:
    assert records.cycle("c", fields) is None


@pytest.mark.parametrize("value", [float("nan"), float("inf"), 10**15, -(10**15), True, "5", None, [5]])
def test_what_is_no_number_within_bounds_reads_as_absent(value: Value) -> None:
    assert records.number({"target": value}, "target") is None


@pytest.mark.parametrize(("stored", "read"), [(None, 1), ("2", 1), (0, 0), (-4, 0), (2.5, 2.5), (10**9, 10**6)])
def test_a_weight_is_one_unless_set_and_never_below_zero(stored: Value, read: float) -> None:
    assert records.weight({"weight": stored}) == Decimal(str(read))


@pytest.mark.parametrize("confidence", [-1, 11, 7.5, True, "7", None])
def test_a_confidence_that_is_none_reads_as_absent(confidence: Value) -> None:
    found = records.check_in("i", {"date": "2026-10-02", "confidence": confidence}, "")
    assert found is not None
    assert found.confidence is None


def test_an_alignment_without_its_ends_is_none() -> None:
    assert records.alignment("a", {"child": "x"}) is None
    assert records.alignment("a", {"child": "x", "parent": ["y"]}) is None
