"""Numbers as people type and read them: exact decimals in, plain digits out, never float noise."""

import re
from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction
from math import floor, isfinite
from typing import TypeAlias

Number: TypeAlias = int | float | Decimal
"""A number as it is stored or typed."""

BOUND = 10**15
"""Every number lies strictly between -BOUND and BOUND: within them a float holds every whole number."""

_TYPED_DIGITS = Context(prec=15, rounding=ROUND_HALF_UP)
_WIDE = Context(prec=60, rounding=ROUND_HALF_UP)
_COMPUTED_DIGITS = 4
_SHORT_DIGITS = 3
_SHORT_FROM = 10_000
_CURRENCIES = ("$", "€", "£")
_FINEST = Decimal("1e-15")
_LONGEST = 64
_TOO_LARGE = "the number is too large: it must stay below 1 000 000 000 000 000"

_TYPED = re.compile(
    r"(?P<absolute>=?) *(?:(?P<sign>[+-]?) *[$€£]?|[$€£] *(?P<inner>[+-]?)) *"
    r"(?P<digits>[0-9.,](?:[0-9., ]*[0-9])?) *(?:(?P<scale>[kKmM])|%)?"
)
_GROUPED_BY_SPACES = re.compile(r"(?P<whole>[1-9][0-9]{0,2}(?: [0-9]{3})+)(?:[.,](?P<part>[0-9]+))?")
_GROUPED_BY_COMMAS = re.compile(r"(?P<whole>[1-9][0-9]{0,2}(?:,[0-9]{3})+)(?:\.(?P<part>[0-9]+))?")
_GROUPED_BY_DOTS = re.compile(
    r"(?P<whole>[1-9][0-9]{0,2}(?:\.[0-9]{3}){2,}|[1-9][0-9]{0,2}\.[0-9]{3}(?=,))(?:,(?P<part>[0-9]+))?"
)
_PLAIN = re.compile(r"(?P<whole>[0-9]*)(?:[.,](?P<part>[0-9]+))?")
_FORMS = (_GROUPED_BY_SPACES, _GROUPED_BY_COMMAS, _GROUPED_BY_DOTS, _PLAIN)
_UNCLEAR = re.compile(r"[1-9][0-9]{3,},[0-9]{3}")
_SPACES_AND_MINUS = str.maketrans({"\u00a0": " ", "\u2009": " ", "\u202f": " ", "\u2212": "-"})
_SCALES = {"": 1, "k": 1_000, "m": 1_000_000}


class NumberError(ValueError):
    """A text or value that is no number okrtui can keep. Its message is one line for people."""


def parse_number(text: str, last: Decimal | None = None) -> Decimal:
    """The number that a person typed: `27`, `1.2M`, `500k`, `27%`, `1 000`, `1,500`, `1,5`, `$612K`.

    A comma with three digits after it groups thousands, unless the number begins with 0; any other
    single comma is the decimal point. With a `last` value, a signed number is relative to it
    (`+3`, `-3`) and `=` makes it absolute (`=-3`); without one, the sign is the number's own.

    Raises:
        NumberError: not a number, a number that can be read in two ways, or one out of bounds.
    """
    typed = text.translate(_SPACES_AND_MINUS).strip()
    if not typed:
        raise NumberError("a number is missing")
    if len(typed) > _LONGEST:
        raise NumberError(f"too long for a number: more than {_LONGEST} characters")
    parts = _TYPED.fullmatch(typed)
    if parts is None:
        raise NumberError(f"not a number: {typed!r}")
    sign = parts["sign"] or parts["inner"] or ""
    amount = _WIDE.multiply(_digits(parts["digits"]), _SCALES[(parts["scale"] or "").lower()])
    if sign == "-":
        amount = amount.copy_negate()
    if last is not None and sign and not parts["absolute"]:
        amount = _WIDE.add(last, amount)
    return _bounded(amount)


def _digits(text: str) -> Decimal:
    if _UNCLEAR.fullmatch(text):
        thousands, point = text.replace(",", ""), text.replace(",", ".")
        raise NumberError(f"{text} can be read in two ways: {thousands} or {point}")
    for form in _FORMS:
        found = form.fullmatch(text)
        if found:
            whole = re.sub("[ ,.]", "", found["whole"])
            return Decimal(f"{whole or 0}.{found['part'] or 0}")
    raise NumberError(f"not a number: {text!r}")


def _bounded(value: Decimal) -> Decimal:
    if not value.is_finite():
        raise NumberError("not a finite number")
    if not -BOUND < value < BOUND:
        raise NumberError(_TOO_LARGE)
    return value


def decimal_of(value: Number) -> Decimal:
    """`value` as the decimal that a person would write for it: 0.1 is exactly 0.1.

    Raises:
        NumberError: NaN or an infinity.
    """
    if isinstance(value, Decimal):
        return value
    if isinstance(value, int):
        return Decimal(value)
    if not isfinite(value):
        raise NumberError("not a finite number")
    return Decimal(repr(value))


def exact(value: Number) -> Fraction:
    """`value` as a fraction to compute with; a float counts as the decimal it is written as.

    Raises:
        NumberError: NaN or an infinity.
    """
    if isinstance(value, int):
        return Fraction(value)
    number = decimal_of(value)
    if not number.is_finite():
        raise NumberError("not a finite number")
    return Fraction(number)


def stored(value: Decimal) -> int | float:
    """`value` as JSON keeps it: an integer when it is whole.

    Raises:
        NumberError: not finite, or not within BOUND.
    """
    if _bounded(value) == value.to_integral_value():
        return int(value)
    number = float(value)
    if abs(number) >= BOUND:
        raise NumberError(_TOO_LARGE)
    return int(number) if number.is_integer() else number


def format_number(value: Number | Fraction, unit: str = "") -> str:
    """`value` for people: `27 %`, `$612000`, `4.5 calls`; no exponent, no float noise.

    What was typed is shown as typed, to 15 digits and 15 places; a Fraction was computed and is rounded half
    up to 4 digits, but never before the decimal point.
    """
    if isinstance(value, Fraction):
        number = _rounded(value, _COMPUTED_DIGITS)
    else:
        number = _TYPED_DIGITS.plus(decimal_of(value))
        if number.adjusted() < 0:
            number = number.quantize(_FINEST, context=_WIDE)
    return _with_unit(_plain(number), unit)


def format_short(value: Number | Fraction, unit: str = "") -> str:
    """`value` in few characters: from 10 000 on with K or M and 3 digits (`$612K`, `1.2M`), else 4 digits."""
    number = value if isinstance(value, Fraction) else exact(value)
    if abs(number) < _SHORT_FROM:
        return _with_unit(_plain(_rounded(number, _COMPUTED_DIGITS)), unit)
    thousands = _rounded(number / 1_000, _SHORT_DIGITS)
    if abs(thousands) < 1_000:
        return _with_unit(_plain(thousands) + "K", unit)
    return _with_unit(_plain(_rounded(number / 1_000_000, _SHORT_DIGITS)) + "M", unit)


def _rounded(value: Fraction, digits: int) -> Decimal:
    """`value` half up to `digits` significant digits, all digits before the point kept."""
    quotient = _WIDE.divide(Decimal(value.numerator), Decimal(value.denominator))
    places = max(0, digits - 1 - quotient.adjusted())
    return quotient.quantize(Decimal(1).scaleb(-places), context=_WIDE)


def _plain(number: Decimal) -> str:
    text = f"{number:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def _with_unit(text: str, unit: str) -> str:
    if not unit:
        return text
    if unit in _CURRENCIES:
        return f"-{unit}{text[1:]}" if text.startswith("-") else unit + text
    return f"{text} {unit}"


def percent(share: Fraction) -> int:
    """`share` in whole percent, half up: 0.625 is 63, -0.625 is -62. For display only."""
    return floor(share * 100 + Fraction(1, 2))


def percent_text(share: Fraction) -> str:
    """`share` for people: `125 %`."""
    return f"{percent(share)} %"
