"""A unit's cycle as lines: the scores of its objectives and what they mean, what people noted, what was learned."""

from collections.abc import Iterator

from okrtui.okr.score import band, shown
from okrtui.screens.bands import BANDS, DISPOSITIONS
from okrtui.screens.columns import promise
from okrtui.screens.detail_line import INDENT, DetailLine, Setting, heading, text_lines
from okrtui.screens.looking_back.parts import (
    cut_line,
    head_line,
    improvement_lines,
    plain_row,
    row,
    said_lines,
    span,
    standing,
)
from okrtui.widgets.cells import align_right
from okrtui.widgets.tones import Segments, Tone
from okrtui.workspace.completion import KeyResultCompletion, ObjectiveCompletion
from okrtui.workspace.quarter_review import QuarterReview, Remembered

_SCORE = 6
_MOST_REMEMBERED = 12
_MOST_BELOW = 60
"""So many objectives are shown; those of further units below stand on the completion board."""
_NOTED = {"learned": "learned", "achievement": "went well", "challenge": "was hard"}


def quarter_lines(found: QuarterReview, setting: Setting) -> list[DetailLine]:
    """Every line, top down."""
    cycle = found.cycle
    days = f"{span(cycle.start, cycle.end)}, {cycle.status.words}"
    return [
        head_line(f"{found.unit_name}: {cycle.name}", days, found.about.unit, setting),
        *standing(found.review, setting),
        *_objectives(found, setting),
        *_late(found, setting),
        *said_lines(found.review, setting),
        *improvement_lines("better", "To do better", found.improvements, setting),
        *improvement_lines("wanted", "What the review before wanted", found.wanted_before, setting),
        *_remembered(found.remembered, setting),
    ]


def _objectives(found: QuarterReview, setting: Setting) -> Iterator[DetailLine]:
    tally, totals = found.tally, found.completion.totals
    right = f"{totals.agreed} of {totals.key_results} scores agreed" if totals.key_results else ""
    yield from heading("objectives", "Objectives", setting, right)
    if not tally.objectives:
        yield from text_lines("objectives", "Nothing was worked on here in this cycle.", Tone.MUTED, setting)
        return
    scored = tally.met + tally.closed_short
    if scored:
        words = f"{tally.met} met, {tally.closed_short} closed short" if tally.closed_short else f"{tally.met} met"
        yield cut_line("tally", [(words, Tone.MUTED)], setting)
    if totals.agreed < totals.key_results:
        yield cut_line("open", [("s", Tone.STRONG), (" goes on scoring", Tone.MUTED)], setting)
    shown = 0
    for unit in found.completion.units:
        is_own = unit.id == found.about.unit
        if not is_own and shown >= _MOST_BELOW:
            left = tally.objectives - shown
            yield DetailLine("more/blank", [])
            said: Segments = [(f"and {left} more below: ", Tone.MUTED), ("s", Tone.STRONG), (" shows them", Tone.MUTED)]
            yield cut_line("more", said, setting)
            return
        shown += len(unit.objectives)
        if not is_own:
            yield DetailLine(f"unit {unit.id}/blank", [])
            yield cut_line(f"unit {unit.id}", [(unit.name, Tone.STRONG), (f"  {unit.lead_name}", Tone.MUTED)], setting)
        for objective in unit.objectives:
            yield from _objective(objective, setting, is_whole=is_own)


def _objective(each: ObjectiveCompletion, setting: Setting, *, is_whole: bool) -> Iterator[DetailLine]:
    score = each.score.agreed
    number: Segments = [(align_right("" if score is None else f"{shown(score)}", _SCORE), Tone.MUTED)]
    if score is not None:
        number = [(align_right(f"{shown(score)}", _SCORE), BANDS[band(score)])]
    said = each.verdict.partition(": ")[2] or ("not all agreed yet" if score is not None else "not agreed yet")
    left: Segments = [("O ", Tone.MUTED), (each.title or "(no title)", Tone.PLAIN), *promise(each.kind, setting.glyphs)]
    yield row(f"objective {each.id}", left, number, setting, ("objective", each.id))
    yield plain_row(f"objective {each.id}/2", [(INDENT + said, Tone.MUTED)], [], setting)
    for key_result in each.key_results if is_whole else ():
        yield _key_result(key_result, setting)
        words = key_result.scores.self_assessment
        if words:
            yield cut_line(f"key_result {key_result.scores.key_result}/2", [(f"    “{words}”", Tone.MUTED)], setting)


def _key_result(each: KeyResultCompletion, setting: Setting) -> DetailLine:
    scores, agreed = each.scores, each.scores.agreed
    becomes = DISPOSITIONS[scores.disposition][1] if scores.disposition else ""
    right: Segments = [(f"{becomes}  ", Tone.MUTED)]
    if agreed is not None:
        right.append((align_right(f"{agreed.shown}", _SCORE), BANDS[agreed.band]))
    else:
        right.append((f"proposed {scores.proposed.shown}", Tone.MUTED))
    left: Segments = [("  ", Tone.PLAIN), (scores.title or "(no title)", Tone.PLAIN)]
    left.append((f"  {scores.value}" if scores.value else "", Tone.MUTED))
    return row(f"key_result {scores.key_result}", left, right, setting, ("key_result", scores.key_result))


def _late(found: QuarterReview, setting: Setting) -> Iterator[DetailLine]:
    if found.late:
        yield from heading("late", "Came late", setting, "the scores stay; s opens them")
    for each in found.late:
        left: Segments = [(f"{setting.glyphs.attention} ", Tone.CAUTION), (each.title, Tone.PLAIN)]
        right: Segments = [(f"{each.value} agreed, {each.now} now", Tone.CAUTION)]
        yield row(f"late {each.key_result}", left, right, setting, ("key_result", each.key_result))
        yield cut_line(f"late {each.key_result}/2", [(f"  {each.what}", Tone.MUTED)], setting)


def _remembered(found: tuple[Remembered, ...], setting: Setting) -> Iterator[DetailLine]:
    """What check-ins noted: to be reminded by, when one writes the review."""
    if not found:
        return
    more = f"{_MOST_REMEMBERED} of {len(found)}" if len(found) > _MOST_REMEMBERED else ""
    yield from heading("noted", "What check-ins noted", setting, more)
    for place, each in enumerate(found[:_MOST_REMEMBERED]):
        left: Segments = [(f"{each.date.day:>2} {each.date:%b}  ", Tone.MUTED)]
        left += [(f"{_NOTED[each.field]}: ", Tone.MUTED), (" ".join(each.text.split()), Tone.PLAIN)]
        right: Segments = [(each.title, Tone.MUTED)] if setting.width > 100 else []
        key = f"noted {each.check_in} {each.field} {place}"
        yield row(key, left, right, setting, ("key_result", each.key_result))
