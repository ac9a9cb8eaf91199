"""Carrying over: what goes on in the next cycle, as drafts that begin where the last one ended. One act.

Whatever is made has an id derived from what it goes on with, so that two people who carry the same things over make
them once, and whoever does it twice makes nothing twice: what is there already is left as people have made it since.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from okrtui.okr import records
from okrtui.okr.ids import derived_id
from okrtui.okr.kinds import CycleKind, CycleStatus, Disposition, Metric, Stage
from okrtui.okr.number import decimal_of, stored
from okrtui.okr.progress import MOVING, ONE
from okrtui.okr.records import Cycle, KeyResult
from okrtui.okr.score import carried_start
from okrtui.okr.scores import disposition_of
from okrtui.storage.clean import clean_line
from okrtui.storage.line import Op
from okrtui.storage.replica import Act
from okrtui.workspace.batches import in_lines
from okrtui.workspace.edits import New, creation
from okrtui.workspace.errors import NotFound, UsageError
from okrtui.workspace.lines import lines_of
from okrtui.workspace.offers import Offer, offers_in
from okrtui.workspace.planning_copies import kept
from okrtui.workspace.planning_cycles import next_cycle, planned_cycle
from okrtui.workspace.view import View
from okrtui.workspace.workspace import Workspace

_NAMED = 3


class Carried(NamedTuple):
    """What came of carrying over."""

    cycle: str
    """The cycle that goes on with it."""
    objectives: dict[str, str]
    """The id in that cycle of each objective, by that of what it goes on with; also of those that were there."""
    key_results: dict[str, str]
    """The same of the key results."""
    made: list[str]
    """The ids of the objectives and key results that are new."""
    reached: list[str]
    """Those of the new key results that start where they were to get: they need a new target."""
    passed_over: list[str]
    """The key results that somebody has deleted in that cycle since they were carried over: they stay deleted."""
    offers: list[Offer]
    """What the carried objectives served, to be aligned again."""


def next_of(view: View, cycle: str) -> str | None:
    """The cycle that goes on with another one: the first that begins after it, is not closed and not over.

    None where there is none yet. A quarter is followed by anything but a year, a year by a year.
    """
    with view.lock:
        found = view.company.cycle(cycle)
        if found is None:
            return None
        is_year = found.kind is CycleKind.YEAR
        later = (
            each
            for each in view.company.cycles()
            if each.start > found.end and (each.kind is CycleKind.YEAR) is is_year
        )
        good = (each.id for each in later if each.status is not CycleStatus.CLOSED and each.end >= view.today)
        return next(good, None)


def to_carry(view: View, cycle: str, unit: str | None = None) -> list[str]:
    """The key results of a cycle that are to be carried over, as it is agreed, else as the lead or the owner has it.

    Of a unit and all below it, or of everyone.
    """
    with view.lock:
        company = view.company
        within = None if unit is None else {each.id for each in company.units_below(unit)}
        return [
            key_result.id
            for id in company.pointing("objective", "cycle", cycle)
            if (objective := company.objective(id)) and (within is None or objective.unit in within)
            for key_result in company.key_results_of(id)
            if disposition_of(company, key_result.id) is Disposition.CARRIED_OVER
        ]


def carry_over(
    workspace: Workspace, cycle: str, to: str | None = None, key_results: Sequence[str] | None = None
) -> Carried:
    """Let key results of a cycle go on in the next one, in one act (one undo): those that are to be, or those named.

    Each objective again, as a draft, and those of its key results, starting at their last value, with the milestones
    that are not done, the measures and the open initiatives. `to` is the cycle that goes on with them, by default
    the next; where there is none yet, it is made. Raises NotFound, and UsageError where there is nothing to carry.
    """
    outcome = Carried("", {}, {}, [], [], [], [])

    def acts() -> Iterable[Act]:
        nonlocal outcome
        making = _Carrying(workspace, _known_cycle(workspace, cycle), to)
        chosen = to_carry(workspace, cycle) if key_results is None else list(dict.fromkeys(key_results))
        making.carry(chosen)
        outcome = making.outcome
        return in_lines(workspace, making.groups)

    workspace.write(acts)
    offers = offers_in(workspace, outcome.cycle, outcome.objectives.values())
    return outcome._replace(offers=offers)


def carried_id(kind: str, source: str, holder: str) -> str:
    """The id of what goes on with `source` in `holder`: a cycle, an objective or a key result."""
    return derived_id(kind, source, holder)


def _known_cycle(view: View, cycle: str) -> Cycle:
    found = view.company.cycle(cycle)
    if found is None:
        raise NotFound(f"{cycle}: there is no such cycle")
    return found


class _Carrying:
    """One act of carrying over. To be filled within `Workspace.write`."""

    def __init__(self, workspace: Workspace, source: Cycle, to: str | None) -> None:
        self._workspace = workspace
        self._company = workspace.company
        self._source = source
        self.groups: list[list[Op]] = []
        self.outcome = Carried(to or next_of(workspace, source.id) or "", {}, {}, [], [], [], [])

    def carry(self, key_results: Sequence[str]) -> None:
        """Carry some key results of the cycle over, with their objectives. Raises NotFound, UsageError."""
        name = clean_line(self._source.name)
        if not key_results:
            raise UsageError(
                f"{name}: nothing is to be carried over; `okrtui score KR VALUE --disposition carried-over` says so"
            )
        found = [self._key_result(id) for id in key_results]
        target = self._target()
        by_objective: dict[str, list[KeyResult]] = {}
        for each in found:
            by_objective.setdefault(each.objective or "", []).append(each)
        for objective, those in by_objective.items():
            self._carry(objective, those, target)

    def _key_result(self, id: str) -> KeyResult:
        found = self._company.key_result(id)
        objective = self._company.objective(found.objective) if found else None
        if found is None or objective is None or objective.cycle != self._source.id:
            title = clean_line(self._company.title(id)) or id
            raise NotFound(f"{title!r} is no key result of {clean_line(self._source.name)}")
        return found

    def _target(self) -> Cycle:
        """The cycle that goes on with it, made where there is none yet."""
        kind = CycleKind.YEAR if self._source.kind is CycleKind.YEAR else CycleKind.QUARTER
        id = self.outcome.cycle or next_cycle(self._workspace, self._workspace.today, kind).id
        if id:
            found = _known_cycle(self._workspace, id)
            if found.id == self._source.id or found.start <= self._source.start:
                names = clean_line(found.name), clean_line(self._source.name)
                raise UsageError(f"{names[0]} does not come after {names[1]}: name a later cycle")
            if found.status is CycleStatus.CLOSED:
                raise UsageError(f"{clean_line(found.name)} is closed; `okrtui reopen` opens it again")
            self.outcome = self.outcome._replace(cycle=id)
            return found
        new = planned_cycle(self._workspace, kind)
        [made], ops = creation(self._workspace, [new])
        self.groups.append(ops)
        self.outcome = self.outcome._replace(cycle=made)
        cycle = records.cycle(made, {op.field: op.value for op in ops})
        assert cycle is not None  # it has just been made, with both its days
        return cycle

    def _carry(self, objective: str, key_results: Sequence[KeyResult], target: Cycle) -> None:
        """An objective once more, and some of its key results, in one line."""
        new = carried_id("objective", objective, target.id)
        news: list[New] = []
        if self._is_to_make("objective", new):
            fields = kept("objective", self._company.fields("objective", objective) or {}, target)
            own = {"cycle": target.id, "stage": Stage.DRAFT, "carried_from": objective}
            news.append(New("objective", {**fields, **own}, new))
            news += self._initiatives(objective, new)
        elif self._company.fields("objective", new) is None:
            self.outcome.passed_over.extend(each.id for each in key_results)
            return
        self.outcome.objectives[objective] = new
        for key_result in key_results:
            news += self._again(key_result, new, target)
        if news:
            self.outcome.made.extend(each.id or "" for each in news if each.kind in ("objective", "key_result"))
            self.groups.append(creation(self._workspace, news)[1])

    def _again(self, key_result: KeyResult, objective: str, target: Cycle) -> list[New]:
        """A key result once more, with what belongs to it; nothing where it is there, or was deleted since."""
        new = carried_id("key_result", key_result.id, objective)
        if not self._is_to_make("key_result", new):
            if self._company.fields("key_result", new) is None:
                self.outcome.passed_over.append(key_result.id)
            else:
                self.outcome.key_results[key_result.id] = new
            return []
        self.outcome.key_results[key_result.id] = new
        fields = kept("key_result", self._company.fields("key_result", key_result.id) or {}, target)
        fields |= {"objective": objective, "carried_from": key_result.id}
        standing = self._workspace.standings.key_result(key_result.id)
        if key_result.metric in MOVING:
            start = carried_start(key_result.metric, key_result.start, standing.value)
            fields["start"] = None if start is None else stored(decimal_of(start))
            if standing.progress >= ONE:  # it has nowhere to go any more
                fields.pop("target", None)
                self.outcome.reached.append(new)
        done = set(standing.last.done) if standing.last and key_result.metric is Metric.MILESTONES else set()
        steps = [id for id, _ in self._company.milestones_of(key_result.id) if id not in done]
        measures = self._company.pointing("measure", "key_result", key_result.id)
        parts = [("milestone", id) for id in steps] + [("measure", id) for id in measures]
        return [New("key_result", fields, new), *self._parts(parts, new), *self._initiatives(key_result.id, new)]

    def _parts(self, parts: Iterable[tuple[str, str]], holder: str) -> list[New]:
        return [
            New(kind, {**kept(kind, self._company.fields(kind, id) or {}), "key_result": holder}, new)
            for kind, id in parts
            if self._is_to_make(kind, new := carried_id(kind, id, holder))
        ]

    def _initiatives(self, subject: str, holder: str) -> list[New]:
        """The initiatives that are still open."""
        found = []
        for id in self._company.pointing("initiative", "subject", subject):
            fields = self._company.fields("initiative", id) or {}
            new = carried_id("initiative", id, holder)
            if not records.flag(fields, "done") and self._is_to_make("initiative", new):
                kept_ones = {name: fields.get(name) for name in ("title", "owner")}
                found.append(New("initiative", {**kept_ones, "subject": holder}, new))
        return found

    def _is_to_make(self, kind: str, id: str) -> bool:
        """Whether something is not there yet, or was taken back by undo; what someone has deleted stays deleted."""
        entry = self._company.entry(kind, id)
        if entry is None:
            return True
        register = self._workspace.state.register(kind, id, "deleted")
        if not entry.is_deleted or register is None:
            return False
        h = register.shown.line.h
        line = lines_of(self._workspace, [h]).get(h)
        return line is not None and line.undoes is not None
