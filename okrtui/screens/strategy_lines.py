"""The detail of a mission, goal, KPI, metric or measure as lines."""

from collections.abc import Iterator

from okrtui.okr.barometer import MONTH, WINDOW, Point
from okrtui.okr.cadence import relative_day
from okrtui.okr.chain import coverage_words
from okrtui.okr.number import format_short, percent_text
from okrtui.screens.detail_lines import SELF, DetailLine, Setting, finding_lines, wrapped
from okrtui.screens.strategy_rows import arrow, health, rate_words, verdict
from okrtui.widgets.bar import bar
from okrtui.widgets.cells import align_left, align_right, fit, width_of
from okrtui.widgets.glyphs import KIND_TAGS, look_of, status_segments
from okrtui.widgets.sparkline import sparkline
from okrtui.widgets.tones import Segments, Tone, spread
from okrtui.workspace.detail import Link
from okrtui.workspace.strategy import Card
from okrtui.workspace.strategy_sheet import Sheet

_IN = "  "
_BAR = 24
_TREND = 24
_DAY = 12


def sheet_lines(sheet: Sheet, setting: Setting) -> list[DetailLine]:
    """Every line, top down."""
    return [
        *_head(sheet, setting),
        *_goal(sheet.card, setting),
        *_weather(sheet.card, setting),
        *_reach(sheet, setting),
        *finding_lines(sheet.card.kind, sheet.card.id, setting),
        *_texts("why", "What reaching it brings us", [sheet.why] if sheet.why else [], setting),
        *_texts("belief", "What we believe", sheet.beliefs, setting),
        *_links("below", "Reached by" if sheet.card.kind in ("mission", "goal") else "Made of", sheet.below, setting),
        *_readings(sheet, setting),
        *_foot(setting),
    ]


def _head(sheet: Sheet, setting: Setting) -> Iterator[DetailLine]:
    card = sheet.card
    first, *rest = wrapped(card.title or "(no title)", setting.width - width_of(_IN)) or [""]
    yield DetailLine(SELF, [(first, Tone.STRONG)], (card.kind, card.id))
    for number, line in enumerate(rest, 1):
        yield DetailLine(f"{SELF}/{number}", [(_IN + line, Tone.STRONG)])
    if sheet.above:
        yield from _text("above", f" {setting.glyphs.crumb} ".join(sheet.above), Tone.MUTED, setting)
    facts = [sheet.word, card.area]
    if card.kind == "kpi":
        facts += ["leading: what is coming" if card.is_leading else "lagging: what came of the work", sheet.made]
    if card.kind == "measure":
        facts.append(card.aim)
    if card.due:
        facts.append(f"by {relative_day(card.due, setting.today)}")
    yield from _text("facts", f" {setting.glyphs.dot} ".join(each for each in facts if each), Tone.PLAIN, setting)


def _goal(card: Card, setting: Setting) -> Iterator[DetailLine]:
    if card.kind != "goal":
        return
    standing, glyphs = card.goal, setting.glyphs
    yield DetailLine("goal/blank", [])
    if standing is not None and standing.progress is not None:
        tone = look_of(standing.status).tone if standing.status else Tone.PLAIN
        words = percent_text(standing.progress)
        if standing.expected is not None:
            words += f" of {percent_text(standing.expected)} expected"
        said = status_segments(standing.status, glyphs=glyphs) if standing.status else []
        drawn = bar(standing.progress, standing.expected, min(_BAR, max(8, setting.width - 40)), tone, glyphs)
        yield DetailLine("goal", [(_IN, Tone.PLAIN), *drawn, (f"  {words}  ", Tone.PLAIN), *said])
    span = f" {glyphs.folded} ".join(each for each in card.ends if each) or "from, to and by are still to be said"
    yield DetailLine("goal/span", [(_IN, Tone.PLAIN), (span, Tone.PLAIN)])
    if standing is not None and len(standing.points) > 1:
        yield DetailLine("goal/trend", [(_IN, Tone.PLAIN), (_spark(standing.points, setting), Tone.MUTED)])


def _weather(card: Card, setting: Setting) -> Iterator[DetailLine]:
    """Direction and rate first, level second."""
    found, glyphs = card.weather, setting.glyphs
    if found is None:
        return
    yield DetailLine("weather/blank", [])
    word, tone = verdict(found)
    if found.needle is None:
        words = "No direction yet: three readings make one. r enters a reading."
        yield from _text("needle", words, Tone.MUTED, setting)
    else:
        line: Segments = [(f"{_IN}{arrow(found.needle, glyphs)} {found.needle.value}", tone)]
        line += [(f"  {rate_words(found.rate, card.unit)}", Tone.PLAIN), (f"  {word}", tone)]
        yield DetailLine("needle", line)
    if found.level is not None:
        level: Segments = [(f"{_IN}now {format_short(found.level, card.unit)}", Tone.PLAIN)]
        mark, healthy = health(found, glyphs)
        if card.healthy:
            inside = "healthy" if found.is_healthy else "outside what is healthy"
            level += [(f"  {mark} {inside}", healthy), (f", {card.healthy}", Tone.MUTED)]
        yield DetailLine("level", level)
    if len(found.points) > 1:
        yield DetailLine("trend", [(_IN, Tone.PLAIN), (_spark(found.points, setting), Tone.MUTED)])
    if setting.is_explained:
        yield from _arithmetic(card, setting)


def _arithmetic(card: Card, setting: Setting) -> Iterator[DetailLine]:
    """How direction and rate come about."""
    found = card.weather
    if found is None or found.rate is None:
        return
    points = found.points[-WINDOW:]
    first, last = points[0], points[-1]
    days = (last.date - first.date).days
    change = f"{format_short(last.value)} - {format_short(first.value)}"
    yield DetailLine("explain/blank", [])
    yield DetailLine("explain/heading", [("How the rate comes about", Tone.STRONG)])
    rate = format_short(found.rate)
    words = f"the last {len(points)} readings: ({change}) / {days} days x {MONTH} days = {rate} a month"
    yield from _text("explain", words, Tone.PLAIN, setting)


def _spark(points: tuple[Point, ...], setting: Setting) -> str:
    return sparkline([float(point.value) for point in points], min(len(points), _TREND), setting.glyphs)


def _reach(sheet: Sheet, setting: Setting) -> Iterator[DetailLine]:
    if sheet.card.kind != "mission":
        return
    yield DetailLine("reach/blank", [])
    if sheet.card.progress is not None:
        drawn = bar(sheet.card.progress, None, min(_BAR, max(8, setting.width - 40)), Tone.PLAIN, setting.glyphs)
        words = f"  {percent_text(sheet.card.progress)}, the mean of what serves it"
        yield DetailLine("reach", [(_IN, Tone.PLAIN), *drawn, (words, Tone.MUTED)])
    if sheet.coverage is not None:
        said = coverage_words(sheet.coverage, "it") or "There is no objective in this cycle yet."
        yield from _text("reach/words", said, Tone.PLAIN, setting)


def _texts(key: str, heading: str, texts: list[str], setting: Setting) -> Iterator[DetailLine]:
    for number, text in enumerate(texts):
        if number == 0:
            yield DetailLine(f"{key}/blank", [])
            yield DetailLine(f"{key}/heading", [(heading, Tone.STRONG)])
        yield from _text(f"{key} {number}", text, Tone.PLAIN, setting)


def _links(section: str, words: str, links: list[Link], setting: Setting) -> Iterator[DetailLine]:
    for number, link in enumerate(links):
        if number == 0:
            yield DetailLine(f"{section}/blank", [])
            yield DetailLine(f"{section}/heading", [(words, Tone.STRONG)])
        tag = KIND_TAGS.get(link.kind, "")
        before: Segments = [(f"{tag} ", Tone.MUTED)] if tag else []
        room = setting.width - width_of(_IN) - width_of(tag) - 1
        title = fit(link.title or "(no title)", room, setting.glyphs.ellipsis)
        yield DetailLine(f"{section} {link.id}", [*before, (title, Tone.PLAIN)], (link.kind, link.id))


def _readings(sheet: Sheet, setting: Setting) -> Iterator[DetailLine]:
    if sheet.card.kind == "mission":
        return
    yield DetailLine("readings/blank", [])
    heading = "Values" if sheet.card.kind == "kpi" else "Readings"
    count = str(len(sheet.points)) if len(sheet.points) > 1 else ""
    yield DetailLine("readings/heading", spread([(heading, Tone.STRONG)], [(count, Tone.MUTED)], setting.width))
    if not sheet.points:
        yield from _text("readings", "None yet: r enters the first.", Tone.MUTED, setting)
    ellipsis = setting.glyphs.ellipsis
    for reading, point in sheet.points:
        line: Segments = [
            (align_left(relative_day(point.date, setting.today), _DAY, ellipsis), Tone.MUTED),
            (align_right(format_short(point.value, sheet.card.unit), _DAY, ellipsis), Tone.PLAIN),
        ]
        subject = ("reading", reading) if reading else None
        yield DetailLine(f"reading {point.date}", line if subject else [(_IN, Tone.PLAIN), *line], subject)


def _text(key: str, text: str, tone: Tone, setting: Setting) -> Iterator[DetailLine]:
    for number, line in enumerate(wrapped(text, setting.width - width_of(_IN))):
        yield DetailLine(f"{key}/{number}", [(_IN + line, tone)])


def _foot(setting: Setting) -> Iterator[DetailLine]:
    yield DetailLine("foot/blank", [])
    if setting.changed:
        yield from _text("changed", f"last change {setting.changed}", Tone.MUTED, setting)
