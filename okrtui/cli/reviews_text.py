"""Reviews as JSON with stable keys, and as lines of text."""

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from typing import Any

from okrtui.cli import rows
from okrtui.cli.blockers import blocker_facts
from okrtui.cli.printing import count, width
from okrtui.cli.scores_text import completion_facts, completion_text
from okrtui.okr.number import percent
from okrtui.okr.rhythm import Review
from okrtui.widgets.cells import align_left, fit
from okrtui.workspace.blockers import Blocked
from okrtui.workspace.holding import TEXTS
from okrtui.workspace.month_review import KeyResultMonth, Moment, MonthReview
from okrtui.workspace.past_reviews import PARTS, Todo
from okrtui.workspace.quarter_review import QuarterReview, Remembered
from okrtui.workspace.reading import clean, clean_line
from okrtui.workspace.reviews_due import ReviewDue
from okrtui.workspace.tally import Tally

_SHOWN = 8


# --- JSON


def due_facts(due: ReviewDue) -> dict[str, Any]:
    """A review that has its turn."""
    turn = due.turn
    return {
        "unit": due.unit,
        "unit_name": due.unit_name,
        "kind": due.kind,
        "state": turn.state,
        "day": turn.day.isoformat() if turn.day else None,
        "month": turn.about.isoformat()[:7] if turn.about else None,
        "cycle": turn.cycle,
        "review": turn.review,
    }


def review_facts(review: Review | None) -> dict[str, Any] | None:
    """A review that was held."""
    if review is None:
        return None
    texts = {name: getattr(review, name) or None for name in TEXTS}
    return {"id": review.id, "date": review.date.isoformat(), **texts, "present": list(review.present)}


def month_facts(found: MonthReview) -> dict[str, Any]:
    """What a monthly review looks at."""
    return {
        "first": found.first.isoformat(),
        "last": found.last.isoformat(),
        "over": found.is_over,
        "key_results": [_key_result_facts(each) for each in found.key_results],
        "slipped": [each.id for each in found.slipped],
        "blockers": [blocker_facts(each) for each in found.blockers],
        "review": review_facts(found.review),
        "before": review_facts(found.before),
    }


def _key_result_facts(each: KeyResultMonth) -> dict[str, Any]:
    return {
        "id": each.id,
        "title": each.title,
        "objective": each.objective,
        "unit": each.unit,
        "unit_name": each.unit_name,
        "owner_name": each.owner_name,
        "target_text": each.target,
        "then": _moment_facts(each.then),
        "now": _moment_facts(each.now),
        "change": percent(each.change),
        "slip": percent(each.slip),
        "check_ins": each.check_ins,
        "confidences": list(each.confidences),
        "last_check_in": each.last.isoformat() if each.last else None,
    }


def _moment_facts(moment: Moment) -> dict[str, Any]:
    return {
        "day": moment.day.isoformat(),
        "value_text": moment.value,
        "progress": percent(moment.progress),
        "expected": percent(moment.expected),
        "status": moment.status,
        "confidence": moment.confidence,
    }


def quarter_facts(found: QuarterReview) -> dict[str, Any]:
    """What a quarterly review looks at."""
    return {
        **completion_facts(found.completion, found.late),
        "tally": tally_facts(found.tally),
        "remembered": [{**each._asdict(), "date": each.date.isoformat()} for each in found.remembered],
        "review": review_facts(found.review),
        "improvements": [each._asdict() for each in found.improvements],
        "before": review_facts(found.before),
        "wanted_before": [each._asdict() for each in found.wanted_before],
    }


def tally_facts(tally: Tally) -> dict[str, Any]:
    """What came of objectives in numbers."""
    return {
        **tally._asdict(),
        "bands": {str(band): number for band, number in tally.bands.items()},
        "dispositions": {str(disposition): number for disposition, number in tally.dispositions.items()},
    }


# --- in words


def due_text(found: Sequence[ReviewDue]) -> str:
    """What is due, a line for each."""
    lines = []
    for each in found:
        turn = each.turn
        about = f"{turn.about:%B}" if turn.about else ""
        what = f"{each.kind.words} review {about}".strip()
        day = f"  {turn.day}" if turn.day else ""
        lines.append(f"{turn.state.value:8} {each.unit_name}: {what}{day}")
    return "\n".join(lines) or "no review is due"


def month_text(found: MonthReview) -> str:
    """A month, the weakest key results first."""
    until = "" if found.is_over else f", until {found.last}"
    lines = [f"{found.unit_name}, {found.first:%B %Y}{until}: by how many points it moved, and how it stands", ""]
    if not found.key_results:
        lines.append("no key result was worked on")
    for each in found.key_results:
        lines.append(_key_result_line(each))
    if found.slipped:
        lines += ["", "Slipped most"]
        lines += [f"  {each.title}: {_points(each.slip)} further behind" for each in found.slipped]
    lines += _blocker_lines(found.blockers)
    if found.before and found.before.decisions:
        lines += ["", "Decided the month before", *_block(found.before.decisions)]
    return "\n".join([*lines, *_review_lines(found.review)])


def _key_result_line(each: KeyResultMonth) -> str:
    then, now = each.then, each.now
    status = now.status.words if then.status is now.status else f"{now.status.words}, was {then.status.words}"
    said = f"{_signed(each.change):>5}  {_moved(then.value, now.value, each.target)}  {status}"
    look = rows.glyphs()
    room = max(20, min(44, width() - 56))
    return fit(f"{align_left(each.title, room, look.ellipsis)} {said}", width(), look.ellipsis)


def _moved(then: str, now: str, target: str) -> str:
    """`22 → 24 of 27 %`: the unit of measure once."""
    unit = now.partition(" ")[2]
    short = now.partition(" ")[0] if unit and target.endswith(unit) else now
    before = then.partition(" ")[0] if then.partition(" ")[2] == unit else then
    values = (short or "–") if then == now else f"{before or '–'} → {short or '–'}"
    return f"{values} of {target}" if target else values


def _signed(change: Fraction) -> str:
    number = percent(change)
    return f"{'+' if number > 0 else ''}{number}" if number else "="


def _points(share: Fraction) -> str:
    return f"{percent(share)} points"


def _blocker_lines(blockers: Iterable[Blocked]) -> Iterator[str]:
    found = list(blockers)
    if found:
        yield from ("", "In the way")
    for each in found:
        age = "" if each.age is None else f", {each.age} d"
        solver = f", {each.solver_name}" if each.solver_name else ", nobody solves it"
        yield f"  {clean_line(each.description)} ({each.subject.title}{age}{solver})"


def _review_lines(review: Review | None) -> Iterator[str]:
    if review is None:
        yield from ("", "not held yet; FIELD=VALUE holds it: worked, did_not_work, learned, bottlenecks, decisions")
        return
    yield from ("", f"Held on {review.date}")
    for name in TEXTS:
        if text := clean(getattr(review, name)).strip():
            yield from (PARTS[name], *_block(text))


def _block(text: str) -> list[str]:
    return [f"  {line}" for line in text.splitlines() if line.strip()]


def quarter_text(found: QuarterReview) -> str:
    """A cycle: scores, what people learned, what the review says."""
    tally = found.tally
    lines = [f"{found.unit_name}, {clean_line(found.cycle.name)}", tally_words(tally), ""]
    lines.append(completion_text(found.completion, list(found.late)))
    if found.remembered:
        lines += ["", "From the check-ins", *(_remembered_line(each) for each in found.remembered[:_SHOWN])]
        if len(found.remembered) > _SHOWN:
            lines.append(f"  and {len(found.remembered) - _SHOWN} more")
    lines += _todo_lines("Wanted by the review before", found.wanted_before)
    lines += _review_lines(found.review)
    lines += _todo_lines("To be done better", found.improvements)
    return "\n".join(lines)


def tally_words(tally: Tally) -> str:
    """`3 objectives: 1 met, 2 closed short; 8 key results: 2 red, 3 yellow, 3 green`."""
    counts = [f"{tally.met} met"] if tally.met else []
    counts += [f"{tally.closed_short} closed short"] if tally.closed_short else []
    rest = tally.objectives - tally.met - tally.closed_short
    counts += [f"{rest} not scored yet"] if rest else []
    bands = [f"{number} {band}" for band, number in tally.bands.items() if number]
    bands += [f"{tally.unscored} without a score"] if tally.unscored else []
    dispositions = [f"{number} {each.words}" for each, number in tally.dispositions.items() if number]
    return "; ".join(
        f"{what}: {', '.join(said)}" if said else what
        for what, said in (
            (count(tally.objectives, "objective"), counts),
            (count(tally.key_results, "key result"), bands),
            *([("of these", dispositions)] if dispositions else []),
        )
    )


def _remembered_line(each: Remembered) -> str:
    return fit(f"  {each.date} {each.field}: {clean_line(each.text)} ({each.title})", width())


def _todo_lines(heading: str, todos: Sequence[Todo]) -> Iterator[str]:
    if todos:
        yield from ("", heading)
    for each in todos:
        owner = f" ({each.owner})" if each.owner else ""
        taken = f", taken up in {each.taken_up_in}" if each.taken_up_in else ""
        yield f"  {each.text}{owner}{taken}"
