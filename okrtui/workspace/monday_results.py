"""What the Monday meeting says of each key result: where it stands, what has moved, and what was said of it."""

from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from okrtui.okr import records
from okrtui.okr.cadence import Period
from okrtui.okr.kinds import Metric, Stage, Status
from okrtui.okr.progress import ONE
from okrtui.okr.records import CheckIn, Cycle, KeyResult, Objective
from okrtui.okr.status import severity
from okrtui.storage.clean import clean, clean_line
from okrtui.workspace.authors import author_of
from okrtui.workspace.check_in_figures import words_of
from okrtui.workspace.check_ins import NOTES
from okrtui.workspace.review_table import is_wanted
from okrtui.workspace.rows import Row, figure_text, row_of
from okrtui.workspace.view import View


class Result(NamedTuple):
    """A key result on the agenda."""

    row: Row
    objective: str
    objective_title: str
    unit: str
    unit_name: str
    owner: str | None
    """Who checks it in: its owner, else its objective's."""
    owner_name: str
    is_wanted: bool
    """Whether it wants a check-in in the period that is looked at."""
    is_checked_in: bool
    """Whether it has it."""
    value_before: str
    """The value of the check-in before the last one, in words; "" where there is none."""
    progress_before: Fraction | None
    """The raw progress then."""
    confidence_before: int | None
    said: Mapping[str, str]
    """The notes of the last check-in that say something, by field: note, achievement, challenge, next_step, learned."""
    said_by: str
    """Who made the last check-in, and for whom, if for someone else; "" where there is none."""

    @property
    def change(self) -> Fraction | None:
        """By how much raw progress has moved with the last check-in; None where there is none before."""
        before, now = self.progress_before, self.row.progress
        return None if before is None or now is None else now - before


class Win(NamedTuple):
    """Something that went well in the period."""

    key_result: str
    title: str
    """The key result's."""
    text: str
    """What was said; "" where the key result itself was achieved, or holds now."""
    status: Status | None
    """Achieved or holding, where the key result has come to be so."""
    person: str | None
    name: str
    date: date


class Looked(NamedTuple):
    """A key result, and what went well with it."""

    result: Result
    wins: tuple[Win, ...]


def results_of(view: View, unit: str, cycle: Cycle, period: Period) -> Iterator[Looked]:
    """The key results of a unit's own objectives that are worked on."""
    company = view.company
    for objective in company.objectives_of(unit, cycle.id):
        if objective.stage is Stage.CLOSED:
            continue
        for key_result in company.key_results_of(objective.id):
            yield _looked(view, objective, key_result, cycle, period)


def urgency(result: Result) -> tuple[int, Fraction, str, str]:
    """A sort key for "worst first": the status, then how far it is behind."""
    row = result.row
    behind = (row.expected or Fraction(0)) - (row.progress or Fraction(0))
    return severity(row.status or Status.NOT_STARTED), -behind, row.title.casefold(), row.id


def _looked(view: View, objective: Objective, key_result: KeyResult, cycle: Cycle, period: Period) -> Looked:
    company = view.company
    row = row_of(view, "key_result", key_result.id)
    assert row is not None  # found among those that are there
    history = company.check_ins_of(key_result.id, view.today)
    last = history[-1] if history else None
    before = history[-2] if len(history) > 1 else None
    owner = key_result.owner or objective.owner
    result = Result(
        row,
        objective.id,
        clean_line(objective.title),
        objective.unit or "",
        clean_line(company.title(objective.unit)),
        owner,
        clean_line(company.title(owner)),
        is_wanted(view, key_result.id, cycle, period),
        last is not None and last.date >= period.start,
        _value(view, key_result, before) if before else "",
        view.standings.raw(key_result, before) if before else None,
        before.confidence if before else None,
        _said(view, last) if last else {},
        _said_by(view, last)[1] if last else "",
    )
    return Looked(result, tuple(_wins(view, key_result, row, history, period)))


def _value(view: View, key_result: KeyResult, check_in: CheckIn) -> str:
    """The value of a check-in in few characters, as the row has the last one's."""
    number = None if isinstance(check_in.value, bool) else check_in.number
    if number is None:
        return words_of(view, key_result, check_in.value)
    return figure_text(number, key_result.unit_of_measure)


def _said(view: View, check_in: CheckIn) -> dict[str, str]:
    fields = view.company.fields("check_in", check_in.id) or {}
    return {name: said for name in NOTES if (said := clean(records.text(fields, name)).strip())}


def _said_by(view: View, check_in: CheckIn) -> tuple[str | None, str]:
    """Whose word a check-in is, and who entered it: `Eva Lind`, or `Ana Ruiz for Eva Lind`."""
    entry = view.company.entry("check_in", check_in.id)
    if entry is None:
        return None, ""
    author = author_of(view, entry)
    whose = records.reference(entry.fields, "on_behalf_of")
    if whose is None or whose == author.id:
        return author.id or None, author.name
    return whose, f"{author.name or 'someone'} for {clean_line(view.company.title(whose)) or 'someone'}"


def _wins(
    view: View, key_result: KeyResult, row: Row, history: list[CheckIn], period: Period
) -> Iterator[Win]:
    """Achievements that were told in the period, and that the key result has come to be achieved or to hold."""
    standings = view.standings
    for place, check_in in enumerate(history):
        if check_in.date < period.start:
            continue
        person, name = _said_by(view, check_in)
        fields = view.company.fields("check_in", check_in.id) or {}
        told = clean(records.text(fields, "achievement")).strip()
        if told:
            yield Win(row.id, row.title, told, None, person, name, check_in.date)
        was = standings.raw(key_result, history[place - 1]) if place else Fraction(0)
        is_new = was < ONE <= standings.raw(key_result, check_in)
        if is_new and check_in is history[-1]:
            status = Status.HOLDING if key_result.metric in _HOLDING else Status.ACHIEVED
            yield Win(row.id, row.title, "", status, person, name, check_in.date)


_HOLDING = (Metric.AT_LEAST, Metric.AT_MOST, Metric.BETWEEN)
