"""How things stand: value, progress, expected progress and status of key results, objectives and units.

A figure is made when it is asked for and kept until something it was made of changes; what a change touches, upwards
to the company, is told, so that only the rows that show it are drawn again.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import islice
from typing import NamedTuple

from okrtui.okr import cadence, progress, records
from okrtui.okr.company import Company, Entry, links
from okrtui.okr.kinds import Metric, Mode, ObjectiveKind, Status
from okrtui.okr.records import Alignment, CheckIn, Cycle, KeyResult, Objective
from okrtui.okr.status import key_result_status, weakest

_MEAN_WEIGHT = Decimal(1)
_TREND = 12


class KeyResultStanding(NamedTuple):
    """How a key result stands today. Progress is raw: it may lie below 0 and above 1."""

    value: Decimal | None
    progress: Fraction
    expected: Fraction
    status: Status
    is_overridden: bool
    last: CheckIn | None
    is_due: bool
    is_overdue: bool
    is_stale: bool


class ObjectiveStanding(NamedTuple):
    """How an objective stands. No figure and no status where nothing in it has weight."""

    progress: Fraction | None
    expected: Fraction
    status: Status | None
    below: Fraction | None
    supporting: int
    is_stale: bool


class UnitStanding(NamedTuple):
    """How a unit stands: the mean of its own objectives, and the statuses of all in its subtree."""

    progress: Fraction | None
    expected: Fraction | None
    counts: Mapping[Status, int]


class Standings:
    """The figures of a company on one day."""

    def __init__(self, company: Company, today: date, day_of: Callable[[str], date]) -> None:
        """`day_of` gives the day of a stamp in the workspace's zone."""
        self.company = company
        self.today = today
        self.day_of = day_of
        self._key_results: dict[str, KeyResultStanding] = {}
        self._trends: dict[str, tuple[Fraction, ...]] = {}
        self._objectives: dict[str, ObjectiveStanding] = {}
        self._units: dict[str, dict[str | None, UnitStanding]] = {}
        self._touched: set[str] = set()

    # --- keeping up

    def put(self, entries: Sequence[tuple[str, str, Entry]]) -> None:
        """Set objects (kind, id, entry) in the company and forget every figure that they enter, before or now."""
        may_cut = any(self.company.may_cut(*each) for each in entries)
        if any(self.company.may_change_rhythm(*each) for each in entries):
            self.forget_all()
        aligned = self._aligned(may_cut)
        self._forget([(kind, id, self.company.entry(kind, id)) for kind, id, _ in entries])
        for each in entries:
            self.company.put(*each)
        self._forget(entries)
        changed = aligned ^ self._aligned(may_cut)
        self._touched.update(alignment.child for alignment in changed)
        self._forget_upwards({alignment.parent for alignment in changed}, set())

    def _aligned(self, may_cut: bool) -> set[Alignment]:
        """Every alignment that is followed, where that may change: one may cut another, far from it, or let one in."""
        return set(self.company.aligned()) if may_cut else set()

    def set_today(self, today: date) -> None:
        """Another day: every figure may be another."""
        if today != self.today:
            self.today = today
            self.forget_all()

    def forget_all(self) -> None:
        """Forget every figure."""
        self._touched.update(self._key_results, self._objectives, self._units)
        self._key_results.clear()
        self._trends.clear()
        self._objectives.clear()
        self._units.clear()

    def take_touched(self) -> set[str]:
        """The ids of all objects whose figures may have changed since the last call."""
        touched, self._touched = self._touched, set()
        return touched

    def _forget(self, entries: Iterable[tuple[str, str, Entry | None]]) -> None:
        """Forget every figure that objects enter, as the company is now."""
        objectives: set[str] = set()
        units: set[str] = set()
        for kind, id, entry in entries:
            if entry is None:
                continue
            self._touched.add(id)
            self._touched.update(links(kind, entry))
            match kind:
                case "check_in" | "milestone":
                    objectives.add(self._forget_key_result(records.text(entry.fields, "key_result")))
                case "key_result":
                    objectives.update((self._forget_key_result(id), records.text(entry.fields, "objective")))
                case "objective":
                    objectives.add(id)
                    units.add(records.text(entry.fields, "unit"))
                    for key_result in self.company.pointing("key_result", "objective", id):
                        self._forget_key_result(key_result)
                case "unit":
                    self._touched.update(self._units)
                    self._units.clear()
                case "cycle" | "workspace":
                    self.forget_all()
        self._forget_upwards(objectives, units)

    def _forget_key_result(self, id: str) -> str:
        """Forget a key result; its objective, "" for none."""
        self._touched.add(id)
        self._key_results.pop(id, None)
        self._trends.pop(id, None)
        key_result = self.company.key_result(id)
        return (key_result.objective or "") if key_result else ""

    def _forget_upwards(self, objectives: set[str], units: set[str]) -> None:
        """Forget objectives, all that they serve, and units up to the root, each once: a chain may be long."""
        open_ends, seen = list(objectives), set(objectives)
        while open_ends:
            here = open_ends.pop()
            self._objectives.pop(here, None)
            objective = self.company.objective(here)
            if objective and objective.unit:
                units.add(objective.unit)
            above = {alignment.parent for alignment in self.company.serves(here)} - seen
            seen |= above
            open_ends.extend(above)
        for id in list(units):
            unit = self.company.parent_unit(id)
            while unit is not None and unit.id not in units:
                units.add(unit.id)
                unit = self.company.parent_unit(unit.id)
        self._touched |= (seen | units) - {""}
        for id in units:
            self._units.pop(id, None)

    # --- figures

    def key_result(self, id: str) -> KeyResultStanding:
        """How a key result stands. Raises KeyError for one that is not there."""
        found = self._key_results.get(id)
        if found is None:
            key_result = self.company.key_result(id)
            if key_result is None:
                raise KeyError(id)
            found = self._key_results[id] = self._of_key_result(key_result)
        return found

    def without(self, id: str, check_in: str) -> KeyResultStanding:
        """How a key result would stand if a check-in had not been made. Raises KeyError for one that is not there."""
        key_result = self.company.key_result(id)
        if key_result is None:
            raise KeyError(id)
        return self._of_key_result(key_result, without=check_in)

    def _of_key_result(self, key_result: KeyResult, without: str = "") -> KeyResultStanding:
        objective = self.company.objective(key_result.objective)
        cycle = self.company.cycle(objective.cycle) if objective else None
        kind = objective.kind if objective else ObjectiveKind.COMMITTED
        latest = self.company.latest_check_ins(key_result.id, self.today)
        last = next((check_in for check_in in latest if check_in.id != without), None)
        actual = self.raw(key_result, last)
        should = self.expected_on(key_result, self.today)
        override = key_result.override if self._override_holds(key_result, without) else None
        due, overdue, stale = self._rhythm(key_result, cycle, last)
        status = key_result_status(
            key_result.metric,
            kind,
            actual,
            should,
            self.today,
            cycle.end if cycle else key_result.due or date.max,
            waiting=last is None and not overdue,
            override=override,
        )
        value = last.number if last else None
        return KeyResultStanding(value, actual, should, status, override is not None, last, due, overdue, stale)

    def trend(self, key_result: KeyResult) -> tuple[Fraction, ...]:
        """The raw progress that a key result's last check-ins mean, the latest last."""
        found = self._trends.get(key_result.id)
        if found is None:
            latest = islice(self.company.latest_check_ins(key_result.id, self.today), _TREND)
            found = self._trends[key_result.id] = tuple(self.raw(key_result, each) for each in latest)[::-1]
        return found

    def raw(self, key_result: KeyResult, check_in: CheckIn | None) -> Fraction:
        """The raw progress that a check-in means."""
        if key_result.metric is Metric.MILESTONES:
            done = set(check_in.done) if check_in else set()
            milestones = [(records.weight(f), id in done) for id, f in self.company.milestones_of(key_result.id)]
            return progress.raw(key_result.metric, None, milestones=milestones)
        return progress.raw(
            key_result.metric,
            check_in.number if check_in else None,
            key_result.start,
            key_result.target,
            key_result.low,
            key_result.high,
        )

    def expected_on(self, key_result: KeyResult, day: date) -> Fraction:
        """How far a key result should be at the end of a day; 0 where it is of no cycle."""
        objective = self.company.objective(key_result.objective)
        cycle = self.company.cycle(objective.cycle) if objective else None
        if objective is None or cycle is None:
            return progress.ZERO
        end = key_result.due or cycle.end
        return progress.expected(min(cycle.start, end), end, day, objective.kind)

    def _override_holds(self, key_result: KeyResult, without: str) -> bool:
        """The owner's word holds until the next check-in."""
        if key_result.override is None:
            return False
        entry = self.company.entry("key_result", key_result.id)
        said = "".join(entry.stamp) if entry else ""
        made = self.company.latest_check_ins(key_result.id, self.today)
        return all(check_in.stamp < said for check_in in made if check_in.id != without)

    def _rhythm(self, key_result: KeyResult, cycle: Cycle | None, last: CheckIn | None) -> tuple[bool, bool, bool]:
        """Whether a check-in is due, overdue, stale; nothing is, once the objective or its cycle is closed."""
        if cycle is None or self.company.is_over(self.company.objective(key_result.objective)):
            return False, False, False
        rhythm = self.company.rhythm_at(key_result.id)
        asked = (last.date if last else None, self.today, rhythm, *self.asked(key_result.id, cycle))
        return cadence.due(*asked), cadence.overdue(*asked), cadence.stale(*asked)

    def asked(self, key_result: str, cycle: Cycle) -> cadence.Period:
        """The days of a cycle on which a key result has its check-ins: from the one on which it was made."""
        entry = self.company.entry("key_result", key_result)
        born = self.day_of(entry.created[0]) if entry and entry.created[0] else cycle.start
        return cadence.Period(min(max(cycle.start, born), cycle.end), cycle.end)

    def unmade(self) -> list[str]:
        """The objectives of which no figure has been made yet."""
        return [id for id, _ in self.company.live("objective") if id not in self._objectives]

    def objective(self, id: str) -> ObjectiveStanding:
        """How an objective stands. Raises KeyError for one that is not there."""
        if id not in self._objectives:
            for each in children_first(id, self._unmade_children):
                objective = self.company.objective(each)
                if objective is None:
                    raise KeyError(each)
                self._objectives[each] = self._of_objective(objective)
        return self._objectives[id]

    def _unmade_children(self, id: str) -> list[str]:
        children = [alignment.child for alignment in self.company.served_by(id)]
        return [child for child in children if child not in self._objectives and self.company.objective(child)]

    def _of_objective(self, objective: Objective) -> ObjectiveStanding:
        cycle = self.company.cycle(objective.cycle)
        should = progress.expected(cycle.start, cycle.end, self.today, objective.kind) if cycle else progress.ZERO
        key_results = self.company.key_results_of(objective.id)
        standings = [(self.key_result(kr.id), kr.weight) for kr in key_results]
        parts = [(standing.progress, weight) for standing, weight in standings]
        supporting = []
        for alignment in self.company.served_by(objective.id):
            if self.company.objective(alignment.child) is None:
                continue
            figure = self.objective(alignment.child).progress
            if alignment.mode is Mode.SUPPORTS:
                supporting.append(figure)
            elif figure is not None:
                parts.append((figure, alignment.weight))
        below = progress.rolled_up((figure, _MEAN_WEIGHT) for figure in supporting if figure is not None)
        weighted = [standing for standing, weight in standings if weight > 0]
        return ObjectiveStanding(
            progress.rolled_up(parts),
            should,
            weakest(standing.status for standing in weighted),
            below,
            len(supporting),
            any(standing.is_stale for standing in weighted),
        )

    def unit(self, id: str, cycle: str | None) -> UnitStanding:
        """How a unit stands in a cycle."""
        if cycle not in self._units.get(id, {}):
            for each in children_first(id, lambda unit: self._unmade_units(unit, cycle)):
                self._units.setdefault(each, {})[cycle] = self._of_unit(each, cycle)
        return self._units[id][cycle]

    def _unmade_units(self, id: str, cycle: str | None) -> list[str]:
        return [unit.id for unit in self.company.child_units(id) if cycle not in self._units.get(unit.id, {})]

    def _of_unit(self, id: str, cycle: str | None) -> UnitStanding:
        counts: Counter[Status] = Counter()
        figures, expecteds = [], []
        for objective in self.company.objectives_of(id, cycle):
            standing = self.objective(objective.id)
            if standing.status is not None:
                counts[standing.status] += 1
            if standing.progress is not None:
                figures.append((standing.progress, _MEAN_WEIGHT))
                expecteds.append((standing.expected, _MEAN_WEIGHT))
        for child in self.company.child_units(id):
            counts.update(self.unit(child.id, cycle).counts)
        return UnitStanding(progress.rolled_up(figures), progress.rolled_up(expecteds), counts)


def children_first(top: str, below: Callable[[str], list[str]]) -> list[str]:
    """`top` and all below it, each behind its children, without recursion: a chain may be thousands long."""
    order: list[str] = []
    seen: set[str] = set()
    open_ends = [(top, False)]
    while open_ends:
        id, is_ready = open_ends.pop()
        if is_ready:
            order.append(id)
        elif id not in seen:
            seen.add(id)
            open_ends.append((id, True))
            open_ends.extend((child, False) for child in below(id) if child not in seen)
    return order
