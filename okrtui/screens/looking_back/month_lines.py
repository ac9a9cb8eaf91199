"""A unit's month as lines: how each key result changed, what slipped, what is in the way, what was decided."""

from collections.abc import Iterator

from okrtui.okr.number import percent
from okrtui.screens.detail_line import DetailLine, Setting, heading, text_lines
from okrtui.screens.looking_back.parts import head_line, inner, plain_row, points, row, said_lines, span, standing
from okrtui.widgets.bar import bar, percent_column
from okrtui.widgets.cells import align_left, align_right, fit
from okrtui.widgets.glyphs import look_of, status_segments
from okrtui.widgets.tones import Segments, Tone
from okrtui.workspace.blocked import Blocked
from okrtui.workspace.month_review import KeyResultMonth, Moment, MonthReview
from okrtui.workspace.reading import clean

_VALUE = 11
_STATUS = 13
_LEAST_BAR = 6
_WIDEST_BAR = 30
_POINTS = 6
_MOST = 100
"""So many key results and blockers are shown, the weakest and the oldest."""


def month_lines(found: MonthReview, setting: Setting) -> list[DetailLine]:
    """Every line, top down."""
    month = f"{found.first:%B %Y}"
    return [
        head_line(f"{found.unit_name}: {month}", "" if found.is_over else "not over yet", found.about.unit, setting),
        *standing(found.review, setting),
        *_decided_before(found, setting),
        *_changes(found, setting),
        *_slipped(found, setting),
        *_in_the_way(found.blockers, setting),
        *said_lines(found.review, setting),
    ]


def _decided_before(found: MonthReview, setting: Setting) -> Iterator[DetailLine]:
    decisions = clean(found.before.decisions).strip() if found.before else ""
    if decisions:
        yield from heading("before", "Decided the month before", setting)
        yield from text_lines("before", decisions, Tone.PLAIN, setting)


def _changes(found: MonthReview, setting: Setting) -> Iterator[DetailLine]:
    days = span(found.first, found.last)
    yield from heading("changes", "Change over the month, the weakest first", setting, days)
    if not found.key_results:
        yield from text_lines("changes", "No objective was active or checked in on in this month.", Tone.MUTED, setting)
    for each in found.key_results[:_MOST]:
        yield from _change(each, "" if each.unit == found.about.unit else each.unit_name, setting)
    left = len(found.key_results) - _MOST
    if left > 0:
        yield from text_lines("more", f"and {left} more, which stand better", Tone.MUTED, setting)


def _change(each: KeyResultMonth, unit: str, setting: Setting) -> Iterator[DetailLine]:
    """The key result, and below it where it stood before and after. `unit` is the name of one below."""
    aside = f" {setting.glyphs.dot} ".join(part for part in (unit, each.owner_name) if part)
    title: Segments = [(each.title or "(no title)", Tone.PLAIN)]
    title.append((f"  {each.target}" if each.target else "", Tone.MUTED))
    room = inner(setting) // 3
    yield row(
        f"change {each.id}",
        title,
        [(fit(aside, room, setting.glyphs.ellipsis), Tone.MUTED)],
        setting,
        ("key_result", each.id),
    )
    yield plain_row(f"change {each.id}/2", _bars(each, setting), [], setting)


def _bars(each: KeyResultMonth, setting: Setting) -> Segments:
    """`22 % ━━━─┿──  40%  →  25 % ━━━━━┿─  60%  +20  ● on track`."""
    glyphs = setting.glyphs
    fixed = 2 * (_VALUE + 1 + 5) + len(glyphs.arrow) + 4 + _POINTS + 2 + _STATUS
    width = min(_WIDEST_BAR, max(_LEAST_BAR, (inner(setting) - 2 - fixed) // 2))
    change = each.change
    moved = (align_right(points(change), _POINTS), Tone.GOOD if change > 0 else Tone.BAD if change < 0 else Tone.MUTED)
    silent = [] if each.check_ins else [("  no check-in", Tone.CAUTION)]
    after = silent or [("  ", Tone.PLAIN), *status_segments(each.now.status, glyphs=glyphs)]
    return [
        *_moment(each.then, width, setting),
        (f"  {glyphs.arrow}  ", Tone.MUTED),
        *_moment(each.now, width, setting),
        moved,
        *after,
    ]


def _moment(moment: Moment, width: int, setting: Setting) -> Segments:
    glyphs = setting.glyphs
    return [
        (align_left(moment.value or glyphs.rest, _VALUE, glyphs.ellipsis), Tone.MUTED),
        (" ", Tone.PLAIN),
        *bar(moment.progress, moment.expected, width, look_of(moment.status, glyphs).tone, glyphs),
        (percent_column(moment.progress), Tone.PLAIN),
    ]


def _slipped(found: MonthReview, setting: Setting) -> Iterator[DetailLine]:
    if found.slipped:
        yield from heading("slipped", "Slipped most, against what was expected", setting)
    for each in found.slipped:
        gap = f"{percent(each.now.gap)} points behind, {percent(each.slip)} more than before"
        left: Segments = [(each.title or "(no title)", Tone.PLAIN)]
        yield row(f"slipped {each.id}", left, [(gap, Tone.CAUTION)], setting, ("key_result", each.id))


def _in_the_way(blockers: tuple[Blocked, ...], setting: Setting) -> Iterator[DetailLine]:
    yield from heading("way", "In the way now", setting, str(len(blockers)) if len(blockers) > 1 else "")
    if not blockers:
        yield from text_lines("way", "No blocker is open.", Tone.MUTED, setting)
    for each in blockers[:_MOST]:
        solver = each.solver_name or "nobody yet"
        age = "" if each.age is None else f"{each.age} d"
        right: Segments = [(f"{solver}  ", Tone.MUTED), (age, Tone.CAUTION if each.is_old else Tone.MUTED)]
        left: Segments = [(f"{setting.glyphs.attention} ", Tone.CAUTION), (each.description, Tone.PLAIN)]
        if each.subject.title:
            left.append((f"  {each.subject.title}", Tone.MUTED))
        yield row(f"blocker {each.id}", left, right, setting, ("blocker", each.id))
