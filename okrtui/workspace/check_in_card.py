"""The card of a key result in the check-in wizard: what one needs to know to say where it stands."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from okrtui.okr import cadence, records
from okrtui.okr.kinds import Metric, ObjectiveKind, Status
from okrtui.okr.number import format_number
from okrtui.okr.records import CheckIn, Fields, KeyResult, Value
from okrtui.okr.status import key_result_status
from okrtui.storage.clean import clean_line
from okrtui.workspace.check_ins import NOTES, owned_key_results, owner_of
from okrtui.workspace.detail import breadcrumb
from okrtui.workspace.rows import figure_text
from okrtui.workspace.view import View

_EARLIER = 8


class Figures(NamedTuple):
    """Where a key result stands. Progress is raw; `value` is in words."""

    value: str
    progress: Fraction
    expected: Fraction
    status: Status


class Said(NamedTuple):
    """What a check-in said."""

    value: str
    date: date
    confidence: int | None
    note: str


class Milestone(NamedTuple):
    """A step that can be done or not."""

    id: str
    title: str


class Measure(NamedTuple):
    """A leading measure, its target and last reading in words; "" for none."""

    id: str
    name: str
    target: str
    last: str


class Card(NamedTuple):
    """A key result as the wizard shows it, before this walk's check-in."""

    key_result: KeyResult
    title: str
    why: tuple[str, ...]
    """Titles from the vision down to its objective."""
    origin: str
    """Where it starts, or what it is to hold: `from 22 %`, `at least $500K`."""
    due: date | None
    owner: str | None
    """The id of who owns it, for whom one checks in."""
    owner_name: str
    value: Value
    """The last value as it is stored, None before the first check-in."""
    last: Said | None
    confidence: int | None
    """The last one that was said."""
    before: Figures
    milestones: tuple[Milestone, ...]
    measures: tuple[Measure, ...]
    earlier: tuple[Said, ...]
    """The check-ins before the last, the latest first."""
    promise: ObjectiveKind | None = None
    """Whether its objective is committed or aspirational; None where it has none."""

    @property
    def metric(self) -> Metric:
        """How it is measured."""
        return self.key_result.metric

    @property
    def number(self) -> Decimal | None:
        """The last value where it is a number."""
        return records.number_of(self.value)


class Quiet(NamedTuple):
    """Why nothing is due: when the next check-in is, if one is, and what could be checked in all the same."""

    next: date | None
    cycle: str
    owned: tuple[str, ...]


def card_of(workspace: View, id: str) -> Card | None:
    """The card of a key result; None for one that is not there."""
    with workspace.lock:
        company = workspace.company
        key_result = company.key_result(id)
        if key_result is None:
            return None
        history = company.check_ins_of(id, workspace.today)[::-1]
        said = [_said(workspace, key_result, check_in) for check_in in history[: _EARLIER + 1]]
        confidences = (check_in.confidence for check_in in history if check_in.confidence is not None)
        owner = owner_of(workspace, key_result)
        return Card(
            key_result,
            clean_line(key_result.title),
            tuple(breadcrumb(workspace, id)),
            _origin(key_result),
            _due(workspace, key_result),
            owner,
            clean_line(company.title(owner)),
            history[0].value if history else None,
            said[0] if said else None,
            next(confidences, None),
            figures(workspace, id),
            tuple(Milestone(each, clean_line(records.text(f, "title"))) for each, f in company.milestones_of(id)),
            tuple(_measure(workspace, each) for each in company.pointing("measure", "key_result", id)),
            tuple(said[1:]),
            objective.kind if (objective := company.objective(key_result.objective)) else None,
        )


def figures(workspace: View, id: str) -> Figures:
    """Where a key result stands now. Raises KeyError for one that is not there."""
    with workspace.lock:
        standing = workspace.standings.key_result(id)
        key_result = workspace.company.key_result(id)
        value = words_of(workspace, key_result, standing.last.value) if key_result and standing.last else ""
        return Figures(value, standing.progress, standing.expected, standing.status)


def figures_with(workspace: View, key_result: KeyResult, value: Value) -> Figures:
    """Where a key result would stand after a check-in of `value` today. A status someone set would end with it."""
    with workspace.lock:
        standings, company = workspace.standings, workspace.company
        objective = company.objective(key_result.objective)
        cycle = company.cycle(objective.cycle) if objective else None
        progress = standings.raw(key_result, CheckIn("", workspace.today, "", value, None, ""))
        expected = standings.key_result(key_result.id).expected
        status = key_result_status(
            key_result.metric,
            objective.kind if objective else ObjectiveKind.COMMITTED,
            progress,
            expected,
            workspace.today,
            cycle.end if cycle else key_result.due or date.max,
        )
        return Figures(words_of(workspace, key_result, value), progress, expected, status)


def words_of(workspace: View, key_result: KeyResult, value: Value) -> str:
    """A check-in's value in words: `25.5 %`, `yes`, `2 of 5`."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        steps = {id for id, _ in workspace.company.milestones_of(key_result.id)}
        return f"{len(steps.intersection(map(str, value)))} of {len(steps)}"
    number = records.number_of(value)
    return "" if number is None else format_number(number, key_result.unit_of_measure)


def saved(workspace: View, check_in: str | None) -> Fields | None:
    """The fields of a check-in that still stands; None once it was taken back."""
    with workspace.lock:
        return workspace.company.fields("check_in", check_in)


def notes_of(fields: Fields) -> dict[str, str]:
    """The notes of a check-in that say something."""
    return {name: said for name in NOTES if (said := records.text(fields, name))}


def changes_to(fields: Fields, value: Value, confidence: int | None, notes: Mapping[str, str]) -> dict[str, object]:
    """What to write so that a check-in says this; a note that was emptied is cleared."""
    cleared = dict.fromkeys(notes_of(fields))
    return {"value": value, "confidence": confidence, **cleared, **notes}


def people(workspace: View) -> list[tuple[str, str]]:
    """Everyone's id and name, oneself first, then by name."""
    with workspace.lock:
        everyone = [(person.id, clean_line(person.name)) for person in workspace.company.people()]
        return sorted(everyone, key=lambda each: each[0] != workspace.person)


def quiet(workspace: View, person: str) -> Quiet:
    """What to say to someone who has nothing due."""
    with workspace.lock:
        cycle = workspace.company.current_cycle(workspace.today)
        if cycle is None:
            return Quiet(None, "", ())
        owned = tuple(owned_key_results(workspace, person))
        rhythms = {workspace.company.rhythm_at(id) for id in owned}
        wanted = (cadence.next_period(workspace.today, rhythm, cycle.start, cycle.end) for rhythm in rhythms)
        following = min((period.start for period in wanted if period), default=None)
        return Quiet(following, clean_line(cycle.name), owned)


def _said(workspace: View, key_result: KeyResult, check_in: CheckIn) -> Said:
    words = words_of(workspace, key_result, check_in.value)
    return Said(words, check_in.date, check_in.confidence, clean_line(check_in.note))


def _origin(key_result: KeyResult) -> str:
    unit = key_result.unit_of_measure
    match key_result.metric:
        case Metric.AT_LEAST | Metric.AT_MOST:
            words = key_result.metric.words
            return f"{words} {figure_text(key_result.target, unit)}" if key_result.target is not None else ""
        case Metric.BETWEEN:
            return f"between {figure_text(key_result.low)} and {figure_text(key_result.high, unit)}"
        case Metric.MILESTONES:
            return "by milestones"
        case Metric.YES_NO:
            return "yes or no"
        case _:
            return f"from {figure_text(key_result.start, unit)}" if key_result.start is not None else ""


def _due(workspace: View, key_result: KeyResult) -> date | None:
    objective = workspace.company.objective(key_result.objective)
    cycle = workspace.company.cycle(objective.cycle) if objective else None
    return key_result.due or (cycle.end if cycle else None)


def _measure(workspace: View, id: str) -> Measure:
    company = workspace.company
    fields = company.fields("measure", id) or {}
    unit = records.line(fields, "unit_of_measure")
    readings = [company.fields("reading", each) or {} for each in company.pointing("reading", "subject", id)]
    dated = [(records.day(each, "date") or date.min, records.number(each, "value")) for each in readings]
    last = sorted(dated, key=lambda each: each[0])[-1][1] if dated else None  # of one day's, the one made last
    target = records.number(fields, "target")
    return Measure(
        id,
        clean_line(records.text(fields, "name")),
        f"{figure_text(target, unit)} {_EACH.get(records.text(fields, 'cadence'), 'a week')}" if target else "",
        format_number(last, unit) if last is not None else "",
    )


_EACH = {"daily": "a day", "weekly": "a week", "monthly": "a month"}
