"""Scores as JSON with stable keys, and as lines of text."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from okrtui.cli import rows
from okrtui.cli.planning_board import cycle_facts
from okrtui.cli.printing import count, width
from okrtui.okr.kinds import CycleStatus
from okrtui.okr.number import stored
from okrtui.okr.score import shown
from okrtui.widgets.cells import align_left, align_right, fit
from okrtui.workspace.completion import Completion, KeyResultCompletion, Missing, ObjectiveCompletion, UnitCompletion
from okrtui.workspace.late import Late
from okrtui.workspace.reading import clean_line
from okrtui.workspace.scores import GivenScore, Proposed, Scores

_FIGURE = 8
_ASIDE = 14
_COLUMNS = ("proposed", "owner", "lead", "agreed")
_NARROWEST = 20


# --- JSON


def score_facts(scores: Scores, missing: Iterable[Missing] = ()) -> dict[str, Any]:
    """The scores of a key result."""
    return {
        "key_result": scores.key_result,
        "title": scores.title,
        "objective": scores.objective,
        "objective_kind": scores.kind,
        "weight": stored(scores.weight),
        "owner": scores.owner,
        "owner_name": scores.owner_name,
        "lead": scores.lead,
        "lead_name": scores.lead_name,
        "value_text": scores.value,
        "last_check_in": scores.last,
        "proposed": _proposed_facts(scores.proposed),
        "begun": _proposed_facts(scores.begun) if scores.begun else None,
        "scores": {
            "owner": _given_facts(scores.by_owner),
            "lead": _given_facts(scores.by_lead),
            "agreed": _given_facts(scores.agreed),
        },
        "self_assessment": scores.self_assessment or None,
        "disposition": scores.disposition,
        "missing": [each.name.lower() for each in missing],
        "frozen": scores.is_frozen,
    }


def _proposed_facts(found: Proposed) -> dict[str, Any]:
    return {
        "score": number(found.shown),
        "band": found.band,
        "verdict": found.verdict,
        "figures": found.figures,
    }


def _given_facts(score: GivenScore | None) -> dict[str, Any] | None:
    if score is None:
        return None
    return {
        "id": score.id,
        "value": float(score.value) if score.value.denominator > 1 else int(score.value),
        "score": number(score.shown),
        "band": score.band,
        "verdict": score.verdict,
        "person": score.by,
        "person_name": score.by_name,
        "contested": score.is_contested,
        "versions": [{"score": number(value), "person_name": name} for value, name in score.versions],
    }


def number(value: Decimal | None) -> float | None:
    """A score as people see it, as JSON keeps it."""
    return None if value is None else float(value)


def late_facts(late: Late) -> dict[str, Any]:
    """What came after an agreed score."""
    return {
        "key_result": late.key_result,
        "title": late.title,
        "objective": late.objective,
        "unit": late.unit,
        "score": number(late.value),
        "proposed": number(late.proposed),
        "now": number(late.now),
        "check_in": late.check_in,
        "what": late.what,
    }


def completion_facts(found: Completion, late: Iterable[Late]) -> dict[str, Any]:
    """The completion board."""
    return {
        "cycle": cycle_facts(found.cycle),
        "units": [_unit_facts(unit) for unit in found.units],
        "totals": found.totals._asdict(),
        "complete": found.is_complete,
        "closable": not found.blocking,
        "late": [late_facts(each) for each in late],
    }


def _unit_facts(unit: UnitCompletion) -> dict[str, Any]:
    return {
        "id": unit.id,
        "name": unit.name,
        "level": unit.level,
        "depth": unit.depth,
        "lead": unit.lead,
        "lead_name": unit.lead_name,
        "missing": [each.name.lower() for each in unit.missing],
        "objectives": [objective_facts(each) for each in unit.objectives],
    }


def objective_facts(objective: ObjectiveCompletion) -> dict[str, Any]:
    """An objective, its score and its key results'."""
    proposed = objective.score.proposed
    return {
        "id": objective.id,
        "title": objective.title,
        "owner": objective.owner,
        "owner_name": objective.owner_name,
        "objective_kind": objective.kind,
        "priority": objective.is_priority,
        "stage": objective.stage,
        "score": number(objective.shown),
        "band": objective.band,
        "verdict": objective.verdict or None,
        "final": objective.score.is_final,
        "proposed": None if proposed is None else number(shown(proposed)),
        "key_results": [score_facts(each.scores, each.missing) for each in objective.key_results],
    }


# --- in words


def completion_text(found: Completion, late: list[Late]) -> str:
    """The completion board, unit by unit, and what came late."""
    cycle, totals = found.cycle, found.totals
    name = clean_line(cycle.name)
    lines = [f"{name}  {cycle.status.words}, {cycle.start} to {cycle.end}"]
    if not found.units:
        lines += ["nothing is to be scored: no objective is active, or was checked in on"]
        return "\n".join(lines)
    of = f"of {count(totals.key_results, 'key result')}"
    lines += [
        f"agreed {totals.agreed} {of}, scored by the owner {totals.owner}, by the lead {totals.lead}",
        f"self-assessed {totals.self_assessed}, decided what becomes of {totals.disposed}; "
        f"reviewed {totals.reviewed} of {count(totals.units, 'unit')}",
        "",
        _row("", _COLUMNS, "", is_heading=True),
    ]
    for unit in found.units:
        lines += _unit_lines(unit)
    if late:
        lines += ["", "Late: the agreed scores stay as they are"]
        lines += [f"  {each.title}: {each.words}" for each in late]
        lines += [f"`okrtui score KR --keep` leaves one so, `okrtui reopen {name}` opens the cycle again"]
    elif not found.blocking and cycle.status is not CycleStatus.CLOSED:
        lines += ["", f"all is agreed: `okrtui close {name}`"]
    return "\n".join(lines)


def _unit_lines(unit: UnitCompletion) -> Iterator[str]:
    indent = "  " * unit.depth
    lead = f"  {unit.lead_name}" if unit.lead_name and unit.lead_name != unit.name else ""
    asks = f"  ({Missing.REVIEW} is missing)" if unit.missing else ""
    yield fit(f"{indent}{unit.name}{lead}{asks}", width())
    for objective in unit.objectives:
        proposed = objective.score.proposed
        figures = ("" if proposed is None else f"{shown(proposed)}", "", "", _figure(objective.shown))
        said = objective.verdict.partition(": ")[2].partition(",")[0] or f"{objective.kind.words}"
        yield _row(f"{indent}  {objective.title}", figures, said)
        for each in objective.key_results:
            yield from _key_result_lines(each, f"{indent}    ")


def _key_result_lines(each: KeyResultCompletion, indent: str) -> Iterator[str]:
    scores = each.scores
    given = (scores.by_owner, scores.by_lead, scores.agreed)
    figures = [f"{scores.proposed.shown}", *(_given_text(score) for score in given)]
    if scores.lead is None and scores.by_lead is None:
        figures[2] = "·"
    said = scores.disposition.words if scores.disposition else ""
    if not each.is_weighted:
        said = "no weight"
    yield _row(f"{indent}{scores.title}", figures, said)
    if scores.begun is not None:
        yield _row(f"{indent}  as it began: {scores.begun.figures}", [f"{scores.begun.shown}", "", "", ""], "")


def _given_text(score: GivenScore | None) -> str:
    if score is None:
        return "-"
    return "|".join(f"{value}" for value, _ in score.versions) if score.is_contested else f"{score.shown}"


def _figure(value: Decimal | None) -> str:
    return "" if value is None else f"{value}"


def _row(title: str, figures: Iterable[str], said: str, *, is_heading: bool = False) -> str:
    look = rows.glyphs()
    room = max(_NARROWEST, width() - 4 * (_FIGURE + 1) - _ASIDE - 2)
    cells = " ".join(align_right(each, _FIGURE) for each in figures)
    name = "" if is_heading else fit(title, room, look.ellipsis)
    tail = f"  {fit(said, _ASIDE, look.ellipsis)}" if said else ""
    return f"{align_left(name, room)} {cells}{tail}".rstrip()


def score_words(scores: Scores, given: GivenScore, whose: str) -> list[str]:
    """What a score came to, in words."""
    lines = [f"{scores.title}, {whose}: {given.verdict}"]
    if scores.proposed.shown != given.shown:
        lines.append(f"  proposed by the check-ins: {scores.proposed.shown}")
    if scores.begun is not None:
        lines.append(f"  by what it began with, {scores.begun.figures}: {scores.begun.shown}")
    if scores.disposition is not None:
        lines.append(f"  {scores.disposition.words}")
    return lines
