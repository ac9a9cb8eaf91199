"""Dates: what falls on which day for a person or a unit, in the cycle that runs and in those that are planned."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice
from operator import attrgetter

from okrtui.okr.cadence import Rhythm
from okrtui.okr.coach.reviewing import MONTHLY_GRACE, QUARTERLY_GRACE, months_of
from okrtui.okr.kinds import CycleKind, CycleStatus
from okrtui.okr.occasions import Days, Occasion, What, check_in_days, meeting_days
from okrtui.okr.records import Cycle, Unit
from okrtui.storage.clean import clean_line
from okrtui.workspace.check_ins import owned_in
from okrtui.workspace.owed import led_by, looks_back
from okrtui.workspace.prospects import counted
from okrtui.workspace.view import View

_NAMED = 20
"""Key results that a check-in day names; the others are counted."""
_MONTHS = 60
"""Months of a cycle that are looked at: someone may have typed one of a thousand years."""


def dates_of(view: View, person: str) -> list[Occasion]:
    """What falls on which day for a person: check-ins, due dates, reviews and meetings of units they lead, cycles."""
    with view.lock:
        led = led_by(view, person)
        found: list[Occasion] = []
        for cycle in _cycles(view):
            key_results = owned_in(view, person, cycle.id) if _is_worked_in(view, cycle) else []
            found += [*_check_ins(view, key_results, cycle, person), *_due(view, key_results, cycle)]
            found += [each for unit in led if _meets(view, unit.id, cycle) for each in _led(view, unit, cycle)]
            found += _ends(cycle)
        return sorted(found, key=_in_order)


def dates_of_unit(view: View, unit: str) -> list[Occasion]:
    """What falls on which day for a unit: the check-ins on its objectives, its reviews and meetings, cycles."""
    with view.lock:
        record = view.company.unit(unit)
        found: list[Occasion] = []
        for cycle in _cycles(view) if record else ():
            objectives = view.company.objectives_of(unit, cycle.id) if _is_worked_in(view, cycle) else []
            key_results = [each.id for objective in objectives for each in view.company.key_results_of(objective.id)]
            found += [*_check_ins(view, key_results, cycle, unit), *_due(view, key_results, cycle)]
            if record and _meets(view, unit, cycle):
                found += _led(view, record, cycle)
            found += _ends(cycle)
        return sorted(found, key=_in_order)


_in_order = attrgetter("days.first", "what", "key")


def _cycles(view: View) -> Iterator[Cycle]:
    """The cycles that are not over, and those that are, but still to be looked back on."""
    for cycle in view.company.cycles():
        if cycle.status is not CycleStatus.CLOSED and view.today - cycle.end <= QUARTERLY_GRACE:
            yield cycle


def _is_worked_in(view: View, cycle: Cycle) -> bool:
    """Whether people check in on it: on a year only where there is nothing shorter (as `current_cycle` has it)."""
    return cycle.kind is not CycleKind.YEAR or all(each.kind is CycleKind.YEAR for each in view.company.cycles())


def _meets(view: View, unit: str, cycle: Cycle) -> bool:
    """Whether a unit meets and looks back: it has objectives of its own; else those below it do."""
    return _is_worked_in(view, cycle) and bool(view.company.objectives_of(unit, cycle.id))


# --- what there is


def _check_ins(view: View, key_results: list[str], cycle: Cycle, whose: str) -> Iterator[Occasion]:
    """One series for each rhythm. They are numbered, and not told by it: so a series stays itself when it is moved."""
    company = view.company
    by_rhythm: dict[Rhythm, list[str]] = {}
    for id in key_results:
        by_rhythm.setdefault(company.rhythm_at(id), []).append(id)
    for number, (rhythm, ids) in enumerate(by_rhythm.items(), 1):
        start = min(view.standings.asked(id, cycle).start for id in ids)
        titles = [_title(view, id) for id in ids[:_NAMED]]
        more = (f"and {len(ids) - _NAMED} more",) if len(ids) > _NAMED else ()
        days = check_in_days(rhythm, start, cycle.end)
        name = f"Check in: {counted(len(ids), 'key result')}"
        yield Occasion(f"{What.CHECK_IN}|{whose}|{cycle.id}|{number}", What.CHECK_IN, days, name, (*titles, *more))


def _due(view: View, key_results: list[str], cycle: Cycle) -> Iterator[Occasion]:
    """The key results that are due before their cycle ends."""
    for id in key_results:
        record = view.company.key_result(id)
        if record and record.due and record.due != cycle.end:
            yield Occasion(f"{What.DUE}|{id}", What.DUE, Days(record.due), f"Due: {_title(view, id)}")


def _led(view: View, unit: Unit, cycle: Cycle) -> Iterator[Occasion]:
    """The meetings and reviews of a unit."""
    name, key = clean_line(unit.name), f"{unit.id}|{cycle.id}"
    mondays = meeting_days(view.company.rhythm_of(unit.id), cycle.start, cycle.end)
    if mondays:
        yield Occasion(f"{What.MEETING}|{key}", What.MEETING, mondays, f"Meeting: {name}")
    above = _above(view, unit, cycle)
    for first, last in islice(months_of(cycle), _MONTHS):
        title, about = f"Review of {first:%B}: {name}", above or _by(last, MONTHLY_GRACE)
        month = f"{What.MONTHLY_REVIEW}|{key}|{first:%Y-%m}"
        yield Occasion(month, What.MONTHLY_REVIEW, Days(last), title, (about,))
    title, about = f"Review of {clean_line(cycle.name)}: {name}", above or _by(cycle.end, QUARTERLY_GRACE)
    yield Occasion(f"{What.QUARTERLY_REVIEW}|{key}", What.QUARTERLY_REVIEW, Days(cycle.end), title, (about,))


def _above(view: View, unit: Unit, cycle: Cycle) -> str:
    """Who looks back for a unit that need not do so itself; "" where it has to."""
    found = looks_back(view, unit.id, cycle.id)
    return "" if found in (unit.id, None) else f"if you hold one: {_title(view, found)} looks back for all below it"


def _ends(cycle: Cycle) -> Iterator[Occasion]:
    """The first and the last day of a cycle."""
    name = clean_line(cycle.name)
    yield Occasion(f"{What.CYCLE_START}|{cycle.id}", What.CYCLE_START, Days(cycle.start), f"{name} begins")
    yield Occasion(f"{What.CYCLE_END}|{cycle.id}", What.CYCLE_END, Days(cycle.end), f"{name} ends")


def _by(day: date, grace: timedelta) -> str:
    last = day if date.max - day < grace else day + grace
    return f"to be held by {last.day} {last:%B %Y}"


def _title(view: View, id: str | None) -> str:
    return clean_line(view.company.title(id))
