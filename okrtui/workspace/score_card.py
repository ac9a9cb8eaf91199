"""What one looks at to score a key result: what it is for, how its cycle went, what is proposed and how that comes
about; and who is asked for a score now."""

from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from okrtui.okr import arithmetic, records
from okrtui.okr.coach.scene import Original
from okrtui.okr.kinds import Role
from okrtui.okr.records import CheckIn, KeyResult
from okrtui.okr.scores import proposal
from okrtui.storage.clean import clean_line
from okrtui.workspace.check_in_card import Said
from okrtui.workspace.check_in_figures import words_of
from okrtui.workspace.detail import breadcrumb
from okrtui.workspace.originals import as_begun
from okrtui.workspace.scorers import leads_of
from okrtui.workspace.scores import Proposed, Scores, scores_of
from okrtui.workspace.view import View

_TREND = 13


class ScoreCard(NamedTuple):
    """A key result at the end of its cycle."""

    scores: Scores
    objective_title: str
    why: tuple[str, ...]
    """Titles from the vision down to its objective."""
    due: date | None
    """Its own last day, else its cycle's."""
    last: Said | None
    """The last check-in within the cycle."""
    check_ins: int
    """How many there are within it."""
    trend: tuple[Fraction, ...]
    """Raw progress at the last of them, oldest first."""
    arithmetic: tuple[str, ...]
    """How the proposed score comes about."""
    begun_arithmetic: tuple[str, ...]
    """The same by what the key result was first aimed at; empty where it is aimed at the same still."""
    roles: tuple[Role, ...]
    """As whom the one who looks may score it: nobody's role, one, or both."""


def score_card(view: View, key_result: str, original: Original, person: str) -> ScoreCard | None:
    """The card of a key result as a person sees it; None for one that is not there.

    `original` knows what it was first aimed at.
    """
    with view.lock:
        company = view.company
        found = company.key_result(key_result)
        if found is None:
            return None
        scores = scores_of(view, key_result, original)
        objective = company.objective(found.objective)
        cycle = company.cycle(objective.cycle) if objective else None
        history = [
            each
            for each in company.check_ins_of(key_result, view.today)
            if cycle is None or cycle.start <= each.date <= cycle.end
        ]
        then = as_begun(found, original(key_result))
        return ScoreCard(
            scores,
            clean_line(company.title(found.objective)),
            tuple(breadcrumb(view, key_result)),
            found.due or (cycle.end if cycle else None),
            _said(view, found, history[-1]) if history else None,
            len(history),
            tuple(view.standings.raw(found, each) for each in history[-_TREND:]),
            _arithmetic(view, found, scores.proposed),
            _arithmetic(view, then, scores.begun) if then is not None and scores.begun else (),
            _roles(view, found, scores, person),
        )


def _said(view: View, key_result: KeyResult, check_in: CheckIn) -> Said:
    words = words_of(view, key_result, check_in.value)
    return Said(words, check_in.date, check_in.confidence, clean_line(check_in.note))


def _arithmetic(view: View, key_result: KeyResult, proposed: Proposed) -> tuple[str, ...]:
    """The lines that lead from the last check-in to the score."""
    last = proposal(view.standings, key_result).last
    done = set(last.done) if last else set()
    found = arithmetic.of_key_result(
        key_result.metric,
        last.number if last else None,
        key_result.start,
        key_result.target,
        key_result.low,
        key_result.high,
        [(records.weight(fields), id in done) for id, fields in view.company.milestones_of(key_result.id)],
        clean_line(key_result.unit_of_measure),
    )
    first = found.lines[0]
    beyond = found.figure is not None and not 0 <= found.figure <= 1
    held = [f"a score lies between 0 and 1: {proposed.shown}"] if beyond else [f"as a score: {proposed.shown}"]
    return (first, *held)


def _roles(view: View, key_result: KeyResult, scores: Scores, person: str) -> tuple[Role, ...]:
    leads = person in leads_of(view, key_result) or scores.lead == person
    return tuple(role for role, is_so in ((Role.OWNER, scores.owner == person), (Role.LEAD, leads)) if is_so)


# --- whose turn it is


class Turn(NamedTuple):
    """A key result that somebody is asked to score, and as whom."""

    key_result: str
    role: Role


def turn_of(scores: Scores, person: str) -> Turn | None:
    """As whom a person is asked to score a key result now; None where they are not, or have done so."""
    if scores.is_frozen or scores.weight <= 0:
        return None
    if scores.owner == person:
        return Turn(scores.key_result, Role.OWNER) if scores.by_owner is None else None
    if scores.lead == person and scores.by_lead is None:
        return Turn(scores.key_result, Role.LEAD)
    return None


def is_to_agree(scores: Scores) -> bool:
    """Whether all who are asked for a score have given theirs, and none is agreed on yet, or several at once."""
    if scores.is_frozen or scores.weight <= 0:
        return False
    if scores.agreed is not None:
        return scores.agreed.is_contested
    return scores.by_owner is not None and (scores.by_lead is not None or scores.lead is None)


def is_of_one_mind(scores: Scores) -> bool:
    """Whether all who have given a score gave the same one, as people see it."""
    given = [each for each in (scores.by_owner, scores.by_lead) if each is not None]
    return bool(given) and all(each.shown == given[0].shown and not each.is_contested for each in given)


def asks(scores: Iterable[Scores], person: str) -> bool:
    """Whether a person is asked for something of some key results: a score, or to agree on one."""
    return any(
        turn_of(each, person) or (is_to_agree(each) and person in (each.owner, each.lead)) for each in scores
    )
