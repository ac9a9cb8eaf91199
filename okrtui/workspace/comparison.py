"""Cycle over cycle: what came of a unit's objectives in each, and how what was carried over went on."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from okrtui.okr import records
from okrtui.okr.coach.scene import never_moved
from okrtui.okr.discipline import Kept, kept_by
from okrtui.okr.kinds import CycleKind, CycleStatus
from okrtui.okr.progress import rolled_up
from okrtui.okr.records import Cycle
from okrtui.okr.score import Band, band, shown
from okrtui.storage.clean import clean_line
from okrtui.workspace.completion import ObjectiveCompletion, completion
from okrtui.workspace.errors import NotFound
from okrtui.workspace.portions import portions_of
from okrtui.workspace.tally import Tally, tally
from okrtui.workspace.view import View

_MOST_CYCLES = 8
_ONE = Decimal(1)
_AT_ONCE = 100
"""Key results that are looked at before others get the lock."""


class CycleFigures(NamedTuple):
    """What came of a cycle."""

    cycle: Cycle
    mean: Fraction | None
    """The mean score of the unit's own objectives, as far as they are agreed; None where none is."""
    mean_below: Fraction | None
    """The same of all objectives, of the unit and below it."""
    tally: Tally
    """Of the unit and all below it."""
    kept: Kept
    """How many check-ins were made, of those that were wanted so far."""
    improvements: int
    """How many the unit's reviews of it called for, and those below."""
    taken_up: int
    """How many of them a cycle has taken up."""


class Link(NamedTuple):
    """An objective in one of the cycles."""

    id: str
    title: str
    score: Decimal | None
    """As people see it; None while none is agreed."""
    band: Band | None
    is_final: bool


class Chain(NamedTuple):
    """An objective through the cycles, as it was carried over."""

    title: str
    """What it is called last."""
    unit: str | None
    unit_name: str
    links: tuple[Link | None, ...]
    """One for each cycle that is compared; None where it was not there."""


class Comparison(NamedTuple):
    """Cycles beside each other, the earliest first."""

    unit: str
    unit_name: str
    cycles: tuple[CycleFigures, ...]
    chains: tuple[Chain, ...]
    """Of the unit's own objectives first, then of those below."""


def compare(view: View, unit: str, cycles: Sequence[str] | None = None, *, pause: float = 0.0) -> Comparison:
    """Compare cycles of a unit and all below it; by default the last ones it had objectives in. Raises NotFound.

    `pause` is as in `completion`.
    """
    with view.lock:
        company = view.company
        if company.unit(unit) is None:
            raise NotFound(f"{unit}: there is no such unit")
        chosen = _chosen(view, unit) if cycles is None else [_cycle(view, id) for id in dict.fromkeys(cycles)]
        chosen = sorted(chosen, key=lambda each: (each.start, each.end, each.id))
        name = clean_line(company.title(unit))
    by_cycle = [list(completion(view, each.id, unit, never_moved, pause=pause).objectives()) for each in chosen]
    figures = [_figures(view, unit, *each, pause) for each in zip(chosen, by_cycle, strict=True)]
    with view.lock:
        return Comparison(unit, name, tuple(figures), tuple(_chains(view, unit, by_cycle)))


def _cycle(view: View, id: str) -> Cycle:
    found = view.company.cycle(id)
    if found is None:
        raise NotFound(f"{id}: there is no such cycle")
    return found


def _chosen(view: View, unit: str) -> list[Cycle]:
    company = view.company
    used = {o.cycle for each in company.units_below(unit) for o in company.objectives_of(each.id, None)}
    good = [
        cycle
        for cycle in company.cycles()
        if cycle.id in used and cycle.kind is not CycleKind.YEAR and cycle.status is not CycleStatus.PLANNING
    ]
    return good[-_MOST_CYCLES:]


def _figures(
    view: View, unit: str, cycle: Cycle, objectives: Sequence[ObjectiveCompletion], pause: float
) -> CycleFigures:
    company = view.company
    rhythms = (kept_by(view.standings, each.scores.key_result) for one in objectives for each in one.key_results)
    made = wanted = 0
    for here in portions_of(view, rhythms, _AT_ONCE, pause):
        made, wanted = made + here.made, wanted + here.wanted
    with view.lock:
        units = {each.id for each in company.units_below(unit)}
        noted = [
            company.fields("improvement", improvement) or {}
            for review in company.pointing("review", "cycle", cycle.id)
            if records.reference(company.fields("review", review) or {}, "unit") in units
            for improvement in company.pointing("improvement", "review", review)
        ]
    taken_up = sum(records.reference(fields, "taken_up_in") is not None for fields in noted)
    own = (each for each in objectives if each.unit == unit)
    counted = tally(objectives)
    return CycleFigures(cycle, _mean(own), _mean(objectives), counted, Kept(made, wanted), len(noted), taken_up)


def _mean(objectives: Sequence[ObjectiveCompletion] | Iterator[ObjectiveCompletion]) -> Fraction | None:
    return rolled_up((each.score.agreed, _ONE) for each in objectives if each.score.agreed is not None)


def _chains(view: View, unit: str, by_cycle: Sequence[Sequence[ObjectiveCompletion]]) -> Iterator[Chain]:
    by_root: dict[str, list[ObjectiveCompletion | None]] = {}
    for place, objectives in enumerate(by_cycle):
        for each in objectives:
            root = _root(view, each.id)
            if by_root.get(root, [None] * len(by_cycle))[place] is not None:  # two go on with the same one
                root = each.id
            by_root.setdefault(root, [None] * len(by_cycle))[place] = each
    chains = []
    for found in by_root.values():
        last = next(each for each in reversed(found) if each is not None)
        links = tuple(_link(each) if each else None for each in found)
        chains.append(Chain(last.title, last.unit, clean_line(view.company.title(last.unit)), links))
    yield from sorted(chains, key=lambda chain: chain.unit != unit)


def _link(each: ObjectiveCompletion) -> Link:
    agreed = each.score.agreed
    score, colour = (None, None) if agreed is None else (shown(agreed), band(agreed))
    return Link(each.id, each.title, score, colour, each.score.is_final)


def _root(view: View, objective: str) -> str:
    """The first of the objectives that one goes on with."""
    seen = {objective}
    here = objective
    while True:
        before = records.reference(view.company.fields("objective", here) or {}, "carried_from")
        if before is None or before in seen or view.company.objective(before) is None:
            return here
        seen.add(before)
        here = before
