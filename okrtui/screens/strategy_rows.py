"""The lines of the strategy screen: a barometer tells where it goes and how fast first, where it stands second."""

from collections.abc import Sequence
from fractions import Fraction
from math import floor

from okrtui.okr.barometer import Needle, Weather
from okrtui.okr.number import format_short, percent
from okrtui.screens.cascade_rows import cascade_line
from okrtui.screens.columns import pad
from okrtui.widgets.bar import bar, percent_column
from okrtui.widgets.cells import align_right, fit
from okrtui.widgets.glyphs import KIND_TAGS, STATUS_WIDTH, UNICODE, GlyphSet
from okrtui.widgets.sparkline import sparkline
from okrtui.widgets.tones import Segment, Segments, Tone, length
from okrtui.workspace.rows import Row
from okrtui.workspace.strategy import Card

_WIDE = 90
"""From so many cells on, the needle has its word, and the healthy range a column."""
_MIDDLE = 64
_NARROW = 56
_BAR = 10
_FIGURE = 5
_RATE = 13
_POINTS = 7
_LEVEL = 9
_VERDICT = 6
_TREND = 8
_RATE_DIGITS = 2
_LEVEL_DIGITS = 3
_SHORT_UNIT = 4
_FINEST = 10**9
_CURRENCIES = ("$", "€", "£")
_LEAST_TITLE = 10

_ARROWS = {Needle.RISING: "↗", Needle.STEADY: "→", Needle.FALLING: "↘"}
_PLAIN_ARROWS = {Needle.RISING: "/", Needle.STEADY: "-", Needle.FALLING: "\\"}


def arrow(needle: Needle | None, glyphs: GlyphSet) -> str:
    """Where the needle goes, in one cell; a blank where that is not known yet."""
    if needle is None:
        return " "
    return (_ARROWS if glyphs is UNICODE else _PLAIN_ARROWS)[needle]


def rate_words(rate: Fraction | None, unit: str) -> str:
    """`+1.2 a month`; of what is told in %, `+1.2 points a month`. "" where there is none."""
    if rate is None:
        return ""
    told = format_short(_rounded(abs(rate), _RATE_DIGITS), unit if unit in _CURRENCIES else "")
    sign = "+" if rate > 0 else "-" if rate < 0 else ""
    return f"{sign}{told} {'points ' if unit == '%' else ''}a month"


def level_words(level: Fraction | None, unit: str) -> str:
    """`27.9 %`, `$612K`, `50.4`: the unit where it is short."""
    if level is None:
        return ""
    return format_short(_rounded(level, _LEVEL_DIGITS), unit if len(unit) <= _SHORT_UNIT else "")


def _rounded(value: Fraction, digits: int) -> Fraction:
    """`value` half up to so many digits, those before the point all kept."""
    scale = Fraction(1)
    while abs(value) * scale < 10 ** (digits - 1) and scale < _FINEST:
        scale *= 10
    return Fraction(floor(value * scale + Fraction(1, 2))) / scale


def verdict(found: Weather) -> tuple[str, Tone]:
    """Whether it goes where it should, in a word and its tone."""
    if found.is_better is None:
        return ("steady", Tone.MUTED) if found.needle is Needle.STEADY else ("", Tone.MUTED)
    return ("better", Tone.GOOD) if found.is_better else ("worse", Tone.BAD)


def health(found: Weather, glyphs: GlyphSet) -> tuple[str, Tone]:
    """Whether the level is in the healthy range, in a glyph and its tone."""
    if found.is_healthy is None:
        return " ", Tone.MUTED
    return (glyphs.achieved, Tone.GOOD) if found.is_healthy else (glyphs.at_risk, Tone.BAD)


def barometer_line(card: Card, width: int, glyphs: GlyphSet, coach: Sequence[Segment] = ()) -> Segments:
    """A KPI, metric or measure in exactly `width` cells; `coach` is the mark of what the coach found."""
    found = card.weather
    tag = KIND_TAGS.get(card.kind, "")
    before: Segments = [(f"{tag} ", Tone.MUTED)] if tag else []
    right = _needle(found, card, width, glyphs) if found else []
    room = max(_LEAST_TITLE, width - length(right) - length(before) - 1)
    return [*before, *_title(card, Tone.PLAIN, room, glyphs, coach), (" ", Tone.PLAIN), *right]


def _title(card: Card, tone: Tone, room: int, glyphs: GlyphSet, coach: Sequence[Segment]) -> Segments:
    """The title and the coach's mark in exactly `room` cells; what is too long is cut before the mark."""
    behind: Segments = [(" ", Tone.PLAIN), *coach] if coach else []
    title = fit(card.title or "(no title)", room - length(behind), glyphs.ellipsis)
    return pad([(title, tone), *behind], room)


def _needle(found: Weather, card: Card, width: int, glyphs: GlyphSet) -> Segments:
    """Direction and rate of change; of a measure its target in place of the rate: it is done rather than watched."""
    unit = card.unit
    word, tone = verdict(found)
    mark, healthy = health(found, glyphs)
    is_wide = width >= _WIDE
    rate = rate_words(found.rate, "" if unit == "%" and not is_wide else unit)
    if found.needle is None:
        rate = "no direction yet" if is_wide else "no trend"
    line: Segments = [(arrow(found.needle, glyphs), tone if word else Tone.MUTED)]
    if is_wide:
        line.append((f" {found.needle.value if found.needle else '':<7}", tone if word else Tone.MUTED))
    rate_width = _RATE + _POINTS if is_wide else _RATE
    rate_tone = tone if found.is_better is not None else Tone.MUTED
    if card.kind == "measure":
        rate, rate_width, rate_tone = card.aim, _RATE + _POINTS, Tone.MUTED
    line += [
        (f" {align_right(rate, rate_width, glyphs.ellipsis)}", rate_tone),
        (f"  {word:<{_VERDICT}}" if card.kind != "measure" or width >= _NARROW else "", tone),
        (f" {align_right(level_words(found.level, unit), _LEVEL, glyphs.ellipsis)}", Tone.PLAIN),
        (f" {mark}", healthy),
    ]
    if width >= _MIDDLE:
        values = [float(point.value) for point in found.points]
        line.append((f" {sparkline(values if len(values) > 1 else [], _TREND, glyphs)}", Tone.MUTED))
    return line


def reach_line(
    card: Card, reach: Fraction | None, width: int, glyphs: GlyphSet, coach: Sequence[Segment] = ()
) -> Segments:
    """A mission: how far what serves it has come, and how much of the company ladders up to it."""
    share = "" if reach is None else f"{percent(reach)} % reach it"
    drawn = bar(card.progress, None, _BAR if width < _WIDE else _BAR + 6, Tone.PLAIN, glyphs)
    right: Segments = [
        *drawn,
        (percent_column(card.progress, _FIGURE), Tone.PLAIN),
        ("  ", Tone.PLAIN),
        *pad([(share, Tone.MUTED)], STATUS_WIDTH),
    ]
    room = max(_LEAST_TITLE, width - length(right) - 1)
    return [*_title(card, Tone.STRONG, room, glyphs, coach), (" ", Tone.PLAIN), *right]


def goal_line(
    card: Card, width: int, list_width: int, glyphs: GlyphSet, coach: Sequence[Segment] = ()
) -> Segments:
    """A goal as a key result is shown: from, now, to, a bar, its status."""
    standing = card.goal
    start, value, target = card.ends
    row = Row(
        "key_result",
        card.id,
        card.title,
        "",
        standing.progress if standing else None,
        standing.expected if standing else None,
        standing.status if standing else None,
        start=start,
        value=value,
        target=target,
    )
    return cascade_line(row, width, list_width, STATUS_WIDTH, glyphs, coach)
