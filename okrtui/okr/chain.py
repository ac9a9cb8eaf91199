"""The chain from mission to measure: what each thing is reached by, and how much of the company ladders up.

An objective reaches what it is aligned to in one step, whatever that one reaches in one step more. A key result is a
part of its objective: who serves the one serves the other.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from okrtui.okr.barometer import metrics_of
from okrtui.okr.company import Company
from okrtui.okr.number import percent
from okrtui.okr.records import reference

TOPS = ("mission", "goal")
"""The kinds that everything else is made to reach."""
FEW_STEPS = 3
"""Steps from a company's objectives down to those of its teams; whoever needs more is far from the mission."""

Link = tuple[str, str]
"""Kind and id."""


def reached_by(company: Company, kind: str, id: str, cycle: str | None = None) -> list[Link]:
    """What something is reached by, right below it, in the order of the chain.

    A goal: objectives, then its KPIs. A mission: objectives. An objective: key results, then the objectives that serve
    it. A key result: measures, then the objectives that serve it. A KPI: its metrics. Of objectives only those of a
    cycle, of those that it lies in, and of none; or all if it is None.
    """
    match kind:
        case "mission":
            return _serving(company, id, cycle)
        case "goal":
            return [*_serving(company, id, cycle), *(("kpi", kpi) for kpi in company.pointing("kpi", "goal", id))]
        case "objective":
            own = [("key_result", key_result.id) for key_result in company.key_results_of(id)]
            return [*own, *_serving(company, id, cycle)]
        case "key_result":
            own = [("measure", measure) for measure in company.pointing("measure", "key_result", id)]
            return [*own, *_serving(company, id, cycle)]
        case "kpi":
            return [("metric", metric) for metric in metrics_of(company, id)]
    return []


def _serving(company: Company, id: str, cycle: str | None) -> list[Link]:
    found = (company.objective(alignment.child) for alignment in company.served_by(id))
    spans = _spans(company, cycle)
    return [("objective", each.id) for each in found if each and (cycle is None or each.cycle in spans)]


def _spans(company: Company, cycle: str | None) -> set[str | None]:
    """A cycle, those that it lies in, and none at all: a strategy outlives a quarter."""
    spans: set[str | None] = {None}
    while cycle is not None and cycle not in spans:
        spans.add(cycle)
        cycle = reference(company.fields("cycle", cycle) or {}, "parent")
    return spans


Ladder = Mapping[str, Sequence[str]]
"""What serves each mission, goal and objective, by their ids: objectives. What serves a key result serves its own."""


def ladder(company: Company) -> Ladder:
    """Who stands on whose shoulders in a company."""
    below: dict[str, list[str]] = {}
    for alignment in company.aligned():
        if company.objective(alignment.child) is not None:
            key_result = company.key_result(alignment.parent)
            above = key_result.objective if key_result and key_result.objective else alignment.parent
            below.setdefault(above, []).append(alignment.child)
    return below


def steps_to(below: Ladder, tops: Iterable[str]) -> dict[str, int]:
    """Every objective that reaches one of `tops`, with the fewest steps in which it does."""
    steps: dict[str, int] = {}
    front = list(tops)
    step = 0
    while front:
        step += 1
        front = [id for here in front for id in below.get(here, ()) if id not in steps]
        front = list(dict.fromkeys(front))
        steps.update(dict.fromkeys(front, step))
    return steps


class Coverage(NamedTuple):
    """How many of a cycle's objectives reach a mission or goal, and in how many steps."""

    objectives: int
    """How many there are."""
    steps: Mapping[int, int]
    """How many reach it in so many steps, and in no fewer."""

    @property
    def reaching(self) -> int:
        """How many reach it at all."""
        return sum(self.steps.values())

    @property
    def share(self) -> Fraction | None:
        """The share of those that reach it; None where there are no objectives."""
        return Fraction(self.reaching, self.objectives) if self.objectives else None

    def within(self, most: int) -> Fraction | None:
        """The share of those that reach it in at most so many steps; None where there are no objectives."""
        near = sum(count for step, count in self.steps.items() if step <= most)
        return Fraction(near, self.objectives) if self.objectives else None


def coverage(
    company: Company, cycle: str | None, tops: Iterable[str] | None = None, below: Ladder | None = None
) -> Coverage:
    """How much of a cycle ladders up to one of `tops` (ids); by default to any mission or goal.

    The objectives of those that it lies in and of no cycle count with its own, as in `reached_by`. Whoever asks
    several times gives the company's `ladder` along.
    """
    ends = [id for kind in TOPS for id, _ in company.live(kind)] if tops is None else list(tops)
    steps = steps_to(ladder(company) if below is None else below, ends)
    spans = _spans(company, cycle)
    own = [id for id, fields in company.live("objective") if cycle is None or reference(fields, "cycle") in spans]
    return Coverage(len(own), Counter(steps[id] for id in own if id in steps))


def coverage_words(found: Coverage, top: str = "the mission") -> str:
    """`74 % of objectives reach the mission in at most three steps`; "" where there are no objectives.

    Where some need more than FEW_STEPS, as many steps as the farthest needs are said behind.
    """
    near, whole = found.within(FEW_STEPS), found.share
    if near is None or whole is None:
        return ""
    if not found.reaching:
        return f"no objective reaches {top} yet"
    farthest = max(found.steps)
    words = f"{percent(near)} % of objectives reach {top} in at most {_COUNTED.get(FEW_STEPS, FEW_STEPS)} steps"
    if farthest <= FEW_STEPS:
        return words
    return f"{words}, {percent(whole)} % in at most {_COUNTED.get(farthest, farthest)}"


_COUNTED = {2: "two", 3: "three", 4: "four", 5: "five", 6: "six", 7: "seven", 8: "eight", 9: "nine"}


def hypothesis(goal: str, objective: str, rationale: str = "") -> str:
    """A goal and an objective as what one believes: `To reach "G", we believe that "O" will take us there`.

    Nobody knows beforehand whether an objective moves a goal: put so, it can be tested. The rationale, which is what
    is in it for others, says why one believes it.
    """
    because = f", because: {rationale.strip()}" if rationale.strip() else "."
    return f"To reach “{_bare(goal)}”, we believe that “{_bare(objective)}” will take us there{because}"


def _bare(text: str) -> str:
    return text.strip().rstrip(".")
