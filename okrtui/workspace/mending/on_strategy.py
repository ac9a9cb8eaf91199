"""Mending the strategy: vision and missions, KPIs, their metrics and readings."""

from collections.abc import Sequence

from okrtui.okr import records
from okrtui.okr.barometer import readings
from okrtui.workspace.errors import UsageError
from okrtui.workspace.mending.case import Action, Answers, Case, Question, listed
from okrtui.workspace.mending.sheet import Sheet


def _asks_strategy(case: Case) -> Sequence[Question]:
    asks = []
    if not case.company.workspace().vision.strip():
        asks.append(Question("vision", ("workspace", "vision")))
    if next(case.company.live("mission"), None) is None:
        asks.append(Question("mission", ("mission", "statement")))
    return [each._replace(is_needed=len(asks) == 1) for each in asks]


def _found_strategy(case: Case, answers: Answers, sheet: Sheet) -> None:
    if "vision" in answers:
        sheet.change("workspace", case.id, {"vision": answers["vision"]})
    if "mission" in answers:
        root = next(iter(case.company.child_units(None)), None)
        sheet.new("mission", {"statement": answers["mission"], "unit": root.id if root else None})


def _asks_mission(_: Case) -> Sequence[Question]:
    return (Question("statement", ("mission", "statement")),)


def _add_mission(case: Case, answers: Answers, sheet: Sheet) -> None:
    sheet.new("mission", {"unit": case.id, **answers})


def _asks_superfluous(case: Case) -> Sequence[Question]:
    company = case.company
    missions = company.pointing("mission", "unit", case.id)
    candidates = tuple(sorted(missions, key=lambda id: bool(company.served_by(id))))
    kinds = ("mission",)
    return (Question("missions", ("mission", "statement"), candidates=candidates, kinds=kinds, is_many=True),)


def _drop_missions(case: Case, answers: Answers, sheet: Sheet) -> None:
    own = case.company.pointing("mission", "unit", case.id)
    for id in listed(answers["missions"]):
        if id not in own:
            raise UsageError(f"missions: {case.company.title(id)!r} is not one of this area")
        sheet.delete("mission", id)


# --- KPIs


def _asks_kpi(case: Case) -> Sequence[Question]:
    metrics = tuple(id for id, _ in case.company.live("metric"))
    return (
        Question("name", ("kpi", "name")),
        Question(
            "metrics",
            ("kpi", "metrics"),
            is_needed=False,
            candidates=metrics,
            kinds=("metric",),
            is_many=True,
            is_named=True,
        ),
        Question("unit_of_measure", ("kpi", "unit_of_measure"), is_needed=False),
    )


def _add_kpi(case: Case, answers: Answers, sheet: Sheet) -> None:
    """A barometer for the goal; metrics that are not there yet are made."""
    goal = case.company.fields("goal", case.id) or {}
    named = listed(answers["metrics"]) if "metrics" in answers else []
    metrics = [sheet.named("metric", each, {}) for each in named]
    sheet.new("kpi", {"unit": records.reference(goal, "unit"), **answers, "goal": case.id, "metrics": metrics or None})


def _asks_metric(case: Case) -> Sequence[Question]:
    own = records.words(case.company.fields("kpi", case.id) or {}, "metrics")
    candidates = tuple(id for id, _ in case.company.live("metric") if id not in own)
    return (Question("name", ("metric", "name"), candidates=candidates, kinds=("metric",), is_named=True),)


def _add_metric(case: Case, answers: Answers, sheet: Sheet) -> None:
    own = _metrics(case)
    sheet.change("kpi", case.id, {"metrics": [*own, sheet.named("metric", answers["name"], {})]})


def _metrics(case: Case) -> list[str]:
    """The metrics that a KPI is made of, deleted ones left out."""
    named = records.words(case.company.fields("kpi", case.id) or {}, "metrics")
    return [id for id in named if case.company.fields("metric", id) is not None]


def _asks_reading(case: Case) -> Sequence[Question]:
    today = case.workspace.today
    metrics = sorted(_metrics(case), key=lambda id: len(readings(case.company, id, today)))
    return (
        Question(
            "metric",
            ("reading", "subject"),
            default=metrics[0] if metrics else None,
            candidates=tuple(metrics),
            kinds=("metric",),
            is_named=not metrics,
        ),
        Question("value", ("reading", "value")),
        Question("date", ("reading", "date"), default=case.today),
    )


def _add_reading(case: Case, answers: Answers, sheet: Sheet) -> None:
    """A reading of one of the KPI's metrics; its first metric is made if it has none."""
    metric = sheet.named("metric", answers["metric"], {})
    if not _metrics(case):
        sheet.change("kpi", case.id, {"metrics": [metric]})
    sheet.new("reading", {"subject": metric, "value": answers["value"], "date": answers["date"]})


ACTIONS = {
    "found_strategy": Action(_asks_strategy, _found_strategy),
    "add_mission": Action(_asks_mission, _add_mission),
    "drop_missions": Action(_asks_superfluous, _drop_missions),
    "add_kpi": Action(_asks_kpi, _add_kpi),
    "add_metric": Action(_asks_metric, _add_metric),
    "add_reading": Action(_asks_reading, _add_reading),
}
