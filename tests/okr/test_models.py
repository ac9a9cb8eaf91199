"""What the edge accepts and refuses: through validate_new, validate_change and fields_of."""

import json
import subprocess
import sys
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from okrtui.okr.kinds import KINDS, Metric
from okrtui.okr.models import FieldError, FieldSpec, Value, fields_of, validate_change, validate_new

ONE, TWO = "00000000000000aa", "00000000000000bb"
ids = st.binary(min_size=8, max_size=8).map(bytes.hex)
numbers = st.integers(-(10**15) + 1, 10**15 - 1) | st.floats(-1e14, 1e14)
lines = st.text(st.characters(blacklist_categories=("Cc", "Cs")), max_size=40)
KEY_RESULT = {"objective": ONE, "title": "Close rate to 27 %"}
CHECK_IN = {"key_result": ONE, "date": "2026-11-22", "value": 24}

# Fields with a form of their own within their type.
FORMS: dict[tuple[str, str], st.SearchStrategy[Any]] = {
    ("workspace", "coach_words"): st.lists(st.sampled_from(["task=roll out", "vague=awesome"]), unique=True),
    ("workspace", "limits"): st.lists(st.integers(0, 999).map(lambda n: f"objectives_max={n}"), max_size=1),
    ("workspace", "time_zone"): st.sampled_from(["Europe/Berlin", "Asia/Kathmandu", "UTC"]),
    ("workspace", "fiscal_year_start"): st.integers(1, 12),
    ("person", "email"): st.sampled_from(["ana@example.org", "ü.n@exämple.org"]),
    ("dismissal", "finding"): st.sampled_from(["KR-TASK", "SANDBAG"]),
    ("check_in", "confidence"): st.integers(0, 10),
    ("score", "value"): st.floats(0, 1),
    ("score", "proposed"): st.floats(0, 1),
    ("workspace", "check_in_weeks"): st.integers(1, 13),
    ("unit", "check_in_weeks"): st.integers(1, 13),
}


def of_type(kind: str, spec: FieldSpec) -> st.SearchStrategy[Any]:
    """Values that one field accepts."""
    if (kind, spec.name) in FORMS:
        return FORMS[kind, spec.name]
    if spec.name == "weight":
        return st.integers(0, 1_000_000) | st.floats(0, 10)
    return {
        "text": lines.filter(str.strip),
        "long text": st.lists(lines, min_size=1, max_size=3).map("\n".join).filter(str.strip),
        "number": numbers,
        "yes/no": st.booleans(),
        "date": st.dates().map(str),
        "choice": st.sampled_from(spec.enum_values or ("",)),
        "reference": ids,
        "references": st.lists(ids, unique=True, max_size=3),
        "check-in value": numbers | st.booleans() | st.lists(ids, unique=True, max_size=3),
    }[spec.type_word]


def objects(kind: str) -> st.SearchStrategy[dict[str, Any]]:
    """Fields for a new object of a kind: what is required, and any of the rest."""
    required = {spec.name: of_type(kind, spec) for spec in fields_of(kind) if spec.required}
    rest = {spec.name: of_type(kind, spec) for spec in fields_of(kind) if not spec.required}
    return st.fixed_dictionaries(required, optional=rest)


kinds_and_fields = st.sampled_from(KINDS).flatmap(lambda kind: st.tuples(st.just(kind), objects(kind)))
kinds_and_two = st.sampled_from(KINDS).flatmap(lambda kind: st.tuples(st.just(kind), objects(kind), objects(kind)))


def accepted(kind: str, fields: dict[str, Any]) -> dict[str, Value] | None:
    """The stored fields, or None where a rule between fields refuses what is fine field by field."""
    try:
        return validate_new(kind, fields)
    except FieldError:
        return None


def refused(kind: str, fields: dict[str, Any]) -> FieldError:
    with pytest.raises(FieldError) as caught:
        validate_new(kind, fields)
    assert "\n" not in str(caught.value)
    assert str(caught.value).startswith(f"{kind}.{caught.value.field}: ")
    return caught.value


def equal(one: object, other: object) -> bool:
    return isinstance(one, bool) is isinstance(other, bool) and one == other


@given(kinds_and_fields)
def test_accepted_fields_survive_json_and_are_accepted_again_as_they_are(
    of: tuple[str, dict[str, Any]],
) -> None:
    kind, fields = of
    stored = accepted(kind, fields)
    if stored is not None:
        again = json.loads(json.dumps(stored, allow_nan=False).encode())
        assert again == stored
        assert validate_new(kind, again) == stored


@given(kinds_and_fields)
def test_what_was_given_is_stored_and_besides_only_defaults(of: tuple[str, dict[str, Any]]) -> None:
    kind, fields = of
    stored = accepted(kind, fields)
    if stored is not None:
        assert fields.keys() <= stored.keys()
        defaults = {spec.name: spec.default for spec in fields_of(kind)}
        assert all(stored[name] == defaults[name] for name in stored.keys() - fields.keys())


@given(kinds_and_two)
def test_a_change_writes_what_differs_and_nothing_else(
    of: tuple[str, dict[str, Any], dict[str, Any]],
) -> None:
    kind, before, after = of
    current, wanted = accepted(kind, before), accepted(kind, after)
    if current is None or wanted is None:
        return
    try:
        changed = validate_change(kind, current, wanted)
    except FieldError:  # the two objects are fine, a mixture of them is not
        return
    assert all(not equal(value, current.get(field)) for field, value in changed.items())
    assert {**current, **wanted} == {**current, **changed}
    assert validate_change(kind, {**current, **changed}, wanted) == {}


@given(kinds_and_fields)
def test_saving_a_form_unchanged_writes_nothing(of: tuple[str, dict[str, Any]]) -> None:
    kind, fields = of
    current = accepted(kind, fields)
    if current is not None:
        blank = {spec.name: "" for spec in fields_of(kind) if spec.name not in current}
        assert validate_change(kind, current, {**current, **blank}) == {}


@given(st.sampled_from(KINDS), st.dictionaries(st.text(max_size=12), st.from_type(object) | lines | numbers))
def test_anything_else_is_refused_in_one_line(kind: str, fields: dict[str, Any]) -> None:
    required = [spec.name for spec in fields_of(kind) if spec.required]
    fields = {**dict.fromkeys(required, object()), **fields}
    assert "\n" not in str(refused(kind, fields))


def test_a_new_objective_gets_its_defaults() -> None:
    assert validate_new(
        "objective", {"title": "  Grow with our clients ", "unit": ONE, "owner": None, "persona": " "}
    ) == {
        "title": "Grow with our clients",
        "unit": ONE,
        "kind": "committed",
        "priority": False,
        "stage": "draft",
    }


def test_members_and_words_are_the_same() -> None:
    one = validate_new("key_result", {**KEY_RESULT, "metric": Metric.AT_MOST})
    assert one == validate_new("key_result", {**KEY_RESULT, "metric": "at_most"})
    assert type(one["metric"]) is str


def test_numbers_are_stored_in_one_form() -> None:
    stored = validate_new("key_result", {**KEY_RESULT, "start": -0.0, "target": 27.0, "weight": 0.5})
    assert [json.dumps(stored[field]) for field in ("start", "target", "weight")] == ["0", "27", "0.5"]


def test_true_is_not_1() -> None:
    assert validate_change("check_in", {**CHECK_IN, "value": 1}, {"value": True}) == {"value": True}
    assert refused("key_result", {**KEY_RESULT, "target": True}).field == "target"
    assert refused("objective", {"title": "x", "unit": ONE, "priority": 1}).field == "priority"


@pytest.mark.parametrize("value", [24, 25.5, True, [], [ONE, TWO]])
def test_a_check_in_takes_what_a_metric_can_be(value: Value) -> None:
    assert validate_new("check_in", {**CHECK_IN, "value": value})["value"] == value


@pytest.mark.parametrize(
    ("kind", "fields", "field", "says"),
    [
        ("objective", {"titel": "x"}, "titel", "Did you mean title?"),
        ("objective", {"title": "x"}, "unit", "is needed"),
        ("objective", {"title": " ", "unit": ONE}, "title", "is needed"),
        ("objective", {"title": "x" * 501, "unit": ONE}, "title", "501 characters"),
        ("objective", {"title": "a\nb", "unit": ONE}, "title", "line break"),
        ("objective", {"title": "a\x1b[31mb", "unit": ONE}, "title", r"'\x1b'"),
        ("objective", {"title": "a\ud800b", "unit": ONE}, "title", r"'\ud800'"),
        ("objective", {"title": "x", "unit": "Sales"}, "unit", "'Sales', not an id"),
        ("objective", {"title": "x", "unit": ONE.upper()}, "unit", "not an id"),
        ("objective", {"title": "x", "unit": ONE + "\n"}, "unit", "not an id"),
        ("objective", {"title": "x", "unit": ONE, "kind": "bold"}, "kind", "committed, aspirational"),
        ("objective", {"title": "x", "unit": ONE, "kpi_due": "2026-02-30"}, "kpi_due", "not a date"),
        ("objective", {"title": "x", "unit": ONE, "kpi_due": "20260228"}, "kpi_due", "not a date"),
        ("objective", {"title": "x", "unit": ONE, "kpi_due": "٢٠٢٦-٠٢-٢٨"}, "kpi_due", "not a date"),
        ("key_result", {**KEY_RESULT, "start": 5, "target": 5.0}, "target", "equals the start 5"),
        ("key_result", {**KEY_RESULT, "metric": "decrease", "start": 5, "target": 5}, "target", "at_least"),
        ("key_result", {**KEY_RESULT, "metric": "between", "low": 5}, "high", "is needed"),
        ("key_result", {**KEY_RESULT, "metric": "between", "low": 5, "high": 5}, "high", "not above low 5"),
        ("key_result", {**KEY_RESULT, "target": "abc"}, "target", "'abc' is not a number"),
        ("key_result", {**KEY_RESULT, "target": 1e15}, "target", "must be below"),
        ("key_result", {**KEY_RESULT, "target": -(10**400)}, "target", "must be below"),
        ("key_result", {**KEY_RESULT, "target": float("nan")}, "target", "nan"),
        ("key_result", {**KEY_RESULT, "target": float("inf")}, "target", "inf"),
        ("key_result", {**KEY_RESULT, "weight": -1}, "weight", "between 0"),
        ("key_result", {**KEY_RESULT, "status_override": "on_track"}, "override_reason", "is needed"),
        ("check_in", {**CHECK_IN, "confidence": 11}, "confidence", "between 0"),
        ("check_in", {**CHECK_IN, "confidence": 7.5}, "confidence", "whole number"),
        ("check_in", {**CHECK_IN, "note": "x" * 10_001}, "note", "10,001 characters"),
        ("check_in", {**CHECK_IN, "value": "soon"}, "value", "'soon' is not a number, yes or no"),
        ("check_in", {**CHECK_IN, "value": [ONE, ONE]}, "value", "twice"),
        ("cycle", {"name": "Q4", "start": "2026-12-31", "end": "2026-10-01"}, "end", "before the start"),
        ("goal", {"title": "x", "baseline": 1, "target": 1}, "target", "equals the baseline"),
        ("kpi", {"name": "x", "healthy_low": 2, "healthy_high": 1}, "healthy_low", "above healthy_high 1"),
        ("kpi", {"name": "x", "combine": "ratio", "metrics": [ONE, TWO, "c" * 16]}, "metrics", "two metrics"),
        ("alignment", {"child": ONE, "parent": ONE}, "parent", "cannot serve itself"),
        (
            "blocker",
            {"subject": ONE, "description": "x", "raised": "2026-11-02", "resolved": "2026-11-01"},
            "resolved",
            "before",
        ),
        ("score", {"key_result": ONE, "value": 1.01, "role": "owner"}, "value", "between 0 and 1"),
        ("workspace", {"name": "x", "limits": ["objective=3"]}, "limits", "objectives_max=5"),
        ("workspace", {"name": "x", "coach_words": ["tusk=roll out"]}, "coach_words", "task=roll out"),
        ("workspace", {"name": "x", "coach_words": ["task="]}, "coach_words", "task=roll out"),
        ("workspace", {"name": "x", "limits": ["objectives_max=3", "objectives_max=4"]}, "limits", "twice"),
        ("workspace", {"name": "x", "time_zone": "Europe"}, "time_zone", "Europe/Berlin"),
        ("workspace", {"name": "x", "time_zone": "../../etc/passwd"}, "time_zone", "not a time zone"),
        ("workspace", {"name": "x", "fiscal_year_start": 13}, "fiscal_year_start", "from 1 to 12"),
        ("person", {"name": "x", "email": "Ana Ruiz <ana@example.org>"}, "email", "ana@example.org"),
        ("dismissal", {"finding": "kr task", "subject": ONE, "reason": "x"}, "finding", "KR-TASK"),
    ],
)
def test_what_is_refused_and_how(kind: str, fields: dict[str, Any], field: str, says: str) -> None:
    error = refused(kind, fields)
    assert (error.kind, error.field) == (kind, field)
    assert says in error.why


def test_one_wrong_thing_from_before_does_not_block_another_change() -> None:
    current = {**KEY_RESULT, "metric": "sideways", "start": 5, "target": 5, "due": "soon", "aura": "new"}
    assert validate_change("key_result", current, {"title": "Better"}) == {"title": "Better"}
    current["metric"] = "increase"
    assert validate_change("key_result", current, {"weight": 2}) == {"weight": 2}
    assert validate_change("cycle", {"start": "2026-12-31"}, {"name": "Q4"}) == {"name": "Q4"}


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"start": 9}, "target"),
        ({"metric": "between"}, "low"),
        ({"status_override": "at_risk"}, "override_reason"),
    ],
)
def test_a_change_may_not_break_a_rule_with_what_stands(changes: dict[str, Any], field: str) -> None:
    current = {**KEY_RESULT, "metric": "decrease", "start": 12, "target": 9}
    with pytest.raises(FieldError) as caught:
        validate_change("key_result", current, changes)
    assert caught.value.field == field


def test_a_field_is_cleared_by_none_or_blank_unless_it_is_needed() -> None:
    current = {**KEY_RESULT, "metric": "increase", "weight": 2, "unit_of_measure": "%"}
    assert validate_change("key_result", current, {"weight": None, "unit_of_measure": " "}) == {
        "weight": None,
        "unit_of_measure": None,
    }
    assert validate_change("key_result", current, {"start": None}) == {}
    for field in ("title", "metric"):
        with pytest.raises(FieldError, match="cannot be empty"):
            validate_change("key_result", current, {field: ""})


def test_long_texts_are_tidied() -> None:
    stored = validate_new("check_in", {**CHECK_IN, "note": "\r\n one\r\n\ttwo \n"})
    assert stored["note"] == "one\n two"


def test_references_name_the_kinds_they_may_point_to() -> None:
    unknown = {ref for kind in KINDS for spec in fields_of(kind) for ref in spec.ref_kinds if ref not in KINDS}
    assert unknown == set()
    assert all(
        bool(spec.ref_kinds) == (spec.type_word in ("reference", "references", "check-in value"))
        for kind in KINDS
        for spec in fields_of(kind)
    )


def test_pydantic_is_loaded_by_the_models_only() -> None:
    script = (
        "import pkgutil, sys, importlib, okrtui.okr as okr\n"
        "names = [m.name for m in pkgutil.iter_modules(okr.__path__) if m.name != 'models']\n"
        "for name in names: importlib.import_module('okrtui.okr.' + name)\n"
        "print(len(names), 'pydantic' in sys.modules)\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    count, loaded = done.stdout.split()
    assert int(count) > 5
    assert loaded == "False"
