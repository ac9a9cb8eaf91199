"""The detail of an object as lines: who it is and why, how it stands, and what hangs on it."""

from collections.abc import Iterable, Iterator, Sequence

from okrtui.okr.cadence import relative_day
from okrtui.okr.kinds import Stage
from okrtui.okr.number import format_short
from okrtui.screens.cascade_rows import span
from okrtui.screens.coach_lines import coach_mark, severity_glyph, severity_tone
from okrtui.screens.columns import marks, pad, percent_words, promise, standing, tone_of
from okrtui.screens.conflict_marks import ON_FACTS, ON_FIGURE, ON_HEAD, ON_REASON, PLACED, clash_segments
from okrtui.screens.detail_line import INDENT, DetailLine, Setting, heading, text_lines, wrapped
from okrtui.screens.detail_rhythm import blocker_lines, check_in_lines, moved_arithmetic, moved_lines
from okrtui.screens.detail_scores import score_lines
from okrtui.widgets.bar import bar, percent_column
from okrtui.widgets.cells import fit, width_of
from okrtui.widgets.glyphs import KIND_TAGS, STATUS_WIDTH
from okrtui.widgets.sparkline import sparkline
from okrtui.widgets.tones import Segment, Segments, Tone, fit_segments, length, spread
from okrtui.workspace.detail import Detail, Link
from okrtui.workspace.rows import Row

__all__ = ["FINDING", "SELF", "DetailLine", "Setting", "detail_lines", "finding_lines", "wrapped"]

SELF = "self"
"""The key of the first line, which stands for the object itself."""
FINDING = "finding "
"""What the key of a line begins with that is about a finding; the rule's id follows."""

_WIDE = 100
_SHORT_BAR = 12
_TREND = 8
_LONGEST_BAR = 32
_UNSHARED = {"asked": "not answered yet, whether to share it:", "declined": "declined to share it:"}


def detail_lines(detail: Detail, setting: Setting) -> list[DetailLine]:
    """Every line of a detail, top down."""
    return [
        *_head(detail, setting),
        *_figure(detail, setting),
        *score_lines(detail, setting),
        *moved_lines(detail, setting),
        *_clashes(detail, ON_FIGURE, setting),
        *_explanation(detail, setting),
        *_reason(detail, setting),
        *_clashes(detail, ON_REASON, setting),
        *_beliefs(detail, setting),
        *_children(detail, setting),
        *_steps(detail, setting),
        *blocker_lines(detail, setting),
        *_measures(detail, setting),
        *_initiatives(detail, setting),
        *_links("people", "Committed by name" if detail.row.kind == "objective" else "People", detail.members, setting),
        *finding_lines(detail.row.kind, detail.row.id, setting),
        *check_in_lines(detail, setting),
        *_links("serves", "Serves", detail.parents, setting),
        *_cut(detail, setting),
        *_served_by(detail, setting),
        *_foot(detail, setting),
    ]


# --- the object itself


def _head(detail: Detail, setting: Setting) -> Iterator[DetailLine]:
    row, glyphs = detail.row, setting.glyphs
    behind = marks(row, glyphs)
    first, *rest = wrapped(row.title or "(no title)", setting.width - width_of(INDENT) - length(behind)) or [""]
    yield DetailLine(SELF, [(first, Tone.STRONG), *(behind if not rest else [])], (row.kind, row.id))
    for number, line in enumerate(rest, 1):
        is_last = number == len(rest)
        yield DetailLine(f"{SELF}/{number}", [(INDENT + line, Tone.STRONG), *(behind if is_last else [])])
    yield from _clashes(detail, ON_HEAD, setting)
    if detail.why:
        why = f" {glyphs.crumb} ".join(detail.why)
        yield from text_lines("why", why, Tone.MUTED, setting)
    facts = f" {glyphs.dot} ".join(_facts(detail, setting))
    if facts:
        yield from text_lines("facts", facts, Tone.PLAIN, setting)
    yield from _clashes(detail, ON_FACTS, setting)


def _clashes(detail: Detail, fields: Sequence[str], setting: Setting) -> Iterator[DetailLine]:
    """What others wrote into the fields that stand above: the cursor can be on it, and a key opens it."""
    for field in detail.contested:
        if field.name in fields:
            line = clash_segments(field, setting.glyphs, setting.when)
            # The outline puts two cells before a line that the cursor can be on.
            line = fit_segments(line, setting.width - width_of(INDENT), setting.glyphs.ellipsis)
            yield DetailLine(f"clash {field.name}", line, (detail.row.kind, detail.row.id), field.name)


def _facts(detail: Detail, setting: Setting) -> Iterator[str]:
    row = detail.row
    if row.kind != "unit" or detail.unit != row.title:
        yield detail.unit.replace("›", setting.glyphs.crumb)
    if row.owner:
        yield row.owner
    if row.stage is not None and row.stage is not Stage.ACTIVE:
        yield row.stage.words
    if detail.rhythm:
        yield f"checks in {detail.rhythm}"
    if detail.due is not None:
        yield f"until {relative_day(detail.due, setting.today)}"


def _figure(detail: Detail, setting: Setting) -> Iterator[DetailLine]:
    row, glyphs = detail.row, setting.glyphs
    yield DetailLine("figure/blank", [])
    said = standing(row, glyphs)
    if row.is_bar and row.progress is not None:
        words: Segments = [("  ", Tone.PLAIN), (percent_words(row), Tone.PLAIN), ("  ", Tone.PLAIN), *said]
        room = setting.width - width_of(INDENT) - length(words)
        drawn = bar(row.progress, row.expected, min(_LONGEST_BAR, max(8, room)), tone_of(row), glyphs)
        yield DetailLine("figure", fit_segments([(INDENT, Tone.PLAIN), *drawn, *words], setting.width))
    elif said:
        yield DetailLine("figure", [(INDENT, Tone.PLAIN), *said])
    if row.kind == "key_result":
        yield DetailLine("span", [(INDENT, Tone.PLAIN), *_numbers(row, setting)])
    if row.supporting:
        drawn = bar(row.below, None, _SHORT_BAR, Tone.PLAIN, glyphs) if row.below is not None else []
        words = [(f"{percent_column(row.below)}  below, {row.supporting} supporting", Tone.MUTED)]
        yield DetailLine("below", [(INDENT, Tone.PLAIN), *drawn, *words])


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
    yield from heading("explain", "How the number comes about", setting)
    if not detail.arithmetic:
        yield from text_lines("explain", "There is nothing yet that it could be made of.", Tone.MUTED, setting)
    for number, line in enumerate(detail.arithmetic):
        yield from text_lines(f"explain {number}", line, Tone.PLAIN, setting)
    yield from moved_arithmetic(detail, setting)


def _reason(detail: Detail, setting: Setting) -> Iterator[DetailLine]:
    if detail.rationale:
        yield from heading("reason", "What is in it for those we serve", setting)
        yield from text_lines("reason", detail.rationale, Tone.PLAIN, setting)


def finding_lines(kind: str, id: str, setting: Setting) -> Iterator[DetailLine]:
    """What the coach says of the object: the cursor can be on it, and keys mend it or set it aside."""
    found = setting.coach(id)
    if found:
        yield from heading("coach", "The coach says", setting, "M mends, d sets aside")
    for finding in found:
        key = f"{FINDING}{finding.rule}"
        glyph = severity_glyph(finding.severity, setting.glyphs)
        lead: Segments = [(f"{glyph} {finding.severity.words} ", severity_tone(finding.severity))]
        first, *rest = wrapped(finding.message, setting.width - width_of(INDENT) - length(lead))
        yield DetailLine(key, [*lead, (first, Tone.PLAIN)], (kind, id))
        indent = width_of(INDENT) + length(lead)
        for number, line in enumerate(rest):
            yield DetailLine(f"{key}/{number}", [(" " * indent, Tone.PLAIN), (line, Tone.PLAIN)])
        if finding.remedy:
            yield DetailLine(f"{key}/remedy", [(" " * indent, Tone.PLAIN), (finding.remedy.words, Tone.ACCENT)])


def _beliefs(detail: Detail, setting: Setting) -> Iterator[DetailLine]:
    for number, belief in enumerate(detail.beliefs):
        if number == 0:
            yield from heading("belief", "What we believe", setting)
        yield from text_lines(f"belief {number}", belief, Tone.PLAIN, setting)


# --- what hangs on it


def _children(detail: Detail, setting: Setting) -> Iterator[DetailLine]:
    kind = detail.row.kind
    if kind == "key_result":
        return
    words = setting.practice.heading("key_result" if kind == "objective" else "objective")
    yield from heading("children", f"{words}s", setting, _how_many(detail.children))
    if not detail.children:
        missing = "None yet: n makes the first." if kind == "objective" else "None in this cycle: n makes one."
        yield from text_lines("children", missing, Tone.MUTED, setting)
    for row in detail.children:
        yield from _row("child", row, setting)


def _how_many(rows: list[Row]) -> str:
    return str(len(rows)) if len(rows) > 1 else ""


def _row(section: str, row: Row, setting: Setting, tag: str = "") -> Iterator[DetailLine]:
    """A row with the cursor on its title; its figures stand on the same line where there is room, else below."""
    key, subject, glyphs = f"{section} {row.id}", (row.kind, row.id), setting.glyphs
    width = setting.width - width_of(INDENT)
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
        yield DetailLine(f"{key}/2", [(INDENT, Tone.PLAIN), *fit_segments(figures, width)])


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
    yield from heading("steps", "Milestones", setting)
    for step in detail.steps:
        glyph = setting.glyphs.achieved if step.is_done else setting.glyphs.not_started
        tone = Tone.BEST if step.is_done else Tone.MUTED
        mark: Segments = [(f" {setting.glyphs.conflict}", Tone.CLASH)] if step.is_contested else []
        title = fit(step.title, setting.width - 4 - length(mark), setting.glyphs.ellipsis)
        subject = ("milestone", step.id) if step.is_contested else None
        lead = "" if subject else INDENT
        yield DetailLine(f"step {step.id}", [(f"{lead}{glyph} ", tone), (title, Tone.PLAIN), *mark], subject)


def _initiatives(detail: Detail, setting: Setting) -> Iterator[DetailLine]:
    if detail.initiatives:
        yield from heading("initiatives", "Initiatives", setting)
    for each in detail.initiatives:
        glyph = setting.glyphs.achieved if each.is_done else setting.glyphs.not_started
        title = fit(each.title, setting.width - 4, setting.glyphs.ellipsis)
        tone = Tone.BEST if each.is_done else Tone.MUTED
        line: Segments = [(f"{glyph} ", tone), (title, Tone.PLAIN)]
        yield DetailLine(f"initiative {each.id}", line, ("initiative", each.id))


def _measures(detail: Detail, setting: Setting) -> Iterator[DetailLine]:
    """The measures of a key result, each with its target and its last reading."""
    if detail.measures:
        yield from heading("measures", "Measures", setting, "r enters a reading")
    for card in detail.measures:
        level = card.weather.level if card.weather else None
        now = "not read yet" if level is None else format_short(level, card.unit)
        day = f"  {relative_day(card.last, setting.today)}" if card.last else ""
        right: Segments = [(card.aim, Tone.MUTED), (f"  {now}", Tone.PLAIN), (day, Tone.MUTED)]
        left: Segments = [("M ", Tone.MUTED), (card.title or "(no name)", Tone.PLAIN)]
        line = spread(left, right, setting.width - width_of(INDENT), setting.glyphs.ellipsis)
        yield DetailLine(f"measure {card.id}", line, ("measure", card.id))


def _links(section: str, words: str, links: Iterable[Link], setting: Setting) -> Iterator[DetailLine]:
    for number, link in enumerate(links):
        if number == 0:
            yield from heading(section, words, setting)
        tag = KIND_TAGS.get(link.kind, link.kind if link.kind in ("mission", "goal") else "")
        before: Segments = [(f"{tag} ", Tone.MUTED)] if tag else []
        gone: Segments = [(" (deleted)", Tone.MUTED)] if link.is_gone else []
        behind = gone or promise(link.objective_kind, setting.glyphs)
        room = setting.width - width_of(INDENT) - length(before) - length(behind)
        title = fit(link.title, room, setting.glyphs.ellipsis)
        tone = Tone.MUTED if link.is_gone else Tone.PLAIN
        yield DetailLine(f"{section} {link.id}", [*before, (title, tone), *behind], (link.kind, link.id))


def _cut(detail: Detail, setting: Setting) -> Iterator[DetailLine]:
    """What it would serve, if that closed no loop."""
    if detail.cut and not detail.parents:
        yield from heading("cut", "Serves", setting)
    for link in detail.cut:
        mark: Segments = [(f"{setting.glyphs.cut} ", Tone.CLASH)]
        words = "  cut: it would close a loop"
        room = setting.width - width_of(INDENT) - length(mark) - width_of(words)
        title = fit(link.title, max(8, room), setting.glyphs.ellipsis)
        line = fit_segments([*mark, (title, Tone.MUTED), (words, Tone.CLASH)], setting.width - width_of(INDENT))
        yield DetailLine(f"cut {link.id}", line, (link.kind, link.id))


def _served_by(detail: Detail, setting: Setting) -> Iterator[DetailLine]:
    if detail.served_by:
        yield from heading("served", "Served by", setting, _how_many(detail.served_by))
    for row in detail.served_by:
        yield from _row("served", row, setting, "O ")


def _foot(detail: Detail, setting: Setting) -> Iterator[DetailLine]:
    yield DetailLine("foot/blank", [])
    if detail.shared_with:
        yield from text_lines("shared", f"shared with {', '.join(detail.shared_with)}", Tone.PLAIN, setting)
    for state, words in _UNSHARED.items():
        units = [unit for unit, said in detail.shares if said == state]
        if units:
            yield from text_lines(f"shared/{state}", f"{words} {', '.join(units)}", Tone.MUTED, setting)
    rest = [field.name for field in detail.contested if field.name not in PLACED]
    yield from _clashes(detail, rest, setting)
    if setting.changed:
        yield from text_lines("changed", f"last change {setting.changed}", Tone.MUTED, setting)
