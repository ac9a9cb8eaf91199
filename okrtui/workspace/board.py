"""The planning board: units in the order of the cascade, and how far each objective of a cycle has come."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import NamedTuple

from okrtui.okr import records
from okrtui.okr.coach.scene import Scene
from okrtui.okr.kinds import CycleKind, Level, ObjectiveKind, ShareState, Stage
from okrtui.okr.records import Cycle, Objective, Unit
from okrtui.storage.clean import clean_line
from okrtui.workspace.detail import Link
from okrtui.workspace.planning import commitments_of, owner_of, turn_of
from okrtui.workspace.planning_cycles import longer_cycles
from okrtui.workspace.portions import glance, portions_of
from okrtui.workspace.rows import is_contested
from okrtui.workspace.view import View


class Word(NamedTuple):
    """Someone's commitment."""

    id: str
    person: str
    name: str
    date: date | None


class Partner(NamedTuple):
    """A unit that an objective is shared with, or asked to."""

    id: str
    """The share's."""
    unit: str
    name: str
    state: ShareState


class Card(NamedTuple):
    """An objective on the board."""

    id: str
    title: str
    unit: str
    stage: Stage
    kind: ObjectiveKind
    is_priority: bool
    owner: str | None
    owner_name: str
    turn: str | None
    """The person who has to answer the proposal."""
    turn_name: str
    parents: tuple[Link, ...]
    """What it serves."""
    commitments: tuple[Word, ...]
    shares: tuple[Partner, ...]
    key_results: int
    is_orphan: bool
    """Whether no way leads up from it to a mission or a goal."""
    is_folded: bool
    """Whether it is somebody else's draft, which shows only when it is asked for."""
    is_contested: bool
    findings: int
    """How many the coach has."""


class Above(NamedTuple):
    """An objective of a longer cycle, such as the year's."""

    id: str
    title: str
    cycle: str
    """The cycle's name."""
    kind: ObjectiveKind
    is_priority: bool


class Asked(NamedTuple):
    """An objective that another unit asks one to share, or that one shares."""

    share: str
    objective: str
    title: str
    unit: str
    """The name of the unit that asks."""
    state: ShareState


class Meter(NamedTuple):
    """How many objectives a unit has, and how many are good. None: no limit."""

    total: int
    least: int | None
    most: int | None
    first: int
    """How many come first."""
    first_most: int | None

    @property
    def is_over(self) -> bool:
        """Whether they are too many."""
        return self.most is not None and self.total > self.most

    @property
    def is_under(self) -> bool:
        """Whether they are too few."""
        return self.least is not None and self.total < self.least

    @property
    def is_first_over(self) -> bool:
        """Whether too many come first."""
        return self.first_most is not None and self.first > self.first_most


class Lane(NamedTuple):
    """A unit on the board."""

    id: str
    name: str
    level: Level
    depth: int
    """How far below the top of the board, 0 at the top."""
    lead: str | None
    lead_name: str
    cards: Mapping[Stage, tuple[Card, ...]]
    """Those of every stage, by stage; priorities first."""
    meter: Meter
    above: tuple[Above, ...]
    """The unit's own objectives in the longer cycles."""
    asked: tuple[Asked, ...]
    """What other units share with it, or ask it to."""
    is_ghost: bool = False
    """Whether the unit is deleted, or not here yet."""

    @property
    def total(self) -> int:
        """How many objectives it has here."""
        return sum(map(len, self.cards.values()))

    @property
    def is_agreed(self) -> bool:
        """Whether it has objectives, and all of them are agreed or further."""
        return self.total > 0 and not self.cards[Stage.DRAFT] and not self.cards[Stage.PROPOSED]


class Improvement(NamedTuple):
    """Something to do better that no cycle has taken up yet."""

    id: str
    text: str
    owner: str | None
    owner_name: str
    unit: str | None
    """The unit whose review it came from."""
    unit_name: str
    date: date | None
    """When that review was held."""


class Totals(NamedTuple):
    """How far the planning is."""

    units: int
    """Those that plan: all but individuals without an objective."""
    agreed: int
    """Those of them whose objectives are all agreed."""
    objectives: Mapping[Stage, int]
    """By stage, every one of them."""
    mine: int
    """The proposals that wait for oneself."""


class Board(NamedTuple):
    """What is planned for a cycle, or was."""

    cycle: Cycle
    lanes: tuple[Lane, ...]
    improvements: tuple[Improvement, ...]
    """The latest review's first."""
    totals: Totals

    def cards(self) -> Iterator[Card]:
        """Every card, lane by lane, stage by stage."""
        for lane in self.lanes:
            for cards in lane.cards.values():
                yield from cards

    @property
    def orphans(self) -> tuple[Card, ...]:
        """The cards from which no way leads up to a mission or a goal."""
        return tuple(card for card in self.cards() if card.is_orphan)


_NO_FINDINGS: Mapping[str, int] = {}
_PORTION = 150
"""Units whose lanes are made before others get the lock."""


def board(
    view: View,
    cycle: str,
    *,
    unit: str | None = None,
    findings: Mapping[str, int] = _NO_FINDINGS,
    pause: float = 0,
) -> Board | None:
    """The board of a cycle, from `unit` down or from the top; None where there is no such cycle.

    `findings` says how many the coach has on an objective and what belongs to it. In a worker give a `pause`, in which
    others get the lock between some units and the next, and do not hold it.
    """
    found = view.company.cycle(cycle)
    if found is None:
        return None
    making = _Making(view, found, findings)
    lanes = tuple(portions_of(view, making.lanes(unit), _PORTION, pause))
    improvements = glance(view, lambda: tuple(_improvements(view, unit)), pause)
    return Board(found, lanes, improvements, _totals(view, lanes))


class _Making:
    def __init__(self, view: View, cycle: Cycle, findings: Mapping[str, int]) -> None:
        self._view = view
        self._company = view.company
        self._cycle = cycle
        self._findings = findings
        self._scene = Scene(view.standings)
        self._longer = longer_cycles(view, cycle.id)

    def lanes(self, top: str | None) -> Iterator[Lane]:
        tops = [top] if top else [unit.id for unit in self._company.child_units(None)]
        roots = [unit for id in tops if (unit := self._company.unit(id))]
        open_ends = [(unit, 0) for unit in reversed(roots)]
        while open_ends:
            unit, depth = open_ends.pop()
            lane = self._lane(unit, depth)
            if lane.total or lane.above or lane.asked or unit.level is not Level.INDIVIDUAL:
                yield lane
            open_ends.extend((below, depth + 1) for below in reversed(self._company.child_units(unit.id)))
        if top is None:
            for kind, id in self._company.ghosts(self._cycle.id):
                yield from self._ghost(id) if kind == "unit" else ()

    def _ghost(self, id: str) -> Iterator[Lane]:
        entry = self._company.entry("unit", id)
        lane = self._lane(records.unit(id, entry.fields if entry else {}), 0)
        if lane.total:
            yield lane._replace(is_ghost=True)

    def _lane(self, unit: Unit, depth: int) -> Lane:
        objectives = self._company.objectives_of(unit.id, self._cycle.id)
        by_stage: dict[Stage, list[Card]] = {stage: [] for stage in Stage}
        for objective in objectives:
            by_stage[objective.stage].append(self._card(objective))
        return Lane(
            unit.id,
            clean_line(unit.name),
            unit.level,
            depth,
            unit.lead,
            self._called(unit.lead),
            {stage: tuple(cards) for stage, cards in by_stage.items()},
            self._meter(unit, [each for each in objectives if each.stage is not Stage.CLOSED]),
            tuple(self._above(unit.id)),
            tuple(self._asked(unit.id)),
        )

    def _card(self, objective: Objective) -> Card:
        view, company = self._view, self._company
        turn = turn_of(view, objective)
        is_draft = objective.stage is Stage.DRAFT
        return Card(
            id=objective.id,
            title=clean_line(objective.title),
            unit=objective.unit or "",
            stage=objective.stage,
            kind=objective.kind,
            is_priority=objective.priority,
            owner=objective.owner,
            owner_name=self._called(objective.owner),
            turn=turn,
            turn_name=self._called(turn),
            parents=tuple(self._link(alignment.parent) for alignment in company.serves(objective.id)),
            commitments=tuple(self._words(objective.id)),
            shares=tuple(self._partners(objective.id)),
            key_results=len(company.key_results_of(objective.id)),
            is_orphan=objective.id not in self._scene.reaching,
            is_folded=is_draft and owner_of(view, objective) not in (view.person, None),
            is_contested=is_contested(view, "objective", objective.id),
            findings=self._findings.get(objective.id, 0),
        )

    def _link(self, id: str) -> Link:
        return Link(self._company.kind_of(id) or "", id, clean_line(self._company.title(id)))

    def _words(self, objective: str) -> Iterator[Word]:
        for person, id in commitments_of(self._view, objective).items():
            when = records.day(self._company.fields("commitment", id) or {}, "date")
            yield Word(id, person, self._called(person), when)

    def _partners(self, objective: str) -> Iterator[Partner]:
        for id in self._company.pointing("share", "objective", objective):
            fields = self._company.fields("share", id) or {}
            unit = records.text(fields, "unit")
            yield Partner(id, unit, self._called(unit), records.word(fields, "state", ShareState.ASKED))

    def _asked(self, unit: str) -> Iterator[Asked]:
        for id in self._company.pointing("share", "unit", unit):
            fields = self._company.fields("share", id) or {}
            objective = self._company.objective(records.text(fields, "objective"))
            state = records.word(fields, "state", ShareState.ASKED)
            if objective is None or objective.cycle != self._cycle.id or state is ShareState.DECLINED:
                continue
            yield Asked(id, objective.id, clean_line(objective.title), self._called(objective.unit), state)

    def _above(self, unit: str) -> Iterator[Above]:
        for cycle in self._longer:
            for each in self._company.objectives_of(unit, cycle.id):
                yield Above(each.id, clean_line(each.title), clean_line(cycle.name), each.kind, each.priority)

    def _meter(self, unit: Unit, objectives: list[Objective]) -> Meter:
        """The limits as the coach has them: no individual, and no year, has too few."""
        limits = self._scene.limits
        has_least = unit.level is not Level.INDIVIDUAL and self._cycle.kind is not CycleKind.YEAR
        return Meter(
            len(objectives),
            limits.objectives_min if has_least else None,
            limits.objectives_max,
            sum(1 for each in objectives if each.priority),
            limits.priority_max,
        )

    def _called(self, id: str | None) -> str:
        return clean_line(self._company.title(id))


def _improvements(view: View, unit: str | None) -> Iterator[Improvement]:
    company = view.company
    within = {each.id for each in company.units_below(unit)} if unit else None
    found = []
    for id, fields in company.live("improvement"):
        if records.reference(fields, "taken_up_in"):
            continue
        review = company.fields("review", records.reference(fields, "review")) or {}
        place, owner = records.reference(review, "unit"), records.reference(fields, "owner")
        if within is not None and place not in within:
            continue
        called = (clean_line(company.title(owner)), clean_line(company.title(place)))
        text, day = clean_line(company.title(id)), records.day(review, "date")
        found.append(Improvement(id, text, owner, called[0], place, called[1], day))
    yield from sorted(found, key=lambda each: (-(each.date or date.min).toordinal(), each.id))


def _totals(view: View, lanes: tuple[Lane, ...]) -> Totals:
    planning = [lane for lane in lanes if lane.total or lane.level is not Level.INDIVIDUAL]
    stages = {stage: sum(len(lane.cards[stage]) for lane in lanes) for stage in Stage}
    mine = sum(card.turn == view.person for lane in lanes for card in lane.cards[Stage.PROPOSED])
    return Totals(len(planning), sum(lane.is_agreed for lane in planning), stages, mine)
