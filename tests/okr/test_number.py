import json
from decimal import Decimal, localcontext
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from okrtui.okr.number import (
    BOUND,
    NumberError,
    decimal_of,
    exact,
    format_number,
    format_short,
    parse_number,
    percent,
    percent_text,
    stored,
)

CASES = json.loads((Path(__file__).parents[1] / "cases" / "numbers.json").read_text("utf-8"))
TYPED = CASES["numbers_typed"]
LAST = Decimal("24")

sensible = st.decimals(min_value=-(10**9), max_value=10**9, places=4)
shares = st.fractions(min_value=-3, max_value=3)


@pytest.mark.parametrize(("text", "meaning"), [case for case in TYPED if not isinstance(case[1], str)])
def test_typed_numbers(text: str, meaning: float) -> None:
    assert parse_number(text) == decimal_of(meaning)
    assert parse_number(text, LAST) == decimal_of(meaning)


@pytest.mark.parametrize("text", [text for text, meaning in TYPED if meaning == "error"])
def test_typed_errors(text: str) -> None:
    for last in (None, LAST):
        with pytest.raises(NumberError) as refused:
            parse_number(text, last)
        assert "\n" not in str(refused.value)


RELATIVE = [case for case in TYPED if isinstance(case[1], str) and case[1].startswith("the last value")]


@pytest.mark.parametrize(("text", "meaning"), RELATIVE)
def test_a_sign_is_relative_to_the_last_value(text: str, meaning: str) -> None:
    sign, amount = meaning.removeprefix("the last value ").split()[:2]
    change = Decimal(amount) if sign == "+" else -Decimal(amount)
    assert parse_number(text, LAST) == LAST + change
    assert parse_number(text) == change


def test_every_typed_case_is_one_of_these() -> None:
    values = [case for case in TYPED if not isinstance(case[1], str)]
    assert len(values) + len(RELATIVE) + sum(meaning == "error" for _, meaning in TYPED) == len(TYPED)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1,500,000", "1500000"),
        ("1,500.25", "1500.25"),
        ("1.500,25", "1500.25"),
        ("1.500.000", "1500000"),
        ("1.500.000,5", "1500000.5"),
        ("1.500", "1.5"),
        ("1234,5678", "1234.5678"),
        ("12,5", "12.5"),
        ("1 000 000,5", "1000000.5"),
        ("1\u00a0000", "1000"),
        ("1\u202f000", "1000"),
        ("1\u2009000", "1000"),
        (".5", "0.5"),
        (",5", "0.5"),
        ("  27 %  ", "27"),
        ("£3", "3"),
        ("-$3", "-3"),
        ("$-3", "-3"),
        ("$ - 3", "-3"),
        ("= -3", "-3"),
        ("=+3", "3"),
        ("=3", "3"),
        ("5K", "5000"),
        ("5 k", "5000"),
        ("0.1", "0.1"),
        ("007", "7"),
        ("999999999999999", "999999999999999"),
    ],
)
def test_more_typed_numbers(text: str, value: str) -> None:
    assert parse_number(text) == Decimal(value)


@pytest.mark.parametrize(
    "text",
    [
        "=",
        "==3",
        "+",
        "%",
        "k",
        "$",
        ".",
        ",",
        "5.",
        "+-3",
        "-$-3",
        "$$3",
        "3$",
        "1 00",
        "1  000",
        "10 5",
        "0 500",
        "1,50,000",
        "1,500,00",
        "1.5.5",
        "1,5.5",
        "5k%",
        "5kk",
        "5B",
        "1e3",
        "0x10",
        "inf",
        "١٢",
        "５",
        "½",
        "3\n4",
        "1000000000000000",
        "999999999999M",
        "9" * 65,
    ],
)
def test_more_typed_errors(text: str) -> None:
    with pytest.raises(NumberError) as refused:
        parse_number(text)
    assert "\n" not in str(refused.value)


def test_a_number_that_reads_in_two_ways_is_refused_with_both() -> None:
    with pytest.raises(NumberError, match=r"1234567 or 1234\.567"):
        parse_number("1234,567")


def test_a_relative_number_may_not_leave_the_bounds() -> None:
    with pytest.raises(NumberError, match="too large"):
        parse_number("+1", Decimal(BOUND - 1))


def test_relative_numbers_have_no_float_noise() -> None:
    assert parse_number("+0.2", decimal_of(0.1)) == Decimal("0.3")
    assert parse_number("=-0.5", LAST) == Decimal("-0.5")


def test_what_is_typed_does_not_depend_on_the_decimal_context() -> None:
    with localcontext() as narrow:
        narrow.prec = 3
        assert parse_number("-123456") == Decimal("-123456")
        assert parse_number("1.23456k") == Decimal("1234.56")
        assert format_number(Decimal("123456.5")) == "123456.5"


@given(st.text(max_size=12))
def test_any_text_is_a_bounded_number_or_an_error(text: str) -> None:
    try:
        value = parse_number(text)
    except NumberError:
        return
    assert abs(value) < BOUND


def test_decimals_of_floats_are_those_a_person_writes() -> None:
    assert decimal_of(0.1) == Decimal("0.1")
    assert decimal_of(7) == Decimal(7)
    assert decimal_of(1e-7) == Decimal("0.0000001")
    assert exact(0.1) + exact(0.2) == Fraction(3, 10)
    assert exact(Decimal("2.5")) == Fraction(5, 2)


@pytest.mark.parametrize("value", [float("nan"), float("inf"), float("-inf")])
def test_what_is_not_finite_is_no_number(value: float) -> None:
    for refusing in (decimal_of, exact, format_number):
        with pytest.raises(NumberError):
            refusing(value)
    for refusing_decimal in (stored, exact):
        with pytest.raises(NumberError):
            refusing_decimal(Decimal(value))


@pytest.mark.parametrize(
    ("text", "kept"), [("27", 27), ("27.0", 27), ("-0.0", 0), ("0.5", 0.5), ("1E+3", 1000), ("1E-7", 1e-7)]
)
def test_stored_numbers(text: str, kept: float) -> None:
    value = stored(Decimal(text))
    assert value == kept
    assert type(value) is type(kept)
    assert json.dumps(value) == json.dumps(kept)


@pytest.mark.parametrize("text", ["1E+15", "-1E+15", "1E+999999", "999999999999999.99999999"])
def test_numbers_too_large_to_store(text: str) -> None:
    with pytest.raises(NumberError, match="too large"):
        stored(Decimal(text))


@given(sensible)
def test_what_is_stored_is_what_was_meant(value: Decimal) -> None:
    assert decimal_of(json.loads(json.dumps(stored(value)))) == value


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (27, "%", "27 %"),
        (27.0, "", "27"),
        (0.1 + 0.2, "", "0.3"),
        (0.1 + 0.7, "", "0.8"),
        (612000, "$", "$612000"),
        (-5, "€", "-€5"),
        (4.5, "calls", "4.5 calls"),
        (Decimal("1E+3"), "", "1000"),
        (Decimal("2.50"), "", "2.5"),
        (1e-7, "", "0.0000001"),
        (-0.0, "", "0"),
        (-1e-20, "", "0"),
        (123456789.12, "", "123456789.12"),
        (Fraction(1, 3), "", "0.3333"),
        (Fraction(200, 3), "%", "66.67 %"),
        (Fraction(1234567, 2), "", "617284"),
        (Fraction(5, 2), "", "2.5"),
        (Fraction(0), "", "0"),
    ],
)
def test_numbers_for_people(value: float | Decimal | Fraction, unit: str, text: str) -> None:
    assert format_number(value, unit) == text


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (612_000, "$", "$612K"),
        (500_000, "", "500K"),
        (1_200_000, "", "1.2M"),
        (1_234_567, "", "1.23M"),
        (12_345, "", "12.3K"),
        (999_499, "", "999K"),
        (999_600, "", "1M"),
        (-612_000, "$", "-$612K"),
        (1_500, "", "1500"),
        (9_999, "%", "9999 %"),
        (24, "%", "24 %"),
        (0.30000000000000004, "", "0.3"),
        (5_000_000_000, "", "5000M"),
    ],
)
def test_short_numbers(value: float, unit: str, text: str) -> None:
    assert format_short(value, unit) == text


@given(sensible, st.sampled_from(["", "%", "$", "€", "£"]))
def test_a_number_shown_can_be_typed_back(value: Decimal, unit: str) -> None:
    assert parse_number("=" + format_number(value, unit), LAST) == value


@given(st.floats(min_value=-1e14, max_value=1e14))
def test_no_float_shows_an_exponent_or_noise(value: float) -> None:
    text = format_number(value)
    assert "e" not in text.lower()
    assert len(text.lstrip("-").replace(".", "").lstrip("0")) <= 15
    assert abs(Fraction(text) - exact(value)) <= max(abs(exact(value)) / 10**14, Fraction(1, 10**15))


@given(st.integers(min_value=-(10**14), max_value=10**14))
def test_short_numbers_are_short_and_near(value: int) -> None:
    text = format_short(value)
    assert abs(parse_number("=" + text, LAST) - value) <= abs(value) * Decimal("0.005")


@pytest.mark.parametrize(
    ("share", "shown"),
    [
        (Fraction(5, 8), 63),
        (Fraction(1, 3), 33),
        (Fraction(2, 3), 67),
        (Fraction(5, 4), 125),
        (Fraction(-1, 4), -25),
        (Fraction(-5, 8), -62),
        (Fraction(995, 1000), 100),
        (Fraction(0), 0),
    ],
)
def test_percentages_round_half_up(share: Fraction, shown: int) -> None:
    assert percent(share) == shown
    assert percent_text(share) == f"{shown} %"


@given(shares)
def test_a_percentage_is_the_nearest_one(share: Fraction) -> None:
    assert Fraction(-1, 2) < percent(share) - share * 100 <= Fraction(1, 2)
