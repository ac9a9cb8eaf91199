"""The rows of the completion board: what is scored, by whom, and what is missing, in columns."""

from decimal import Decimal

from okrtui.okr.score import band, met, shown
from okrtui.screens.bands import BANDS, DISPOSITIONS
from okrtui.screens.columns import promise
from okrtui.widgets.cells import align_left, align_right, fit, width_of
from okrtui.widgets.glyphs import GlyphSet
from okrtui.widgets.tones import Segments, Tone, fit_segments, length, spread
from okrtui.workspace.completion import KeyResultCompletion, Missing, ObjectiveCompletion, UnitCompletion
from okrtui.workspace.late import Late
from okrtui.workspace.score_card import turn_of
from okrtui.workspace.scores import GivenScore

_PROPOSED = 9
_SCORE = 7
_AGREED = 8
_BECOMES = 13
_LEAST_TITLE = 8
_WIDE = 140
"""From so many cells on, what is missing has a column of its own."""
_MISSING = 48


def columns_line(width: int, list_width: int) -> Segments:
    """What the columns are."""
    right: Segments = [(align_right("proposed", _PROPOSED), Tone.MUTED)]
    right += [(align_right(word, _SCORE), Tone.MUTED) for word in ("owner", "lead")]
    right += [(align_right("agreed", _AGREED), Tone.MUTED), (align_left("  becomes", _BECOMES + 2), Tone.MUTED)]
    if list_width >= _WIDE:
        right.append((align_left("  missing", _MISSING + 2), Tone.MUTED))
    room = max(_LEAST_TITLE, width - length(right))
    return [(align_left("Objective, key result", room), Tone.MUTED), *right]


def unit_line(unit: UnitCompletion, width: int, glyphs: GlyphSet) -> Segments:
    """A unit: how many of its scores are agreed on, and whether it has looked back."""
    weighted = [each for each in unit.key_results() if each.is_weighted]
    agreed = sum(each.scores.agreed is not None and Missing.SETTLED not in each.missing for each in weighted)
    done = agreed == len(weighted)
    right: Segments = [(f"{agreed} of {len(weighted)} agreed", Tone.GOOD if done else Tone.PLAIN)]
    if Missing.REVIEW in unit.missing:
        right.append((f"  {glyphs.attention} review missing", Tone.CAUTION))
    name: Segments = [(unit.name or "(no name)", Tone.STRONG)]
    if unit.lead_name and unit.lead_name != unit.name:
        name.append((f"  {unit.lead_name}", Tone.MUTED))
    return spread(name, right, width, glyphs.ellipsis)


def objective_line(objective: ObjectiveCompletion, width: int, list_width: int, glyphs: GlyphSet) -> Segments:
    """An objective: how many scores of each sort it has, and its own score once all are agreed."""
    weighted = [each for each in objective.key_results if each.is_weighted]
    total, score = len(weighted), objective.score
    right: Segments = [_proposed(shown(score.proposed) if score.proposed is not None else None, glyphs)]
    for missing in (Missing.OWNER, Missing.LEAD):
        count = sum(missing not in each.missing for each in weighted)
        right.append((align_right(f"{count}/{total}", _SCORE), Tone.MUTED))
    if score.is_final and score.agreed is not None:
        right.append((align_right(f"{shown(score.agreed)}", _AGREED), BANDS[band(score.agreed)]))
    else:
        count = sum(Missing.AGREED not in each.missing and Missing.SETTLED not in each.missing for each in weighted)
        right.append((align_right(f"{count}/{total}", _AGREED), Tone.MUTED))
    right.append((align_left(f"  {_outcome(objective)}", _BECOMES + 2), Tone.MUTED))
    if list_width >= _WIDE:
        right.append((" " * (_MISSING + 2), Tone.PLAIN))
    behind = promise(objective.kind, glyphs)
    if objective.is_priority:
        behind.append((glyphs.priority, Tone.ACCENT))
    room = max(_LEAST_TITLE, width - length(right))
    title = fit(objective.title or "(no title)", room - length(behind) - 3, glyphs.ellipsis)
    left: Segments = [("O ", Tone.MUTED), (title, Tone.PLAIN), *behind]
    return [*left, (" " * (room - length(left)), Tone.PLAIN), *right]


def _outcome(objective: ObjectiveCompletion) -> str:
    """Whether it is met, in a word; "" before all of it is agreed."""
    agreed = objective.score.agreed
    if agreed is None or not objective.score.is_final:
        return ""
    return "met" if met(objective.kind, agreed) else "closed short"


def key_result_line(each: KeyResultCompletion, person: str, width: int, list_width: int, glyphs: GlyphSet) -> Segments:
    """A key result with its scores. Whoever is asked for one does not see the other's before."""
    scores = each.scores
    turn = turn_of(scores, person)
    mine = turn.role if turn else None
    right: Segments = [_proposed(scores.proposed.shown, glyphs)]
    right.append(_given(scores.by_owner, scores.owner == person and mine is not None, mine is not None, glyphs))
    if scores.lead is None:
        right.append((align_right(glyphs.rest, _SCORE), Tone.FAINT))
    else:
        right.append(_given(scores.by_lead, scores.lead == person and mine is not None, mine is not None, glyphs))
    right += _agreed(each, glyphs)
    becomes = scores.disposition
    right.append((align_left(f"  {DISPOSITIONS[becomes][1] if becomes else ''}", _BECOMES + 2), Tone.MUTED))
    if list_width >= _WIDE:
        missing = ", ".join(short(missing) for missing in each.missing)
        right.append((align_left(f"  {missing}", _MISSING + 2, glyphs.ellipsis), Tone.MUTED))
    room = max(_LEAST_TITLE, width - length(right))
    title = fit(scores.title or "(no title)", room - 1, glyphs.ellipsis)
    tone = Tone.PLAIN if each.is_weighted else Tone.MUTED
    return [(title, tone), (" " * (room - width_of(title)), Tone.PLAIN), *right]


_SHORT = {
    Missing.OWNER: "owner's score",
    Missing.LEAD: "lead's score",
    Missing.AGREED: "agreed score",
    Missing.SETTLED: "one agreed score",
    Missing.SELF_ASSESSMENT: "self-assessment",
    Missing.DISPOSITION: "what becomes of it",
    Missing.REVIEW: "review",
}


def short(missing: Missing) -> str:
    """What is missing, without an article."""
    return _SHORT[missing]


def _proposed(value: Decimal | None, glyphs: GlyphSet) -> tuple[str, Tone]:
    if value is None:
        return align_right(glyphs.rest, _PROPOSED), Tone.FAINT
    return align_right(f"{value}", _PROPOSED), Tone.MUTED


def _given(given: GivenScore | None, is_mine: bool, is_hidden: bool, glyphs: GlyphSet) -> tuple[str, Tone]:
    """A score that was given; that it was, where it is hidden; `you` where it is one's own that is missing."""
    if given is None:
        return (align_right("you", _SCORE), Tone.HERE) if is_mine else (align_right(glyphs.rest, _SCORE), Tone.FAINT)
    if is_hidden:
        return align_right("given", _SCORE), Tone.MUTED
    if given.is_contested:
        return align_right(f"{glyphs.conflict}{given.shown}", _SCORE), Tone.CLASH
    return align_right(f"{given.shown}", _SCORE), BANDS[given.band]


def _agreed(each: KeyResultCompletion, glyphs: GlyphSet) -> Segments:
    agreed = each.scores.agreed
    if agreed is None:
        return [(align_right(glyphs.rest, _AGREED), Tone.FAINT)]
    if agreed.is_contested:
        return [(align_right(f"{glyphs.conflict}{agreed.shown}", _AGREED), Tone.CLASH)]
    return [(align_right(f"{agreed.shown}", _AGREED), BANDS[agreed.band])]


def late_line(late: Late, width: int, glyphs: GlyphSet) -> Segments:
    """An agreed score that something came after."""
    said = f"{late.value} agreed, {late.now} proposed now"
    right: Segments = [(said, Tone.CAUTION)]
    left: Segments = [(f"{glyphs.attention} ", Tone.CAUTION), (late.title or "(no title)", Tone.PLAIN)]
    return fit_segments(spread(left, right, width, glyphs.ellipsis), width, glyphs.ellipsis)
