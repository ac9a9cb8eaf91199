"""What comes in after a score was agreed: a flag beside it, and keeping the score in the knowledge of it."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from okrtui.okr.records import CheckIn
from okrtui.okr.score import shown
from okrtui.okr.scores import Late as LateScore
from okrtui.okr.scores import each_scored, late
from okrtui.storage.clean import clean_line
from okrtui.storage.replica import Act
from okrtui.workspace.batches import in_lines
from okrtui.workspace.errors import NotFound
from okrtui.workspace.forms import ops_of, seen_heads
from okrtui.workspace.portions import portions_of
from okrtui.workspace.scorers import closed_cycle
from okrtui.workspace.scoring import basis_of
from okrtui.workspace.view import View
from okrtui.workspace.workspace import Workspace

_AT_ONCE = 20
"""Objectives that are looked at before others get the lock."""


class Late(NamedTuple):
    """An agreed score that does not know of something: a check-in that came after it, or changed figures."""

    key_result: str
    title: str
    objective: str
    objective_title: str
    unit: str | None
    score: str
    """The agreed score's id."""
    value: Decimal
    """The agreed score as people see it; it stays what it is."""
    proposed: Decimal
    """What was proposed when it was agreed."""
    now: Decimal
    """What is proposed now."""
    check_in: str | None
    """The check-in that came after it; None where its figures were changed, or a check-in taken back."""
    what: str
    """What has come, in words: `a check-in for 2026-12-31 by Ben Okafor`."""

    @property
    def words(self) -> str:
        """The same, and what it means for the score."""
        return f"{self.what} after {self.value} was agreed; {self.now} is proposed now"


def late_check_ins(view: View, cycle: str, unit: str | None = None, *, pause: float = 0.0) -> list[Late]:
    """The agreed scores of a cycle that something came after, in a unit and all below it or everywhere.

    `pause` is as in `completion`. Raises NotFound.
    """
    with view.lock:
        company = view.company
        found = company.cycle(cycle)
        if found is None:
            raise NotFound(f"{cycle}: there is no such cycle")
        within = None if unit is None else [each.id for each in company.units_below(unit)]
    by_objective = (
        [flag for key_result in company.key_results_of(each.id) if (flag := late_of(view, key_result.id))]
        for each in each_scored(company, found, within)
    )
    return [flag for flags in portions_of(view, by_objective, _AT_ONCE, pause) for flag in flags]


def late_of(view: View, key_result: str) -> Late | None:
    """What came after the agreed score of one key result; None where nothing did."""
    with view.lock:
        company = view.company
        record = company.key_result(key_result)
        found = late(view.standings, record) if record else None
        if record is None or found is None:
            return None
        objective = company.objective(record.objective)
        is_new = found.is_check_in and _is_new(view, found.score.based_on, found.now.last)
        last = found.now.last if is_new else None
        return Late(
            record.id,
            clean_line(record.title),
            record.objective or "",
            clean_line(company.title(record.objective)),
            objective.unit if objective else None,
            found.score.id,
            shown(Fraction(found.score.value)),
            found.score.proposed or Decimal(0),
            found.now.shown,
            last.id if last else None,
            f"a check-in for {last.date} by {_author(view, last.id)}" if last else _change_words(found),
        )


def keep_scores(workspace: Workspace, key_results: Sequence[str]) -> list[str]:
    """Leave the agreed scores of some key results as they are, in the knowledge of what came after them, in one act.

    Which were flagged, and are no more. Raises NotFound.
    """
    kept: list[str] = []

    def acts() -> Iterable[Act]:
        groups = []
        for id in dict.fromkeys(key_results):
            key_result = workspace.company.key_result(id)
            if key_result is None:
                raise NotFound(f"{id}: there is no such key result, or it is deleted")
            flag = late(workspace.standings, key_result)
            if flag is not None:
                kept.append(id)
                heads = seen_heads(workspace.state, "score", flag.score.id)
                groups.append(ops_of("score", flag.score.id, basis_of(workspace, key_result), heads))
        return in_lines(workspace, groups)

    workspace.write(acts)
    return kept


def late_words(view: View, key_result: str, day: date) -> str:
    """What to say to whoever checks in on a key result of a closed cycle for a day in it; "" for others."""
    cycle = closed_cycle(view, key_result)
    if cycle is None or not cycle.start <= day <= cycle.end:
        return ""
    name = clean_line(cycle.name)
    return f"{name} is closed: the score stays, this check-in shows as late (`okrtui scores --cycle {name}`)"


def _is_new(view: View, based_on: str | None, last: CheckIn | None) -> bool:
    """Whether the last check-in has come after the one that a score is based on, which may have been taken back."""
    return last is not None and (based_on is None or view.company.fields("check_in", based_on) is not None)


def _change_words(found: LateScore) -> str:
    return "a check-in was taken back" if found.is_check_in else "its figures, or what was checked in, changed"


def _author(view: View, check_in: str) -> str:
    register = view.state.register("check_in", check_in, "value")
    return clean_line(view.company.title(register.shown.line.by)) if register else ""
