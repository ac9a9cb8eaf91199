"""Mending by writing down what is lacking."""

from collections.abc import Sequence
from datetime import date, timedelta

from okrtui.okr import records
from okrtui.okr.kinds import Indicator, Metric
from okrtui.okr.records import Value
from okrtui.workspace.mending.case import Action, Answers, Case, Question, sole
from okrtui.workspace.mending.sheet import Sheet

_ONLY_LACKING = frozenset({"KR-NUM", "O-NUMBER", "O-SMART", "G-RANGE"})
"""Rules that miss several things, of which some may be there."""
_ANY = frozenset({"O-PAIN"})
"""Rules for which one of the fields is enough."""
_QUARTER = timedelta(days=90)


def _asks(case: Case) -> Sequence[Question]:
    found = case.company.fields(case.finding.kind, case.id) or {}
    names = case.finding.remedy.fields if case.finding.remedy else ()
    if case.finding.rule == "KR-NUM" and found.get("metric") == Metric.BETWEEN:
        names = ("low", "high", "unit_of_measure")
    if case.finding.rule in _ONLY_LACKING:
        names = tuple(name for name in names if found.get(name) is None and not _is_besides(case, name)) or names
    return [_question(case, name) for name in names]


def _is_besides(case: Case, name: str) -> bool:
    """Whether a field is no part of what a rule misses: an objective that counts needs no KPI's target."""
    return case.finding.rule == "O-SMART" and name == "kpi_target" and "specific" not in case.finding.message


def _question(case: Case, name: str) -> Question:
    candidates = _candidates(case, name)
    return Question(
        name,
        (case.finding.kind, name),
        is_needed=case.finding.rule not in _ANY,
        default=_default(case, name, candidates),
        candidates=candidates,
        kinds=("kpi",) if name == "kpi" else (),
        is_named=name == "kpi",
    )


def _candidates(case: Case, name: str) -> tuple[str, ...]:
    company = case.company
    match name:
        case "owner" | "lead" | "solver":
            unit = _unit(case)
            members = (person.id for person in company.members(unit)) if unit else ()
            return tuple(dict.fromkeys((case.lead_of(unit), case.workspace.person, *members)))
        case "kpi":
            kpis = [id for id, fields in company.live("kpi") if fields.get("indicator") != Indicator.LEADING]
            own = case.objective.unit
            return tuple(sorted(kpis, key=lambda id: (company.fields("kpi", id) or {}).get("unit") != own))
        case "cycle":
            return tuple(case.scene.open_cycles)
    return ()


def _unit(case: Case) -> str | None:
    """The unit that a finding is about, or belongs to."""
    match case.finding.kind:
        case "unit":
            return case.id
        case "blocker":
            subject = records.reference(case.company.fields("blocker", case.id) or {}, "subject")
            objective = case.scene.parent_objective(subject or "")
            return objective.unit if objective else None
        case _:
            return case.objective.unit


def _default(case: Case, name: str, candidates: tuple[str, ...]) -> Value:
    cycle = case.current_cycle()
    match name:
        case "owner" | "lead" | "solver":
            return candidates[0]
        case "cycle":
            return cycle.id if cycle else None
        case "kpi":
            return sole(candidates)
        case "due" if case.finding.kind == "goal":
            return date(case.workspace.today.year, 12, 31).isoformat()
        case "due" | "kpi_due":
            own = case.company.cycle(case.objective.cycle) or cycle
            return own.end.isoformat() if own else None
        case "end":
            return _long_enough(case)
    return None


def _long_enough(case: Case) -> str | None:
    """The last day of a cycle that is as long as a quarter."""
    cycle = case.company.cycle(case.id)
    return (cycle.start + _QUARTER).isoformat() if cycle else None


def _write(case: Case, answers: Answers, sheet: Sheet) -> None:
    changes = dict(answers)
    if "kpi" in changes:
        changes["kpi"] = sheet.named("kpi", changes["kpi"], {"unit": case.objective.unit})
    sheet.change(case.finding.kind, case.id, changes)


ACTIONS = {"set": Action(_asks, _write)}
