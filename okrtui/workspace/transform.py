"""MOKM to OKR: the tree of a mission turned into the OKRs of a cycle.

An objective of MOKM has its number and date in its title and a lagging KPI that proves it. An OKR inspires in the
title and measures in the key results: so the number leaves the title, where that can be done by its wording, and
what the KPI is to reach becomes a key result, unless there is one for it already. Everything else stays as it is.
"""

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from okrtui.okr import records
from okrtui.okr.barometer import series
from okrtui.okr.coach.words import counted_in, normalized
from okrtui.okr.kinds import Direction, Metric, Stage
from okrtui.okr.number import format_number, stored
from okrtui.okr.records import Objective, Value
from okrtui.okr.wording import read_wording
from okrtui.storage.clean import clean_line
from okrtui.storage.replica import Act
from okrtui.workspace.batches import in_lines
from okrtui.workspace.edits import New, creation
from okrtui.workspace.errors import NotFound, UsageError
from okrtui.workspace.planning_copies import copied_parts, fresh_ids, kept, parts_of
from okrtui.workspace.templates import KeyResultPlan, figures_text, plan_of
from okrtui.workspace.view import View
from okrtui.workspace.workspace import Workspace

_FIGURE = r"[$€£]?[-+]?\d(?:[\d.,]*\d)?(?:\s?(?:[kKmM]\b|%))?"
_NO_UNIT = "a|and|at|before|by|each|every|for|from|in|next|of|on|or|per|the|this|until|with|within"
_COUNTED = rf"{_FIGURE}(?:(?<!%)\s(?!(?:{_NO_UNIT})\b)[^\W\d_]+)?"
_NUMBERS = re.compile(
    rf"""\s*[:,(–-]?\s*(?:
        \bfrom\s+{_FIGURE}\s*(?:[^\W\d_]+\s+)?to\s+{_COUNTED}
      | {_FIGURE}\s*(?:→|->|▸)\s*{_COUNTED}
      | \b(?:to|by|of|at)\s+(?:at\s+(?:least|most)\s+)?{_COUNTED}
      | \b(?:at\s+least|at\s+most|under|below|above|over|up\s+to)\s+{_COUNTED}
      | [≥≤]\s*{_COUNTED}
    )(?:\s+or\s+(?:better|fewer|higher|less|lower|more)\b)?\)?""",
    re.IGNORECASE | re.VERBOSE,
)
"""How titles name the number that is to be reached."""
_DATES = re.compile(
    r"""\s*,?\s*\b(?:by|until|before|within|in)\s+(?:the\s+)?(?:end\s+of\s+)?(?:the\s+)?(?:
        (?:fiscal\s+)?year(?:['’]s)?[\s-]?end
      | (?:this\s+|next\s+|the\s+)?(?:fiscal\s+)?(?:year|quarter|month)\b(?:\s+\d{4})?
      | (?:\d{4}[\s-]?)?Q[1-4](?:[\s/-]?\d{4})?
      | \d{1,2}\.?\s+[^\W\d_]{3,9}(?:\s+\d{4})?
      | \d{4}(?:-\d{2}-\d{2})?
      | (?:January|February|March|April|May|June|July|August|September|October|November|December)(?:\s+\d{4})?
    )\s*$""",
    re.IGNORECASE | re.VERBOSE,
)
"""How titles end with the day by which it is to be reached."""

_FEWEST_WORDS = 2
_PLACES = 4


class Transformed(NamedTuple):
    """What becomes of an objective of MOKM."""

    source: str
    was: str
    """Its title."""
    title: str
    """The title of the OKR."""
    unit: str
    """The unit's name."""
    key_results: tuple[KeyResultPlan, ...]
    from_kpi: bool
    """Whether the first of them is made of what the KPI is to reach."""


def preview(view: View, mission: str, cycle: str) -> list[Transformed]:
    """What `transform` would make, in the order of the mission's objectives. Raises NotFound.

    Those objectives of the mission are left out that are OKRs of the cycle already (of that cycle, and without a
    number to reach for a KPI), and those that were made into one.
    """
    with view.lock:
        return [_previewed(view, objective) for objective in _sources(view, mission, cycle)]


def transform(workspace: Workspace, mission: str, cycle: str) -> list[str]:
    """Make OKRs of a mission's objectives, as drafts of a cycle that serve the mission, in one act; their ids.

    Key results keep start, target and measures. The objectives themselves stay as they are. Raises NotFound, and
    UsageError where there is nothing to make.
    """
    made: list[str] = []

    def acts() -> Iterable[Act]:
        sources = _sources(workspace, mission, cycle)
        if not sources:
            title = clean_line(workspace.company.title(mission))
            raise UsageError(f"{title}: there is no objective to make an OKR of")
        groups = []
        for objective in sources:
            news = _okr(workspace, objective, mission, cycle)
            made.append(str(news[0].id))
            groups.append(creation(workspace, news)[1])
        return in_lines(workspace, groups)

    workspace.write(acts)
    return made


# --- what is made


def _sources(view: View, mission: str, cycle: str) -> list[Objective]:
    company = view.company
    if company.fields("mission", mission) is None:
        raise NotFound(f"{mission}: there is no such mission, or it is deleted")
    if company.cycle(cycle) is None:
        raise NotFound(f"{cycle}: there is no such cycle")
    served = [objective for each in company.served_by(mission) if (objective := company.objective(each.child))]
    okrs = [objective for objective in served if objective.cycle == cycle and not _is_numbered(view, objective)]
    done = {(objective.unit, normalized(objective.title)) for objective in okrs}
    ids = {objective.id for objective in okrs}
    return [
        objective
        for objective in served
        if objective.id not in ids and (objective.unit, normalized(_title(objective))) not in done
    ]


def _is_numbered(view: View, objective: Objective) -> bool:
    fields = view.company.fields("objective", objective.id) or {}
    return records.number(fields, "kpi_target") is not None


def _title(objective: Objective) -> str:
    return plain_title(clean_line(objective.title))


def _previewed(view: View, objective: Objective) -> Transformed:
    company = view.company
    proof = _proof(view, objective)
    plans = [plan_of(view, each) for each in company.key_results_of(objective.id)]
    if proof is not None:
        record = records.key_result("", proof)
        plans.insert(0, KeyResultPlan(clean_line(record.title), figures_text(view, record), ()))
    return Transformed(
        objective.id,
        clean_line(objective.title),
        _title(objective),
        clean_line(company.title(objective.unit)),
        tuple(plans),
        proof is not None,
    )


def _okr(workspace: Workspace, objective: Objective, mission: str, cycle: str) -> list[New]:
    """The objective first, then its key results, then that it serves the mission."""
    company = workspace.company
    parts, proof = parts_of(company, objective.id), _proof(workspace, objective)
    ids = fresh_ids(workspace, [objective.id, *([_PROOF] if proof else ()), *(id for _, id, _ in parts)])
    fields = kept("objective", company.fields("objective", objective.id) or {})
    fields.pop("kpi_target", None)  # the key result has it now
    id = ids[objective.id]
    changes = {"title": _title(objective), "cycle": cycle, "stage": Stage.DRAFT}
    news = [New("objective", {**fields, **changes}, id)]
    if proof:
        news.append(New("key_result", {**proof, "objective": id}, ids[_PROOF]))
    news += copied_parts(company, parts, ids, company.cycle(cycle))
    return [*news, New("alignment", {"child": id, "parent": mission})]


_PROOF = "proof"
"""Stands for the key result made of the KPI where ids are dealt out."""


def _proof(view: View, objective: Objective) -> dict[str, Value] | None:
    """What the lagging KPI is to reach as the fields of a key result, from its last value on.

    None where nothing is to be reached, or where one of the key results says so already. Without a KPI, the
    objective's own title says what is counted.
    """
    company = view.company
    fields = company.fields("objective", objective.id) or {}
    target = records.number(fields, "kpi_target")
    if target is None:
        return None
    wording = read_wording(objective.title)
    id = records.reference(fields, "kpi")
    kpi = company.fields("kpi", id)
    unit = records.line(kpi, "unit_of_measure") if kpi is not None else wording.unit if wording else ""
    said = [each.unit_of_measure for each in company.key_results_of(objective.id) if each.target == target]
    if unit in said or "" in said:
        return None
    start = _last(view, id) if kpi is not None and id else None
    if start is None and wording is not None and wording.target == target:
        start = wording.start
    better = records.word(kpi or {}, "direction", Direction.INCREASE)
    name = clean_line(company.title(id)) if kpi is not None else ""
    return {
        "title": f"{name} to {format_number(target, unit)}" if name else objective.title,
        "metric": _metric(start, target, better),
        "start": None if start is None else stored(start),
        "target": stored(target),
        "unit_of_measure": unit or None,
        "due": records.text(fields, "kpi_due") or None,
    }


def _last(view: View, kpi: str) -> Decimal | None:
    """A KPI's last value, to four places."""
    points = series(view.company, kpi, view.today)
    if not points:
        return None
    value = round(points[-1].value, _PLACES)
    return Decimal(value.numerator) / Decimal(value.denominator)


def _metric(start: Decimal | None, target: Decimal, better: Direction) -> Metric:
    """How it is measured; what is reached already is to be held."""
    if start == target:
        return Metric.AT_MOST if better is Direction.DECREASE else Metric.AT_LEAST
    is_less = better is Direction.DECREASE if start is None else start > target
    return Metric.DECREASE if is_less else Metric.INCREASE


def plain_title(title: str) -> str:
    """A title without the number that is to be reached, and the day at its end; as it is where that leaves too little.

    `Raise the renewal rate from 82 % to 90 % by year end` is `Raise the renewal rate`.
    """
    if counted_in(title) is None:
        return title
    undated = _DATES.sub("", title)
    plain = _NUMBERS.sub("", undated)
    short = " ".join(plain.split()).strip(" ,;:.–—-")
    return short if plain != undated and len(short.split()) >= _FEWEST_WORDS else title
