"""The card of a key result in the check-in wizard: what one needs to know to say where it stands."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from okrtui.okr import cadence, records
from okrtui.okr.kinds import Metric, ObjectiveKind
from okrtui.okr.records import CheckIn, Fields, KeyResult, Value
from okrtui.storage.clean import clean_line
from okrtui.workspace.blocked import Blocked, blockers_on
from okrtui.workspace.check_in_figures import Figures, figures, figures_on, words_of
from okrtui.workspace.check_ins import NOTES, owned_key_results, owner_of
from okrtui.workspace.detail import breadcrumb
from okrtui.workspace.next_steps import NextStep, step_before
from okrtui.workspace.reading_values import Gauge, gauge
from okrtui.workspace.rows import figure_text
from okrtui.workspace.view import View

_EARLIER = 8


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

    gauge: Gauge
    target: str

    @property
    def name(self) -> str:
        """The activity that is counted."""
        return self.gauge.title


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
    promise: ObjectiveKind | None
    """Whether its objective is committed or aspirational; None where it has none."""
    later: Said | None
    """The current check-in, where that is of a later day than the one that the card is of."""
    step: NextStep | None
    """The next step that was named last, up to the day of the card; done or not."""
    blockers: tuple[Blocked, ...]
    """What is in its way, oldest first."""

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


def card_of(workspace: View, id: str, on: date | None = None, apart_from: str | None = None) -> Card | None:
    """The card of a key result, as of today or of a day before; None for one that is not there.

    `apart_from` is a check-in that the card knows nothing of: the one that is being made or changed.
    """
    with workspace.lock:
        company = workspace.company
        key_result = company.key_result(id)
        if key_result is None:
            return None
        every = [each for each in company.check_ins_of(id, workspace.today) if each.id != apart_from]
        history = [each for each in every if on is None or each.date <= on][::-1]
        said = [_said(workspace, key_result, check_in) for check_in in history[: _EARLIER + 1]]
        confidences = (check_in.confidence for check_in in history if check_in.confidence is not None)
        owner = owner_of(workspace, key_result)
        is_now = on is None and apart_from is None
        last = history[0] if history else None
        return Card(
            key_result,
            clean_line(key_result.title),
            tuple(breadcrumb(workspace, id)),
            _origin(key_result),
            _due(workspace, key_result),
            owner,
            clean_line(company.title(owner)),
            last.value if last else None,
            said[0] if said else None,
            next(confidences, None),
            figures(workspace, id) if is_now else figures_on(workspace, key_result, last, on),
            tuple(Milestone(each, clean_line(records.text(f, "title"))) for each, f in company.milestones_of(id)),
            tuple(_measure(workspace, each) for each in company.pointing("measure", "key_result", id)),
            tuple(said[1:]),
            objective.kind if (objective := company.objective(key_result.objective)) else None,
            _said(workspace, key_result, every[-1]) if len(history) < len(every) else None,
            step_before(workspace, id, apart_from, on),
            tuple(blockers_on(workspace, id)),
        )


def saved(workspace: View, check_in: str | None) -> Fields | None:
    """The fields of a check-in that still stands; None once it was taken back."""
    with workspace.lock:
        return workspace.company.fields("check_in", check_in)


def notes_of(fields: Fields) -> dict[str, str]:
    """The notes of a check-in that say something."""
    return {name: said for name in NOTES if (said := records.text(fields, name))}


def changes_to(
    fields: Fields, value: Value, confidence: int | None, notes: Mapping[str, str], on: date | None = None
) -> dict[str, object]:
    """What to write so that a check-in says this, of its day or another; a note that was emptied is cleared."""
    cleared = dict.fromkeys(notes_of(fields))
    day = {"date": on.isoformat()} if on else {}
    return {"value": value, "confidence": confidence, **day, **cleared, **notes}


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


def quiet_words(quiet: Quiet, today: date) -> list[str]:
    """Why nothing is due and when something will be, in sentences, the first of them that nothing is."""
    nothing = "Nothing is due."
    if not quiet.owned:
        where = f" in {quiet.cycle}" if quiet.cycle else ""
        return [nothing, f"You own no key results{where}.", "Whoever owns one is asked for it here each week."]
    if quiet.next is None:
        return [nothing, "Everything of yours is checked in.", f"{quiet.cycle} asks for no more."]
    when = cadence.relative_day(quiet.next, today)
    return [nothing, "Everything of yours is checked in.", f"The next check-in can be made from {when}."]


def tally_words(done: int, total: int) -> str:
    """`Checked in 3 of 5 key results, 2 are left`, `Checked in all 5 key results`."""
    things = f"{total} key result{'' if total == 1 else 's'}"
    if done == total:
        return f"Checked in {'all ' if total > 1 else ''}{things}"
    left = total - done
    return f"Checked in {done} of {things}, {left} {'is' if left == 1 else 'are'} left"


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
    fields = workspace.company.fields("measure", id) or {}
    read, target = gauge(workspace, "measure", id), records.number(fields, "target")
    each = _EACH.get(records.text(fields, "cadence"), "a week")
    return Measure(read, f"{figure_text(target, read.unit)} {each}" if target else "")


_EACH = {"daily": "a day", "weekly": "a week", "monthly": "a month"}
