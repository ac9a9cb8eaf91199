"""One act of carrying over, put together: the cycle, objectives, key results and their parts that go on in it."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from okrtui.okr import records
from okrtui.okr.ids import derived_id
from okrtui.okr.kinds import CycleKind, CycleStatus, Metric, Stage
from okrtui.okr.number import decimal_of, stored
from okrtui.okr.progress import MOVING, ONE
from okrtui.okr.records import Cycle, KeyResult
from okrtui.okr.score import carried_start
from okrtui.storage.clean import clean_line
from okrtui.storage.line import Op
from okrtui.workspace.edits import New, creation, refuse_loop
from okrtui.workspace.errors import NotFound, UsageError
from okrtui.workspace.lines import lines_of
from okrtui.workspace.offers import Offer, alignment_of, offers_for
from okrtui.workspace.planning_copies import kept
from okrtui.workspace.planning_cycles import next_cycle, planned_cycle
from okrtui.workspace.view import View
from okrtui.workspace.workspace import Workspace


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
    aligned: int
    """How many alignments were made again."""


def carried_id(kind: str, source: str, holder: str) -> str:
    """The id of what goes on with `source` in `holder`: a cycle, an objective or a key result."""
    return derived_id(kind, source, holder)


def known_cycle(view: View, cycle: str) -> Cycle:
    """A cycle by id. Raises NotFound."""
    found = view.company.cycle(cycle)
    if found is None:
        raise NotFound(f"{cycle}: there is no such cycle")
    return found


class Carrying:
    """One act of carrying over. To be filled within `Workspace.write`."""

    def __init__(self, workspace: Workspace, source: Cycle, to: str | None) -> None:
        """`to` is the cycle that goes on with `source`; None: the one that is planned next."""
        self._workspace = workspace
        self._company = workspace.company
        self._source = source
        self.groups: list[list[Op]] = []
        self.outcome = Carried(to or "", {}, {}, [], [], [], [], 0)

    def carry(self, key_results: Sequence[str], *, align: bool) -> None:
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
        self._offer(target, align=align)

    def _offer(self, target: Cycle, *, align: bool) -> None:
        """What they served; aligned to it once more, if that is wanted and closes no loop."""
        going_on = {**self.outcome.objectives, **self.outcome.key_results}
        left: list[Offer] = []
        again: list[Offer] = []
        for offer in offers_for(self._workspace, target, self.outcome.objectives.items(), going_on):
            (again if align and not offer.is_over and self._is_free(offer) else left).append(offer)
        if again:
            self.groups.append(creation(self._workspace, [alignment_of(each) for each in again])[1])
        self.outcome = self.outcome._replace(offers=left, aligned=len(again))

    def _is_free(self, offer: Offer) -> bool:
        try:
            refuse_loop(self._workspace, offer.child, offer.parent)
        except UsageError:
            return False
        return True

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
            found = known_cycle(self._workspace, id)
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
