"""What a line of a method's tree says beside a title: from where to where, by when, and what it is made of."""

from fractions import Fraction

from okrtui.okr import records
from okrtui.okr.barometer import metrics_of, weather
from okrtui.okr.goals import goal_standing
from okrtui.okr.kinds import Cadence, Combine, Metric
from okrtui.okr.number import format_short
from okrtui.storage.clean import clean_line
from okrtui.workspace.rows import Row, figure_text
from okrtui.workspace.view import View

_TO = " → "
_SIGNS = {Combine.SUM: " + ", Combine.MEAN: " and ", Combine.RATIO: " ÷ ", Combine.PRODUCT: " × "}
_PERIODS = {Cadence.DAILY: "a day", Cadence.WEEKLY: "a week", Cadence.MONTHLY: "a month"}
_MOVING = (Metric.INCREASE, Metric.DECREASE)


def says(view: View, row: Row, fields: records.Fields) -> tuple[str, str]:
    """The figures of an object (or who answers for it), and what else makes it what it is; either may be empty."""
    match row.kind:
        case "objective":
            return row.owner, _proof(view, fields)
        case "key_result":
            return _key_result(row, fields), ""
        case "goal":
            return _goal(view, row, fields), _by(fields, "due")
        case "measure":
            return _measure(fields), ""
        case "kpi":
            return _kpi(view, row, fields), _made_of(view, row.id, fields)
        case "initiative":
            return ("done" if records.flag(fields, "done") else row.owner), ""
    return row.owner, ""


def _key_result(row: Row, fields: records.Fields) -> str:
    """`22 → 24 → 27 %`: from, now, to."""
    is_moving = records.word(fields, "metric", Metric.INCREASE) in _MOVING
    unit = row.target.partition(" ")[2]
    now = row.value.removesuffix(f" {unit}") if row.target else row.value
    return _TO.join(part for part in (row.start if is_moving else "", now, row.target) if part)


def _proof(view: View, fields: records.Fields) -> str:
    """The lagging KPI of an objective: `renewal rate 82 → 90 % by 2026-12-31`."""
    id = records.text(fields, "kpi")
    kpi = view.company.fields("kpi", id)
    if kpi is None:
        return ""
    figures = _span(kpi, [weather(view.company, id, view.today).level, _number(fields, "kpi_target")])
    return _joined(clean_line(records.line(kpi, "name")), figures, _by(fields, "kpi_due"))


def _goal(view: View, row: Row, fields: records.Fields) -> str:
    """`1.2M → 1.35M → $2M`: from, now, to."""
    now = goal_standing(view.standings, row.id).value
    return _span(fields, [_number(fields, "baseline"), now, _number(fields, "target")])


def _measure(fields: records.Fields) -> str:
    """`12 calls a week`."""
    target = records.number(fields, "target")
    counted = figure_text(target, clean_line(records.line(fields, "unit_of_measure")))
    return _joined(counted, _PERIODS[records.word(fields, "cadence", Cadence.WEEKLY)]) if counted else ""


def _kpi(view: View, row: Row, fields: records.Fields) -> str:
    """`8 € rising`: where it stands, and where it goes."""
    found = weather(view.company, row.id, view.today)
    return _joined(_span(fields, [found.level]), found.needle or "")


def _made_of(view: View, id: str, fields: records.Fields) -> str:
    """`= usage × conversion`; "" for a KPI of one metric."""
    names = [clean_line(view.company.title(metric)) for metric in metrics_of(view.company, id)]
    how = records.word(fields, "combine", Combine.SUM)
    if len(names) < 2:
        return ""
    return f"= {'mean of ' if how is Combine.MEAN else ''}{_SIGNS[how].join(names)}"


def _span(fields: records.Fields, values: list[Fraction | None]) -> str:
    """Some values one after the other, the unit of measure behind the last."""
    known = [value for value in values if value is not None]
    unit = clean_line(records.line(fields, "unit_of_measure"))
    return _TO.join(format_short(value, "" if place < len(known) else unit) for place, value in enumerate(known, 1))


def _number(fields: records.Fields, name: str) -> Fraction | None:
    value = records.number(fields, name)
    return None if value is None else Fraction(value)


def _by(fields: records.Fields, name: str) -> str:
    due = records.day(fields, name)
    return f"by {due.isoformat()}" if due else ""


def _joined(*parts: str) -> str:
    return " ".join(part for part in parts if part)
