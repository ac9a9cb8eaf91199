"""The detail of an object as lines: who it is and why, how it stands, and what hangs on it."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from textual.content import Content

from okrtui.okr.cadence import relative_day
from okrtui.okr.coach.finding import Finding
from okrtui.okr.kinds import Preset, Stage
from okrtui.okr.number import format_short
from okrtui.okr.presets import PRACTICES, Practice
from okrtui.screens.cascade_rows import span
from okrtui.screens.coach_lines import coach_mark, severity_glyph, severity_tone
from okrtui.screens.columns import marks, pad, percent_words, promise, standing, tone_of
from okrtui.screens.conflict_marks import ON_FACTS, ON_FIGURE, ON_HEAD, ON_REASON, PLACED, When, clash_segments
from okrtui.widgets.bar import bar, percent_column
from okrtui.widgets.cells import align_left, align_right, fit, width_of
from okrtui.widgets.glyphs import KIND_TAGS, STATUS_WIDTH, GlyphSet
from okrtui.widgets.sparkline import sparkline
from okrtui.widgets.tones import Segment, Segments, Tone, fit_segments, length, spread
from okrtui.workspace.detail import CheckInLine, Detail, Link
from okrtui.workspace.rows import Row

SELF = "self"
"""The key of the first line, which stands for the object itself."""
FINDING = "finding "
"""What the key of a line begins with that is about a finding; the rule's id follows."""

_IN = "  "
_WIDE = 100
_SHORT_BAR = 12
_TREND = 8
_LONGEST_BAR = 32
_DATE = 10
_VALUE = 10
_WHO = 14
_NOTE = 24
_UNSHARED = {"asked": "not answered yet, whether to share it:", "declined": "declined to share it:"}


class DetailLine(NamedTuple):
    """A line: its key, what it says, and the object (kind, id) that it is about, if the cursor can be on it.

    `field` is the field of it in conflict that the line speaks of.
    """

    key: str
    segments: Segments
    subject: tuple[str, str] | None = None
    field: str = ""


def _nothing_found(_: str) -> Sequence[Finding]:
    return ()


class Setting(NamedTuple):
    """What the lines depend on besides the detail: width in cells, glyphs, today, the words for the last change."""

    width: int
    glyphs: GlyphSet
    today: date
    changed: str = ""
    is_explained: bool = False
    when: When = str
    coach: Callable[[str], Sequence[Finding]] = _nothing_found
    """What the coach found about an object."""
    practice: Practice = PRACTICES[Preset.OKR]
    """In whose words the headings are."""


def detail_lines(detail: Detail, setting: Setting) -> list[DetailLine]:
    """Every line of a detail, top down."""
    return [
        *_head(detail, setting),
        *_figure(detail, setting),
        *_clashes(detail, ON_FIGURE, setting),
        *_explanation(detail, setting),
        *_reason(detail, setting),
        *_clashes(detail, ON_REASON, setting),
        *_beliefs(detail, setting),
        *_children(detail, setting),
        *_steps(detail, setting),
        *_measures(detail, setting),
        *_initiatives(detail, setting),
        *_links("people", "Committed by name" if detail.row.kind == "objective" else "People", detail.members, setting),
        *finding_lines(detail.row.kind, detail.row.id, setting),
        *_check_ins(detail, setting),
        *_links("serves", "Serves", detail.parents, setting),
        *_cut(detail, setting),
        *_served_by(detail, setting),
        *_foot(detail, setting),
    ]


def wrapped(text: str, width: int) -> list[str]:
    """A text in lines of at most `width` cells; its own line breaks stay."""
    return [line.plain.rstrip() for line in Content(text).wrap(max(8, width))]


def _text(key: str, text: str, tone: Tone, setting: Setting) -> Iterator[DetailLine]:
    for number, line in enumerate(wrapped(text, setting.width - width_of(_IN))):
        yield DetailLine(f"{key}/{number}", [(_IN + line, tone)])


def _heading(key: str, words: str, setting: Setting, right: str = "") -> Iterator[DetailLine]:
    yield DetailLine(f"{key}/blank", [])
    said: Segments = [(right, Tone.MUTED)] if right else []
    yield DetailLine(f"{key}/heading", spread([(words, Tone.STRONG)], said, setting.width))


# --- the object itself


def _head(detail: Detail, setting: Setting) -> Iterator[DetailLine]:
    row, glyphs = detail.row, setting.glyphs
    behind = marks(row, glyphs)
    first, *rest = wrapped(row.title or "(no title)", setting.width - width_of(_IN) - length(behind)) or [""]
    yield DetailLine(SELF, [(first, Tone.STRONG), *(behind if not rest else [])], (row.kind, row.id))
    for number, line in enumerate(rest, 1):
        is_last = number == len(rest)
        yield DetailLine(f"{SELF}/{number}", [(_IN + line, Tone.STRONG), *(behind if is_last else [])])
    yield from _clashes(detail, ON_HEAD, setting)
    if detail.why:
        why = f" {glyphs.crumb} ".join(detail.why)
        yield from _text("why", why, Tone.MUTED, setting)
    facts = f" {glyphs.dot} ".join(_facts(detail, setting))
    if facts:
        yield from _text("facts", facts, Tone.PLAIN, setting)
    yield from _clashes(detail, ON_FACTS, setting)


def _clashes(detail: Detail, fields: Sequence[str], setting: Setting) -> Iterator[DetailLine]:
    """What others wrote into the fields that stand above: the cursor can be on it, and a key opens it."""
    for field in detail.contested:
        if field.name in fields:
            line = clash_segments(field, setting.glyphs, setting.when)
            # The outline puts two cells before a line that the cursor can be on.
            line = fit_segments(line, setting.width - width_of(_IN), setting.glyphs.ellipsis)
            yield DetailLine(f"clash {field.name}", line, (detail.row.kind, detail.row.id), field.name)


def _facts(detail: Detail, setting: Setting) -> Iterator[str]:
    row = detail.row
    if row.kind != "unit" or detail.unit != row.title:
        yield detail.unit.replace("›", setting.glyphs.crumb)
    if row.owner:
        yield row.owner
    if row.stage is not None and row.stage is not Stage.ACTIVE:
        yield row.stage.words
    if detail.due is not None:
        yield f"until {relative_day(detail.due, setting.today)}"


def _figure(detail: Detail, setting: Setting) -> Iterator[DetailLine]:
    row, glyphs = detail.row, setting.glyphs
    yield DetailLine("figure/blank", [])
    said = standing(row, glyphs)
    if row.is_bar and row.progress is not None:
        words: Segments = [("  ", Tone.PLAIN), (percent_words(row), Tone.PLAIN), ("  ", Tone.PLAIN), *said]
        room = setting.width - width_of(_IN) - length(words)
        drawn = bar(row.progress, row.expected, min(_LONGEST_BAR, max(8, room)), tone_of(row), glyphs)
        yield DetailLine("figure", fit_segments([(_IN, Tone.PLAIN), *drawn, *words], setting.width))
    elif said:
        yield DetailLine("figure", [(_IN, Tone.PLAIN), *said])
    if row.kind == "key_result":
        yield DetailLine("span", [(_IN, Tone.PLAIN), *_numbers(row, setting)])
    if row.supporting:
        drawn = bar(row.below, None, _SHORT_BAR, Tone.PLAIN, glyphs) if row.below is not None else []
        words = [(f"{percent_column(row.below)}  below, {row.supporting} supporting", Tone.MUTED)]
        yield DetailLine("below", [(_IN, Tone.PLAIN), *drawn, *words])


def _numbers(row: Row, setting: Setting) -> Segments:
    found: Segments = [(span(row, setting.glyphs), Tone.PLAIN)]
    if len(row.trend) > 1 and row.is_bar:
        drawn = sparkline([float(each) for each in row.trend], min(len(row.trend), _TREND), setting.glyphs)
        found.append((f"   {drawn}", Tone.MUTED))
    if row.confidence is not None:
        found.append((f"   confidence {row.confidence}", Tone.MUTED))
    return found


def _explanation(detail: Detail, setting: Setting) -> Iterator[DetailLine]:
    if not setting.is_explained:
        return
    yield from _heading("explain", "How the number comes about", setting)
    if not detail.arithmetic:
        yield from _text("explain", "There is nothing yet that it could be made of.", Tone.MUTED, setting)
    for number, line in enumerate(detail.arithmetic):
        yield from _text(f"explain {number}", line, Tone.PLAIN, setting)


def _reason(detail: Detail, setting: Setting) -> Iterator[DetailLine]:
    if detail.rationale:
        yield from _heading("reason", "What is in it for those we serve", setting)
        yield from _text("reason", detail.rationale, Tone.PLAIN, setting)


def finding_lines(kind: str, id: str, setting: Setting) -> Iterator[DetailLine]:
    """What the coach says of the object: the cursor can be on it, and keys mend it or set it aside."""
    found = setting.coach(id)
    if found:
        yield from _heading("coach", "The coach says", setting, "M mends, d sets aside")
    for finding in found:
        key = f"{FINDING}{finding.rule}"
        glyph = severity_glyph(finding.severity, setting.glyphs)
        lead: Segments = [(f"{glyph} {finding.severity.words} ", severity_tone(finding.severity))]
        first, *rest = wrapped(finding.message, setting.width - width_of(_IN) - length(lead))
        yield DetailLine(key, [*lead, (first, Tone.PLAIN)], (kind, id))
        indent = width_of(_IN) + length(lead)
        for number, line in enumerate(rest):
            yield DetailLine(f"{key}/{number}", [(" " * indent, Tone.PLAIN), (line, Tone.PLAIN)])
        if finding.remedy:
            yield DetailLine(f"{key}/remedy", [(" " * indent, Tone.PLAIN), (finding.remedy.words, Tone.ACCENT)])


def _beliefs(detail: Detail, setting: Setting) -> Iterator[DetailLine]:
    for number, belief in enumerate(detail.beliefs):
        if number == 0:
            yield from _heading("belief", "What we believe", setting)
        yield from _text(f"belief {number}", belief, Tone.PLAIN, setting)


# --- what hangs on it


def _children(detail: Detail, setting: Setting) -> Iterator[DetailLine]:
    kind = detail.row.kind
    if kind == "key_result":
        return
    words = setting.practice.heading("key_result" if kind == "objective" else "objective")
    yield from _heading("children", f"{words}s", setting, _how_many(detail.children))
    if not detail.children:
        missing = "None yet: n makes the first." if kind == "objective" else "None in this cycle: n makes one."
        yield from _text("children", missing, Tone.MUTED, setting)
    for row in detail.children:
        yield from _row("child", row, setting)


def _how_many(rows: list[Row]) -> str:
    return str(len(rows)) if len(rows) > 1 else ""


def _row(section: str, row: Row, setting: Setting, tag: str = "") -> Iterator[DetailLine]:
    """A row with the cursor on its title; its figures stand on the same line where there is room, else below."""
    key, subject, glyphs = f"{section} {row.id}", (row.kind, row.id), setting.glyphs
    width = setting.width - width_of(_IN)
    status = pad(standing(row, glyphs), STATUS_WIDTH)
    confidence = "" if row.confidence is None else str(row.confidence)
    right: Segments = [*status, (f"{confidence:>3}", Tone.MUTED)]
    before: Segments = [(tag, Tone.MUTED)] if tag else []
    figures = _row_figures(row, setting)
    if setting.width >= _WIDE:
        right = [*figures, ("  ", Tone.PLAIN), *right]
    behind = marks(row, glyphs)
    if mark := coach_mark(setting.coach(row.id), glyphs):
        behind += [(" ", Tone.PLAIN), *mark]
    room = width - length(right) - length(before) - length(behind) - 2
    title: Segment = (fit(row.title or "(no title)", room, glyphs.ellipsis), Tone.PLAIN)
    yield DetailLine(key, spread([*before, title, *behind], right, width), subject)
    if setting.width < _WIDE and row.kind != "unit":
        yield DetailLine(f"{key}/2", [(_IN, Tone.PLAIN), *fit_segments(figures, width)])


def _row_figures(row: Row, setting: Setting) -> Segments:
    glyphs = setting.glyphs
    drawn: Segments = [(" " * (_SHORT_BAR + 5), Tone.PLAIN)]
    if row.is_bar and row.progress is not None:
        drawn = [
            *bar(row.progress, row.expected, _SHORT_BAR, tone_of(row), glyphs),
            (percent_column(row.progress), Tone.PLAIN),
        ]
    if row.kind != "key_result":
        return [*drawn, (f"  {row.owner}", Tone.MUTED)]
    trend = sparkline([float(each) for each in row.trend] if len(row.trend) > 1 and row.is_bar else [], _TREND, glyphs)
    return [*drawn, (f"  {trend}  {span(row, glyphs)}", Tone.MUTED)]


def _steps(detail: Detail, setting: Setting) -> Iterator[DetailLine]:
    if not detail.steps:
        return
    yield from _heading("steps", "Milestones", setting)
    for step in detail.steps:
        glyph = setting.glyphs.achieved if step.is_done else setting.glyphs.not_started
        tone = Tone.BEST if step.is_done else Tone.MUTED
        mark: Segments = [(f" {setting.glyphs.conflict}", Tone.CLASH)] if step.is_contested else []
        title = fit(step.title, setting.width - 4 - length(mark), setting.glyphs.ellipsis)
        subject = ("milestone", step.id) if step.is_contested else None
        lead = "" if subject else _IN
        yield DetailLine(f"step {step.id}", [(f"{lead}{glyph} ", tone), (title, Tone.PLAIN), *mark], subject)


def _initiatives(detail: Detail, setting: Setting) -> Iterator[DetailLine]:
    if detail.initiatives:
        yield from _heading("initiatives", "Initiatives", setting)
    for each in detail.initiatives:
        glyph = setting.glyphs.achieved if each.is_done else setting.glyphs.not_started
        title = fit(each.title, setting.width - 4, setting.glyphs.ellipsis)
        tone = Tone.BEST if each.is_done else Tone.MUTED
        line: Segments = [(f"{glyph} ", tone), (title, Tone.PLAIN)]
        yield DetailLine(f"initiative {each.id}", line, ("initiative", each.id))


def _measures(detail: Detail, setting: Setting) -> Iterator[DetailLine]:
    """The measures of a key result, each with its target and its last reading."""
    if detail.measures:
        yield from _heading("measures", "Measures", setting, "r enters a reading")
    for card in detail.measures:
        level = card.weather.level if card.weather else None
        now = "not read yet" if level is None else format_short(level, card.unit)
        day = f"  {relative_day(card.last, setting.today)}" if card.last else ""
        right: Segments = [(card.aim, Tone.MUTED), (f"  {now}", Tone.PLAIN), (day, Tone.MUTED)]
        left: Segments = [("M ", Tone.MUTED), (card.title or "(no name)", Tone.PLAIN)]
        line = spread(left, right, setting.width - width_of(_IN), setting.glyphs.ellipsis)
        yield DetailLine(f"measure {card.id}", line, ("measure", card.id))


def _check_ins(detail: Detail, setting: Setting) -> Iterator[DetailLine]:
    if detail.row.kind != "key_result":
        return
    yield from _heading("check-ins", "Check-ins", setting, _how_many_check_ins(detail.check_ins))
    if not detail.check_ins:
        yield from _text("check-ins", "None yet: c makes the first.", Tone.MUTED, setting)
    for check_in in detail.check_ins:
        yield from _check_in(check_in, setting)


def _how_many_check_ins(check_ins: list[CheckInLine]) -> str:
    return str(len(check_ins)) if len(check_ins) > 1 else ""


def _check_in(check_in: CheckInLine, setting: Setting) -> Iterator[DetailLine]:
    """A check-in on one line; its note below where there is little room beside."""
    ellipsis = setting.glyphs.ellipsis
    confidence = "" if check_in.confidence is None else str(check_in.confidence)
    found: Segments = [
        (align_left(relative_day(check_in.date, setting.today), _DATE, ellipsis), Tone.MUTED),
        (align_right(check_in.value, _VALUE, ellipsis), Tone.PLAIN),
        (f"{confidence:>4}  ", Tone.MUTED),
        (align_left(check_in.person, _WHO, ellipsis), Tone.MUTED),
        (f" {setting.glyphs.conflict}" if check_in.is_contested else "", Tone.CLASH),
    ]
    room = setting.width - width_of(_IN) - length(found) - 2
    notes = (
        wrapped(check_in.note, room if room >= _NOTE else setting.width - 2 * width_of(_IN)) if check_in.note else []
    )
    if room >= _NOTE and notes:
        found.append((f"  {notes.pop(0)}", Tone.PLAIN))
    key = f"check-in {check_in.id}"
    yield DetailLine(key, found, ("check_in", check_in.id))
    indent = setting.width - room if room >= _NOTE else 2 * width_of(_IN)
    for number, note in enumerate(notes):
        yield DetailLine(f"{key}/{number}", [(" " * indent + note, Tone.PLAIN)])


def _links(section: str, words: str, links: Iterable[Link], setting: Setting) -> Iterator[DetailLine]:
    for number, link in enumerate(links):
        if number == 0:
            yield from _heading(section, words, setting)
        tag = KIND_TAGS.get(link.kind, link.kind if link.kind in ("mission", "goal") else "")
        before: Segments = [(f"{tag} ", Tone.MUTED)] if tag else []
        gone: Segments = [(" (deleted)", Tone.MUTED)] if link.is_gone else []
        behind = gone or promise(link.objective_kind, setting.glyphs)
        room = setting.width - width_of(_IN) - length(before) - length(behind)
        title = fit(link.title, room, setting.glyphs.ellipsis)
        tone = Tone.MUTED if link.is_gone else Tone.PLAIN
        yield DetailLine(f"{section} {link.id}", [*before, (title, tone), *behind], (link.kind, link.id))


def _cut(detail: Detail, setting: Setting) -> Iterator[DetailLine]:
    """What it would serve, if that closed no loop."""
    if detail.cut and not detail.parents:
        yield from _heading("cut", "Serves", setting)
    for link in detail.cut:
        mark: Segments = [(f"{setting.glyphs.cut} ", Tone.CLASH)]
        words = "  cut: it would close a loop"
        room = setting.width - width_of(_IN) - length(mark) - width_of(words)
        title = fit(link.title, max(8, room), setting.glyphs.ellipsis)
        line = fit_segments([*mark, (title, Tone.MUTED), (words, Tone.CLASH)], setting.width - width_of(_IN))
        yield DetailLine(f"cut {link.id}", line, (link.kind, link.id))


def _served_by(detail: Detail, setting: Setting) -> Iterator[DetailLine]:
    if detail.served_by:
        yield from _heading("served", "Served by", setting, _how_many(detail.served_by))
    for row in detail.served_by:
        yield from _row("served", row, setting, "O ")


def _foot(detail: Detail, setting: Setting) -> Iterator[DetailLine]:
    yield DetailLine("foot/blank", [])
    if detail.shared_with:
        yield from _text("shared", f"shared with {', '.join(detail.shared_with)}", Tone.PLAIN, setting)
    for state, words in _UNSHARED.items():
        units = [unit for unit, said in detail.shares if said == state]
        if units:
            yield from _text(f"shared/{state}", f"{words} {', '.join(units)}", Tone.MUTED, setting)
    rest = [field.name for field in detail.contested if field.name not in PLACED]
    yield from _clashes(detail, rest, setting)
    if setting.changed:
        yield from _text("changed", f"last change {setting.changed}", Tone.MUTED, setting)
