"""What the strategy screen shows: vision, missions by area, goals, KPIs, and the chain that hangs on each."""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from functools import partial
from typing import NamedTuple

from okrtui.okr import progress, records
from okrtui.okr.barometer import Point, Weather, readings, weather, weather_of
from okrtui.okr.chain import Coverage, Ladder, Link, coverage, coverage_words, hypothesis, ladder, reached_by
from okrtui.okr.goals import GoalStanding, goal_standing
from okrtui.okr.kinds import Direction, Indicator
from okrtui.okr.number import format_short
from okrtui.okr.phases import phase
from okrtui.okr.presets import PRACTICES, Practice
from okrtui.okr.readiness import Check, readiness
from okrtui.storage.clean import clean_line
from okrtui.workspace.portions import glance
from okrtui.workspace.rows import figure_text
from okrtui.workspace.view import View

KINDS = ("mission", "goal", "kpi", "metric", "measure")
"""The kinds of strategy; objectives and key results have rows of their own."""


class Card(NamedTuple):
    """A mission, goal, KPI, metric or measure as a list shows it. What does not apply is None or empty."""

    kind: str
    id: str
    title: str
    area: str = ""
    """The unit that it belongs to."""
    weather: Weather | None = None
    unit: str = ""
    """The unit of measure."""
    healthy: str = ""
    """The healthy range in words: `80–95`, `≥ 80`, `≤ 5`."""
    is_leading: bool = False
    aim: str = ""
    """What a measure is to keep to: `≥ 12 calls a week`."""
    ends: tuple[str, str, str] = ("", "", "")
    """Where a goal comes from, where it stands, where it goes to."""
    goal: GoalStanding | None = None
    due: date | None = None
    progress: Fraction | None = None
    last: date | None = None
    """The day of the last reading."""


class Section(NamedTuple):
    """Things of one kind, under a heading."""

    kind: str
    title: str
    aside: str
    links: tuple[Link, ...]


class Strategy(NamedTuple):
    """Everything on top of the chain."""

    practice: Practice
    vision: str
    phase: int | None
    """Which of the practice's phases it is in; None where it has none that can be told."""
    checks: tuple[Check, ...]
    """What is still missing to begin; empty once nothing is."""
    sections: tuple[Section, ...]
    shares: Mapping[str, Fraction | None]
    """Of the cycle's objectives, the share that reaches a mission, by the mission's id."""


def strategy(workspace: View, cycle: str | None, *, pause: float = 0) -> Strategy:
    """The strategy of a company, as it is carried out in a cycle.

    In a worker give a `pause`, in which others get the lock between one look and the next, and do not hold it.
    """
    company = workspace.company
    settings = company.workspace()
    practice = PRACTICES[settings.preset]
    has_phases = "mission" in practice.chain and bool(practice.phases)
    below = glance(workspace, lambda: ladder(company), pause)
    checks = glance(workspace, lambda: readiness(company, workspace.today), pause)
    at = glance(workspace, lambda: phase(workspace.standings, below), pause) if has_phases else None
    sections = glance(workspace, lambda: _sections(workspace, practice, cycle, below), pause)
    missions = glance(workspace, lambda: [id for id, _ in company.live("mission")], 0)
    reaches = {id: glance(workspace, partial(coverage, company, cycle, [id], below), pause) for id in missions}
    return Strategy(
        practice,
        clean_line(settings.vision),
        at,
        tuple(checks) if any(check.lacking for check in checks) else (),
        tuple(sections),
        {id: reach.share for id, reach in reaches.items()},
    )


def _sections(workspace: View, practice: Practice, cycle: str | None, below: Ladder) -> list[Section]:
    """The practice's own top of the chain first; what it knows nothing of only where there is some."""
    company = workspace.company
    missions = [id for id, _ in company.live("mission")]
    goals = [id for id, _ in company.live("goal")]
    top = "a goal" if "goal" in practice.chain else "the mission" if len(missions) == 1 else "a mission"
    said = coverage_words(coverage(company, cycle, below=below), top)
    found = {
        "mission": [Section("mission", _many(practice, "mission"), said, tuple(_by_area(workspace, missions)))],
        "goal": [Section("goal", _many(practice, "goal"), "", tuple(("goal", id) for id in goals))],
    }
    if "goal" in practice.chain:
        found["goal"] = [found["goal"][0]._replace(aside=said)]
        found["mission"] = [found["mission"][0]._replace(aside="")]
        order = ["goal", "mission"]
    else:
        order = ["mission", *(["goal"] if goals else [])]
    sections = [section for kind in order for section in found[kind]]
    if practice.chain[0] == "objective":
        sections.append(Section("objective", _many(practice, "objective"), "", tuple(_tops(workspace, cycle))))
    goal_of = {id: records.reference(fields, "goal") for id, fields in company.live("kpi")}
    apart = [id for id, goal in goal_of.items() if company.fields("goal", goal) is None]
    if apart or "goal" not in practice.chain:
        sections.append(Section("kpi", "KPIs", "", tuple(("kpi", id) for id in apart)))
    return sections


def _many(practice: Practice, kind: str) -> str:
    word = practice.word(kind)
    return f"{word[0].upper()}{word[1:]}s"


def _by_area(workspace: View, missions: list[str]) -> list[Link]:
    """The company's missions first, then those of its areas from the top down."""
    company = workspace.company
    units = (unit for root in company.child_units(None) for unit in company.units_below(root.id))
    order = {unit.id: place for place, unit in enumerate(units)}
    unit_of = {id: records.reference(company.fields("mission", id) or {}, "unit") for id in missions}
    ordered = sorted(missions, key=lambda id: order.get(unit_of[id] or "", -1))
    return [("mission", id) for id in ordered]


def _tops(workspace: View, cycle: str | None) -> list[Link]:
    """The objectives of the units on top that serve nothing else."""
    company = workspace.company
    found = [each for root in company.child_units(None) for each in company.objectives_of(root.id, cycle)]
    return [("objective", each.id) for each in found if not company.serves(each.id)]


def chain(workspace: View, kind: str, id: str, cycle: str | None) -> list[Link]:
    """What something is reached by, right below it."""
    with workspace.lock:
        return reached_by(workspace.company, kind, id, cycle)


def card(workspace: View, kind: str, id: str, cycle: str | None = None) -> Card | None:
    """A mission, goal, KPI, metric or measure as it stands in a cycle; None for what is not there."""
    with workspace.lock:
        fields = workspace.company.fields(kind, id)
        if fields is None:
            return None
        area = clean_line(workspace.company.title(records.reference(fields, "unit")))
        first = Card(kind, id, clean_line(workspace.company.title(id)), area, unit=_unit(fields))
        match kind:
            case "mission":
                return first._replace(progress=_mean_progress(workspace, id, cycle))
            case "goal":
                return _goal(workspace, first, fields)
            case "kpi":
                found = weather(workspace.company, id, workspace.today)
                leading = records.word(fields, "indicator", Indicator.LAGGING) is Indicator.LEADING
                return first._replace(
                    weather=found, healthy=_range(fields), is_leading=leading, last=_last(found.points)
                )
            case "metric":
                found = weather_of(readings(workspace.company, id, workspace.today), Direction.INCREASE)
                # Which way is better is the KPI's matter: one metric of it may have to fall where another rises.
                return first._replace(weather=found._replace(is_better=None), last=_last(found.points))
            case "measure":
                return _measure(workspace, first, fields)
    return None


def _unit(fields: records.Fields) -> str:
    return clean_line(records.line(fields, "unit_of_measure"))


def _last(points: tuple[Point, ...]) -> date | None:
    return points[-1].date if points else None


def _mean_progress(workspace: View, mission: str, cycle: str | None) -> Fraction | None:
    """The mean progress of the objectives that serve a mission."""
    below = reached_by(workspace.company, "mission", mission, cycle)
    figures = [workspace.standings.objective(id).progress for _, id in below]
    return progress.rolled_up((figure, 1) for figure in figures if figure is not None)


def reach(workspace: View, id: str, cycle: str | None) -> Coverage:
    """How many of a cycle's objectives reach one mission or goal."""
    with workspace.lock:
        return coverage(workspace.company, cycle, [id])


def _goal(workspace: View, found: Card, fields: records.Fields) -> Card:
    standing = goal_standing(workspace.standings, found.id)
    ends = (records.number(fields, "baseline"), records.number(fields, "target"))
    now = format_short(standing.value) if standing.value is not None else ""
    return found._replace(
        goal=standing,
        ends=(figure_text(ends[0]), now, figure_text(ends[1], found.unit)),
        due=records.day(fields, "due"),
        last=_last(standing.points),
        progress=standing.progress,
    )


def _measure(workspace: View, found: Card, fields: records.Fields) -> Card:
    wanted = records.word(fields, "direction", Direction.INCREASE)
    target = records.number(fields, "target")
    is_most = wanted is Direction.DECREASE
    ends = (None, target) if is_most else (target, None)
    told = weather_of(readings(workspace.company, found.id, workspace.today), wanted, *ends)
    sign = "≤" if is_most else "≥"
    cadence = EACH.get(records.text(fields, "cadence"), "a week")
    words = f"{sign} {figure_text(target, found.unit)} {cadence}" if target is not None else cadence
    return found._replace(weather=told, aim=words, last=_last(told.points))


EACH = {"daily": "a day", "weekly": "a week", "monthly": "a month"}


def _range(fields: records.Fields) -> str:
    low, high = records.number(fields, "healthy_low"), records.number(fields, "healthy_high")
    if low is not None and high is not None:
        return f"{figure_text(low)}–{figure_text(high)}"
    return f"≥ {figure_text(low)}" if low is not None else f"≤ {figure_text(high)}" if high is not None else ""


def beliefs(workspace: View, kind: str, id: str, cycle: str | None = None) -> list[str]:
    """What one believes of a goal and the objectives that serve it, in words: of a goal, or of an objective."""
    with workspace.lock:
        company = workspace.company
        if kind == "goal":
            pairs = [(id, below) for each, below in reached_by(company, kind, id, cycle) if each == "objective"]
        else:
            pairs = [(above.parent, id) for above in company.serves(id) if company.fields("goal", above.parent)]
        told = []
        for goal, objective in pairs:
            why = records.line(company.fields("objective", objective) or {}, "rationale")
            words = (company.title(goal), company.title(objective), why)
            told.append(hypothesis(*(clean_line(text) for text in words)))
        return told


def found_vision(workspace: View) -> tuple[str, str]:
    """The id of the workspace's own object, and the vision as it was written."""
    with workspace.lock:
        id = next((id for id, _ in workspace.company.live("workspace")), workspace.config.workspace)
        return id, workspace.company.workspace().vision
